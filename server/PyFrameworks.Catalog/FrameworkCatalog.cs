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
    private readonly Lazy<Tables> _tables;
    private readonly Lazy<Companions> _companions;
    private readonly Lazy<FrozenSet<string>> _companionDistributions;

    /// <summary>Builds a catalog from the names that lead to entries; entries themselves are made on first use.</summary>
    /// <param name="entries">One for each identifier.</param>
    /// <param name="companions">Servers and the rest.</param>
    internal FrameworkCatalog(ImmutableArray<CatalogEntry> entries, Lazy<Companions> companions)
        : this(() => entries, companions)
    {
    }

    private FrameworkCatalog(Func<ImmutableArray<CatalogEntry>> entries, Lazy<Companions> companions)
    {
        _tables = new(() => new(entries()));
        _companions = companions;
        _companionDistributions = new(() => companions.Value.Distributions.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>Identifiers of every framework, sorted.</summary>
    public ImmutableArray<string> Ids => _tables.Value.Ids;

    /// <summary>Every framework, by identifier; makes all entries.</summary>
    public IEnumerable<Framework> Frameworks => Ids.Select(id => _tables.Value.Frameworks[id].Framework.Value);

    /// <summary>Servers, blocking libraries and the rest.</summary>
    public Companions Companions => _companions.Value;

    /// <summary>The framework called <paramref name="id"/>, or null.</summary>
    public Framework? Find(string id) => _tables.Value.Frameworks.TryGetValue(id, out var entry) ? entry.Framework.Value : null;

    /// <summary>Every name for which <see cref="FindImport"/> looks: dotted modules, and beginnings of names with <c>*</c> after them.</summary>
    public IEnumerable<string> ImportNames => _tables.Value.Entries.SelectMany(entry => entry.Imports.Concat(entry.AddonImports));

    /// <summary>What the distribution <paramref name="canonicalName"/> (PEP 503 form) stands for, or null.</summary>
    public CatalogName? FindDistribution(string canonicalName)
    {
        var distributions = _tables.Value.Distributions;
        return distributions.FindExact(canonicalName) ?? distributions.FindPrefix(canonicalName)?.Name;
    }

    /// <summary>Whether anything here speaks of the distribution <paramref name="canonicalName"/> (PEP 503 form): a framework, an add-on or a companion.</summary>
    public bool SpeaksOf(string canonicalName) => FindDistribution(canonicalName) is not null || _companionDistributions.Value.Contains(canonicalName);

    /// <summary>
    /// What the dotted module <paramref name="module"/> belongs to, by its longest known dotted prefix (<c>cubicweb_*</c> counts as long as its fixed part), or null.
    /// </summary>
    public CatalogName? FindImport(string module)
    {
        var imports = _tables.Value.Imports;
        var exact = imports.FindDotted(module);
        var prefix = imports.FindPrefix(module);
        return prefix is { } found && found.Length > (exact?.Length ?? 0) ? found.Name : exact?.Name;
    }

    /// <summary>Whether a module whose name begins with the part <paramref name="name"/> may belong to something here.</summary>
    public bool MayBeginImport(string name) => _tables.Value.Imports.MayBegin(name);

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
        var entries = _tables.Value.Entries;
        var merged = Merge(entries, teamEntries);
        return merged == entries ? this : new(merged, _companions);
    }

    /// <summary>The catalog of a generated table: a line for each framework, its fields parted by <c>|</c>, names by blanks.</summary>
    /// <param name="table">Identifier, distributions, import names, add-on distributions, add-on import names.</param>
    /// <param name="make">Makes the entry of an identifier.</param>
    /// <param name="companions">Makes the companions.</param>
    internal static FrameworkCatalog FromTable(string table, Func<string, Framework> make, Func<Companions> companions) =>
        new(() => Entries(table, make), new Lazy<Companions>(companions));

    private static ImmutableArray<CatalogEntry> Entries(string table, Func<string, Framework> make)
    {
        var entries = ImmutableArray.CreateBuilder<CatalogEntry>();
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('|');
            var id = fields[0];
            entries.Add(new(id, isUserEntry: false, Names(fields[1]), Names(fields[2]), Names(fields[3]), Names(fields[4]), new Lazy<Framework>(() => make(id))));
        }

        return entries.ToImmutable();

        static ImmutableArray<string> Names(string field) => field.Length == 0 ? [] : ImmutableCollectionsMarshal.AsImmutableArray(field.Split(' '));
    }

    /// <summary>The names, looked up; made when the first is asked for, as a server answers its client before it reads a file.</summary>
    private sealed class Tables
    {
        public Tables(ImmutableArray<CatalogEntry> entries)
        {
            // A user's entry comes before the built-in ones, so that it may take a name over; otherwise the order of identifiers decides.
            Entries = entries.Sort(static (left, right) =>
                left.IsUserEntry != right.IsUserEntry ? (left.IsUserEntry ? -1 : 1) : string.CompareOrdinal(left.Id, right.Id));
            Frameworks = Entries.ToFrozenDictionary(static entry => entry.Id, StringComparer.Ordinal);
            Distributions = new(Entries, static entry => entry.Distributions, static entry => entry.AddonDistributions);
            Imports = new(Entries, static entry => entry.Imports, static entry => entry.AddonImports);
            Ids = Frameworks.Keys.Sort(StringComparer.Ordinal);
        }

        public ImmutableArray<CatalogEntry> Entries { get; }

        public FrozenDictionary<string, CatalogEntry> Frameworks { get; }

        public NameTable Distributions { get; }

        public NameTable Imports { get; }

        public ImmutableArray<string> Ids { get; }
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
