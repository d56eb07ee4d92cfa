using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>Keys.</summary>
internal sealed partial class TomlParser
{
    /// <summary>TOML 1.0, bare keys: ASCII letters, digits, <c>_</c> and <c>-</c>.</summary>
    internal static bool IsBareKeyCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    /// <summary>Reads a key; null after an error that leaves its name unknown.</summary>
    private DottedKey? ParseKey()
    {
        var parts = ImmutableArray.CreateBuilder<SimpleKey>(1);
        while (true)
        {
            SkipBlanks();
            if (ParseSimpleKey(isFirst: parts.Count == 0) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            var end = _pos;
            SkipBlanks();
            if (Current != '.')
            {
                _pos = end;
                return new(parts.ToImmutable());
            }

            _pos++;
        }
    }

    private SimpleKey? ParseSimpleKey(bool isFirst)
    {
        if (!AtEnd && Current is '"' or '\'')
        {
            return ParseQuotedKey();
        }

        var start = _pos;
        var isValid = true;
        var invisible = -1;
        while (!AtEnd && !EndsBareKey(Current))
        {
            isValid &= IsBareKeyCharacter(Current);
            if (!isValid && invisible < 0 && IsInvisible(Current) && !char.IsSurrogate(Current))
            {
                invisible = _pos;
            }

            _pos++;
        }

        var span = TextSpan.FromBounds(start, _pos);
        if (span.IsEmpty)
        {
            ReportMissingKey(isFirst);
            return null;
        }

        var name = _source.Slice(span);
        if (invisible >= 0)
        {
            Error(invisible, invisible + 1, $"Remove {Describe(invisible)}: no key holds it outside of quotes");
        }
        else if (!isValid)
        {
            Error(span, $"A bare key holds ASCII letters, digits, '_' and '-' only: put quotes around {Quote(name)}");
        }

        return new BareKey(name, span);
    }

    private QuotedKey? ParseQuotedKey()
    {
        var value = ParseString(Place.Key);
        if (value.Kind is TomlStringKind.MultiLineBasic or TomlStringKind.MultiLineLiteral)
        {
            if (!value.IsBroken)
            {
                Error(value.Span, "A key can't be a multi-line string: use one quote on each side");
            }

            return null;
        }

        return _isUnterminated ? null : new(value.Value, value.Span);
    }

    private void ReportMissingKey(bool isFirst)
    {
        if (!isFirst)
        {
            // The dot is the last thing that was read but blanks.
            var dot = TrimEnd(0, _pos) - 1;
            Error(dot, dot + 1, "Missing key after '.'");
        }
        else if (AtLineEnd || Current == '#')
        {
            Error(_pos - 1, _pos, "A table header needs a name and a closing ']'");
        }
        else if (Current is '=' or '.')
        {
            Error(_pos, _pos + 1, $"Missing key before '{Current}'");
        }
        else
        {
            Error(_pos, CharacterEnd(_pos), $"Unexpected {Describe(_pos)}: a key or a [table] header should begin here");
        }
    }

    private static bool EndsBareKey(char c) =>
        c is ' ' or '\t' or '\n' or '\r' or '.' or '=' or '[' or ']' or '{' or '}' or ',' or '#' or '"' or '\'' or ':';

    /// <summary>Offset of the first <c>=</c> of the line that is in no quotes and no comment; negative without one.</summary>
    private int FindEquals(int from)
    {
        var quote = '\0';
        for (var i = from; i < _text.Length && _text[i] is not ('\n' or '\r'); i++)
        {
            var c = _text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '#')
            {
                break;
            }
            else if (c == '=')
            {
                return i;
            }
        }

        return -1;
    }
}
