using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Packaging;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Rules;

/// <summary>A requirement whose releases don't run on the Pythons that the project asks for.</summary>
[Rule("PF103", "python-conflict", Severity.Warning, Explanation = """
    ## What it looks at

    The releases of a framework that a run-time requirement allows, the Pythons on which each series runs, and the Pythons that the project asks for:
    `requires-python`, Poetry's or Pipfile's `python`, conda's `python`. A marker narrows the Pythons for which its requirement is judged. It speaks where none of the allowed
    releases runs on any of these Pythons, and where the requirement is held to one series that leaves some of them out.

    Pythons past the newest one of a series count only where the project names an upper end of its own: `>=3.10` is no promise for every Python to come.

    ## Why it matters

    An installer refuses a release that does not run on its Python, so the project can't be installed there; uv and Poetry already refuse to lock it.

    ## When to ignore it

    When the requirement is never installed on the Pythons in question. It ends when `requires-python` begins where the series does, or when the requirement also
    allows a series that runs on the older Pythons.

    ## Fires

    ```toml
    [project]
    name = "shop"
    version = "1"
    requires-python = ">=3.8"
    dependencies = ["django~=5.2.0"]
    ```

    Django 5.2 needs Python 3.10.

    ## Stays silent

    ```toml
    [project]
    name = "shop"
    version = "1"
    requires-python = ">=3.8"
    dependencies = [
        "django~=5.2.0; python_version >= '3.10'",
        "django~=4.2.0; python_version < '3.10'",
    ]
    ```

    ## Sources

    - `requires-python`: https://packaging.python.org/en/latest/specifications/pyproject-toml/
    - The Pythons of each series, with their sources: `pyframeworks catalog show ID`
    """)]
internal sealed class PythonConflict : IRule
{
    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        foreach (var use in project.FrameworkUses.Where(use => use.Role is not (FrameworkRole.Self or FrameworkRole.Transitive)))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // The output of pip freeze or pip-compile holds for the one Python it was made on.
            if (use.Declaration is not { Manifest: { IsFrozen: false } manifest, Dependency: { IsTransitive: false } })
            {
                continue;
            }

