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
    // From this length on an edit takes no copy of the text, which would be a burden for the collector at each keystroke.
    private const int Long = 1 << 14;

    // One of the three is there; of an edited text the whole, too, once somebody has asked for it. What an origin gives lives as long as somebody uses it.
    private readonly EditedContent? _edited;
    private readonly TextOrigin? _origin;
    private string? _content;
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

    private SourceText(EditedContent edited) => (_edited, Length) = (edited, edited.Length);

    /// <summary>The whole text. Of a long one that is being edited it is put together on first use: <see cref="Slice"/>, <see cref="AsSpan"/> and the indexer do without.</summary>
    public string Content => _content ?? (_edited is { } edited ? _content = edited.Slice(new(0, Length)) : Again().Content);

    /// <summary>The code unit at <paramref name="offset"/>.</summary>
    public char this[int offset] => _content is null && _edited is { } edited ? edited[offset] : Content[offset];

    /// <summary>Number of UTF-16 code units.</summary>
    public int Length { get; }

    /// <summary>Where lines begin; made on first use.</summary>
    public LineMap Lines => _origin is null ? _lines ??= new LineMap(this) : Again().Lines;

    /// <summary>The text of <paramref name="span"/>.</summary>
    public string Slice(TextSpan span) => _content is null && _edited is { } edited ? edited.Slice(span) : Content.Substring(span.Start, span.Length);

    /// <summary>The text of <paramref name="span"/>, mostly without a copy.</summary>
    public ReadOnlySpan<char> AsSpan(TextSpan span) => _content is null && _edited is { } edited ? edited.AsSpan(span) : Content.AsSpan(span.Start, span.Length);

    /// <summary>Where <paramref name="character"/> first stands; -1 where it does not.</summary>
    public int IndexOf(char character) => _content is null && _edited is { } edited ? edited.IndexOf(character) : Content.IndexOf(character, StringComparison.Ordinal);

    /// <summary>Whether <paramref name="value"/> stands in it.</summary>
    public bool Contains(string value) => _content is null && _edited is { } edited ? edited.Contains(value) : Content.Contains(value, StringComparison.Ordinal);

    /// <summary>A text with <paramref name="newText"/> in place of <paramref name="span"/>. Where lines begin is taken over as far as it is known.</summary>
    public SourceText Replace(TextSpan span, string newText) => Replace(span, newText, Long);

    /// <summary>The same, without a copy of a text of <paramref name="longFrom"/> code units or more.</summary>
    internal SourceText Replace(TextSpan span, string newText, int longFrom)
    {
        var edited = Length < longFrom || newText.Length > EditedContent.MostInMiddle
            ? null
            : _edited?.Replace(span, newText) ?? EditedContent.Of(Content, span, newText);

        // A mark that comes to stand first is dropped.
        var text = edited is { Length: > 0 } && edited[0] != '\uFEFF'
            ? new SourceText(edited)
            : new SourceText(string.Concat(AsSpan(new(0, span.Start)), newText, AsSpan(TextSpan.FromBounds(span.End, Length))));
        if (_lines is { } lines && text.Length == Length - span.Length + newText.Length)
        {
            text._lines = lines.Replace(span, newText.Length, text);
        }

        return text;
    }

    /// <summary>
    /// How many code units at the start are the same as those of <paramref name="other"/>, and how many at the end; the two parts overlap in neither text. Of texts that edits have made
    /// of one another it may be fewer than are the same, and costs nothing.
    /// </summary>
    public (int Start, int End) SharedWith(SourceText other)
    {
        var (own, its) = (_edited ?? EditedContent.Whole(Content), other._edited ?? EditedContent.Whole(other.Content));
        if (!own.TrySharedWith(its, out var shared))
        {
            var (now, before) = (Content, other.Content);
            var start = now.AsSpan().CommonPrefixLength(before);
            var most = Math.Min(now.Length, before.Length) - start;
            var end = 0;
            while (end < most && now[^(end + 1)] == before[^(end + 1)])
            {
                end++;
            }

            shared = (start, end);
        }

        return shared;
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
