using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Fuzz;

/// <summary>A project in words: what it holds, what the rules find, what hovers say.</summary>
internal static class Description
{
    // Of each file; they are long texts.
    private const int MostHovers = 2;

    // A kept project is described once; one that is made afresh can't be known.
    private static readonly ConditionalWeakTable<ProjectSnapshot, string> s_known = [];

    /// <summary>The projects, one after another.</summary>
    public static string Of(ImmutableArray<ProjectSnapshot> projects, Func<ProjectSnapshot, ImmutableArray<Finding>> findings) =>
        string.Join("\n====\n", projects.Select(project => s_known.GetValue(project, key => Write(key, findings(key)))));

    private static string Write(ProjectSnapshot project, ImmutableArray<Finding> findings)
    {
        var text = new StringBuilder(InspectJson.Write("", [project])).Append(CheckJson.Write("", [new(project, findings)], 0));
        var options = new HoverOptions(IsMarkdown: true, HasCommandLinks: false, path => path);
        foreach (var manifest in project.Manifests)
        {
            foreach (var dependency in manifest.Dependencies.Take(MostHovers))
            {
                text.AppendLine(HoverFeature.At(project, findings, manifest.Path, dependency.NameSpan.Start, options, CancellationToken.None)?.Text);
            }
        }

        foreach (var file in project.Files)
        {
            foreach (var import in file.Module.Imports.Take(MostHovers))
            {
                text.AppendLine(HoverFeature.At(project, findings, file.Path, import.ModuleSpan.Start, options, CancellationToken.None)?.Text);
            }
        }

        return text.ToString();
    }
}
