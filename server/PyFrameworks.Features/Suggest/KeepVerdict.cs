using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>Whether to stay with a framework, and the sentence that says why.</summary>
internal static class KeepVerdict
{
    /// <summary>
    /// <c>move</c> when the framework is dormant, archived, without a supported release, or scores -2 on a need; <c>keep</c> when every need scores at
    /// least 1, the project has not outgrown it and its authors don't send their users elsewhere; else <c>consider</c>. What the organisation holds back is at best worth
    /// an alternative, and which of those are <paramref name="held"/> back is said, too.
    /// </summary>
    public static Keep For(Framework framework, ImmutableArray<ProjectNeed> needs, IReadOnlyList<Framework> held, ProjectSnapshot project)
    {
        var (advice, reason) = ByFacts(framework, needs, project);
        if (framework.Stance is { } stance)
        {
            advice = stance.Level == StanceLevel.Hold && advice == KeepAdvice.Keep ? KeepAdvice.Consider : advice;
            reason = $"Your team says {Words.Of(stance.Level)} to {framework.Name}: {stance.Reason.TrimEnd('.')}. {reason}";
        }

        return new(advice, held.Count == 0 ? reason : $"{reason} On hold for your team and left out: {Say.List([.. held.Select(other => other.Name).Order(StringComparer.OrdinalIgnoreCase)])}.");
    }

    private static Keep ByFacts(Framework framework, ImmutableArray<ProjectNeed> needs, ProjectSnapshot project)
    {
        var name = framework.Name;
        if (framework.Lifecycle.Status is LifecycleStatus.Dormant or LifecycleStatus.Archived)
        {
            var state = framework.Lifecycle.Status == LifecycleStatus.Archived ? "archived" : "dormant";
            return new(KeepAdvice.Move, $"{name} is {state}. {Evidence(framework)}");
        }

        if (!Lifecycles.HasSupportedRelease(framework, project.Today))
        {
            var last = framework.Releases.MaxBy(release => release.EndOfLife)!;
            return new(KeepAdvice.Move, $"No release of {name} is supported any more; {last.Series}, the last, ended on {Say.Date(last.EndOfLife!.Value)}.");
        }

        var scored = needs.Select(need => (Need: need, Score: Suggester.ScoreOf(framework, need.Id))).ToList();
        var against = scored.Where(entry => entry.Score == -2).ToList();
        if (against.Count > 0)
        {
            return new(KeepAdvice.Move, $"{name} works against {Titles(against)}: {ReasonFor(framework, against[0].Need.Id)}");
        }

        var weak = scored.Where(entry => entry.Score < 1).OrderBy(entry => entry.Score).ToList();
        if (weak.Count > 0)
        {
            var reason = ReasonFor(framework, weak[0].Need.Id);
            return new(KeepAdvice.Consider, reason.Length == 0
                ? $"The catalog does not say how well {name} serves {Titles(weak)}."
                : $"Not what {name} is best at: {Titles(weak)}. {reason}");
        }

        if (framework.Lifecycle.Status == LifecycleStatus.Maintenance && project.Catalog.Find(framework.Successor ?? "") is { } successor)
        {
            return new(KeepAdvice.Consider, $"{name} is in maintenance, and its authors name {successor.Name} as its successor. {Evidence(framework)}");
        }

        if (project.Primaries.FirstOrDefault(use => use.Framework.Id == framework.Id) is { } use && SizeLimits.Outgrown(use, project) is { } outgrown)
        {
            return new(KeepAdvice.Consider, $"{outgrown}.");
        }

        return new(KeepAdvice.Keep, needs.IsEmpty
            ? $"{name} {Alive(framework)}, and nothing in the project or its settings asks for what it lacks. {Evidence(framework)}"
            : $"{name} {Alive(framework)} and serves {Titles(scored)}. {Evidence(framework)}");
    }

    /// <summary>How it is looked after, as a clause; "in maintenance" must not read like a recommendation.</summary>
    private static string Alive(Framework framework) => framework.Lifecycle.Status switch
    {
        LifecycleStatus.Maintenance => "is in maintenance",
        LifecycleStatus.Finished => "is finished and gets fixes",
        _ => "is looked after",
    };

    private static string Evidence(Framework framework) => $"{framework.Lifecycle.Evidence.TrimEnd('.')}.";

    private static string Titles(List<(ProjectNeed Need, int Score)> entries) => Words.OfNeeds(entries.Select(entry => entry.Need.Id));

    private static string ReasonFor(Framework framework, string need) => framework.Needs.FirstOrDefault(score => score.Need == need)?.Reason ?? "";
}
