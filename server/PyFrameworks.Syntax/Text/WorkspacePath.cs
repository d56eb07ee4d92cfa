namespace PyFrameworks.Syntax.Text;

/// <summary>Arithmetic on workspace paths: relative to the root, <c>/</c> between the parts, <c>.</c> for the root itself.</summary>
public static class WorkspacePath
{
    /// <summary>The last part of <paramref name="path"/>.</summary>
    public static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The same without a copy.</summary>
    public static ReadOnlySpan<char> LastPart(string path) => path.AsSpan(path.LastIndexOf('/') + 1);

    /// <summary>The folder that holds <paramref name="path"/>; <c>.</c> for the root.</summary>
    public static string Folder(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? "." : path[..slash];
    }

    /// <summary>
    /// <paramref name="relative"/> as seen from <paramref name="folder"/>, with <c>.</c> and <c>..</c> resolved;
    /// null when it is absolute or climbs out of the root.
    /// </summary>
    public static string? Resolve(string folder, string relative)
    {
        var normalised = relative.Replace('\\', '/');
        if (normalised.StartsWith('/') || (normalised.Length >= 2 && char.IsAsciiLetter(normalised[0]) && normalised[1] == ':'))
        {
            return null;
        }

        var parts = folder == "." ? [] : new List<string>(folder.Split('/'));
        foreach (var part in normalised.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return parts.Count == 0 ? "." : string.Join('/', parts);
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="folder"/> or lies below it.</summary>
    public static bool IsWithin(string path, string folder) =>
        folder == "." || path == folder || (path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>The folders that hold the files <paramref name="paths"/>, directly or further below; the root too where there is a file.</summary>
    public static HashSet<string> FoldersOf(IEnumerable<string> paths)
    {
        var folders = new FolderSet();
        foreach (var path in paths)
        {
            folders.AddFolderOf(path);
        }

        return folders.Folders;
    }

    /// <summary><paramref name="name"/> in <paramref name="folder"/>.</summary>
    public static string Join(string folder, string name) => folder == "." ? name : $"{folder}/{name}";
}

/// <summary>Tells paths apart of which the one before lies in the same folder: files of one folder mostly stand side by side.</summary>
public struct FolderRun
{
    private string? _path;
    private int _length;

    /// <summary>Whether <paramref name="path"/> lies beside the last path of which that was not so; else it is that one from now on.</summary>
    public bool GoesOn(string path)
    {
        if (_path is not null && path.AsSpan().StartsWith(_path.AsSpan(0, _length), StringComparison.Ordinal) && path.AsSpan(_length).IndexOf('/') < 0)
        {
            return true;
        }

        (_path, _length) = (path, path.LastIndexOf('/') + 1);
        return false;
    }
}

/// <summary>Collects the folders that hold files, directly or further below.</summary>
public sealed class FolderSet
{
    private FolderRun _run;

    /// <summary>The folders; the root too where there is a file.</summary>
    public HashSet<string> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds those of <paramref name="path"/>.</summary>
    public void AddFolderOf(string path)
    {
        if (_run.GoesOn(path))
        {
            return;
        }

        for (var folder = WorkspacePath.Folder(path); Folders.Add(folder);)
        {
            folder = WorkspacePath.Folder(folder);
        }
    }
}
