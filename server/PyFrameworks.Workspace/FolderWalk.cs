using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Workspace;

/// <summary>A place that could not be read, for a one-line message.</summary>
/// <param name="Path">Workspace path.</param>
/// <param name="Reason">Why, as a clause.</param>
public sealed record UnreadPlace(string Path, string Reason);

/// <summary>A file that a walk found.</summary>
/// <param name="Path">Workspace path.</param>
/// <param name="Length">Its length in bytes; -1 where the walk did not learn it, as for links.</param>
/// <param name="Written">When it was last written, in ticks of UTC.</param>
internal readonly record struct FoundFile(string Path, long Length, long Written);

/// <summary>What a walk found.</summary>
/// <param name="Files">The files, by path (ordinal).</param>
/// <param name="Unread">Folders that could not be listed.</param>
/// <param name="IsTruncated">Whether the walk stopped at its limit.</param>
internal sealed record WalkResult(List<FoundFile> Files, ImmutableArray<UnreadPlace> Unread, bool IsTruncated)
{
    /// <summary>Workspace paths of the files.</summary>
    public IEnumerable<string> Paths => Files.Select(file => file.Path);
}

/// <summary>
/// Lists the files of a tree that belong to the project: no virtual environments, tool folders or build output, nothing that <c>.gitignore</c> excludes,
/// nothing behind a link to a folder, so that no link leads out of the tree or around in it.
/// </summary>
internal static class FolderWalk
{
    private const int MaxFiles = 500_000;
    private const int MaxDepth = 64;
    private const int MaxLinks = 40;
    private const int MaxIgnoreFileBytes = 1 << 20;

    // Folders that are listed before anybody looks whether there are too many files.
    private const int FoldersAtOnce = 256;

    // By default hidden files would be missing, .gitignore among them, and a folder that can't be listed would pass for an empty one.
    private static readonly EnumerationOptions s_everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private static readonly ImmutableHashSet<string> s_skipped = ImmutableHashSet.Create(
        StringComparer.Ordinal, "node_modules", "__pycache__", "build", "dist", "site-packages", "__pypackages__", "__MACOSX");

    /// <summary>Whether a folder of this name is never entered.</summary>
    public static bool IsSkipped(string name) =>
        name.Length > 1 && (name[0] == '.' || s_skipped.Contains(name) || name.EndsWith(".egg-info", StringComparison.Ordinal));

    /// <summary>The files below <paramref name="root"/>.</summary>
    public static WalkResult Files(string root, CancellationToken cancellationToken) => Files(root, ["."], cancellationToken);

    /// <summary>The files below <paramref name="folders"/>, workspace paths none of which lies in another; all else below <paramref name="root"/> is left alone.</summary>
    public static WalkResult Files(string root, IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        var listed = new List<Listing>();
        var count = 0;
        var isTruncated = false;

        // Depth 0: a folder that was asked for is read, whatever it is. Folders of one depth are listed side by side.
        var first = folders.Select(folder => new Listing(folder, [], Depth: 0)).ToArray();
        var level = first;
        while (level.Length > 0 && !isTruncated)
        {
            foreach (var part in level.Chunk(FoldersAtOnce))
            {
                Parallel.ForEach(part, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, listing => listing.Read(root));
                listed.AddRange(part);
                count += part.Sum(listing => listing.Files.Count);
                isTruncated = count >= MaxFiles;
                if (isTruncated)
                {
                    break;
                }
            }

            level = [.. level.SelectMany(listing => listing.Folders)];
        }

        var files = new List<FoundFile>(count);
        if (isTruncated)
        {
            // Those nearest to the root.
            files.AddRange(listed.SelectMany(listing => listing.Files).Take(MaxFiles));
        }
        else
        {
            foreach (var listing in first)
            {
                listing.AddTo(files);
            }
        }

        // Below a folder everything is in order already; the folders that were asked for may come in any.
        if (isTruncated || first.Length > 1)
        {
            files.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        }

        return new(files, [.. listed.Select(listing => listing.Unread).OfType<UnreadPlace>()], isTruncated);
    }

