using System.Collections.Immutable;
using System.CommandLine;

namespace PyFrameworks.Cli;

/// <summary>A verb with what its help page says after arguments and options.</summary>
/// <param name="name">What the user types.</param>
/// <param name="description">One or two sentences; the first stands in the list of verbs.</param>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Exit codes of a verb that finds nothing to fail for.</summary>
    public static ImmutableArray<string> Usual { get; } =
        ["0  done", "2  bad usage, or a file or folder that does not exist or can't be read", "3  a fault of the program itself"];

    /// <summary>Command lines that work, without the program's name.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>Exit codes, one a line.</summary>
    public ImmutableArray<string> ExitCodes { get; init; } = Usual;
}
