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

    /// <summary>This entry with changes, which are made when it is asked for.</summary>
    public CatalogEntry With(FrameworkOverride changes) =>
        new(Id, IsUserEntry, Distributions, Imports, AddonDistributions, AddonImports, new Lazy<Framework>(() => changes.Apply(Framework.Value)));
}

/// <summary>
/// Names and prefixes of names (<c>cubicweb-*</c>) with what they stand for. Values are objects and sorting is by delegate: the runtime has code for
/// tables of references at hand, and would compile that for tables of structs at every start.
/// </summary>
internal sealed class NameTable
{
    private readonly FrozenDictionary<string, Target> _names;
    private readonly Target[] _prefixes;
    private FrozenSet<string>? _firstParts;

    /// <summary>Takes the names of entries; the first to claim one keeps it, and own names come before those of add-ons.</summary>
    public NameTable(ImmutableArray<CatalogEntry> entries, Func<CatalogEntry, ImmutableArray<string>> own, Func<CatalogEntry, ImmutableArray<string>> addons)
    {
        var names = new Dictionary<string, Target>(StringComparer.Ordinal);
        var prefixes = new Dictionary<string, Target>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            Claim(own(entry), new(entry.Id, IsAddon: false));
        }

        foreach (var entry in entries)
        {
            Claim(addons(entry), new(entry.Id, IsAddon: true));
        }

        _names = names.ToFrozenDictionary(StringComparer.Ordinal);
        _prefixes = new Target[prefixes.Count];
        prefixes.Values.CopyTo(_prefixes, 0);
        Array.Sort(_prefixes, (left, right) => right.Prefix.Length.CompareTo(left.Prefix.Length));

        void Claim(ImmutableArray<string> claimed, CatalogName name)
        {
            var target = new Target(name, "");
            foreach (var text in claimed)
            {
                if (text.EndsWith('*'))
                {
                    prefixes.TryAdd(text, new(name, text[..^1]));
                }
                else
                {
                    names.TryAdd(text, target);
                }
            }
        }
    }

    /// <summary>What exactly this name stands for, or null.</summary>
    public CatalogName? FindExact(string name) => _names.TryGetValue(name, out var found) ? found.Name : null;

    /// <summary>Whether <paramref name="part"/>, which has no dot, may be the first part of a name here.</summary>
    public bool MayBegin(string part)
    {
        _firstParts ??= _names.Keys.Select(name => name.Split('.')[0]).ToFrozenSet(StringComparer.Ordinal);
        return _firstParts.Contains(part)
            || Array.Exists(_prefixes, target => part.StartsWith(target.Prefix, StringComparison.Ordinal) || target.Prefix.StartsWith(part, StringComparison.Ordinal));
    }

    /// <summary>What the longest known run of leading dotted parts stands for, and its length; or null.</summary>
    public (CatalogName Name, int Length)? FindDotted(string name)
    {
        while (true)
        {
            if (_names.TryGetValue(name, out var found))
            {
                return (found.Name, name.Length);
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
        foreach (var target in _prefixes)
        {
            if (name.Length > target.Prefix.Length && name.StartsWith(target.Prefix, StringComparison.Ordinal))
            {
                return (target.Name, target.Prefix.Length);
            }
        }

        return null;
    }

    private sealed class Target(CatalogName name, string prefix)
    {
        public CatalogName Name { get; } = name;

        public string Prefix { get; } = prefix;
    }
}
