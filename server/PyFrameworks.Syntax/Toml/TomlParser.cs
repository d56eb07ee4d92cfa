using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>
/// Reads a document line by line. After an error it goes on at the next item or line; inside an unclosed array or string it goes
/// on at the next line that begins like an expression (see <see cref="TomlResume"/>). The parts: lines here, keys, values, strings, tables.
/// </summary>
internal sealed partial class TomlParser
{
    // What stands for itself in strings and comments alike, and is passed in runs.
    private static readonly AsciiSet s_plain =
        new("\t !#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private readonly SourceText _source;
    private readonly string _text;
    private readonly TomlVersion _version;
    private readonly CancellationToken _cancellationToken;
    private readonly ImmutableArray<SyntaxError>.Builder _errors = ImmutableArray.CreateBuilder<SyntaxError>();
    private readonly ImmutableArray<TextSpan>.Builder _comments = ImmutableArray.CreateBuilder<TextSpan>();
    private readonly ImmutableArray<TomlExpression>.Builder _expressions = ImmutableArray.CreateBuilder<TomlExpression>();
    private int _pos;

    /// <summary>Blanks before the expression at hand: a line in an unclosed value must not be indented further to end it.</summary>
    private int _indent;

    /// <summary>Set when an unclosed value gave up: everything around it ends too, and the next line is a new expression.</summary>
    private bool _unwinding;

    private bool _bareReturnReported;

    /// <summary>Errors found so far, those past <see cref="TomlDocument.MaxErrors"/> included.</summary>
    private int _errorCount;

    public TomlParser(SourceText source, TomlVersion version, CancellationToken cancellationToken)
    {
        _source = source;
        _text = source.Content;
        _version = version;
        _cancellationToken = cancellationToken;
        _root = NewTable(TomlTableKind.Root, new(0, _text.Length), 0);
        _section = _root;
    }

    private bool AtEnd => _pos >= _text.Length;

    private char Current => _pos < _text.Length ? _text[_pos] : '\0';

    private bool AtLineEnd => AtEnd || _text[_pos] is '\n' or '\r';

    public TomlDocument ParseDocument(ImmutableArray<SyntaxError> encodingErrors)
    {
        _errors.AddRange(encodingErrors);

        // The text comes without its byte order mark, so this is another one.
        if (Current == '\uFEFF')
        {
            Error(0, 1, "Remove the second byte order mark");
            _pos++;
        }

        while (!AtEnd)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            ParseLine();
            _unwinding = false;
        }

        EndSection();
        SealTables();

        // Errors of unclosed values are found late and stand early.
        var errors = _errors.OrderBy(error => error.Span.Start).ToImmutableArray();
        return new(_source, _root, _expressions.DrainToImmutable(), _comments.DrainToImmutable(), errors);
    }

    private void ParseLine()
    {
        var lineStart = _pos;
        SkipBlanks();
        _indent = _pos - lineStart;
        if (IsConflictMarker(lineStart))
        {
            Error(lineStart, LineEnd(lineStart), "This is the mark of a merge conflict: resolve it and remove the mark");
            SkipToLineEnd();
            SkipNewline();
        }
        else if (AtLineEnd || Current == '#')
        {
            EndLine(quiet: false);
        }
        else if (Current == '[')
        {
            ParseHeader();
        }
        else
        {
            ParseKeyValue();
        }
    }

    private bool IsConflictMarker(int at) =>
        at + 7 <= _text.Length && _text.AsSpan(at, 7) is "<<<<<<<" or "=======" or ">>>>>>>";

