using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Catalog.Reading;

/// <summary>The errors of one file, which turns offsets into lines and columns.</summary>
internal sealed class ErrorList
{
    /// <summary>A file with more errors than this is not a catalog file; the rest would not help.</summary>
    private const int Most = 200;

    private static readonly char[] s_lineEnds = ['\r', '\n', '\f', '\v', '\u0085', '\u2028', '\u2029'];

    private readonly string _path;
    private readonly string _text;
    private readonly List<int> _lineStarts = [0];
    private readonly ImmutableArray<CatalogError>.Builder _errors = ImmutableArray.CreateBuilder<CatalogError>();

    public ErrorList(string path, string text)
    {
        _path = path;
        _text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>How many there were, those beyond the most that are kept among them.</summary>
    public int Count { get; private set; }

    public void Add(CatalogErrorKind kind, TextSpan span, string message)
    {
        Count++;
        if (_errors.Count < Most)
        {
            var place = PlaceOf(span);
            _errors.Add(new(kind, _path, place.Line, place.Column, OneLine(message), place.Span));
        }
    }

    /// <summary>The message on one line: what it quotes of the file may hold line ends.</summary>
    private static string OneLine(string message) => string.Join(" ", message.Split(s_lineEnds, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Line and column from 1, and the span cut at its first line's end.</summary>
    public Place PlaceOf(TextSpan span)
    {
        var start = Math.Max(0, Math.Min(span.Start, _text.Length));
        var end = start;
        while (end < span.End && end < _text.Length && _text[end] is not ('\r' or '\n'))
        {
            end++;
        }

        var line = _lineStarts.BinarySearch(start);
        line = line >= 0 ? line : ~line - 1;
        return new(line + 1, start - _lineStarts[line] + 1, TextSpan.FromBounds(start, end));
    }

    /// <summary>The errors in text order.</summary>
    public ImmutableArray<CatalogError> ToImmutable() =>
        [.. _errors.OrderBy(error => error.Span.Start).ThenBy(error => error.Kind).ThenBy(error => error.Message, StringComparer.Ordinal)];
}

/// <summary>A span with its line and column, both from 1.</summary>
internal readonly record struct Place(int Line, int Column, TextSpan Span);
