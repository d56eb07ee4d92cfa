using PyFrameworks.Catalog;

namespace PyFrameworks.Rules;

/// <summary>
/// Something that a finding takes from the catalog and that ages: a date, a score, an interface, a counterpart. What only a name says, as whose a distribution
/// or module is, doesn't age and is no claim here.
/// </summary>
/// <param name="Checked">The day on which it was last checked.</param>
/// <param name="ReviewBy">The last day on which it counts in full.</param>
public readonly record struct Claim(DateOnly Checked, DateOnly ReviewBy)
{
    /// <summary>A claim of a framework's entry.</summary>
    public static Claim Of(Framework framework) => new(framework.Checked, framework.ReviewBy);

    /// <summary>A companion's claim; one without days never ages.</summary>
    public static Claim Of(SourceReference source) => new(source.Checked ?? DateOnly.MinValue, source.ReviewBy ?? DateOnly.MaxValue);

    /// <summary>Whether it should have been checked again before <paramref name="today"/>.</summary>
    public bool IsOverdueOn(DateOnly today) => ReviewBy < today;

    /// <summary>
    /// The finding as it may be told on <paramref name="today"/>: where one of its claims is overdue it is no more than a hint and says since when.
    /// </summary>
    public static Finding Weigh(Finding finding, DateOnly today)
    {
        DateOnly? oldest = null;
        foreach (var claim in finding.Claims)
        {
            if (claim.IsOverdueOn(today) && (oldest is not { } other || claim.Checked < other))
            {
                oldest = claim.Checked;
            }
        }

        return oldest is not { } day ? finding : finding with
        {
            Message = $"{finding.Message} (from the catalog, last checked {Say.Date(day)})",
            OwnSeverity = finding.OwnSeverity is { } own && own < Severity.Hint ? own : Severity.Hint,
        };
    }
}