    private void ParseKeyValue()
    {
        var start = _pos;
        var errorsBefore = _errorCount;
        var key = ParseKey();
        SkipBlanks();
        if (!ParseEquals(ref key, hasError: _errorCount > errorsBefore))
        {
            SkipToLineEnd();
            if (key is not null)
            {
                AddExpression(new KeyValue(key, null, key.Span));
            }

            EndLine(quiet: true);
            return;
        }

        var equals = _pos - 1;
        SkipBlanks();
        if (AtLineEnd || Current == '#')
        {
            Error(equals, equals + 1, "Missing value after '='");
            AddExpression(new KeyValue(key, null, TextSpan.FromBounds(start, equals + 1)));
            EndLine(quiet: true);
            return;
        }

        var valueStart = _pos;
        var value = ParseValue(_section.Depth + (key?.Parts.Length ?? 1), Place.Line);
        var end = value?.Span.End ?? TrimEnd(valueStart, LineEnd(valueStart));
        if (value is not null && key is not null)
        {
            Insert(_section, key, value);
        }

        AddExpression(new KeyValue(key, value, TextSpan.FromBounds(start, end)));
        if (!_unwinding)
        {
            EndLine(quiet: value is null or { IsBroken: true });
        }
    }

    /// <summary>
    /// Moves past the <c>=</c> after a key; false when the line has none. After text that does not belong there the value is still
    /// read, so that an array on several lines is passed as one, but the key is dropped.
    /// </summary>
    private bool ParseEquals(ref DottedKey? key, bool hasError)
    {
        if (key is not null && Current == ':')
        {
            Error(_pos, _pos + 1, "Expected '=' after the key, not ':'");
            _pos++;
            return true;
        }

        if (Current != '=')
        {
            var found = FindEquals(_pos);
            if (key is not null)
            {
                var end = TrimEnd(_pos, found < 0 ? LineEndOrComment(_pos) : found);
                if (end <= _pos)
                {
                    if (!hasError)
                    {
                        Error(key.Span, $"Missing '=' and a value after key {Quote(key)}");
                    }
                }
                else
                {
                    var hint = found < 0 ? "" : "; a key that holds spaces or signs needs quotes";
                    Error(_pos, end, $"Expected '=' after key {Quote(key)}{hint}");
                    key = null;
                }
            }

            if (found < 0)
            {
                return false;
            }

            _pos = found;
        }

        _pos++;
        if (Current == '=')
        {
            var start = _pos;
            while (Current == '=')
            {
                _pos++;
            }

            Error(start, _pos, "One '=' goes between a key and its value");
        }

        return true;
    }

    private void ParseHeader()
    {
        var start = _pos;
        var isArray = _text.AsSpan(_pos).StartsWith("[[");
        _pos += isArray ? 2 : 1;
        SkipBlanks();
        var errorsBefore = _errorCount;
        DottedKey? key = null;
        if (Current == ']')
        {
            Error(start, _pos + 1, "A table header needs a name between its brackets");
        }
        else
        {
            key = ParseKey();
        }

        SkipBlanks();
        var end = TrimEnd(start, _pos);
        var closing = isArray ? "]]" : "]";
        if (_text.AsSpan(_pos).StartsWith(closing))
        {
            _pos += closing.Length;
            end = _pos;
            StartSection(key, isArray, TextSpan.FromBounds(start, end));
            EndLine(quiet: _errorCount > errorsBefore);
            return;
        }

        // The name is known when nothing but the brackets lacks; otherwise the pairs below belong to an unknown table.
        if (_errorCount == errorsBefore)
        {
            var rest = TrimEnd(_pos, LineEndOrComment(_pos));
            var isNamed = rest <= _pos || (isArray && _text.AsSpan(_pos, rest - _pos) is "]");
            if (isNamed)
            {
                end = Math.Max(end, rest);
                Error(start, end, $"Missing '{closing}' to close the table header");
            }
            else
            {
                Error(_pos, rest, $"Expected '{closing}' after the name of the table; a name that holds spaces or signs needs quotes");
                key = null;
                end = rest;
            }
        }
        else
        {
            key = null;
        }

        StartSection(key, isArray, TextSpan.FromBounds(start, end));
        SkipToLineEnd();
        EndLine(quiet: true);
    }

    /// <summary>Passes what may end a line: blanks, a comment, the line end. Other text is an error unless one was reported already.</summary>
    private void EndLine(bool quiet)
    {
        SkipBlanks();
        if (!AtLineEnd && Current != '#')
        {
            var end = TrimEnd(_pos, LineEndOrComment(_pos));
            if (!quiet)
            {
                Error(_pos, end, _text[_pos] == ',' && end == _pos + 1
                    ? "Remove the ',': a line ends after its value"
                    : "Unexpected text: the line should end here");
            }

            SkipToLineEnd();
        }

        SkipComment();
        SkipNewline();
    }

