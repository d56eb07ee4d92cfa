using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace PyFrameworks.Syntax.Text;

/// <summary>The text of a file and how it was read.</summary>
/// <param name="Text">The text, without a byte order mark.</param>
/// <param name="EncodingName">The encoding that was used, such as <c>utf-8</c>.</param>
/// <param name="IsFallback">
/// Whether the bytes are not what they should be, or say an encoding that is not at hand, so that Latin-1 was taken, which reads anything:
/// ASCII is right then, other characters may be wrong.
/// </param>
public readonly record struct DecodedText(string Text, string EncodingName, bool IsFallback);

/// <summary>Decodes requirements files as pip does: byte order mark, coding comment, UTF-8, then Latin-1.</summary>
public static class RequirementsDecoder
{
    /// <summary>Decodes <paramref name="bytes"/>; any bytes have a text.</summary>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes)
    {
        if (Decoding.ByMark(bytes) is { } marked)
        {
            return marked;
        }

        var rest = bytes;
        for (var line = 0; line < 2 && !rest.IsEmpty; line++)
        {
            var end = rest.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            if (text is [(byte)'#', ..] && Decoding.FindCoding(text, 0, allowBreaks: true) is { } name)
            {
                return Decoding.ByName(bytes, name);
            }

            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return Decoding.AsUtf8(bytes);
    }
}

/// <summary>Decodes Python sources (PEP 263): byte order mark, coding comment in the first two lines, else UTF-8 (PEP 3120).</summary>
public static class PythonDecoder
{
    /// <summary>Decodes <paramref name="bytes"/>; any bytes have a text.</summary>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes)
    {
        // Python knows the mark of UTF-8 alone, yet a file in UTF-16 is better read than shown as Latin-1.
        if (Decoding.ByMark(bytes) is { } marked)
        {
            return marked;
        }

        return FindCoding(bytes) is { } name ? Decoding.ByName(bytes, name) : Decoding.AsUtf8(bytes);
    }

    /// <summary>
    /// Whether <paramref name="bytes"/> are what <see cref="Decode"/> reads as UTF-8 without a byte order mark, as most sources are.
    /// </summary>
    /// <param name="bytes">A whole file.</param>
    /// <param name="length">Number of UTF-16 code units that its text has.</param>
    public static bool IsPlain(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (bytes is [0xEF or 0xFE or 0xFF or 0, ..] || (FindCoding(bytes) is { } name && !Decoding.IsUtf8(name)) || !Utf8.IsValid(bytes))
        {
            return false;
        }

        length = Decoding.CountOfUtf16(bytes);
        return true;
    }

    /// <summary>The name in the coding comment, or null.</summary>
    private static string? FindCoding(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        for (var line = 0; line < 2 && !rest.IsEmpty; line++)
        {
            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            var text = end < 0 ? rest : rest[..end];
            var start = text.IndexOfAnyExcept(" \t\f"u8);
            if (start >= 0 && text[start] != '#')
            {
                // Only comments and blank lines may precede the coding comment.
                break;
            }

            if (start >= 0 && Decoding.FindCoding(text, start, allowBreaks: false) is { } name)
            {
                return name;
            }

            var next = end < 0 ? rest.Length : end + (rest[end..].StartsWith("\r\n"u8) ? 2 : 1);
            rest = rest[next..];
        }

        return null;
    }
}

/// <summary>What the decoders share.</summary>
internal static class Decoding
{
    /// <summary>The text after a byte order mark; null when there is none.</summary>
    public static DecodedText? ByMark(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return AsUtf8(bytes[3..]);
        }

        // The mark of UTF-32 in little endian begins with that of UTF-16, so it is tried first.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
        {
            return new(new UTF32Encoding(bigEndian: false, byteOrderMark: false).GetString(bytes[4..]), "utf-32-le", false);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            return new(new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetString(bytes[4..]), "utf-32-be", false);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return new(Encoding.Unicode.GetString(bytes[2..]), "utf-16-le", false);
        }

        return bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            ? new(Encoding.BigEndianUnicode.GetString(bytes[2..]), "utf-16-be", false)
            : null;
    }

