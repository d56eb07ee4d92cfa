using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>What a line of the sum is about.</summary>
public enum FitTermKind
{
    /// <summary>Where every framework starts: the middle of the scale.</summary>
    Start,

    /// <summary>A need of the project: score × weight.</summary>
    Need,

    /// <summary>What the present framework is good at.</summary>
    Strengths,

    /// <summary>Something that makes the move easier.</summary>
    Bonus,

    /// <summary>Something that speaks against the candidate.</summary>
    Deduction,
}

/// <summary>A line of the sum that is a candidate's fit.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="What">What is counted, in words.</param>
/// <param name="Points">What it adds to the fit, or takes from it.</param>
public sealed record FitTerm(FitTermKind Kind, string What, double Points)
{
    /// <summary>For a need: the catalog's score, -2 to 2; the mean of scores for the strengths.</summary>
    public double? Score { get; init; }

    /// <summary>For a need: how much of the fit it decides, 0 to 1.</summary>
    public double? Weight { get; init; }
}

/// <summary>
/// How well a candidate fits, as a sum that can be read. The catalog's scores over the project's needs, by their weights, with a share for what the present framework is
/// good at; a documented way, kinship and the organisation's word add a little; a doubtful future, and what the project uses and the candidate lacks, take some away.
/// </summary>
internal static class FitSum
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
    // A relative of a framework that few people know is no stranger to those few, as long as there are any.
    private const double MaintenancePenalty = 0.10;
    private const double SmallCommunityPenalty = 0.30;

    // What builds on the present framework is only worth a step if it improves a need.
    private const double NoGainPenalty = 0.45;

    // What the project uses: a part that has to be written, one that comes with the framework and would have to be chosen and kept up by the team, and an add-on to
    // replace, which costs more where it would block an event loop.
    private const double MissingPartPenalty = 0.08;
    private const double ChosenPartPenalty = 0.05;
    private const double ExtensionPenalty = 0.01;
    private const double BlockingExtensionPenalty = 0.02;
    private const double MostForParts = 0.30;
    private const double MostForExtensions = 0.10;

    // Scores run from -2 to 2; the mean is mapped to what the bonuses leave of 0 to 1.
    private const double Middle = (1 - PathBonus - EasyPathBonus - KinBonus) / 2;
    private const double PointsPerScore = Middle / 2;

    /// <summary>The lines, in the order in which they are read aloud.</summary>
    public static ImmutableArray<FitTerm> Of(Framework candidate, Framework from, ImmutableArray<ProjectNeed> needs, UsedParts used)
    {
        var terms = ImmutableArray.CreateBuilder<FitTerm>();
        terms.Add(new(FitTermKind.Start, "the middle of the scale", Middle));
        AddNeeds(terms, candidate, from, needs);
        AddBonuses(terms, candidate, from);
        AddDeductions(terms, candidate, from, needs);

        // What builds on the present framework keeps its parts and add-ons.
        if (candidate.On != from.Id)
        {
            AddParts(terms, candidate, used);
            AddExtensions(terms, candidate, from, used);
        }

        return terms.ToImmutable();
    }

    /// <summary>The fit: the sum within 0 and 1, with two decimals.</summary>
    public static double Total(ImmutableArray<FitTerm> terms) => Math.Round(Math.Clamp(terms.Sum(term => term.Points), 0, 1), 2, MidpointRounding.AwayFromZero);

    private static void AddNeeds(ImmutableArray<FitTerm>.Builder terms, Framework candidate, Framework from, ImmutableArray<ProjectNeed> needs)
    {
        var strengths = from.Needs.Where(score => score.Score > 0).ToList();
        var share = needs.IsEmpty ? 1 : strengths.Count == 0 ? 0 : StrengthShare;
        var weights = needs.Sum(WeightOf);
        foreach (var need in needs)
        {
            var score = Suggester.ScoreOf(candidate, need.Id);
            var weight = (1 - share) * WeightOf(need) / weights;
            terms.Add(new(FitTermKind.Need, $"{Needs.Titles[need.Id]} ({Words.Of(need.Source)})", weight * score * PointsPerScore) { Score = score, Weight = weight });
        }

        if (strengths.Count > 0)
        {
            var mean = strengths.Sum(score => (double)score.Score * Suggester.ScoreOf(candidate, score.Need)) / strengths.Sum(score => score.Score);
            terms.Add(new(FitTermKind.Strengths, $"what {from.Name} is good at", share * mean * PointsPerScore) { Score = mean, Weight = share });
        }
    }

    private static void AddBonuses(ImmutableArray<FitTerm>.Builder terms, Framework candidate, Framework from)
    {
        if (from.Migrations.FirstOrDefault(note => note.To == candidate.Id) is { } path)
        {
            terms.Add(new(FitTermKind.Bonus, $"the way from {from.Name} is written down", PathBonus));
            if (path.Effort == Effort.Low)
            {
                terms.Add(new(FitTermKind.Bonus, "and takes little effort", EasyPathBonus));
            }
        }

        if (IsKin(candidate, from))
        {
            terms.Add(new(FitTermKind.Bonus, $"a relative of {from.Name}", KinBonus));
        }

        if (candidate.Stance is { Level: StanceLevel.Adopt } stance)
        {
            terms.Add(new(FitTermKind.Bonus, $"your team adopts it: {stance.Reason.TrimEnd('.')}", AdoptBonus));
        }
    }

    private static void AddDeductions(ImmutableArray<FitTerm>.Builder terms, Framework candidate, Framework from, ImmutableArray<ProjectNeed> needs)
    {
        if (candidate.Lifecycle.Status == LifecycleStatus.Maintenance)
        {
            terms.Add(new(FitTermKind.Deduction, "only fixes are to come", -MaintenancePenalty));
        }

        var isAtHome = from.EcosystemNote.Length > 0 && from.Lifecycle.Status is not (LifecycleStatus.Dormant or LifecycleStatus.Archived) && IsKin(candidate, from);
        if (candidate.EcosystemNote.Length > 0 && !isAtHome)
        {
            terms.Add(new(FitTermKind.Deduction, candidate.EcosystemNote.TrimEnd('.'), -SmallCommunityPenalty));
        }

        if (candidate.On == from.Id && !needs.Any(need => Suggester.ScoreOf(candidate, need.Id) > Suggester.ScoreOf(from, need.Id)))
        {
            terms.Add(new(FitTermKind.Deduction, $"serves no need better than {from.Name} alone", -NoGainPenalty));
        }
    }

    private static void AddParts(ImmutableArray<FitTerm>.Builder terms, Framework candidate, UsedParts used)
    {
        var left = MostForParts;
        foreach (var part in used.Parts)
        {
            var level = candidate.Batteries.FirstOrDefault(battery => battery.Id == part.Battery)?.Level ?? BatteryLevel.None;
            var (points, how) = level switch
            {
                BatteryLevel.BuiltIn or BatteryLevel.Official => (0, ""),
                BatteryLevel.ThirdParty => (part.By is null ? ChosenPartPenalty : 0, "only others offer it"),
                _ => (MissingPartPenalty, "it lacks that"),
            };
            points = Math.Min(points, left);
            left -= points;
            if (points > 0)
            {
                terms.Add(new(FitTermKind.Deduction, $"the project uses {Batteries.Titles[part.Battery]} ({part.By ?? part.At.Path}), and {how}", -points));
            }
        }
    }

    private static void AddExtensions(ImmutableArray<FitTerm>.Builder terms, Framework candidate, Framework from, UsedParts used)
    {
        var addons = used.Extensions.Concat(used.Parts.Select(part => part.By).OfType<string>()).Order(StringComparer.OrdinalIgnoreCase).ToList();
        if (addons.Count == 0)
        {
            return;
        }

        var blocks = from.Async != AsyncSupport.Native && candidate.Async == AsyncSupport.Native;
        var points = Math.Min(addons.Count * (blocks ? BlockingExtensionPenalty : ExtensionPenalty), MostForExtensions);
        terms.Add(new(FitTermKind.Deduction, $"{Say.Count(addons.Count, "add-on")} of {from.Name} to replace{(blocks ? " by async ones" : "")}: {Say.List(addons)}", -points));
    }

    private static bool IsKin(Framework candidate, Framework from) =>
        from.Relatives.Contains(candidate.Id) || candidate.Relatives.Contains(from.Id) || candidate.On == from.Id || from.Successor == candidate.Id;

    private static double WeightOf(ProjectNeed need) => need.Source == NeedSource.Inferred ? InferredWeight : SaidWeight;
}
