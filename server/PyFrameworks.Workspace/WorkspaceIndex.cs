using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Workspace;

/// <summary>How far a scan is.</summary>
/// <param name="Done">Files read.</param>
/// <param name="Total">Files to read.</param>
public readonly record struct ScanProgress(int Done, int Total);

/// <summary>
/// The files of one workspace folder at one moment, as read from disk and from open editors. Immutable: an edit gives another index, which shares what
/// did not change, and which equals one built afresh from the same files.
/// </summary>
public sealed class WorkspaceIndex
{
    private readonly DiskReader _reader;

    // What a walk found; what of it was read because of its name; the texts of open editors; all that was read; includes that were not.
    private readonly ImmutableSortedSet<string> _paths;
    private readonly ImmutableSortedDictionary<string, ParsedFile> _claimed;
    private readonly ImmutableSortedDictionary<string, SourceText> _buffers;
    private readonly ImmutableSortedDictionary<string, ParsedFile> _parsed;
    private readonly ImmutableSortedDictionary<string, string> _unreadIncludes;
    private readonly ImmutableHashSet<string> _unmetIncludes;
    private readonly Lazy<AssembledWorkspace> _assembled;

    // The last assembly that is known, of this index or of one before, until there is one of this.
    private volatile AssembledWorkspace? _known;

    // Shared by the indexes that follow from one another: most projects outlast an edit.
    private readonly ConditionalWeakTable<ProjectSnapshot, StrongBox<ImmutableArray<Finding>>> _findings;

    private WorkspaceIndex(
        WorkspaceIndex? previous,
        DiskReader reader,
        string root,
        FrameworkCatalog catalog,
        AnalysisOptions options,
        ImmutableSortedSet<string> paths,
        ImmutableSortedDictionary<string, ParsedFile> claimed,
        ImmutableSortedDictionary<string, SourceText> buffers,
        ImmutableArray<UnreadPlace> unread,
        bool isTruncated,
        CancellationToken cancellationToken)
    {
        Root = root;
        Catalog = catalog;
        Options = options;
        Unread = unread;
        IsTruncated = isTruncated;
        _reader = reader;
        _paths = paths;
        _claimed = claimed;
        _buffers = buffers;
        (_parsed, _unreadIncludes, _unmetIncludes) = Parse(previous, cancellationToken);
        _known = previous?._known;
        _findings = previous?._findings ?? [];
        _assembled = new(Assemble);
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Root { get; }

    /// <summary>The catalog.</summary>
    public FrameworkCatalog Catalog { get; }

    /// <summary>The day and the user's choices.</summary>
    public AnalysisOptions Options { get; }

    /// <summary>Folders that could not be listed, by path.</summary>
    public ImmutableArray<UnreadPlace> Unread { get; }

    /// <summary>Files that could not be read, by path.</summary>
    public IEnumerable<UnreadPlace> UnreadFiles => _parsed.Values.Where(file => file.Unreadable is not null).Select(file => new UnreadPlace(file.Path, file.Unreadable!));

    /// <summary>Whether the tree is so large that the walk stopped early.</summary>
    public bool IsTruncated { get; }

    /// <summary>Number of files that were read.</summary>
    public int FileCount => _parsed.Count;

    /// <summary>The projects, by path; assembled on first use.</summary>
    public ImmutableArray<ProjectSnapshot> Projects => _assembled.Value.Projects;

    /// <summary>An index of nothing, for the time before the first scan.</summary>
    public static WorkspaceIndex Empty(string root, FrameworkCatalog catalog, AnalysisOptions options) =>
        new(null, new(root, catalog), root, catalog, options, ImmutableSortedSet.Create<string>(StringComparer.Ordinal), NoFiles, NoBuffers, [], false, CancellationToken.None);

    /// <summary>Walks and reads the folder at <paramref name="root"/> (an absolute path), in parallel.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static WorkspaceIndex Scan(
        string root, FrameworkCatalog catalog, AnalysisOptions options, IProgress<ScanProgress>? progress, CancellationToken cancellationToken) =>
        Scan(root, ["."], catalog, options, progress, cancellationToken);

