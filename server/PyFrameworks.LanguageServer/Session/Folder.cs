using PyFrameworks.Workspace;

namespace PyFrameworks.LanguageServer;

/// <summary>Where a folder of the workspace is on its way into the index.</summary>
internal enum FolderState
{
    /// <summary>Its first scan runs.</summary>
    Scanning,

    /// <summary>Its facts are complete.</summary>
    Ready,

    /// <summary>The user cancelled its first scan.</summary>
    Cancelled,
}

/// <summary>A folder of the workspace.</summary>
/// <param name="Uri">As the client spelled it, without a slash at its end.</param>
/// <param name="Root">Absolute path.</param>
/// <param name="Index">Its files.</param>
/// <param name="State">How far it is.</param>
internal sealed record Folder(string Uri, string Root, WorkspaceIndex Index, FolderState State)
{
    /// <summary>Finds its diagnostics.</summary>
    public FolderDiagnostics Diagnostics { get; } = new();

    /// <summary>Paths of Windows don't differ by case alone; elsewhere names are compared as given.</summary>
    public static StringComparison PathComparison { get; } = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The workspace path of an absolute path, or null when it lies elsewhere.</summary>
    public string? PathOf(string fullPath)
    {
        // Taking out "." and ".." first keeps a path from leaving the folder. A backslash is a separator on Windows alone.
        var full = Path.GetFullPath(fullPath);
        if (full.Equals(Root, PathComparison))
        {
            return ".";
        }

        var prefix = Root.EndsWith(Path.DirectorySeparatorChar) ? Root : Root + Path.DirectorySeparatorChar;
        return full.StartsWith(prefix, PathComparison) ? full[prefix.Length..].Replace(Path.DirectorySeparatorChar, '/') : null;
    }

    /// <summary>The absolute path of a workspace path.</summary>
    public string FullPath(string path) => path == "." ? Root : Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The address of a workspace path, spelled after the folder's own.</summary>
    public string UriOf(string path) => path == "." ? Uri : $"{Uri}/{FileUris.Escape(path)}";
}
