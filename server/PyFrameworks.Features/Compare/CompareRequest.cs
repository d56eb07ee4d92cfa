using System.Collections.Immutable;
using PyFrameworks.Catalog;

namespace PyFrameworks.Features;

/// <summary>Which frameworks are to be compared, read from what a user wrote.</summary>
/// <param name="Frameworks">The frameworks, in the order asked for; empty where there is a problem.</param>
/// <param name="Problem">What can't be meant, in a sentence without a full stop that begins with a small letter and names the argument; null where all is well.</param>
public sealed record CompareRequest(ImmutableArray<Framework> Frameworks, string? Problem)
{
    /// <summary>The most that still fit side by side.</summary>
    public const int Most = 5;

    /// <summary>Reads identifiers.</summary>
    /// <param name="ids">What the user wrote.</param>
    /// <param name="argument">What the user knows the argument as: <c>the argument frameworks</c>.</param>
    /// <param name="catalog">The catalog.</param>
    public static CompareRequest Read(IReadOnlyList<string> ids, string argument, FrameworkCatalog catalog)
    {
        var frameworks = ImmutableArray.CreateBuilder<Framework>();
        foreach (var id in ids.Take(Most + 1))
        {
            if ((catalog.Find(id) ?? catalog.Find(id.ToLowerInvariant())) is not { } framework)
            {
                return Wrong($"{argument} names {id}, which the catalog does not know{(Catalog.Reading.Suggestion.Closest(id, catalog.Ids) is { } near ? $"; did you mean {near}?" : "; see pyframeworks catalog list")}");
            }

            if (frameworks.Contains(framework))
            {
                return Wrong($"{argument} names {framework.Id} twice; name each framework once");
            }

            frameworks.Add(framework);
        }

        return ids.Count switch
        {
            0 => Wrong($"{argument} names no framework; name two to five"),
            1 => Wrong($"{argument} names {frameworks[0].Id} alone; name two to five frameworks"),
            > Most => Wrong($"{argument} names {ids.Count} frameworks; name two to five"),
            _ => new(frameworks.ToImmutable(), null),
        };
    }

    private static CompareRequest Wrong(string problem) => new([], problem);
}
