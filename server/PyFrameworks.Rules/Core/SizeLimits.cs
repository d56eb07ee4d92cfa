using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>Whether a project has grown beyond what its framework is meant for.</summary>
public static class SizeLimits
{
    // A program with a small page of its own has not outgrown what serves the page.
    private const int SideIssueShare = 10;

    /// <summary>What was measured, as a sentence without its full stop, where <paramref name="project"/> has outgrown the framework; null where it has not.</summary>
    public static string? Outgrown(FrameworkUse use, ProjectSnapshot project)
    {
        if (use.Framework.Limit is not { } limit)
        {
            return null;
        }

        var lines = project.Metrics.CodeLines;
        var modules = project.Files.Count(file => file.IsApplication && file.Module.CodeLines > 0);
        var routing = project.Files.Count(file => file.IsApplication && file.Routes > 0);
        if ((lines <= limit.CodeLines && routing <= limit.RouteModules) || IsSideIssue(use, project, limit.CodeLines))
        {
            return null;
        }

        var spread = routing > limit.RouteModules ? $", {Say.Number(routing)} of which declare routes" : "";
        return $"{use.Framework.Name} is meant for single-file applications; this one has {Say.Count(lines, "code line")} in {Say.Count(modules, "module")}{spread}";
    }

    private static bool IsSideIssue(FrameworkUse use, ProjectSnapshot project, int limit)
    {
        var paths = project.Imports.Where(import => import.FrameworkId == use.Framework.Id).Select(import => import.At.Path).ToHashSet(StringComparer.Ordinal);
        var users = project.Files.Where(file => file.IsApplication && (file.Routes > 0 || paths.Contains(file.Path))).ToList();
        return users is [{ Module.CodeLines: var lines }] && lines <= limit && lines * SideIssueShare < project.Metrics.CodeLines;
    }
}
