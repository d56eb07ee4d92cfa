using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Which files have other contents than at the last assembly, and whom that concerns.</summary>
internal sealed class WorkspaceChanges
{
    private readonly Dictionary<string, (ParsedFile Old, ParsedFile Now)> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    private WorkspaceChanges()
    {
    }

    /// <summary>The files, as they were and as they are, by path. The same files are there, each with a module or a manifest where it had one.</summary>
    public IReadOnlyDictionary<string, (ParsedFile Old, ParsedFile Now)> Files => _files;

    /// <summary>Whether a file is among them that says what belongs to whom.</summary>
    public bool TouchesManifests { get; private set; }

    /// <summary>
    /// What has changed since <paramref name="previous"/>; null where files came, went or became something else, or the choices are others: then all is made afresh.
    /// </summary>
    /// <param name="previous">The last assembly.</param>
    /// <param name="changed">Paths of the only files that may be others; null where any may.</param>
    /// <param name="files">The files now.</param>
    /// <param name="catalog">The catalog now.</param>
    /// <param name="options">The choices now.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static WorkspaceChanges? Between(
        AssembledWorkspace previous,
        IReadOnlyCollection<string>? changed,
        WorkspaceFiles files,
        FrameworkCatalog catalog,
        AnalysisOptions options,
        CancellationToken cancellationToken)
    {
        var before = previous.Files;
        if (!ReferenceEquals(previous.Catalog, catalog)
            || !ReferenceEquals(previous.Options, options)
            || before.Parsed.Count != files.Parsed.Count
            || !IsSame(before.Paths, files.Paths)
            || !before.Unread.SequenceEqual(files.Unread)
            || !IsSame(before.Catalogs, files.Catalogs))
        {
            return null;
        }

        var changes = new WorkspaceChanges();
        if (changed is null)
        {
            using var others = before.Parsed.GetEnumerator();
            foreach (var (path, now) in files.Parsed)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!others.MoveNext() || others.Current.Key != path || !changes.TryAdd(path, others.Current.Value, now))
                {
                    return null;
                }
            }

            return changes;
        }

        foreach (var path in changed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!changes.TryAdd(path, before.Parsed.GetValueOrDefault(path), files.Parsed.GetValueOrDefault(path)))
            {
                return null;
            }
        }

        return changes;
    }

    /// <summary>The projects of <paramref name="parts"/> that look at a changed file: its owner, the owner of the folder that its module is imported from, and all below that.</summary>
    public HashSet<string> Lookers(ImmutableArray<ProjectFiles> parts)
    {
        var projects = parts.Select(part => part.Path).ToHashSet(StringComparer.Ordinal);
        var lookers = projects.Where(project => Above(project).Any(_folders.Contains)).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in _files.Keys.Select(WorkspacePath.Folder).Concat(_folders).Distinct(StringComparer.Ordinal))
        {
            // Settings, shared locks and modules of a project's own may lie above it.
            lookers.UnionWith(Above(folder).Where(projects.Contains).Take(1));
        }

        return lookers;

        static IEnumerable<string> Above(string folder)
        {
            for (; ; folder = WorkspacePath.Folder(folder))
            {
                yield return folder;
                if (folder == ".")
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>Whether the project that is made of <paramref name="now"/> may be another than that of <paramref name="before"/>.</summary>
    /// <param name="now">Its files.</param>
    /// <param name="before">Its files at the last assembly.</param>
    /// <param name="lookers">The projects that look at a changed file.</param>
    public bool Concern(ProjectFiles now, ProjectFiles before, HashSet<string> lookers)
    {
        if (!ReferenceEquals(now, before)
            && (now.IsPackage != before.IsPackage
                || (now.Paths != before.Paths && !now.Paths.SequenceEqual(before.Paths))
                || !now.Manifests.Select(manifest => manifest.Path).SequenceEqual(before.Manifests.Select(manifest => manifest.Path))))
        {
            return true;
        }

        return lookers.Contains(now.Path) || now.Manifests.Any(manifest => _files.ContainsKey(manifest.Path));
    }

    private static bool IsSame(ImmutableSortedSet<string> before, ImmutableSortedSet<string> now) => ReferenceEquals(before, now) || before.SequenceEqual(now);

    private static bool IsSame(WorkspaceCatalogs before, WorkspaceCatalogs now) =>
        ReferenceEquals(before, now)
        || (before.OfEditor.SequenceEqual(now.OfEditor)
            && before.BySettings.Count == now.BySettings.Count
            && now.BySettings.All(pair => before.BySettings.TryGetValue(pair.Key, out var known) && ReferenceEquals(known, pair.Value)));

    /// <summary>Notes the file at <paramref name="path"/>; false where it came, went or became something else.</summary>
    private bool TryAdd(string path, ParsedFile? old, ParsedFile? now)
    {
        if (ReferenceEquals(old, now))
        {
            return true;
        }

        if (old is null || now is null || old.Module is null != now.Module is null || old.Manifest is null != now.Manifest is null || old.Unreadable != now.Unreadable)
        {
            return false;
        }

        _files.Add(path, (old, now));
        TouchesManifests |= now.Manifest is not null;

        // A package is imported from the folder that holds it, and what stands in src as if it stood beside.
        var folder = WorkspacePath.Folder(path);
        folder = WorkspacePath.FileName(path) == "__init__.py" ? WorkspacePath.Folder(folder) : folder;
        _folders.Add(WorkspacePath.FileName(folder) == "src" ? WorkspacePath.Folder(folder) : folder);
        return true;
    }
}
