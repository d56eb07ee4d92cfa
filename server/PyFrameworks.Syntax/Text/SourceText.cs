namespace PyFrameworks.Syntax.Text;

/// <summary>Where a text comes from that is not kept.</summary>
public abstract class TextOrigin
{
    /// <summary>The text once more; null where it is not there any more, or has become another.</summary>
    public abstract string? Read();
}

/// <summary>
/// The decoded text of a file. A byte order mark is no character: decoding removes it, so offset 0 is the first visible one.
/// </summary>
public sealed class SourceText
{
    // One of the two is there. What an origin gives lives as long as somebody uses it.
    private readonly string? _content;
    private readonly TextOrigin? _origin;
    private WeakReference<SourceText>? _read;
    private LineMap? _lines;

    /// <summary>Wraps <paramref name="content"/>; a leading U+FEFF is dropped.</summary>
    public SourceText(string content)
    {
        _content = content is ['\uFEFF', ..] ? content[1..] : content;
        Length = _content.Length;
    }

    /// <summary>
    /// A text that is read from <paramref name="origin"/> whenever somebody wants to see it: for the many files of which only what was read of them matters. Where the
    /// origin does not give it any more, blanks stand in its place until the change is noticed, so that places in it stay places.
    /// </summary>
    /// <param name="origin">Gives the text, or one of another length, which is not taken.</param>
    /// <param name="length">Number of UTF-16 code units.</param>
    public SourceText(TextOrigin origin, int length) => (_origin, Length) = (origin, length);

    /// <summary>The whole text.</summary>
    public string Content => _content ?? Again().Content;

    /// <summary>Number of UTF-16 code units.</summary>
    public int Length { get; }

    /// <summary>Where lines begin; made on first use.</summary>
    public LineMap Lines => _content is null ? Again().Lines : _lines ??= new LineMap(_content);

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

    private SourceText Again()
    {
        if (_read is { } reference && reference.TryGetTarget(out var known))
        {
            return known;
        }

        var text = _origin!.Read() is { } content ? new SourceText(content) : null;
        text = text?.Length == Length ? text : new(new string(' ', Length));
        if (_read is { } spent)
        {
            spent.SetTarget(text);
        }
        else
        {
            _read = new(text);
        }

        return text;
    }
}
