using System.Collections.Concurrent;
using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Workspace;

/// <summary>How far a scan is.</summary>
/// <param name="Done">Files read.</param>
/// <param name="Total">Files to read; 0 while the tree is still being walked.</param>
public readonly record struct ScanProgress(int Done, int Total);

/// <summary>
/// The files of one workspace folder at one moment, as read from disk and from open editors. Immutable: an edit gives another index, which shares what
/// did not change, and which equals one built afresh from the same files.
/// </summary>
public sealed class WorkspaceIndex
{
    private readonly ImmutableSortedSet<string> _paths;
    private readonly ImmutableSortedDictionary<string, ParsedFile> _disk;
    private readonly ImmutableSortedDictionary<string, ParsedFile> _buffers;
    private readonly Lazy<ImmutableArray<ProjectSnapshot>> _projects;
    private readonly ConcurrentDictionary<ProjectSnapshot, ImmutableArray<Finding>> _findings = new(ReferenceEqualityComparer.Instance as IEqualityComparer<ProjectSnapshot>);

    private WorkspaceIndex(
        string root,
        FrameworkCatalog catalog,
        AnalysisOptions options,
        ImmutableSortedSet<string> paths,
        ImmutableSortedDictionary<string, ParsedFile> disk,
        ImmutableSortedDictionary<string, ParsedFile> buffers,
        ImmutableArray<UnreadPlace> unread,
        bool isTruncated)
    {
        Root = root;
        Catalog = catalog;
        Options = options;
        Unread = unread;
        IsTruncated = isTruncated;
        _paths = paths;
        _disk = disk;
        _buffers = buffers;
        _projects = new(() => ProjectAssembler.Assemble(Files(), Catalog, Options, CancellationToken.None));
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Root { get; }

    /// <summary>The catalog.</summary>
    public FrameworkCatalog Catalog { get; }

    /// <summary>The day and the user's choices.</summary>
    public AnalysisOptions Options { get; }

    /// <summary>Folders and files that could not be read, by path.</summary>
    public ImmutableArray<UnreadPlace> Unread { get; }

    /// <summary>Whether the tree is so large that the walk stopped early.</summary>
    public bool IsTruncated { get; }

    /// <summary>Number of files that were read.</summary>
    public int FileCount => _disk.Count;

    /// <summary>The projects, by path; assembled on first use.</summary>
    public ImmutableArray<ProjectSnapshot> Projects => _projects.Value;

    /// <summary>An index of nothing, for the time before the first scan.</summary>
    public static WorkspaceIndex Empty(string root, FrameworkCatalog catalog, AnalysisOptions options) =>
        new(root, catalog, options, [], ImmutableSortedDictionary.Create<string, ParsedFile>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, ParsedFile>(StringComparer.Ordinal), [], false);

    /// <summary>Walks and reads the folder at <paramref name="root"/>, in parallel.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static WorkspaceIndex Scan(
        string root, FrameworkCatalog catalog, AnalysisOptions options, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        var walk = FolderWalk.Files(root, cancellationToken);
        var paths = ImmutableSortedSet.CreateRange(StringComparer.Ordinal, walk.Paths);
        var read = DiskReader.ReadAll(root, paths, progress, cancellationToken);
        var unread = walk.Unread.AddRange(read.Values.Where(file => file.Unreadable is not null).Select(file => new UnreadPlace(file.Path, file.Unreadable!)));
        return new(
            root, catalog, options, paths, read, ImmutableSortedDictionary.Create<string, ParsedFile>(StringComparer.Ordinal),
            [.. unread.OrderBy(place => place.Path, StringComparer.Ordinal)], walk.IsTruncated);
    }

    /// <summary>What the rules find in <paramref name="project"/>; computed once.</summary>
    public ImmutableArray<Finding> Findings(ProjectSnapshot project, CancellationToken cancellationToken) =>
        _findings.TryGetValue(project, out var known) ? known : _findings.GetOrAdd(project, RuleSet.Check(project, cancellationToken));

    /// <summary>The project that owns the file at <paramref name="path"/>, or null.</summary>
    public ProjectSnapshot? FindProject(string path) =>
        Projects.FirstOrDefault(project => project.TextOf(path) is not null)
        ?? Projects.Where(project => WorkspacePath.IsWithin(path, project.Path)).MaxBy(project => project.Path == "." ? 0 : project.Path.Length);

