using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Workspace;

/// <summary>Reads files from disk into what the project model understands. All reading of file contents happens here.</summary>
internal sealed class DiskReader
{
    // Larger Python files are data or generated; lock files of big applications do reach some megabytes.
    private const int MaxSourceBytes = 4 << 20;
    private const int MaxManifestBytes = 32 << 20;
    private const int MaxMarkerBytes = 256 << 10;

    // A team's catalog holds no more than 512 Ki characters, which are at most four bytes each.
    private const int MaxCatalogBytes = 2 << 20;

    // Larger texts are not read into room that is kept.
    private const int MaxKeptBytes = 256 << 10;

    [ThreadStatic]
    private static byte[]? t_bytes;

    private readonly string _root;
    private readonly Lazy<ImmutableSortedSet<string>> _markers;
    private readonly Lazy<PackageNames> _packages;

    /// <summary>A reader below <paramref name="root"/> that also takes the text of files which the catalog asks to look into.</summary>
    public DiskReader(string root, FrameworkCatalog catalog)
        : this(root, new Lazy<ImmutableSortedSet<string>>(() => MarkersOf(catalog.Frameworks)), new(() => ImportedPackages.Of(catalog)))
    {
    }

    private DiskReader(string root, Lazy<ImmutableSortedSet<string>> markers, Lazy<PackageNames> packages) => (_root, _markers, _packages) = (root, markers, packages);

    /// <summary>This reader, or one that looks into exactly those files which the built-in reader <paramref name="below"/> and <paramref name="frameworks"/> ask for.</summary>
    public DiskReader With(DiskReader below, IEnumerable<Framework> frameworks)
    {
        var added = MarkersOf(frameworks);
        if (added.IsEmpty && ReferenceEquals(_markers, below._markers))
        {
            return this;
        }

        var markers = below._markers.Value.Union(added);
        return markers.SetEquals(_markers.Value) ? this : new(_root, new Lazy<ImmutableSortedSet<string>>(markers), _packages);
    }

    private static ImmutableSortedSet<string> MarkersOf(IEnumerable<Framework> frameworks) =>
        frameworks.SelectMany(framework => framework.Markers).Where(marker => marker.Contains is not null).Select(marker => $"**/{marker.Path}").ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>Whether the file at <paramref name="path"/> is read because of its name.</summary>
    public bool IsClaimed(string path) => FileReader.IsClaimed(path) || IsMarker(path);

