using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PyFrameworks.Catalog;

/// <summary>What a distribution or import name stands for.</summary>
/// <param name="FrameworkId">The framework.</param>
/// <param name="IsAddon">Whether the name is an add-on that implies the framework instead of the framework itself.</param>
public readonly record struct CatalogName(string FrameworkId, bool IsAddon);

/// <summary>The frameworks and their companions, with look-ups by every name that a project may use. Immutable.</summary>
public sealed partial class FrameworkCatalog
{
    private readonly ImmutableArray<CatalogEntry> _entries;
    private readonly FrozenDictionary<string, CatalogEntry> _frameworks;
    private readonly NameTable _distributions;
    private readonly NameTable _imports;
    private readonly Lazy<Companions> _companions;

    /// <summary>Builds a catalog from the names that lead to entries; entries themselves are made on first use.</summary>
    /// <param name="entries">One for each identifier.</param>
    /// <param name="companions">Servers and the rest.</param>
    internal FrameworkCatalog(ImmutableArray<CatalogEntry> entries, Lazy<Companions> companions)
    {
        // A user's entry comes before the built-in ones, so that it may take a name over; otherwise the order of identifiers decides.
        _entries = entries.Sort(static (left, right) =>
            left.IsUserEntry != right.IsUserEntry ? (left.IsUserEntry ? -1 : 1) : string.CompareOrdinal(left.Id, right.Id));
        _frameworks = _entries.ToFrozenDictionary(static entry => entry.Id, StringComparer.Ordinal);
        _distributions = new(_entries, static entry => entry.Distributions, static entry => entry.AddonDistributions);
        _imports = new(_entries, static entry => entry.Imports, static entry => entry.AddonImports);
        _companions = companions;
        Ids = _frameworks.Keys.Sort(StringComparer.Ordinal);
    }

    /// <summary>Identifiers of every framework, sorted.</summary>
    public ImmutableArray<string> Ids { get; }

    /// <summary>Every framework, by identifier; makes all entries.</summary>
    public IEnumerable<Framework> Frameworks => Ids.Select(id => _frameworks[id].Framework.Value);

    /// <summary>Servers, blocking libraries and the rest.</summary>
    public Companions Companions => _companions.Value;

    /// <summary>The framework called <paramref name="id"/>, or null.</summary>
    public Framework? Find(string id) => _frameworks.TryGetValue(id, out var entry) ? entry.Framework.Value : null;

    /// <summary>What the distribution <paramref name="canonicalName"/> (PEP 503 form) stands for, or null.</summary>
    public CatalogName? FindDistribution(string canonicalName) => _distributions.FindExact(canonicalName) ?? _distributions.FindPrefix(canonicalName)?.Name;

    /// <summary>
    /// What the dotted module <paramref name="module"/> belongs to, by its longest known dotted prefix (<c>cubicweb_*</c> counts as long as its fixed part), or null.
    /// </summary>
    public CatalogName? FindImport(string module)
    {
        var exact = _imports.FindDotted(module);
        var prefix = _imports.FindPrefix(module);
        return prefix is { } found && found.Length > (exact?.Length ?? 0) ? found.Name : exact?.Name;
    }

    /// <summary>
    /// A catalog of <paramref name="frameworks"/>; later entries replace earlier ones of the same identifier. Where two claim a name, a framework's own
    /// name wins over an add-on's, then a user's entry over a built-in one, then the lesser identifier.
    /// </summary>
    public static FrameworkCatalog Create(IEnumerable<Framework> frameworks, Companions companions) =>
        new(Merge([], frameworks.Select(framework => new TeamEntry(framework.Id, framework, null))), new Lazy<Companions>(() => companions));

    /// <summary>This catalog with a user's own entries added; an entry of a known identifier replaces it.</summary>
    public FrameworkCatalog With(IEnumerable<Framework> userEntries) =>
        WithTeam(userEntries.Select(framework => new TeamEntry(framework.Id, framework, null)));

    /// <summary>This catalog with a team's entries and changes, one after the other: the later wins. Changes to what is not there are passed over.</summary>
    public FrameworkCatalog WithTeam(IEnumerable<TeamEntry> teamEntries)
    {
        var merged = Merge(_entries, teamEntries);
        return merged == _entries ? this : new(merged, _companions);
    }

    /// <summary>The catalog of a generated table: a line for each framework, its fields parted by <c>|</c>, names by blanks.</summary>
    /// <param name="table">Identifier, distributions, import names, add-on distributions, add-on import names.</param>
    /// <param name="make">Makes the entry of an identifier.</param>
    /// <param name="companions">Makes the companions.</param>
    internal static FrameworkCatalog FromTable(string table, Func<string, Framework> make, Func<Companions> companions)
    {
        var entries = ImmutableArray.CreateBuilder<CatalogEntry>();
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('|');
            var id = fields[0];
            entries.Add(new(id, isUserEntry: false, Names(fields[1]), Names(fields[2]), Names(fields[3]), Names(fields[4]), new Lazy<Framework>(() => make(id))));
        }

        return new(entries.ToImmutable(), new Lazy<Companions>(companions));

        static ImmutableArray<string> Names(string field) => field.Length == 0 ? [] : ImmutableCollectionsMarshal.AsImmutableArray(field.Split(' '));
    }

    private static ImmutableArray<CatalogEntry> Merge(ImmutableArray<CatalogEntry> entries, IEnumerable<TeamEntry> added)
    {
        var additions = added.ToList();
        if (additions.Count == 0)
        {
            return entries;
        }

        var merged = entries.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        foreach (var addition in additions)
        {
            if (addition.Framework is { } framework)
            {
                merged[addition.Id] = new(framework);
            }
            else if (addition.Override is { } changes && merged.TryGetValue(addition.Id, out var known))
            {
                merged[addition.Id] = known.With(changes);
            }
        }

        return [.. merged.Values];
    }
}
