using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A single-file framework that carries a project of another size.</summary>
[Rule("PF201", "outgrown-microframework", Severity.Information, Explanation = """
    ## What it looks at

    The size of an application that is built on a framework meant for single files (Bottle): lines of code, and modules that declare routes. Blank lines,
    comments, docstrings, tests, documentation and vendored copies don't count.

    ## Why it matters

    Such a framework has one default application, and no parts from which a larger one is put together: no sub-applications with hooks of their own, no
    configuration by environment, no extension system. Past a few hundred lines each project writes them by itself.

    ## When to ignore it

    When the application has stopped growing, or its size comes from code that has nothing to do with the web. Where one module of fewer than 500 lines
    uses the framework, and that is less than a tenth of all code, nothing is said.

    ## Fires

    A Bottle project of 1,240 code lines, or with routes in two modules.

    ## Stays silent

    A Bottle project of 500 code lines whose routes stand in one module.

    ## Sources

    - Bottle describes itself as a single-file framework: https://bottlepy.org/docs/stable/
    """)]
internal sealed class OutgrownMicroframework : IRule
{
    private const int ShownModules = 5;

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        foreach (var use in project.Primaries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (SizeLimits.Outgrown(use, project) is not { } outgrown)
            {
                continue;
            }

            var limit = use.Framework.Limit!;
            var routing = project.Files.Where(file => file.IsApplication && file.Routes > 0).OrderByDescending(file => file.Routes).ThenBy(file => file.Path, StringComparer.Ordinal);
            yield return new(
                use.Anchor,
                $"{outgrown}. It fits best up to {Say.Number(limit.CodeLines)} code lines, with the routes in {(limit.RouteModules == 1 ? "one module" : Say.Count(limit.RouteModules, "module"))}")
            {
                FrameworkId = use.Framework.Id,
                Claims = [Claim.Of(use.Framework)],
                Related =
                [
                    .. Places.OtherPlaces(use, project),
                    .. routing.Take(ShownModules).Select(file => new RelatedPlace(new(file.Path, new TextSpan(0, 0)), Say.Count(file.Routes, "route"))),
                ],
            };
        }
    }
}