    /// <summary>Reads every claimed file of <paramref name="files"/> (by path, ordinal), in parallel; unchanged Python files come from <paramref name="cache"/>, if there is one.</summary>
    public PathMap<ParsedFile> ReadAll(
        List<FoundFile> files, ScanCache? cache, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        var claimed = files.FindAll(file => IsClaimed(file.Path));
        var read = new ParsedFile?[claimed.Count];
        var done = 0;
        progress?.Report(new(0, claimed.Count));
        Parallel.For(0, claimed.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            read[i] = Read(claimed[i], asRequirements: false, cache, cancellationToken);
            progress?.Report(new(Interlocked.Increment(ref done), claimed.Count));
        });
        return PathMap.FromSorted(read.OfType<ParsedFile>(), file => file.Path);
    }

    /// <summary>Reads each of <paramref name="paths"/> in parallel; null for one that is not claimed or has gone.</summary>
    public ParsedFile?[] ReadEach(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var read = new ParsedFile?[paths.Count];
        Parallel.For(
            0, read.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => read[i] = Read(paths[i], asRequirements: false, cancellationToken));
        return read;
    }

    /// <summary>Reads the file at <paramref name="path"/>; null when it is neither claimed nor wanted as requirements, or has gone.</summary>
    public ParsedFile? Read(string path, bool asRequirements, CancellationToken cancellationToken) =>
        Read(new FoundFile(path, -1, 0), asRequirements, cache: null, cancellationToken);

    private ParsedFile? Read(in FoundFile found, bool asRequirements, ScanCache? cache, CancellationToken cancellationToken)
    {
        var path = found.Path;
        var isOurs = FileReader.IsClaimed(path);
        if (!isOurs && !asRequirements && !IsMarker(path))
        {
            return null;
        }

        try
        {
            var (fullPath, length, written) = (FolderWalk.FullPath(_root, path), found.Length, found.Written);
            if (length is < 0 or >= MaxKeptBytes)
            {
                if (FolderWalk.FinalFile(fullPath) is not { } file)
                {
                    return null;
                }

                (fullPath, length, written) = (file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);
            }

            var limit = !isOurs && !asRequirements ? MaxMarkerBytes : FileReader.IsPython(path) ? MaxSourceBytes : MaxManifestBytes;
            if (length > limit)
            {
                return FileReader.Unreadable(path, $"it is larger than {limit >> 10} KiB");
            }

            if (cache?.Find(path, length, written) is { } known)
            {
                return known;
            }

            if (!TryReadContent(fullPath, (int)length, out var bytes))
            {
                if (found.Length >= 0)
                {
                    // It has become another since it was found.
                    return Read(new FoundFile(path, -1, 0), asRequirements, cache, cancellationToken);
                }

                bytes = File.ReadAllBytes(fullPath);
            }

            var origin = new FileOrigin(_root, path, length, written);
            if (Glance(path, bytes, origin) is { } glanced)
            {
                cache?.Add(glanced, length, written);
                return glanced;
            }

            var read = FileReader.Read(path, bytes, asRequirements, cancellationToken)
                ?? new ParsedFile { Path = path, Text = new(Encoding.UTF8.GetString(bytes)) };

            // Of most Python files nobody asks for the text again.
            if (read is { Module: { } module, Manifest: null })
            {
                read = read with { Text = new(origin, read.Text.Length), Module = module.Packed(read.Text) };
                cache?.Add(read, length, written);
            }

            return read;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // It has gone since it was found.
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FileReader.Unreadable(path, FileAccessReason.Of(exception));
        }
    }

    /// <summary>Reads the bytes of a file, which are there until the thread reads the next; false where its length is another, or so large that no room is kept for it.</summary>
    private static bool TryReadContent(string fullPath, int length, out ReadOnlySpan<byte> bytes)
    {
        bytes = [];

        // To open a named pipe would wait for a writer. Pipes, sockets and devices have no length.
        if (length is 0 or >= MaxKeptBytes)
        {
            return length == 0;
        }

        // One byte more shows whether the file has grown.
        if (t_bytes is null || t_bytes.Length <= length)
        {
            t_bytes = new byte[Math.Max(32 << 10, (int)BitOperations.RoundUpToPowerOf2((uint)length + 1))];
        }

        using var handle = File.OpenHandle(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        bytes = t_bytes.AsSpan(0, length);
        return RandomAccess.Read(handle, t_bytes, 0) == length;
    }

    /// <summary>A Python file as far as a glance tells; null for one that imports what the catalog knows, so that it will be asked for more, and wherever a glance is not enough.</summary>
    private ParsedFile? Glance(string path, ReadOnlySpan<byte> bytes, FileOrigin origin) =>
        bytes.Length < MaxKeptBytes ? FileReader.Glance(path, bytes, origin, _packages.Value) : null;

    /// <summary>Reads the text of an open editor in place of the file, with the help of an earlier reading; null as <see cref="Read(string, bool, CancellationToken)"/>.</summary>
    public ParsedFile? Read(string path, SourceText text, bool asRequirements, ParsedFile? previous, CancellationToken cancellationToken) =>
        FileReader.ReadEdited(path, text, asRequirements, previous, cancellationToken) ?? (IsMarker(path) ? new() { Path = path, Text = text } : null);

    /// <summary>Reads a team's catalog file: its text, or why there is none, as a clause.</summary>
    /// <param name="path">A workspace path, or an absolute one that the editor's settings name.</param>
    /// <param name="mayLeave">Whether links may lead out of the workspace: for what the editor's settings name.</param>
    public (SourceText? Text, string? Reason) ReadCatalog(string path, bool mayLeave)
    {
        try
        {
            var file = new FileInfo(FolderWalk.FullPath(_root, path));
            if (!mayLeave && !FolderWalk.StaysWithin(_root, path))
            {
                return (null, "lies behind a link that leaves the folder, which is never followed");
            }

            if (file is { Exists: false, LinkTarget: null } && !Directory.Exists(file.FullName))
            {
                return (null, "does not exist");
            }

            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            if (Directory.Exists(file.FullName))
            {
                return (null, "is a folder; give a YAML file");
            }

            if (!file.Exists)
            {
                return (null, "does not exist");
            }

            return file.Length > MaxCatalogBytes ? (null, $"is larger than {MaxCatalogBytes >> 10} KiB")
                : file.Length == 0 ? (new(""), null)
                : (new(File.ReadAllText(file.FullName, Encoding.UTF8)), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"can't be read: {FileAccessReason.Of(exception)}");
        }
    }

    /// <summary>Whether the file at <paramref name="path"/> is read for its text as a marker alone.</summary>
    public bool IsMarkerOnly(string path) => !FileReader.IsClaimed(path) && IsMarker(path);

    private bool IsMarker(string path)
    {
        foreach (var pattern in _markers.Value)
        {
            if (GlobMatcher.IsMatch(pattern, path))
            {
                return true;
            }
        }

        return false;
    }
}
