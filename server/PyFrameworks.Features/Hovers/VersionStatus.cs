using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Packaging;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Features;

/// <summary>A project's version of a framework, and whether it is supported.</summary>
/// <param name="Version">What the project has: a locked or pinned version, or the specifier; empty where nothing says.</param>
/// <param name="Series">The series it stands for, the newest allowed; null when the catalog knows none.</param>
/// <param name="Support">A clause: <c>supported until 2028-04-30</c>; empty when nothing is known.</param>
public sealed record VersionStatus(string Version, Release? Series, string Support)
{
    /// <summary>The status of <paramref name="use"/> on <paramref name="today"/>.</summary>
    public static VersionStatus Of(FrameworkUse use, DateOnly today)
    {
        var version = use.LockedVersion ?? use.Specifier.PinnedVersion?.ToString() ?? use.Specifier.ToString();
        var series = SeriesOf(use.Framework, use.LockedVersion, use.Specifier);
        return new(version, series, series is null ? "" : SupportOf(series, use.Framework, today));
    }

    /// <summary>The series that a lock names, else the newest that <paramref name="specifier"/> allows; null when the catalog knows none.</summary>
    internal static Release? SeriesOf(Framework framework, string? locked, VersionSpecifierSet specifier) =>
        locked is not null && Syntax.Packaging.Version.TryParse(locked, out var exact) ? SeriesOf(framework, exact) : Newest(framework, specifier);

    /// <summary>Whether a series is supported on <paramref name="today"/>, as a clause; empty where its authors have not said and a newer series is out.</summary>
    public static string SupportOf(Release series, Framework framework, DateOnly today) => series.EndOfLife switch
    {
        { } end when end <= today => $"end of life since {Say.Date(end)}",
        { } end => $"supported until {Say.Date(end)}",
        null => series == Newest(framework, VersionSpecifierSet.Any) ? "supported" : "",
    };

    private static Release? SeriesOf(Framework framework, Version version) =>
        framework.Releases
            .Where(release => VersionSpecifierSet.TryParse($"=={release.Series}.*", out var series) && series.Contains(version, prereleases: true))
            .MaxBy(release => release.Series.Length);

    private static Release? Newest(Framework framework, VersionSpecifierSet specifier) =>
        framework.Releases
            .Select(release => (Release: release, Series: Syntax.Packaging.Version.TryParse(release.Series, out var series) ? series : null))
            .Where(entry => entry.Series is not null && specifier.MayContainSeries(entry.Series))
            .OrderByDescending(entry => entry.Series)
            .Select(entry => entry.Release)
            .FirstOrDefault();
}
