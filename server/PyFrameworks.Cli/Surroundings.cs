namespace PyFrameworks.Cli;

/// <summary>What the program knows of the world outside its arguments; tests make their own.</summary>
internal sealed record Surroundings
{
    /// <summary>Absolute path against which relative ones are read.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>The day that lifecycle rules use when the command line names none.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Columns of the terminal that shows standard output; null where it is a file or a pipe.</summary>
    public int? Columns { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Whether the user wants no colour: <c>NO_COLOR</c> is set and not empty (no-color.org), or the terminal has none.</summary>
    public bool HasNoColour { get; init; }

    /// <summary>Whether faults are told with their stack: <c>PYFRAMEWORKS_DEBUG=1</c>.</summary>
    public bool IsDebugging { get; init; }

    /// <summary>Absolute path of the program's own folder for what can be made again; null where there is none, or nothing shall be kept.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Whether the terminal text may be coloured.</summary>
    public bool IsColourful => Columns is not null && !HasNoColour;

    /// <summary>Those of this process.</summary>
    public static Surroundings OfProcess() => new()
    {
        CurrentDirectory = Environment.CurrentDirectory,
        Today = DateOnly.FromDateTime(DateTime.Now),
        Columns = Console.IsOutputRedirected ? null : TerminalWidth(),
        IsErrorTerminal = !Console.IsErrorRedirected,
        HasNoColour = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb",
        IsDebugging = Environment.GetEnvironmentVariable("PYFRAMEWORKS_DEBUG") == "1",
        CacheFolder = CacheOfProcess(),
    };

    /// <summary>Where programs of this system keep what can be made again; null where the user has no such place.</summary>
    public static string? CacheOfProcess()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set && Path.IsPathFullyQualified(set) ? set
            : home.Length == 0 ? ""
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Path.Combine(home, ".cache");
        return cache.Length == 0 ? null : Path.Combine(cache, "pyframeworks");
    }

    private static int TerminalWidth()
    {
        const int usual = 80;
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : usual;
        }
        catch (IOException)
        {
            return usual;
        }
    }
}

/// <summary>Where a verb writes, and what it knows of the world.</summary>
/// <param name="Output">Takes the result.</param>
/// <param name="Error">Takes messages.</param>
/// <param name="Surroundings">The world.</param>
internal sealed record Host(TextWriter Output, TextWriter Error, Surroundings Surroundings)
{
    /// <summary>Says something that is no part of the result, in one line.</summary>
    public void Warn(string message) => Error.WriteLine($"warning: {SafeText.Of(message)}");

    /// <summary>Says in one line what was done beside the result.</summary>
    public void Note(string message) => Error.WriteLine($"note: {SafeText.Of(message)}");

    /// <summary>A page on standard output: coloured on a terminal, plain everywhere else.</summary>
    public Page NewPage() => Surroundings.IsColourful ? ColourPage.Create(Output, Surroundings.Columns!.Value) : new PlainPage(Output);
}

/// <summary>The exit codes that the program promises.</summary>
internal static class ExitCodes
{
    /// <summary>Nothing at or above <c>--fail-on</c>.</summary>
    public const int Success = 0;

    /// <summary>Something at or above <c>--fail-on</c>, or an error in a validated catalog file.</summary>
    public const int Found = 1;

    /// <summary>Bad usage, or a path that does not exist or can't be read.</summary>
    public const int Usage = 2;

    /// <summary>A fault of the program itself.</summary>
    public const int Fault = 3;

    /// <summary>Ended by Ctrl+C: 128 and the number of the signal, as shells count.</summary>
    public const int Interrupted = 130;
}

/// <summary>Bad usage: the message says in one line what is wrong, where, and the mend; no full stop.</summary>
internal sealed class UsageException : Exception
{
    /// <summary>Bad usage.</summary>
    public UsageException(string message)
        : base(message)
    {
    }

    /// <summary>Bad usage.</summary>
    public UsageException()
    {
    }

    /// <summary>Bad usage.</summary>
    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
