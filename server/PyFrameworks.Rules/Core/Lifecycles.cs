using PyFrameworks.Catalog;

namespace PyFrameworks.Rules;

/// <summary>Whether a framework is looked after.</summary>
public static class Lifecycles
{
    /// <summary>Whether somebody mends <paramref name="framework"/> on <paramref name="today"/>: neither dormant nor archived, and not without a supported release.</summary>
    public static bool IsAlive(Framework framework, DateOnly today) =>
        framework.Lifecycle.Status is not (LifecycleStatus.Dormant or LifecycleStatus.Archived) && HasSupportedRelease(framework, today);

    /// <summary>When the entry of <paramref name="framework"/> was checked: "checked …"; empty once that is overdue, which the finding's <see cref="Claim"/> then says.</summary>
    public static string CheckedOn(Framework framework, DateOnly today) => framework.IsStaleOn(today) ? "" : $"checked {Say.Date(framework.Checked)}";

    /// <summary>Whether a release is supported on <paramref name="today"/>; yes where the catalog knows no releases.</summary>
    public static bool HasSupportedRelease(Framework framework, DateOnly today) =>
        framework.Releases.IsEmpty || framework.Releases.Any(release => release.EndOfLife is not { } end || end > today);
}
