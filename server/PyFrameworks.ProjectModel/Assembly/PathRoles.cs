using System.Collections.Frozen;
using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>What the place of a file says of it.</summary>
public enum PathRole
{
    /// <summary>The application or library itself.</summary>
    Application,

    /// <summary>Tests, documentation, examples, benchmarks, notebooks, and scripts of the packaging.</summary>
    Development,

    /// <summary>An adapter to somebody else's framework: <c>integrations/</c>, <c>contrib/</c>, <c>ext/</c>.</summary>
    Integration,

    /// <summary>A copy of somebody else's code.</summary>
    Vendored,
}

/// <summary>Reads the role of a file from its path. All names are conventions of the Python community; none is a rule of Python.</summary>
public static class PathRoles
{
    /// <summary>Folders of requirements files: they never stand for a project of their own.</summary>
    private static readonly FrozenSet<string> RequirementFolders =
        FrozenSet.Create(StringComparer.Ordinal, "requirements", "requirement", "reqs", "deps");

    /// <summary>Folders whose manifests belong to the project above and concern its developers alone.</summary>
    private static readonly FrozenSet<string> CompanionFolders =
        FrozenSet.Create(StringComparer.Ordinal, "docs", "doc", "tests", "test", "itests", "examples", "example");

    private static readonly FrozenSet<string> DevelopmentFolders = FrozenSet.Create(
        StringComparer.Ordinal,
        "tests", "test", "testing", "docs", "doc", "documentation", "examples", "example", "samples", "benchmarks", "benchmark", "bench",
        "docs_src", "unit_tests", "unittests", "functional_tests", "integration_tests", "itests", "e2e", "e2e_tests", "test_suite");

    /// <summary>Words in the names of folders that show how a package is used: <c>demo</c>, <c>example_project</c>, <c>testapp</c>.</summary>
    private static readonly FrozenSet<string> DemonstrationWords = FrozenSet.Create(
        StringComparer.Ordinal,
        "demo", "demos", "demoapp", "demoproject", "demonstration", "example", "examples", "exampleapp", "exampleproject", "sample", "sampleapp", "sampleproject", "sandbox",
        "playground", "tutorial", "tutorials", "quickstart", "test", "tests", "testapp", "testproject", "testsite");

    /// <summary>Folders at the top of a package's repository that hold its makers' own programs.</summary>
    private static readonly FrozenSet<string> ToolFolders =
        FrozenSet.Create(StringComparer.Ordinal, "scripts", "script", "tools", "tool", "misc", "hack", "ci", "devtools", "dev");

    private static readonly FrozenSet<string> IntegrationFolders =
        FrozenSet.Create(StringComparer.Ordinal, "integrations", "integration", "contrib", "ext");

    private static readonly FrozenSet<string> VendorFolders = FrozenSet.Create(
        StringComparer.Ordinal, "vendor", "_vendor", "vendored", "_vendored", "third_party", "thirdparty", "externals", "site-packages");

    private static readonly FrozenSet<string> DevelopmentFiles = FrozenSet.Create(
        StringComparer.Ordinal, "conftest.py", "tests.py", "test.py", "testing.py", "example.py", "examples.py", "setup.py", "noxfile.py", "fabfile.py", "dodo.py", "versioneer.py", "ez_setup.py");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_developmentFolders = DevelopmentFolders.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_integrationFolders = IntegrationFolders.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_vendorFolders = VendorFolders.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_developmentFiles = DevelopmentFiles.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words in a requirements file's name that make it the developers' own.</summary>
    private static readonly FrozenSet<string> DevelopmentWords = FrozenSet.Create(
        StringComparer.Ordinal,
        "dev", "devel", "develop", "developer", "development", "test", "tests", "testing", "doc", "docs", "documentation", "lint", "linter",
        "linters", "linting", "ci", "bench", "benchmark", "benchmarks", "typing", "mypy", "example", "examples");

    /// <summary>The role of the file <paramref name="path"/> in the project at <paramref name="project"/>; folders above the project say nothing.</summary>
    /// <param name="path">Workspace path of the file.</param>
    /// <param name="project">Workspace path of the project.</param>
    /// <param name="isPackage">Whether the project is a package: then folders such as <c>demo/</c> show how to use it; in an application they may be all there is.</param>
    internal static PathRole Of(string path, string project, bool isPackage)
    {
        var slash = path.LastIndexOf('/');
        var role = IsDevelopmentFile(path.AsSpan(slash + 1)) ? PathRole.Development : PathRole.Application;

        // This is asked of every file some times: nothing is made for it.
        var folder = FolderWithin(path, project);
        foreach (var range in folder.Split('/'))
        {
            var part = folder[range];
            if (s_vendorFolders.Contains(part))
            {
                return PathRole.Vendored;
            }

            role = s_developmentFolders.Contains(part.TrimStart('@')) ? PathRole.Development
                : role == PathRole.Application && s_integrationFolders.Contains(part) ? PathRole.Integration
                : role;
        }

        return role == PathRole.Application && isPackage && IsDemonstration(path, project) ? PathRole.Development : role;
    }

