using System.Globalization;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>Values that are one word: booleans, numbers, dates and times.</summary>
internal static class TomlScalars
{
    /// <summary>
    /// Reads <paramref name="word"/>. Null when it is no value; the message then says why, or is null when there is no better reason
    /// than that. A value with a message is readable but against the version's rules.
    /// </summary>
    public static TomlValue? Parse(ReadOnlySpan<char> word, TextSpan span, TomlVersion version, out string? message)
    {
        message = null;
        switch (word)
        {
            case "true":
                return new TomlBoolean(true, span);
            case "false":
                return new TomlBoolean(false, span);
            case "inf" or "+inf":
                return new TomlFloat(double.PositiveInfinity, span);
            case "-inf":
                return new TomlFloat(double.NegativeInfinity, span);
            case "nan" or "+nan" or "-nan":
                return new TomlFloat(double.NaN, span);
            case "":
                return null;
        }

        if (!char.IsAsciiDigit(word[0]) && !(word.Length > 1 && word[0] is '+' or '-' or '.' && (char.IsAsciiDigit(word[1]) || word[1] is '.' or '_')))
        {
            message = NameMistake(word);
            return null;
        }

        if (TomlDates.LooksLikeDateOrTime(word))
        {
            return TomlDates.Parse(word, span, version, out message);
        }

        if (word.Length > 1 && word[0] == '0' && char.IsAsciiLetter(word[1]) && word[1] is not ('e' or 'E'))
        {
            return ParsePrefixed(word, span, out message);
        }

        return word.IndexOfAny('.', 'e', 'E') >= 0 ? ParseFloat(word, span, out message) : ParseDecimal(word, span, out message);
    }

    private static string? NameMistake(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[5];
        if (word.Length > lower.Length)
        {
            return null;
        }

        lower = lower[..word.ToLowerInvariant(lower)];
        return lower switch
        {
            "true" or "false" => $"Write {lower} in lower case",
            "none" or "null" or "nil" => "TOML has no null value: leave the key out",
            _ => null,
        };
    }

    private static TomlInteger? ParsePrefixed(ReadOnlySpan<char> word, TextSpan span, out string? message)
    {
        var radix = word[1] switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        if (radix == 0)
        {
            message = "Invalid number: the prefixes are 0x, 0o and 0b, in lower case";
            return null;
        }

        ulong value = 0;
        var wasDigit = false;
        foreach (var c in word[2..])
        {
            if (c == '_' && wasDigit)
            {
                wasDigit = false;
                continue;
            }

            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix)
            {
                message = $"Invalid number: {Digits(radix)} follow 0{word[1]}, with single '_' between them";
                return null;
            }

            value = (value * (ulong)radix) + (ulong)digit;
            if (value > long.MaxValue)
            {
                message = "This integer is beyond the range of 64 bits";
                return null;
            }

            wasDigit = true;
        }

        message = wasDigit ? null : $"Invalid number: {Digits(radix)} follow 0{word[1]}, with single '_' between them";
        return wasDigit ? new((long)value, span) : null;
    }

    private static string Digits(int radix) => radix switch
    {
        16 => "hexadecimal digits",
        8 => "octal digits",
        _ => "binary digits",
    };

    private static TomlInteger? ParseDecimal(ReadOnlySpan<char> word, TextSpan span, out string? message)
    {
        message = CheckDigits(word[(word[0] is '+' or '-' ? 1 : 0)..], allowLeadingZero: false);
        if (message is not null)
        {
            return null;
        }

        if (!long.TryParse(WithoutUnderscores(word), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            message = "This integer is beyond the range of 64 bits";
            return null;
        }

        return new(value, span);
    }

    private static TomlFloat? ParseFloat(ReadOnlySpan<char> word, TextSpan span, out string? message)
    {
        var rest = word[(word[0] is '+' or '-' ? 1 : 0)..];
        var exponentAt = rest.IndexOfAny('e', 'E');
        var exponent = exponentAt < 0 ? "0" : rest[(exponentAt + 1)..];
        if (exponent is ['+' or '-', ..])
        {
            exponent = exponent[1..];
        }

        var mantissa = exponentAt < 0 ? rest : rest[..exponentAt];
        var point = mantissa.IndexOf('.');
        var fraction = point < 0 ? "0" : mantissa[(point + 1)..];
        if (fraction.Contains('.'))
        {
            message = "This is no number: put quotes around it";
            return null;
        }

        if (fraction.IsEmpty || point == 0)
        {
            message = "A float needs a digit on both sides of its '.'";
            return null;
        }

        message = CheckDigits(point < 0 ? mantissa : mantissa[..point], allowLeadingZero: false)
            ?? CheckDigits(fraction, allowLeadingZero: true)
            ?? CheckDigits(exponent, allowLeadingZero: true);
        return message is null ? new(double.Parse(WithoutUnderscores(word), NumberStyles.Float, CultureInfo.InvariantCulture), span) : null;
    }

    private static string? CheckDigits(ReadOnlySpan<char> digits, bool allowLeadingZero)
    {
        var wasDigit = false;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c) && c != '_')
            {
                return "This is no number: put quotes around it";
            }

            if (c == '_' && !wasDigit)
            {
                return "An '_' in a number needs a digit on both sides";
            }

            wasDigit = c != '_';
        }

        if (!wasDigit)
        {
            return digits.IsEmpty ? "Invalid number: a digit is missing" : "An '_' in a number needs a digit on both sides";
        }

        return !allowLeadingZero && digits.Length > 1 && digits[0] == '0'
            ? "A number can't begin with zeros: remove them, or put quotes around it"
            : null;
    }

    private static string WithoutUnderscores(ReadOnlySpan<char> word) => word.ToString().Replace("_", "", StringComparison.Ordinal);
}
