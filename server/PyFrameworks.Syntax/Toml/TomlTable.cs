using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>What made a table.</summary>
public enum TomlTableKind
{
    /// <summary>The document itself.</summary>
    Root,

    /// <summary>A header below it, as <c>[a.b]</c> makes <c>a</c>.</summary>
    SuperTable,

    /// <summary>Its own <c>[header]</c>.</summary>
    Table,

    /// <summary>A <c>[[header]]</c>.</summary>
    ArrayItem,

    /// <summary>A dotted key, as <c>a.b = 1</c> makes <c>a</c>.</summary>
    DottedKey,

    /// <summary>Braces.</summary>
    InlineTable,
}

/// <summary>A key of a table and its value.</summary>
/// <param name="Key">The key without quotes and escapes.</param>
/// <param name="KeySpan">The part of a key or header that first names it, quotes included.</param>
/// <param name="Value">The value.</param>
public readonly record struct TomlEntry(string Key, TextSpan KeySpan, TomlValue Value);

/// <summary>
/// A table, with all headers and dotted keys that add to it merged. It spans its braces, or its header and the pairs that
/// follow it, or, for a table that only longer headers and dotted keys imply, the part of a key that first names it.
/// </summary>
public sealed class TomlTable : TomlValue
{
    // Most tables are small: a dictionary pays off beyond a handful of keys.
    private const int DictionaryFrom = 9;

    private readonly ImmutableArray<TomlEntry>.Builder _building = ImmutableArray.CreateBuilder<TomlEntry>(2);
    private Dictionary<string, int>? _index;

    internal TomlTable(TomlTableKind kind, TextSpan span, int depth)
        : base(span)
    {
        Kind = kind;
        Depth = depth;
    }

    /// <summary>What made the table; a header or dotted key of its own outweighs a header below it.</summary>
    public TomlTableKind Kind { get; internal set; }

    /// <summary>The keys in file order, each once: of several definitions the first is kept.</summary>
    public ImmutableArray<TomlEntry> Entries { get; private set; } = [];

    /// <summary>Number of keys and arrays between the root and this table.</summary>
    internal int Depth { get; }

    /// <summary>The value of <paramref name="key"/>, or null.</summary>
    public TomlValue? this[string key] => FindEntry(key)?.Value;

    /// <summary>The value at the end of <paramref name="path"/>, each step a key of a table; null when there is none.</summary>
    public TomlValue? Find(params ReadOnlySpan<string> path)
    {
        TomlValue? value = this;
        foreach (var key in path)
        {
            value = (value as TomlTable)?[key];
        }

        return value;
    }

    /// <summary>The entry of <paramref name="key"/>, or null.</summary>
    public TomlEntry? FindEntry(string key)
    {
        // Until the table is sealed its entries are in the builder; after that in the array of the same order.
        if (_index is not null)
        {
            return _index.TryGetValue(key, out var at) ? EntryAt(at) : null;
        }

        var count = Entries.IsEmpty ? _building.Count : Entries.Length;
        for (var i = 0; i < count; i++)
        {
            var entry = EntryAt(i);
            if (entry.Key == key)
            {
                return entry;
            }
        }

        return null;
    }

    internal void Add(TomlEntry entry)
    {
        _building.Add(entry);
        if (_index is not null)
        {
            _index.Add(entry.Key, _building.Count - 1);
        }
        else if (_building.Count == DictionaryFrom)
        {
            _index = new(StringComparer.Ordinal);
            for (var i = 0; i < _building.Count; i++)
            {
                _index.Add(_building[i].Key, i);
            }
        }
    }

    internal void Seal() => Entries = _building.DrainToImmutable();

    private TomlEntry EntryAt(int index) => Entries.IsEmpty ? _building[index] : Entries[index];
}