    /// <summary>The text of a file that was read, an open buffer's first; null for any other.</summary>
    public SourceText? TextOf(string path) => (_buffers.GetValueOrDefault(path) ?? _disk.GetValueOrDefault(path))?.Text;

    /// <summary>This index with an open buffer's text in place of the file at <paramref name="path"/>.</summary>
    public WorkspaceIndex WithBuffer(string path, SourceText text, CancellationToken cancellationToken)
    {
        if (ReadBuffer(path, text, cancellationToken) is not { } parsed)
        {
            return this;
        }

        return With(buffers: _buffers.SetItem(path, parsed)).WithIncludes(cancellationToken);
    }

    /// <summary>This index with the file on disk in place of a closed buffer.</summary>
    public WorkspaceIndex WithoutBuffer(string path, CancellationToken cancellationToken) =>
        _buffers.ContainsKey(path) ? With(buffers: _buffers.Remove(path)).WithDiskChanges([path], cancellationToken) : this;

    /// <summary>This index with the files at <paramref name="changed"/> (workspace paths) read again: created, changed or gone.</summary>
    public WorkspaceIndex WithDiskChanges(IEnumerable<string> changed, CancellationToken cancellationToken)
    {
        var (paths, disk) = (_paths, _disk);
        foreach (var path in changed.Distinct(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (File.Exists(FolderWalk.FullPath(Root, path)) && FolderWalk.Finds(Root, path))
            {
                paths = paths.Add(path);
                var parsed = DiskReader.Read(Root, path, asRequirements: disk.GetValueOrDefault(path)?.Manifest is not null, cancellationToken);
                disk = parsed is null ? disk.Remove(path) : disk.SetItem(path, parsed);
            }
            else
            {
                // A folder may have gone with everything in it.
                var gone = paths.Where(known => WorkspacePath.IsWithin(known, path)).ToList();
                paths = paths.Except(gone);
                disk = disk.RemoveRange(gone);
            }
        }

        return With(paths, disk).WithIncludes(cancellationToken);
    }

    /// <summary>This index under other options.</summary>
    public WorkspaceIndex WithOptions(AnalysisOptions options) => new(Root, Catalog, options, _paths, _disk, _buffers, Unread, IsTruncated);

    private WorkspaceIndex With(
        ImmutableSortedSet<string>? paths = null,
        ImmutableSortedDictionary<string, ParsedFile>? disk = null,
        ImmutableSortedDictionary<string, ParsedFile>? buffers = null) =>
        new(Root, Catalog, Options, paths ?? _paths, disk ?? _disk, buffers ?? _buffers, Unread, IsTruncated);

    /// <summary>This index with included files read that no name gave away, and those dropped that nothing includes any more.</summary>
    private WorkspaceIndex WithIncludes(CancellationToken cancellationToken)
    {
        var files = Merged();
        var disk = DiskReader.FollowIncludes(Root, files, _paths, cancellationToken);
        var kept = disk.Keys.Where(path => !_buffers.ContainsKey(path) || _disk.ContainsKey(path));
        var next = _disk;
        foreach (var path in kept)
        {
            if (!_buffers.ContainsKey(path))
            {
                next = next.SetItem(path, disk[path]);
            }
        }

        foreach (var path in next.Keys.Where(path => !disk.ContainsKey(path)).ToList())
        {
            next = next.Remove(path);
        }

        return ReferenceEquals(next, _disk) ? this : With(disk: next);
    }

    private ImmutableSortedDictionary<string, ParsedFile> Merged() => _buffers.IsEmpty ? _disk : _disk.SetItems(_buffers);

    private WorkspaceFiles Files()
    {
        var parsed = Merged();
        return new()
        {
            Parsed = parsed,
            Paths = _buffers.IsEmpty ? _paths : _paths.Union(_buffers.Keys),
            Unread = DiskReader.UnreadIncludes(Root, parsed, _paths),
        };
    }

    private ParsedFile? ReadBuffer(string path, SourceText text, CancellationToken cancellationToken) =>
        FileReader.Read(path, text, asRequirements: _disk.GetValueOrDefault(path)?.Manifest is not null, cancellationToken);
}
