using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Workspace;

/// <content>What an index holds, and how it is read.</content>
public sealed partial class WorkspaceIndex
{
    /// <summary>What an index is made of.</summary>
    private sealed record Content(string Root, FrameworkCatalog Catalog, AnalysisOptions Options, DiskReader PlainReader)
    {
        public DiskReader Reader { get; init; } = PlainReader;

        public PathSet Paths { get; init; } = PathSet.Empty;

        public PathMap<ParsedFile> Claimed { get; init; } = PathMap.Empty<ParsedFile>();

        public ImmutableSortedDictionary<string, SourceText> Buffers { get; init; } = ImmutableSortedDictionary.Create<string, SourceText>(StringComparer.Ordinal);

        public ImmutableSortedDictionary<string, SourceText> OuterBuffers { get; init; } = ImmutableSortedDictionary.Create<string, SourceText>(StringComparer.Ordinal);

        public ImmutableArray<UnreadPlace> Unread { get; init; } = [];

        public bool IsTruncated { get; init; }
    }

    private Content Now => new(Root, _given, Options, _plainReader)
    {
        Reader = _reader,
        Paths = _paths,
        Claimed = _claimed,
        Buffers = _buffers,
        OuterBuffers = _outerBuffers,
        Unread = Unread,
        IsTruncated = IsTruncated,
    };

