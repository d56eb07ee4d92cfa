using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Packaging;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Rules;

/// <summary>Whether a release runs on the Pythons that a project allows.</summary>
public static class PythonFit
{
    /// <summary>
    /// Whether <paramref name="release"/> runs on at least one Python that <c>requires-python</c> allows; null when either side says nothing.
    /// Judged by the Python releases that the catalog knows.
    /// </summary>
    public static bool? RunsOn(Release release, ProjectSnapshot project)
    {
        if (release.Python.Length == 0 || project.RequiresPython is not { } asked || !VersionSpecifierSet.TryParse(release.Python, out var runs))
        {
            return null;
        }

        return project.Catalog.Companions.Pythons.Any(python =>
            Version.TryParse(python.Version, out var series) && asked.Specifier.MayContainSeries(series) && runs.MayContainSeries(series));
    }

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
