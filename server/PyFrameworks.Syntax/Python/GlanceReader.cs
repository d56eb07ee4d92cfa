using System.Buffers;

namespace PyFrameworks.Syntax.Python;

/// <summary>
/// Looks a Python text over without cutting it into tokens: strings and comments are passed over in leaps, and what is noted is what a <see cref="ModuleGlance"/> holds. It
/// gives up wherever <see cref="PythonScanner"/> might see something else: on broken text, and on what is rare and takes more than a leap to understand.
/// </summary>
internal ref partial struct GlanceReader
{
    /// <summary>Brackets that may be open; the scanner allows more.</summary>
    private const int MaxBrackets = 64;

    /// <summary>Characters of indentation, and colons outside of brackets in a logical line: so few that the scanner's limit on blocks is never met.</summary>
    private const int MaxIndent = 64;
    private const int MaxColons = 3;

    /// <summary>What a line with the metadata of a script begins with (PEP 723).</summary>
    private const string ScriptMark = "# ///";

    [ThreadStatic]
    private static (HashCollector Packages, HashCollector Words)? t_spare;

    /// <summary>What may end a leap through code.</summary>
    private static readonly SearchValues<char> s_marks = SearchValues.Create("\r\n#\"'\\()[]{}:;");

    private static readonly SearchValues<string> s_settings = SearchValues.Create(["_APPS", "MIDDLEWARE"], StringComparison.Ordinal);

    private readonly ReadOnlySpan<char> _text;
    private readonly HashCollector _packages;
    private readonly HashCollector _words;
    private readonly Span<char> _brackets;
    private readonly PackageNames? _telling;
    private int _open;
    private int _position;
    private int _codeLines;
    private int _asyncFunctions;
    private bool _hasImports;
    private bool _hasStarImport;
    private bool _isUnsure;

    // The statement at hand: where it begins, what it is, and its colons outside of brackets; those of the whole logical line.
    private int _statement;
    private StatementKind _kind;
    private int _colons;
    private int _lineColons;

    // The last character of code on the lines of the statement that were read, and where the present line begins.
    private int _lastCode;
    private int _lineStart;

    // Whether a docstring may come next: the module's, or that of a function or class whose header has this indentation.
    private bool _mayBeDocstring;
    private bool _isAfterHeader;
    private ReadOnlySpan<char> _indent;
    private ReadOnlySpan<char> _headerIndent;

    private GlanceReader(ReadOnlySpan<char> text, PackageNames? telling, HashCollector packages, HashCollector words, Span<char> brackets)
    {
        _text = text;
        _telling = telling;
        _packages = packages;
        _words = words;
        _brackets = brackets;
        _mayBeDocstring = true;
    }

    /// <summary>What a statement begins with, as far as it matters.</summary>
    private enum StatementKind : byte
    {
        Other,
        Definition,
        Class,
        Import,
        FromImport,
        Decorator,
    }

    /// <summary>What a glance tells of <paramref name="text"/>; null where only a full reading does, or one of the packages <paramref name="telling"/> may be imported.</summary>
    public static ModuleGlance? Read(ReadOnlySpan<char> text, PackageNames? telling)
    {
        var (packages, words) = t_spare ?? (new(), new());
        t_spare = null;
        var reader = new GlanceReader(text, telling, packages, words, stackalloc char[MaxBrackets]);
        reader.ReadLines();
        var glance = reader._isUnsure
            ? null
            : ModuleGlance.Create(reader._codeLines, reader._asyncFunctions, reader._hasImports, reader._hasStarImport, text.ContainsAny(s_settings), packages, words);
        packages.Clear();
        words.Clear();
        t_spare = (packages, words);
        return glance;
    }

    private void ReadLines()
    {
        while (_position < _text.Length && !_isUnsure)
        {
            _lineStart = _position;
            SkipBlanks();
            if (_position >= _text.Length)
            {
                return;
            }

            switch (_text[_position])
            {
                case '\r' or '\n' or '#':
                    SkipRestOfLine();
                    break;
                case var c when !IsPlainStart(c):
                    _isUnsure = true;
                    break;
                default:
                    _indent = _text[_lineStart.._position];
                    _isUnsure |= _indent.Length >= MaxIndent || _indent.Contains('\f');
                    if (!(_mayBeDocstring && IsDocstring()))
                    {
                        ReadStatements();
                    }

                    break;
            }
        }
    }

    /// <summary>
    /// Whether <paramref name="c"/>, the first of a line, makes it a line of code for certain. Control characters and some beyond ASCII are blanks to the scanner, and
    /// a semicolon or backslash alone is no code.
    /// </summary>
    private static bool IsPlainStart(char c) => c is > ' ' and < '\x7F' and not ('\\' or ';');

    /// <summary>Passes over a string that is all of a logical line; false, with the position as it was, where the line begins with something else.</summary>
    private bool IsDocstring()
    {
        _mayBeDocstring = false;
        var start = _position;
        var quote = start;
        while (quote - start < 2 && quote < _text.Length && char.IsAsciiLetter(_text[quote]))
        {
            quote++;
        }

        if (quote >= _text.Length || _text[quote] is not ('"' or '\'')
            || !PythonLexer.IsStringPrefix(_text[start..quote], out _, out var isFormatted) || isFormatted || _text[start..quote].ContainsAny('b', 'B'))
        {
            return false;
        }

        // Where the line is not deeper than the header, the string stands in another block.
        if (_isAfterHeader && !(_indent.Length > _headerIndent.Length && _indent.StartsWith(_headerIndent, StringComparison.Ordinal)))
        {
            _isUnsure = true;
            return true;
        }

        _position = quote;
        SkipPlainString(isCode: false);
        SkipBlanks();
        _isUnsure |= _position < _text.Length && _text[_position] is not ('\r' or '\n' or '#');
        SkipRestOfLine();
        return true;
    }

    /// <summary>Reads a logical line, from its first character of code past its end.</summary>
    private void ReadStatements()
    {
        _mayBeDocstring = false;
        _lineColons = 0;
        _codeLines++;
        Begin(KindAt(_position));
        while (!_isUnsure)
        {
            var step = _text[_position..].IndexOfAny(s_marks);
            if (step < 0)
            {
                _position = _text.Length;
                EndCode();
                End();
                _isUnsure |= _open > 0;
                return;
            }

            _position += step;
            switch (_text[_position])
            {
                case '\r' or '\n' or '#':
                    EndCode();
                    if (_open == 0)
                    {
                        End();
                        SkipRestOfLine();
                        return;
                    }

                    SkipRestOfLine();
                    ContinueInBrackets();
                    break;
                case '"' or '\'':
                    SkipString();
                    break;
                case '\\':
                    EndCode();
                    _position++;
                    if (_position >= _text.Length || _text[_position] is not ('\r' or '\n'))
                    {
                        _isUnsure = true;
                        return;
                    }

                    SkipLineEnd();
                    _lineStart = _position;
                    SkipBlanks();
                    _isUnsure |= _position >= _text.Length || !IsPlainStart(_text[_position]) || _text[_position] == '#';
                    _codeLines++;
                    break;
                case ':':
                    ReadColon();
                    break;
                case ';':
                    ReadSemicolon();
                    break;
                case '(':
                    AddCall(_position, _lineStart);
                    Open('(');
                    break;
                case '[':
                    Open('[');
                    break;
                case '{':
                    Open('{');
                    break;
                case ')':
                    Close('(');
                    break;
                case ']':
                    Close('[');
                    break;
                default:
                    Close('{');
                    break;
            }
        }
    }

    private void Begin(StatementKind kind) => (_statement, _kind, _colons, _lastCode) = (_position, kind, 0, -1);

    /// <summary>Goes on to the next line of code after a line end within brackets.</summary>
    private void ContinueInBrackets()
    {
        while (!_isUnsure)
        {
            _lineStart = _position;
            SkipBlanks();
            if (_position >= _text.Length)
            {
                _isUnsure = true;
                return;
            }

            var c = _text[_position];
            if (c is '\r' or '\n' or '#')
            {
                SkipRestOfLine();
            }
            else
            {
                // The scanner ends a statement at a line that can only begin another one.
                var length = 0;
                while (length < 9 && _position + length < _text.Length && char.IsAsciiLetterLower(_text[_position + length]))
                {
                    length++;
                }

                var keyword = Keywords.Of(_text.Slice(_position, length));
                _isUnsure |= !IsPlainStart(c) || keyword == Keyword.From || Keywords.BeginsStatementOnly(keyword);
                _codeLines++;
                return;
            }
        }
    }

    /// <summary>Notes what was the last character of code on a line whose code ends at the position.</summary>
    private void EndCode()
    {
        var end = _position - 1;
        while (end >= _lineStart && _text[end] is ' ' or '\t' or '\f')
        {
            end--;
        }

        _lastCode = end >= _lineStart ? end : _lastCode;
    }

    /// <summary>Ends the statement at hand.</summary>
    private void End()
    {
        switch (_kind)
        {
            case StatementKind.Class:
                AddNames(_text[_statement.._position], NamePlace.Base);
                goto case StatementKind.Definition;
            case StatementKind.Definition:
                // The body stands on further lines where the only colon is the last character.
                var last = _lastCode >= _statement ? _text[_lastCode] : '\0';
                _isUnsure |= _colons != 1 || last is < ' ' or >= '\x7F';
                _mayBeDocstring = last == ':';
                _isAfterHeader = true;
                _headerIndent = _indent;
                break;
            case StatementKind.Import or StatementKind.FromImport:
                AddImport(_text[_statement.._position]);
                break;
            case StatementKind.Decorator:
                var decorator = _text[_statement.._position];
                AddNames(decorator.IndexOf('(') is >= 0 and var open ? decorator[..open] : decorator, NamePlace.Decorator);
                break;
            default:
                break;
        }
    }

    private void ReadColon()
    {
        _position++;
        if (_open > 0 || (_position < _text.Length && _text[_position] == '='))
        {
            return;
        }

        // The colon of a lambda ends no header.
        _colons++;
        _lineColons++;
        _isUnsure |= _lineColons > MaxColons
            || (_kind is StatementKind.Definition or StatementKind.Class && _text[_statement.._position].Contains("lambda", StringComparison.Ordinal));
        SkipBlanks();
        if (_position < _text.Length && (_text[_position] is '\\' or >= '\x7F' || KindAt(_position) is not (StatementKind.Other or StatementKind.Decorator)))
        {
            _isUnsure = true;
        }
    }

    private void ReadSemicolon()
    {
        if (_open > 0)
        {
            _isUnsure = true;
            return;
        }

        EndCode();
        _isUnsure |= _lastCode >= 0 && _text[_lastCode] == ':';
        End();
        _position++;
        SkipBlanks();
        if (_position < _text.Length && _text[_position] is not ('\r' or '\n' or '#'))
        {
            var kind = IsPlainStart(_text[_position]) ? KindAt(_position) : StatementKind.Definition;
            _isUnsure |= kind is StatementKind.Definition or StatementKind.Class;
            Begin(kind == StatementKind.Decorator ? StatementKind.Other : kind);
        }
        else
        {
            Begin(StatementKind.Other);
        }
    }

    private void Open(char bracket)
    {
        _position++;
        if (_open == MaxBrackets)
        {
            _isUnsure = true;
            return;
        }

        _brackets[_open++] = bracket;
    }

    private void Close(char bracket)
    {
        _position++;
        if (_open == 0 || _brackets[_open - 1] != bracket)
        {
            _isUnsure = true;
            return;
        }

        _open--;
    }

    private void SkipBlanks()
    {
        var text = _text;
        var position = _position;
        while (position < text.Length && text[position] is ' ' or '\t' or '\f')
        {
            position++;
        }

        _position = position;
    }

    private void SkipLineEnd()
    {
        if (_position < _text.Length)
        {
            _position += _text[_position..].StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1;
        }
    }

    /// <summary>Passes over a comment, if one begins here, and the line end after it.</summary>
    private void SkipRestOfLine()
    {
        var rest = _text[_position..];
        _isUnsure |= rest.StartsWith(ScriptMark, StringComparison.Ordinal);
        var length = rest.IndexOfAny('\r', '\n');
        _position = length < 0 ? _text.Length : _position + length;
        SkipLineEnd();
    }
}
