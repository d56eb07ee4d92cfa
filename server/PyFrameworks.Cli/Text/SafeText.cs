using System.Globalization;
using System.Text;

namespace PyFrameworks.Cli;

/// <summary>Makes text of the workspace fit for a terminal, and measures it there.</summary>
internal static class SafeText
{
    private const int TabCells = 4;

    /// <summary>
    /// <paramref name="text"/> with every character shown that would steer a terminal instead of standing in it: <c>\x1b</c> for an escape, <c>\n</c> for
    /// a line feed, <c>\u202e</c> for a change of the writing direction. A tab becomes blanks, half a surrogate pair U+FFFD.
    /// </summary>
    public static string Of(string text)
    {
        var first = 0;
        while (first < text.Length && IsPlain(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var safe = new StringBuilder(text, 0, first, text.Length + 16);
        for (var i = first; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsSurrogate(character))
            {
                // A whole pair may be a format character too (U+E0001 and the other tags).
                if (i + 1 < text.Length && char.IsSurrogatePair(character, text[i + 1]))
                {
                    var rune = new Rune(character, text[i + 1]);
                    _ = Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ? safe.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}") : safe.Append(text, i, 2);
                    i++;
                }
                else
                {
                    safe.Append('\uFFFD');
                }
            }
            else if (IsPlain(character))
            {
                safe.Append(character);
            }
            else
            {
                _ = character switch
                {
                    '\t' => safe.Append(' ', TabCells),
                    '\n' => safe.Append("\\n"),
                    '\r' => safe.Append("\\r"),
                    < '\u0100' => safe.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                    _ => safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                };
            }
        }

        return safe.ToString();
    }

    /// <summary>How many cells of a terminal <paramref name="text"/> takes, once it is safe.</summary>
    public static int Cells(string text)
    {
        var cells = 0;
        foreach (var rune in Of(text).EnumerateRunes())
        {
            cells += Cells(rune);
        }

        return cells;
    }

    /// <summary><paramref name="text"/> and blanks up to <paramref name="cells"/>.</summary>
    public static string Pad(string text, int cells) => text + new string(' ', Math.Max(0, cells - Cells(text)));

    private static bool IsPlain(char character) =>
        character is >= ' ' and <= '~'
        || (!char.IsSurrogate(character)
            && char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    // Unicode Standard Annex 11: wide and full-width blocks, and the emoji planes, take two cells; combining marks none.
    private static int Cells(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD)
            ? 2
            : 1,
    };
}