    /// <summary>What was read, and what the settings and includes in it name.</summary>
    /// <param name="Parsed">All that was read.</param>
    /// <param name="Unread">Include targets that exist but were not read, with the reason.</param>
    /// <param name="Unmet">Include targets that were not read, and catalog files that are not there.</param>
    /// <param name="Included">All include targets.</param>
    /// <param name="Named">All catalog files that settings of the workspace name.</param>
    private sealed record Contents(
        PathMap<ParsedFile> Parsed,
        ImmutableSortedDictionary<string, string> Unread,
        ImmutableHashSet<string> Unmet,
        ImmutableHashSet<string> Included,
        ImmutableHashSet<string> Named)
    {
        /// <summary>Whether a file at or below <paramref name="path"/> is waited for.</summary>
        public bool IsUnmetWithin(string path)
        {
            foreach (var target in Unmet)
            {
                if (WorkspacePath.IsWithin(target, path))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>What may be another than in the index before.</summary>
    /// <param name="Forgotten">Files and folders of which nothing that was read is taken over: they have changed on disk.</param>
    /// <param name="Paths">The only files that may be read otherwise, or have come or gone; null where any may.</param>
    private sealed record Change(IReadOnlySet<string> Forgotten, IReadOnlySet<string>? Paths)
    {
        /// <summary>Anything may be another, though not for a change on disk.</summary>
        public static Change Any { get; } = new(ImmutableHashSet<string>.Empty, null);

        /// <summary>The text of an open editor.</summary>
        public static Change Text(string path) => new(ImmutableHashSet<string>.Empty, ImmutableHashSet.Create(StringComparer.Ordinal, path));
    }

    /// <summary>A copy with the texts of open editors that nothing is read from: projects and findings stay as they are.</summary>
    private WorkspaceIndex(WorkspaceIndex other, ImmutableSortedDictionary<string, SourceText> buffers, ImmutableSortedDictionary<string, SourceText> outerBuffers)
    {
        (Root, _given, Options, Unread, IsTruncated, _plainReader) = (other.Root, other._given, other.Options, other.Unread, other.IsTruncated, other._plainReader);
        (_reader, _paths, _allPaths, _claimed, _catalogs, _contents) = (other._reader, other._paths, other._allPaths, other._claimed, other._catalogs, other._contents);
        (_assembled, _previous, _changed, _findings) = (other._assembled, other._previous, other._changed, other._findings);
        (_buffers, _outerBuffers) = (buffers, outerBuffers);
    }

    private static bool IsYaml(string path) => path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether anything is read of the file at <paramref name="path"/>, or its being there is news.</summary>
    private bool Matters(string path) =>
        _contents.Parsed.ContainsKey(path) || _reader.IsClaimed(path) || _catalogs.Names(path) || _contents.Unmet.Contains(path) || !IsThere(path);

    /// <summary>The claimed files as <paramref name="reader"/> takes them, which looks into other marker files.</summary>
    private PathMap<ParsedFile> Reclaim(DiskReader reader, CancellationToken cancellationToken)
    {
        var claimed = _claimed;
        foreach (var path in _paths.Where(path => reader.IsMarkerOnly(path) != _reader.IsMarkerOnly(path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.IsMarkerOnly(path) && reader.Read(path, asRequirements: false, cancellationToken) is { } read)
            {
                claimed = claimed.SetItem(path, read);
            }
            else
            {
                claimed = claimed.Remove(path);
            }
        }

        return claimed;
    }

    /// <summary>Every path that a walk found or an editor has open, from those of the index before.</summary>
    private PathSet AllPaths(WorkspaceIndex? previous, Change change)
    {
        if (previous is null || change.Paths is not { } changed)
        {
            return _buffers.IsEmpty ? _paths : _paths.Union(_buffers.Keys);
        }

        var all = previous._allPaths;
        foreach (var path in changed)
        {
            all = IsThere(path) ? all.Add(path) : all.Remove(path);
        }

        return all;
    }

    private bool IsThere(string path) => _paths.Contains(path) || _buffers.ContainsKey(path);

    /// <summary>
    /// Everything that is read: claimed files, open editors over them, and whatever these include; parsed files of the previous index are taken over where
    /// neither text nor disk has changed.
    /// </summary>
    private Contents Parse(WorkspaceIndex? previous, Change change, CancellationToken cancellationToken)
    {
        var parsed = _claimed;
        foreach (var (path, text) in _buffers)
        {
            if (ReadBuffer(path, text, asRequirements: false, previous, change, cancellationToken) is { } file)
            {
                parsed = parsed.SetItem(path, file);
            }
            else
            {
                parsed = parsed.Remove(path);
            }
        }

        var unread = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var unmet = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var allIncluded = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var named = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var pending = new Queue<ParsedFile>(parsed.Values.Where(file => file.Manifest is not null));
        while (pending.TryDequeue(out var includer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (_, target) in FileReader.CatalogTargets(includer))
            {
                named.Add(target);
                if (!IsThere(target))
                {
                    NoteUnmet(target);
                }
            }

            foreach (var target in FileReader.IncludeTargets(includer))
            {
                allIncluded.Add(target);
                if (IsReadAsTarget(parsed.GetValueOrDefault(target)))
                {
                    continue;
                }

                if (ReadIncluded(target, previous, change, cancellationToken) is { } included)
                {
                    parsed = parsed.SetItem(target, included);
                    pending.Enqueue(included);
                    continue;
                }

                NoteUnmet(target);
            }
        }

        return new(parsed, unread.ToImmutable(), unmet.ToImmutable(), allIncluded.ToImmutable(), named.ToImmutable());

        // A folder that is left out may hold it all the same.
        void NoteUnmet(string target)
        {
            unmet.Add(target);
            if (_outerBuffers.ContainsKey(target) || File.Exists(FolderWalk.FullPath(Root, target)))
            {
                unread[target] = "it lies in a folder that is left out";
            }
        }
    }

    /// <summary>
    /// The same for a change of few files: what the index before has read, with these read again. Null where includes or catalogs are named, or come or go, so that more may be
    /// another than the files themselves.
    /// </summary>
    private Contents? Patch(WorkspaceIndex previous, Change change, CancellationToken cancellationToken)
    {
        var before = previous._contents;
        if (change.Paths is not { } changed
            || !ReferenceEquals(_reader, previous._reader)
            || !ReferenceEquals(Options, previous.Options)
            || changed.Any(path => previous._catalogs.NamesWithin(path) || before.IsUnmetWithin(path)))
        {
            return null;
        }

        var parsed = before.Parsed;
        foreach (var path in changed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isIncluded = before.Included.Contains(path);
            if ((isIncluded || before.Named.Contains(path)) && IsThere(path) != previous.IsThere(path))
            {
                return null;
            }

            var now = _buffers.TryGetValue(path, out var text)
                ? ReadBuffer(path, text, asRequirements: false, previous, change, cancellationToken)
                : _claimed.GetValueOrDefault(path);
            if (isIncluded && !IsReadAsTarget(now) && (now = ReadIncluded(path, previous, change, cancellationToken)) is null)
            {
                return null;
            }

            if (!NameTheSame(before.Parsed.GetValueOrDefault(path), now))
            {
                return null;
            }

            parsed = now is null ? parsed.Remove(path) : parsed.SetItem(path, now);
        }

        return before with { Parsed = parsed };
    }

    /// <summary>Whether two readings of a file include the same files and name the same catalogs.</summary>
    private static bool NameTheSame(ParsedFile? before, ParsedFile? now) =>
        ReferenceEquals(before, now)
        || (Of(before, FileReader.IncludeTargets).SequenceEqual(Of(now, FileReader.IncludeTargets), StringComparer.Ordinal)
            && Of(before, FileReader.CatalogTargets).SequenceEqual(Of(now, FileReader.CatalogTargets)));

    private static IEnumerable<T> Of<T>(ParsedFile? file, Func<ParsedFile, IEnumerable<T>> targets) => file is null ? [] : targets(file);

    /// <summary>Whether an include has no more to ask of its target.</summary>
    private static bool IsReadAsTarget(ParsedFile? file) => file is { Manifest: not null } or { Unreadable: not null };

    /// <summary>The target of an include, which may have any name.</summary>
    private ParsedFile? ReadIncluded(string target, WorkspaceIndex? previous, Change change, CancellationToken cancellationToken) =>
        _buffers.TryGetValue(target, out var text) ? ReadBuffer(target, text, asRequirements: true, previous, change, cancellationToken)
        : !_paths.Contains(target) ? null
        : Known(target, previous, change) is { Manifest: not null } cached && !previous!._buffers.ContainsKey(target) ? cached
        : _reader.Read(target, asRequirements: true, cancellationToken);

    private ParsedFile? ReadBuffer(string path, SourceText text, bool asRequirements, WorkspaceIndex? previous, Change change, CancellationToken cancellationToken) =>
        Known(path, previous, change) is var cached && cached is not null && ReferenceEquals(cached.Text, text) && IsReadFor(cached, asRequirements)
            ? cached
            : _reader.Read(path, text, asRequirements, cached, cancellationToken);

    private static ParsedFile? Known(string path, WorkspaceIndex? previous, Change change) => change.Forgotten.Contains(path) ? null : previous?._contents.Parsed.GetValueOrDefault(path);

    // A file of any name may have been read as requirements while something included it.
    private bool IsReadFor(ParsedFile cached, bool asRequirements) =>
        asRequirements ? cached.Manifest is not null : cached.Manifest is null ? _reader.IsClaimed(cached.Path) : FileReader.IsClaimed(cached.Path);
}
