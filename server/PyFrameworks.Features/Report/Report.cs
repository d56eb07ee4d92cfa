using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>A project as the report tells of it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Findings">What the rules found in it, the loudest first.</param>
/// <param name="Answer">Whether to stay, and alternatives.</param>
public sealed record ReportedProject(ProjectSnapshot Project, ImmutableArray<Finding> Findings, SuggestResult Answer)
{
    /// <summary>The project's name for people.</summary>
    public string Name => Project.Path == "." ? "The root project" : Project.Path;

    /// <summary>The use that the section is about: what the application is built on; null where it is built on no framework.</summary>
    public FrameworkUse? Main => Project.FrameworkUses.FirstOrDefault(use => use.Framework.Id == Answer.From?.Id);

    /// <summary>Whether there is anything to tell.</summary>
    public bool IsTelling => !Project.FrameworkUses.IsEmpty || !Findings.IsEmpty;
}

/// <summary>What a report tells, for a team and whom it answers to.</summary>
/// <param name="Name">What was read: the name of the folder.</param>
/// <param name="Projects">The projects, by path.</param>
/// <param name="Today">The day that is told about.</param>
public sealed record Report(string Name, ImmutableArray<ReportedProject> Projects, DateOnly Today)
{
    /// <summary>Puts the report together. A function of its input.</summary>
    /// <param name="root">Absolute path of what was read.</param>
    /// <param name="projects">The projects with their findings, by path.</param>
    /// <param name="today">The day.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Report Of(string root, ImmutableArray<CheckedProject> projects, DateOnly today, CancellationToken cancellationToken)
    {
        var reported = ImmutableArray.CreateBuilder<ReportedProject>(projects.Length);
        foreach (var (project, findings) in projects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reported.Add(new(
                project,
                [.. findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.At).ThenBy(finding => finding.Code, StringComparer.Ordinal)],
                Suggester.ForProject(project, null, cancellationToken)));
        }

        return new(root.TrimEnd('/', '\\').Split('/', '\\')[^1] is { Length: > 0 } name ? name : root, reported.MoveToImmutable(), today);
    }

    /// <summary>Every framework that some project uses by its own choice, by name, with these uses.</summary>
    public IEnumerable<(Framework Framework, ImmutableArray<FrameworkUse> Uses)> Frameworks => Projects
        .SelectMany(entry => entry.Project.FrameworkUses)
        .Where(use => use.Role is FrameworkRole.Primary or FrameworkRole.Addon or FrameworkRole.Self or FrameworkRole.Unused)
        .GroupBy(use => use.Framework.Id, StringComparer.Ordinal)
        .Select(group => (group.First().Framework, group.ToImmutableArray()))
        .OrderBy(entry => entry.Framework.Name, StringComparer.OrdinalIgnoreCase).ThenBy(entry => entry.Framework.Id, StringComparer.Ordinal);
}
