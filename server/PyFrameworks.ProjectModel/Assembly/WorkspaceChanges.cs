using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Which files have other contents than at the last assembly, have come or gone, and whom that concerns.</summary>
internal sealed class WorkspaceChanges
{
    private readonly Dictionary<string, (ParsedFile Old, ParsedFile Now)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParsedFile> _others = new(StringComparer.Ordinal);
    private readonly AssembledWorkspace _previous;
    private readonly FrameworkCatalog? _catalog;

    private WorkspaceChanges(AssembledWorkspace previous, WorkspaceFiles files)
    {
        _previous = previous;
        _catalog = files.Catalogs.BySettings.IsEmpty ? previous.Catalog : null;
        HasOtherFiles = !previous.Files.Paths.IsSame(files.Paths);
    }

    /// <summary>The files that were there and are, as they were and as they are, by path; each has a module or a manifest where it had one.</summary>
    public IReadOnlyDictionary<string, (ParsedFile Old, ParsedFile Now)> Files => _files;

    /// <summary>Whether a file is among them that says what belongs to whom.</summary>
    public bool TouchesManifests { get; private set; }

    /// <summary>Whether files have come or gone, so that another plan is to be made.</summary>
    public bool HasOtherFiles { get; private set; }

    /// <summary>Whether other patterns leave files out.</summary>
    private bool TouchesPatterns { get; set; }

