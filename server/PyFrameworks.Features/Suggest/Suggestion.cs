using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Features;

/// <summary>What staying with the present framework deserves.</summary>
public enum KeepAdvice
{
    /// <summary>It serves every need and is looked after.</summary>
    Keep,

    /// <summary>It serves, with gaps.</summary>
    Consider,

    /// <summary>It is at its end, or works against a need.</summary>
    Move,
}

/// <summary>The answer to "stay or go", first of all.</summary>
public sealed record Keep(KeepAdvice Advice, string Reason);

/// <summary>How a need's score changes from the present framework to another.</summary>
/// <param name="Need">Need identifier.</param>
/// <param name="From">Present score, -2 to 2.</param>
/// <param name="To">The other's score, -2 to 2.</param>
/// <param name="Reason">Why the other has that score.</param>
/// <param name="Source">Address of the page that says so, or the team's catalog file.</param>
public sealed record ScoreChange(string Need, int From, int To, string Reason, string Source)
{
    /// <summary>By how much it changes.</summary>
    public int Delta => To - From;
}

/// <summary>A framework that might serve better.</summary>
public sealed record Suggestion
{
    /// <summary>The framework.</summary>
    public required Framework Framework { get; init; }

    /// <summary>Place in the list, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>How well it fits, 0 to 1, two decimals.</summary>
    public required double Score { get; init; }

    /// <summary>How <see cref="Score"/> comes about: the lines that sum up to it.</summary>
    public required ImmutableArray<FitTerm> Sum { get; init; }

    /// <summary>What would be better, the largest first.</summary>
    public required ImmutableArray<ScoreChange> Gains { get; init; }

    /// <summary>What would be worse, the largest first.</summary>
    public required ImmutableArray<ScoreChange> Losses { get; init; }

    /// <summary>How much work the move is.</summary>
    public required Effort Effort { get; init; }

    /// <summary>Why.</summary>
    public required string EffortReason { get; init; }
}

/// <summary>Ranked alternatives to a framework.</summary>
public sealed record SuggestResult
{
    /// <summary>The present framework; null when the project has none.</summary>
    public Framework? From { get; init; }

    /// <summary>The needs that were weighed.</summary>
    public ImmutableArray<ProjectNeed> Needs { get; init; } = [];

    /// <summary>Alternatives, the best first.</summary>
    public ImmutableArray<Suggestion> Suggestions { get; init; } = [];

    /// <summary>Frameworks that are no alternative here, and why, by name.</summary>
    public ImmutableArray<Exclusion> Excluded { get; init; } = [];

    /// <summary>Whether to stay.</summary>
    public required Keep Keep { get; init; }
}