    /// <summary>
    /// Whether a part of <paramref name="path"/> is a folder that, in a package, shows how to use it (<c>demo</c>, <c>example_project</c>, <c>test_site</c>), or its first
    /// part one for its makers' own programs (<c>scripts</c>).
    /// </summary>
    private static bool IsDemonstration(string path, string project)
    {
        var parts = FolderParts(path, project);
        return (parts is [var top, ..] && ToolFolders.Contains(top))
            || Array.Exists(parts, part => part.Trim('@', '_', '.').Split('_', '-') is var words && (DemonstrationWords.Contains(words[0]) || DemonstrationWords.Contains(words[^1])));
    }

    /// <summary>Whether the folder <paramref name="project"/> holds a Python package that is neither a test, a demonstration nor a copy.</summary>
    internal static bool HoldsPackage(ImmutableArray<string> paths, string project) =>
        paths.Any(path => WorkspacePath.LastPart(path) is "__init__.py" && WorkspacePath.IsWithin(path, project) && Of(path, project, isPackage: true) == PathRole.Application);

    /// <summary>Whether a part of <paramref name="path"/> is a folder for copies of other people's code.</summary>
    public static bool IsVendored(string path)
    {
        var folder = FolderWithin(path, ".");
        foreach (var range in folder.Split('/'))
        {
            if (s_vendorFolders.Contains(folder[range]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the manifest <paramref name="path"/> lies in the documentation, tests or examples of the project at <paramref name="project"/>, or, where that
    /// <paramref name="isPackage"/>, in one of its demonstrations.
    /// </summary>
    public static bool IsCompanion(string path, string project, bool isPackage = false) =>
        FolderParts(path, project).Any(DevelopmentFolders.Contains) || (isPackage && IsDemonstration(path, project));

    /// <summary>Whether a requirements file's own name says that it is for developers: <c>requirements-dev.txt</c>, <c>requirements/test.in</c>.</summary>
    public static bool IsDevelopmentName(string path)
    {
        var name = WorkspacePath.FileName(path);
        var dot = name.LastIndexOf('.');
        return (dot < 0 ? name : name[..dot]).ToLowerInvariant().Split('-', '_', '.', ' ').Any(DevelopmentWords.Contains);
    }

    /// <summary>
    /// The part of <paramref name="folder"/> before the first folder that can't be a project beside another one, and whether that folder only
    /// holds requirements files; null where there is no such part.
    /// </summary>
    internal static (string Above, bool IsRequirementFolder, bool IsDirect)? Companion(string folder)
    {
        if (folder == ".")
        {
            return null;
        }

        var parts = folder.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var isRequirementFolder = RequirementFolders.Contains(parts[i]) && i == parts.Length - 1;
            if (isRequirementFolder || CompanionFolders.Contains(parts[i]))
            {
                return (i == 0 ? "." : string.Join('/', parts[..i]), isRequirementFolder, i == parts.Length - 1);
            }
        }

        return null;
    }

    /// <summary>Whether the name alone makes <paramref name="path"/> a requirements file, and how plainly: by the file's own name, or by its folder.</summary>
    internal static (bool ByName, bool ByFolder) RequirementsClaim(string path) =>
        (WorkspacePath.FileName(path).Contains("requirements", StringComparison.Ordinal),
            RequirementFolders.Contains(WorkspacePath.FileName(WorkspacePath.Folder(path))));

    private static bool IsDevelopmentFile(ReadOnlySpan<char> name) =>
        s_developmentFiles.Contains(name)
        || name.StartsWith("test_", StringComparison.Ordinal)
        || name.EndsWith("_test.py", StringComparison.Ordinal)
        || name.EndsWith(".ipynb", StringComparison.Ordinal);

    private static string[] FolderParts(string path, string project) => FolderWithin(path, project) is { IsEmpty: false } folder ? folder.ToString().Split('/') : [];

    /// <summary>The folder of <paramref name="path"/> as seen from that of the project, where it lies in it; empty for the root or the project's own.</summary>
    private static ReadOnlySpan<char> FolderWithin(string path, string project)
    {
        var slash = path.LastIndexOf('/');
        var folder = path.AsSpan(0, Math.Max(0, slash));
        return project != "." && folder.StartsWith(project, StringComparison.Ordinal) && (folder.Length == project.Length || folder[project.Length] == '/')
            ? folder[Math.Min(folder.Length, project.Length + 1)..]
            : folder;
    }
}
