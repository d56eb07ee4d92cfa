using System.Globalization;
using System.Text;

namespace PyFrameworks.Catalog.Reading;

/// <summary>The forms that single values take, checked without regular expressions since users' files pass here too.</summary>
internal static class Scalars
{
    /// <summary>Prose on one line: folded and indented texts lose their line ends.</summary>
    public static string Prose(string value)
    {
        var result = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (!char.IsWhiteSpace(c) || c == '\u00A0')
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[result.Length - 1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().Trim();
    }

    /// <summary>PEP 503: lower case, and runs of <c>-</c>, <c>_</c> and <c>.</c> compare as one <c>-</c>. A trailing <c>*</c> stays.</summary>
    public static string Distribution(string value)
    {
        var result = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (c is not ('-' or '_' or '.'))
            {
                result.Append(char.ToLowerInvariant(c));
            }
            else if (result.Length == 0 || result[result.Length - 1] != '-')
            {
                result.Append('-');
            }
        }

        return result.ToString();
    }

    /// <summary>PEP 508: ASCII letters and digits, with <c>-</c>, <c>_</c> and <c>.</c> inside.</summary>
    public static bool IsDistribution(string value, bool isPattern)
    {
        var isPrefix = isPattern && value.Length > 1 && value[value.Length - 1] == '*';
        var end = isPrefix ? value.Length - 1 : value.Length;
        for (var i = 0; i < end; i++)
        {
            var isInner = value[i] is '-' or '_' or '.';
            if (!IsLetterOrDigit(value[i]) && !(isInner && i > 0 && (i < end - 1 || isPrefix)))
            {
                return false;
            }
        }

        return end > 0;
    }

    /// <summary>Dotted Python identifiers; as a pattern the last may end with <c>*</c> or be one.</summary>
    public static bool IsDotted(string value, bool isPattern)
    {
        var isPrefix = isPattern && value.Length > 1 && value[value.Length - 1] == '*';
        var end = isPrefix ? value.Length - 1 : value.Length;
        var isStart = true;
        for (var i = 0; i < end; i++)
        {
            var c = value[i];
            if (c == '.' ? isStart : !(c == '_' || char.IsLetter(c) || (!isStart && char.IsDigit(c))))
            {
                return false;
            }

            isStart = c == '.';
        }

        return end > 0 && (!isStart || isPrefix);
    }

    /// <summary>Lower-case words joined by <c>-</c> or <c>.</c>, at most 64 characters: <c>django-rest-framework</c>, <c>web.py</c>.</summary>
    public static bool IsIdentifier(string value)
    {
        var isStart = true;
        foreach (var c in value)
        {
            var isJoint = c is '-' or '.';
            if (isJoint ? isStart : c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9')))
            {
                return false;
            }

            isStart = isJoint;
        }

        return !isStart && value.Length <= 64;
    }

    /// <summary>A day of the calendar as <c>yyyy-MM-dd</c>.</summary>
    public static DateOnly? Date(string value) =>
        DateTime.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateOnly(day.Year, day.Month, day.Day)
            : null;

    /// <summary>A plain whole number.</summary>
    public static int? Number(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An absolute address; sources are <c>https</c> only, so that what they say can't be changed on the way.</summary>
    public static bool IsUrl(string value) =>
        value.Length <= 2000
        && Uri.TryCreate(value, UriKind.Absolute, out var url)
        && url.Scheme == "https"
        && url.Host.Length > 0
        && value.StartsWith("https://", StringComparison.Ordinal)
        && value.All(c => c > ' ' && c is not ('<' or '>' or '"'));

    /// <summary>A path pattern below the project: parts with <c>/</c> between, no <c>..</c>, not absolute.</summary>
    public static bool IsPath(string value) =>
        value.Length is > 0 and <= 200
        && value[0] != '/'
        && value.All(c => c is not ('\\' or ':') && !char.IsControl(c))
        && value.Split('/').All(part => part is not (".." or "."))
        && !value.Contains("//");

    /// <summary>
    /// PEP 440: <c>[N!]N(.N)*[{a|b|rc}N][.postN][.devN]</c>. Other spellings that PEP 440 normalises are not for the catalog to use.
    /// </summary>
    public static bool IsVersion(string value)
    {
        var at = 0;
        if (!Digits(value, ref at))
        {
            return false;
        }

        if (at < value.Length && value[at] == '!')
        {
            at++;
            if (!Digits(value, ref at))
            {
                return false;
            }
        }

        while (at + 1 < value.Length && value[at] == '.' && IsDigit(value[at + 1]))
        {
            at++;
            Digits(value, ref at);
        }

        var isGood = true;
        foreach (var letters in new[] { "a", "b", "rc" })
        {
            if (Skip(value, ref at, letters))
            {
                isGood &= Digits(value, ref at);
                break;
            }
        }

        isGood &= !Skip(value, ref at, ".post") || Digits(value, ref at);
        isGood &= !Skip(value, ref at, ".dev") || Digits(value, ref at);
        return isGood && at == value.Length && value.Length <= 64;
    }

    /// <summary>PEP 440: comma-separated clauses of an operator and a version, <c>.*</c> after <c>==</c> and <c>!=</c> only.</summary>
    public static bool IsSpecifierSet(string value) => value.Length <= 200 && value.Split(',').All(IsSpecifier);

    private static bool IsSpecifier(string clause)
    {
        var text = clause.Trim();
        foreach (var sign in new[] { "~=", "==", "!=", "<=", ">=", "<", ">" })
        {
            if (text.StartsWith(sign, StringComparison.Ordinal))
            {
                var version = text.Substring(sign.Length).Trim();
                var hasStar = version.EndsWith(".*", StringComparison.Ordinal) && sign is "==" or "!=";
                return IsVersion(hasStar && version.EndsWith(".*", StringComparison.Ordinal) ? version.Substring(0, version.Length - 2) : version)
                    && (sign != "~=" || version.Any(c => c == '.'));
            }
        }

        return false;
    }

    private static bool Skip(string value, ref int at, string text)
    {
        var isThere = string.CompareOrdinal(value, at, text, 0, text.Length) == 0;
        at += isThere ? text.Length : 0;
        return isThere;
    }

    private static bool Digits(string value, ref int at)
    {
        var start = at;
        while (at < value.Length && IsDigit(value[at]))
        {
            at++;
        }

        return at > start;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
