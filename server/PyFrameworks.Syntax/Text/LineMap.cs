using System.Collections.Immutable;

namespace PyFrameworks.Syntax.Text;

/// <summary>A place as line and character, both from 0, the character in UTF-16 code units.</summary>
public readonly record struct LinePosition(int Line, int Character);

/// <summary>
/// Where the lines of a text begin. A line ends at <c>\n</c>, <c>\r\n</c> or a lone <c>\r</c>, as LSP counts them.
/// </summary>
public sealed class LineMap
{
    private readonly ImmutableArray<int> _starts;
    private readonly string _text;

    /// <summary>Finds the line starts of <paramref name="text"/>.</summary>
    public LineMap(string text)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        AddStarts(starts, text, 0, text.Length);
        _starts = starts.DrainToImmutable();
        _text = text;
    }

    private LineMap(string text, ImmutableArray<int> starts) => (_text, _starts) = (text, starts);

    /// <summary>The map of <paramref name="text"/>, which is this map's text with <paramref name="newLength"/> other characters in place of <paramref name="span"/>.</summary>
    internal LineMap Replace(TextSpan span, int newLength, string text)
    {
        // Up to the line before, whose break may grow together with what comes now, and from the line after, nothing is new.
        var first = Math.Max(LineOf(span.Start) - 1, 0);
        var after = LineOf(span.End) + 1;
        var shift = newLength - span.Length;
        var starts = ImmutableArray.CreateBuilder<int>(_starts.Length + 8);
        starts.AddRange(_starts.AsSpan()[..(first + 1)]);
        AddStarts(starts, text, _starts[first], after < _starts.Length ? _starts[after] + shift : text.Length);
        foreach (var start in _starts.AsSpan()[Math.Min(after + 1, _starts.Length)..])
        {
            starts.Add(start + shift);
        }

        return new(text, starts.DrainToImmutable());
    }

    /// <summary>Adds where lines begin that follow a break from <paramref name="at"/> on; the last break ends before or at <paramref name="end"/>.</summary>
    private static void AddStarts(ImmutableArray<int>.Builder starts, string text, int at, int end)
    {
        while (text.AsSpan(at, end - at).IndexOfAny('\n', '\r') is var next and >= 0)
        {
            at += next + 1;
            if (text[at - 1] == '\r' && at < end && text[at] == '\n')
            {
                at++;
            }

            starts.Add(at);
        }
    }

    /// <summary>Number of lines, at least 1; a final line end opens one more, empty line.</summary>
    public int Count => _starts.Length;

    /// <summary>Offset of the first code unit of line <paramref name="line"/> (from 0).</summary>
    public int Start(int line) => _starts[line];

    /// <summary>Offset just past the last code unit of the line before its line end.</summary>
    public int EndWithoutBreak(int line)
    {
        var end = line + 1 < _starts.Length ? _starts[line + 1] : _text.Length;
        var start = _starts[line];
        if (line + 1 < _starts.Length)
        {
            end--;
            if (_text[end] == '\n' && end > start && _text[end - 1] == '\r')
            {
                end--;
            }
        }

        return end;
    }

    /// <summary>The line (from 0) that holds <paramref name="offset"/>.</summary>
    public int LineOf(int offset)
    {
        var index = _starts.BinarySearch(offset);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>Line and UTF-16 character of <paramref name="offset"/>, which is held within the text.</summary>
    public LinePosition Position(int offset)
    {
        offset = Math.Clamp(offset, 0, _text.Length);
        var line = LineOf(offset);
        return new(line, offset - _starts[line]);
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

        return position.Line >= _starts.Length
            ? _text.Length
            : Math.Clamp(_starts[position.Line] + Math.Max(position.Character, 0), _starts[position.Line], EndWithoutBreak(position.Line));
    }
}
