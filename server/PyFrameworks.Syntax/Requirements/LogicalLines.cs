using System.Text;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Requirements;

/// <summary>A logical line as pip makes it from physical ones: joined, with its comment apart.</summary>
/// <param name="Text">The text without comment and white space around it; empty when nothing else is there.</param>
/// <param name="Map">The places of the text in the source.</param>
/// <param name="Start">Where the first physical line begins in the source.</param>
/// <param name="Comment">The comment from its <c>#</c> on; null when there is none.</param>
/// <param name="CommentSpan">Where the comment is in the source.</param>
internal readonly record struct LogicalLine(string Text, OffsetMap Map, int Start, string? Comment, TextSpan CommentSpan);

/// <summary>Parts a requirements file into logical lines.</summary>
internal static class LogicalLines
{
    /// <summary>The logical lines of <paramref name="content"/>, those of comments alone and blank ones included.</summary>
    public static IEnumerable<LogicalLine> Read(string content)
    {
        var joined = new StringBuilder();
        var slices = new List<(int Text, int Source)>();
        var first = -1;
        for (var at = 0; at < content.Length;)
        {
            var (start, end) = (at, LineEnd(content, at));
            at = end + BreakLength(content, end);
            first = first < 0 ? start : first;

            var isComment = IsComment(content.AsSpan(start, end - start));
            if (isComment)
            {
                // pip puts a space before a comment that follows a continued line, so that its '#' begins a comment there too.
                Append(joined, slices, " ", start);
            }
            else if (end > start && content[end - 1] == '\\')
            {
                // pip strips backslashes from both ends of a continued line.
                var (from, to) = (start, end);
                while (to > from && content[to - 1] == '\\')
                {
                    to--;
                }

                while (from < to && content[from] == '\\')
                {
                    from++;
                }

                Append(joined, slices, content.AsSpan(from, to - from), from);
                if (at < content.Length)
                {
                    continue;
                }

                start = end;
            }

            Append(joined, slices, content.AsSpan(start, end - start), start);
            yield return Finish(joined.ToString(), OffsetMap.FromSlices(slices), first);
            joined.Clear();
            slices.Clear();
            first = -1;
        }
    }

    private static void Append(StringBuilder joined, List<(int Text, int Source)> slices, ReadOnlySpan<char> text, int source)
    {
        if (!text.IsEmpty)
        {
            slices.Add((joined.Length, source));
            joined.Append(text);
        }
    }

    private static LogicalLine Finish(string text, OffsetMap map, int first)
    {
        var hash = FindComment(text);
        var (start, end) = PythonText.Trim(text, 0, hash < 0 ? text.Length : hash);
        return new(
            text[start..end],
            start == 0 ? map : map.Skip(start),
            first,
            hash < 0 ? null : text[hash..],
            hash < 0 ? default : map.ToSource(TextSpan.FromBounds(hash, text.Length)));
    }

    /// <summary>Offset of the <c>#</c> that begins a comment: one at the start or after white space; -1 when there is none.</summary>
    private static int FindComment(string text)
    {
        for (var i = text.IndexOf('#', StringComparison.Ordinal); i >= 0; i = text.IndexOf('#', i + 1))
        {
            if (i == 0 || PythonText.IsWhitespace(text[i - 1]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsComment(ReadOnlySpan<char> line)
    {
        var start = PythonText.SkipWhitespace(line, 0);
        return start < line.Length && line[start] == '#';
    }

    private static int LineEnd(string content, int at)
    {
        while (at < content.Length && !PythonText.IsLineBreak(content[at]))
        {
            at++;
        }

        return at;
    }

    private static int BreakLength(string content, int at) =>
        at == content.Length ? 0 : content[at] == '\r' && at + 1 < content.Length && content[at + 1] == '\n' ? 2 : 1;
}
