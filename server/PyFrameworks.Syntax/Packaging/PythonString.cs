using System.Globalization;
using System.Text;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>The value of a Python string literal; markers quote their values as Python does.</summary>
internal static class PythonString
{
    /// <summary>
    /// The value of the text between two quotes, in which that quote does not occur; null where Python refuses the
    /// literal. Names of characters (<c>\N{...}</c>) need a database of them and are refused too.
    /// </summary>
    public static string? Unescape(ReadOnlySpan<char> body)
    {
        if (body.IndexOfAny('\\', '\n', '\r') < 0 && !body.Contains('\0'))
        {
            return body.ToString();
        }

        var value = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length;)
        {
            var c = body[i++];
            if (c is '\n' or '\r' or '\0')
            {
                return null;
            }

            if (c != '\\')
            {
                value.Append(c);
                continue;
            }

            if (i == body.Length || !TryEscape(body, ref i, value))
            {
                return null;
            }
        }

        return value.ToString();
    }

    private static bool TryEscape(ReadOnlySpan<char> body, ref int at, StringBuilder value)
    {
        var c = body[at++];
        switch (c)
        {
            case '\n':
                return true;
            case '\r':
                at += at < body.Length && body[at] == '\n' ? 1 : 0;
                return true;
            case 'x':
                return TryHex(body, ref at, 2, value);
            case 'u':
                return TryHex(body, ref at, 4, value);
            case 'U':
                return TryHex(body, ref at, 8, value);
            case 'N' or '\0':
                return false;
            case >= '0' and <= '7':
                var octal = c - '0';
                for (var digits = 1; digits < 3 && at < body.Length && body[at] is >= '0' and <= '7'; digits++)
                {
                    octal = (octal * 8) + body[at++] - '0';
                }

                value.Append((char)octal);
                return true;
            default:
                var index = "abfnrtv\\'\"".IndexOf(c, StringComparison.Ordinal);
                if (index >= 0)
                {
                    value.Append("\a\b\f\n\r\t\v\\'\""[index]);
                }
                else
                {
                    // Python keeps the backslash of an escape that it does not know.
                    value.Append('\\').Append(c);
                }

                return true;
        }
    }

    private static bool TryHex(ReadOnlySpan<char> body, ref int at, int length, StringBuilder value)
    {
        if (at + length > body.Length
            || !uint.TryParse(body.Slice(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code > 0x10FFFF)
        {
            return false;
        }

        at += length;
        if (code <= 0xFFFF)
        {
            value.Append((char)code);
        }
        else
        {
            value.Append(new Rune(code).ToString());
        }

        return true;
    }
}