    /// <summary>What one folder holds.</summary>
    private sealed record Listing(string Path, ImmutableList<IgnoreFile> Ignores, int Depth)
    {
        /// <summary>Files of the project, by path.</summary>
        public List<FoundFile> Files { get; } = [];

        /// <summary>Folders that are to be listed next; each with the number of files whose paths are before those in it.</summary>
        public List<(int Before, Listing Folder)> Within { get; } = [];

        /// <summary>Folders that are to be listed next.</summary>
        public IEnumerable<Listing> Folders => Within.Select(within => within.Folder);

        /// <summary>The folder itself, where it could not be listed.</summary>
        public UnreadPlace? Unread { get; private set; }

        /// <summary>Adds what was found in the folder and below it, by path.</summary>
        public void AddTo(List<FoundFile> files)
        {
            var added = 0;
            foreach (var (before, folder) in Within)
            {
                files.AddRange(CollectionsMarshal.AsSpan(Files)[added..before]);
                added = before;
                folder.AddTo(files);
            }

            files.AddRange(CollectionsMarshal.AsSpan(Files)[added..]);
        }

        public void Read(string root)
        {
            var full = FullPath(root, Path);
            var entries = new List<Entry>();
            try
            {
                var listing = new FileSystemEnumerable<Entry>(full, static (ref FileSystemEntry entry) => new Entry(ref entry), s_everything);
                entries.AddRange(listing);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Unread = new(Path, FileAccessReason.Of(exception));
                return;
            }

            // PEP 405: the file marks a virtual environment.
            if (Depth > 0 && entries.Exists(static entry => entry.Name == "pyvenv.cfg"))
            {
                return;
            }

            var ignores = Ignores;
            if (entries.Exists(static entry => entry is { Name: ".gitignore", IsFolder: false })
                && ReadIgnoreFile(new FileInfo(System.IO.Path.Combine(full, ".gitignore")), Path) is { } own)
            {
                ignores = ignores.Add(own);
            }

            entries.Sort(static (left, right) => Compare(left, right));
            foreach (var entry in entries)
            {
                if (entry.IsFolder)
                {
                    if (!entry.IsLink && Depth < MaxDepth && !IsSkipped(entry.Name) && WorkspacePath.Join(Path, entry.Name) is var path && !IsIgnored(ignores, path, isFolder: true))
                    {
                        Within.Add((Files.Count, new(path, ignores, Depth + 1)));
                    }
                }
                else if (WorkspacePath.Join(Path, entry.Name) is var path && !IsIgnored(ignores, path, isFolder: false)
                    && (!entry.IsLink || LinkStaysWithin(new FileInfo(System.IO.Path.Combine(full, entry.Name)), root)))
                {
                    Files.Add(new(path, entry.Length, entry.Written));
                }
            }
        }

        /// <summary>The order of the paths: after the name of a folder comes a slash.</summary>
        private static int Compare(in Entry left, in Entry right)
        {
            if (!left.IsFolder && !right.IsFolder)
            {
                return string.CompareOrdinal(left.Name, right.Name);
            }

            var shared = Math.Min(left.Name.Length, right.Name.Length);
            var order = string.CompareOrdinal(left.Name, 0, right.Name, 0, shared);
            return order != 0 ? order : After(left, shared) - After(right, shared);

            static int After(in Entry entry, int at) => at < entry.Name.Length ? entry.Name[at] : entry.IsFolder ? '/' : -1;
        }
    }

    /// <summary>A name in a folder, with what the listing of it tells.</summary>
    private readonly struct Entry
    {
        public Entry(ref FileSystemEntry entry)
        {
            Name = entry.FileName.ToString();
            IsFolder = entry.IsDirectory;
            IsLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0;

            // Windows may list an earlier length and time of a file that is being written; those of a link are its own.
            Length = IsFolder || IsLink || OperatingSystem.IsWindows() ? -1 : entry.Length;
            Written = Length < 0 ? 0 : entry.LastWriteTimeUtc.UtcTicks;
        }

        public string Name { get; }

        public bool IsFolder { get; }

        public bool IsLink { get; }

        public long Length { get; }

        public long Written { get; }
    }

