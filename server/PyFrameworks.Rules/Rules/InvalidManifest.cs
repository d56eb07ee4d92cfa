using PyFrameworks.Catalog.Reading;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A manifest whose own syntax is broken, or that can't be read at all.</summary>
[Rule("PF002", "invalid-manifest", Severity.Error, Explanation = """
    ## What it looks at

    The syntax of manifests: TOML, INI, YAML and JSON, and of the catalog files that settings name. The rest of a broken file is still read, and so is every other file.

    ## Why it matters

    No tool can install from a manifest that does not parse. What stands behind the error may be missing from what PyFrameworks says.

    ## When to ignore it

    In a project template. Folders whose name holds `{{` are left alone without being asked.

    ## Fires

    ```toml
    [project]
    dependencies = ["flask>=3"
    ```

    ## Stays silent

    ```toml
    [project]
    dependencies = ["flask>=3"]
    ```

    ## Sources

    - TOML 1.0: https://toml.io/en/v1.0.0
    - pyproject.toml: https://packaging.python.org/en/latest/specifications/pyproject-toml/
    """)]
internal sealed class InvalidManifest : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken) =>
        (from manifest in project.Manifests
         where !WorkspacePath.Folder(manifest.Path).Contains("{{", StringComparison.Ordinal)
         from problem in manifest.Problems
         where problem.Code == "PF002"
         select new Finding(new FileSpan(manifest.Path, problem.Span), problem.Message))
        .Concat(
            from error in project.CatalogFiles.SelectMany(file => file.Errors)
            where IsUnreadable(error)
            select new Finding(new FileSpan(error.Path, error.Span), error.Message));

    /// <summary>Whether the error of a catalog file is one of its syntax and not of what it says.</summary>
    internal static bool IsUnreadable(CatalogError error) => error.Kind is CatalogErrorKind.Syntax or CatalogErrorKind.Indirection or CatalogErrorKind.TooLarge;
}
