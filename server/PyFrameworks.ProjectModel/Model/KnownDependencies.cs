using System.Collections.Immutable;
using PyFrameworks.Catalog;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// Keeps which dependencies of a manifest a catalog speaks of. It is no part of what a manifest says, so that all of these are equal; copies of a manifest share it, and each
/// is asked for by its own dependencies.
/// </summary>
internal sealed class KnownDependencies
{
    // One reference, so that a reader on another thread sees all of it or none.
    private Answer? _last;

    private sealed record Answer(FrameworkCatalog Catalog, ImmutableArray<Dependency> Dependencies, ImmutableArray<Dependency> Known);

    /// <summary>The dependencies of <paramref name="manifest"/> that <paramref name="catalog"/> speaks of.</summary>
    public ImmutableArray<Dependency> Of(Manifest manifest, FrameworkCatalog catalog)
    {
        var last = _last;
        if (last is null || !ReferenceEquals(last.Catalog, catalog) || last.Dependencies != manifest.Dependencies)
        {
            _last = last = new(catalog, manifest.Dependencies, Find(manifest, catalog));
        }

        return last.Known;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KnownDependencies;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    private static ImmutableArray<Dependency> Find(Manifest manifest, FrameworkCatalog catalog)
    {
        var known = ImmutableArray.CreateBuilder<Dependency>();
        foreach (var dependency in manifest.Dependencies)
        {
            if (catalog.SpeaksOf(dependency.CanonicalName))
            {
                known.Add(dependency);
            }
        }

        return known.DrainToImmutable();
    }
}