    /// <summary>Walks and reads only <paramref name="folders"/> (workspace paths none of which lies in another) of the folder at <paramref name="root"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static WorkspaceIndex Scan(
        string root, IEnumerable<string> folders, FrameworkCatalog catalog, AnalysisOptions options, IProgress<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        var reader = new DiskReader(root, catalog);
        var walk = FolderWalk.Files(root, folders, cancellationToken);
        var paths = ImmutableSortedSet.CreateRange(StringComparer.Ordinal, walk.Paths);
        var claimed = reader.ReadAll(paths, progress, cancellationToken);
        ImmutableArray<UnreadPlace> unread = [.. walk.Unread.OrderBy(place => place.Path, StringComparer.Ordinal)];
        return new(null, reader, root, catalog, options, paths, claimed, NoBuffers, unread, walk.IsTruncated, cancellationToken);
    }

    /// <summary>What the rules find in <paramref name="project"/>; computed once.</summary>
    public ImmutableArray<Finding> Findings(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        if (!_findings.TryGetValue(project, out var known))
        {
            known = new(RuleSet.Check(project, cancellationToken));
            _findings.AddOrUpdate(project, known);
        }

        return known.Value;
    }

    /// <summary>The project that owns the file at <paramref name="path"/>: one that read it, else the innermost around it; or null.</summary>
    public ProjectSnapshot? FindProject(string path) =>
        Projects.FirstOrDefault(project => project.TextOf(path) is not null)
        ?? Projects.Where(project => WorkspacePath.IsWithin(path, project.Path)).MaxBy(project => project.Path == "." ? 0 : project.Path.Length);

    /// <summary>A file as it was read by itself, an open editor's text first; null for any that was not. It waits for no project to be put together.</summary>
    public ParsedFile? FindFile(string path) => _parsed.GetValueOrDefault(path);

    /// <summary>The text of a file that was read, an open editor's first; null for any other.</summary>
    public SourceText? TextOf(string path) => _buffers.GetValueOrDefault(path) ?? _parsed.GetValueOrDefault(path)?.Text;

    /// <summary>This index with an open editor's text in place of the file at <paramref name="path"/>; itself for a file that is left out.</summary>
    public WorkspaceIndex WithBuffer(string path, SourceText text, CancellationToken cancellationToken) =>
        _buffers.ContainsKey(path) || FolderWalk.Finds(Root, path)
            ? With(buffers: _buffers.SetItem(path, text), cancellationToken: cancellationToken)
            : this;

    /// <summary>This index with the file on disk in place of a closed editor's text.</summary>
    public WorkspaceIndex WithoutBuffer(string path, CancellationToken cancellationToken) =>
        _buffers.ContainsKey(path) ? WithDiskChanges([path], _buffers.Remove(path), cancellationToken) : this;

    /// <summary>
    /// Whether a change at <paramref name="path"/> can only be taken over by another scan: it may change which files are read, or a folder has come with
    /// files that nobody names.
    /// </summary>
    public bool NeedsScan(string path) =>
        path == "." || FolderWalk.IsGuide(path) || (Directory.Exists(FolderWalk.FullPath(Root, path)) && FolderWalk.Finds(Root, $"{path}/a"));

    /// <summary>Whether a change at <paramref name="path"/> matters: something was read there or would be, or has gone, or an include names it.</summary>
    public bool Concerns(string path) =>
        _unmetIncludes.Any(target => WorkspacePath.IsWithin(target, path))
        || (_paths.Contains(path) ? _parsed.ContainsKey(path) || !File.Exists(FolderWalk.FullPath(Root, path)) : Within(path).Any() || FolderWalk.Finds(Root, path));

    /// <summary>
    /// This index with the files at <paramref name="changed"/> (workspace paths) read again: created, changed or gone, whole folders too. Not for what
    /// <see cref="NeedsScan"/>.
    /// </summary>
    public WorkspaceIndex WithDiskChanges(IEnumerable<string> changed, CancellationToken cancellationToken) =>
        WithDiskChanges(changed, _buffers, cancellationToken);

    /// <summary>This index under other options.</summary>
    public WorkspaceIndex WithOptions(AnalysisOptions options, CancellationToken cancellationToken) => With(options: options, cancellationToken: cancellationToken);

    private static ImmutableSortedDictionary<string, ParsedFile> NoFiles { get; } = ImmutableSortedDictionary.Create<string, ParsedFile>(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, SourceText> NoBuffers { get; } = ImmutableSortedDictionary.Create<string, SourceText>(StringComparer.Ordinal);

    private WorkspaceIndex WithDiskChanges(IEnumerable<string> changed, ImmutableSortedDictionary<string, SourceText> buffers, CancellationToken cancellationToken)
    {
        var (paths, claimed) = (_paths, _claimed);
        foreach (var path in changed.Distinct(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (File.Exists(FolderWalk.FullPath(Root, path)) && FolderWalk.Finds(Root, path))
            {
                paths = paths.Add(path);
                claimed = _reader.Read(path, asRequirements: false, cancellationToken) is { } read ? claimed.SetItem(path, read) : claimed.Remove(path);
            }
            else
            {
                // A folder may have gone with everything in it.
                var gone = Within(path).ToList();
                paths = paths.Except(gone);
                claimed = claimed.RemoveRange(gone);
            }
        }

        // Without what was read for an include: a changed file must not come from there.
        return With(paths, claimed, buffers, forget: changed, cancellationToken: cancellationToken);
    }

    /// <summary>The known files at or below <paramref name="path"/>; those below stand side by side in the order.</summary>
    private IEnumerable<string> Within(string path)
    {
        if (_paths.Contains(path))
        {
            yield return path;
        }

        var start = _paths.IndexOf(path + "/");
        for (var i = start < 0 ? ~start : start; i < _paths.Count && WorkspacePath.IsWithin(_paths[i], path); i++)
        {
            yield return _paths[i];
        }
    }

    private WorkspaceIndex With(
        ImmutableSortedSet<string>? paths = null,
        ImmutableSortedDictionary<string, ParsedFile>? claimed = null,
        ImmutableSortedDictionary<string, SourceText>? buffers = null,
        AnalysisOptions? options = null,
        IEnumerable<string>? forget = null,
        CancellationToken cancellationToken = default)
    {
        var previous = forget is null ? this : new WorkspaceIndex(this, forget);
        return new(previous, _reader, Root, Catalog, options ?? Options, paths ?? _paths, claimed ?? _claimed, buffers ?? _buffers, Unread, IsTruncated, cancellationToken);
    }

    /// <summary>A copy that only serves as a store of parsed files, without those at <paramref name="forget"/>.</summary>
    private WorkspaceIndex(WorkspaceIndex other, IEnumerable<string> forget)
    {
        (Root, Catalog, Options, _reader) = (other.Root, other.Catalog, other.Options, other._reader);
        (_paths, _claimed, _buffers, _unreadIncludes, _unmetIncludes) = (other._paths, other._claimed, other._buffers, other._unreadIncludes, other._unmetIncludes);
        (_assembled, _known, _findings) = (other._assembled, other._known, other._findings);
        _parsed = other._parsed.RemoveRange(forget);
    }

    private AssembledWorkspace Assemble()
    {
        var files = new WorkspaceFiles { Parsed = _parsed, Paths = _buffers.IsEmpty ? _paths : _paths.Union(_buffers.Keys), Unread = _unreadIncludes };
        var assembled = ProjectAssembler.Assemble(_known, files, Catalog, Options, CancellationToken.None);
        _known = assembled;
        return assembled;
    }

    /// <summary>
    /// Everything that is read: claimed files, open editors over them, and whatever these include; parsed files of the previous index are taken over where
    /// neither text nor disk has changed. Beside it, include targets that exist but were not read, with the reason, and all that were not read.
    /// </summary>
    private (ImmutableSortedDictionary<string, ParsedFile> Parsed, ImmutableSortedDictionary<string, string> Unread, ImmutableHashSet<string> Unmet) Parse(
        WorkspaceIndex? previous, CancellationToken cancellationToken)
    {
        var parsed = _claimed.ToBuilder();
        foreach (var (path, text) in _buffers)
        {
            if (ReadBuffer(path, text, asRequirements: false) is { } file)
            {
                parsed[path] = file;
            }
            else
            {
                parsed.Remove(path);
            }
        }

        var unread = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var unmet = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var pending = new Queue<ParsedFile>(parsed.Values.Where(file => file.Manifest is not null));
        while (pending.TryDequeue(out var includer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var target in FileReader.CatalogTargets(includer).Where(target => !_paths.Contains(target) && !_buffers.ContainsKey(target)))
            {
                NoteUnmet(target);
            }

            foreach (var target in FileReader.IncludeTargets(includer))
            {
                if (parsed.TryGetValue(target, out var known) && (known.Manifest is not null || known.Unreadable is not null))
                {
                    continue;
                }

                var included = _buffers.TryGetValue(target, out var text)
                    ? ReadBuffer(target, text, asRequirements: true)
                    : !_paths.Contains(target) ? null
                    : previous?._parsed.GetValueOrDefault(target) is { Manifest: not null } cached && !previous._buffers.ContainsKey(target) ? cached
                    : _reader.Read(target, asRequirements: true, cancellationToken);
                if (included is not null)
                {
                    parsed[target] = included;
                    pending.Enqueue(included);
                    continue;
                }

                NoteUnmet(target);
            }
        }

        return (parsed.ToImmutable(), unread.ToImmutable(), unmet.ToImmutable());

        // A folder that is left out may hold it all the same.
        void NoteUnmet(string target)
        {
            unmet.Add(target);
            if (File.Exists(FolderWalk.FullPath(Root, target)))
            {
                unread[target] = "it lies in a folder that is left out";
            }
        }

        // A file of any name may have been read as requirements while something included it.
        static bool IsReadFor(ParsedFile cached, bool asRequirements) => asRequirements ? cached.Manifest is not null : cached.Manifest is null || FileReader.IsClaimed(cached.Path);

        ParsedFile? ReadBuffer(string path, SourceText text, bool asRequirements) =>
            previous?._parsed.GetValueOrDefault(path) is { } cached && ReferenceEquals(cached.Text, text) && IsReadFor(cached, asRequirements)
                ? cached
                : _reader.Read(path, text, asRequirements, cancellationToken);
    }
}
