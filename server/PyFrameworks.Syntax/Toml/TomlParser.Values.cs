using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>Arrays, inline tables and what stands between their items.</summary>
internal sealed partial class TomlParser
{
    private int _openArrays;
    private int _openInlineTables;

    /// <summary>Whether the innermost inline table has its error for standing on several lines (TOML 1.0).</summary>
    private bool _newlineReported;

    /// <summary>What is read, and where; it decides where broken text ends.</summary>
    private enum Place
    {
        Key,
        Line,
        Array,
        InlineTable,
    }

    /// <summary>Reads a value, which begins here; null after an error that leaves nothing of it.</summary>
    private TomlValue? ParseValue(int depth, Place place)
    {
        switch (Current)
        {
            case '"' or '\'':
                return ParseString(place);
            case '[' or '{' when depth > TomlDocument.MaxDepth:
                return SkipTooDeep();
            case '[':
                return ParseArray(depth);
            case '{':
                return ParseInlineTable(depth);
            default:
                return ParseScalar(place);
        }
    }

    private TomlValue? SkipTooDeep()
    {
        Error(_pos, _pos + 1, $"Values nest more than {TomlDocument.MaxDepth} levels deep here");
        _pos = TomlResume.NextExpression(_text, _pos, _indent);
        _unwinding = true;
        return null;
    }

    private TomlArray ParseArray(int depth)
    {
        var open = _pos++;
        var end = _pos;
        var items = ImmutableArray.CreateBuilder<TomlValue>();
        bool needsComma = false, isBroken = false, lastIsBroken = false, isClosed = false;
        _openArrays++;
        while (!isClosed)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (!SkipTrivia(Place.Array, open, needsComma) || AtEnd)
            {
                break;
            }

            if (Current == ']')
            {
                end = ++_pos;
                isClosed = true;
            }
            else if (Current == ',')
            {
                if (!needsComma)
                {
                    isBroken = true;
                    Error(_pos, _pos + 1, "Unexpected ',': there is no array item before it");
                }

                needsComma = false;
                end = ++_pos;
            }
            else if (Current == '}' && _openInlineTables > 0)
            {
                // The brace belongs to a table around this array.
                break;
            }
            else
            {
                if (needsComma && !lastIsBroken)
                {
                    isBroken = true;
                    Error(end - 1, end, "Missing ',' between array items");
                }

                var before = _pos;
                var item = ParseValue(depth + 1, Place.Array);
                if (item is not null)
                {
                    items.Add(item);
                }

                if (_unwinding)
                {
                    end = Math.Max(end, item?.Span.End ?? before);
                    break;
                }

                _pos = Math.Max(_pos, before + 1);
                end = _pos;
                lastIsBroken = item is null or { IsBroken: true };
                needsComma = true;
            }
        }

        _openArrays--;
        if (!isClosed)
        {
            ReportUnclosed(open, "Missing ']' to close this array", stops: AtEnd);
        }

