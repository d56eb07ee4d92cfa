using System.Globalization;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>
/// Cuts Python 2 or 3 source into logical lines of tokens (Python reference, "Lexical analysis"; PEP 701 for f-strings).
/// Whatever the text holds, it moves on: one pass, no recursion, no exception. It may read one text after another.
/// </summary>
/// <param name="errors">Gets what the text breaks of the rules.</param>
/// <param name="comments">Gets the comments.</param>
internal sealed partial class PythonLexer(List<SyntaxError> errors, List<TextSpan> comments)
{
    /// <summary>Open brackets that are told apart; CPython stops at 200, deeper ones are only counted.</summary>
    public const int MaxBrackets = 200;

    /// <summary>Errors that are kept of one file.</summary>
    public const int MaxErrors = 100;

    // CPython's tab stops: eight columns.
    private const int TabSize = 8;

    // Logical lines between two looks at the cancellation token.
    private const int LinesUnchecked = 64;

    private readonly char[] _brackets = new char[MaxBrackets];
    private string _text = "";
    private CancellationToken _cancellationToken;
    private int _bracketCount;
    private int _uncounted;
    private int _position;
    private int _line;
    private int _linesRead;
    private bool _isBetweenLines;

    /// <summary>What a character of ASCII is at the start of a token.</summary>
    private enum CharacterClass : byte
    {
        /// <summary>A letter or underscore; with digits, what identifiers go on with.</summary>
        Letter,
        Digit,
        Blank,
        LineEnd,
        Comment,
        Backslash,
        Quote,
        Dot,
        Open,
        Close,
        Equal,

        /// <summary>An operator that never is the beginning of a longer one.</summary>
        Single,

        /// <summary>Any other operator, and what means nothing.</summary>
        Other,
    }

    private static readonly CharacterClass[] Classes = MakeClasses();

    /// <summary>Offset of what is read next.</summary>
    public int Position => _position;

    /// <summary>Its line, from 0.</summary>
    public int Line => _line;

    /// <summary>
    /// Whether the position is just past a line end that ended a logical line, whatever follows, so that the rest of the text is read as if it were a text of its own.
    /// </summary>
    public bool IsBetweenLines => _isBetweenLines && _bracketCount == 0 && _uncounted == 0 && _formatted.Count == 0;

    /// <summary>Begins with <paramref name="text"/>; an empty one lets go of the text before.</summary>
    public void Start(string text, CancellationToken cancellationToken)
    {
        _text = text;
        _cancellationToken = cancellationToken;
        _position = _line = _linesRead = 0;
        _isBetweenLines = true;
        Reset();
    }

