using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>The files that includes lead to.</summary>
internal static class IncludedFiles
{
    /// <summary>
    /// The workspace path of the file that <paramref name="include"/> names: of a folder, the manifest in it. Null for a group, and where there is no such file
    /// in the workspace.
    /// </summary>
    public static string? PathOf(ProjectSnapshot project, Include include)
    {
        if (include is { IsOpaque: true } or { IsOutside: true } or { IsUnreadable: true } or { Kind: IncludeKind.Group } || include.Resolved is not { } path)
        {
            return null;
        }

        return include.Kind == IncludeKind.Editable ? ManifestIn(project, path) : path;
    }

    private static string? ManifestIn(ProjectSnapshot project, string folder) =>
        project.Neighbours.Insert(0, project)
            .SelectMany(each => each.Manifests)
            .Where(manifest => manifest.Format is (ManifestFormat.Pyproject or ManifestFormat.SetupCfg or ManifestFormat.SetupPy) && WorkspacePath.Folder(manifest.Path) == folder)
            .MinBy(manifest => manifest.Format.Precedence(manifest.Path))?.Path;
}
