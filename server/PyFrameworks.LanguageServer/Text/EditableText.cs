using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>
/// A text during a run of edits, kept as lines with their breaks, so that thousands of edits ("replace all") cost their own lines and not the whole text
/// each time.
/// </summary>
internal sealed class EditableText
{
    // From this many changes on it pays to part the text into lines.
    private const int ManyChanges = 8;

    private readonly PositionEncoding _encoding;
    private readonly List<string> _lines;

    private EditableText(string text, PositionEncoding encoding)
    {
        _encoding = encoding;
        _lines = Split(text);
    }

    /// <summary>
    /// <paramref name="document"/> after <paramref name="changes"/>, each given for what the ones before it made. Few changes take over where the lines of the text
    /// begin, so that a keystroke in a large file costs little more than the copy of its text.
    /// </summary>
    public static Document Apply(Document document, int version, IReadOnlyList<Lsp.TextDocumentContentChangeEvent> changes, PositionEncoding encoding)
    {
        // A byte order mark is no part of the text and yet counts in the client's first line.
        var text = document.HasMark || changes.Count >= ManyChanges ? null : document.Text;
        for (var i = 0; i < changes.Count && text is not null; i++)
        {
            if (changes[i].Range is not { } range)
            {
                text = null;
                break;
            }

            // A mark that comes to stand first is dropped with the text's next reading.
            var span = new TextPositions(text, encoding, HasMark: false).Span(range);
            var length = text.Length - span.Length + changes[i].Text.Length;
            text = text.Replace(span, changes[i].Text);
            if (text.Length != length)
            {
                text = null;
            }
        }

        return text is not null
            ? new(document.Uri, document.Path, version, text, HasMark: false)
            : new(document.Uri, document.Path, version, Apply(document.Content, changes, encoding));
    }

    /// <summary><paramref name="text"/> after <paramref name="changes"/>, each given for what the ones before it made.</summary>
    public static string Apply(string text, IReadOnlyList<Lsp.TextDocumentContentChangeEvent> changes, PositionEncoding encoding)
    {
        // Whatever precedes a change of the whole text is lost with it.
        var first = changes.Count - 1;
        while (first >= 0 && changes[first].Range is not null)
        {
            first--;
        }

        if (first >= 0)
        {
            text = changes[first].Text;
        }

        if (first + 1 == changes.Count)
        {
            return text;
        }

        var editable = new EditableText(text, encoding);
        for (var i = first + 1; i < changes.Count; i++)
        {
            editable.Apply(changes[i].Range!.Value, changes[i].Text);
        }

        return string.Concat(editable._lines);
    }

    private void Apply(Lsp.Range range, string newText)
    {
        var (first, start) = Find(range.Start);
        var (last, end) = Find(range.End);
        if (last < first || (last == first && end < start))
        {
            (first, start, last, end) = (last, end, first, start);
        }

        var changed = string.Concat(_lines[first].AsSpan(0, start), newText, _lines[last].AsSpan(end));

        // CR and LF that come to stand side by side are one line end. At the other side they can't: a line keeps its own break.
        if (first > 0 && changed is ['\n', ..] && _lines[first - 1] is [.., '\r'])
        {
            changed = _lines[--first] + changed;
        }

        var lines = Split(changed);
        if (last + 1 < _lines.Count)
        {
            // The empty line after a final break is only there at the text's end.
            lines.RemoveAt(lines.Count - 1);
        }

        if (lines.Count == last - first + 1)
        {
            for (var i = 0; i < lines.Count; i++)
            {
                _lines[first + i] = lines[i];
            }
        }
        else
        {
            _lines.RemoveRange(first, last - first + 1);
            _lines.InsertRange(first, lines);
        }
    }

    private (int Line, int Index) Find(Lsp.Position position)
    {
        if (position.Line >= _lines.Count)
        {
            return (_lines.Count - 1, _lines[^1].Length);
        }

        var line = _lines[position.Line];
        return (position.Line, _encoding.IndexOf(line.AsSpan(0, line.Length - BreakLength(line)), position.Character));
    }

    private static int BreakLength(string line) => line switch
    {
        [.., '\r', '\n'] => 2,
        [.., '\r' or '\n'] => 1,
        _ => 0,
    };

    /// <summary>The lines with their breaks; the last has none and may be empty.</summary>
    private static List<string> Split(string text)
    {
        var lines = new List<string>();
        var start = 0;
        while (text.AsSpan(start).IndexOfAny('\r', '\n') is var at && at >= 0)
        {
            var end = start + at + 1;
            if (text[end - 1] == '\r' && end < text.Length && text[end] == '\n')
            {
                end++;
            }

            lines.Add(text[start..end]);
            start = end;
        }

        lines.Add(text[start..]);
        return lines;
    }
}
