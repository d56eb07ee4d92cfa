using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>
/// Ranks alternatives to a framework: a weighted mean of the catalog's scores over the project's needs, with a little for kinship. A function of its input;
/// ties are broken by name.
/// </summary>
public static class Suggester
{
    // Said needs count for more than seen ones. What the present framework is good at stands for what the project chose it for; it decides where
    // no need is known, and only breaks near-ties where one is.
    private const double SaidWeight = 3;
    private const double InferredWeight = 2;
    private const double StrengthWeight = 0.25;
    private const double KinBonus = 0.03;

    // Beyond the needs, a change is worth a line from this size on, and this many of them.
    private const int NotableDelta = 2;
    private const int NotableChanges = 3;

    /// <summary>Alternatives to <paramref name="from"/> (the first primary framework when null) for <paramref name="project"/>.</summary>
    public static SuggestResult ForProject(ProjectSnapshot project, string? from, CancellationToken cancellationToken)
    {
        var use = from is null ? project.Primaries.FirstOrDefault() : project.FrameworkUses.FirstOrDefault(entry => entry.Framework.Id == from);
        var framework = use?.Framework ?? (from is null ? null : project.Catalog.Find(from));
        return framework is null
            ? new() { Needs = project.Needs, Keep = new(KeepAdvice.Keep, "No web framework was found in this project") }
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
            Needs = [.. askedNeeds.Distinct(StringComparer.Ordinal).Select(id => new ProjectNeed(id, NeedSource.Asked, "asked for", null))],
        };
        return Rank(from, project.Needs, project, cancellationToken);
    }

    /// <summary>The score of <paramref name="framework"/> on a need; 0 where the catalog says nothing.</summary>
    public static int ScoreOf(Framework framework, string need) => FindScore(framework, need)?.Score ?? 0;

    private static NeedScore? FindScore(Framework framework, string need) => framework.Needs.FirstOrDefault(score => score.Need == need);

    private static SuggestResult Rank(Framework from, ImmutableArray<ProjectNeed> needs, ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var ranked = new List<(Framework Framework, double Score)>();
        foreach (var candidate in project.Catalog.Frameworks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsCandidate(candidate, from, project))
            {
                ranked.Add((candidate, Math.Round(Fit(candidate, from, needs), 2, MidpointRounding.AwayFromZero)));
            }
        }

        var suggestions = ranked
            .OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Framework.Name, StringComparer.OrdinalIgnoreCase).ThenBy(entry => entry.Framework.Id, StringComparer.Ordinal)
            .Select((entry, index) => Describe(entry.Framework, entry.Score, index + 1, from, needs, project));
        return new() { From = from, Needs = needs, Suggestions = [.. suggestions], Keep = KeepVerdict.For(from, needs, project) };
    }

    /// <summary>
    /// Whether <paramref name="candidate"/> may be suggested: alive, with a supported release that runs on the project's Pythons. An add-on or platform counts
    /// only for the framework it builds on.
    /// </summary>
    private static bool IsCandidate(Framework candidate, Framework from, ProjectSnapshot project) =>
        candidate.Id != from.Id
        && candidate.Lifecycle.Status is not (LifecycleStatus.Dormant or LifecycleStatus.Archived)
        && HasSupportedRelease(candidate, project.Today)
        && PythonFit.RunsOn(candidate, project) != false
        && (candidate.Kind != FrameworkKind.Addon || candidate.On == from.Id)
        && !project.FrameworkUses.Any(use => use.Framework.Id == candidate.Id && use.Role == FrameworkRole.Addon);

    internal static bool HasSupportedRelease(Framework framework, DateOnly today) =>
        framework.Releases.IsEmpty || framework.Releases.Any(release => release.EndOfLife is not { } end || end > today);

    private static double Fit(Framework candidate, Framework from, ImmutableArray<ProjectNeed> needs)
    {
        double sum = 0, weights = 0;
        foreach (var need in needs)
        {
            var weight = need.Source == NeedSource.Inferred ? InferredWeight : SaidWeight;
            sum += weight * ScoreOf(candidate, need.Id);
            weights += weight;
        }

        foreach (var strength in from.Needs.Where(score => score.Score > 0))
        {
            var weight = StrengthWeight * strength.Score;
            sum += weight * ScoreOf(candidate, strength.Need);
            weights += weight;
        }

        // Scores run from -2 to 2; the mean is mapped to 0 to 1.
        var fit = weights == 0 ? 0.5 : ((sum / weights) + 2) / 4;
        var isKin = from.Relatives.Contains(candidate.Id) || candidate.Relatives.Contains(from.Id) || candidate.On == from.Id || from.Successor == candidate.Id;
        return Math.Clamp(fit + (isKin ? KinBonus : 0), 0, 1);
    }

    private static Suggestion Describe(
        Framework candidate, double score, int rank, Framework from, ImmutableArray<ProjectNeed> needs, ProjectSnapshot project)
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
            Gains = Worth(changes.Where(change => change.Delta > 0), asked),
            Losses = Worth(changes.Where(change => change.Delta < 0), asked),
            Effort = effort,
            EffortReason = reason,
        };
    }

    /// <summary>The changes on needs that were asked for, then the few others that are notable.</summary>
    private static ImmutableArray<ScoreChange> Worth(IEnumerable<ScoreChange> changes, HashSet<string> asked)
    {
        var all = changes.OrderByDescending(change => Math.Abs(change.Delta)).ToList();
        var onNeeds = all.Where(change => asked.Contains(change.Need)).ToList();
        var others = all.Where(change => !asked.Contains(change.Need)).ToList();
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
        return new(need, ScoreOf(from, need), score.Score, score.Reason, score.Source.Url);
    }
}
