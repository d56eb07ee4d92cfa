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
public sealed partial class WorkspaceIndex
{
    // The reader for the given catalog, and the one for what team catalogs add to it.
    private readonly DiskReader _plainReader;
    private readonly DiskReader _reader;
    private readonly FrameworkCatalog _given;
    private readonly TeamCatalogs _catalogs;

    // What a walk found, and the same with open editors; what of it was read because of its name; the texts of open editors, those that only a catalog's setting could name
    // apart; all that was read.
    private readonly PathSet _paths;
    private readonly PathSet _allPaths;
    private readonly PathMap<ParsedFile> _claimed;
    private readonly ImmutableSortedDictionary<string, SourceText> _buffers;
    private readonly ImmutableSortedDictionary<string, SourceText> _outerBuffers;
    private readonly Contents _contents;
    private readonly Lazy<AssembledWorkspace> _assembled;

    // The last assembly before this index, if there was one, and the only files that may be others since; null where any may.
    private readonly AssembledWorkspace? _previous;
    private readonly IReadOnlySet<string>? _changed;

    // Shared by the indexes that follow from one another: most projects outlast an edit.
    private readonly ConditionalWeakTable<ProjectSnapshot, StrongBox<ImmutableArray<Finding>>> _findings;

    private WorkspaceIndex(Content content, WorkspaceIndex? previous, Change change, CancellationToken cancellationToken)
    {
        (Root, _given, Options, Unread, IsTruncated, _plainReader) = (content.Root, content.Catalog, content.Options, content.Unread, content.IsTruncated, content.PlainReader);
        (_reader, _paths, _claimed, _buffers, _outerBuffers) = (content.Reader, content.Paths, content.Claimed, content.Buffers, content.OuterBuffers);
        _allPaths = AllPaths(previous, change);
        if (previous is not null && Patch(previous, change, cancellationToken) is { } patched)
        {
            (_contents, _catalogs) = (patched, previous._catalogs);
        }
        else
        {
            change = change with { Paths = null };
            _contents = Parse(previous, change, cancellationToken);
            _catalogs = TeamCatalogs.Read(
                previous?._catalogs, change.Forgotten, _reader, Root, _given, Options, _contents.Parsed.Values,
                path => _buffers.GetValueOrDefault(path) ?? _outerBuffers.GetValueOrDefault(path), cancellationToken);

            // A team's framework may ask to look into further files.
            if (_reader.With(_plainReader, _catalogs.Frameworks) is var reader && !ReferenceEquals(reader, _reader))
            {
                _claimed = Reclaim(reader, cancellationToken);
                _reader = reader;
                _contents = Parse(previous, change, cancellationToken);
            }
        }

        (_previous, _changed) = previous is null ? (null, null) : previous.ChangesUpTo(change.Paths);
        _findings = previous?._findings ?? [];
        _assembled = new(Assemble);
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Root { get; }

    /// <summary>The catalog: the given one with the files of the editor's settings over it. A project's own settings may add to it.</summary>
    public FrameworkCatalog Catalog => _catalogs.Catalog;

    /// <summary>Catalog files outside the folder that the editor's settings name: absolute paths.</summary>
    public IEnumerable<string> OuterCatalogs => _catalogs.Outer;

    /// <summary>What is wrong with the catalog files of the editor's settings and can't be shown in a file of the folder; a sentence each.</summary>
    public IEnumerable<string> EditorCatalogProblems => _catalogs.EditorProblems(Options, Root);

    /// <summary>The day and the user's choices.</summary>
    public AnalysisOptions Options { get; }

    /// <summary>Folders that could not be listed, by path.</summary>
    public ImmutableArray<UnreadPlace> Unread { get; }

    /// <summary>Files that could not be read, by path.</summary>
    public IEnumerable<UnreadPlace> UnreadFiles => _contents.Parsed.Values.Where(file => file.Unreadable is not null).Select(file => new UnreadPlace(file.Path, file.Unreadable!));

    /// <summary>Whether the tree is so large that the walk stopped early.</summary>
    public bool IsTruncated { get; }

    /// <summary>Number of files that were read.</summary>
    public int FileCount => _contents.Parsed.Count;

    /// <summary>The projects, by path; assembled on first use.</summary>
    public ImmutableArray<ProjectSnapshot> Projects => _assembled.Value.Projects;

    /// <summary>An index of nothing, for the time before the first scan.</summary>
    public static WorkspaceIndex Empty(string root, FrameworkCatalog catalog, AnalysisOptions options) =>
        new(new(root, catalog, options, new DiskReader(root, catalog)), null, Change.Any, CancellationToken.None);

    /// <summary>Walks and reads the folder at <paramref name="root"/> (an absolute path), in parallel.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static WorkspaceIndex Scan(
        string root, FrameworkCatalog catalog, AnalysisOptions options, IProgress<ScanProgress>? progress, CancellationToken cancellationToken) =>
        Scan(root, ["."], catalog, options, cache: null, progress, cancellationToken);

