namespace PyFrameworks.Syntax.Python;

/// <summary>
/// Looks a Python text over, in UTF-8 as it comes from disk, without cutting it into tokens: strings and comments are passed over in leaps, and what is noted is what a
/// <see cref="ModuleGlance"/> holds. It gives up wherever <see cref="PythonScanner"/> might see something else: on broken text, and on what is rare and takes more than a leap
/// to understand.
/// </summary>
internal ref partial struct GlanceReader
{
    /// <summary>Brackets that may be open; the scanner allows more.</summary>
    private const int MaxBrackets = 64;

    /// <summary>Characters of indentation, and colons outside of brackets in a logical line: so few that the scanner's limit on blocks is never met.</summary>
    private const int MaxIndent = 64;
    private const int MaxColons = 3;

    /// <summary>What a line with the metadata of a script begins with (PEP 723).</summary>
    private static ReadOnlySpan<byte> ScriptMark => "# ///"u8;

    /// <summary>Room for the marks of a text that is kept from one to the next: enough for 256 KB.</summary>
    private const int MaxKeptRoom = 12 << 10;

    [ThreadStatic]
    private static Spare? t_spare;

    private readonly ReadOnlySpan<byte> _text;
    private readonly GlanceMarks _marks;
    private readonly HashCollector _packages;
    private readonly HashCollector _words;
    private readonly Span<byte> _brackets;
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
    private ReadOnlySpan<byte> _indent;
    private ReadOnlySpan<byte> _headerIndent;

    private GlanceReader(ReadOnlySpan<byte> text, in GlanceMarks marks, PackageNames? telling, Spare room, Span<byte> brackets)
    {
        _text = text;
        _marks = marks;
        _telling = telling;
        _packages = room.Packages;
        _words = room.Words;
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
    /// <param name="text">A text in valid UTF-8.</param>
    /// <param name="telling">Packages that end the glance; null for none.</param>
    public static ModuleGlance? Read(ReadOnlySpan<byte> text, PackageNames? telling)
    {
        var room = t_spare ?? new();
        t_spare = null;
        var marks = new GlanceMarks(text, room.MarksOf(text.Length));
        var reader = new GlanceReader(text, marks, telling, room, stackalloc byte[MaxBrackets]);
        reader.ReadLines();
        var glance = reader._isUnsure
            ? null
            : ModuleGlance.Create(reader._codeLines, reader._asyncFunctions, reader._hasImports, reader._hasStarImport, marks.MayNameSettings, room.Packages, room.Words);
        room.Clear();
        t_spare = room;
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

            switch ((char)_text[_position])
            {
                case '\r' or '\n' or '#':
                    SkipRestOfLine();
                    break;
                case var c when !IsPlainStart((byte)c):
                    _isUnsure = true;
                    break;
                default:
                    _indent = _text[_lineStart.._position];
                    _isUnsure |= _indent.Length >= MaxIndent || _indent.Contains((byte)'\f');
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
    private static bool IsPlainStart(byte c) => c is > (byte)' ' and < 0x7F and not ((byte)'\\' or (byte)';');

    /// <summary>Passes over a string that is all of a logical line; false, with the position as it was, where the line begins with something else.</summary>
    private bool IsDocstring()
    {
        _mayBeDocstring = false;
        var start = _position;
        var quote = start;
        while (quote - start < 2 && quote < _text.Length && char.IsAsciiLetter((char)_text[quote]))
        {
            quote++;
        }

        if (quote >= _text.Length || (char)_text[quote] is not ('"' or '\'')
            || !IsStringPrefix(_text[start..quote], out _, out var isFormatted) || isFormatted || _text[start..quote].ContainsAny((byte)'b', (byte)'B'))
        {
            return false;
        }

        // Where the line is not deeper than the header, the string stands in another block.
        if (_isAfterHeader && !(_indent.Length > _headerIndent.Length && _indent.StartsWith(_headerIndent)))
        {
            _isUnsure = true;
            return true;
        }

        _position = quote;
        SkipPlainString(isCode: false);
        SkipBlanks();
        _isUnsure |= _position < _text.Length && (char)_text[_position] is not ('\r' or '\n' or '#');
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
            _position = _marks.Next(_position);
            if (_position >= _text.Length)
            {
                EndCode();
                End();
                _isUnsure |= _open > 0;
                return;
            }

            switch ((char)_text[_position])
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
                    if (_position >= _text.Length || (char)_text[_position] is not ('\r' or '\n'))
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
                    Open((byte)'(');
                    break;
                case '[':
                    Open((byte)'[');
                    break;
                case '{':
                    Open((byte)'{');
                    break;
                case ')':
                    Close((byte)'(');
                    break;
                case ']':
                    Close((byte)'[');
                    break;
                default:
                    Close((byte)'{');
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
            if ((char)c is '\r' or '\n' or '#')
            {
                SkipRestOfLine();
            }
            else
            {
                // The scanner ends a statement at a line that can only begin another one.
                var length = 0;
                while (length < 9 && _position + length < _text.Length && char.IsAsciiLetterLower((char)_text[_position + length]))
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
        while (end >= _lineStart && (char)_text[end] is ' ' or '\t' or '\f')
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
                var last = _lastCode >= _statement ? _text[_lastCode] : default;
                _isUnsure |= _colons != 1 || last is < (byte)' ' or >= 0x7F;
                _mayBeDocstring = last == ':';
                _isAfterHeader = true;
                _headerIndent = _indent;
                break;
            case StatementKind.Import or StatementKind.FromImport:
                AddImport(_text[_statement.._position]);
                break;
            case StatementKind.Decorator:
                var decorator = _text[_statement.._position];
                AddNames(decorator.IndexOf((byte)'(') is >= 0 and var open ? decorator[..open] : decorator, NamePlace.Decorator);
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
            || (_kind is StatementKind.Definition or StatementKind.Class && _text[_statement.._position].IndexOf("lambda"u8) >= 0);
        SkipBlanks();
        if (_position < _text.Length && ((char)_text[_position] is '\\' or >= '\x7F' || KindAt(_position) is not (StatementKind.Other or StatementKind.Decorator)))
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
        if (_position < _text.Length && (char)_text[_position] is not ('\r' or '\n' or '#'))
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

    private void Open(byte bracket)
    {
        _position++;
        if (_open == MaxBrackets)
        {
            _isUnsure = true;
            return;
        }

        _brackets[_open++] = bracket;
    }

    private void Close(byte bracket)
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
        while (position < text.Length && (char)text[position] is ' ' or '\t' or '\f')
        {
            position++;
        }

        _position = position;
    }

    private void SkipLineEnd()
    {
        if (_position < _text.Length)
        {
            _position += IsPairAt(_position) ? 2 : 1;
        }
    }

    /// <summary>Whether a line end of two characters is at <paramref name="position"/>.</summary>
    private readonly bool IsPairAt(int position) => _text[position] == '\r' && position + 1 < _text.Length && _text[position + 1] == '\n';

    /// <summary>Passes over a comment, if one begins here, and the line end after it.</summary>
    private void SkipRestOfLine()
    {
        if (_position < _text.Length && _text[_position] != '\n')
        {
            _isUnsure |= _text[_position..].StartsWith(ScriptMark);
            _position = _marks.NextBreak(_position);
        }

        SkipLineEnd();
    }

    /// <summary>What a thread keeps from one text to the next.</summary>
    private sealed class Spare
    {
        private ulong[] _marks = [];

        public HashCollector Packages { get; } = new();

        public HashCollector Words { get; } = new();

        /// <summary>Room for the marks of a text of <paramref name="length"/> bytes.</summary>
        public Span<ulong> MarksOf(int length)
        {
            var size = GlanceMarks.RoomFor(length);
            if (_marks.Length < size)
            {
                _marks = new ulong[size > MaxKeptRoom ? size : (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)size)];
            }

            return _marks;
        }

        public void Clear()
        {
            Packages.Clear();
            Words.Clear();
            _marks = _marks.Length > MaxKeptRoom ? [] : _marks;
        }
    }
}
