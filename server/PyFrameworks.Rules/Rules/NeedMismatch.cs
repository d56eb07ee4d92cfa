using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>A need that the framework in use serves badly.</summary>
[Rule("PF204", "need-mismatch", Severity.Hint, Explanation = """
    ## What it looks at

    The needs that a project declares (`needs` in `[tool.pyframeworks]`, or the editor's settings) and those that its code and dependencies show, against the scores
    of the catalog, from -2 (works against it) to 2 (made for it). A need that one of its other frameworks or add-ons serves is no mismatch. Several needs of one
    project are one finding. A need that is only shown counts where a framework in wide use serves it better; the number of async functions alone is no such sign
    (clients and workers may have a loop of their own, and PF304 names async views).

    ## Why it matters

    What a framework works against is built around it, and kept up by you.

    ## When to ignore it

    When the need is a side matter, or an add-on that the catalog doesn't know serves it well. Needs that the project shows are guesses: declare the ones that count.

    ## Fires

    ```toml
    [project]
    name = "shop"
    version = "1.0"
    dependencies = ["flask"]

    [tool.pyframeworks]
    needs = ["realtime"]
    ```

    ## Stays silent

    ```toml
    [project]
    name = "shop"
    version = "1.0"
    dependencies = ["fastapi"]

    [tool.pyframeworks]
    needs = ["realtime"]
    ```

    ## Sources

    Each score names its own source; `pyframeworks catalog show ID` prints it, `pyframeworks suggest` ranks what fits better.
    """)]
internal sealed class NeedMismatch : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var uses = project.FrameworkUses.Where(use => use.Role is FrameworkRole.Primary or FrameworkRole.Addon).ToList();
        if (uses.Find(use => use.Role == FrameworkRole.Primary) is not { } primary)
        {
            yield break;
        }

        // Push on a WSGI framework is a finding of its own, on the library that shows the need.
        var isPushNamed = !RealtimeLibraries.BesideWsgi(project).IsEmpty;
        var found = new List<(ProjectNeed Need, NeedScore Score, string Better)>();
        foreach (var need in project.Needs.Where(need => need.Source != NeedSource.Asked))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (primary.Framework.Needs.FirstOrDefault(score => score.Need == need.Id) is not { Score: < 0 } score
                || uses.Exists(use => use.Framework.Needs.Any(other => other.Need == need.Id && other.Score >= 0))
                || (isPushNamed && need is { Id: "realtime", Source: NeedSource.Inferred })
                || IsCountOfAsync(need))
            {
                continue;
            }

            // What a project shows to need it serves somehow; that is worth a word only where a framework in wide use does it better.
            var better = Better(need.Id, project);
            if (need.Source == NeedSource.Declared || better.Length > 0)
            {
                found.Add((need, score, better));
            }
        }

        if (found.Count == 0)
        {
            yield break;
        }

        var at = found.Select(entry => entry.Need).FirstOrDefault(need => need is { Source: NeedSource.Declared, At: not null })?.At ?? primary.Anchor;
        var reasons = found.Select(entry =>
            $"{Needs.Titles[entry.Need.Id]}{(entry.Need.Source == NeedSource.Inferred ? $" ({entry.Need.Because})" : "")}, score {entry.Score.Score}: {entry.Score.Reason.TrimEnd('.')}"
            + (entry.Better.Length > 0 ? $" ({entry.Better} scores higher)" : ""));
        yield return new(
            at,
            $"{primary.Framework.Name} is a weak fit for {Say.Count(found.Count, "need")} of this project: {string.Join("; ", reasons)}. It matters where {(found.Count == 1 ? "that need weighs" : "those needs weigh")} more than what a move costs")
        {
            FrameworkId = primary.Framework.Id,
            Claims =
            [
                Claim.Of(primary.Framework),
                .. project.Catalog.Companions.Signals.Where(signal => found.Exists(entry => entry.Need.Source == NeedSource.Inferred && entry.Need.Id == signal.Need)).Select(signal => Claim.Of(signal.Source)),
            ],
            Related =
            [
                .. primary.Anchor == at ? [] : (RelatedPlace[])[new(primary.Anchor, $"{primary.Framework.Name} is in use")],
                .. found.Where(entry => entry.Need.At is { } place && place != at).Select(entry => new RelatedPlace(entry.Need.At!.Value, $"{Needs.Titles[entry.Need.Id]}: {entry.Need.Because}")),
            ],
        };
    }

    /// <summary>
    /// Whether the number of async functions alone shows a need for async code: clients and workers with a loop of their own ask nothing of the framework, and its own
    /// async views are a finding of their own (PF304).
    /// </summary>
    private static bool IsCountOfAsync(ProjectNeed need) => need is { Id: "async", Source: NeedSource.Inferred, At: null };

    /// <summary>The framework that serves the need best, one that people know before one that they don't; empty where none does.</summary>
    private static string Better(string need, ProjectSnapshot project) => project.Catalog.Frameworks
        .Where(framework => framework.Kind != FrameworkKind.Addon && framework.EcosystemNote.Length == 0 && Lifecycles.IsAlive(framework, project.Today))
        .Select(framework => (framework.Name, Score: framework.Needs.FirstOrDefault(score => score.Need == need)?.Score ?? 0))
        .Where(entry => entry.Score > 0)
        .OrderByDescending(entry => entry.Score)
        .Select(entry => entry.Name).FirstOrDefault() ?? "";
}
