using PyFrameworks.Catalog;

namespace PyFrameworks.LanguageServer;

/// <summary>What the program around the server gives it.</summary>
public sealed record ServerHost
{
    /// <summary>The catalog that projects are judged by.</summary>
    public required FrameworkCatalog Catalog { get; init; }

    /// <summary>The day that lifecycle rules use; asked again and again, as a server may run past midnight.</summary>
    public required Func<DateOnly> Today { get; init; }

    /// <summary>Version of the program, as <c>serverInfo</c> gives it.</summary>
    public required string Version { get; init; }

    /// <summary>How long the server waits at most after an edit that comes while it searches; twice as long as a search took last, where that is less. Other edits are searched at once.</summary>
    public TimeSpan DiagnosticsDelay { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>A folder of the program's own for the texts that an editor shows; asked for when the first is shown. Null, or a null answer, where there is none.</summary>
    public Func<string?>? PagesFolder { get; init; }

    /// <summary>A folder of the program's own for what was read of large workspace folders; asked for at each scan. Null, or a null answer, where nothing is kept.</summary>
    public Func<string?>? CacheFolder { get; init; }

    /// <summary>A process whose end is the server's, beside the one that <c>initialize</c> names; null for none.</summary>
    public int? ClientProcessId { get; init; }
}
