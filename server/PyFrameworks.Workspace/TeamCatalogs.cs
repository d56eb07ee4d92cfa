using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Catalog.Reading;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Workspace;

/// <summary>
/// The team catalogs of an index: files that settings name, as read, and the catalogs that they make. The order is the given catalog, the editor's files, the
/// project's; the later wins. Immutable, and a function of the files, the open editors and the settings.
/// </summary>
internal sealed class TeamCatalogs
{
    /// <summary>A file as read: its text, what it says, or why nothing was read; and whether the text is that of an open editor.</summary>
    private sealed record CatalogSource(SourceText? Text, TeamReading? Reading, string? Reason, bool IsOpen);

    private readonly FrameworkCatalog _below;
    private readonly ImmutableSortedDictionary<string, CatalogSource> _sources;
    private readonly TeamLayer _editor;
    private readonly ImmutableArray<TeamReading> _editorReadings;
    private readonly ImmutableSortedDictionary<string, ImmutableArray<TeamReading>> _readings;

    private TeamCatalogs(
        FrameworkCatalog below,
        ImmutableSortedDictionary<string, CatalogSource> sources,
        TeamLayer editor,
        ImmutableArray<TeamReading> editorReadings,
        ImmutableSortedDictionary<string, ImmutableArray<TeamReading>> readings,
        WorkspaceCatalogs projects)
    {
        (_below, _sources, _editor, _editorReadings, _readings) = (below, sources, editor, editorReadings, readings);
        Projects = projects;
    }

    /// <summary>The given catalog with the editor's files over it.</summary>
    public FrameworkCatalog Catalog => _editor.Catalog;

    /// <summary>What the projects' own settings add, and the files of the workspace.</summary>
    public WorkspaceCatalogs Projects { get; }

    /// <summary>Files of the editor's settings that lie outside the folder: absolute paths.</summary>
    public IEnumerable<string> Outer => _sources.Keys.Where(Path.IsPathRooted);

    /// <summary>Frameworks of every file.</summary>
    public IEnumerable<Framework> Frameworks => _sources.Values
        .SelectMany(source => source.Reading?.Items ?? []).Select(item => item.Entry?.Framework).OfType<Framework>();

    /// <summary>What can't be shown at a place of the workspace: files of the editor's settings that are not there, and what is wrong in those outside.</summary>
    public IEnumerable<string> EditorProblems(AnalysisOptions options, string root)
    {
        foreach (var (name, path) in EditorTargets(options, root))
        {
            if (_sources.GetValueOrDefault(path)?.Reason is { } reason)
            {
                yield return $"The setting pyframeworks.catalogs names {name}, which {reason}";
            }
        }

        foreach (var error in _editor.Errors.Where(error => Path.IsPathRooted(error.Path)))
        {
            yield return error.ToString();
        }
    }

    /// <summary>Whether settings name the file at <paramref name="path"/>.</summary>
    public bool Names(string path) => _sources.ContainsKey(path);

    /// <summary>Whether settings name a file at or below <paramref name="path"/>.</summary>
    public bool NamesWithin(string path) => _sources.Keys.Any(name => WorkspacePath.IsWithin(name, path));

    /// <summary>The text of a catalog file, or null.</summary>
    public SourceText? TextOf(string path) => _sources.GetValueOrDefault(path)?.Text;

