namespace PyFrameworks.Syntax.Packaging;

/// <summary>
/// The parts of a version as PEP 440 (appendix B) spells them. Every method returns the offset after the part, or the offset it
/// was given where the part is absent. Each part takes the longest match, so the grammar needs no way back.
/// </summary>
internal static class VersionScanner
{
    private static readonly string[] s_pre = ["alpha", "beta", "preview", "pre", "a", "b", "c", "rc"];
    private static readonly string[] s_post = ["post", "rev", "r"];
    private static readonly string[] s_dev = ["dev"];

    /// <summary>Offset after the digits at <paramref name="at"/>.</summary>
    public static int Digits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>A leading <c>v</c>.</summary>
    public static int Prefix(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] is 'v' or 'V' ? at + 1 : at;

    /// <summary>An epoch with its <c>!</c>.</summary>
    public static int Epoch(ReadOnlySpan<char> text, int at)
    {
        var end = Digits(text, at);
        return end > at && end < text.Length && text[end] == '!' ? end + 1 : at;
    }

    /// <summary>Numbers with dots between them.</summary>
    public static int Release(ReadOnlySpan<char> text, int at)
    {
        var end = Digits(text, at);
        if (end == at)
        {
            return at;
        }

        while (end < text.Length && text[end] == '.' && Digits(text, end + 1) is var next && next > end + 1)
        {
            end = next;
        }

        return end;
    }

    /// <summary>A pre-release such as <c>a1</c>, <c>-beta.2</c> or <c>_rc</c>.</summary>
    public static int Pre(ReadOnlySpan<char> text, int at, out ReadOnlySpan<char> letter, out ReadOnlySpan<char> number) =>
        Tagged(text, at, s_pre, out letter, out number);

    /// <summary>A post-release such as <c>.post1</c>, <c>r2</c> or <c>-3</c>; the letter is empty for the last.</summary>
    public static int Post(ReadOnlySpan<char> text, int at, out ReadOnlySpan<char> letter, out ReadOnlySpan<char> number)
    {
        if (at < text.Length && text[at] == '-' && Digits(text, at + 1) is var end && end > at + 1)
        {
            letter = default;
            number = text[(at + 1)..end];
            return end;
        }

        return Tagged(text, at, s_post, out letter, out number);
    }

    /// <summary>A development release such as <c>.dev0</c>.</summary>
    public static int Dev(ReadOnlySpan<char> text, int at, out ReadOnlySpan<char> number) =>
        Tagged(text, at, s_dev, out _, out number);

    /// <summary>A local version label with its <c>+</c>.</summary>
    public static int Local(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length || text[at] != '+')
        {
            return at;
        }

        var end = LocalPart(text, at + 1);
        if (end == at + 1)
        {
            return at;
        }

        while (end < text.Length && text[end] is '-' or '_' or '.' && LocalPart(text, end + 1) is var next && next > end + 1)
        {
            end = next;
        }

        return end;
    }

    /// <summary>Offset after <c>.*</c>.</summary>
    public static int Wildcard(ReadOnlySpan<char> text, int at) => text[at..].StartsWith(".*") ? at + 2 : at;

    private static int LocalPart(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int Tagged(
        ReadOnlySpan<char> text, int at, string[] words, out ReadOnlySpan<char> letter, out ReadOnlySpan<char> number)
    {
        letter = default;
        number = default;
        var start = Separator(text, at);
        foreach (var word in words)
        {
            if (text[start..].StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                letter = text.Slice(start, word.Length);
                var digits = Separator(text, start + word.Length);
                var end = Digits(text, digits);
                number = text[digits..end];
                return end;
            }
        }

        return at;
    }

    private static int Separator(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] is '-' or '_' or '.' ? at + 1 : at;
}
