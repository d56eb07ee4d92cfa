using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>A manifest's format; <see cref="ManifestFormats.Name"/> gives the word that users see.</summary>
public enum ManifestFormat
{
    /// <summary>pip requirements file.</summary>
    Requirements,

    /// <summary>pip constraints file.</summary>
    Constraints,

    /// <summary>pyproject.toml.</summary>
    Pyproject,

    /// <summary>A PEP 723 script block.</summary>
    Script,

    /// <summary>Pipfile.</summary>
    Pipfile,

    /// <summary>setup.cfg.</summary>
    SetupCfg,

    /// <summary>setup.py, read statically.</summary>
    SetupPy,

    /// <summary>Conda environment file.</summary>
    Conda,

    /// <summary>Procfile, Dockerfile or compose file, whose commands say which server runs, and tox.ini or noxfile.py, whose sessions install what tests need. Not listed among the manifests.</summary>
    Commands,

    /// <summary>uv.lock.</summary>
    UvLock,

    /// <summary>poetry.lock.</summary>
    PoetryLock,

    /// <summary>pdm.lock.</summary>
    PdmLock,

    /// <summary>Pipfile.lock.</summary>
    PipfileLock,

    /// <summary>pylock.toml.</summary>
    Pylock,
}

/// <summary>Names of manifest formats as the JSON output has them, and their order of precedence.</summary>
public static class ManifestFormats
{
    /// <summary>The word that users see: <c>requirements</c>, <c>pyproject</c>, ….</summary>
    public static string Name(this ManifestFormat format) => format switch
    {
        ManifestFormat.Requirements => "requirements",
        ManifestFormat.Constraints => "constraints",
        ManifestFormat.Pyproject => "pyproject",
        ManifestFormat.Script => "script",
        ManifestFormat.Pipfile => "pipfile",
        ManifestFormat.SetupCfg => "setup.cfg",
        ManifestFormat.SetupPy => "setup.py",
        ManifestFormat.Conda => "conda",
        ManifestFormat.Commands => "commands",
        ManifestFormat.UvLock => "uv.lock",
        ManifestFormat.PoetryLock => "poetry.lock",
        ManifestFormat.PdmLock => "pdm.lock",
        ManifestFormat.PipfileLock => "pipfile.lock",
        _ => "pylock",
    };

    /// <summary>Whether the format is a lock: evidence and version source, no declaration.</summary>
    public static bool IsLock(this ManifestFormat format) => format >= ManifestFormat.UvLock;

    /// <summary>
    /// Which manifest carries a finding when several declare the framework: the lowest. pyproject.toml, setup.cfg, setup.py, Pipfile,
    /// requirements files (<c>requirements.txt</c> first), conda.
    /// </summary>
    public static int Precedence(this ManifestFormat format, string path) => format switch
    {
        ManifestFormat.Pyproject => 0,
        ManifestFormat.SetupCfg => 1,
        ManifestFormat.SetupPy => 2,
        ManifestFormat.Pipfile => 3,
        ManifestFormat.Requirements when WorkspacePath.FileName(path) == "requirements.txt" => 4,
        ManifestFormat.Requirements => 5,
        ManifestFormat.Conda => 6,
        ManifestFormat.Script => 7,
        ManifestFormat.Constraints => 8,
        _ => 9,
    };
}

