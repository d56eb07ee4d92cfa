namespace PyFrameworks.Syntax.Text;

/// <summary>
/// The decoded text of a file. A byte order mark is no character: decoding removes it, so offset 0 is the first visible one.
/// </summary>
public sealed class SourceText
{
    private LineMap? _lines;

    /// <summary>Wraps <paramref name="content"/>; a leading U+FEFF is dropped.</summary>
    public SourceText(string content) => Content = content is ['\uFEFF', ..] ? content[1..] : content;

    /// <summary>The whole text.</summary>
    public string Content { get; }

    /// <summary>Number of UTF-16 code units.</summary>
    public int Length => Content.Length;

    /// <summary>Where lines begin; made on first use.</summary>
    public LineMap Lines => _lines ??= new LineMap(Content);

    /// <summary>The text of <paramref name="span"/>.</summary>
    public string Slice(TextSpan span) => Content.Substring(span.Start, span.Length);

    /// <summary>The text of <paramref name="span"/> without a copy.</summary>
    public ReadOnlySpan<char> AsSpan(TextSpan span) => Content.AsSpan(span.Start, span.Length);

    /// <summary>A text with <paramref name="newText"/> in place of <paramref name="span"/>.</summary>
    public SourceText Replace(TextSpan span, string newText) =>
        new(string.Concat(Content.AsSpan(0, span.Start), newText, Content.AsSpan(span.End)));

    /// <inheritdoc/>
    public override string ToString() => Content;
}
