using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Features;

/// <summary>Sets frameworks side by side. A function of its input.</summary>
public static class Comparer
{
    /// <summary>Compares <paramref name="frameworks"/> against what <paramref name="project"/> needs.</summary>
    public static Comparison ForProject(ProjectSnapshot project, ImmutableArray<Framework> frameworks, CancellationToken cancellationToken) =>
        Compare(frameworks, project, project.Needs, project.Catalog, project.Today, cancellationToken);

    /// <summary>Compares <paramref name="frameworks"/> without a project.</summary>
    public static Comparison ForFrameworks(
        FrameworkCatalog catalog, ImmutableArray<Framework> frameworks, IEnumerable<string> askedNeeds, DateOnly today, CancellationToken cancellationToken) =>
        Compare(frameworks, null, Suggester.Asked(askedNeeds), catalog, today, cancellationToken);

    private static Comparison Compare(
        ImmutableArray<Framework> frameworks, ProjectSnapshot? project, ImmutableArray<ProjectNeed> needs, FrameworkCatalog catalog, DateOnly today, CancellationToken cancellationToken)
    {
        var groups = ImmutableArray.CreateBuilder<CompareGroup>();
        foreach (var group in (CompareGroup[])
            [
                new("needs", project is null ? "What is asked for" : "What this project needs", [.. needs.Select(need => NeedRow(frameworks, need.Id) with { Need = need })]),
                new("other-needs", needs.IsEmpty ? "Needs" : "Other needs", [.. Needs.Titles.Keys.Where(id => needs.All(need => need.Id != id)).Select(id => NeedRow(frameworks, id))]),
                new("batteries", "What comes with it", [.. Batteries.Titles.Keys.Select(id => BatteryRow(frameworks, id))]),
                .. CompareFacts.Groups(frameworks, project, catalog, today),
                new("concepts", "How it is written", [.. Concepts.Titles.Keys.Select(id => ConceptRow(frameworks, id))]),
            ])
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A question that none of them answers is no row.
            var rows = group.Rows.Where(row => row.Cells.Any(cell => cell.Value.Length > 0)).ToImmutableArray();
            if (!rows.IsEmpty)
            {
                groups.Add(group with { Rows = rows });
            }
        }

        return new() { Frameworks = frameworks, Project = project, Needs = needs, Groups = groups.ToImmutable(), Today = today };
    }

    private static CompareRow NeedRow(ImmutableArray<Framework> frameworks, string id) => new(
        id,
        FrameworkHover.Capitalised(Needs.Titles[id]),
        [.. frameworks.Select(framework => framework.Needs.FirstOrDefault(score => score.Need == id) is { } found
            ? new CompareCell(FrameworkHover.Verdict(found.Score), found.Reason, found.Source) { Score = found.Score }
            : new CompareCell(""))]);

    private static CompareRow BatteryRow(ImmutableArray<Framework> frameworks, string id) => new(
        id,
        FrameworkHover.Capitalised(Batteries.Titles[id]),
        [.. frameworks.Select(framework => framework.Batteries.FirstOrDefault(battery => battery.Id == id) is { } found
            ? new CompareCell(Level(found.Level), found.What, found.Source)
            : new CompareCell(""))]);

    private static CompareRow ConceptRow(ImmutableArray<Framework> frameworks, string id) => new(
        id,
        FrameworkHover.Capitalised(Concepts.Titles[id]),
        [.. frameworks.Select(framework => new CompareCell(framework.Concepts.FirstOrDefault(concept => concept.Id == id)?.Api ?? ""))]);

    private static string Level(BatteryLevel level) => level switch
    {
        BatteryLevel.BuiltIn => "built in",
        BatteryLevel.Official => "official add-on",
        BatteryLevel.ThirdParty => "third party",
        _ => "absent",
    };
}
