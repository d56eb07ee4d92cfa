using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>Strings.</summary>
internal sealed partial class TomlParser
{
    /// <summary>Whether the string read last lacks its closing quotes.</summary>
    private bool _isUnterminated;

    /// <summary>Whether the string at hand has an error.</summary>
    private bool _stringIsBroken;

    // The decoded text so far, the source it is written with, and the start of the text that is still to be copied.
    private readonly StringBuilder _decoded = new();
    private readonly ImmutableArray<EscapePiece>.Builder _pieces = ImmutableArray.CreateBuilder<EscapePiece>();
    private int _runStart;

    private TomlString ParseString(Place place)
    {
        var quote = Current;
        var isMultiLine = IsRun(_pos, quote, 3);
        _decoded.Clear();
        _pieces.Clear();
        _isUnterminated = false;
        _stringIsBroken = false;
        return isMultiLine ? ParseMultiLineString(quote) : ParseSingleLineString(quote, place);
    }

    private TomlString ParseSingleLineString(char quote, Place place)
    {
        var open = _pos++;
        var content = _pos;
        _runStart = _pos;
        SkipPlain();
        while (!EndsLine(_pos) && _text[_pos] != quote)
        {
            ParseStringCharacter(quote == '"', isMultiLine: false);
            SkipPlain();
        }

        var kind = quote == '"' ? TomlStringKind.Basic : TomlStringKind.Literal;
        if (Current == quote && !AtEnd)
        {
            _pos++;
            return FinishString(kind, open, content, _pos - 1, _pos, content);
        }

        _isUnterminated = true;
        _stringIsBroken = true;
        if (place != Place.Key)
        {
            _pos = Math.Max(GuessEnd(content, _pos, place), _runStart);
        }

        Error(open, _pos, $"Unterminated string: add a closing {quote}");
        return FinishString(kind, open, content, _pos, _pos, content);
    }

    /// <summary>
    /// Where the closing quote most likely lacks: before a comment, and inside of brackets before the comma or bracket that ends
    /// the line. A <c>]</c> that has its <c>[</c> belongs to the string, as in <c>"celery[redis]</c>.
    /// </summary>
    private int GuessEnd(int content, int end, Place place)
    {
        for (var i = content; i + 1 < end; i++)
        {
            if (_text[i] is ' ' or '\t' && _text[i + 1] == '#')
            {
                end = i;
            }
        }

        end = TrimEnd(content, end);
        if (place == Place.Line)
        {
            return end;
        }

        var inside = _text.AsSpan(content, end - content);
        var unopenedBrackets = inside.Count(']') - inside.Count('[');
        var unopenedBraces = inside.Count('}') - inside.Count('{');
        while (end > content)
        {
            var c = _text[end - 1];
            if (c != ',' && !(c == ']' && unopenedBrackets-- > 0) && !(c == '}' && unopenedBraces-- > 0))
            {
                break;
            }

            end = TrimEnd(content, end - 1);
        }

        return end;
    }

    private TomlString ParseMultiLineString(char quote)
    {
        var open = _pos;
        _pos += 3;
        var content = _pos;

        // A line end right after the opening quotes is no part of the value.
        if (Current == '\n')
        {
            _pos++;
        }
        else if (Current == '\r' && _pos + 1 < _text.Length && _text[_pos + 1] == '\n')
        {
            _pos += 2;
        }

        var valueStart = _pos;
        _runStart = _pos;
        var kind = quote == '"' ? TomlStringKind.MultiLineBasic : TomlStringKind.MultiLineLiteral;
        while (!AtEnd)
        {
            if (_text[_pos] == quote && IsRun(_pos, quote, 3))
            {
                // Up to two quotes may stand before the closing three.
                for (var extra = 0; extra < 2 && IsRun(_pos + 1, quote, 3); extra++)
                {
                    _pos++;
                }

                var contentEnd = _pos;
                _pos += 3;

                // Quotes with text after them open the next string, and this one lacks its own.
                if (!CanFollowValue(_pos) && TomlResume.NextExpression(_text, open, _indent) < contentEnd)
                {
                    break;
                }

                return FinishString(kind, open, content, contentEnd, _pos, valueStart);
            }

            ParseStringCharacter(quote == '"', isMultiLine: true);
            SkipPlain();
        }

        return GiveUpMultiLineString(quote, kind, open, content, valueStart);
    }

    private bool CanFollowValue(int at) =>
        at >= _text.Length || _text[at] is ' ' or '\t' or '\n' or '\r' or ',' or ']' or '}' or '#' or '.' or '=';

    /// <summary>Ends a string that seems to lack its closing quotes before the next line that begins like an expression, and reads that part again.</summary>
    private TomlString GiveUpMultiLineString(char quote, TomlStringKind kind, int open, int content, int valueStart)
    {
        _isUnterminated = true;
        _unwinding = true;
        var end = TomlResume.NextExpression(_text, open, _indent);
        Error(open, open + 3, $"Unterminated string: add a closing {new string(quote, 3)}");
        _pos = end;
        while (end > valueStart && _text[end - 1] is ' ' or '\t' or '\n' or '\r')
        {
            end--;
        }

        // Escapes are left as written: the text is a guess already.
        var span = TextSpan.FromBounds(open, end);
        return new(_text[valueStart..end], kind, span, TextSpan.FromBounds(content, end), valueStart, []) { IsBroken = true };
    }

    private TomlString FinishString(TomlStringKind kind, int open, int content, int contentEnd, int end, int valueStart)
    {
        string value;
        if (_pieces.Count == 0)
        {
            value = _text[valueStart..contentEnd];
        }
        else
        {
            _decoded.Append(_text, _runStart, contentEnd - _runStart);
            value = _decoded.ToString();
        }

        var pieces = _pieces.ToImmutable();
        var span = TextSpan.FromBounds(open, end);
        return new(value, kind, span, TextSpan.FromBounds(content, contentEnd), valueStart, pieces) { IsBroken = _stringIsBroken };
    }

