using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A framework that helps little with tests, in a project that has none.</summary>
[Rule("PF207", "untested-framework-gap", Severity.Hint, Explanation = """
    ## What it looks at

    Whether a project on a framework without a test client of its own (web2py, py4web) holds any test: a test module or folder, an import of a testing library, or a
    doctest. Copies of other people's code don't count.

    ## Why it matters

    Other frameworks give a client that calls the application in the same process, so a first test is three lines. Here that step has to be built, which is why it is
    put off, and such a framework's next release is hard to trust without it.

    ## When to ignore it

    When tests live in another repository, or the application is about to be replaced.

    ## Fires

    A web2py application of twelve Python files, none of which is a test.

    ## Stays silent

    The same application with one `tests/test_orders.py`, or a Flask application without tests.

    ## Sources

    Each entry of the catalog names its own evidence; `pyframeworks catalog show ID` prints it.
    """)]
internal sealed class UntestedFrameworkGap : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        foreach (var use in project.Primaries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (project.Metrics.PythonFiles == 0
                || use.Framework.Batteries.FirstOrDefault(battery => battery.Id == "testing-client") is not { Level: BatteryLevel.None } battery
                || project.Files.Any(IsTest))
            {
                continue;
            }

            var what = battery.What.Length > 0 ? $" ({battery.What})" : "";
            yield return new(
                use.Anchor,
                $"{use.Framework.Name} has no test client of its own{what}, and none of this project's {Say.Count(project.Metrics.PythonFiles, "Python file")} "
                + $"({Say.Count(project.Metrics.CodeLines, "code line")}) {(project.Metrics.PythonFiles == 1 ? "is" : "holds")} a test. It is settled where the tests live elsewhere")
            {
                FrameworkId = use.Framework.Id,
                Claims = [Claim.Of(use.Framework)],
                Related = Places.OtherPlaces(use, project),
            };
        }
    }

    /// <summary>Whether a file of the project's own holds tests, by its name, its folder, what it imports, or a doctest.</summary>
    private static bool IsTest(PythonFile file)
    {
        if (file.Role == PathRole.Vendored)
        {
            return false;
        }

        var name = WorkspacePath.FileName(file.Path);
        return name.StartsWith("test", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("_test.py", StringComparison.Ordinal)
            || name == "conftest.py"
            || $"/{file.Path}".Contains("/tests/", StringComparison.Ordinal)
            || $"/{file.Path}".Contains("/test/", StringComparison.Ordinal)
            || file.Module.Imports.Any(import => import.Level == 0 && import.Module.Split('.')[0] is "pytest" or "unittest" or "unittest2" or "nose" or "doctest" or "webtest")
            || file.Text.Content.Contains(">>> ", StringComparison.Ordinal);
    }
}
