using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>Dates and times of RFC 3339, as TOML narrows and widens them.</summary>
internal static class TomlDates
{
    /// <summary>Whether a word begins like <c>2026-</c> or <c>07:</c>, which no number does.</summary>
    public static bool LooksLikeDateOrTime(ReadOnlySpan<char> word) =>
        word.Length >= 3 && char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[1])
        && (word[2] == ':' || (word.Length >= 5 && char.IsAsciiDigit(word[2]) && char.IsAsciiDigit(word[3]) && word[4] == '-'));

    /// <summary>Reads a date, a time or both; null with a message when it is none. Times without seconds need TOML 1.1.</summary>
    public static TomlDateTime? Parse(ReadOnlySpan<char> word, TextSpan span, TomlVersion version, out string? message)
    {
        var rest = word;
        var hasDate = word[2] != ':';
        if (hasDate)
        {
            message = TakeDate(ref rest);
            if (message is not null)
            {
                return null;
            }

            if (rest.IsEmpty)
            {
                return new(TomlDateTimeKind.LocalDate, word.ToString(), span);
            }

            if (rest[0] is not ('T' or 't' or ' '))
            {
                message = "Invalid date: it is written YYYY-MM-DD, a time follows after 'T' or one space";
                return null;
            }

            rest = rest[1..];
        }

        var date = hasDate ? string.Concat(word[..10], "T") : "";
        message = TakeTime(ref rest, out var time, out var hasSeconds);
        if (message is not null)
        {
            return null;
        }

        var kind = hasDate ? TomlDateTimeKind.LocalDateTime : TomlDateTimeKind.LocalTime;
        var offset = "";
        if (!rest.IsEmpty && hasDate)
        {
            kind = TomlDateTimeKind.OffsetDateTime;
            message = TakeOffset(ref rest, out offset);
        }

        message ??= rest.IsEmpty ? null : "Invalid time: unexpected text after it";
        if (message is not null)
        {
            return null;
        }

        if (!hasSeconds && version == TomlVersion.V10)
        {
            message = "A time without seconds needs TOML 1.1: add ':00'";
        }

        return new(kind, date + time + offset, span);
    }

    private static string? TakeDate(ref ReadOnlySpan<char> rest)
    {
        if (!TakeNumber(ref rest, 4, out var year) || !Take(ref rest, '-') || !TakeNumber(ref rest, 2, out var month)
            || !Take(ref rest, '-') || !TakeNumber(ref rest, 2, out var day))
        {
            return "Invalid date: it is written YYYY-MM-DD";
        }

        if (month is < 1 or > 12)
        {
            return "Invalid date: months are 01 to 12";
        }

        // The year 0000 is a leap year in the calendar of RFC 3339; DateTime begins with 1, and 400 has the same days.
        return day < 1 || day > DateTime.DaysInMonth(year == 0 ? 400 : year, month) ? "Invalid date: this month has no such day" : null;
    }

    private static string? TakeTime(ref ReadOnlySpan<char> rest, out string time, out bool hasSeconds)
    {
        time = "";
        hasSeconds = false;
        var start = rest;
        if (!TakeNumber(ref rest, 2, out var hour) || !Take(ref rest, ':') || !TakeNumber(ref rest, 2, out var minute))
        {
            return "Invalid time: it is written HH:MM:SS";
        }

        var second = 0;
        var fraction = "";
        time = start[..5].ToString();
        if (Take(ref rest, ':'))
        {
            hasSeconds = true;
            if (!TakeNumber(ref rest, 2, out second))
            {
                return "Invalid time: it is written HH:MM:SS";
            }

            if (Take(ref rest, '.'))
            {
                var digits = 0;
                while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
                {
                    digits++;
                }

                if (digits == 0)
                {
                    return "Invalid time: digits follow the '.'";
                }

                fraction = "." + rest[..digits].ToString();
                rest = rest[digits..];
            }
        }

        // RFC 3339 allows second 60 for leap seconds.
        if (hour > 23 || minute > 59 || second > 60)
        {
            return "Invalid time: hours are 00 to 23, minutes and seconds 00 to 59";
        }

        time += hasSeconds ? string.Concat(start.Slice(5, 3), fraction) : ":00";
        return null;
    }

    private static string? TakeOffset(ref ReadOnlySpan<char> rest, out string offset)
    {
        offset = "Z";
        if (Take(ref rest, 'Z') || Take(ref rest, 'z'))
        {
            return null;
        }

        var start = rest;
        if ((!Take(ref rest, '+') && !Take(ref rest, '-'))
            || !TakeNumber(ref rest, 2, out var hour) || !Take(ref rest, ':') || !TakeNumber(ref rest, 2, out var minute))
        {
            return "Invalid time: its offset is written Z, +HH:MM or -HH:MM";
        }

        offset = start[..6].ToString();
        return hour > 23 || minute > 59 ? "Invalid time: the offset has hours of 00 to 23 and minutes of 00 to 59" : null;
    }

    private static bool Take(ref ReadOnlySpan<char> rest, char c)
    {
        if (rest.IsEmpty || rest[0] != c)
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    /// <summary>Takes exactly so many digits as a number.</summary>
    private static bool TakeNumber(ref ReadOnlySpan<char> rest, int digits, out int value)
    {
        value = 0;
        if (rest.Length < digits)
        {
            return false;
        }

        foreach (var c in rest[..digits])
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        rest = rest[digits..];
        return true;
    }
}
