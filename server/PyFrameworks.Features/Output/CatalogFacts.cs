using PyFrameworks.Catalog;

namespace PyFrameworks.Features;

/// <summary>What follows from entries of the catalog taken together.</summary>
public static class CatalogFacts
{
    /// <summary>The servers that can serve the framework, in the order in which they are recommended; none where it brings its own alone.</summary>
    public static IEnumerable<Server> Servers(Framework framework, Companions companions) =>
        companions.Servers.Where(server => server.Interfaces.Any(offered => offered != ServerInterface.Own && framework.Interfaces.Contains(offered)));

    /// <summary>The pages that the entry stands on, each once, in the order of its parts; a team's own word is none.</summary>
    public static IEnumerable<SourceReference> Sources(Framework framework) =>
        framework.Releases.Select(release => release.Source)
            .Prepend(framework.Lifecycle.Source)
            .Concat(framework.Batteries.Select(battery => battery.Source))
            .Concat(framework.Needs.Select(score => score.Source))
            .Concat(framework.WatchOuts.Select(watchOut => watchOut.Source))
            .Concat(framework.Migrations.Select(move => move.Source))
            .Concat(framework.Limit is { } limit ? [limit.Source] : [])
            .Where(source => source.Url.Length > 0)
            .DistinctBy(source => source.Url);
}
