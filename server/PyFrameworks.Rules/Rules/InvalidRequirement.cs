using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A requirement that pip, or the table it stands in, can't read.</summary>
[Rule("PF001", "invalid-requirement", Severity.Error, Explanation = """
    ## What it looks at

    Every requirement of every manifest: lines of requirements and constraints files, strings in pyproject.toml, entries of Poetry's tables.

    ## Why it matters

    pip refuses the whole file, or the build fails, at the first requirement that is not valid. PyFrameworks skips the line and reads the rest, so what it
    says about the project may lack this dependency.

    ## When to ignore it

    In a template that another program fills in before pip sees it. Lines with `{{` or `{%` below a folder whose name holds `{{` are left alone without being asked.

    ## Fires

    ```
    flask=>2.3
    ```

    ## Stays silent

    ```
    flask>=2.3
    ```

    ## Sources

    - Dependency specifiers (PEP 508): https://packaging.python.org/en/latest/specifications/dependency-specifiers/
    - Requirements file format: https://pip.pypa.io/en/stable/reference/requirements-file-format/
    """)]
internal sealed class InvalidRequirement : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken) =>
        from manifest in project.Manifests
        where !manifest.Format.IsLock()
        from problem in manifest.Problems
        where problem.Code == "PF001" && !IsTemplate(manifest, problem)
        select new Finding(new FileSpan(manifest.Path, problem.Span), problem.Message);

    /// <summary>Whether the line is filled in before pip sees it: <c>{{ name }}</c> or <c>{% if … %}</c> in a project template.</summary>
    private static bool IsTemplate(Manifest manifest, ManifestProblem problem)
    {
        if (!WorkspacePath.Folder(manifest.Path).Contains("{{", StringComparison.Ordinal))
        {
            return false;
        }

        var lines = manifest.Text.Lines;
        var line = lines.LineOf(problem.Span.Start);
        var content = manifest.Text.AsSpan(TextSpan.FromBounds(lines.Start(line), lines.EndWithoutBreak(line)));
        return content.Contains("{{", StringComparison.Ordinal) || content.Contains("{%", StringComparison.Ordinal);
    }
}
