using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Catalog.Reading;

/// <summary>A node of a catalog file. Only mappings, lists and scalars exist: aliases and tags are refused before.</summary>
internal abstract class Node(TextSpan span)
{
    /// <summary>Where the node shows: a scalar as written, up to its line's end; the first character of a list or mapping.</summary>
    public TextSpan Span { get; } = span;
}

/// <summary>A value. <c>null</c> is an empty plain scalar.</summary>
internal sealed class ScalarNode(TextSpan span, string value, bool isPlain) : Node(span)
{
    public string Value { get; } = value;

    /// <summary>Whether it stands without quotes; only then is it a number, a flag or nothing.</summary>
    public bool IsPlain { get; } = isPlain;

    public bool IsEmpty => IsPlain && Value.Length == 0;
}

/// <summary>A list.</summary>
internal sealed class ListNode(TextSpan span, ImmutableArray<Node> items) : Node(span)
{
    public ImmutableArray<Node> Items { get; } = items;
}

/// <summary>A mapping in file order; of a key that stands twice only the first is kept.</summary>
internal sealed class MapNode(TextSpan span, ImmutableArray<MapEntry> entries) : Node(span)
{
    public ImmutableArray<MapEntry> Entries { get; } = entries;

    public Node? this[string key]
    {
        get
        {
            // Mappings hold some twenty keys; a walk is faster than a table here.
            foreach (var entry in Entries)
            {
                if (entry.Key.Value == key)
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }

    public MapNode? Map(string key) => this[key] as MapNode;

    public ImmutableArray<MapEntry> MapEntries(string key) => Map(key)?.Entries ?? [];

    public ImmutableArray<Node> List(string key) => (this[key] as ListNode)?.Items ?? [];

    public string? Text(string key) => this[key] is ScalarNode scalar ? scalar.Value : null;
}

/// <summary>A key and its value.</summary>
internal readonly record struct MapEntry(ScalarNode Key, Node Value);
