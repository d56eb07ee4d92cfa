using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Which files of a workspace are read, and whose they are; what all projects share when they are made.</summary>
internal sealed record AssemblyPlan
{
    /// <summary>Paths of the files that no pattern leaves out, sorted.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>The parsed files among them.</summary>
    public required PathMap<ParsedFile> Kept { get; init; }

    /// <summary>The files with settings, by folder.</summary>
    public required ImmutableDictionary<string, ParsedFile> Settings { get; init; }

    /// <summary>Folders that hold Python files, directly or further below.</summary>
    public required IReadOnlySet<string> Folders { get; init; }

    /// <summary>Folders that hold Python files which are left out or can't be read.</summary>
    public required IReadOnlySet<string> Unseen { get; init; }

    /// <summary>The manifests among the files, and what they include.</summary>
    public required IncludeGraph Graph { get; init; }

    /// <summary>The projects' files.</summary>
    public required ImmutableArray<ProjectFiles> Parts { get; init; }

    /// <summary>The plan for <paramref name="files"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static AssemblyPlan Make(WorkspaceFiles files, AnalysisOptions options, CancellationToken cancellationToken)
    {
        var manifests = files.Parsed.Values.Where(file => file.Manifest is not null).ToList();
        var settings = manifests
            .Where(file => file.Manifest is { Format: ManifestFormat.Pyproject, Settings: not null })
            .ToImmutableDictionary(file => WorkspacePath.Folder(file.Path), file => file, StringComparer.Ordinal);

        var excluded = ExcludePatterns(settings, options);
        ImmutableArray<string> paths = excluded.Count == 0 ? [.. files.Paths] : [.. files.Paths.Where(path => !excluded.Exists(pattern => pattern.IsMatch(path)))];
        var kept = paths.Length == files.Paths.Count
            ? files.Parsed
            : PathMap.FromSorted(paths.Select(files.Parsed.GetValueOrDefault).OfType<ParsedFile>(), file => file.Path);
        var (folders, unseen) = (new FolderSet(), new FolderSet());
        foreach (var file in files.Parsed.Values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isKept = ReferenceEquals(kept, files.Parsed) || kept.ContainsKey(file.Path);
            if (isKept && file.Module is not null)
            {
                folders.AddFolderOf(file.Path);
            }

            if ((file.Unreadable is not null || !isKept) && FileReader.IsPython(file.Path))
            {
                unseen.AddFolderOf(file.Path);
            }
        }

        var graph = IncludeGraph.Build(manifests.Where(file => kept.ContainsKey(file.Path)), files, cancellationToken);
        return new()
        {
            Paths = paths,
            Kept = kept,
            Settings = settings,
            Folders = folders.Folders,
            Unseen = unseen.Folders,
            Graph = graph,
            Parts = ProjectPartition.Divide(paths, graph, cancellationToken),
        };
    }

    /// <summary>This plan with the present contents of the same files; null where one that a plan looks into says something else of what belongs to whom.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public AssemblyPlan? With(WorkspaceFiles files, WorkspaceChanges changes, CancellationToken cancellationToken)
    {
        var kept = changes.Files.Values.Where(change => Kept.ContainsKey(change.Now.Path)).Select(change => change.Now).ToList();
        var now = this with { Kept = Kept.Count == files.Parsed.Count ? files.Parsed : Kept.SetItems(kept.Select(file => KeyValuePair.Create(file.Path, file))) };
        if (!changes.TouchesManifests)
        {
            return now;
        }

        var settings = Settings;
        foreach (var (old, file) in changes.Files.Values)
        {
            if (file.Manifest is null)
            {
                continue;
            }

            if (!SaysTheSame(old.Manifest!, file.Manifest))
            {
                return null;
            }

            if (Settings.TryGetValue(WorkspacePath.Folder(file.Path), out var known) && known.Path == file.Path)
            {
                settings = settings.SetItem(WorkspacePath.Folder(file.Path), file);
            }
        }

        return Graph.With(kept, files, cancellationToken) is { } graph
            ? now with { Settings = settings, Graph = graph, Parts = [.. Parts.Select(part => part.Manifests.Any(manifest => changes.Files.ContainsKey(manifest.Path)) ? ProjectPartition.Settled(part, graph, cancellationToken) : part)] }
            : null;
    }

    /// <summary>Whether two contents of a manifest make the same plan, its includes apart.</summary>
    private static bool SaysTheSame(Manifest before, Manifest now) =>
        before.Format == now.Format
        && before.ProjectName is null == now.ProjectName is null
        && before.Settings is null == now.Settings is null
        && (before.Settings?.Exclude ?? []).SequenceEqual(now.Settings?.Exclude ?? [], StringComparer.Ordinal);

    /// <summary>What the command line or the editor leaves out, and what each settings table leaves out below its folder.</summary>
    private static List<GlobPattern> ExcludePatterns(ImmutableDictionary<string, ParsedFile> settings, AnalysisOptions options) =>
    [
        .. options.Exclude.Select(pattern => GlobPattern.Create(pattern)),
        .. settings.SelectMany(pair => pair.Value.Manifest!.Settings!.Exclude.Select(pattern => GlobPattern.Create(pattern, pair.Key))),
    ];
}
