using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Requirements;

/// <summary>A word of an option string.</summary>
/// <param name="Value">The word without quotes and escapes.</param>
/// <param name="Offsets">The offset in the line of each code unit of the value, and of the word's end.</param>
/// <param name="Span">The whole word in the line, quotes included.</param>
internal readonly record struct ShellWord(string Value, int[] Offsets, TextSpan Span)
{
    /// <summary>The place in the line of the value from <paramref name="start"/> up to <paramref name="end"/>, without quotes at its ends.</summary>
    public TextSpan Slice(int start, int end) =>
        start == end ? new(Offsets[start], 0) : TextSpan.FromBounds(Offsets[start], Offsets[end - 1] + 1);
}

/// <summary>Parts options into words as a POSIX shell does, for pip passes them through Python's <c>shlex</c>.</summary>
internal static class ShellWords
{
    /// <summary>
    /// The words of <paramref name="line"/> from <paramref name="start"/> on. What is left open is the offset of the quote or backslash
    /// that lacks its other half, else -1; the word with it is left out.
    /// </summary>
    public static (List<ShellWord> Words, int Unclosed) Split(string line, int start)
    {
        var words = new List<ShellWord>();
        var value = new StringBuilder();
        var offsets = new List<int>();
        var wordStart = -1;
        for (var i = start; i < line.Length; i++)
        {
            var c = line[i];
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                Close(words, value, offsets, ref wordStart, i);
                continue;
            }

            wordStart = wordStart < 0 ? i : wordStart;
            if (c is '"' or '\'')
            {
                var quote = i;
                for (i++; i < line.Length && line[i] != c; i++)
                {
                    // In double quotes a backslash protects a quote or a backslash and else stands for itself.
                    if (c == '"' && line[i] == '\\')
                    {
                        if (i + 1 == line.Length)
                        {
                            return (words, i);
                        }

                        if (line[i + 1] is '"' or '\\')
                        {
                            i++;
                        }
                        else
                        {
                            value.Append('\\');
                            offsets.Add(i++);
                        }
                    }

                    value.Append(line[i]);
                    offsets.Add(i);
                }

                if (i >= line.Length)
                {
                    return (words, quote);
                }

                continue;
            }

            if (c == '\\' && ++i == line.Length)
            {
                return (words, i - 1);
            }

            value.Append(line[i]);
            offsets.Add(i);
        }

        Close(words, value, offsets, ref wordStart, line.Length);
        return (words, -1);
    }

    private static void Close(List<ShellWord> words, StringBuilder value, List<int> offsets, ref int wordStart, int end)
    {
        if (wordStart < 0)
        {
            return;
        }

        offsets.Add(end);
        words.Add(new(value.ToString(), [.. offsets], TextSpan.FromBounds(wordStart, end)));
        value.Clear();
        offsets.Clear();
        wordStart = -1;
    }
}
