namespace PyFrameworks.Syntax.Packaging;

/// <summary>Python's notions of space, word and line, where they differ from those of .NET.</summary>
internal static class PythonText
{
    /// <summary>Whether <c>str.isspace</c> holds; unlike .NET, Python counts U+001C to U+001F.</summary>
    public static bool IsWhitespace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    /// <summary>Whether the regular expression <c>\w</c> matches.</summary>
    public static bool IsWord(char c) => c == '_' || char.IsLetter(c) || char.IsNumber(c);

    /// <summary>Whether <c>\b</c> matches just before <paramref name="index"/>.</summary>
    public static bool IsBoundary(ReadOnlySpan<char> text, int index)
    {
        var before = index > 0 && IsWord(text[index - 1]);
        var after = index < text.Length && IsWord(text[index]);
        return before != after;
    }

    /// <summary>
    /// As <c>str.lower</c>: unlike .NET's, Python's mapping makes two characters of <c>İ</c>. A capital sigma at the end of a word becomes
    /// <c>σ</c> all the same.
    /// </summary>
    public static string ToLower(string text) => text.ToLowerInvariant().Replace("\u0130", "i\u0307", StringComparison.Ordinal);

    /// <summary>Whether <c>str.splitlines</c> ends a line at <paramref name="c"/>.</summary>
    public static bool IsLineBreak(char c) =>
        c is '\n' or '\r' or '\v' or '\f' or (>= '\u001c' and <= '\u001e') or '\u0085' or '\u2028' or '\u2029';

    /// <summary>The first index from <paramref name="start"/> on that holds no white space.</summary>
    public static int SkipWhitespace(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && IsWhitespace(text[start]))
        {
            start++;
        }

        return start;
    }

    /// <summary><paramref name="start"/> and <paramref name="end"/> without the white space just within them, as <c>str.strip</c>.</summary>
    public static (int Start, int End) Trim(ReadOnlySpan<char> text, int start, int end)
    {
        while (start < end && IsWhitespace(text[start]))
        {
            start++;
        }

        while (end > start && IsWhitespace(text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }
}
