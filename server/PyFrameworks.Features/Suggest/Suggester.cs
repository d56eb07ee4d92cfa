using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>
/// Ranks alternatives to a framework by how well they fit the project, of those that can run there at all and that the organisation does not hold back. A function of its
/// input; ties are broken by the organisation's word, then by name.
/// </summary>
public static class Suggester
{
    // What fits worse works against the grain of what is wanted, and is no suggestion; what builds on the present framework is named whatever its fit.
    private const double LeastFit = 0.25;

    // Beyond the needs, a change is worth a line from this size on, and this many of them.
    private const int NotableDelta = 2;
    private const int NotableChanges = 3;

    /// <summary>Alternatives to <paramref name="from"/> (the first primary framework when null) for <paramref name="project"/>.</summary>
    public static SuggestResult ForProject(ProjectSnapshot project, string? from, CancellationToken cancellationToken)
    {
        var use = from is null ? project.Primaries.FirstOrDefault() : project.FrameworkUses.FirstOrDefault(entry => entry.Framework.Id == from);
        var framework = use?.Framework ?? (from is null ? null : project.Catalog.Find(from));
        return framework is null
            ? new() { Needs = project.Needs, Keep = new(KeepAdvice.Keep, "No web framework was found in this project.") }
            : Rank(framework, project.Needs, project, cancellationToken);
    }

    /// <summary>Alternatives to <paramref name="from"/> without a project.</summary>
    public static SuggestResult ForFramework(
        FrameworkCatalog catalog, Framework from, IEnumerable<string> askedNeeds, DateOnly today, CancellationToken cancellationToken)
    {
        var project = new ProjectSnapshot
        {
            Path = ".",
            Metrics = new(0, 0, 0, 0),
            Options = new() { Today = today },
            Catalog = catalog,
            Needs = Asked(askedNeeds),
        };
        return Rank(from, project.Needs, project, cancellationToken);
    }

    /// <summary>Needs that nothing but a question names.</summary>
    internal static ImmutableArray<ProjectNeed> Asked(IEnumerable<string> needs) =>
        [.. needs.Distinct(StringComparer.Ordinal).Select(id => new ProjectNeed(id, NeedSource.Asked, "asked for", null))];

    /// <summary>The score of <paramref name="framework"/> on a need; 0 where the catalog says nothing.</summary>
    public static int ScoreOf(Framework framework, string need) => FindScore(framework, need)?.Score ?? 0;

    private static NeedScore? FindScore(Framework framework, string need) => framework.Needs.FirstOrDefault(score => score.Need == need);

    private static SuggestResult Rank(Framework from, ImmutableArray<ProjectNeed> needs, ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var used = UsedParts.Of(project, from, cancellationToken);
        var ranked = new List<(Framework Framework, double Score, ImmutableArray<FitTerm> Sum)>();
        var excluded = ImmutableArray.CreateBuilder<Exclusion>();
        var held = new List<Framework>();
        foreach (var candidate in project.Catalog.Frameworks.Where(candidate => candidate.Id != from.Id))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (CandidateFilter.Reason(candidate, from, needs, project) is { } reason)
            {
                excluded.Add(new(candidate, reason));
                continue;
            }

            var sum = FitSum.Of(candidate, from, needs, used);
            var score = FitSum.Total(sum);
            if (score < LeastFit && candidate.On != from.Id)
            {
                excluded.Add(new(candidate, string.Create(CultureInfo.InvariantCulture, $"its fit is {score:0.00}, below {LeastFit:0.00}")));
            }
            else if (candidate.Stance is { Level: StanceLevel.Hold } stance)
            {
                held.Add(candidate);
                excluded.Add(new(candidate, $"your team holds it back: {stance.Reason.TrimEnd('.')}"));
            }
            else
            {
                ranked.Add((candidate, score, sum));
            }
        }

        var suggestions = ranked
            .OrderByDescending(entry => entry.Score).ThenByDescending(entry => entry.Framework.Stance is { Level: StanceLevel.Adopt }).ThenBy(entry => entry.Framework.Name, StringComparer.OrdinalIgnoreCase).ThenBy(entry => entry.Framework.Id, StringComparer.Ordinal)
            .Select((entry, index) => Describe(entry.Framework, index + 1, entry.Score, entry.Sum, from, needs, project));
        return new()
        {
            From = from,
            Needs = needs,
            Suggestions = [.. suggestions],
            Excluded = [.. excluded.OrderBy(entry => entry.Framework.Name, StringComparer.OrdinalIgnoreCase).ThenBy(entry => entry.Framework.Id, StringComparer.Ordinal)],
            Keep = KeepVerdict.For(from, needs, held, project),
        };
    }

    private static Suggestion Describe(
        Framework candidate, int rank, double score, ImmutableArray<FitTerm> sum, Framework from, ImmutableArray<ProjectNeed> needs, ProjectSnapshot project)
    {
        var asked = needs.Select(need => need.Id).ToHashSet(StringComparer.Ordinal);
        var changes = Needs.Titles.Keys
            .Where(need => FindScore(candidate, need) is not null)
            .Select(need => Change(from, candidate, need))
            .Where(change => change.Delta != 0)
            .ToList();
        var (effort, reason) = EffortEstimate.For(from, candidate, project);
        return new()
        {
            Framework = candidate,
            Rank = rank,
            Score = score,
            Sum = sum,
            Gains = Worth(changes.Where(change => change.Delta > 0), asked),
            Losses = Worth(changes.Where(change => change.Delta < 0), asked),
            Effort = effort,
            EffortReason = reason,
        };
    }

    /// <summary>The changes on needs that were asked for, then the few others that are notable: one between two poor scores is none.</summary>
    private static ImmutableArray<ScoreChange> Worth(IEnumerable<ScoreChange> changes, HashSet<string> asked)
    {
        var all = changes.OrderByDescending(change => Math.Abs(change.Delta)).ToList();
        var onNeeds = all.Where(change => asked.Contains(change.Need)).ToList();
        var others = all.Where(change => !asked.Contains(change.Need) && Math.Max(change.From, change.To) > 0).ToList();
        var notable = others.Where(change => Math.Abs(change.Delta) >= NotableDelta).Take(NotableChanges).ToList();

        // Without a notable one the largest change still says what the difference is.
        if (onNeeds.Count == 0 && notable.Count == 0)
        {
            notable = [.. others.Take(1)];
        }

        return [.. onNeeds, .. notable];
    }

    private static ScoreChange Change(Framework from, Framework to, string need)
    {
        var score = FindScore(to, need)!;
        return new(need, ScoreOf(from, need), score.Score, score.Reason, score.Source.Place);
    }
}
