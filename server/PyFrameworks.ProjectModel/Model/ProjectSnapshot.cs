using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Where a need comes from.</summary>
public enum NeedSource
{
    /// <summary>The project's or the editor's settings name it.</summary>
    Declared,

    /// <summary>The project's code or dependencies show it.</summary>
    Inferred,

    /// <summary>The user asked about it.</summary>
    Asked,
}

/// <summary>Something that the project wants from a framework.</summary>
/// <param name="Id">Need identifier.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Because">The reason, a clause: <c>app.py imports flask_socketio</c>.</param>
/// <param name="At">Where that stands, or null.</param>
public sealed record ProjectNeed(string Id, NeedSource Source, string Because, FileSpan? At);

/// <summary>A Python file of the project.</summary>
public sealed record PythonFile
{
    /// <summary>Workspace path.</summary>
    public required string Path { get; init; }

    /// <summary>Its text.</summary>
    public required SourceText Text { get; init; }

    /// <summary>What it holds.</summary>
    public required PythonModule Module { get; init; }

    /// <summary>Whether its text holds what our comments begin with: a file that does not has none.</summary>
    public bool MentionsProgram { get; init; } = true;

    /// <summary>What its place says of it.</summary>
    public required PathRole Role { get; init; }

    /// <summary>Whether it is application code: no test, documentation, example, benchmark, integration or vendored copy.</summary>
    public bool IsApplication => Role == PathRole.Application;

    /// <summary>Routes it declares, per the catalog's code patterns of the frameworks it imports.</summary>
    public int Routes { get; init; }

    /// <summary>Where the code declares routes and handler classes, by place; empty outside application code.</summary>
    public ImmutableArray<RouteSite> RouteSites { get; init; } = [];
}

/// <summary>An import of a module that the catalog knows.</summary>
/// <param name="Module">Dotted name as written.</param>
/// <param name="FrameworkId">The framework.</param>
/// <param name="At">The dotted module name as written.</param>
/// <param name="Names">Imported names.</param>
public sealed record FrameworkImport(string Module, string FrameworkId, FileSpan At, ImmutableArray<string> Names);

/// <summary>Figures of a project; tests, documentation and vendored copies don't count.</summary>
/// <param name="PythonFiles">Python files.</param>
/// <param name="CodeLines">Lines that are neither blank, comment nor docstring.</param>
/// <param name="Routes">Declared routes.</param>
/// <param name="AsyncFunctions"><c>async def</c> functions.</param>
public sealed record ProjectMetrics(int PythonFiles, int CodeLines, int Routes, int AsyncFunctions);

/// <summary>What the analysis needs beside files: the day and the user's choices. Part of the input, so results are reproducible.</summary>
public sealed record AnalysisOptions
{
    /// <summary>The day that lifecycle rules use.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Needs the user asked for (<c>--need</c>).</summary>
    public ImmutableArray<string> AskedNeeds { get; init; } = [];

    /// <summary>Needs from the editor's settings.</summary>
    public ImmutableArray<string> EditorNeeds { get; init; } = [];

    /// <summary>Rule levels from the editor's settings; the project's file wins.</summary>
    public ImmutableArray<(string Rule, string Level)> EditorRules { get; init; } = [];

    /// <summary>Catalog files from the editor's settings: absolute paths, or seen from the workspace's folder.</summary>
    public ImmutableArray<string> EditorCatalogs { get; init; } = [];

    /// <summary>Whether catalog files that settings name are read; not in a workspace that its user does not trust.</summary>
    public bool ReadsCatalogs { get; init; } = true;

    /// <summary>Path patterns left out, from the command line or the editor.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Whether Python code counts, not manifests, locks and markers alone (<c>--no-imports</c>).</summary>
    public bool ReadsImports { get; init; } = true;
}

/// <summary>Everything that is known of one project at one moment. Immutable; rules and features are functions of it.</summary>
public sealed record ProjectSnapshot
{
    /// <summary>Workspace path of the project's folder; <c>.</c> for the root.</summary>
    public required string Path { get; init; }

