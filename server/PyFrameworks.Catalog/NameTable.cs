using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PyFrameworks.Catalog;

/// <summary>An entry that is not made before it is asked for, and the names that lead to it.</summary>
internal sealed class CatalogEntry(
    string id,
    bool isUserEntry,
    ImmutableArray<string> distributions,
    ImmutableArray<string> imports,
    ImmutableArray<string> addonDistributions,
    ImmutableArray<string> addonImports,
    Lazy<Framework> framework)
{
    /// <summary>The entry of a framework that is there already.</summary>
    public CatalogEntry(Framework framework)
        : this(
            framework.Id,
            framework.IsUserEntry,
            framework.Distributions,
            framework.Imports,
            [.. framework.ImpliedBy.Select(addon => addon.Distribution)],
            [.. framework.ImpliedBy.Select(addon => addon.Import).OfType<string>()],
            new Lazy<Framework>(framework))
    {
    }

    public string Id { get; } = id;

    public bool IsUserEntry { get; } = isUserEntry;

    public ImmutableArray<string> Distributions { get; } = distributions;

    public ImmutableArray<string> Imports { get; } = imports;

    public ImmutableArray<string> AddonDistributions { get; } = addonDistributions;

    public ImmutableArray<string> AddonImports { get; } = addonImports;

    public Lazy<Framework> Framework { get; } = framework;
}

/// <summary>Names and prefixes of names (<c>cubicweb-*</c>) with what they stand for.</summary>
internal sealed class NameTable
{
    private readonly FrozenDictionary<string, CatalogName> _names;
    private readonly FrozenDictionary<string, CatalogName>.AlternateLookup<ReadOnlySpan<char>> _namesBySpan;
    private readonly ImmutableArray<(string Prefix, CatalogName Name)> _prefixes;

    /// <summary>Takes the names of entries; the first to claim one keeps it, and own names come before those of add-ons.</summary>
    public NameTable(ImmutableArray<CatalogEntry> entries, Func<CatalogEntry, ImmutableArray<string>> own, Func<CatalogEntry, ImmutableArray<string>> addons)
    {
        var names = new Dictionary<string, CatalogName>(StringComparer.Ordinal);
        var prefixes = new Dictionary<string, CatalogName>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            Claim(own(entry), new(entry.Id, IsAddon: false));
        }

        foreach (var entry in entries)
        {
            Claim(addons(entry), new(entry.Id, IsAddon: true));
        }

        _names = names.ToFrozenDictionary(StringComparer.Ordinal);
        _namesBySpan = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        _prefixes = [.. prefixes.OrderByDescending(pair => pair.Key.Length).Select(pair => (pair.Key, pair.Value))];

        void Claim(ImmutableArray<string> claimed, CatalogName target)
        {
            foreach (var name in claimed)
            {
                if (name.EndsWith('*'))
                {
                    prefixes.TryAdd(name[..^1], target);
                }
                else
                {
                    names.TryAdd(name, target);
                }
            }
        }
    }

    /// <summary>What exactly this name stands for, or null.</summary>
    public CatalogName? FindExact(string name) => _names.TryGetValue(name, out var found) ? found : null;

    /// <summary>What the longest known run of leading dotted parts stands for, and its length; or null.</summary>
    public (CatalogName Name, int Length)? FindDotted(ReadOnlySpan<char> name)
    {
        while (true)
        {
            if (_namesBySpan.TryGetValue(name, out var found))
            {
                return (found, name.Length);
            }

            var dot = name.LastIndexOf('.');
            if (dot < 0)
            {
                return null;
            }

            name = name[..dot];
        }
    }

    /// <summary>What the longest known prefix stands for, and its length; or null. At least one character has to follow it.</summary>
    public (CatalogName Name, int Length)? FindPrefix(string name)
    {
        foreach (var (prefix, target) in _prefixes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return (target, prefix.Length);
            }
        }

        return null;
    }
}
