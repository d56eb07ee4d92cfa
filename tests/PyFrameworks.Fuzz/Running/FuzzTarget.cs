using System.Collections.Immutable;

namespace PyFrameworks.Fuzz;

/// <summary>A reader under test, with its oracles.</summary>
internal sealed record FuzzTarget
{
    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Inputs to begin with.</summary>
    public required Func<IEnumerable<string>> Seeds { get; init; }

    /// <summary>Pieces of the format, which mutations put in.</summary>
    public required ImmutableArray<string> Tokens { get; init; }

    /// <summary>
    /// Reads the input and asks every oracle; the shape of what was read. Any exception is a finding. A function of its arguments: the number drives choices that an
    /// oracle makes, such as where to cut.
    /// </summary>
    public required Func<string, int, ulong> Check { get; init; }

    /// <summary>The longest input, in code units.</summary>
    public int MaxLength { get; init; } = 600;

    /// <summary>The most bytes that one execution may allocate, whatever the input.</summary>
    public long BaseBytes { get; init; } = 300_000;

    /// <summary>The most bytes that it may allocate for each code unit besides.</summary>
    public long BytesPerUnit { get; init; } = 3_000;

    /// <summary>Reads the input alone, to compare the work for an input with that for one four times as long; null where it is capped anyway.</summary>
    public Action<string>? Grow { get; init; }
}
