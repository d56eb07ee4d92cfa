namespace PyFrameworks.Syntax.Toml;

/// <summary>
/// Tells lines that begin an expression from lines of an array, so that an array without its <c>]</c> does not swallow the rest of the
/// file. No line that a valid array may hold looks like an expression here.
/// </summary>
internal static class TomlResume
{
    /// <summary>Whether the line at <paramref name="start"/> is a key with its <c>=</c>, indented by no more than <paramref name="indent"/>.</summary>
    public static bool IsKeyValue(string text, int start, int indent)
    {
        var pos = SkipBlanks(text, start);
        return pos - start <= indent
            && ScanKey(text, ref pos, out _)
            && pos < text.Length && text[pos] == '='
            // "flask==3.0" is a requirement that lacks its quotes.
            && !(pos + 1 < text.Length && text[pos + 1] == '=');
    }

    /// <summary>
    /// Whether the line at <paramref name="start"/> is a header and nothing else. <c>[1]</c>, <c>[true]</c> and <c>["a"]</c> are
    /// arrays of one item, so one part of the name must be a bare key that is no value.
    /// </summary>
    public static bool IsHeader(string text, int start, int indent)
    {
        var pos = SkipBlanks(text, start);
        if (pos - start > indent || pos >= text.Length || text[pos] != '[')
        {
            return false;
        }

        var brackets = pos + 1 < text.Length && text[pos + 1] == '[' ? 2 : 1;
        pos = SkipBlanks(text, pos + brackets);
        if (!ScanKey(text, ref pos, out var isName) || !isName)
        {
            return false;
        }

        for (var i = 0; i < brackets; i++, pos++)
        {
            if (pos >= text.Length || text[pos] != ']')
            {
                return false;
            }
        }

        pos = SkipBlanks(text, pos);
        return pos >= text.Length || text[pos] is '\n' or '\r' or '#';
    }

    /// <summary>The start of the first line after <paramref name="from"/> that is a header or a key with its <c>=</c>; else the text's end.</summary>
    public static int NextExpression(string text, int from, int indent)
    {
        for (var pos = from; pos < text.Length;)
        {
            var lineEnd = text.AsSpan(pos).IndexOf('\n');
            if (lineEnd < 0)
            {
                break;
            }

            pos += lineEnd + 1;
            if (IsHeader(text, pos, indent) || IsKeyValue(text, pos, indent))
            {
                return pos;
            }
        }

        return text.Length;
    }

    private static bool ScanKey(string text, ref int pos, out bool isName)
    {
        isName = false;
        while (true)
        {
            if (pos >= text.Length)
            {
                return false;
            }

            var start = pos;
            if (text[pos] is '"' or '\'')
            {
                var quote = text[pos++];
                while (pos < text.Length && text[pos] != quote && text[pos] is not ('\n' or '\r'))
                {
                    pos += quote == '"' && text[pos] == '\\' && pos + 1 < text.Length && text[pos + 1] == '"' ? 2 : 1;
                }

                if (pos >= text.Length || text[pos++] != quote)
                {
                    return false;
                }
            }
            else
            {
                while (pos < text.Length && TomlParser.IsBareKeyCharacter(text[pos]))
                {
                    pos++;
                }

                if (pos == start)
                {
                    return false;
                }

                isName |= (char.IsAsciiLetter(text[start]) || text[start] == '_')
                    && text.AsSpan(start, pos - start) is not ("true" or "false" or "inf" or "nan");
            }

            pos = SkipBlanks(text, pos);
            if (pos >= text.Length || text[pos] != '.')
            {
                return true;
            }

            pos = SkipBlanks(text, pos + 1);
        }
    }

    private static int SkipBlanks(string text, int pos)
    {
        while (pos < text.Length && text[pos] is ' ' or '\t')
        {
            pos++;
        }

        return pos;
    }
}
