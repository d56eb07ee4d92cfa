namespace PyFrameworks.Syntax.Text;

/// <summary>A text as an earlier one in which a stretch has been replaced, so that an edit of a long text takes no copy of it. Immutable.</summary>
internal sealed class EditedContent
{
    /// <summary>How long the replaced stretch may grow, with what lies between edits, before the text is put together anew.</summary>
    public const int MostInMiddle = 1 << 13;

    private readonly string _whole;
    private readonly string _middle;
    private readonly int _start;
    private readonly int _end;

    private EditedContent(string whole, int start, string middle, int end) => (_whole, _start, _middle, _end) = (whole, start, middle, end);

    /// <summary>Number of UTF-16 code units.</summary>
    public int Length => _start + _middle.Length + _whole.Length - _end;

    private int MiddleEnd => _start + _middle.Length;

    private bool IsWhole => _middle.Length == 0 && _start == _end;

    /// <summary>The code unit at <paramref name="offset"/>.</summary>
    public char this[int offset] => offset < _start ? _whole[offset] : offset < MiddleEnd ? _middle[offset - _start] : _whole[offset - MiddleEnd + _end];

    /// <summary><paramref name="whole"/> itself.</summary>
    public static EditedContent Whole(string whole) => new(whole, whole.Length, "", whole.Length);

    /// <summary><paramref name="whole"/> with <paramref name="newText"/> in place of <paramref name="span"/>.</summary>
    public static EditedContent Of(string whole, TextSpan span, string newText) => new(whole, span.Start, newText, span.End);

    /// <summary>This with <paramref name="newText"/> in place of <paramref name="span"/>; null where that lies too far from the edits before.</summary>
    public EditedContent? Replace(TextSpan span, string newText)
    {
        var (first, last) = (Math.Min(span.Start, _start), Math.Max(span.End, MiddleEnd));
        return last - first - span.Length + newText.Length > MostInMiddle
            ? null
            : new(_whole, first, string.Concat(AsSpan(TextSpan.FromBounds(first, span.Start)), newText, AsSpan(TextSpan.FromBounds(span.End, last))), last - MiddleEnd + _end);
    }

    /// <summary>The text of <paramref name="span"/>, with a copy only where it lies across an end of the replaced stretch.</summary>
    public ReadOnlySpan<char> AsSpan(TextSpan span) =>
        span.End <= _start ? _whole.AsSpan(span.Start, span.Length)
        : span.Start >= MiddleEnd ? _whole.AsSpan(span.Start - MiddleEnd + _end, span.Length)
        : span.Start >= _start && span.End <= MiddleEnd ? _middle.AsSpan(span.Start - _start, span.Length)
        : Slice(span);

    /// <summary>The text of <paramref name="span"/>.</summary>
    public string Slice(TextSpan span) => string.Concat(
        Part(_whole, span, 0, _start, 0),
        Part(_middle, span, _start, MiddleEnd, 0),
        Part(_whole, span, MiddleEnd, Length, _end));

    /// <summary>Where <paramref name="character"/> first stands; -1 where it does not.</summary>
    public int IndexOf(char character) =>
        _whole.AsSpan(0, _start).IndexOf(character) is var before and >= 0 ? before
        : _middle.AsSpan().IndexOf(character) is var within and >= 0 ? _start + within
        : _whole.AsSpan(_end).IndexOf(character) is var after and >= 0 ? MiddleEnd + after
        : -1;

    /// <summary>Whether <paramref name="value"/>, one code unit at least, stands in it.</summary>
    public bool Contains(string value)
    {
        var (first, last) = (Math.Max(_start - value.Length + 1, 0), Math.Min(MiddleEnd + value.Length - 1, Length));
        return _whole.AsSpan(0, _start).Contains(value, StringComparison.Ordinal)
            || _whole.AsSpan(_end).Contains(value, StringComparison.Ordinal)
            || AsSpan(TextSpan.FromBounds(first, last)).Contains(value, StringComparison.Ordinal);
    }

    /// <summary>What this has in common with <paramref name="other"/>, where both were made of the same text.</summary>
    public bool TrySharedWith(EditedContent other, out (int Start, int End) shared)
    {
        shared = default;
        if (!ReferenceEquals(_whole, other._whole))
        {
            return false;
        }

        var start = Math.Min(IsWhole ? Length : _start, other.IsWhole ? other.Length : other._start);
        var end = _whole.Length - Math.Max(IsWhole ? 0 : _end, other.IsWhole ? 0 : other._end);
        shared = (start, Math.Min(end, Math.Min(Length, other.Length) - start));
        return true;
    }

    /// <summary>What of <paramref name="source"/>, whose part from <paramref name="at"/> on makes the text from <paramref name="start"/> to <paramref name="end"/>, lies in <paramref name="span"/>.</summary>
    private static ReadOnlySpan<char> Part(string source, TextSpan span, int start, int end, int at)
    {
        var (first, last) = (Math.Max(span.Start, start), Math.Min(span.End, end));
        return first < last ? source.AsSpan(first - start + at, last - first) : [];
    }
}
