using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Cli;

/// <summary>The <c>inspect</c> result for people.</summary>
internal static class InspectText
{
    private const int ShownEvidence = 5;

    /// <summary>Writes every project.</summary>
    public static void Write(Page page, ImmutableArray<ProjectSnapshot> projects)
    {
        if (projects.IsEmpty)
        {
            page.Line("No project was found");
        }

        for (var i = 0; i < projects.Length; i++)
        {
            if (i > 0)
            {
                page.Line();
            }

            Project(page, projects[i]);
        }
    }

    /// <summary>A project's size: <c>12 Python files, 3,400 code lines, 31 routes</c>; what it has none of is left out.</summary>
    public static string Figures(ProjectSnapshot project)
    {
        var metrics = project.Metrics;
        return metrics.PythonFiles == 0
            ? "no Python files"
            : string.Join(", ", new[]
            {
                Say.Count(metrics.PythonFiles, "Python file"),
                Say.Count(metrics.CodeLines, "code line"),
                metrics.Routes > 0 ? Say.Count(metrics.Routes, "route") : "",
                metrics.AsyncFunctions > 0 ? Say.Count(metrics.AsyncFunctions, "async function") : "",
            }.Where(figure => figure.Length > 0));
    }

    private static void Project(Page page, ProjectSnapshot project)
    {
        page.Line(project.Path, Tone.Strong);
        page.Line($"  {Figures(project)}", Tone.Faint);
        if (project.RequiresPython is { } python)
        {
            page.Line($"  Python {python.Specifier}");
        }

        if (project.FrameworkUses.IsEmpty)
        {
            page.Line("  No web framework was found");
        }

        foreach (var use in project.FrameworkUses)
        {
            Framework(page, project, use);
        }

        if (!project.Needs.IsEmpty)
        {
            page.Line("  Needs");
            foreach (var need in project.Needs)
            {
                page.Write("    ").Write(Needs.Titles.GetValueOrDefault(need.Id, need.Id), Tone.Strong).Line($" ({Words.Of(need.Source)}): {need.Because}");
            }
        }

        var manifests = project.Manifests.Where(manifest => manifest.Format != ManifestFormat.Commands).Select(manifest => manifest.Path).ToList();
        if (manifests.Count > 0)
        {
            page.Line($"  Manifests: {string.Join(", ", manifests)}", Tone.Faint);
        }
    }

    private static void Framework(Page page, ProjectSnapshot project, FrameworkUse use)
    {
        var version = use.Specifier.ToString();
        version += use.LockedVersion is { } locked ? $"{(version.Length > 0 ? " " : "")}(locked {locked})" : "";
        var parts = new[]
        {
            use.On is { } on ? $"{Words.Of(use.Role)} on {on}" : Words.Of(use.Role),
            Say.Interface(use.Interface),
            version.Length > 0 ? version : "any version",
            string.Create(CultureInfo.InvariantCulture, $"{use.Confidence * 100:0} % sure"),
        };
        page.Write("  ").Write(use.Framework.Name, Tone.Strong).Line($"  {string.Join(" · ", parts)}");
        foreach (var evidence in use.Evidence.Take(ShownEvidence))
        {
            page.Write($"    {Words.Of(evidence.Kind),-10}  ");

            // Of a file that is there nothing but its path matters.
            _ = evidence.Kind == EvidenceKind.File
                ? page.Line(evidence.At.Path, Tone.Faint)
                : page.Write(CheckText.Place(project, evidence.At), Tone.Faint).Line($"  {evidence.Text}");
        }

        if (use.Evidence.Length > ShownEvidence)
        {
            page.Line($"    and {Say.Number(use.Evidence.Length - ShownEvidence)} more", Tone.Faint);
        }
    }
}