    /// <summary>Reads what settings name; what <paramref name="previous"/> has read is taken over, save what is to be forgotten.</summary>
    public static TeamCatalogs Read(
        TeamCatalogs? previous,
        IReadOnlySet<string> forget,
        DiskReader reader,
        string root,
        FrameworkCatalog below,
        AnalysisOptions options,
        IEnumerable<ParsedFile> files,
        Func<string, SourceText?> bufferOf,
        CancellationToken cancellationToken)
    {
        if (!options.ReadsCatalogs)
        {
            return new(below, NoSources, new(below, []), [], NoReadings, WorkspaceCatalogs.Empty);
        }

        var sources = NoSources.ToBuilder();
        var ofEditor = EditorTargets(options, root).ToList();
        foreach (var (_, path) in ofEditor)
        {
            Take(path, mayLeave: true);
        }

        var ofProjects = files.Where(file => file.Manifest?.Settings is not null).Select(file => (file.Path, Targets: FileReader.CatalogTargets(file).ToList())).Where(entry => entry.Targets.Count > 0).ToList();
        foreach (var (_, path) in ofProjects.SelectMany(entry => entry.Targets))
        {
            Take(path, mayLeave: false);
        }

        var editorReadings = ReadingsOf(ofEditor);
        var editor = previous is not null && ReferenceEquals(previous._below, below) && editorReadings.SequenceEqual(previous._editorReadings)
            ? previous._editor
            : TeamLayer.Over(below, editorReadings);
        var readings = NoReadings.ToBuilder();
        var projects = ImmutableSortedDictionary.CreateBuilder<string, ProjectCatalog>(StringComparer.Ordinal);
        foreach (var (settings, targets) in ofProjects)
        {
            var own = ReadingsOf(targets);
            readings[settings] = own;
            projects[settings] = previous is not null && ReferenceEquals(previous._editor, editor)
                && previous._readings.TryGetValue(settings, out var known) && known.SequenceEqual(own)
                    ? WithUnread(previous.Projects.BySettings[settings], UnreadOf(targets))
                    : Layered(editor.Catalog, own, targets);
        }

        return new(below, sources.ToImmutable(), editor, editorReadings, readings.ToImmutable(), new()
        {
            BySettings = projects.ToImmutable(),
            OfEditor = FilesOf(ofEditor, editor.Errors),
        });

        void Take(string path, bool mayLeave)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (sources.ContainsKey(path))
            {
                return;
            }

            // A folder may have gone with everything in it.
            var known = forget.Any(changed => WorkspacePath.IsWithin(path, changed)) ? null : previous?._sources.GetValueOrDefault(path);
            var text = bufferOf(path);
            if (text is not null ? ReferenceEquals(known?.Text, text) : known is { IsOpen: false, Text: not null })
            {
                sources[path] = known!;
                return;
            }

            var (read, reason) = text is null ? reader.ReadCatalog(path, mayLeave) : (text, null);
            sources[path] = new(read, read is null ? null : TeamCatalogReader.Read(path, read.Content, cancellationToken), reason, text is not null);
        }

        ImmutableArray<TeamReading> ReadingsOf(IEnumerable<(string Name, string Path)> targets) =>
            [.. targets.Select(target => target.Path).Distinct(StringComparer.Ordinal).Select(path => sources[path].Reading).OfType<TeamReading>()];

        ImmutableArray<UnreadCatalog> UnreadOf(IEnumerable<(string Name, string Path)> targets) =>
            [.. targets.Where(target => sources[target.Path].Reason is not null).Select(target => new UnreadCatalog(target.Name, sources[target.Path].Reason!)).Distinct()];

        ImmutableArray<CatalogFile> FilesOf(IEnumerable<(string Name, string Path)> targets, ImmutableArray<CatalogError> errors) =>
        [
            .. targets.Select(target => target.Path).Distinct(StringComparer.Ordinal)
                .Where(path => !Path.IsPathRooted(path) && sources[path].Text is not null)
                .Order(StringComparer.Ordinal)
                .Select(path => new CatalogFile(path, sources[path].Text!, [.. errors.Where(error => error.Path == path)])),
        ];

        // The same one where nothing is new, so that projects under it need not be made anew.
        static ProjectCatalog WithUnread(ProjectCatalog catalog, ImmutableArray<UnreadCatalog> unread) =>
            catalog.Unread.SequenceEqual(unread) ? catalog : catalog with { Unread = unread };

        ProjectCatalog Layered(FrameworkCatalog catalog, ImmutableArray<TeamReading> own, List<(string Name, string Path)> targets)
        {
            var layer = TeamLayer.Over(catalog, own);
            return new(layer.Catalog, FilesOf(targets, layer.Errors), UnreadOf(targets));
        }
    }

    private static ImmutableSortedDictionary<string, CatalogSource> NoSources { get; } = ImmutableSortedDictionary.Create<string, CatalogSource>(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, ImmutableArray<TeamReading>> NoReadings { get; } = ImmutableSortedDictionary.Create<string, ImmutableArray<TeamReading>>(StringComparer.Ordinal);

    /// <summary>The files that the editor's settings name: as workspace paths where they lie in the folder, else absolute.</summary>
    private static IEnumerable<(string Name, string Path)> EditorTargets(AnalysisOptions options, string root)
    {
        foreach (var name in options.EditorCatalogs.Where(name => name.Length > 0 && !name.Contains('\0')).Take(FileReader.MostCatalogs))
        {
            var full = Path.GetFullPath(name, root);
            var within = Path.GetRelativePath(root, full).Replace(Path.DirectorySeparatorChar, '/');
            yield return (name, Path.IsPathRooted(within) || within == ".." || within.StartsWith("../", StringComparison.Ordinal) ? full : within);
        }
    }
}
