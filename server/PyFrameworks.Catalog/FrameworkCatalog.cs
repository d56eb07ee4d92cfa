using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PyFrameworks.Catalog;

/// <summary>What a distribution or import name stands for.</summary>
/// <param name="FrameworkId">The framework.</param>
/// <param name="IsAddon">Whether the name is an add-on that implies the framework instead of the framework itself.</param>
public readonly record struct CatalogName(string FrameworkId, bool IsAddon);

/// <summary>The frameworks and their companions, with look-ups by every name that a project may use. Immutable.</summary>
public sealed partial class FrameworkCatalog
{
    private readonly FrozenDictionary<string, Lazy<Framework>> _frameworks;
    private readonly FrozenDictionary<string, CatalogName> _distributions;
    private readonly FrozenDictionary<string, CatalogName> _imports;
    private readonly ImmutableArray<(string Prefix, CatalogName Name)> _distributionPrefixes;
    private readonly ImmutableArray<(string Prefix, CatalogName Name)> _importPrefixes;
    private readonly Lazy<Companions> _companions;

    /// <summary>Builds a catalog from entries that are made on first use and from the names that lead to them.</summary>
    internal FrameworkCatalog(
        FrozenDictionary<string, Lazy<Framework>> frameworks,
        FrozenDictionary<string, CatalogName> distributions,
        FrozenDictionary<string, CatalogName> imports,
        ImmutableArray<(string Prefix, CatalogName Name)> distributionPrefixes,
        ImmutableArray<(string Prefix, CatalogName Name)> importPrefixes,
        Lazy<Companions> companions)
    {
        _frameworks = frameworks;
        _distributions = distributions;
        _imports = imports;
        _distributionPrefixes = distributionPrefixes;
        _importPrefixes = importPrefixes;
        _companions = companions;
        Ids = [.. frameworks.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Identifiers of every framework, sorted.</summary>
    public ImmutableArray<string> Ids { get; }

    /// <summary>Every framework, by identifier; makes all entries.</summary>
    public IEnumerable<Framework> Frameworks => Ids.Select(id => _frameworks[id].Value);

    /// <summary>Servers, blocking libraries and the rest.</summary>
    public Companions Companions => _companions.Value;

    /// <summary>The framework called <paramref name="id"/>, or null.</summary>
    public Framework? Find(string id) => _frameworks.TryGetValue(id, out var entry) ? entry.Value : null;

    /// <summary>What the distribution <paramref name="canonicalName"/> (PEP 503 form) stands for, or null.</summary>
    public CatalogName? FindDistribution(string canonicalName)
    {
        if (_distributions.TryGetValue(canonicalName, out var found))
        {
            return found;
        }

        foreach (var (prefix, name) in _distributionPrefixes)
        {
            if (canonicalName.Length > prefix.Length && canonicalName.StartsWith(prefix, StringComparison.Ordinal))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>What the dotted module <paramref name="module"/> belongs to, by its longest known dotted prefix, or null.</summary>
    public CatalogName? FindImport(string module)
    {
        for (var name = module; ;)
        {
            if (_imports.TryGetValue(name, out var found))
            {
                return found;
            }

            var dot = name.LastIndexOf('.');
            if (dot < 0)
            {
                break;
            }

            name = name[..dot];
        }

        var root = module.IndexOf('.') is >= 0 and var end ? module[..end] : module;
        foreach (var (prefix, name) in _importPrefixes)
        {
            if (root.Length > prefix.Length && root.StartsWith(prefix, StringComparison.Ordinal))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>
    /// A catalog of <paramref name="frameworks"/>; later entries replace earlier ones of the same identifier, and the first to claim a name keeps it.
    /// </summary>
    public static FrameworkCatalog Create(IEnumerable<Framework> frameworks, Companions companions)
    {
        var entries = new Dictionary<string, Framework>(StringComparer.Ordinal);
        foreach (var framework in frameworks)
        {
            entries[framework.Id] = framework;
        }

        var distributions = new Dictionary<string, CatalogName>(StringComparer.Ordinal);
        var imports = new Dictionary<string, CatalogName>(StringComparer.Ordinal);
        var distributionPrefixes = ImmutableArray.CreateBuilder<(string, CatalogName)>();
        var importPrefixes = ImmutableArray.CreateBuilder<(string, CatalogName)>();

        void Claim(string name, CatalogName target, Dictionary<string, CatalogName> exact, ImmutableArray<(string, CatalogName)>.Builder prefixes)
        {
            if (name is [.., '*'])
            {
                prefixes.Add((name[..^1], target));
            }
            else
            {
                exact.TryAdd(name, target);
            }
        }

        // A framework's own names win over a claim that another entry makes as an add-on.
        foreach (var framework in entries.Values.OrderBy(entry => entry.Id, StringComparer.Ordinal))
        {
            var own = new CatalogName(framework.Id, IsAddon: false);
            foreach (var name in framework.Distributions)
            {
                Claim(name, own, distributions, distributionPrefixes);
            }

            foreach (var name in framework.Imports)
            {
                Claim(name, own, imports, importPrefixes);
            }
        }

        foreach (var framework in entries.Values.OrderBy(entry => entry.Id, StringComparer.Ordinal))
        {
            var addon = new CatalogName(framework.Id, IsAddon: true);
            foreach (var implied in framework.ImpliedBy)
            {
                Claim(implied.Distribution, addon, distributions, distributionPrefixes);
                if (implied.Import is { } import)
                {
                    Claim(import, addon, imports, importPrefixes);
                }
            }
        }

        return new(
            entries.ToFrozenDictionary(pair => pair.Key, pair => new Lazy<Framework>(() => pair.Value), StringComparer.Ordinal),
            distributions.ToFrozenDictionary(StringComparer.Ordinal),
            imports.ToFrozenDictionary(StringComparer.Ordinal),
            distributionPrefixes.ToImmutable(),
            importPrefixes.ToImmutable(),
            new Lazy<Companions>(() => companions));
    }

    /// <summary>This catalog with a user's own entries added; an entry of a known identifier replaces it.</summary>
    public FrameworkCatalog With(IEnumerable<Framework> userEntries)
    {
        var added = userEntries.ToList();
        return added.Count == 0 ? this : Create(Frameworks.Concat(added), Companions);
    }
}
