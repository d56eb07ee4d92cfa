using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>The rows that are facts, not judgements: interface, releases, Python, life, servers.</summary>
internal static class CompareFacts
{
    /// <summary>The groups, in the order in which they are shown.</summary>
    public static IEnumerable<CompareGroup> Groups(ImmutableArray<Framework> frameworks, ProjectSnapshot? project, FrameworkCatalog catalog, DateOnly today)
    {
        yield return new("interface", "Interface and async", [
            Row("interface", "Interface", framework => new(Say.List([.. framework.Interfaces.Select(Interface)]))),
            Row("async", "Async", framework => new(Async(framework.Async), framework.AsyncDetail)),
            Row("servers", "Servers", framework => new(Servers(framework, catalog.Companions)))]);
        yield return new("releases", "Releases and support", [
            Row("newest", "Newest release", Newest),
            Row("supported", "Supported series", framework => new(Supported(framework, today), "", framework.Releases.FirstOrDefault()?.Source)),
            Row("policy", "Support policy", framework => new(framework.SupportPolicy))]);
        yield return new("python", "Python", [
            Row("python", "Pythons of the newest release", framework => new(framework.Releases.FirstOrDefault()?.Python ?? "", "", framework.Releases.FirstOrDefault()?.Source)),
            .. project?.RequiresPython is { } asked ? [Row("runs-here", $"Runs on this project's Python ({asked.Specifier})", framework => RunsHere(framework, project))] : ImmutableArray<CompareRow>.Empty]);
        yield return new("lifecycle", "Lifecycle", [
            Row("lifecycle", "State", framework => new(Words.Of(framework.Lifecycle.Status), framework.Lifecycle.Evidence, framework.Lifecycle.Source)),
            Row("successor", "Successor", framework => new(catalog.Find(framework.Successor ?? "")?.Name ?? "")),
            Row("community", "Community", framework => new(framework.EcosystemNote)),
            Row("checked", "Entry checked", framework => new(Say.Date(framework.Checked), framework.IsStaleOn(today) ? "overdue for a new check" : ""))]);

        CompareRow Row(string id, string title, Func<Framework, CompareCell> cell) => new(id, title, [.. frameworks.Select(cell)]);
    }

    private static string Interface(ServerInterface offered) => offered == ServerInterface.Own ? "its own server" : Say.Interface(offered);

    private static string Async(AsyncSupport support) => support switch
    {
        AsyncSupport.Native => "native",
        AsyncSupport.Partial => "partial",
        _ => "none",
    };

    private static CompareCell Newest(Framework framework) => framework.Releases is [var newest, ..]
        ? new(newest.Latest.Length > 0 ? newest.Latest : newest.Series, newest.LatestReleased is { } day ? $"released {Say.Date(day)}" : "", newest.Source)
        : new("");

    private static string Supported(Framework framework, DateOnly today)
    {
        if (framework.Releases.IsEmpty)
        {
            return "";
        }

        var supported = framework.Releases.Where(release => VersionStatus.SupportOf(release, framework, today).StartsWith("supported", StringComparison.Ordinal)).ToList();
        return supported.Count == 0
            ? "none"
            : Say.List([.. supported.Select(release => $"{release.Series}{(release.IsLts ? " LTS" : "")}{(release.EndOfLife is { } end ? $" until {Say.Date(end)}" : "")}")]);
    }

    private static CompareCell RunsHere(Framework framework, ProjectSnapshot project) => PythonFit.RunsOn(framework, project) switch
    {
        true => new("yes"),
        false => new("no", "no supported release does"),
        null => new(""),
    };

    /// <summary>Servers that serve one of its interfaces by themselves, in the catalog's order of recommendation; a server of its own first.</summary>
    private static string Servers(Framework framework, Companions companions)
    {
        var others = companions.Servers.Where(server => framework.Interfaces.Any(offered => offered != ServerInterface.Own && server.Interfaces.Contains(offered))).Select(server => server.Name);
        return Say.List([.. framework.Interfaces.Contains(ServerInterface.Own) ? ["its own"] : ImmutableArray<string>.Empty, .. others]);
    }
}
