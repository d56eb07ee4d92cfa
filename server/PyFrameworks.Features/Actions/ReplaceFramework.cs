using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>The one step of a move that is done on request: the dependency's line. Nothing else is rewritten.</summary>
public static class ReplaceFramework
{
    /// <summary>
    /// The edit that writes <paramref name="to"/> for <paramref name="from"/> in every entry of the manifest at <paramref name="path"/>. A version becomes the newest supported series that runs on the
    /// project's Pythons. Null where the manifest is written by a tool, declares the new framework already, or has an entry that can't be changed with certainty.
    /// </summary>
    public static Fix? In(ProjectSnapshot project, string path, Framework from, Framework to)
    {
        if (to.Distributions.IsEmpty || project.FindManifest(path) is not { } manifest
            || manifest.Format.IsLock() || manifest.Format is ManifestFormat.Constraints or ManifestFormat.Commands
            || manifest.Dependencies.Any(dependency => to.Distributions.Contains(dependency.CanonicalName)))
        {
            return null;
        }

        var edits = ImmutableArray.CreateBuilder<FixEdit>();
        foreach (var dependency in manifest.Dependencies.Where(dependency => from.Distributions.Contains(dependency.CanonicalName) && !dependency.IsTransitive))
        {
            var written = RequirementEdits.Replace(new(manifest, dependency), to.DistributionName.Length > 0 ? to.DistributionName : to.Distributions[0], Specifier(to, project));
            if (written.IsEmpty)
            {
                return null;
            }

            edits.AddRange(written);
        }

        return edits.Count == 0 ? null : new(Title(from, to), edits.ToImmutable());
    }

    /// <summary>The words of the menu.</summary>
    public static string Title(Framework from, Framework to) => $"Replace {from.Name} with {to.Name} in this manifest";

    /// <summary>The newest series that is supported and runs on the project's Pythons, and what follows it: <c>&gt;=0.20</c>; from any version on where none is known.</summary>
    private static string Specifier(Framework to, ProjectSnapshot project) =>
        to.Releases.FirstOrDefault(release => (release.EndOfLife is not { } end || end > project.Today) && PythonFit.RunsOn(release, project) != false) is { } release
            ? $">={release.Series}"
            : ">=0";
}
