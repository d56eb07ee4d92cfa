using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Which files have other contents than at the last assembly, and whom that concerns.</summary>
internal sealed class WorkspaceChanges
{
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    private WorkspaceChanges()
    {
    }

    /// <summary>Whether a file is among them that says what belongs to whom.</summary>
    public bool TouchesManifests { get; private set; }

    /// <summary>
    /// What has changed since <paramref name="previous"/>; null where files came, went or became something else, or the choices are others: then all is made afresh.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static WorkspaceChanges? Between(
        AssembledWorkspace previous, WorkspaceFiles files, FrameworkCatalog catalog, AnalysisOptions options, CancellationToken cancellationToken)
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
        using var others = before.Parsed.GetEnumerator();
        foreach (var (path, now) in files.Parsed)
        {
            others.MoveNext();
            var (was, old) = others.Current;
            if (was != path)
            {
                return null;
            }

            if (ReferenceEquals(old, now))
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (old.Module is null != now.Module is null || old.Manifest is null != now.Manifest is null || old.Unreadable != now.Unreadable)
            {
                return null;
            }

            changes.Add(path, now.Manifest is not null);
        }

        return changes;
    }

    /// <summary>The projects of <paramref name="parts"/> that look at a changed file: its owner, the owner of the folder that its module is imported from, and all below that.</summary>
    public HashSet<string> Lookers(ImmutableArray<ProjectFiles> parts)
    {
        var projects = parts.Select(part => part.Path).ToHashSet(StringComparer.Ordinal);
        var lookers = projects.Where(project => Above(project).Any(_folders.Contains)).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in _paths.Select(WorkspacePath.Folder).Concat(_folders))
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
                || !now.Paths.SequenceEqual(before.Paths)
                || !now.Manifests.Select(manifest => manifest.Path).SequenceEqual(before.Manifests.Select(manifest => manifest.Path))))
        {
            return true;
        }

        return lookers.Contains(now.Path) || now.Manifests.Any(manifest => _paths.Contains(manifest.Path));
    }

    private static bool IsSame(ImmutableSortedSet<string> before, ImmutableSortedSet<string> now) => ReferenceEquals(before, now) || before.SequenceEqual(now);

    private static bool IsSame(WorkspaceCatalogs before, WorkspaceCatalogs now) =>
        ReferenceEquals(before, now)
        || (before.OfEditor.SequenceEqual(now.OfEditor)
            && before.BySettings.Count == now.BySettings.Count
            && now.BySettings.All(pair => before.BySettings.TryGetValue(pair.Key, out var known) && ReferenceEquals(known, pair.Value)));

    private void Add(string path, bool isManifest)
    {
        _paths.Add(path);
        TouchesManifests |= isManifest;

        // A package is imported from the folder that holds it, and what stands in src as if it stood beside.
        var folder = WorkspacePath.Folder(path);
        folder = WorkspacePath.FileName(path) == "__init__.py" ? WorkspacePath.Folder(folder) : folder;
        _folders.Add(WorkspacePath.FileName(folder) == "src" ? WorkspacePath.Folder(folder) : folder);
    }
}
