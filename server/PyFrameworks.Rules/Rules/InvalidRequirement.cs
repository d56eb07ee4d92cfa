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
    Of a requirements file most of whose lines are none (ten or more), perhaps a text that is only called like one, a single hint is given.

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
    // A broken file has a slip or two; a text about requirements has nothing else.
    private const int ManySlips = 10;

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        foreach (var manifest in project.Manifests.Where(manifest => !manifest.Format.IsLock()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var problems = manifest.Problems.Where(problem => problem.Code == "PF001" && !IsTemplate(manifest, problem)).ToList();
            if (manifest.Format is ManifestFormat.Requirements or ManifestFormat.Constraints && problems.Count >= ManySlips && TextInstead(manifest, problems) is { } text)
            {
                yield return text;
                continue;
            }

            foreach (var problem in problems)
            {
                yield return new(new(manifest.Path, problem.Span), problem.Message);
            }
        }
    }

    /// <summary>What is said of a file more than half of whose lines are no requirements; null for any other.</summary>
    private static Finding? TextInstead(Manifest manifest, List<ManifestProblem> problems)
    {
        // What could be read of a line that is wrong doesn't make it right; below the last of a full list nobody knows which are.
        var isFull = manifest.Problems.Length >= Manifest.MostProblems;
        var wrong = problems.Select(problem => manifest.Text.Lines.LineOf(problem.Span.Start)).ToHashSet();
        var end = isFull ? wrong.Max() : int.MaxValue;
        var valid = manifest.Dependencies.Concat(manifest.Unnamed).Select(dependency => manifest.Text.Lines.LineOf(dependency.Span.Start))
            .Count(line => line < end && !wrong.Contains(line));
        return problems.Count <= valid ? null : new(
            new(manifest.Path, problems[0].Span),
            $"{(isFull ? "At least " : "")}{Say.Count(problems.Count, "line")} of this file are no requirements{(valid == 0 ? "" : $", {Say.Number(valid)} {(valid == 1 ? "is" : "are")}")}; "
            + "if pip is not meant to read it, leave it out with exclude in [tool.pyframeworks]")
        { OwnSeverity = Severity.Hint };
    }

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
