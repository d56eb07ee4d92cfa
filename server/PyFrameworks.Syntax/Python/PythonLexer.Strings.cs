using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

internal sealed partial class PythonLexer
{
    /// <summary>F-strings, and format specifications in them, that may nest; CPython stops at 150. Deeper ones are read as plain strings.</summary>
    private const int MaxFormatted = 64;

    /// <summary>What matters in the text of an f-string, by its quote.</summary>
    private static readonly AsciiSet FormattedMarks = new("\"\\{}\r\n"), SingleFormattedMarks = new("'\\{}\r\n");

    private readonly List<Formatted> _formatted = [];

    private bool InFStringText => _formatted.Count > 0 && !_formatted[^1].InField;

    private bool InTripleFString
    {
        get
        {
            foreach (var formatted in _formatted)
            {
                if (formatted.Triple)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether the position is directly in a field, not in brackets within it.</summary>
    private bool InField => _uncounted == 0 && _bracketCount > 0 && _brackets[_bracketCount - 1] == Operators.FieldStart;

    /// <summary>The state of an open f-string, or of the format specification of one of its fields.</summary>
    /// <param name="Quote">Its quote character.</param>
    /// <param name="Triple">Whether three of them end it.</param>
    /// <param name="Raw">Whether backslashes stand for themselves.</param>
    /// <param name="IsFormat">Whether it is the part of a field past the colon.</param>
    /// <param name="InField">Whether the position is in one of its fields.</param>
    /// <param name="Brackets">The brackets that were open before it.</param>
    private readonly record struct Formatted(char Quote, bool Triple, bool Raw, bool IsFormat, bool InField, int Brackets);

    /// <summary>Whether <paramref name="word"/> may stand before a quote, in any version: <c>ur</c> is Python 2's, <c>t</c> PEP 750's.</summary>
    internal static bool IsStringPrefix(ReadOnlySpan<char> word, out bool raw, out bool formatted)
    {
        raw = formatted = false;
        if (word.Length > 2)
        {
            return false;
        }

        var kinds = 0;
        foreach (var c in word)
        {
            switch ((char)(c | 0x20))
            {
                case 'r' when !raw:
                    raw = true;
                    break;
                case 'b' or 'u':
                    kinds++;
                    break;
                case 'f' or 't':
                    kinds++;
                    formatted = true;
                    break;
                default:
                    return false;
            }
        }

        return kinds <= 1;
    }

    /// <summary>Reads a string whose prefix begins at <paramref name="start"/> and whose quote is at the position.</summary>
    private void ReadString(TokenLine tokens, int start, bool raw, bool formatted)
    {
        var quote = _text[_position];
        var triple = _position + 2 < _text.Length && _text[_position + 1] == quote && _text[_position + 2] == quote;
        _position += triple ? 3 : 1;
        if (formatted && _formatted.Count < MaxFormatted && _uncounted == 0 && _bracketCount < MaxBrackets)
        {
            _formatted.Add(new(quote, triple, raw, IsFormat: false, InField: false, _bracketCount));
            tokens.Add(new(TokenKind.FStringStart, Keyword.None, start, _position, _line));
            return;
        }

        var kind = formatted ? TokenKind.FStringText : TokenKind.String;
        if (triple)
        {
            ReadTripleString(tokens, kind, start, quote);
            return;
        }

        var line = _line;
        while (_position < _text.Length)
        {
            // Jumping to the next character that matters keeps long strings cheap.
            var step = _text.AsSpan(_position).IndexOfAny([quote, '\\', '\r', '\n']);
            if (step < 0)
            {
                break;
            }

            _position += step;
            var c = _text[_position];
            if (c == quote)
            {
                _position++;
                tokens.Add(new(kind, Keyword.None, start, _position, line));
                return;
            }

            if (c != '\\')
            {
                tokens.Add(new(kind, Keyword.None, start, _position, line, unterminated: true));
                Report(start, _position - start, "this string lacks its closing quote");

                // What looked like a string in an f-string's field was the end of the f-string.
                AbandonFString(tokens);
                return;
            }

            SkipEscape();
        }

        _position = _text.Length;
        tokens.Add(new(kind, Keyword.None, start, _position, line, unterminated: true));
        Report(start, _position - start, "this string lacks its closing quote");
    }

    /// <summary>Reads on past the three quotes that open a string.</summary>
    private void ReadTripleString(TokenLine tokens, TokenKind kind, int start, char quote)
    {
        var line = _line;
        while (_position < _text.Length)
        {
            var step = _text.AsSpan(_position).IndexOfAny(quote, '\\');
            if (step < 0)
            {
                break;
            }

            _line += CountLineEnds(_text.AsSpan(_position, step));
            _position += step;
            if (_text[_position] == '\\')
            {
                SkipEscape();
            }
            else if (IsTripleQuote(quote))
            {
                _position += 3;
                tokens.Add(new(kind, Keyword.None, start, _position, line));
                return;
            }
            else
            {
                _position++;
            }
        }

        if (_position < _text.Length)
        {
            _line += CountLineEnds(_text.AsSpan(_position));
        }

        _position = _text.Length;
        tokens.Add(new(kind, Keyword.None, start, _position, line, unterminated: true));
        Report(start, 3, "this string lacks its closing quote");
    }

    /// <summary>Number of line ends; what follows <paramref name="piece"/> is no <c>\n</c>.</summary>
    private static int CountLineEnds(ReadOnlySpan<char> piece)
    {
        var count = piece.Count('\n');
        while (piece.IndexOf('\r') is >= 0 and var carriageReturn)
        {
            piece = piece[(carriageReturn + 1)..];
            count += piece is ['\n', ..] ? 0 : 1;
        }

        return count;
    }

    private void ReadFStringText(TokenLine tokens)
    {
        var state = _formatted[^1];
        var marks = state.Quote == '"' ? FormattedMarks : SingleFormattedMarks;
        var start = _position;
        var line = _line;
        while (_position < _text.Length)
        {
            var step = marks.IndexIn(_text.AsSpan(_position));
            if (step < 0)
            {
                _position = _text.Length;
                break;
            }

            _position += step;
            var c = _text[_position];
            if (c == state.Quote)
            {
                if (!state.Triple || IsTripleQuote(c))
                {
                    AddText(tokens, start, line);
                    EndFString(tokens, state);
                    return;
                }

                _position++;
            }
            else if (c == '\\')
            {
                ReadFStringEscape(state);
            }
            else if (c == '{')
            {
                if (!state.IsFormat && _position + 1 < _text.Length && _text[_position + 1] == '{')
                {
                    _position += 2;
                    continue;
                }

                AddText(tokens, start, line);
                if (_bracketCount == MaxBrackets)
                {
                    _position++;
                    return;
                }

                Add(tokens, Operators.FieldStart, 1, nesting: 1);
                _brackets[_bracketCount++] = Operators.FieldStart;
                _formatted[^1] = state with { InField = true };
                return;
            }
            else if (c == '}' && state.IsFormat)
            {
                // Ends the format specification and the field that it belongs to.
                AddText(tokens, start, line);
                _formatted.RemoveAt(_formatted.Count - 1);
                _bracketCount--;
                Add(tokens, Operators.FieldEnd, 1, nesting: -1);
                LeaveField();
                return;
            }
            else if (c is '\r' or '\n')
            {
                if (!state.Triple)
                {
                    AddText(tokens, start, line);
                    Report(start, _position - start, "this string lacks its closing quote");
                    AbandonFString(tokens);
                    return;
                }

                SkipLineEnd();
            }
            else
            {
                _position++;
            }
        }

        AddText(tokens, start, line);
        Report(start, 0, "this string lacks its closing quote");
        CloseDownTo(tokens, 0);
        _formatted.Clear();
    }

    private void ReadFStringEscape(Formatted state)
    {
        // A backslash before a brace does not escape it.
        if (_position + 1 < _text.Length && _text[_position + 1] is '{' or '}')
        {
            _position++;
        }
        else if (!state.Raw && _position + 2 < _text.Length && _text[_position + 1] == 'N' && _text[_position + 2] == '{')
        {
            // \N{NAME} is a character, not a field.
            _position += 3;
            while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is ' ' or '-'))
            {
                _position++;
            }

            _position += _position < _text.Length && _text[_position] == '}' ? 1 : 0;
        }
        else
        {
            SkipEscape();
        }
    }

    private void AddText(TokenLine tokens, int start, int line)
    {
        if (_position > start)
        {
            tokens.Add(new(TokenKind.FStringText, Keyword.None, start, _position, line));
        }
    }

    /// <summary>Ends the innermost f-string at its closing quote, with fields that are still open.</summary>
    private void EndFString(TokenLine tokens, Formatted state)
    {
        while (_formatted.Count > 0 && _formatted[^1].IsFormat)
        {
            _formatted.RemoveAt(_formatted.Count - 1);
        }

        state = _formatted.Count > 0 ? _formatted[^1] : state;
        CloseDownTo(tokens, state.Brackets);
        if (_formatted.Count > 0)
        {
            _formatted.RemoveAt(_formatted.Count - 1);
        }

        var length = state.Triple ? 3 : 1;
        tokens.Add(new(TokenKind.FStringEnd, Keyword.None, _position, _position + length, _line));
        _position += length;
    }

    /// <summary>Gives up the f-strings of one line that are open, up to one of several lines.</summary>
    private void AbandonFString(TokenLine tokens)
    {
        while (_formatted.Count > 0 && !_formatted[^1].Triple)
        {
            CloseDownTo(tokens, _formatted[^1].Brackets);
            _formatted.RemoveAt(_formatted.Count - 1);
        }
    }

    private bool TryOpenFormat()
    {
        if (_formatted.Count == 0 || _formatted.Count >= MaxFormatted)
        {
            return false;
        }

        _formatted.Add(_formatted[^1] with { IsFormat = true, InField = false, Brackets = _bracketCount });
        return true;
    }

    private void LeaveField()
    {
        if (_formatted.Count > 0)
        {
            _formatted[^1] = _formatted[^1] with { InField = false };
        }
    }

    private bool IsTripleQuote(char quote) =>
        _position + 2 < _text.Length && _text[_position + 1] == quote && _text[_position + 2] == quote;

    private void SkipEscape()
    {
        _position++;
        if (_position >= _text.Length)
        {
            return;
        }

        if (_text[_position] is '\r' or '\n')
        {
            SkipLineEnd();
        }
        else
        {
            _position++;
        }
    }
}
