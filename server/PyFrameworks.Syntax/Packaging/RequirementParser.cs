using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>Reads dependency specifiers (PEP 508) and keeps what it has read up to the first error.</summary>
internal sealed class RequirementParser
{
    private readonly DependencyScanner _scanner;
    private readonly ImmutableArray<(string Name, TextSpan Span)>.Builder _extras = ImmutableArray.CreateBuilder<(string, TextSpan)>();
    private readonly ImmutableArray<VersionSpecifier>.Builder _clauses = ImmutableArray.CreateBuilder<VersionSpecifier>();
    private readonly ImmutableArray<TextSpan>.Builder _clauseSpans = ImmutableArray.CreateBuilder<TextSpan>();
    private TextSpan _name;
    private TextSpan? _url;
    private TextSpan? _markerSpan;
    private MarkerNode? _marker;
    private int _end;
    private readonly bool _cutsUrl;

    private RequirementParser(string text, bool cutsUrl) => (_scanner, _cutsUrl) = (new(text), cutsUrl);

    private string Text => _scanner.Text;

    /// <summary>Reads the whole of <paramref name="text"/>; <paramref name="cutsUrl"/> as <see cref="Requirement.ParseLine"/> says.</summary>
    public static Requirement Parse(string text, OffsetMap map, bool cutsUrl)
    {
        var parser = new RequirementParser(text, cutsUrl);
        var valid = parser.ParseAll();
        var (start, end) = PythonText.Trim(text, 0, text.Length);
        return new()
        {
            Name = text.Substring(parser._name.Start, parser._name.Length),
            NameSpan = map.ToSource(parser._name.IsEmpty ? new(start, 0) : parser._name),
            Extras = parser._extras.Select(extra => new Extra(extra.Name, map.ToSource(extra.Span))).ToImmutableArray(),
            Specifiers = parser._clauses.Count == 0 ? VersionSpecifierSet.Any : new(parser._clauses.ToImmutable()),
            ClauseSpans = parser._clauseSpans.Select(map.ToSource).ToImmutableArray(),
            Url = parser._url is { } url ? text.Substring(url.Start, url.Length) : null,
            UrlSpan = parser._url is { } urlSpan ? map.ToSource(urlSpan) : null,
            Marker = parser._marker is { } marker ? new(marker) : null,
            MarkerSpan = parser._markerSpan is { } markerSpan ? map.ToSource(markerSpan) : null,
            Span = map.ToSource(valid ? TextSpan.FromBounds(parser._name.Start, parser._end) : TextSpan.FromBounds(start, end)),
            Errors = valid ? [] : [parser._scanner.Error!.Value with { Span = map.ToSource(parser._scanner.Error.Value.Span) }],
        };
    }

    private bool ParseAll()
    {
        _scanner.SkipSpace();
        var nameEnd = _scanner.FindIdentifierEnd();
        if (nameEnd < 0)
        {
            return _scanner.FailHere("a package name");
        }

        _name = TextSpan.FromBounds(_scanner.Position, nameEnd);
        MoveTo(nameEnd);
        _scanner.SkipSpace();
        if (!ParseExtras())
        {
            return false;
        }

        _scanner.SkipSpace();
        var parsed = _scanner.Take('@') ? ParseUrl() : ParseSpecifiers();
        if (!parsed || _scanner.AtEnd)
        {
            return parsed;
        }

        if (!_scanner.Take(';'))
        {
            return FailAfterSpecifiers();
        }

        return ParseMarker();
    }

    private bool ParseExtras()
    {
        var open = _scanner.Position;
        if (!_scanner.Take('['))
        {
            return true;
        }

        _scanner.SkipSpace();
        var end = _scanner.FindIdentifierEnd();
        while (end >= 0)
        {
            _extras.Add((Text[_scanner.Position..end], TextSpan.FromBounds(_scanner.Position, end)));
            _scanner.Position = end;
            _scanner.SkipSpace();
            if (!_scanner.Take(','))
            {
                if (_scanner.FindIdentifierEnd() >= 0)
                {
                    return _scanner.FailHere("a comma between the extras");
                }

                break;
            }

            _scanner.SkipSpace();
            end = _scanner.FindIdentifierEnd();
            if (end < 0)
            {
                return _scanner.FailHere("the name of an extra after the comma");
            }
        }

        if (!_scanner.Take(']'))
        {
            return _scanner.AtEnd ? _scanner.Fail(open, open + 1, "This '[' has no ']'") : _scanner.FailHere("']' after the extras");
        }

        MoveTo(_scanner.Position);
        return true;
    }