/// <summary>The group a dependency stands in, as the JSON output names it: <c>main</c>, <c>build</c>, <c>dev</c>, <c>extra:NAME</c>, <c>group:NAME</c>, <c>constraint</c>.</summary>
/// <param name="Name">That word.</param>
public readonly record struct DependencyGroup(string Name)
{
    /// <summary>What the application needs at run time.</summary>
    public static DependencyGroup Main { get; } = new("main");

    /// <summary>What building it needs.</summary>
    public static DependencyGroup Build { get; } = new("build");

    /// <summary>What only its developers need.</summary>
    public static DependencyGroup Dev { get; } = new("dev");

    /// <summary>A limit on what others declare.</summary>
    public static DependencyGroup Constraint { get; } = new("constraint");

    /// <summary>An optional dependency (PEP 621 extra).</summary>
    public static DependencyGroup Extra(string name) => new($"extra:{name}");

    /// <summary>A dependency group (PEP 735, PDM).</summary>
    public static DependencyGroup Group(string name) => new($"group:{name}");

    /// <summary>Whether the application has it at run time without asking for it.</summary>
    public bool IsMain => Name == "main";

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A dependency as a manifest declares it.</summary>
public sealed record Dependency
{
    /// <summary>Name as written.</summary>
    public required string Name { get; init; }

    /// <summary>PEP 503 form.</summary>
    public required string CanonicalName { get; init; }

    /// <summary>Where the name (the key, in a table) stands.</summary>
    public required TextSpan NameSpan { get; init; }

    /// <summary>From the first character of the name to the last of the specifier, URL or marker; a table entry from its key to the end of its value.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>Extras as written.</summary>
    public ImmutableArray<string> Extras { get; init; } = [];

    /// <summary>The versions it allows.</summary>
    public VersionSpecifierSet Specifier { get; init; } = VersionSpecifierSet.Any;

    /// <summary>All clauses with their operators, without quotes; null where there are none.</summary>
    public TextSpan? SpecifierSpan { get; init; }

    /// <summary>Direct reference, or null.</summary>
    public string? Url { get; init; }

    /// <summary>Environment marker in its normal form, or null.</summary>
    public Marker? Marker { get; init; }

    /// <summary>The group it stands in.</summary>
    public required DependencyGroup Group { get; init; }

    /// <summary>Whether it is installed from a folder under development.</summary>
    public bool IsEditable { get; init; }

    /// <summary>Whether the file itself says that something else brings it in (<c># via X</c>).</summary>
    public bool IsTransitive { get; init; }

    /// <summary>The same, <paramref name="offset"/> code units further on.</summary>
    internal Dependency Shift(int offset) => this with { NameSpan = NameSpan.Shift(offset), Span = Span.Shift(offset), SpecifierSpan = SpecifierSpan?.Shift(offset) };
}

/// <summary>What an include brings in.</summary>
public enum IncludeKind
{
    /// <summary><c>-r</c>.</summary>
    Requirement,

    /// <summary><c>-c</c>.</summary>
    Constraint,

    /// <summary><c>-e</c> of a local path.</summary>
    Editable,

    /// <summary>PEP 735 <c>include-group</c>.</summary>
    Group,

    /// <summary>setuptools' dynamic <c>file</c>.</summary>
    File,
}

/// <summary>A reference from a manifest to a file or group that bears requirements.</summary>
/// <param name="Target">As written.</param>
/// <param name="Kind">What it brings in.</param>
/// <param name="Span">The target as written.</param>
/// <param name="Resolved">Workspace path (or group name) when it exists, else null.</param>
/// <param name="Group">Group in which the included requirements land.</param>
public sealed record Include(string Target, IncludeKind Kind, TextSpan Span, string? Resolved, DependencyGroup Group)
{
    /// <summary>Whether it can't be looked up by design (URL, environment variable): then its absence is no finding.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>Whether the target lies outside the root and is therefore never read.</summary>
    public bool IsOutside { get; init; }

    /// <summary>Whether the target exists but can't be read.</summary>
    public bool IsUnreadable { get; init; }
}

/// <summary>Something in a manifest that can't be read.</summary>
/// <param name="Code">PF001 for a requirement, PF002 for the file's own syntax.</param>
/// <param name="Message">What is wrong and the mend.</param>
/// <param name="Span">Where.</param>
public sealed record ManifestProblem(string Code, string Message, TextSpan Span);

/// <summary>A manifest as read: what it declares, what it includes, what is wrong with it.</summary>
public sealed record Manifest
{
    /// <summary>Workspace path.</summary>
    public required string Path { get; init; }

    /// <summary>Its format.</summary>
    public required ManifestFormat Format { get; init; }

    /// <summary>Its text.</summary>
    public required SourceText Text { get; init; }

    /// <summary>Declared dependencies in file order; what could be read when the file has errors.</summary>
    public ImmutableArray<Dependency> Dependencies
    {
        get => Requirements?.Dependencies ?? field;
        init => (field, Comments, Requirements) = (value, Comments, null);
    } = [];

    /// <summary>Whether it declares any; asking that moves none of a file that is being edited to its place.</summary>
    public bool HasDependencies => Requirements is { } requirements ? !requirements.IsEmpty : !Dependencies.IsEmpty;

    /// <summary>Whether it declares any that the application needs at run time.</summary>
    public bool HasMainDependencies => Requirements?.HasMain ?? Dependencies.Any(dependency => dependency.Group.IsMain);

    /// <summary>Whether it says of any that something else brings it in.</summary>
    public bool HasTransitiveDependencies => Requirements?.HasTransitive ?? Dependencies.Any(dependency => dependency.IsTransitive);

    /// <summary>The names of its dependencies in their PEP 503 form, in file order.</summary>
    public IEnumerable<string> DependencyNames => Requirements?.Names ?? Dependencies.Select(dependency => dependency.CanonicalName);

    /// <summary>Repositories and archives without a name, called like the repository: evidence, no dependencies that anybody could vouch for.</summary>
    public ImmutableArray<Dependency> Unnamed { get; init; } = [];

    /// <summary>Includes in file order.</summary>
    public ImmutableArray<Include> Includes { get; init; } = [];

    /// <summary>How many problems one manifest has at most: a file that is no manifest at all has no use for more.</summary>
    public const int MostProblems = 100;

    /// <summary>Problems in file order, the first <see cref="MostProblems"/>.</summary>
    public ImmutableArray<ManifestProblem> Problems { get; init; } = [];

    /// <summary>Where comments stand, from <c>#</c> to the end of the line.</summary>
    public ImmutableArray<TextSpan> Comments { get => Requirements?.Comments ?? field; init; } = [];

    /// <summary>All of them that may hold one of ours (<c># pyframeworks: ignore</c>), and perhaps others.</summary>
    public IEnumerable<TextSpan> MarkedComments => Requirements?.MarkedComments ?? Comments;

    /// <summary>The Pythons it asks for, or null when it doesn't say.</summary>
    public RequiresPython? RequiresPython { get; init; }

    /// <summary>Name of the distribution that the project itself builds, or null.</summary>
    public string? ProjectName { get; init; }

    /// <summary><c>[tool.pyframeworks]</c>, or null.</summary>
    public ToolSettings? Settings { get; init; }

    /// <summary>Commands that start a server, from Procfile and the like; empty in declaring manifests.</summary>
    public ImmutableArray<ServerCommand> Commands { get; init; } = [];

    /// <summary>Programs and plug-ins that the distribution offers, as <c>module:object</c>, in file order.</summary>
    public ImmutableArray<EntryPoint> EntryPoints { get; init; } = [];

    /// <summary>The members of the uv workspace of which this is the root, or null.</summary>
    public UvWorkspace? Workspace { get; init; }

    /// <summary>Whether it says that its dependencies come from elsewhere (<c>dynamic = ["dependencies"]</c>).</summary>
    public bool IsDynamic { get; init; }

    /// <summary>Whether it is the output of <c>pip freeze</c> or pip-compile, so that most entries are somebody else's dependency.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>
    /// The dependencies that <paramref name="catalog"/> speaks of, in file order: few of many, where a file lists thousands. Looked up once, and in a requirements file
    /// that is being edited only for the lines around an edit.
    /// </summary>
    public ImmutableArray<Dependency> KnownTo(FrameworkCatalog catalog) => Requirements?.KnownTo(catalog) ?? _known.Of(this, catalog);

    private readonly KnownDependencies _known = new();

    /// <summary>What a requirements file or a large pyproject.toml that is being edited was put together from, its dependencies and comments among it; null for any other.</summary>
    internal PlacedRequirements? Requirements { get; init; }

    /// <summary>What a pyproject.toml that is being edited keeps for the next reading; null for any other.</summary>
    internal PyprojectReading? Pyproject { get; init; }
}

/// <summary>The Pythons a project asks for.</summary>
/// <param name="Specifier">As a specifier set.</param>
/// <param name="At">Where it stands.</param>
public sealed record RequiresPython(VersionSpecifierSet Specifier, FileSpan At);

/// <summary>A command that starts a server: <c>web: gunicorn app:app</c>.</summary>
/// <param name="Text">The command.</param>
/// <param name="Span">Where it stands.</param>
public sealed record ServerCommand(string Text, TextSpan Span);

/// <summary>An entry point: https://packaging.python.org/en/latest/specifications/entry-points/.</summary>
/// <param name="Group">Its group: <c>console_scripts</c>, <c>gui_scripts</c>, <c>paste.app_factory</c>, ….</param>
/// <param name="Target">What it names: <c>shop.cli:main</c>.</param>
/// <param name="Span">Where the target stands.</param>
public sealed record EntryPoint(string Group, string Target, TextSpan Span);

/// <summary>A uv workspace, whose members share the lock at its root: https://docs.astral.sh/uv/concepts/projects/workspaces/.</summary>
/// <param name="Members">Patterns of the members' folders, seen from the root.</param>
/// <param name="Exclude">Patterns of folders that are none.</param>
public sealed record UvWorkspace(ImmutableArray<string> Members, ImmutableArray<string> Exclude);

/// <summary>A need that a settings table declares.</summary>
public sealed record DeclaredNeed(string Id, TextSpan Span);

/// <summary><c>[tool.pyframeworks]</c> as written.</summary>
public sealed record ToolSettings
{
    /// <summary>Declared needs.</summary>
    public ImmutableArray<DeclaredNeed> Needs { get; init; } = [];

    /// <summary>Path patterns that are left out.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>User catalog files.</summary>
    public ImmutableArray<string> Catalogs { get; init; } = [];

    /// <summary>Path pattern → rule codes or names ignored there.</summary>
    public ImmutableArray<(string Pattern, ImmutableArray<string> Rules)> Ignore { get; init; } = [];

    /// <summary>Rule code or name → level (<c>off</c>, <c>hint</c>, …) as written.</summary>
    public ImmutableArray<(string Rule, string Level)> Rules { get; init; } = [];
}
