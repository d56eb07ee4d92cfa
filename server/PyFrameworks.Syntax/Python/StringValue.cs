using System.Globalization;
using System.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>Reads the values of string literals.</summary>
internal static class StringValue
{
    /// <summary>The part of a literal between its quotes.</summary>
    /// <param name="literal">Prefix, quotes and content.</param>
    /// <param name="unterminated">Whether the closing quote is missing.</param>
    /// <param name="start">Where the content begins in the literal.</param>
    /// <param name="raw">Whether backslashes stand for themselves.</param>
    /// <param name="bytes">Whether the literal is bytes, no text.</param>
    public static ReadOnlySpan<char> Content(ReadOnlySpan<char> literal, bool unterminated, out int start, out bool raw, out bool bytes)
    {
        raw = bytes = false;
        start = 0;
        while (start < literal.Length && literal[start] is not ('"' or '\''))
        {
            raw |= (literal[start] | 0x20) == 'r';
            bytes |= (literal[start] | 0x20) == 'b';
            start++;
        }

        if (start == literal.Length)
        {
            return default;
        }

        var quote = literal[start];
        var quotes = literal.Length >= start + 3 && literal[start + 1] == quote && literal[start + 2] == quote ? 3 : 1;
        start += quotes;
        var end = literal.Length - (unterminated ? 0 : quotes);
        return end > start ? literal[start..end] : default;
    }

    /// <summary>Appends <paramref name="content"/> to <paramref name="value"/> with the escapes resolved; <c>\N{…}</c> and unknown ones stay as written.</summary>
    public static void AppendUnescaped(StringBuilder value, ReadOnlySpan<char> content)
    {
        while (content.IndexOf('\\') is >= 0 and var backslash && backslash + 1 < content.Length)
        {
            value.Append(content[..backslash]);
            var c = content[backslash + 1];
            content = content[(backslash + 2)..];
            switch (c)
            {
                case '\n':
                    break;
                case '\r':
                    content = content is ['\n', ..] ? content[1..] : content;
                    break;
                case '\\' or '\'' or '"':
                    value.Append(c);
                    break;
                case 'n':
                    value.Append('\n');
                    break;
                case 't':
                    value.Append('\t');
                    break;
                case 'r':
                    value.Append('\r');
                    break;
                case 'a' or 'b' or 'f' or 'v':
                    value.Append(c switch { 'a' => '\a', 'b' => '\b', 'f' => '\f', _ => '\v' });
                    break;
                case 'x' or 'u' or 'U':
                    AppendHexadecimal(value, c, ref content);
                    break;
                case >= '0' and <= '7':
                    var code = c - '0';
                    for (var digits = 1; digits < 3 && content is [>= '0' and <= '7', ..]; digits++)
                    {
                        code = (code * 8) + content[0] - '0';
                        content = content[1..];
                    }

                    value.Append((char)code);
                    break;
                default:
                    value.Append('\\').Append(c);
                    break;
            }
        }

        value.Append(content);
    }

    private static void AppendHexadecimal(StringBuilder value, char kind, ref ReadOnlySpan<char> content)
    {
        var digits = kind switch { 'x' => 2, 'u' => 4, _ => 8 };
        if (content.Length < digits
            || !uint.TryParse(content[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code > 0x10FFFF)
        {
            value.Append('\\').Append(kind);
            return;
        }

        content = content[digits..];
        if (code <= 0xFFFF)
        {
            value.Append((char)code);
        }
        else
        {
            value.Append(char.ConvertFromUtf32((int)code));
        }
    }
}
