using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Packaging;

namespace PyFrameworks.Rules;

/// <summary>Whether a release runs on the Pythons that a project allows.</summary>
public static class PythonFit
{
    /// <summary>Whether <paramref name="release"/> runs on at least one Python that <c>requires-python</c> allows; null when either side says nothing.</summary>
    public static bool? RunsOn(Release release, ProjectSnapshot project) =>
        project.RequiresPython is { } asked && VersionSpecifierSet.TryParse(release.Python, out var runs) && !runs.IsEmpty
            ? asked.Specifier.Overlaps(runs)
            : null;

    /// <summary>Whether any release of <paramref name="framework"/> that is supported on the project's day runs on a Python that the project allows; null when nothing is known.</summary>
    public static bool? RunsOn(Framework framework, ProjectSnapshot project)
    {
        bool? any = null;
        foreach (var release in framework.Releases.Where(release => release.EndOfLife is null || release.EndOfLife > project.Today))
        {
            switch (RunsOn(release, project))
            {
                case true:
                    return true;
                case false:
                    any ??= false;
                    break;
                default:
                    return null;
            }
        }

        return any;
    }
}
