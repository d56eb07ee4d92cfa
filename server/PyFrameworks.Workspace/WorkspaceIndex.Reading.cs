using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Workspace;

/// <content>What an index holds, and how it is read.</content>
public sealed partial class WorkspaceIndex
{
    private static readonly ImmutableHashSet<string> s_nothing = ImmutableHashSet<string>.Empty;

    /// <summary>What an index is made of.</summary>
    private sealed record Content(string Root, FrameworkCatalog Catalog, AnalysisOptions Options, DiskReader PlainReader)
    {
        public DiskReader Reader { get; init; } = PlainReader;

        public ImmutableSortedSet<string> Paths { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

        public ImmutableSortedDictionary<string, ParsedFile> Claimed { get; init; } = ImmutableSortedDictionary.Create<string, ParsedFile>(StringComparer.Ordinal);

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

    /// <summary>This index with another content; what was parsed of the paths in <paramref name="forget"/> is not taken over.</summary>
    private WorkspaceIndex With(Content content, IReadOnlySet<string> forget, CancellationToken cancellationToken) => new(content, this, forget, cancellationToken);

    /// <summary>A copy with the texts of open editors that nothing is read from: projects and findings stay as they are.</summary>
    private WorkspaceIndex(WorkspaceIndex other, ImmutableSortedDictionary<string, SourceText> buffers, ImmutableSortedDictionary<string, SourceText> outerBuffers)
    {
        (Root, _given, Options, Unread, IsTruncated, _plainReader) = (other.Root, other._given, other.Options, other.Unread, other.IsTruncated, other._plainReader);
        (_reader, _paths, _claimed, _catalogs) = (other._reader, other._paths, other._claimed, other._catalogs);
        (_parsed, _unreadIncludes, _unmetIncludes) = (other._parsed, other._unreadIncludes, other._unmetIncludes);
        (_assembled, _previous, _findings) = (other._assembled, other._previous, other._findings);
        (_buffers, _outerBuffers) = (buffers, outerBuffers);
    }

    private static bool IsYaml(string path) => path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether anything is read of the file at <paramref name="path"/>, or its being there is news.</summary>
    private bool Matters(string path) =>
        _parsed.ContainsKey(path) || _reader.IsClaimed(path) || _catalogs.Names(path) || _unmetIncludes.Contains(path) || (!_paths.Contains(path) && !_buffers.ContainsKey(path));

    /// <summary>The claimed files as <paramref name="reader"/> takes them, which looks into other marker files.</summary>
    private ImmutableSortedDictionary<string, ParsedFile> Reclaim(DiskReader reader, CancellationToken cancellationToken)
    {
        var claimed = _claimed.ToBuilder();
        foreach (var path in _paths.Where(path => reader.IsMarkerOnly(path) != _reader.IsMarkerOnly(path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.IsMarkerOnly(path) && reader.Read(path, asRequirements: false, cancellationToken) is { } read)
            {
                claimed[path] = read;
            }
            else
            {
                claimed.Remove(path);
            }
        }

        return claimed.ToImmutable();
    }

    /// <summary>
    /// Everything that is read: claimed files, open editors over them, and whatever these include; parsed files of the previous index are taken over where
    /// neither text nor disk has changed. Beside it, include targets that exist but were not read, with the reason, and all that were not read.
    /// </summary>
    private (ImmutableSortedDictionary<string, ParsedFile> Parsed, ImmutableSortedDictionary<string, string> Unread, ImmutableHashSet<string> Unmet) Parse(
        WorkspaceIndex? previous, IReadOnlySet<string> forget, CancellationToken cancellationToken)
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
            foreach (var target in FileReader.CatalogTargets(includer).Select(target => target.Path).Where(target => !_paths.Contains(target) && !_buffers.ContainsKey(target)))
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
                    : Known(target) is { Manifest: not null } cached && !previous!._buffers.ContainsKey(target) ? cached
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

        ParsedFile? Known(string path) => forget.Contains(path) ? null : previous?._parsed.GetValueOrDefault(path);

        // A folder that is left out may hold it all the same.
        void NoteUnmet(string target)
        {
            unmet.Add(target);
            if (_outerBuffers.ContainsKey(target) || File.Exists(FolderWalk.FullPath(Root, target)))
            {
                unread[target] = "it lies in a folder that is left out";
            }
        }

        // A file of any name may have been read as requirements while something included it.
        bool IsReadFor(ParsedFile cached, bool asRequirements) => asRequirements ? cached.Manifest is not null : cached.Manifest is null ? _reader.IsClaimed(cached.Path) : FileReader.IsClaimed(cached.Path);

        ParsedFile? ReadBuffer(string path, SourceText text, bool asRequirements) =>
            Known(path) is var cached && cached is not null && ReferenceEquals(cached.Text, text) && IsReadFor(cached, asRequirements)
                ? cached
                : _reader.Read(path, text, asRequirements, cached, cancellationToken);
    }
}
