using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>
/// How much work a plan is: each place to change is one point where the effort of the pair is low, two where it is medium, four where it is high; each kind without a
/// counterpart and each add-on without a known replacement is ten. Up to sixty points are small, up to three hundred medium. <c>docs/migrate.md</c> says the same.
/// </summary>
internal static class PlanSizing
{
    private const int Gap = 10;
    private const int Small = 60;
    private const int Medium = 300;

    /// <summary>The size and the figures on which it rests.</summary>
    public static (PlanSize Size, string Reason) Of(Framework from, Framework to, ProjectSnapshot project, ImmutableArray<PlanItem> items, ImmutableArray<PlanExtension> extensions)
    {
        var (effort, _) = EffortEstimate.For(from, to, project);
        var weight = effort switch { Effort.Low => 1, Effort.Medium => 2, _ => 4 };
        var moving = items.Where(item => !item.Stays).ToList();
        var places = moving.SelectMany(item => item.Places).Distinct().ToList();
        var files = places.Select(place => place.Path).Distinct(StringComparer.Ordinal).Count();
        var gaps = moving.Count(item => !item.HasCounterpart);
        var unknown = extensions.Count(extension => extension.Fate == ExtensionFate.Unknown);
        var points = (weight * places.Count) + (Gap * (gaps + unknown));
        var size = points <= Small ? PlanSize.Small : points <= Medium ? PlanSize.Medium : PlanSize.Large;
        var reason = $"{Say.Count(places.Count, "place")} to change in {Say.Count(files, "file")}; the move from {from.Name} to {to.Name} is of {Words.Of(effort)} effort, so each counts {Say.Number(weight)}";
        if (gaps > 0)
        {
            reason += $"; {Say.Count(gaps, "kind")} without a counterpart";
        }

        if (unknown > 0)
        {
            reason += $"; {Say.Count(unknown, "add-on")} without a known replacement";
        }

        var tail = gaps + unknown > 0 ? $", {Say.Number(Gap)} each" : "";
        return (size, $"{reason}{tail}: {Say.Count(points, "point")} ({Range(size)})");
    }

    private static string Range(PlanSize size) => size switch
    {
        PlanSize.Small => $"small is up to {Say.Number(Small)}",
        PlanSize.Medium => $"medium is {Say.Number(Small + 1)} to {Say.Number(Medium)}",
        _ => $"large is above {Say.Number(Medium)}",
    };
}
