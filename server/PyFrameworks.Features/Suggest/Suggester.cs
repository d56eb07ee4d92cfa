using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>
/// Ranks alternatives to a framework. The fit is a weighted mean of the catalog's scores over the project's needs, with a share for what the present framework is
/// good at; a documented way, kinship and the organisation's word add a little, a doubtful future takes some away, and what the organisation holds back is left out. A function of
/// its input; ties are broken by the organisation's word, then by name.
/// </summary>
public static class Suggester
{
    // Said needs count for more than seen ones.
    private const double SaidWeight = 3;
    private const double InferredWeight = 2;

    // What the present framework is good at stands for what the project chose it for: it decides where no need is known, and is a quarter of the fit where one is.
    private const double StrengthShare = 0.25;

    // A written migration path, more so one of low effort, and a relative from which habits carry over. The fit itself is scaled so that the sum stays within 1.
    private const double PathBonus = 0.05;
    private const double EasyPathBonus = 0.03;
    private const double KinBonus = 0.03;

    // The organisation prefers it: as much as a written path, so that it decides between near equals and not against the needs.
    private const double AdoptBonus = 0.05;

    // What the needs don't show: only fixes are to come, or few people know it. Together they outweigh a step of one score on a single need.
    private const double MaintenancePenalty = 0.10;
    private const double SmallCommunityPenalty = 0.30;

    // What builds on the present framework is only worth a move if it improves a need.
    private const double NoGainPenalty = 0.25;

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
        var held = new List<Framework>();
        foreach (var candidate in project.Catalog.Frameworks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsCandidate(candidate, from, needs, project))
            {
                continue;
            }

            var score = Math.Round(Fit(candidate, from, needs), 2, MidpointRounding.AwayFromZero);
            if (score < LeastFit && candidate.On != from.Id)
            {
                continue;
            }

            if (candidate.Stance is { Level: StanceLevel.Hold })
            {
                held.Add(candidate);
            }
            else
            {
                ranked.Add((candidate, score));
            }
        }

        var suggestions = ranked
            .OrderByDescending(entry => entry.Score).ThenByDescending(entry => entry.Framework.Stance is { Level: StanceLevel.Adopt }).ThenBy(entry => entry.Framework.Name, StringComparer.OrdinalIgnoreCase).ThenBy(entry => entry.Framework.Id, StringComparer.Ordinal)
            .Select((entry, index) => Describe(entry.Framework, entry.Score, index + 1, from, needs, project));
        return new() { From = from, Needs = needs, Suggestions = [.. suggestions], Keep = KeepVerdict.For(from, needs, held, project) };
    }

    /// <summary>
    /// Whether <paramref name="candidate"/> may be suggested: alive, with a supported release that runs on the project's Pythons. An add-on or platform counts
    /// only for the framework it builds on, a tool for one purpose only where that purpose is wanted or served already.
    /// </summary>
    private static bool IsCandidate(Framework candidate, Framework from, ImmutableArray<ProjectNeed> needs, ProjectSnapshot project) =>
        candidate.Id != from.Id
        && Lifecycles.IsAlive(candidate, project.Today)
        && PythonFit.RunsOn(candidate, project) != false
        && (candidate.Kind != FrameworkKind.Addon || candidate.On == from.Id)
        && (PurposeOf(candidate.Kind) is not { } purpose || candidate.Kind == from.Kind || candidate.On == from.Id || needs.Any(need => need.Id == purpose))
        && !project.FrameworkUses.Any(use => use.Framework.Id == candidate.Id && use.Role == FrameworkRole.Addon);

    /// <summary>The one need that frameworks of <paramref name="kind"/> are made for; null where they are made for many.</summary>
    private static string? PurposeOf(FrameworkKind kind) => kind switch
    {
        FrameworkKind.DataApp => "data-app",
        FrameworkKind.Cms => "cms",
        _ => null,
    };

    private static double Fit(Framework candidate, Framework from, ImmutableArray<ProjectNeed> needs)
    {
        var onNeeds = Mean(needs.Select(need => (need.Source == NeedSource.Inferred ? InferredWeight : SaidWeight, ScoreOf(candidate, need.Id))));
        var onStrengths = Mean(from.Needs.Where(score => score.Score > 0).Select(score => ((double)score.Score, ScoreOf(candidate, score.Need))));
        var mean = (onNeeds, onStrengths) switch
        {
            ({ } asked, { } strong) => ((1 - StrengthShare) * asked) + (StrengthShare * strong),
            _ => onNeeds ?? onStrengths ?? 0,
        };

        // Scores run from -2 to 2; the mean is mapped to 0 to 1.
        var path = from.Migrations.FirstOrDefault(note => note.To == candidate.Id);
        var fit = (mean + 2) / 4 * (1 - PathBonus - EasyPathBonus - KinBonus);
        fit += path is null ? 0 : PathBonus + (path.Effort == Effort.Low ? EasyPathBonus : 0);
        fit += from.Relatives.Contains(candidate.Id) || candidate.Relatives.Contains(from.Id) || candidate.On == from.Id || from.Successor == candidate.Id ? KinBonus : 0;
        fit += candidate.Stance is { Level: StanceLevel.Adopt } ? AdoptBonus : 0;
        fit -= candidate.Lifecycle.Status == LifecycleStatus.Maintenance ? MaintenancePenalty : 0;
        fit -= candidate.EcosystemNote.Length > 0 ? SmallCommunityPenalty : 0;
        fit -= candidate.On == from.Id && !needs.Any(need => ScoreOf(candidate, need.Id) > ScoreOf(from, need.Id)) ? NoGainPenalty : 0;
        return Math.Clamp(fit, 0, 1);
    }

    /// <summary>The mean of the scores by their weights; null of none.</summary>
    private static double? Mean(IEnumerable<(double Weight, int Score)> scores)
    {
        double sum = 0, weights = 0;
        foreach (var (weight, score) in scores)
        {
            sum += weight * score;
            weights += weight;
        }

        return weights == 0 ? null : sum / weights;
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