    /// <summary>Walks and reads only <paramref name="folders"/> (workspace paths none of which lies in another) of the folder at <paramref name="root"/>.</summary>
    /// <param name="root">An absolute path.</param>
    /// <param name="folders">What is walked; <c>.</c> for all of it.</param>
    /// <param name="catalog">The catalog that projects are judged by.</param>
    /// <param name="options">The day and the user's choices.</param>
    /// <param name="cache">What an earlier scan read, or null; the result is the same. It notes what is read, and may be saved once the scan is over and went through all of the folder.</param>
    /// <param name="progress">Told of each file.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static WorkspaceIndex Scan(
        string root,
        IEnumerable<string> folders,
        FrameworkCatalog catalog,
        AnalysisOptions options,
        ScanCache? cache,
        IProgress<ScanProgress>? progress,
        CancellationToken cancellationToken)
    {
        var reader = new DiskReader(root, catalog);
        var walk = FolderWalk.Files(root, folders, cancellationToken);
        var claimed = reader.ReadAll(walk.Files, cache, progress, cancellationToken);
        ImmutableArray<UnreadPlace> unread = [.. walk.Unread.OrderBy(place => place.Path, StringComparer.Ordinal)];
        return new(new(root, catalog, options, reader) { Paths = PathSet.FromSorted([.. walk.Paths]), Claimed = claimed, Unread = unread, IsTruncated = walk.IsTruncated }, null, Change.Any, cancellationToken);
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
    public ParsedFile? FindFile(string path) => _contents.Parsed.GetValueOrDefault(path);

    /// <summary>The text of a file that was read, an open editor's first; null for any other.</summary>
    public SourceText? TextOf(string path) => _buffers.GetValueOrDefault(path) ?? _contents.Parsed.GetValueOrDefault(path)?.Text ?? _catalogs.TextOf(path);

    /// <summary>
    /// This index with an open editor's text in place of the file at <paramref name="path"/> (an absolute path for one of <see cref="OuterCatalogs"/>); itself for
    /// a file that is left out.
    /// </summary>
    public WorkspaceIndex WithBuffer(string path, SourceText text, CancellationToken cancellationToken)
    {
        if (!Path.IsPathRooted(path) && (_buffers.ContainsKey(path) || FolderWalk.Finds(Root, path)))
        {
            var buffers = _buffers.SetItem(path, text);
            return Matters(path) ? new(Now with { Buffers = buffers }, this, Change.Text(path), cancellationToken) : new(this, buffers, _outerBuffers);
        }

        // Settings may name a catalog file wherever it lies, and perhaps only later.
        if (!IsYaml(path))
        {
            return this;
        }

        var outer = _outerBuffers.SetItem(path, text);
        return _catalogs.Names(path) ? new(Now with { OuterBuffers = outer }, this, Change.Any, cancellationToken) : new(this, _buffers, outer);
    }

    /// <summary>This index with the file on disk in place of a closed editor's text.</summary>
    public WorkspaceIndex WithoutBuffer(string path, CancellationToken cancellationToken) =>
        _buffers.ContainsKey(path) || _outerBuffers.ContainsKey(path)
            ? WithDiskChanges([path], Now with { Buffers = _buffers.Remove(path), OuterBuffers = _outerBuffers.Remove(path) }, cancellationToken)
            : this;

    /// <summary>
    /// Whether a change at <paramref name="path"/> can only be taken over by another scan: it may change which files are read, or a folder has come with
    /// files that nobody names.
    /// </summary>
    public bool NeedsScan(string path) =>
        path == "." || FolderWalk.IsGuide(path) || (Directory.Exists(FolderWalk.FullPath(Root, path)) && FolderWalk.Finds(Root, $"{path}/a"));

    /// <summary>Whether a change at <paramref name="path"/> matters: something was read there or would be, or has gone, or an include names it.</summary>
    public bool Concerns(string path) =>
        _contents.IsUnmetWithin(path)
        || _catalogs.NamesWithin(path)
        || (_paths.Contains(path) ? _contents.Parsed.ContainsKey(path) || !File.Exists(FolderWalk.FullPath(Root, path)) : Within(path).Any() || FolderWalk.Finds(Root, path));

    /// <summary>
    /// This index with the files at <paramref name="changed"/> (workspace paths) read again: created, changed or gone, whole folders too. Not for what
    /// <see cref="NeedsScan"/>.
    /// </summary>
    public WorkspaceIndex WithDiskChanges(IEnumerable<string> changed, CancellationToken cancellationToken) =>
        WithDiskChanges(changed, Now, cancellationToken);

    /// <summary>This index under other options; itself where they say the same.</summary>
    public WorkspaceIndex WithOptions(AnalysisOptions options, CancellationToken cancellationToken) =>
        AreSame(Options, options) ? this : new(Now with { Options = options }, this, Change.Any, cancellationToken);

    private static bool AreSame(AnalysisOptions options, AnalysisOptions others)
    {
        // Records compare arrays by identity.
        return options with
        {
            AskedNeeds = Same(options.AskedNeeds, others.AskedNeeds),
            EditorNeeds = Same(options.EditorNeeds, others.EditorNeeds),
            EditorRules = Same(options.EditorRules, others.EditorRules),
            EditorCatalogs = Same(options.EditorCatalogs, others.EditorCatalogs),
            Exclude = Same(options.Exclude, others.Exclude),
        } == others;

        static ImmutableArray<T> Same<T>(ImmutableArray<T> items, ImmutableArray<T> others) => items.SequenceEqual(others) ? others : items;
    }

    private WorkspaceIndex WithDiskChanges(IEnumerable<string> changed, Content content, CancellationToken cancellationToken)
    {
        var (paths, claimed) = (_paths, _claimed);
        var forget = changed.ToHashSet(StringComparer.Ordinal);
        var touched = new HashSet<string>(forget, StringComparer.Ordinal);
        var there = new List<string>();
        foreach (var path in forget.Where(path => !Path.IsPathRooted(path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsOnDisk(path, paths))
            {
                paths = paths.Add(path);
                there.Add(path);
            }
            else
            {
                // A folder may have gone with everything in it.
                var gone = Within(path).ToList();
                paths = paths.Except(gone);
                claimed = claimed.RemoveRange(gone);
                touched.UnionWith(gone);
            }
        }

        var read = _reader.ReadEach(there, cancellationToken);
        for (var i = 0; i < there.Count; i++)
        {
            // Of what a folder held that has gone there may have been word as well.
            if (paths.Contains(there[i]))
            {
                claimed = read[i] is { } file ? claimed.SetItem(there[i], file) : claimed.Remove(there[i]);
            }
        }

        // Without what was read for an include: a changed file must not come from there.
        return new(content with { Paths = paths, Claimed = claimed }, this, new(forget, touched), cancellationToken);
    }

    /// <summary>Whether a walk would find a file at <paramref name="path"/>; of one that is among <paramref name="known"/> only itself is looked at, as what guides a walk has not changed.</summary>
    private bool IsOnDisk(string path, PathSet known)
    {
        var file = new FileInfo(FolderWalk.FullPath(Root, path));
        return file.Exists && ((known.Contains(path) && file.LinkTarget is null) || FolderWalk.Finds(Root, path));
    }

    /// <summary>The known files at or below <paramref name="path"/>; those below stand side by side in the order.</summary>
    private IEnumerable<string> Within(string path)
    {
        if (_paths.Contains(path))
        {
            yield return path;
        }

        foreach (var below in _paths.StartingAt(path + "/").TakeWhile(below => WorkspacePath.IsWithin(below, path)))
        {
            yield return below;
        }
    }

    /// <summary>The last assembly that is known, of this index, once somebody has asked for it, else of one before; and what is another since, once <paramref name="changed"/> is.</summary>
    private (AssembledWorkspace? Assembled, IReadOnlySet<string>? Changed) ChangesUpTo(IReadOnlySet<string>? changed) =>
        _assembled.IsValueCreated
            ? (_assembled.Value, changed)
            : (_previous, changed is null ? null : _changed?.Concat(changed).ToHashSet(StringComparer.Ordinal));

    private AssembledWorkspace Assemble()
    {
        var files = new WorkspaceFiles
        {
            Parsed = _contents.Parsed,
            Paths = _allPaths,
            Unread = _contents.Unread,
            Catalogs = _catalogs.Projects,
        };
        return ProjectAssembler.Assemble(_previous, _changed, files, Catalog, Options, CancellationToken.None);
    }
}
