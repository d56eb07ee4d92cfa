using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>What a project is called, and what it asks for by name or by path.</summary>
internal sealed class ProjectLinks
{
    public ProjectLinks(ProjectSnapshot project)
    {
        var own = project.Manifests.Where(manifest => !manifest.Format.IsLock()).ToList();
        Names = own.Where(manifest => WorkspacePath.Folder(manifest.Path) == project.Path)
            .Select(manifest => manifest.ProjectName).OfType<string>()
            .Select(name => NormalizedName.From(name).Value)
            .ToHashSet(StringComparer.Ordinal);
        Needed = own.SelectMany(manifest => manifest.DependencyNames).ToHashSet(StringComparer.Ordinal);
        Folders = own.SelectMany(manifest => manifest.Includes)
            .Select(include => (include.Kind, include.Resolved) switch
            {
                (IncludeKind.Group, _) or (_, null) => null,
                (IncludeKind.Editable, { } folder) => folder,
                (_, { } file) => WorkspacePath.Folder(file),
            })
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Distributions that it builds.</summary>
    public HashSet<string> Names { get; }

    /// <summary>Distributions that it asks for.</summary>
    public HashSet<string> Needed { get; }

    /// <summary>Folders that it installs from or includes files of.</summary>
    public HashSet<string> Folders { get; }

    /// <summary>Whether it is called the same and asks for the same as <paramref name="other"/>.</summary>
    public bool IsSame(ProjectLinks other) =>
        ReferenceEquals(this, other) || (Names.SetEquals(other.Names) && Needed.SetEquals(other.Needed) && Folders.SetEquals(other.Folders));
}
