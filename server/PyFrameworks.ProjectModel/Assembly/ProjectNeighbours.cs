using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Finds the projects of a workspace that share code or dependencies.</summary>
internal static class ProjectNeighbours
{
    /// <summary>The projects, in their order, each with its neighbours.</summary>
    public static ImmutableArray<ProjectSnapshot> Join(ImmutableArray<ProjectSnapshot> projects)
    {
        if (projects.Length < 2)
        {
            return projects;
        }

        var links = projects.Select(project => new Links(project)).ToImmutableArray();
        return [.. links.Select(own => own.Project with
        {
            Neighbours = [.. links.Where(other => other != own && AreNear(own, other)).Select(other => other.Project)],
        })];
    }

    private static bool AreNear(Links left, Links right) =>
        WorkspacePath.IsWithin(left.Project.Path, right.Project.Path)
        || WorkspacePath.IsWithin(right.Project.Path, left.Project.Path)
        || left.DependsOn(right)
        || right.DependsOn(left);

    /// <summary>What a project is called, and what it asks for by name or by path.</summary>
    private sealed class Links
    {
        private readonly HashSet<string> _names;
        private readonly HashSet<string> _needed;
        private readonly HashSet<string> _folders;

        public Links(ProjectSnapshot project)
        {
            Project = project;
            var own = project.Manifests.Where(manifest => !manifest.Format.IsLock()).ToList();
            _names = own.Where(manifest => WorkspacePath.Folder(manifest.Path) == project.Path)
                .Select(manifest => manifest.ProjectName).OfType<string>()
                .Select(name => NormalizedName.From(name).Value)
                .ToHashSet(StringComparer.Ordinal);
            _needed = own.SelectMany(manifest => manifest.Dependencies).Select(dependency => dependency.CanonicalName).ToHashSet(StringComparer.Ordinal);
            _folders = own.SelectMany(manifest => manifest.Includes)
                .Select(include => include.Kind == IncludeKind.Editable ? include.Resolved : include.Kind == IncludeKind.Group ? null : include.Resolved is { } path ? WorkspacePath.Folder(path) : null)
                .OfType<string>()
                .ToHashSet(StringComparer.Ordinal);
        }

        public ProjectSnapshot Project { get; }

        public bool DependsOn(Links other) => _needed.Overlaps(other._names) || _folders.Contains(other.Project.Path);
    }
}
