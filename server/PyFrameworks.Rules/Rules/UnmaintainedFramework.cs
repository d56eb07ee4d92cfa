using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>A framework that its authors have left or archived.</summary>
[Rule("PF102", "unmaintained-framework", Severity.Information, Explanation = """
    ## What it looks at

    The lifecycle that the catalog gives for each framework that the project is built on. A finished library, whose authors still answer, is not an
    abandoned one and does not count. Where the catalog's entry is overdue for a check, the finding is a hint.

    ## Why it matters

    Nobody mends the next security hole, and the next Python release may be the one on which it no longer runs.

    ## When to ignore it

    When the application is itself about to be retired, or a fork of the framework is maintained in-house.

    ## Fires

    A declared framework whose catalog entry says `dormant` or `archived`.

    ## Stays silent

    A framework in maintenance: it gets fixes, only no new features.

    ## Sources

    Each entry names its own evidence; `pyframeworks catalog show ID` prints it.
    """)]
internal sealed class UnmaintainedFramework : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        foreach (var use in project.FrameworkUses.Where(use => use.Role is FrameworkRole.Primary or FrameworkRole.Addon))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var framework = use.Framework;
            if (framework.Lifecycle.Status is not (LifecycleStatus.Dormant or LifecycleStatus.Archived))
            {
                continue;
            }

            var state = framework.Lifecycle.Status == LifecycleStatus.Archived ? "has been archived by its authors" : "is dormant";
            var successor = framework.Successor is { } id && project.Catalog.Find(id) is { } next ? $"; its authors point to {next.Name}" : "";
            var day = Lifecycles.CheckedOn(framework, project.Today) is { Length: > 0 } text ? $" ({text})" : "";
            yield return new(use.Anchor, $"{framework.Name} {state}. {framework.Lifecycle.Evidence.TrimEnd('.')}{day}{successor}. It may stay while the project needs no fixes from it")
            {
                FrameworkId = framework.Id,
                Claims = [Claim.Of(framework)],
                Related = Places.OtherPlaces(use, project),
            };
        }
    }
}
