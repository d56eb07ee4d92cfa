using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>
/// Cuts Python 2 or 3 source into logical lines of tokens (Python reference, "Lexical analysis"; PEP 701 for f-strings).
/// Whatever the text holds, it moves on: one pass, no recursion, no exception.
/// </summary>
internal sealed partial class PythonLexer(
    string text, List<SyntaxError> errors, ImmutableArray<TextSpan>.Builder comments, CancellationToken cancellationToken)
{
    /// <summary>Open brackets that are told apart; CPython stops at 200, deeper ones are only counted.</summary>
    public const int MaxBrackets = 200;

    /// <summary>Errors that are kept of one file.</summary>
    public const int MaxErrors = 100;

    // CPython's tab stops: eight columns.
    private const int TabSize = 8;

    private readonly char[] _brackets = new char[MaxBrackets];
    private int _bracketCount;
    private int _uncounted;
    private int _position;
    private int _line;

    /// <summary>
    /// Reads the next logical line into <paramref name="tokens"/>, without its line end; false at the end of the text.
    /// </summary>
    /// <param name="tokens">Emptied, then filled.</param>
    /// <param name="indent">The line's indentation in columns.</param>
    public bool ReadLine(List<Token> tokens, out int indent)
    {
        do
        {
            tokens.Clear();
            cancellationToken.ThrowIfCancellationRequested();
            if (!ReadIndent(out indent))
            {
                return false;
            }

            ReadTokens(tokens);
        }
        while (tokens.Count == 0);

        return true;
    }

    private bool ReadIndent(out int indent)
    {
        indent = 0;
        var continued = -1;
        while (_position < text.Length)
        {
            switch (text[_position])
            {
                case ' ':
                    indent++;
                    _position++;
                    break;
                case '\t':
                    indent = (indent / TabSize + 1) * TabSize;
                    _position++;
                    break;
                case '\f':
                    indent = 0;
                    _position++;
                    break;
                case '\r' or '\n':
                    SkipLineEnd();
                    indent = 0;
                    continued = -1;
                    break;
                case '#':
                    ReadComment();
                    break;
                case '\\' when _position + 1 < text.Length && text[_position + 1] is '\r' or '\n':
                    // The indentation of a continued line is that of its first physical line.
                    continued = continued < 0 ? indent : continued;
                    _position++;
                    SkipLineEnd();
                    break;
                default:
                    indent = continued < 0 ? indent : continued;
                    return true;
            }
        }

        return false;
    }

    private void ReadTokens(List<Token> tokens)
    {
        while (true)
        {
            if ((tokens.Count & 0xFFF) == 0xFFF)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (InFStringText)
            {
                ReadFStringText(tokens);
                continue;
            }

            if (_position >= text.Length)
            {
                if (_bracketCount > 0)
                {
                    Report(_position, 0, "a bracket is never closed");
                }

                Reset();
                return;
            }

            var c = text[_position];
            switch (c)
            {
                case ' ' or '\t' or '\f':
                    _position++;
                    break;
                case '\r' or '\n':
                    SkipLineEnd();
                    if (_bracketCount == 0)
                    {
                        return;
                    }

                    if (StatementBegins(tokens))
                    {
                        Report(_position, 0, "a bracket is not closed before this statement");
                        Reset();
                        return;
                    }

                    break;
                case '#':
                    ReadComment();
                    break;
                case '\\':
                    _position++;
                    if (_position < text.Length && text[_position] is '\r' or '\n')
                    {
                        SkipLineEnd();
                    }
                    else if (_position < text.Length)
                    {
                        Report(_position - 1, 1, "a backslash is not followed by the end of the line");
                    }

                    break;
                case '"' or '\'':
                    ReadString(tokens, _position, raw: false, formatted: false);
                    break;
                case '.' when _position + 1 < text.Length && char.IsAsciiDigit(text[_position + 1]):
                case >= '0' and <= '9':
                    ReadNumber(tokens);
                    break;
                default:
                    if (IsIdentifier(c))
                    {
                        ReadName(tokens);
                    }
                    else
                    {
                        ReadOperator(tokens);
                    }

                    break;
            }
        }
    }

    /// <summary>Whether, inside brackets, the line at the position can only be a statement.</summary>
    private bool StatementBegins(List<Token> tokens)
    {
        if (InTripleFString)
        {
            return false;
        }

        var start = _position;
        while (start < text.Length && text[start] is ' ' or '\t')
        {
            start++;
        }

        var end = start;
        while (end < text.Length && end - start < 9 && char.IsAsciiLetterLower(text[end]))
        {
            end++;
        }

        if (end == start || (end < text.Length && IsIdentifier(text[end])))
        {
            return false;
        }

        var keyword = Keywords.Of(text.AsSpan(start, end - start));
        return Keywords.BeginsStatementOnly(keyword)
            || (keyword == Keyword.From && tokens.Count > 0 && !tokens[^1].Is(Keyword.Yield));
    }

    private void ReadComment()
    {
        var start = _position;
        var length = text.AsSpan(start).IndexOfAny('\r', '\n');
        _position = length < 0 ? text.Length : start + length;
        comments.Add(TextSpan.FromBounds(start, _position));
    }

    private void ReadName(List<Token> tokens)
    {
        var start = _position;
        while (_position < text.Length && IsIdentifier(text[_position]))
        {
            _position++;
        }

        var word = text.AsSpan(start, _position - start);
        if (_position < text.Length && text[_position] is '"' or '\'' && IsStringPrefix(word, out var raw, out var formatted))
        {
            ReadString(tokens, start, raw, formatted);
            return;
        }

        tokens.Add(new(TokenKind.Name, Keywords.Of(word), default, start, _position, _line));
    }

    private void ReadNumber(List<Token> tokens)
    {
        var start = _position;
        if (text[_position] == '0' && _position + 1 < text.Length && (text[_position + 1] | 0x20) is 'x' or 'o' or 'b')
        {
            _position += 2;
            SkipDigits(hexadecimal: true);
        }
        else
        {
            SkipDigits(hexadecimal: false);
            if (_position < text.Length && text[_position] == '.')
            {
                _position++;
                SkipDigits(hexadecimal: false);
            }

            // "1else" is a number and a keyword: an exponent needs its digits.
            var exponent = _position;
            if (exponent < text.Length && (text[exponent] | 0x20) == 'e')
            {
                exponent += exponent + 1 < text.Length && text[exponent + 1] is '+' or '-' ? 2 : 1;
                if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
                {
                    _position = exponent;
                    SkipDigits(hexadecimal: false);
                }
            }
        }

        // Imaginary numbers, and Python 2's long integers.
        if (_position < text.Length && (text[_position] | 0x20) is 'j' or 'l')
        {
            _position++;
        }

        tokens.Add(new(TokenKind.Number, Keyword.None, default, start, _position, _line));
    }

    private void SkipDigits(bool hexadecimal)
    {
        while (_position < text.Length
            && (text[_position] == '_' || (hexadecimal ? char.IsAsciiHexDigit(text[_position]) : char.IsAsciiDigit(text[_position]))))
        {
            _position++;
        }
    }

    private void ReadOperator(List<Token> tokens)
    {
        var c = text[_position];
        var next = _position + 1 < text.Length ? text[_position + 1] : '\0';
        switch (c)
        {
            case '(' or '[' or '{':
                Add(tokens, c, 1);
                Open(c);
                return;
            case ')' or ']' or '}':
                Close(tokens, c);
                return;
            case ':' when InField && TryOpenFormat():
                _position++;
                return;
            case '!' when InField && next != '=':
                // The conversion, "!r".
                _position++;
                while (_position < text.Length && IsIdentifier(text[_position]))
                {
                    _position++;
                }

                return;
            case '=' when next == '=':
                Add(tokens, Operators.Equal, 2);
                return;
            case '!' when next == '=':
            case '<' when next == '>':
                Add(tokens, Operators.NotEqual, 2);
                return;
            case ':' when next == '=':
                Add(tokens, Operators.Walrus, 2);
                return;
            case '-' when next == '>':
                Add(tokens, Operators.Arrow, 2);
                return;
            case '+' when next == '=':
                Add(tokens, Operators.PlusAssign, 2);
                return;
            case '*' or '/' or '<' or '>' when next == c:
                var assigns = _position + 2 < text.Length && text[_position + 2] == '=';
                Add(tokens, assigns || c is '/' or '<' ? Operators.Other : c == '>' ? Operators.ShiftRight : '*', assigns ? 3 : 2);
                return;
            case '-' or '*' or '/' or '%' or '&' or '|' or '^' or '@' or '<' or '>' when next == '=':
                Add(tokens, Operators.Other, 2);
                return;
            case '+' or '-' or '*' or '/' or '%' or '&' or '|' or '^' or '@' or '<' or '>' or '=' or '.' or ',' or ':' or ';' or '~' or '`':
                Add(tokens, c, 1);
                return;
            default:
                if (!char.IsWhiteSpace(c) && c != '\uFEFF')
                {
                    Report(_position, 1, "this character means nothing in Python");
                    tokens.Add(new(TokenKind.Operator, Keyword.None, Operators.Other, _position, _position + 1, _line));
                }

                _position++;
                return;
        }
    }

    private void Add(List<Token> tokens, char op, int length)
    {
        tokens.Add(new(TokenKind.Operator, Keyword.None, op, _position, _position + length, _line));
        _position += length;
    }

    private void Open(char bracket)
    {
        if (_uncounted > 0 || _bracketCount == MaxBrackets)
        {
            if (_uncounted++ == 0)
            {
                Report(_position - 1, 1, $"brackets nest more than {MaxBrackets} deep");
            }
        }
        else
        {
            _brackets[_bracketCount++] = bracket;
        }
    }

    private void Close(List<Token> tokens, char closing)
    {
        if (_uncounted > 0)
        {
            _uncounted--;
            Add(tokens, closing, 1);
            return;
        }

        // Brackets that were forgotten inside this one end here; what closes nothing is left out.
        var opening = closing == ')' ? '(' : closing == ']' ? '[' : '{';
        var match = _bracketCount - 1;
        while (match >= 0 && _brackets[match] != opening && _brackets[match] != Operators.FieldStart)
        {
            match--;
        }

        if (match < 0 || (_brackets[match] != opening && closing != '}'))
        {
            Report(_position, 1, "this bracket closes nothing");
            _position++;
            return;
        }

        if (match < _bracketCount - 1)
        {
            Report(_position, 1, "a bracket is not closed before this one");
        }

        CloseDownTo(tokens, match + 1);
        _bracketCount--;
        var field = _brackets[match] == Operators.FieldStart;
        Add(tokens, field ? Operators.FieldEnd : closing, 1);
        if (field)
        {
            LeaveField();
        }
    }

    /// <summary>Supplies closing brackets until <paramref name="count"/> are open.</summary>
    private void CloseDownTo(List<Token> tokens, int count)
    {
        for (_bracketCount += _uncounted, _uncounted = 0; _bracketCount > count; _bracketCount--)
        {
            var open = _bracketCount <= MaxBrackets ? _brackets[_bracketCount - 1] : '(';
            Add(tokens, open switch { '(' => ')', '[' => ']', '{' => '}', _ => Operators.FieldEnd }, 0);
        }
    }

    private void Reset()
    {
        _bracketCount = 0;
        _uncounted = 0;
        _formatted.Clear();
    }

    private void SkipLineEnd()
    {
        _position += text[_position] == '\r' && _position + 1 < text.Length && text[_position + 1] == '\n' ? 2 : 1;
        _line++;
    }

    private void Report(int start, int length, string message)
    {
        if (errors.Count < MaxErrors)
        {
            errors.Add(new(new(start, length), message));
        }
    }

    // Letters beyond ASCII are taken by their category; halves of pairs are letters, as rare scripts are.
    private static bool IsIdentifier(char c) =>
        c < 0x80
            ? char.IsAsciiLetterOrDigit(c) || c == '_'
            : char.IsLetterOrDigit(c) || char.IsSurrogate(c)
                || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;
}