            // Lines of one manifest are alternatives for different Pythons: each is judged on those for which it stands.
            foreach (var declaration in use.Declarations.Where(other => other.Manifest.Path == manifest.Path && other.Dependency is { Group.IsMain: true, Url: null } && !RequirementEdits.HasHash(other)))
            {
                if (Judge(use, declaration, project) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static Finding? Judge(FrameworkUse use, Declaration declaration, ProjectSnapshot project)
    {
        var dependency = declaration.Dependency;
        var asked = declaration.Manifest.RequiresPython ?? (declaration.Manifest.Format == ManifestFormat.Script ? null : project.RequiresPython);
        if (asked is not { Specifier.IsEmpty: false } || Span.Of(use.Framework, dependency.Specifier) is not { } span)
        {
            return null;
        }

        var pythons = Pythons(project).Where(python => asked.Specifier.MayContainSeries(python) && dependency.Marker?.MayHoldFor(python) != false).ToImmutableArray();
        if (pythons.IsEmpty)
        {
            return null;
        }

        var (tooOld, tooNew) = (pythons.Where(span.IsTooOld).ToList(), pythons.Where(span.IsTooNew).ToList());
        var isNone = tooOld.Count + tooNew.Count == pythons.Length;
        if (!isNone && (!span.IsPinned || (tooOld.Count == 0 && (tooNew.Count == 0 || !NamesUpperEnd(asked, project)))))
        {
            return null;
        }

        var place = asked.At.Path == declaration.Manifest.Path ? "" : $" in {asked.At.Path}";
        var rest = isNone
            ? $"the project's Python ({asked.Specifier}{place}) allows none of these{Runs(use.Framework, pythons)}"
            : $"the project's Python ({asked.Specifier}{place}) also allows {Say.List([.. (tooOld.Count > 0 ? tooOld : tooNew).Select(python => python.ToString())])}{Mend(span, tooOld)}";
        return new(declaration.Specifier, $"{span.Subject(use.Framework, tooOld.Count > 0, tooOld.Count == 0 || isNone)}; {rest}")
        {
            FrameworkId = use.Framework.Id,

            // What nobody has promised often works all the same; what needs a newer Python never does.
            OwnSeverity = tooOld.Count == 0 && !isNone ? Severity.Information : null,
            Claims = [Claim.Of(use.Framework), .. project.Catalog.Companions.Pythons.Select(python => Claim.Of(python.Source))],
            Related = [new(asked.At, $"The project asks for Python {asked.Specifier} here"), .. Places.OtherPlaces(use, project).Where(other => other.At != declaration.Name)],
        };
    }

    private static IEnumerable<Version> Pythons(ProjectSnapshot project) =>
        project.Catalog.Companions.Pythons.Select(python => Version.TryParse(python.Version, out var version) ? version : null).OfType<Version>();

    /// <summary>Whether the project says where its Pythons end: <c>&lt;3.14</c> does, <c>&gt;=3.10</c> and <c>&lt;4</c> don't.</summary>
    private static bool NamesUpperEnd(RequiresPython asked, ProjectSnapshot project) =>
        asked.Specifier.UpperBound is { Version: var end } && Pythons(project).Max() is { } newest && end.CompareTo(newest.NextSeries()) <= 0;

    private static string Mend(Span span, List<Version> tooOld) =>
        tooOld.Count > 0 && span.FirstPython is { } first ? $". With >={first} there it would fit" : "";

    /// <summary>The newest series that runs on a Python of the project, as advice.</summary>
    private static string Runs(Framework framework, ImmutableArray<Version> pythons)
    {
        var best = Span.SeriesOf(framework)
            .Where(series => VersionSpecifierSet.TryParse(series.Release.Python, out var runs) && !runs.IsEmpty && pythons.Any(runs.MayContainSeries))
            .OrderByDescending(series => series.Version)
            .FirstOrDefault();
        return best.Release is { } release ? $". {framework.Name} {release.Series} runs there" : "";
    }

    /// <summary>
    /// The series between which the allowed releases lie. A newer series never runs on older Pythons than the one before it, so the lowest says from which
    /// Python on any of them runs, and the highest up to which. Null ends are those of which the catalog knows nothing.
    /// </summary>
    private sealed class Span
    {
        private readonly Release? _floor;
        private readonly Release? _ceiling;
        private readonly VersionSpecifierSet? _floorRuns;
        private readonly VersionSpecifierSet? _ceilingRuns;

        private Span(Release? floor, Release? ceiling, bool isFloorExact, bool isPinned)
        {
            (_floor, _ceiling, IsPinned) = (floor, ceiling, isPinned);
            _floorRuns = isFloorExact ? RunsOf(floor) : null;
            _ceilingRuns = RunsOf(ceiling);
        }

        /// <summary>Whether every allowed release is of one series.</summary>
        public bool IsPinned { get; }

        /// <summary>The first Python on which any of the releases runs, or null.</summary>
        public Version? FirstPython => _floorRuns?.LowerBound?.Version;

        /// <summary>The span of what <paramref name="specifier"/> allows; null where nothing can be told.</summary>
        public static Span? Of(Framework framework, VersionSpecifierSet specifier)
        {
            if (specifier.IsEmpty || specifier.IsUnsatisfiable || specifier.Specifiers.Any(clause => clause.Operator == VersionOperator.Arbitrary))
            {
                return null;
            }

            var series = SeriesOf(framework).OrderBy(entry => entry.Version).ToImmutableArray();
            var lower = specifier.LowerBound?.Version;
            var floor = lower is null ? default : series.LastOrDefault(entry => entry.Version.CompareTo(lower) <= 0);
            var ceiling = series.FirstOrDefault(entry => !specifier.Overlaps(VersionSpecifierSet.Parse($">={entry.Version.NextSeries()}")));
            var isPinned = floor.Release is not null && floor == ceiling && specifier.And(VersionSpecifierSet.Parse($"!={floor.Version}.*")).IsUnsatisfiable;
            return new(floor.Release, ceiling.Release, floor.Release is not null && IsExact(floor, lower!), isPinned);
        }

        /// <summary>The framework's series with their versions.</summary>
        public static IEnumerable<(Version Version, Release Release)> SeriesOf(Framework framework)
        {
            foreach (var release in framework.Releases)
            {
                if (Version.TryParse(release.Series, out var version))
                {
                    yield return (version, release);
                }
            }
        }

        public bool IsTooOld(Version python) =>
            _floorRuns?.LowerBound is { Version: var first } && python.CompareTo(first) < 0 && !_floorRuns.MayContainSeries(python);

        public bool IsTooNew(Version python) =>
            _ceilingRuns?.UpperBound is { Version: var end } && python.CompareTo(end) >= 0 && !_ceilingRuns.MayContainSeries(python);

        /// <summary>What is allowed and on which Pythons it runs: <c>Django 5.2 needs Python 3.10 or later</c>.</summary>
        public string Subject(Framework framework, bool withFirst, bool withLast)
        {
            var name = IsPinned ? $"{framework.Name} {_floor!.Series}" : $"Every {framework.Name} that this allows";
            var last = withLast && _ceilingRuns?.UpperBound is { } bound ? LastBefore(bound) : null;
            return (withFirst ? FirstPython : null, last) switch
            {
                ({ } first, { } end) => $"{name} runs on Python {first} to {end}",
                ({ } first, null) => $"{name} needs Python {first} or later",
                (_, { } end) => $"{name} runs on Python up to {end}",
                _ => $"{name} runs on other Pythons",
            };
        }

        /// <summary>A series of one number spans years, and its earlier releases ran on older Pythons than the newest one, of which the catalog tells.</summary>
        private static bool IsExact((Version Version, Release Release) floor, Version lower) =>
            floor.Version.Release.Length > 1 || (Version.TryParse(floor.Release.Latest, out var latest) && lower.CompareTo(latest) >= 0);

        private static VersionSpecifierSet? RunsOf(Release? release) =>
            release is not null && VersionSpecifierSet.TryParse(release.Python, out var runs) && !runs.IsEmpty ? runs : null;

        private static string LastBefore(VersionBound bound)
        {
            var numbers = bound.Version.Release;
            return bound.IsInclusive ? bound.Version.ToString()
                : numbers.Length > 1 && numbers[1] > BigInteger.Zero ? string.Create(CultureInfo.InvariantCulture, $"{numbers[0]}.{numbers[1] - 1}")
                : string.Create(CultureInfo.InvariantCulture, $"{numbers[0] - 1}");
        }
    }
}
