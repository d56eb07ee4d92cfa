using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Cli;

/// <summary>
/// Paths as programs want them that place findings in a checkout: relative to the current folder, from which CI starts the program, also when PATH names a
/// folder below it. Where the root lies elsewhere, they are relative to the root.
/// </summary>
/// <param name="Folder">Absolute path of the folder that paths are relative to.</param>
/// <param name="Root">Path from there to the root, with <c>/</c>; <c>.</c> where they are one.</param>
/// <param name="IsCurrent">Whether it is the current folder.</param>
internal sealed record SeenFrom(string Folder, string Root, bool IsCurrent)
{
    /// <summary>The view of <paramref name="root"/> from <paramref name="currentDirectory"/>.</summary>
    public static SeenFrom Of(string root, string currentDirectory)
    {
        var relative = Path.GetRelativePath(currentDirectory, root).Replace(Path.DirectorySeparatorChar, '/');
        return relative is ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? new(root, ".", false)
            : new(currentDirectory, relative, true);
    }

    /// <summary>A path of the workspace for a reader in the current folder: absolute where the root lies elsewhere.</summary>
    public string Name(string path) => IsCurrent ? WorkspacePath.Join(Root, path) : $"{Folder.Replace(Path.DirectorySeparatorChar, '/').TrimEnd('/')}/{path}";
}