    /// <summary>Manifests, by path; included files and locks among them.</summary>
    public ImmutableArray<Manifest> Manifests { get; init; } = [];

    /// <summary>Python files, by path.</summary>
    public ImmutableArray<PythonFile> Files { get; init; } = [];

    /// <summary>Frameworks in it: primary first, then by confidence and identifier.</summary>
    public ImmutableArray<FrameworkUse> FrameworkUses { get; init; } = [];

    /// <summary>Imports of modules that the catalog knows, by path and span.</summary>
    public ImmutableArray<FrameworkImport> Imports { get; init; } = [];

    /// <summary>What it wants: declared, then inferred, then asked.</summary>
    public ImmutableArray<ProjectNeed> Needs { get; init; } = [];

    /// <summary>The Pythons it asks for, or null when nothing says.</summary>
    public RequiresPython? RequiresPython { get; init; }

    /// <summary>Its figures.</summary>
    public required ProjectMetrics Metrics { get; init; }

    /// <summary>Its <c>[tool.pyframeworks]</c>; empty settings where there is none.</summary>
    public ToolSettings Settings { get; init; } = new();

    /// <summary>The workspace path of the pyproject.toml that "Turn off for this project" edits, or null where it has none.</summary>
    public string? SettingsPath { get; init; }

    /// <summary>Number of files in the application's folders for templates.</summary>
    public int TemplateFiles { get; init; }

    /// <summary>Catalog files that <see cref="Settings"/> name within the workspace and that are not there, as written.</summary>
    public ImmutableArray<string> MissingCatalogs { get; init; } = [];

    /// <summary>Catalog files that <see cref="Settings"/> name, that are there and could not be read.</summary>
    public ImmutableArray<UnreadCatalog> UnreadCatalogs { get; init; } = [];

    /// <summary>The catalog files that this project's own settings bring in, and those of the editor's settings that lie in it, by path.</summary>
    public ImmutableArray<CatalogFile> CatalogFiles { get; init; } = [];

    /// <summary>Whether Python files of its folder are not among <see cref="Files"/>: they can't be read, or settings leave them out.</summary>
    public bool HasUnseenCode { get; init; }

    /// <summary>
    /// Other projects of the workspace that share code or dependencies with this one: those above and below its folder, and those of which one depends on the other
    /// by name or by path. They come without neighbours of their own.
    /// </summary>
    public ImmutableArray<ProjectSnapshot> Neighbours { get; init; } = [];

    /// <summary>The options of the analysis.</summary>
    public required AnalysisOptions Options { get; init; }

    /// <summary>The catalog.</summary>
    public required FrameworkCatalog Catalog { get; init; }

    /// <summary>The day that lifecycle rules use.</summary>
    public DateOnly Today => Options.Today;

    /// <summary>The manifest at <paramref name="path"/>, or null.</summary>
    public Manifest? FindManifest(string path) => FindByPath(Manifests, path, static manifest => manifest.Path);

    /// <summary>The Python file at <paramref name="path"/>, or null.</summary>
    public PythonFile? FindFile(string path) => FindByPath(Files, path, static file => file.Path);

    /// <summary>The text at <paramref name="path"/>, or null when the file is not part of the project.</summary>
    public SourceText? TextOf(string path) => FindManifest(path)?.Text ?? FindFile(path)?.Text ?? FindCatalogFile(path)?.Text;

    /// <summary>The catalog file at <paramref name="path"/>, or null.</summary>
    public CatalogFile? FindCatalogFile(string path) => CatalogFiles.FirstOrDefault(file => file.Path == path);

    /// <summary>Frameworks that the application is built on.</summary>
    public IEnumerable<FrameworkUse> Primaries => FrameworkUses.Where(use => use.Role == FrameworkRole.Primary);

    /// <summary>Both lists are sorted by path (ordinal), so a look-up halves its way.</summary>
    private static T? FindByPath<T>(ImmutableArray<T> items, string path, Func<T, string> pathOf)
        where T : class
    {
        var (low, high) = (0, items.Length - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            switch (string.CompareOrdinal(pathOf(items[middle]), path))
            {
                case 0:
                    return items[middle];
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return null;
    }
}