    /// <summary>
    /// Whether the file at <paramref name="path"/> would be found by a walk: a single question, for changes that an editor reports.
    /// </summary>
    public static bool Finds(string root, string path)
    {
        ImmutableList<IgnoreFile> ignores = [];
        var folder = ".";
        var parts = path.Split('/');
        for (var depth = 0; ; depth++)
        {
            var full = FullPath(root, folder);
            if (depth > 0 && (File.Exists(Path.Combine(full, "pyvenv.cfg")) || new DirectoryInfo(full).LinkTarget is not null))
            {
                return false;
            }

            if (ReadIgnoreFile(new FileInfo(Path.Combine(full, ".gitignore")), folder) is { } own)
            {
                ignores = ignores.Add(own);
            }

            var child = WorkspacePath.Join(folder, parts[depth]);
            if (depth == parts.Length - 1)
            {
                var file = new FileInfo(FullPath(root, child));
                return !IsIgnored(ignores, child, isFolder: false) && (file.LinkTarget is null || LinkStaysWithin(file, root));
            }

            if (IsSkipped(parts[depth]) || IsIgnored(ignores, child, isFolder: true) || depth >= MaxDepth)
            {
                return false;
            }

            folder = child;
        }
    }

    /// <summary>Whether the file at <paramref name="path"/> is the workspace's own: no link leads to it over a folder, or out of the root.</summary>
    public static bool StaysWithin(string root, string path)
    {
        var full = root;
        foreach (var part in path.Split('/'))
        {
            full = Path.Combine(full, part);
            if (new DirectoryInfo(full) is { Exists: true, LinkTarget: not null })
            {
                return false;
            }
        }

        var file = new FileInfo(full);
        return file.LinkTarget is null || LinkStaysWithin(file, root);
    }

    /// <summary>The absolute path of a workspace path.</summary>
    public static string FullPath(string root, string path) => path == "." ? root : Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The file itself, at the end of every link; null where there is none. The length and time of a link are its own.</summary>
    internal static FileInfo? FinalFile(string fullPath)
    {
        var file = new FileInfo(fullPath);
        if (file.Exists && (file.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        }

        return file.Exists ? file : null;
    }

    /// <summary>Whether a change of the file at <paramref name="path"/> may change which files a walk finds.</summary>
    public static bool IsGuide(string path) => WorkspacePath.FileName(path) is ".gitignore" or "pyvenv.cfg";

    /// <summary>Whether the target of a link to a file lies below the root, once every link on the way is followed.</summary>
    internal static bool LinkStaysWithin(FileSystemInfo link, string root)
    {
        try
        {
            return RealPath(link.FullName) is { } target
                && RealPath(root) is { } realRoot
                && target.StartsWith(realRoot.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                && File.Exists(target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The absolute path without links; null where they run in a circle.</summary>
    private static string? RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var pending = new Stack<string>();
        Push(path[real.Length..]);
        for (var links = 0; pending.TryPop(out var part);)
        {
            if (part is "." or "..")
            {
                real = part == "." ? real : Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            var targetRoot = Path.GetPathRoot(target) ?? "";
            real = targetRoot.Length == 0 ? real : targetRoot;
            Push(target[targetRoot.Length..]);
        }

        return real;

        void Push(string parts)
        {
            foreach (var part in parts.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                pending.Push(part);
            }
        }
    }

    // The deepest file that says anything decides; within a file, its last pattern.
    private static bool IsIgnored(ImmutableList<IgnoreFile> ignores, string path, bool isFolder)
    {
        for (var i = ignores.Count - 1; i >= 0; i--)
        {
            if (ignores[i].Ignores(path, isFolder) is { } answer)
            {
                return answer;
            }
        }

        return false;
    }

    /// <summary>The patterns of <paramref name="file"/>, if it is there. Like git, this follows no link, which might lead out of the workspace.</summary>
    private static IgnoreFile? ReadIgnoreFile(FileInfo file, string folder)
    {
        try
        {
            return file is { Exists: true, LinkTarget: null, Length: > 0 and <= MaxIgnoreFileBytes } ? IgnoreFile.Parse(folder, File.ReadAllText(file.FullName)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
