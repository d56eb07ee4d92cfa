using System.Collections.Immutable;

namespace PyFrameworks.Catalog;

/// <summary>What a team's own catalog file says of one framework: a whole entry, or changes to one that is there.</summary>
/// <param name="Id">The framework.</param>
/// <param name="Framework">The whole entry; null where there are only changes.</param>
/// <param name="Override">The changes; null where there is a whole entry.</param>
public sealed record TeamEntry(string Id, Framework? Framework, FrameworkOverride? Override);

/// <summary>Changes to an entry that another catalog holds.</summary>
public sealed record FrameworkOverride
{
    /// <summary>The framework.</summary>
    public required string Id { get; init; }

    /// <summary>What the organisation says of it; null where that stays as it is.</summary>
    public Stance? Stance { get; init; }

    /// <summary>Scores that take the place of those of the same need.</summary>
    public ImmutableArray<NeedScore> Needs { get; init; } = [];

    /// <summary>Watch-outs that come before the others.</summary>
    public ImmutableArray<WatchOut> WatchOuts { get; init; } = [];

    /// <summary>The entry with these changes.</summary>
    public Framework Apply(Framework framework)
    {
        // A score stands where the one stood that it replaces.
        var own = Needs.ToDictionary(score => score.Need, StringComparer.Ordinal);
        return framework with
        {
            Stance = Stance ?? framework.Stance,
            Needs =
            [
                .. framework.Needs.Select(score => own.TryGetValue(score.Need, out var replaced) ? replaced : score),
                .. Needs.Where(score => !framework.Needs.Any(known => known.Need == score.Need)),
            ],
            WatchOuts = [.. WatchOuts, .. framework.WatchOuts],
        };
    }
}