        return new(TextSpan.FromBounds(open, end), items.DrainToImmutable()) { IsBroken = isBroken || !isClosed };
    }

    private TomlTable ParseInlineTable(int depth)
    {
        var open = _pos++;
        var end = _pos;
        var table = NewTable(TomlTableKind.InlineTable, default, depth);
        bool needsComma = false, isBroken = false, isClosed = false;
        var lastComma = -1;
        var outerNewlineReported = _newlineReported;
        _newlineReported = false;
        _openInlineTables++;
        while (!isClosed)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (!SkipTrivia(Place.InlineTable, open, needsComma) || AtEnd)
            {
                break;
            }

            if (Current == '}')
            {
                if (lastComma >= 0 && _version == TomlVersion.V10)
                {
                    Error(lastComma, lastComma + 1, "Remove the ',' before '}', which needs TOML 1.1");
                }

                end = ++_pos;
                isClosed = true;
            }
            else if (Current == ',')
            {
                if (!needsComma)
                {
                    isBroken = true;
                    Error(_pos, _pos + 1, "Unexpected ',': there is no key before it");
                }

                // A comma that is wrong anyway is not reported a second time before the brace.
                lastComma = needsComma ? _pos : -1;
                needsComma = false;
                end = ++_pos;
            }
            else if (Current == ']' && _openArrays > 0)
            {
                break;
            }
            else
            {
                if (needsComma)
                {
                    isBroken = true;
                    Error(end - 1, end, "Missing ',' between the pairs of an inline table");
                }

                lastComma = -1;
                needsComma = ParseInlinePair(table, ref end);
                isBroken |= !needsComma;
                if (_unwinding)
                {
                    break;
                }
            }
        }

        _openInlineTables--;
        _newlineReported = outerNewlineReported;
        table.IsBroken = isBroken || !isClosed;
        if (!isClosed)
        {
            ReportUnclosed(open, "Missing '}' to close this inline table", stops: AtEnd);
        }

        table.Span = TextSpan.FromBounds(open, end);
        return table;
    }

    /// <summary>Reads a pair of an inline table and moves <paramref name="end"/> past it; false after an error, when no comma is missed.</summary>
    private bool ParseInlinePair(TomlTable table, ref int end)
    {
        var before = _pos;
        var key = ParseKey();
        SkipBlanks();
        if (key is null || Current is not ('=' or ':'))
        {
            if (key is not null)
            {
                Error(key.Span, $"Missing '=' and a value after key {Quote(key)}");
            }

            _pos = Math.Max(before + 1, EndOfJunk(_pos, Place.InlineTable));
            end = TrimEnd(before + 1, _pos);

            // The comma after what could not be read is a good one.
            SkipBlanks();
            if (Current == ',')
            {
                end = ++_pos;
            }

            return false;
        }

        ParseEquals(ref key, hasError: false);
        SkipBlanks();
        var hasValue = !AtLineEnd && Current is not (',' or '}' or '#');
        if (!hasValue)
        {
            Error(TrimEnd(before, _pos) - 1, TrimEnd(before, _pos), "Missing value after '='");
            end = _pos;
            return true;
        }

        var valueStart = _pos;
        var value = ParseValue(table.Depth + (key?.Parts.Length ?? 1), Place.InlineTable);
        if (value is not null && key is not null)
        {
            Insert(table, key, value);
        }

        end = _unwinding ? Math.Max(end, value?.Span.End ?? valueStart) : _pos;
        return true;
    }

    /// <summary>
    /// Passes blanks, comments and line ends between items. False when the next line begins an expression, so that the value
    /// around is unclosed.
    /// </summary>
    private bool SkipTrivia(Place place, int open, bool afterItem)
    {
        while (true)
        {
            SkipBlanks();
            SkipComment();
            if (AtEnd || !AtLineEnd)
            {
                return true;
            }

            SkipNewline();

            // Inside of braces keys are at home; but none may follow a pair without a comma.
            var isExpression = TomlResume.IsHeader(_text, _pos, _indent)
                || ((afterItem || place == Place.Array && _openInlineTables == 0) && TomlResume.IsKeyValue(_text, _pos, _indent));
            if (isExpression)
            {
                var what = place == Place.Array ? "Missing ']' to close this array" : "Missing '}' to close this inline table";
                ReportUnclosed(open, what, stops: true);
                return false;
            }

            if (place == Place.InlineTable && _version == TomlVersion.V10 && !_newlineReported && !AtEnd)
            {
                Error(open, open + 1, "An inline table stays on one line before TOML 1.1");
                _newlineReported = true;
            }
        }
    }

    /// <summary>Reports an unclosed value once, for the innermost; with <paramref name="stops"/> all values around end with it.</summary>
    private void ReportUnclosed(int open, string message, bool stops)
    {
        if (!_unwinding)
        {
            Error(open, open + 1, message);
        }

        _unwinding |= stops;
    }

    /// <summary>Where text that is no value ends: at what may follow a value in that place.</summary>
    private int EndOfJunk(int from, Place place)
    {
        var end = place switch
        {
            Place.Line => _text.AsSpan(from).IndexOfAny('\n', '\r', '#'),
            Place.Array => _text.AsSpan(from).IndexOfAny([',', ']', '\n', '\r', '#']),
            _ => _text.AsSpan(from).IndexOfAny([',', '}', '\n', '\r', '#']),
        };
        return TrimEnd(from, end < 0 ? _text.Length : from + end);
    }

    private TomlValue? ParseScalar(Place place)
    {
        var start = _pos;
        var end = start;
        while (end < _text.Length && !EndsScalar(_text[end]))
        {
            end++;
        }

        // A date and a time may have one space between them.
        if (end - start == 10 && end + 2 < _text.Length && _text[end] == ' '
            && char.IsAsciiDigit(_text[end + 1]) && _text[start + 4] == '-' && _text[start + 7] == '-')
        {
            end++;
            while (end < _text.Length && !EndsScalar(_text[end]))
            {
                end++;
            }
        }

        var span = TextSpan.FromBounds(start, end);
        if (TomlScalars.Parse(_text.AsSpan(start, span.Length), span, _version, out var message) is { } value)
        {
            if (message is not null)
            {
                Error(span, message);
            }

            _pos = end;
            return value;
        }

        var junkEnd = EndOfJunk(start, place);
        if (junkEnd == start)
        {
            junkEnd = CharacterEnd(start);
        }

        _pos = junkEnd;
        if (message is null || junkEnd > end)
        {
            message = span.IsEmpty || (IsInvisible(_text[start]) && !IsPair(start))
                ? $"Unexpected {Describe(start)}: a value should stand here"
                : "This is no TOML value: a string needs quotes around it";
        }

        Error(start, junkEnd, message);
        return null;
    }

    private static bool EndsScalar(char c) =>
        c is ' ' or '\t' or '\n' or '\r' or ',' or '[' or ']' or '{' or '}' or '#' or '"' or '\'' or '=';
}