    private void SkipPlain()
    {
        var length = s_plain.IndexOfOtherIn(_text.AsSpan(_pos));
        _pos = length < 0 ? _text.Length : _pos + length;
    }

    /// <summary>Passes one character of a string, or one escape.</summary>
    private void ParseStringCharacter(bool hasEscapes, bool isMultiLine)
    {
        var c = _text[_pos];
        if (c == '\\' && hasEscapes)
        {
            ParseEscape(isMultiLine);
            return;
        }

        if (isMultiLine && IsNewline(_pos))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (c == '\r')
            {
                // A value is the same whatever the file's line ends are, as in Python.
                AddPiece(_pos, 2, "\n");
                return;
            }
        }
        else if (IsForbidden(_pos))
        {
            StringError(_pos, _pos + 1, hasEscapes && !char.IsSurrogate(c)
                ? string.Create(CultureInfo.InvariantCulture, $"A string can't hold {Describe(_pos)} itself: write \\u{(int)c:X4}")
                : $"A string of this kind can't hold {Describe(_pos)}");
        }

        _pos = CharacterEnd(_pos);
    }

    private void ParseEscape(bool isMultiLine)
    {
        var start = _pos;
        var next = start + 1 < _text.Length ? _text[start + 1] : '\0';
        switch (next)
        {
            case 'b':
                AddPiece(start, 2, "\b");
                return;
            case 't':
                AddPiece(start, 2, "\t");
                return;
            case 'n':
                AddPiece(start, 2, "\n");
                return;
            case 'f':
                AddPiece(start, 2, "\f");
                return;
            case 'r':
                AddPiece(start, 2, "\r");
                return;
            case '"':
                AddPiece(start, 2, "\"");
                return;
            case '\\':
                AddPiece(start, 2, "\\");
                return;
            case 'e':
                RequireVersion11(start, 2);
                AddPiece(start, 2, "\e");
                return;
            case 'x':
                ParseHexEscape(start, 2);
                return;
            case 'u':
                ParseHexEscape(start, 4);
                return;
            case 'U':
                ParseHexEscape(start, 8);
                return;
        }

        if (isMultiLine && LineContinuationEnd(start + 1) is var continuation and > 0)
        {
            AddPiece(start, continuation - start, "");
            return;
        }

        // At the end of a line the string is unterminated, and that error says enough.
        var end = EndsLine(start + 1) ? start + 1 : CharacterEnd(start + 1);
        if (end > start + 1)
        {
            StringError(start, end, $"Invalid escape {Quote(_text[start..end])}: write \\\\ for a backslash, or use single quotes");
        }

        _pos = end;
    }

    private void ParseHexEscape(int start, int digits)
    {
        var end = start + 2;
        while (end < _text.Length && end < start + 2 + digits && char.IsAsciiHexDigit(_text[end]))
        {
            end++;
        }

        if (end < start + 2 + digits)
        {
            StringError(
                start, end, $"Invalid escape: {digits} hexadecimal digits follow \\{_text[start + 1]}; write \\\\ for a backslash, or use single quotes");
            _pos = end;
            return;
        }

        var code = uint.Parse(_text.AsSpan(start + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (!Rune.TryCreate(code, out var rune))
        {
            StringError(start, end, $"Invalid escape {Quote(_text[start..end])}: there is no such Unicode character");
            _pos = end;
            return;
        }

        if (digits == 2)
        {
            RequireVersion11(start, 4);
        }

        AddPiece(start, end - start, rune.ToString());
    }

    private void RequireVersion11(int start, int length)
    {
        if (_version == TomlVersion.V10)
        {
            StringError(start, start + length, $"The escape \\{_text[start + 1]} needs TOML 1.1: write \\u00{(length == 4 ? _text[(start + 2)..(start + 4)] : "1B")}");
        }
    }

    /// <summary>A backslash at the end of a line: the offset of the next character that is neither blank nor line end; negative when it is not.</summary>
    private int LineContinuationEnd(int from)
    {
        var end = from;
        while (end < _text.Length && _text[end] is ' ' or '\t')
        {
            end++;
        }

        if (!IsNewline(end))
        {
            return -1;
        }

        while (end < _text.Length && (_text[end] is ' ' or '\t' || IsNewline(end)))
        {
            end += _text[end] == '\r' ? 2 : 1;
        }

        return end;
    }

    private void AddPiece(int sourceStart, int sourceLength, string decoded)
    {
        _decoded.Append(_text, _runStart, sourceStart - _runStart);
        _pieces.Add(new(_decoded.Length, decoded.Length, sourceStart, sourceLength));
        _decoded.Append(decoded);
        _pos = _runStart = sourceStart + sourceLength;
    }

    private void StringError(int start, int end, string message)
    {
        _stringIsBroken = true;
        Error(start, end, message);
    }

    private bool IsNewline(int at) =>
        at < _text.Length && (_text[at] == '\n' || (_text[at] == '\r' && at + 1 < _text.Length && _text[at + 1] == '\n'));

    /// <summary>Whether a string on one line ends here. A lone carriage return is a control character in it, not a line end.</summary>
    private bool EndsLine(int at) => at >= _text.Length || IsNewline(at);

    private bool IsRun(int at, char quote, int length)
    {
        if (at + length > _text.Length)
        {
            return false;
        }

        for (var i = at; i < at + length; i++)
        {
            if (_text[i] != quote)
            {
                return false;
            }
        }

        return true;
    }
}
