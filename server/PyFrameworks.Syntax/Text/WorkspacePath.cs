namespace PyFrameworks.Syntax.Text;

/// <summary>Arithmetic on workspace paths: relative to the root, <c>/</c> between the parts, <c>.</c> for the root itself.</summary>
public static class WorkspacePath
{
    /// <summary>The last part of <paramref name="path"/>.</summary>
    public static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

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
        var folders = new HashSet<string>(StringComparer.Ordinal);
        var last = "";
        foreach (var path in paths)
        {
            // Files of one folder mostly stand side by side.
            if (last.Length > 0 && IsBeside(path, last))
            {
                continue;
            }

            last = path;
            for (var folder = Folder(path); folders.Add(folder);)
            {
                folder = Folder(folder);
            }
        }

        return folders;
    }

    /// <summary>Whether two files lie in the same folder.</summary>
    public static bool IsBeside(string path, string other)
    {
        var slash = other.LastIndexOf('/');
        return path.AsSpan().StartsWith(other.AsSpan(0, slash + 1), StringComparison.Ordinal) && path.IndexOf('/', slash + 1) < 0;
    }

    /// <summary><paramref name="name"/> in <paramref name="folder"/>.</summary>
    public static string Join(string folder, string name) => folder == "." ? name : $"{folder}/{name}";
}