    /// <summary>The text as UTF-8, or as Latin-1 where the bytes are none.</summary>
    public static DecodedText AsUtf8(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? new(Encoding.UTF8.GetString(bytes), "utf-8", false) : AsLatin1(bytes, true);

    /// <summary>Number of UTF-16 code units of a text in valid UTF-8.</summary>
    public static int CountOfUtf16(ReadOnlySpan<byte> bytes)
    {
        // One for each byte that begins a character, and one more for each character of four bytes.
        var count = 0;
        while (bytes.Length >= Vector128<byte>.Count)
        {
            var next = Vector128.Create(bytes);
            if (next.ExtractMostSignificantBits() == 0)
            {
                count += Vector128<byte>.Count;
            }
            else
            {
                count += BitOperations.PopCount(Vector128.GreaterThanOrEqual(next.AsSByte(), Vector128.Create((sbyte)-0x40)).ExtractMostSignificantBits())
                    + BitOperations.PopCount(Vector128.GreaterThanOrEqual(next, Vector128.Create((byte)0xF0)).ExtractMostSignificantBits());
            }

            bytes = bytes[Vector128<byte>.Count..];
        }

        foreach (var next in bytes)
        {
            count += (next & 0xC0) == 0x80 ? 0 : next >= 0xF0 ? 2 : 1;
        }

        return count;
    }

    /// <summary>The text in the encoding that a coding comment names.</summary>
    public static DecodedText ByName(ReadOnlySpan<byte> bytes, string name)
    {
        if (IsUtf8(name))
        {
            return AsUtf8(bytes);
        }

        switch (Key(name))
        {
            case "ascii" or "us-ascii" or "646":
                return AsLatin1(bytes, !Ascii.IsValid(bytes)) with { EncodingName = "ascii" };
            case "latin-1" or "latin1" or "latin" or "l1" or "iso-8859-1" or "iso8859-1" or "8859" or "cp819" or "ibm819" or "iso-latin-1":
            case var other when other.StartsWith("latin-1-", StringComparison.Ordinal) || other.StartsWith("iso-8859-1-", StringComparison.Ordinal)
                || other.StartsWith("iso-latin-1-", StringComparison.Ordinal):
                return AsLatin1(bytes, false);
            default:
                // Code pages are not at hand. They agree with ASCII where names are written, and UTF-8 that is valid is hardly anything else.
                return Ascii.IsValid(bytes) || !Utf8.IsValid(bytes)
                    ? AsLatin1(bytes, !Ascii.IsValid(bytes))
                    : new(Encoding.UTF8.GetString(bytes), "utf-8", true);
        }
    }

    /// <summary>Whether <paramref name="name"/> is one of UTF-8's.</summary>
    public static bool IsUtf8(string name) =>
        Key(name) is "utf-8" or "utf8" or "u8" or "utf" or "utf8-ucs2" or "utf8-ucs4" or "cp65001" or "utf-8-sig" or ['u', 't', 'f', '-', '8', '-', ..];

    // Python's codecs compare names without regard to letter case, hyphens and underscores.
    private static string Key(string name) => name.ToLowerInvariant().Replace('_', '-');

    /// <summary>
    /// The name after <c>coding:</c> or <c>coding=</c> in <paramref name="line"/> from <paramref name="start"/> on; null when there is none.
    /// </summary>
    public static string? FindCoding(ReadOnlySpan<byte> line, int start, bool allowBreaks)
    {
        for (var rest = line[start..]; rest.IndexOf("coding"u8) is var index && index >= 0;)
        {
            rest = rest[(index + 6)..];
            if (rest is not [(byte)':' or (byte)'=', ..])
            {
                continue;
            }

            var value = rest[1..].TrimStart(allowBreaks ? " \t\r\v\f"u8 : " \t"u8);
            var length = 0;
            while (length < value.Length && (char.IsAsciiLetterOrDigit((char)value[length]) || value[length] is (byte)'-' or (byte)'_' or (byte)'.'))
            {
                length++;
            }

            if (length > 0)
            {
                return Encoding.ASCII.GetString(value[..length]);
            }
        }

        return null;
    }

    private static DecodedText AsLatin1(ReadOnlySpan<byte> bytes, bool isFallback) => new(Encoding.Latin1.GetString(bytes), "iso-8859-1", isFallback);
}