    /// <summary>
    /// Reads the next logical line into <paramref name="tokens"/>, without its line end; false at the end of the text.
    /// </summary>
    /// <param name="tokens">Emptied, then filled.</param>
    /// <param name="indent">The line's indentation in columns.</param>
    public bool ReadLine(TokenLine tokens, out int indent)
    {
        do
        {
            tokens.Clear();
            if (_linesRead++ % LinesUnchecked == 0)
            {
                _cancellationToken.ThrowIfCancellationRequested();
            }

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
        var text = _text;
        while ((uint)_position < (uint)text.Length)
        {
            switch (text[_position])
            {
                case ' ':
                    var start = _position;
                    _position = SkipSpaces(text, start);
                    indent += _position - start;
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

        _isBetweenLines &= continued < 0 && text is [] or [.., '\r' or '\n'];
        return false;
    }

    private static int SkipSpaces(string text, int position)
    {
        // Indentation mostly comes in fours, which are compared at once.
        while (text.AsSpan(position).StartsWith("    ", StringComparison.Ordinal))
        {
            position += 4;
        }

        while ((uint)position < (uint)text.Length && text[position] == ' ')
        {
            position++;
        }

        return position;
    }

    private void ReadTokens(TokenLine tokens)
    {
        // The position is kept in a variable and in the field: helpers see and move the field.
        var text = _text;
        var position = _position;
        var firstLine = _line;
        while (true)
        {
            if ((tokens.Count & 0xFFF) == 0xFFF)
            {
                _cancellationToken.ThrowIfCancellationRequested();
            }

            if (_formatted.Count > 0 && InFStringText)
            {
                _position = position;
                ReadFStringText(tokens);
                position = _position;
                continue;
            }

            if ((uint)position >= (uint)text.Length)
            {
                _position = position;
                if (_bracketCount > 0)
                {
                    Report(_position, 0, "a bracket is never closed");
                }

                tokens.IsOneLine = _line == firstLine;
                _isBetweenLines = false;
                Reset();
                return;
            }

            var c = text[position];
            switch (c < 0x80 ? Classes[c] : IsIdentifier(c) ? CharacterClass.Letter : CharacterClass.Other)
            {
                case CharacterClass.Letter:
                    var start = position;
                    position = SkipIdentifier(text, position + 1);
                    if ((uint)position < (uint)text.Length && text[position] is '"' or '\'' && IsStringPrefix(text.AsSpan(start, position - start), out var raw, out var formatted))
                    {
                        _position = position;
                        ReadString(tokens, start, raw, formatted);
                        position = _position;
                        break;
                    }

                    var keyword = Keywords.Of(text.AsSpan(start, position - start));
                    if (keyword == Keyword.Lambda)
                    {
                        tokens.HasLambda = true;
                    }

                    tokens.Add(new(TokenKind.Name, keyword, start, position, _line));
                    break;
                case CharacterClass.Blank:
                    position++;
                    break;
                case CharacterClass.Dot when (uint)(position + 1) >= (uint)text.Length || !char.IsAsciiDigit(text[position + 1]):
                case CharacterClass.Single:
                    tokens.HasSemicolon |= c == ';';
                    tokens.Add(new(c, position, position + 1, _line));
                    position++;
                    break;
                case CharacterClass.Dot or CharacterClass.Digit:
                    _position = position;
                    ReadNumber(tokens);
                    position = _position;
                    break;
                case CharacterClass.Open:
                    tokens.Add(new(c, position, position + 1, _line, nesting: 1));
                    position++;
                    _position = position;
                    Open(c);
                    break;
                case CharacterClass.Close:
                    if (_uncounted == 0 && _bracketCount > 0 && _brackets[_bracketCount - 1] == Opening(c))
                    {
                        _bracketCount--;
                        tokens.Add(new(c, position, position + 1, _line, nesting: -1));
                        position++;
                        break;
                    }

                    _position = position;
                    Close(tokens, c);
                    position = _position;
                    break;
                case CharacterClass.Equal when (uint)(position + 1) >= (uint)text.Length || text[position + 1] != '=':
                    if (_bracketCount == 0)
                    {
                        tokens.NoteAssignment();
                    }

                    tokens.Add(new('=', position, position + 1, _line));
                    position++;
                    break;
                case CharacterClass.Quote:
                    _position = position;
                    ReadString(tokens, position, raw: false, formatted: false);
                    position = _position;
                    break;
                case CharacterClass.LineEnd:
                    if (_bracketCount == 0)
                    {
                        tokens.IsOneLine = _line == firstLine;
                        _position = position;
                        SkipLineEnd();
                        _isBetweenLines = true;
                        return;
                    }

                    _position = position;
                    SkipLineEnd();
                    position = _position;
                    if (StatementBegins(tokens))
                    {
                        Report(_position, 0, "a bracket is not closed before this statement");
                        _isBetweenLines = false;
                        Reset();
                        return;
                    }

                    break;
                case CharacterClass.Comment:
                    _position = position;
                    ReadComment();
                    position = _position;
                    break;
                case CharacterClass.Backslash:
                    _position = position + 1;
                    if (_position < text.Length && text[_position] is '\r' or '\n')
                    {
                        SkipLineEnd();
                    }
                    else if (_position < text.Length)
                    {
                        Report(_position - 1, 1, "a backslash is not followed by the end of the line");
                    }

                    position = _position;
                    break;
                default:
                    _position = position;
                    ReadOperator(tokens);
                    position = _position;
                    break;
            }
        }
    }

    /// <summary>Whether, inside brackets, the line at the position can only be a statement.</summary>
    private bool StatementBegins(TokenLine tokens)
    {
        if (InTripleFString)
        {
            return false;
        }

        var text = _text;
        var start = SkipSpaces(text, _position);
        while ((uint)start < (uint)text.Length && text[start] is ' ' or '\t')
        {
            start++;
        }

        var end = start;
        while ((uint)end < (uint)text.Length && end - start < 9 && char.IsAsciiLetterLower(text[end]))
        {
            end++;
        }

        if (end == start || (end < text.Length && IsIdentifier(text[end])))
        {
            return false;
        }

        var keyword = Keywords.Of(text.AsSpan(start, end - start));
        return Keywords.BeginsStatementOnly(keyword)
            || (keyword == Keyword.From && tokens.Count > 0 && !tokens.Last.Is(Keyword.Yield));
    }

    private void ReadComment()
    {
        var start = _position;
        var length = _text.AsSpan(start).IndexOfAny('\r', '\n');
        _position = length < 0 ? _text.Length : start + length;
        comments.Add(TextSpan.FromBounds(start, _position));
    }

    /// <summary>The end of the identifier that <paramref name="position"/> is in or just past.</summary>
    private static int SkipIdentifier(string text, int position)
    {
        while ((uint)position < (uint)text.Length)
        {
            var c = text[position];
            if (c < 0x80 ? Classes[c] > CharacterClass.Digit : !IsIdentifier(c))
            {
                break;
            }

            position++;
        }

        return position;
    }

    private void ReadNumber(TokenLine tokens)
    {
        var start = _position;
        if (_text[_position] == '0' && _position + 1 < _text.Length && (_text[_position + 1] | 0x20) is 'x' or 'o' or 'b')
        {
            _position += 2;
            SkipDigits(hexadecimal: true);
        }
        else
        {
            SkipDigits(hexadecimal: false);
            if (_position < _text.Length && _text[_position] == '.')
            {
                _position++;
                SkipDigits(hexadecimal: false);
            }

            // "1else" is a number and a keyword: an exponent needs its digits.
            var exponent = _position;
            if (exponent < _text.Length && (_text[exponent] | 0x20) == 'e')
            {
                exponent += exponent + 1 < _text.Length && _text[exponent + 1] is '+' or '-' ? 2 : 1;
                if (exponent < _text.Length && char.IsAsciiDigit(_text[exponent]))
                {
                    _position = exponent;
                    SkipDigits(hexadecimal: false);
                }
            }
        }

        // Imaginary numbers, and Python 2's long integers.
        if (_position < _text.Length && (_text[_position] | 0x20) is 'j' or 'l')
        {
            _position++;
        }

        tokens.Add(new(TokenKind.Number, Keyword.None, start, _position, _line));
    }

    private void SkipDigits(bool hexadecimal)
    {
        while (_position < _text.Length
            && (_text[_position] == '_' || (hexadecimal ? char.IsAsciiHexDigit(_text[_position]) : char.IsAsciiDigit(_text[_position]))))
        {
            _position++;
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
        _position += _text[_position] == '\r' && _position + 1 < _text.Length && _text[_position + 1] == '\n' ? 2 : 1;
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

    private static CharacterClass[] MakeClasses()
    {
        var classes = new CharacterClass[0x80];
        for (var c = '\0'; c < classes.Length; c++)
        {
            classes[c] = c switch
            {
                '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => CharacterClass.Letter,
                >= '0' and <= '9' => CharacterClass.Digit,
                ' ' or '\t' or '\f' => CharacterClass.Blank,
                '\r' or '\n' => CharacterClass.LineEnd,
                '#' => CharacterClass.Comment,
                '\\' => CharacterClass.Backslash,
                '"' or '\'' => CharacterClass.Quote,
                '.' => CharacterClass.Dot,
                '(' or '[' or '{' => CharacterClass.Open,
                ')' or ']' or '}' => CharacterClass.Close,
                '=' => CharacterClass.Equal,
                ',' or ';' or '~' or '`' => CharacterClass.Single,
                _ => CharacterClass.Other,
            };
        }

        return classes;
    }
}
