namespace PyFrameworks.Syntax.Text;

/// <summary>A place as line and character, both from 0, the character in UTF-16 code units.</summary>
public readonly record struct LinePosition(int Line, int Character);

/// <summary>
/// Where the lines of a text begin. A line ends at <c>\n</c>, <c>\r\n</c> or a lone <c>\r</c>, as LSP counts them.
/// </summary>
public sealed class LineMap
{
    // With more lines than this between an edit and those before it the starts are put together anew.
    private const int MostInMiddle = 1 << 10;

    private readonly SourceText _text;

    // The starts of an earlier text, of which those up to _first hold, the starts of the lines that edits have reached, and those from _after on, moved by _shift.
    private readonly int[] _starts;
    private readonly int _first;
    private readonly int[] _middle;
    private readonly int _after;
    private readonly int _shift;

    /// <summary>Finds the line starts of <paramref name="text"/>.</summary>
    internal LineMap(SourceText text)
    {
        var starts = new List<int> { 0 };
        AddStarts(starts, text.Content, 0);
        (_text, _starts, _middle) = (text, [.. starts], []);
        _first = _after = _starts.Length;
    }

    private LineMap(SourceText text, int[] starts, int first, int[] middle, int after, int shift) =>
        (_text, _starts, _first, _middle, _after, _shift) = (text, starts, first, middle, after, shift);

    /// <summary>Number of lines, at least 1; a final line end opens one more, empty line.</summary>
    public int Count => _first + _middle.Length + _starts.Length - _after;

    private int MiddleEnd => _first + _middle.Length;

    /// <summary>Offset of the first code unit of line <paramref name="line"/> (from 0).</summary>
    public int Start(int line) => line < _first ? _starts[line] : line < MiddleEnd ? _middle[line - _first] : _starts[line - MiddleEnd + _after] + _shift;

    /// <summary>Offset just past the last code unit of the line before its line end.</summary>
    public int EndWithoutBreak(int line)
    {
        if (line + 1 >= Count)
        {
            return _text.Length;
        }

        var (start, end) = (Start(line), Start(line + 1) - 1);
        return _text[end] == '\n' && end > start && _text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>The line (from 0) that holds <paramref name="offset"/>.</summary>
    public int LineOf(int offset)
    {
        var (low, high) = (0, Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Start(middle) <= offset ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Line and UTF-16 character of <paramref name="offset"/>, which is held within the text.</summary>
    public LinePosition Position(int offset)
    {
        offset = Math.Clamp(offset, 0, _text.Length);
        var line = LineOf(offset);
        return new(line, offset - Start(line));
    }

    /// <summary>
    /// Offset of a line and UTF-16 character. As LSP asks, a character past the line's end stands for its end;
    /// a line past the text stands for the text's end.
    /// </summary>
    public int Offset(LinePosition position)
    {
        if (position.Line < 0)
        {
            return 0;
        }

        return position.Line >= Count
            ? _text.Length
            : Math.Clamp(Start(position.Line) + Math.Max(position.Character, 0), Start(position.Line), EndWithoutBreak(position.Line));
    }

    /// <summary>The map of <paramref name="text"/>, which is this map's text with <paramref name="newLength"/> other code units in place of <paramref name="span"/>.</summary>
    internal LineMap Replace(TextSpan span, int newLength, SourceText text)
    {
        // Up to the line before, whose break may grow together with what comes now, and from the second line after, nothing is new.
        var kept = Math.Max(LineOf(span.Start) - 1, 0) + 1;
        var after = Math.Min(LineOf(span.End) + 2, Count);
        var shift = newLength - span.Length;
        var isWhole = _middle.Length == 0 && _first == _after && _shift == 0;
        var (first, last) = isWhole ? (kept, after) : (Math.Min(kept, _first), Math.Max(after, MiddleEnd));
        var isFar = kept - first + last - after > MostInMiddle;
        (first, last) = isFar ? (0, Count) : (first, last);
        var middle = new List<int>();
        for (var line = first; line < kept; line++)
        {
            middle.Add(Start(line));
        }

        var from = Start(kept - 1);
        AddStarts(middle, text.AsSpan(TextSpan.FromBounds(from, after - 1 > LineOf(span.End) ? Start(after - 1) + shift : text.Length)), from);
        for (var line = after; line < last; line++)
        {
            middle.Add(Start(line) + shift);
        }

        return isFar
            ? new(text, [.. middle], middle.Count, [], middle.Count, 0)
            : new(text, _starts, first, [.. middle], last - MiddleEnd + _after, _shift + shift);
    }

    /// <summary>Adds where lines begin that follow a break in <paramref name="text"/>, which stands at <paramref name="offset"/>.</summary>
    private static void AddStarts(List<int> starts, ReadOnlySpan<char> text, int offset)
    {
        var at = 0;
        while (text[at..].IndexOfAny('\n', '\r') is var next and >= 0)
        {
            at += next + 1;
            if (text[at - 1] == '\r' && at < text.Length && text[at] == '\n')
            {
                at++;
            }

            starts.Add(offset + at);
        }
    }
}
