using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Cli;

/// <summary>
/// What the PATHs of a command line stand for. The root is their common folder; only the folders that were asked for are walked. A file stands for its
/// project, so the folder of that project is walked: the nearest one upwards with a manifest.
/// </summary>
internal sealed record Targets
{
    // Manifests in these folders speak for the project above.
    private static readonly ImmutableHashSet<string> s_companions = ImmutableHashSet.Create(
        StringComparer.Ordinal, "requirements", "requirement", "reqs", "deps", "docs", "doc", "tests", "test", "examples", "example");

    /// <summary>Absolute path of the common folder.</summary>
    public required string Root { get; init; }

    /// <summary>Workspace paths of the folders to walk; none lies in another.</summary>
    public required ImmutableArray<string> Folders { get; init; }

    /// <summary>Workspace paths of the folders that were asked for.</summary>
    public required ImmutableArray<string> AskedFolders { get; init; }

    /// <summary>Workspace paths of the files that were asked for.</summary>
    public required ImmutableArray<string> AskedFiles { get; init; }

    /// <summary>Reads <paramref name="paths"/> (none stands for <c>.</c>) against <paramref name="currentDirectory"/>.</summary>
    /// <exception cref="UsageException">A path does not exist or can't be read.</exception>
    public static Targets Resolve(ImmutableArray<string> paths, string currentDirectory)
    {
        var folders = new List<string>();
        var files = new List<string>();
        var walked = new List<string>();
        foreach (var path in paths.IsEmpty ? ["."] : paths)
        {
            var full = FullPath(path, currentDirectory);
            if (Directory.Exists(full))
            {
                var folder = ReadableFolder(full, path);
                folders.Add(folder);
                walked.Add(folder);
            }
            else
            {
                CheckFile(full, path);
                files.Add(full);
                walked.Add(ProjectFolder(full));
            }
        }

        var root = CommonFolder(walked);
        var relative = walked.Select(folder => Relative(root, folder)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        return new()
        {
            Root = root,
            Folders = [.. relative.Where(folder => !relative.Any(other => other != folder && WorkspacePath.IsWithin(folder, other)))],
            AskedFolders = [.. folders.Select(folder => Relative(root, folder))],
            AskedFiles = [.. files.Select(file => Relative(root, file))],
        };
    }

    private static string FullPath(string path, string currentDirectory)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new UsageException("a path is empty or holds a NUL character; give a folder or a file");
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, currentDirectory));
    }

    /// <summary>The folder itself behind any link, once it can be listed.</summary>
    private static string ReadableFolder(string full, string path)
    {
        try
        {
            var folder = new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            entries.MoveNext();
            return Path.TrimEndingDirectorySeparator(folder);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path} can't be read: permission denied; allow reading it or choose another folder");
        }
        catch (IOException)
        {
            throw new UsageException($"{path} can't be read; check that the disk it lies on is there");
        }
    }

    private static void CheckFile(string full, string path)
    {
        try
        {
            var file = new FileInfo(full);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true })
            {
                throw new UsageException($"{path} is a link that leads nowhere; mend the link or give the file itself");
            }

            if (!file.Exists)
            {
                throw new UsageException($"{path} does not exist; give a folder or a file of a project");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} can't be read; allow reading it or choose another path");
        }
    }

    /// <summary>
    /// The folder of the project that <paramref name="file"/> belongs to: the nearest upwards with a manifest; without one the repository's (it holds
    /// <c>.git</c>), else the file's own. Requirements, documentation, tests and examples that nothing above declares belong to the folder around theirs.
    /// </summary>
    private static string ProjectFolder(string file)
    {
        var own = Path.GetDirectoryName(file)!;
        string? companion = null;
        for (var folder = own; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (HasManifest(folder))
            {
                if (!s_companions.Contains(Path.GetFileName(folder)))
                {
                    return folder;
                }

                companion ??= Path.GetDirectoryName(folder);
            }

            // A work tree has a file of that name.
            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return companion ?? folder;
            }
        }

        return companion ?? own;
    }

    private static bool HasManifest(string folder)
    {
        try
        {
            // Requirements are also recognised by the folder they lie in.
            var name = Path.GetFileName(folder);
            return new DirectoryInfo(folder).EnumerateFiles().Any(file => IsManifest(name.Length == 0 ? file.Name : $"{name}/{file.Name}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsManifest(string path) =>
        WorkspacePath.FileName(path) == "setup.py" || (FileReader.IsClaimed(path) && !FileReader.IsPython(path) && !FileKinds.IsCommands(path));

    private static string CommonFolder(List<string> folders)
    {
        var common = folders[0];
        foreach (var folder in folders.Skip(1))
        {
            while (Relative(common, folder) is ".." || Relative(common, folder).StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(Relative(common, folder)))
            {
                common = Path.GetDirectoryName(common)
                    ?? throw new UsageException($"{folder} and {folders[0]} have no folder in common; run the program once for each");
            }
        }

        return common;
    }

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
