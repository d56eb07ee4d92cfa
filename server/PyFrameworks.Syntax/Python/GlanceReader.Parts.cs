namespace PyFrameworks.Syntax.Python;

/// <content>Words, and strings.</content>
internal ref partial struct GlanceReader
{
    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Whether <paramref name="text"/> begins with the reserved word, or with a name that goes on beyond ASCII: what follows makes that unsure.</summary>
    private static bool IsWord(ReadOnlySpan<char> text, ReadOnlySpan<char> word) =>
        text.StartsWith(word, StringComparison.Ordinal) && (text.Length == word.Length || !IsNamePart(text[word.Length]));

    /// <summary>Whether <paramref name="name"/> is a number with something behind it that may be a name of its own.</summary>
    private static bool IsGlued(ReadOnlySpan<char> name) => char.IsAsciiDigit(name[0]) && name.ContainsAnyExceptInRange('0', '9');

    /// <summary>What the statement at <paramref name="position"/> begins with; counts <c>async def</c>.</summary>
    private StatementKind KindAt(int position)
    {
        var rest = _text[position..];
        switch (rest[0])
        {
            case '@':
                return StatementKind.Decorator;
            case 'd' when IsWord(rest, "def"):
                return Definition(rest[3..], StatementKind.Definition);
            case 'c' when IsWord(rest, "class"):
                return Definition(rest[5..], StatementKind.Class);
            case 'i' when IsWord(rest, "import"):
                return StatementKind.Import;
            case 'f' when IsWord(rest, "from"):
                return StatementKind.FromImport;
            case 'l' when IsWord(rest, "lazy"):
                var lazy = rest[4..].TrimStart(" \t\f");
                _isUnsure |= lazy is ['\\' or >= '\x7F', ..];
                return IsWord(lazy, "import") ? StatementKind.Import : IsWord(lazy, "from") ? StatementKind.FromImport : StatementKind.Other;
            case 'a' when IsWord(rest, "async"):
                var next = rest[5..].TrimStart(" \t\f");
                if (IsWord(next, "def"))
                {
                    _asyncFunctions++;
                    return Definition(next[3..], StatementKind.Definition);
                }

                _isUnsure |= !IsWord(next, "for") && !IsWord(next, "with");
                return StatementKind.Other;
            default:
                return StatementKind.Other;
        }
    }

    private StatementKind Definition(ReadOnlySpan<char> rest, StatementKind kind)
    {
        _isUnsure |= rest.TrimStart(" \t\f") is not [var first, ..] || !(char.IsAsciiLetter(first) || first == '_');
        return kind;
    }

    /// <summary>Notes the name before the bracket at <paramref name="open"/>, which may stand at the end of the line before that at <paramref name="lineStart"/>.</summary>
    private void AddCall(int open, int lineStart)
    {
        var end = open;
        while (end > lineStart && (char.IsWhiteSpace(_text[end - 1]) || _text[end - 1] == '\uFEFF'))
        {
            end--;
        }

        end = end == lineStart ? _lastCode + 1 : end;
        var start = end;
        while (start > _statement && IsNamePart(_text[start - 1]))
        {
            start--;
        }

        if (start < end)
        {
            // What is imported by call is an argument.
            var name = _text[start..end];
            _isUnsure |= name is "import_module" or "__import__" || IsGlued(name);
            _words.Add(NameWords.Of(name, NamePlace.Call));
        }
    }

    /// <summary>Notes all names in <paramref name="code"/>, whatever they mean there.</summary>
    private void AddNames(ReadOnlySpan<char> code, NamePlace place)
    {
        while (NextName(ref code) is { IsEmpty: false } name)
        {
            _isUnsure |= IsGlued(name);
            _words.Add(NameWords.Of(name, place));
        }
    }

    /// <summary>The first name in <paramref name="code"/>, of which what comes after it is left; empty where there is none.</summary>
    private static ReadOnlySpan<char> NextName(ref ReadOnlySpan<char> code)
    {
        var start = 0;
        while (start < code.Length && !IsNamePart(code[start]))
        {
            start++;
        }

        var end = start;
        while (end < code.Length && IsNamePart(code[end]))
        {
            end++;
        }

        var name = code[start..end];
        code = code[end..];
        return name;
    }

    private void AddImport(ReadOnlySpan<char> statement)
    {
        _hasImports = true;
        _hasStarImport |= statement.Contains('*');
        if (statement.ContainsAnyExceptInRange('\0', '\x7F'))
        {
            _isUnsure = true;
            return;
        }

        var known = _packages.Count;
        AddPackages(statement);
        _isUnsure |= _telling is { } telling && (telling.IsEverything || _packages.HasAnyOf(telling.Hashes, known));

        // What is called by another name than its own is found by its own wherever it stands.
        var renames = false;
        for (var rest = statement; NextName(ref rest) is { IsEmpty: false } name;)
        {
            renames |= name is "as";
            _isUnsure |= name is "import_module" or "__import__";
        }

        for (var place = renames ? NamePlace.Call : NamePlace.Import; place <= NamePlace.Import; place++)
        {
            AddNames(statement, place);
        }
    }

    private readonly void AddPackages(ReadOnlySpan<char> statement)
    {
        var rest = statement;
        var word = NextName(ref rest);
        word = word is "lazy" ? NextName(ref rest) : word;
        if (word is "from")
        {
            // "from . import x" is of the project itself.
            var name = NextName(ref rest);
            if (!statement[..(statement.Length - rest.Length - name.Length)].Contains('.'))
            {
                PackageNames.Note(name, _packages);
            }

            return;
        }

        // Behind each comma another module is named.
        for (var comma = 0; comma >= 0; rest = rest[(comma + 1)..])
        {
            var after = rest;
            PackageNames.Note(NextName(ref after), _packages);
            comma = rest.IndexOf(',');
            if (comma < 0)
            {
                break;
            }
        }
    }

    /// <summary>Passes over the string whose quote is at the position.</summary>
    private void SkipString()
    {
        var start = _position;
        while (start > _statement && IsNamePart(_text[start - 1]))
        {
            start--;
        }

        // A number before a prefix is a token of its own, and a letter beyond ASCII makes a name of it.
        var prefix = _text[start.._position];
        if (prefix is [>= '0' and <= '9', _, ..] || (start > _statement && _text[start - 1] >= '\x80'))
        {
            _isUnsure = true;
        }
        else if (PythonLexer.IsStringPrefix(prefix, out var isRaw, out var isFormatted) && isFormatted)
        {
            SkipFormattedString(isRaw);
        }
        else
        {
            SkipPlainString(isCode: true);
        }
    }

    private readonly bool IsTripleQuote(char quote) => _position + 2 < _text.Length && _text[_position + 1] == quote && _text[_position + 2] == quote;

    /// <summary>Passes over a string without fields; <paramref name="isCode"/> says whether its lines count.</summary>
    private void SkipPlainString(bool isCode)
    {
        var quote = _text[_position];
        var isTriple = IsTripleQuote(quote);
        var start = _position;
        _position += isTriple ? 3 : 1;
        while (true)
        {
            var step = isTriple ? _text[_position..].IndexOfAny(quote, '\\') : _text[_position..].IndexOfAny([quote, '\\', '\r', '\n']);
            if (step < 0)
            {
                _isUnsure = true;
                return;
            }

            _position += step;
            if (_text[_position] == '\\')
            {
                SkipEscape();
            }
            else if (_text[_position] != quote)
            {
                _isUnsure = true;
                return;
            }
            else if (!isTriple || IsTripleQuote(quote))
            {
                _position += isTriple ? 3 : 1;
                CountLines(start, isCode);
                return;
            }
            else
            {
                _position++;
            }
        }
    }

    /// <summary>Passes over a formatted string whose fields hold no more than simple expressions on one line.</summary>
    private void SkipFormattedString(bool isRaw)
    {
        var quote = _text[_position];
        var isTriple = IsTripleQuote(quote);
        var (start, depth, mayBeFormat) = (_position, 0, false);
        _position += isTriple ? 3 : 1;
        while (_position < _text.Length && !_isUnsure)
        {
            var c = _text[_position];
            switch (c)
            {
                case '{' when depth == 0 && _position + 1 < _text.Length && _text[_position + 1] == '{':
                    _position += 2;
                    break;
                case '{':
                    // Within a field, braces are those of its format or of a display.
                    mayBeFormat &= depth > 0;
                    depth++;
                    _position++;
                    break;
                case '}':
                    depth -= depth > 0 ? 1 : 0;
                    _position++;
                    break;
                case '\\' when depth == 0:
                    // A backslash does not keep a brace from opening a field, and in a raw string none names a character.
                    if (_position + 1 >= _text.Length || _text[_position + 1] is '{' or '}' || (!isRaw && _text[_position + 1] == 'N'))
                    {
                        _isUnsure = true;
                        return;
                    }

                    SkipEscape();
                    break;
                case '\r' or '\n' when depth > 0 || !isTriple:
                case '\\' or '#':
                    _isUnsure |= c != '#' || depth > 0;
                    _position++;
                    break;
                case ':' when depth > 0:
                    mayBeFormat = true;
                    _position++;
                    break;
                case '"' or '\'' when depth > 0:
                    // In a format a quote opens nothing.
                    _isUnsure |= mayBeFormat;
                    SkipNested(quote);
                    break;
                case '(' when depth > 0:
                    AddCall(_position, start);
                    _position++;
                    break;
                default:
                    if (c == quote && (!isTriple || IsTripleQuote(quote)))
                    {
                        _position += isTriple ? 3 : 1;
                        CountLines(start, isCode: true);
                        return;
                    }

                    _position++;
                    break;
            }
        }

        _isUnsure = true;
    }

    /// <summary>Passes over a plain string in a field of a string of the other quote.</summary>
    private void SkipNested(char outer)
    {
        var inner = _text[_position];
        var length = _text[(_position + 1)..].IndexOf(inner);
        if (inner == outer || length < 0 || _text.Slice(_position + 1, length).ContainsAny([outer, '\\', '\r', '\n']) || _text[_position..].StartsWith([inner, inner, inner], StringComparison.Ordinal)
            || (_position > 0 && (IsNamePart(_text[_position - 1]) || _text[_position - 1] >= '\x80')))
        {
            _isUnsure = true;
            return;
        }

        _position += length + 2;
    }

    /// <summary>Counts the further lines of the string from <paramref name="start"/> to the position: the last one, and those that are not blank.</summary>
    private void CountLines(int start, bool isCode)
    {
        var rest = _text[start.._position];
        var lineEnd = rest.IndexOfAny('\r', '\n');
        if (lineEnd < 0)
        {
            return;
        }

        // A body that begins with its header's line has its docstring there.
        _isUnsure |= isCode && _kind is StatementKind.Definition or StatementKind.Class && _colons > 0;
        for (; lineEnd >= 0; lineEnd = rest.IndexOfAny('\r', '\n'))
        {
            rest = rest[(lineEnd + (rest[lineEnd..].StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1))..];
            var length = rest.IndexOfAny('\r', '\n');
            _codeLines += isCode && !(length < 0 ? rest : rest[..length]).IsWhiteSpace() ? 1 : 0;
            _isUnsure |= rest.StartsWith(ScriptMark, StringComparison.Ordinal);
        }

        _lineStart = _position - rest.Length;
    }

    private void SkipEscape()
    {
        _position++;
        if (_position < _text.Length && _text[_position] is '\r' or '\n')
        {
            SkipLineEnd();
        }
        else
        {
            _position++;
        }

        if (_position > _text.Length)
        {
            _isUnsure = true;
            _position = _text.Length;
        }
    }
}
