using System.Buffers;
using System.Text;

namespace PyFrameworks.Syntax.Python;

/// <content>Words, and strings.</content>
internal ref partial struct GlanceReader
{
    /// <summary>For each byte whether it may be part of a name, as far as that is ASCII.</summary>
    private static ReadOnlySpan<bool> NameParts =>
    [
        false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false,
        false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false,
        false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false,
        true, true, true, true, true, true, true, true, true, true, false, false, false, false, false, false,
        false, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true,
        true, true, true, true, true, true, true, true, true, true, true, false, false, false, false, true,
        false, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true,
        true, true, true, true, true, true, true, true, true, true, true, false, false, false, false, false,
    ];

    private static bool IsNamePart(byte c) => c < NameParts.Length && NameParts[c];

    /// <summary>Whether <paramref name="text"/> begins with the reserved word, or with a name that goes on beyond ASCII: what follows makes that unsure.</summary>
    private static bool IsWord(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.StartsWith(word) && (text.Length == word.Length || !IsNamePart(text[word.Length]));

    /// <summary>Whether <paramref name="name"/> is a number with something behind it that may be a name of its own.</summary>
    private static bool IsGlued(ReadOnlySpan<byte> name) => char.IsAsciiDigit((char)name[0]) && name.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Whether what <paramref name="name"/> is called with may be imported.</summary>
    private static bool IsImporter(ReadOnlySpan<byte> name) => name.Length is 10 or 13 && (name.SequenceEqual("__import__"u8) || name.SequenceEqual("import_module"u8));

    private static bool IsStringPrefix(ReadOnlySpan<byte> word, out bool isRaw, out bool isFormatted)
    {
        isRaw = isFormatted = false;
        return word.IsEmpty || (word.Length <= 2 && PythonLexer.IsStringPrefix(word.Length == 1 ? [(char)word[0]] : [(char)word[0], (char)word[1]], out isRaw, out isFormatted));
    }

    /// <summary>What the statement at <paramref name="position"/> begins with; counts <c>async def</c>.</summary>
    private StatementKind KindAt(int position)
    {
        var rest = _text[position..];
        switch ((char)rest[0])
        {
            case '@':
                return StatementKind.Decorator;
            case 'd' when IsWord(rest, "def"u8):
                return Definition(rest[3..], StatementKind.Definition);
            case 'c' when IsWord(rest, "class"u8):
                return Definition(rest[5..], StatementKind.Class);
            case 'i' when IsWord(rest, "import"u8):
                return StatementKind.Import;
            case 'f' when IsWord(rest, "from"u8):
                return StatementKind.FromImport;
            case 'l' when IsWord(rest, "lazy"u8):
                var lazy = rest[4..].TrimStart(" \t\f"u8);
                _isUnsure |= lazy is [(byte)'\\' or >= 0x7F, ..];
                return IsWord(lazy, "import"u8) ? StatementKind.Import : IsWord(lazy, "from"u8) ? StatementKind.FromImport : StatementKind.Other;
            case 'a' when IsWord(rest, "async"u8):
                var next = rest[5..].TrimStart(" \t\f"u8);
                if (IsWord(next, "def"u8))
                {
                    _asyncFunctions++;
                    return Definition(next[3..], StatementKind.Definition);
                }

                _isUnsure |= !IsWord(next, "for"u8) && !IsWord(next, "with"u8);
                return StatementKind.Other;
            default:
                return StatementKind.Other;
        }
    }

    private StatementKind Definition(ReadOnlySpan<byte> rest, StatementKind kind)
    {
        _isUnsure |= rest.TrimStart(" \t\f"u8) is not [var first, ..] || !(char.IsAsciiLetter((char)first) || first == '_');
        return kind;
    }

    /// <summary>Notes the name before the bracket at <paramref name="open"/>, which may stand at the end of the line before that at <paramref name="lineStart"/>.</summary>
    private void AddCall(int open, int lineStart)
    {
        var end = open;
        while (end > lineStart && BlankBefore(end) is > 0 and var length)
        {
            end -= length;
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
            _isUnsure |= IsImporter(name) || IsGlued(name);
            _words.Add(NameWords.Of(name, NamePlace.Call));
        }
    }

    /// <summary>Number of bytes of the blank that ends at <paramref name="end"/>; 0 where there is none.</summary>
    private readonly int BlankBefore(int end)
    {
        var last = _text[end - 1];
        if (last < 0x80)
        {
            return char.IsWhiteSpace((char)last) ? 1 : 0;
        }

        return Rune.DecodeLastFromUtf8(_text[..end], out var rune, out var length) == OperationStatus.Done && (Rune.IsWhiteSpace(rune) || rune.Value == '\uFEFF') ? length : 0;
    }

    /// <summary>Notes all names in <paramref name="code"/>, whatever they mean there.</summary>
    private void AddNames(ReadOnlySpan<byte> code, NamePlace place)
    {
        while (NextName(ref code) is { IsEmpty: false } name)
        {
            _isUnsure |= IsGlued(name);
            _words.Add(NameWords.Of(name, place));
        }
    }

    /// <summary>The first name in <paramref name="code"/>, of which what comes after it is left; empty where there is none.</summary>
    private static ReadOnlySpan<byte> NextName(ref ReadOnlySpan<byte> code)
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

    private void AddImport(ReadOnlySpan<byte> statement)
    {
        _hasImports = true;
        _hasStarImport |= statement.Contains((byte)'*');
        if (!Ascii.IsValid(statement))
        {
            _isUnsure = true;
            return;
        }

        var known = _packages.Count;
        AddPackages(statement);
        if (_telling is { } telling && (telling.IsEverything || _packages.HasAnyOf(telling.Hashes, known)))
        {
            _isUnsure = true;
            return;
        }

        var renames = false;
        for (var rest = statement; NextName(ref rest) is { IsEmpty: false } name;)
        {
            renames |= name.Length == 2 && name.SequenceEqual("as"u8);
            _isUnsure |= IsImporter(name) || IsGlued(name);
            _words.Add(NameWords.Of(name, NamePlace.Import));
        }

        // What is called by another name than its own is found by its own wherever it stands.
        for (var place = NamePlace.Call; renames && place < NamePlace.Import; place++)
        {
            AddNames(statement, place);
        }
    }

    private readonly void AddPackages(ReadOnlySpan<byte> statement)
    {
        var rest = statement;
        var word = NextName(ref rest);
        word = word.SequenceEqual("lazy"u8) ? NextName(ref rest) : word;
        if (word.SequenceEqual("from"u8))
        {
            // "from . import x" is of the project itself.
            var name = NextName(ref rest);
            if (!statement[..(statement.Length - rest.Length - name.Length)].Contains((byte)'.'))
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
            comma = rest.IndexOf((byte)',');
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
        if (prefix is [>= (byte)'0' and <= (byte)'9', _, ..] || (start > _statement && _text[start - 1] >= 0x80))
        {
            _isUnsure = true;
        }
        else if (IsStringPrefix(prefix, out var isRaw, out var isFormatted) && isFormatted)
        {
            SkipFormattedString(isRaw);
        }
        else
        {
            SkipPlainString(isCode: true);
        }
    }

    private readonly bool IsTripleQuote(byte quote) => _position + 2 < _text.Length && _text[_position + 1] == quote && _text[_position + 2] == quote;

    /// <summary>Passes over a string without fields; <paramref name="isCode"/> says whether its lines count.</summary>
    private void SkipPlainString(bool isCode)
    {
        var quote = _text[_position];
        var isTriple = IsTripleQuote(quote);
        var start = _position;
        _position += isTriple ? 3 : 1;
        var lineEnd = isTriple ? _text.Length : _marks.NextBreak(_position);
        while (true)
        {
            _position = _marks.NextQuote(_position);
            if (_position >= lineEnd)
            {
                _isUnsure = true;
                return;
            }

            if (_text[_position] == '\\')
            {
                SkipEscape();
                lineEnd = isTriple ? lineEnd : _marks.NextBreak(_position);
            }
            else if (_text[_position] != quote)
            {
                _position++;
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
        while ((_position = _marks.Next(_position)) < _text.Length && !_isUnsure)
        {
            var c = (char)_text[_position];
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
                    if (_position + 1 >= _text.Length || (char)_text[_position + 1] is '{' or '}' || (!isRaw && _text[_position + 1] == 'N'))
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
    private void SkipNested(byte outer)
    {
        var inner = _text[_position];
        var length = _text[(_position + 1)..].IndexOf(inner);
        if (inner == outer || length < 0 || _text.Slice(_position + 1, length).IndexOfAny([outer, (byte)'\\', (byte)'\r', (byte)'\n']) >= 0 || _text[_position..].StartsWith([inner, inner, inner])
            || (_position > 0 && (IsNamePart(_text[_position - 1]) || _text[_position - 1] >= 0x80)))
        {
            _isUnsure = true;
            return;
        }

        _position += length + 2;
    }

    /// <summary>Counts the further lines of the string from <paramref name="start"/> to the position: the last one, and those that are not blank.</summary>
    private void CountLines(int start, bool isCode)
    {
        var lineEnd = _marks.NextBreak(start);
        if (lineEnd >= _position)
        {
            return;
        }

        // A body that begins with its header's line has its docstring there.
        _isUnsure |= isCode && _kind is StatementKind.Definition or StatementKind.Class && _colons > 0;
        while (lineEnd < _position)
        {
            _lineStart = lineEnd + (IsPairAt(lineEnd) ? 2 : 1);
            lineEnd = _marks.NextBreak(_lineStart);
            _codeLines += isCode && !IsBlank(_text[_lineStart..Math.Min(lineEnd, _position)]) ? 1 : 0;
            _isUnsure |= _text[_lineStart] == '#' && _text[_lineStart.._position].StartsWith(ScriptMark);
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < line.Length;)
        {
            var length = 1;
            if (line[i] >= 0x80 ? !(Rune.DecodeFromUtf8(line[i..], out var rune, out length) == OperationStatus.Done && Rune.IsWhiteSpace(rune)) : !char.IsWhiteSpace((char)line[i]))
            {
                return false;
            }

            i += length;
        }

        return true;
    }

    private void SkipEscape()
    {
        _position++;
        if (_position < _text.Length && (char)_text[_position] is '\r' or '\n')
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
