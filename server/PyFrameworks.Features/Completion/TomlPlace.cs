using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Features;

/// <summary>Where in a TOML document a cursor stands.</summary>
/// <param name="Keys">The keys that lead to the value; for a key that is being written those of its table.</param>
/// <param name="Kind">What is being written.</param>
/// <param name="Bounds">Where it may reach: the content of the string, the rest of the line.</param>
/// <param name="IsItem">Whether it is an item of an array.</param>
internal sealed record TomlPlace(ImmutableArray<string> Keys, TomlPlaceKind Kind, TextSpan Bounds, bool IsItem)
{
    /// <summary>The place of <paramref name="offset"/>; null where nothing of use is written: in a comment, a header, another kind of value.</summary>
    public static TomlPlace? Of(TomlDocument document, int offset)
    {
        var text = document.Text;
        if (InString(document.Root, [], isItem: false, offset) is { } inString)
        {
            return inString;
        }

        var line = text.Lines.LineOf(offset);
        var bounds = TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line));
        var before = text.Slice(TextSpan.FromBounds(bounds.Start, offset));
        var header = document.Expressions.OfType<TomlHeader>().LastOrDefault(header => header.Span.Start < offset);
        if ((header is not null && header.Span.End >= offset && before.TrimStart().StartsWith('[')) || header is ArrayOfTables || header is { Key: null })
        {
            return null;
        }

        ImmutableArray<string> table = [.. header?.Key?.Parts.Select(part => part.Value) ?? []];
        if (Arrays(document.Root, [], offset) is { } array)
        {
            return before.TrimEnd() is [.., '[' or ','] || before.Trim().Length == 0 ? new(array, TomlPlaceKind.BareValue, bounds, IsItem: true) : null;
        }

        // A key is written at the start of a line that no value of the line before reaches into.
        if (before.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ' ' or '\t'))
        {
            return document.Expressions.OfType<KeyValue>().Any(pair => pair.Value is { } value && value.Span.Start < bounds.Start && value.Span.End >= offset)
                || before.TrimStart().Contains(' ', StringComparison.Ordinal) || before.Contains('.', StringComparison.Ordinal)
                    ? null
                    : new(table, TomlPlaceKind.Key, bounds, IsItem: false);
        }

        var equals = before.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && before[(equals + 1)..].All(character => char.IsAsciiLetterOrDigit(character) || character is ' ' or '\t')
            ? new(table.Add(before[..equals].Trim().Trim('"', '\'')), TomlPlaceKind.BareValue, bounds, IsItem: false)
            : null;
    }

    /// <summary>The string that holds the cursor. Broken ones end with their line, which is where one is being written.</summary>
    private static TomlPlace? InString(TomlValue value, ImmutableArray<string> keys, bool isItem, int offset)
    {
        switch (value)
        {
            case TomlString { Kind: TomlStringKind.Basic or TomlStringKind.Literal } text when text.ContentSpan.Touches(offset) && text.Span.Start < offset:
                return new(keys, TomlPlaceKind.String, text.ContentSpan, isItem);
            case TomlArray array:
                return array.Items.Select(item => InString(item, keys, isItem: true, offset)).FirstOrDefault(found => found is not null);
            case TomlTable table:
                return table.Entries.Select(entry => InString(entry.Value, keys.Add(entry.Key), isItem: false, offset)).FirstOrDefault(found => found is not null);
            default:
                return null;
        }
    }

    /// <summary>The keys of the innermost array whose brackets hold the cursor; null without one.</summary>
    private static ImmutableArray<string>? Arrays(TomlValue value, ImmutableArray<string> keys, int offset)
    {
        switch (value)
        {
            case TomlArray { IsArrayOfTables: false } array when array.Span.Start < offset && (offset < array.Span.End || (array.IsBroken && offset == array.Span.End)):
                return array.Items.Any(item => item.Span.Start < offset && offset <= item.Span.End && item is TomlTable) ? null : keys;
            case TomlTable table:
                foreach (var entry in table.Entries)
                {
                    if (Arrays(entry.Value, keys.Add(entry.Key), offset) is { } found)
                    {
                        return found;
                    }
                }

                return null;
            default:
                return null;
        }
    }
}

/// <summary>What is being written in a TOML document.</summary>
internal enum TomlPlaceKind
{
    /// <summary>A key at the start of a line.</summary>
    Key,

    /// <summary>The content of a string.</summary>
    String,

    /// <summary>A value, as yet without quotes.</summary>
    BareValue,
}