    /// <summary>
    /// What has changed since <paramref name="previous"/>; null where files became something else, or the choices are others: then all is made afresh.
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
            || !before.Unread.SequenceEqual(files.Unread)
            || !IsSame(before.Catalogs, files.Catalogs))
        {
            return null;
        }

        var changes = new WorkspaceChanges(previous, files);
        foreach (var path in changed ?? before.Parsed.Keys.Union(files.Parsed.Keys, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!changes.TryAdd(path, before.Parsed.GetValueOrDefault(path), files.Parsed.GetValueOrDefault(path)))
            {
                return null;
            }
        }

        return changes;
    }

    /// <summary>Whether the same files are left out under <paramref name="plan"/> as before.</summary>
    public bool LeaveOutTheSame(AssemblyPlan plan) =>
        HasOtherFiles ? !TouchesPatterns : plan.Paths == _previous.Plan.Paths || plan.Paths.SequenceEqual(_previous.Plan.Paths);

    /// <summary>
    /// The projects of <paramref name="plan"/> that look at a changed file: its owner, and where it can be imported under a name of the catalog or bears settings or a lock, the
    /// owner of the folder that it is seen from and all below that. At a file that has come or gone every project around it may look, for a command that names it.
    /// </summary>
    public HashSet<string> Lookers(AssemblyPlan plan)
    {
        var projects = plan.Parts.Select(part => part.Path).ToHashSet(StringComparer.Ordinal);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, (_, file)) in _files)
        {
            AddSeenFrom(path, file, folders);
        }

        foreach (var (path, file) in _others)
        {
            AddSeenFrom(path, file, folders);
            if (WorkspacePath.FileName(path) == "__init__.py")
            {
                // From the folder of a package no modules are imported.
                AddFolder(WorkspacePath.Folder(path), folders);
            }
        }

        foreach (var path in _others.Keys)
        {
            // A folder in which there was no module before, or is none now, can be imported itself.
            for (var folder = WorkspacePath.Folder(path); folder != "." && plan.Folders.Contains(folder) != _previous.Plan.Folders.Contains(folder); folder = WorkspacePath.Folder(folder))
            {
                AddImported(folder, folders);
                AddImported(WorkspacePath.Folder(folder), folders);
            }
        }

        var lookers = folders.Count == 0 ? [] : projects.Where(project => Above(project).Any(folders.Contains)).ToHashSet(StringComparer.Ordinal);
        lookers.UnionWith(_others.Keys.SelectMany(path => Above(WorkspacePath.Folder(path))).Where(projects.Contains));
        foreach (var folder in _files.Keys.Select(WorkspacePath.Folder).Concat(folders).Distinct(StringComparer.Ordinal))
        {
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

    /// <summary>Whether the project that is made of <paramref name="now"/> may be another than <paramref name="made"/>.</summary>
    /// <param name="now">Its files.</param>
    /// <param name="made">The project at the last assembly.</param>
    /// <param name="plan">The plan now.</param>
    /// <param name="lookers">The projects that look at a changed file.</param>
    public bool Concern(ProjectFiles now, AssembledProject made, AssemblyPlan plan, HashSet<string> lookers)
    {
        var before = made.Part;
        if (!ReferenceEquals(now, before)
            && (now.IsPackage != before.IsPackage
                || (now.Paths != before.Paths && !now.Paths.SequenceEqual(before.Paths))
                || !now.Manifests.Select(manifest => manifest.Path).SequenceEqual(before.Manifests.Select(manifest => manifest.Path))))
        {
            return true;
        }

        // What an include or a setting names may have come or gone.
        if (HasOtherFiles
            && (plan.Unseen.Contains(now.Path) != _previous.Plan.Unseen.Contains(now.Path)
                || !made.Project.Settings.Catalogs.IsEmpty
                || now.Manifests.Where((manifest, i) => !manifest.Includes.SequenceEqual(before.Manifests[i].Includes)).Any()))
        {
            return true;
        }

        return lookers.Contains(now.Path) || now.Manifests.Any(manifest => _files.ContainsKey(manifest.Path));
    }

    private static bool IsSame(WorkspaceCatalogs before, WorkspaceCatalogs now) =>
        ReferenceEquals(before, now)
        || (before.OfEditor.SequenceEqual(now.OfEditor)
            && before.BySettings.Count == now.BySettings.Count
            && now.BySettings.All(pair => before.BySettings.TryGetValue(pair.Key, out var known) && ReferenceEquals(known, pair.Value)));

    /// <summary>Notes the file at <paramref name="path"/>; false where it became something else.</summary>
    private bool TryAdd(string path, ParsedFile? old, ParsedFile? now)
    {
        if (ReferenceEquals(old, now))
        {
            return true;
        }

        TouchesPatterns |= !(old?.Manifest?.Settings?.Exclude ?? []).SequenceEqual(now?.Manifest?.Settings?.Exclude ?? [], StringComparer.Ordinal);
        if (old is null || now is null)
        {
            HasOtherFiles = true;
            _others.Add(path, old ?? now!);
            return true;
        }

        if (old.Module is null != now.Module is null || old.Manifest is null != now.Manifest is null || old.Unreadable != now.Unreadable)
        {
            return false;
        }

        _files.Add(path, (old, now));
        TouchesManifests |= now.Manifest is not null;
        return true;
    }

    /// <summary>Adds the folders from which <paramref name="file"/> at <paramref name="path"/> is seen.</summary>
    private void AddSeenFrom(string path, ParsedFile file, HashSet<string> folders)
    {
        var folder = WorkspacePath.Folder(path);
        if (file.Manifest is not null)
        {
            // Settings and locks hold below their folder.
            AddFolder(folder, folders);
        }

        AddImported(folder, folders);
        if (path.EndsWith(".py", StringComparison.Ordinal))
        {
            AddImported(path[..^".py".Length], folders);
        }
    }

    /// <summary>Adds the folder from which the module or package at <paramref name="path"/> is imported, where its name may be one of the catalog.</summary>
    private void AddImported(string path, HashSet<string> folders)
    {
        if (path != "." && _catalog?.MayBeginImport(WorkspacePath.FileName(path)) != false)
        {
            AddFolder(WorkspacePath.Folder(path), folders);
        }
    }

    /// <summary>What stands in src is imported as if it stood beside.</summary>
    private static void AddFolder(string folder, HashSet<string> folders) => folders.Add(WorkspacePath.FileName(folder) == "src" ? WorkspacePath.Folder(folder) : folder);
}