    /// <summary>Moves to the comment or the end of the line.</summary>
    private void SkipToLineEnd() => _pos = Math.Max(_pos, LineEndOrComment(_pos));

    private void SkipBlanks()
    {
        while (_pos < _text.Length && _text[_pos] is ' ' or '\t')
        {
            _pos++;
        }
    }

    private void SkipComment()
    {
        if (Current != '#')
        {
            return;
        }

        var start = _pos;
        _pos = LineEnd(_pos);
        _comments.Add(TextSpan.FromBounds(start, _pos));
        for (var i = start; i < _pos; i++)
        {
            var plain = s_plain.IndexOfOtherIn(_text.AsSpan(i, _pos - i));
            if (plain < 0)
            {
                break;
            }

            i += plain;
            if (IsForbidden(i))
            {
                Error(i, i + 1, $"A comment can't hold {Describe(i)}");
            }

            i += IsPair(i) ? 1 : 0;
        }
    }

    private void SkipNewline()
    {
        if (Current == '\n')
        {
            _pos++;
        }
        else if (Current == '\r')
        {
            var isBare = _pos + 1 >= _text.Length || _text[_pos + 1] != '\n';
            if (isBare && !_bareReturnReported)
            {
                Error(_pos, _pos + 1, "A line ends with a line feed: this carriage return stands alone");
                _bareReturnReported = true;
            }

            _pos += isBare ? 1 : 2;
        }
    }

    /// <summary>Offset of the line end at or after <paramref name="from"/>, or of the end of the text.</summary>
    private int LineEnd(int from)
    {
        var at = _text.AsSpan(from).IndexOfAny('\r', '\n');
        return at < 0 ? _text.Length : from + at;
    }

    private int LineEndOrComment(int from)
    {
        var at = _text.AsSpan(from).IndexOfAny('\r', '\n', '#');
        return at < 0 ? _text.Length : from + at;
    }

    private int TrimEnd(int start, int end)
    {
        while (end > start && _text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        return end;
    }

    /// <summary>Whether the code unit may stand nowhere in TOML: a control character but tab, or half of a surrogate pair alone.</summary>
    private bool IsForbidden(int at)
    {
        var c = _text[at];
        return (c < ' ' && c != '\t') || c == '\x7f'
            || (char.IsSurrogate(c) && !IsPair(at) && !(char.IsLowSurrogate(c) && at > 0 && char.IsHighSurrogate(_text[at - 1])));
    }

    private bool IsPair(int at) => at + 1 < _text.Length && char.IsSurrogatePair(_text[at], _text[at + 1]);

    private int CharacterEnd(int at) => at + (IsPair(at) ? 2 : 1);

    /// <summary>Whether a code unit shows nothing by itself, so that a message must give its number.</summary>
    private static bool IsInvisible(char c) =>
        char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    /// <summary>The character at an offset as a message shows it.</summary>
    private string Describe(int at)
    {
        var c = _text[at];
        return IsPair(at) ? $"'{_text.AsSpan(at, 2)}'"
            : IsInvisible(c)
                ? string.Create(CultureInfo.InvariantCulture, $"the character U+{(int)c:X4}")
                : $"'{c}'";
    }

    private static string Quote(DottedKey key) => Quote(string.Join('.', key.Parts.Take(10).Select(part => part.Value)));

    /// <summary>A name as a message shows it: on one line and of a bounded length.</summary>
    private static string Quote(string name)
    {
        const int Longest = 60;
        var shown = name.Length > Longest ? name[..Longest] + "…" : name;
        return "'" + string.Concat(shown.EnumerateRunes().Select(rune => Rune.IsControl(rune) ? Rune.ReplacementChar : rune)) + "'";
    }

    private void Error(int start, int end, string message) => Error(TextSpan.FromBounds(start, end), message);

    private void Error(TextSpan span, string message)
    {
        _errorCount++;
        if (_errors.Count < TomlDocument.MaxErrors)
        {
            _errors.Add(new(span, message));
        }
    }
}
