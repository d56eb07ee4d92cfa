using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>An include whose target isn't there, or lies outside the workspace.</summary>
[Rule("PF003", "include-not-found", Severity.Warning, Explanation = """
    ## What it looks at

    References that bear requirements: `-r`, `-c`, `-e` of a local path, `{include-group = …}` and setuptools' dynamic `file`. Addresses and names that hold
    a variable are left alone.

    ## Why it matters

    pip stops at an include that does not exist. A file outside the workspace is never read, so what it declares is unknown here.

    ## When to ignore it

    When the file is made by a build step, or when the target lies outside the folder on purpose.

    ## Fires

    ```
    -r requirements/bsae.txt
    ```

    ## Stays silent

    ```
    -r requirements/base.txt
    -r ${EXTRA_REQUIREMENTS}
    ```

    ## Sources

    - Requirements file format: https://pip.pypa.io/en/stable/reference/requirements-file-format/
    - Dependency groups (PEP 735): https://packaging.python.org/en/latest/specifications/dependency-groups/
    """)]
internal sealed class IncludeNotFound : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        // A setup.py may look whether the file is there before it reads it.
        foreach (var manifest in project.Manifests.Where(manifest => manifest.Format != ManifestFormat.SetupPy))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var include in manifest.Includes.Where(include => !include.IsOpaque))
            {
                if (Problem(include, manifest) is { } message)
                {
                    yield return new(new(manifest.Path, include.Span), message);
                }
            }
        }
    }

    private static string? Problem(Include include, Manifest manifest)
    {
        if (include.IsOutside)
        {
            return $"'{include.Target}' lies outside the workspace, which is never read";
        }

        if (include.IsUnreadable)
        {
            return $"'{include.Target}' exists but can't be read: check its permissions";
        }

        if (include.Resolved is not null)
        {
            return null;
        }

        if (include.Kind == IncludeKind.Group)
        {
            return $"No dependency group is called '{include.Target}'";
        }

        var folder = WorkspacePath.Folder(manifest.Path);
        return folder == "."
            ? $"'{include.Target}' does not exist"
            : $"'{include.Target}' does not exist; the path is taken from {folder}/";
    }
}
