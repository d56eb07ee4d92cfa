using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Packaging;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Rules;

/// <summary>A requirement that allows only releases whose security support is over.</summary>
[Rule("PF101", "unsupported-version", Severity.Warning, Explanation = """
    ## What it looks at

    The releases of a framework that the requirement allows (or the one that a lock file holds), and the day on which support for each series ends. It speaks
    only when every allowed release is past its end; where the newest allowed one ends within six months and there is a newer one, or the catalog's entry is overdue
    for a check, as a hint.

    ## Why it matters

    A release past its end of life gets no security fixes.

    ## When to ignore it

    When a distributor still mends the release for you, or the application can't be reached from outside.

    ## Fires

    ```
    django==3.2.25
    django>=3.0,<4
    ```

    ## Stays silent

    ```
    django>=3.2
    ```

    It may resolve to a supported release.

    ## Sources

    Published support tables, named in the catalog's entry of each framework: `pyframeworks catalog show ID`. Where a project publishes a policy instead of
    dates ("only the newest series gets fixes"), the end follows from it and is marked as derived.
    """)]
internal sealed class UnsupportedVersion : IRule
{
    private const int WarningMonths = 6;

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        foreach (var use in project.FrameworkUses.Where(use => use.Role is FrameworkRole.Primary or FrameworkRole.Addon))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (use.Declaration is not { } declaration || Allowed(use) is not { IsEmpty: false } allowed)
            {
                continue;
            }

            // The last to end decides; a series without a known end may be supported for ever.
            if (allowed.Any(release => release.EndOfLife is null))
            {
                continue;
            }

            var last = allowed.MaxBy(release => release.EndOfLife)!;
            var end = last.EndOfLife!.Value;
            if (end > WarnedUntil(project))
            {
                continue;
            }

            // Who is on the newest series can do nothing before its end but wait for the next.
            var isOver = end <= project.Today;
            if (!isOver && !use.Framework.Releases.Any(release => IsNewer(release, last)))
            {
                continue;
            }

            yield return new(declaration.Specifier, Message(use, allowed, last, isOver, project))
            {
                FrameworkId = use.Framework.Id,
                OwnSeverity = isOver ? null : Severity.Hint,
                Claims = [Claim.Of(use.Framework)],
                Related = Places.OtherPlaces(use, project),
            };
        }
    }

    /// <summary>The known series that the lock or the requirement allows; empty where it may allow something newer, or nothing known.</summary>
    private static ImmutableArray<Release> Allowed(FrameworkUse use)
    {
        if (use.LockedVersion is { } locked && Version.TryParse(locked, out var version))
        {
            return FindRelease(use.Framework, version) is { } release ? [release] : [];
        }

        // Lines of one manifest with markers are alternatives for different environments: all of them have to be past their end.
        var first = use.Declarations[0];
        var specifiers = use.Declarations
            .Where(other => other == first || (other.Manifest == first.Manifest && other.Dependency.Group == first.Dependency.Group && other.Dependency.Marker is not null))
            .Select(other => other.Dependency.Specifier).ToImmutableArray();
        var newer = NewerThanKnown(use.Framework);
        return newer is null || specifiers.Any(specifier => specifier.IsEmpty || specifier.Overlaps(newer))
            ? []
            : [.. use.Framework.Releases.Where(release =>
                Version.TryParse(release.Series, out var series) && specifiers.Any(specifier => specifier.MayContainSeries(series)))];
    }

    /// <summary>What comes after the newest series of the catalog: a requirement that allows it may resolve to a supported release. Null where no series is known.</summary>
    private static VersionSpecifierSet? NewerThanKnown(Framework framework)
    {
        var newest = framework.Releases.Select(release => Version.TryParse(release.Series, out var series) ? series : null).OfType<Version>().Max();
        return newest is null ? null : VersionSpecifierSet.Parse($">={newest.NextSeries()}");
    }

    private static Release? FindRelease(Framework framework, Version version) =>
        framework.Releases
            .Where(release => VersionSpecifierSet.TryParse($"=={release.Series}.*", out var series) && series.Contains(version, prereleases: true))
            .MaxBy(release => release.Series.Length);

    private static string Message(FrameworkUse use, ImmutableArray<Release> allowed, Release last, bool isOver, ProjectSnapshot project)
    {
        var name = use.Framework.Name;
        var derived = last.EndIsDerived ? $" (by {name}'s own policy)" : "";
        var verb = isOver ? "reached" : "reaches";
        var subject = use.LockedVersion is { } locked ? $"{name} {locked}, the locked release," : $"{name} {last.Series}";
        var near = isOver ? "" : " or near it";
        var ended = allowed.Length == 1
            ? $"{subject} {verb} end of life on {Say.Date(last.EndOfLife!.Value)}{derived}"
            : $"Every {name} that this allows is past its end of life{near}; the last to end {(isOver ? "was" : "is")} {last.Series}, on {Say.Date(last.EndOfLife!.Value)}{derived}";
        return $"{ended}{Advice(use.Framework, last, project)}";
    }

    private static bool IsNewer(Release release, Release other) =>
        Version.TryParse(release.Series, out var series) && Version.TryParse(other.Series, out var present) && series.CompareTo(present) > 0;

    private static Release? Newest(Framework framework) =>
        framework.Releases.MaxBy(release => Version.TryParse(release.Series, out var series) ? series : null);

    /// <summary>The series to move to: supported, on a Python the project allows, newer than the present one if there is such, long-term first, then newest.</summary>
    private static string Advice(Framework framework, Release present, ProjectSnapshot project)
    {
        var best = framework.Releases
            .Where(release => release.EndOfLife is null || release.EndOfLife > WarnedUntil(project)
                || (release.EndOfLife > project.Today && release.EndOfLife > present.EndOfLife && IsNewer(release, present)))
            .Where(release => PythonFit.RunsOn(release, project) != false)
            .OrderByDescending(release => IsNewer(release, present))
            .ThenByDescending(release => release.IsLts)
            .ThenByDescending(release => Version.TryParse(release.Series, out var series) ? series : null)
            .FirstOrDefault(release => release.EndOfLife is not null || release == Newest(framework));
        if (best is null)
        {
            return "";
        }

        var lts = best.IsLts ? " LTS" : "";
        var until = best.EndOfLife is { } end ? $" until {Say.Date(end)}" : "";
        return $"; {best.Series}{lts} is supported{until}";
    }

    /// <summary>The last day of which an end of support is told beforehand; the calendar's own last day where it has no later one.</summary>
    private static DateOnly WarnedUntil(ProjectSnapshot project) =>
        project.Today < DateOnly.MaxValue.AddMonths(-WarningMonths) ? project.Today.AddMonths(WarningMonths) : DateOnly.MaxValue;
}