    private bool ParseUrl()
    {
        _scanner.SkipSpace();
        var start = _scanner.Position;
        while (!_scanner.AtEnd && Text[_scanner.Position] is not (' ' or '\t') && !(_cutsUrl && Text[_scanner.Position] == ';'))
        {
            _scanner.Position++;
        }

        if (_scanner.Position == start)
        {
            return _scanner.Fail(start == Text.Length ? start - 1 : start, Text.Length, "Expected a URL after '@'");
        }

        _url = TextSpan.FromBounds(start, _scanner.Position);
        MoveTo(_scanner.Position);
        _scanner.SkipSpace();
        return true;
    }

    private bool ParseSpecifiers()
    {
        var open = _scanner.Position;
        var inParentheses = _scanner.Take('(');
        _scanner.SkipSpace();
        while (VersionSpecifier.Scan(Text, _scanner.Position) is var end && end >= 0)
        {
            if (!AddClauses(_scanner.Position, end))
            {
                return false;
            }

            // The longest clause may stop short of what its writer meant: ">=1.0.*", ">=1.0+local".
            if (end < Text.Length && (VersionScanner.Wildcard(Text, end) > end || VersionScanner.Local(Text, end) > end))
            {
                return FailClause(_scanner.Position);
            }

            MoveTo(end);
            _scanner.SkipSpace();
            if (!_scanner.Take(','))
            {
                break;
            }

            _scanner.SkipSpace();
        }

        if (inParentheses)
        {
            _scanner.SkipSpace();
            if (_scanner.AtEnd)
            {
                return _scanner.Fail(open, open + 1, "This '(' has no ')'");
            }

            if (!_scanner.Take(')'))
            {
                return FailAfterSpecifiers();
            }

            MoveTo(_scanner.Position);
        }

        _scanner.SkipSpace();
        return true;
    }

    /// <summary>Adds the clauses of one token. A text after <c>===</c> may hold commas, at which the reference parts it afterwards.</summary>
    private bool AddClauses(int start, int end)
    {
        while (start <= end)
        {
            var comma = Text.AsSpan(start, end - start).IndexOf(',');
            var stop = comma < 0 ? end : start + comma;
            var (first, last) = PythonText.Trim(Text, start, stop);
            if (first < last)
            {
                if (!VersionSpecifier.TryParse(Text.AsSpan(first, last - first), out var clause))
                {
                    return _scanner.Fail(first, last, SpecifierMessages.Explain(Text.AsSpan(first, last - first)));
                }

                _clauses.Add(clause);
                _clauseSpans.Add(TextSpan.FromBounds(first, last));
            }

            start = stop + 1;
        }

        return true;
    }

    private bool ParseMarker()
    {
        var (start, end) = PythonText.Trim(Text, _scanner.Position, Text.Length);
        if (start == end)
        {
            return _scanner.Fail(_scanner.Position - 1, _scanner.Position, "Expected a marker such as python_version >= \"3.9\" after ';'");
        }

        _markerSpan = TextSpan.FromBounds(start, end);
        _marker = MarkerParser.Parse(_scanner);
        MoveTo(end);
        return _marker is not null;
    }

    private bool FailAfterSpecifiers()
    {
        if (_url is not null)
        {
            return _scanner.FailHere("';' and a marker, or the end, after the URL");
        }

        if (_scanner.Rest is ['=' or '<' or '>' or '!' or '~', ..])
        {
            return FailClause(_scanner.Position);
        }

        return _scanner.FailHere(_clauses.Count > 0
            ? "',' and another version specifier, or ';' and a marker, or the end"
            : "a version specifier, '@' and a URL, or ';' and a marker");
    }

    private bool FailClause(int start)
    {
        var length = Text.AsSpan(start).IndexOfAny(",;)");
        var (first, last) = PythonText.Trim(Text, start, length < 0 ? Text.Length : start + length);
        return _scanner.Fail(first, last, SpecifierMessages.Explain(Text.AsSpan(first, last - first)));
    }

    private void MoveTo(int end)
    {
        _scanner.Position = end;
        _end = Math.Max(_end, end);
    }
}
