using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace PyFrameworks.Syntax.Text;

/// <summary>
/// The decoded text of a file. A byte order mark is no character: decoding removes it, so offset 0 is the first visible one.
/// </summary>
public sealed class SourceText
{
    // One of the two is there. What a packed text is made into lives as long as somebody uses it.
    private readonly string? _content;
    private readonly byte[]? _packed;
    private WeakReference<SourceText>? _unpacked;
    private LineMap? _lines;

    /// <summary>Wraps <paramref name="content"/>; a leading U+FEFF is dropped.</summary>
    public SourceText(string content)
    {
        _content = content is ['\uFEFF', ..] ? content[1..] : content;
        Length = _content.Length;
    }

    private SourceText(byte[] packed, int length) => (_packed, Length) = (packed, length);

    // A second mark is a character.
    private SourceText(string content, int length) => (_content, Length) = (content, length);

    /// <summary>The whole text.</summary>
    public string Content => _content ?? Unpacked().Content;

    /// <summary>Number of UTF-16 code units.</summary>
    public int Length { get; }

    /// <summary>Where lines begin; made on first use.</summary>
    public LineMap Lines => _content is null ? Unpacked().Lines : _lines ??= new LineMap(_content);

    /// <summary>
    /// The same text in about half the memory, made a string again when it is asked for: for the many files of which only what was read of them matters. Itself where
    /// it is packed, or holds a lone surrogate, of which UTF-8 has none.
    /// </summary>
    public SourceText Packed()
    {
        if (_content is null)
        {
            return this;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(Length));
        try
        {
            return Utf8.FromUtf16(_content, buffer, out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done ? new(buffer[..written], Length) : this;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The text of <paramref name="span"/>.</summary>
    public string Slice(TextSpan span) => Content.Substring(span.Start, span.Length);

    /// <summary>The text of <paramref name="span"/> without a copy.</summary>
    public ReadOnlySpan<char> AsSpan(TextSpan span) => Content.AsSpan(span.Start, span.Length);

    /// <summary>A text with <paramref name="newText"/> in place of <paramref name="span"/>. Where lines begin is taken over as far as it is known.</summary>
    public SourceText Replace(TextSpan span, string newText)
    {
        var text = new SourceText(string.Concat(Content.AsSpan(0, span.Start), newText, Content.AsSpan(span.End)));
        if (_lines is { } lines && text.Length == Length - span.Length + newText.Length)
        {
            text._lines = lines.Replace(span, newText.Length, text.Content);
        }

        return text;
    }

    /// <inheritdoc/>
    public override string ToString() => Content;

    private SourceText Unpacked()
    {
        if (_unpacked is { } reference && reference.TryGetTarget(out var known))
        {
            return known;
        }

        var text = new SourceText(Encoding.UTF8.GetString(_packed!), Length);
        _unpacked = new(text);
        return text;
    }
}
