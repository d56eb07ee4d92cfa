using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Which files of a workspace are read, and whose they are; what all projects share when they are made.</summary>
internal sealed record AssemblyPlan
{
    /// <summary>Paths of the files that no pattern leaves out, sorted.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>The parsed files among them.</summary>
    public required ImmutableSortedDictionary<string, ParsedFile> Kept { get; init; }

    /// <summary>The files with settings, by folder.</summary>
    public required IReadOnlyDictionary<string, ParsedFile> Settings { get; init; }

    /// <summary>Folders that hold Python files, directly or further below.</summary>
    public required IReadOnlySet<string> Folders { get; init; }

    /// <summary>Folders that hold Python files which are left out or can't be read.</summary>
    public required IReadOnlySet<string> Unseen { get; init; }

    /// <summary>The projects' files.</summary>
    public required ImmutableArray<ProjectFiles> Parts { get; init; }

    /// <summary>The plan for <paramref name="files"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static AssemblyPlan Make(WorkspaceFiles files, AnalysisOptions options, CancellationToken cancellationToken)
    {
        var settings = files.Parsed.Values
            .Where(file => file.Manifest is { Format: ManifestFormat.Pyproject, Settings: not null })
            .ToDictionary(file => WorkspacePath.Folder(file.Path), file => file, StringComparer.Ordinal);
        var excluded = ExcludePatterns(settings, options);
        ImmutableArray<string> paths = [.. files.Paths.Where(path => !excluded.Exists(pattern => pattern.IsMatch(path)))];
        var kept = paths.Where(files.Parsed.ContainsKey).Select(path => files.Parsed[path]).ToImmutableSortedDictionary(file => file.Path, file => file, StringComparer.Ordinal);
        return new()
        {
            Paths = paths,
            Kept = kept,
            Settings = settings,
            Folders = WorkspacePath.FoldersOf(kept.Values.Where(file => file.Module is not null).Select(file => file.Path)),
            Unseen = WorkspacePath.FoldersOf(files.Parsed.Values
                .Where(file => FileReader.IsPython(file.Path) && (file.Unreadable is not null || !kept.ContainsKey(file.Path)))
                .Select(file => file.Path)),
            Parts = ProjectPartition.Divide(paths, IncludeGraph.Build(kept.Values, files, cancellationToken), cancellationToken),
        };
    }

    /// <summary>This plan with the present contents of the same files, where none that a plan looks into has changed.</summary>
    public AssemblyPlan With(WorkspaceFiles files) => this with { Kept = Renewed(files) };

    private ImmutableSortedDictionary<string, ParsedFile> Renewed(WorkspaceFiles files)
    {
        if (Kept.Count == files.Parsed.Count)
        {
            return files.Parsed;
        }

        var renewed = Kept.ToBuilder();
        foreach (var (path, file) in Kept)
        {
            if (files.Parsed[path] is var now && !ReferenceEquals(now, file))
            {
                renewed[path] = now;
            }
        }

        return renewed.ToImmutable();
    }

    /// <summary>What the command line or the editor leaves out, and what each settings table leaves out below its folder.</summary>
    private static List<GlobPattern> ExcludePatterns(Dictionary<string, ParsedFile> settings, AnalysisOptions options) =>
    [
        .. options.Exclude.Select(pattern => GlobPattern.Create(pattern)),
        .. settings.SelectMany(pair => pair.Value.Manifest!.Settings!.Exclude.Select(pattern => GlobPattern.Create(pattern, pair.Key))),
    ];
}
