using System.Collections.Immutable;

namespace PyFrameworks.Catalog;

/// <summary>A server: what it can serve, and how a command line chooses.</summary>
public sealed record Server
{
    /// <summary>Identifier: <c>uvicorn</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name as its authors write it.</summary>
    public required string Name { get; init; }

    /// <summary>Distribution in PEP 503 form.</summary>
    public required string Distribution { get; init; }

    /// <summary>What it can serve at all, the default first.</summary>
    public required ImmutableArray<ServerInterface> Interfaces { get; init; }

    /// <summary>What it serves without an option.</summary>
    public required ServerInterface Default { get; init; }

    /// <summary>Names of its programs: <c>gunicorn</c>.</summary>
    public ImmutableArray<string> Commands { get; init; } = [];

    /// <summary>
    /// Options that choose another interface, as <c>text in the command</c> → interface: <c>--interface wsgi</c>, <c>uvicorn.workers</c>.
    /// </summary>
    public ImmutableArray<ServerOption> Options { get; init; } = [];

    /// <summary>Whether a declaration without a command can't tell which interface will be used (gunicorn has workers for both).</summary>
    public bool IsChosenByCommand { get; init; }

    /// <summary>One sentence.</summary>
    public string Note { get; init; } = "";

    /// <summary>Where the claims come from.</summary>
    public required SourceReference Source { get; init; }
}

/// <summary>An option that makes a server serve another interface than its default.</summary>
public sealed record ServerOption(string Text, ServerInterface Interface);

/// <summary>A wrapper that lets one interface be served as another.</summary>
public sealed record Adapter(string Distribution, string Api, ServerInterface From, ServerInterface To, SourceReference Source);

/// <summary>A library whose calls block, and what to use in async code.</summary>
public sealed record BlockingLibrary
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Distributions in PEP 503 form; empty for the standard library.</summary>
    public ImmutableArray<string> Distributions { get; init; } = [];

    /// <summary>Import names.</summary>
    public ImmutableArray<string> Imports { get; init; } = [];

    /// <summary>Dotted calls that block: <c>requests.get</c>.</summary>
    public ImmutableArray<string> Calls { get; init; } = [];

    /// <summary>Dotted calls that don't block but give an object whose <see cref="Methods"/> do: <c>requests.Session</c>.</summary>
    public ImmutableArray<string> Clients { get; init; } = [];

    /// <summary>Methods that block, of what <see cref="Calls"/> and <see cref="Clients"/> give back: <c>execute</c>.</summary>
    public ImmutableArray<string> Methods { get; init; } = [];

    /// <summary>Methods that give an object of its own, which waits as well: <c>cursor</c> of a connection.</summary>
    public ImmutableArray<string> Makers { get; init; } = [];

    /// <summary>Methods that block, of what <see cref="Makers"/> give: <c>fetchall</c>.</summary>
    public ImmutableArray<string> MadeMethods { get; init; } = [];

    /// <summary>Why it blocks, in a clause.</summary>
    public required string Why { get; init; }

    /// <summary>What to use instead, in a clause each.</summary>
    public ImmutableArray<AsyncCounterpart> Counterparts { get; init; } = [];

    /// <summary>Where the claims come from.</summary>
    public required SourceReference Source { get; init; }
}

/// <summary>What to use instead of a blocking library.</summary>
public sealed record AsyncCounterpart(string Distribution, string Import, string Note);

/// <summary>A library whose calls compute for long.</summary>
public sealed record HeavyLibrary
{
    /// <summary>The name as its authors write it.</summary>
    public required string Name { get; init; }

    /// <summary>Dotted modules whose calls compute.</summary>
    public required ImmutableArray<string> Imports { get; init; }

    /// <summary>Methods that compute, of the objects that these modules make: <c>fit</c>.</summary>
    public ImmutableArray<string> Methods { get; init; } = [];

    /// <summary>Last parts of calls that take no time to speak of: <c>isna</c>. Calls of classes only make an object and are light, too.</summary>
    public ImmutableArray<string> Light { get; init; } = [];

    /// <summary>Where the claims come from.</summary>
    public required SourceReference Source { get; init; }
}

/// <summary>A queue that hands work to other processes.</summary>
/// <param name="Distribution">PEP 503 form.</param>
/// <param name="Source">Where that comes from.</param>
public sealed record WorkerQueue(string Distribution, SourceReference Source);

/// <summary>A library that maps objects to tables or documents.</summary>
public sealed record OrmLibrary
{
    /// <summary>The name as its authors write it.</summary>
    public required string Name { get; init; }

    /// <summary>Distributions in PEP 503 form.</summary>
    public required ImmutableArray<string> Distributions { get; init; }

    /// <summary>Dotted names whose use in code maps objects with it: <c>sqlalchemy.orm</c>.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>Where the claims come from.</summary>
    public required SourceReference Source { get; init; }
}

/// <summary>The add-ons by which a micro-framework is made into a full-stack one.</summary>
public sealed record AddonSet
{
    /// <summary>Identifiers of the frameworks it is about.</summary>
    public required ImmutableArray<string> Frameworks { get; init; }

    /// <summary>Role → distributions in PEP 503 form.</summary>
    public required ImmutableArray<AddonRole> Roles { get; init; }

    /// <summary>From how many roles on it is worth a word.</summary>
    public required int Threshold { get; init; }

    /// <summary>Full-stack frameworks that bring these parts.</summary>
    public required ImmutableArray<string> Alternatives { get; init; }

    /// <summary>Where the claims come from.</summary>
    public required SourceReference Source { get; init; }
}

/// <summary>A role that add-ons fill: <c>orm</c>, <c>admin</c>, ….</summary>
public sealed record AddonRole(string Id, string Title, ImmutableArray<string> Distributions);

/// <summary>What takes the place of an add-on under another framework.</summary>
/// <param name="Distribution">The add-on, in PEP 503 form.</param>
/// <param name="Framework">Identifier of the other framework.</param>
/// <param name="Use">What to use there: a distribution or a dotted name.</param>
/// <param name="Note">What that is, in a clause; empty where the name says it.</param>
/// <param name="Source">Where that comes from.</param>
public sealed record AddonReplacement(string Distribution, string Framework, string Use, string Note, SourceReference Source);

/// <summary>A distribution name that is not what people mean by it.</summary>
/// <param name="Name">PEP 503 form.</param>
/// <param name="Problem">What it is, as a clause: <c>was renamed to litestar</c>.</param>
/// <param name="UseInstead">The distribution to write.</param>
/// <param name="Source">Where that comes from.</param>
public sealed record MisnamedDistribution(string Name, string Problem, string UseInstead, SourceReference Source);

/// <summary>A release of Python and its support.</summary>
public sealed record PythonRelease(string Version, DateOnly Released, DateOnly EndOfLife, SourceReference Source);

/// <summary>What in a project shows a need.</summary>
public sealed record NeedSignal
{
    /// <summary>Need identifier.</summary>
    public required string Need { get; init; }

    /// <summary>Distributions (PEP 503) whose run-time declaration shows it.</summary>
    public ImmutableArray<string> Distributions { get; init; } = [];

    /// <summary>Dotted import names whose import in application code shows it.</summary>
    public ImmutableArray<string> Imports { get; init; } = [];

    /// <summary>From how many <c>async def</c> functions in application code on; 0 where it plays no part.</summary>
    public int AsyncFunctions { get; init; }

    /// <summary>What it shows, as a clause that follows the evidence: <c>serves WebSockets</c>.</summary>
    public required string Because { get; init; }

    /// <summary>Where that comes from.</summary>
    public required SourceReference Source { get; init; }
}

/// <summary>Everything that stands beside frameworks.</summary>
public sealed record Companions
{
    /// <summary>No companions.</summary>
    public static Companions Empty { get; } = new();

    /// <summary>What several files hold, one after the other; what is looked up by name is sorted again.</summary>
    public static Companions Join(params Companions[] parts) => new()
    {
        Servers = [.. parts.SelectMany(part => part.Servers)],
        Adapters = [.. parts.SelectMany(part => part.Adapters)],
        BlockingLibraries = [.. parts.SelectMany(part => part.BlockingLibraries).OrderBy(library => library.Id, StringComparer.Ordinal)],
        HeavyLibraries = [.. parts.SelectMany(part => part.HeavyLibraries)],
        WorkerQueues = [.. parts.SelectMany(part => part.WorkerQueues)],
        Orms = [.. parts.SelectMany(part => part.Orms)],
        AddonSets = [.. parts.SelectMany(part => part.AddonSets)],
        Replacements = [.. parts.SelectMany(part => part.Replacements)],
        Misnamed = [.. parts.SelectMany(part => part.Misnamed).OrderBy(distribution => distribution.Name, StringComparer.Ordinal)],
        Pythons = [.. parts.SelectMany(part => part.Pythons).OrderBy(python => python.Released)],
        Signals = [.. parts.SelectMany(part => part.Signals)],
    };

    /// <summary>Servers in the order of the file: those that come first are named first as a mend.</summary>
    public ImmutableArray<Server> Servers { get; init; } = [];

    /// <summary>Adapters between interfaces.</summary>
    public ImmutableArray<Adapter> Adapters { get; init; } = [];

    /// <summary>Blocking libraries, by identifier.</summary>
    public ImmutableArray<BlockingLibrary> BlockingLibraries { get; init; } = [];

    /// <summary>Libraries whose calls compute for long.</summary>
    public ImmutableArray<HeavyLibrary> HeavyLibraries { get; init; } = [];

    /// <summary>Queues that hand work to other processes.</summary>
    public ImmutableArray<WorkerQueue> WorkerQueues { get; init; } = [];

    /// <summary>Libraries that map objects to tables.</summary>
    public ImmutableArray<OrmLibrary> Orms { get; init; } = [];

    /// <summary>Add-on sets.</summary>
    public ImmutableArray<AddonSet> AddonSets { get; init; } = [];

    /// <summary>What takes the place of add-ons under other frameworks.</summary>
    public ImmutableArray<AddonReplacement> Replacements { get; init; } = [];

    /// <summary>Misnamed, renamed and merged distributions, by name.</summary>
    public ImmutableArray<MisnamedDistribution> Misnamed { get; init; } = [];

    /// <summary>Python releases, oldest first.</summary>
    public ImmutableArray<PythonRelease> Pythons { get; init; } = [];

    /// <summary>Signals from which needs are inferred.</summary>
    public ImmutableArray<NeedSignal> Signals { get; init; } = [];

    /// <summary>Every distribution that is named above, in PEP 503 form; some several times.</summary>
    public IEnumerable<string> Distributions =>
    [
        .. Servers.Select(server => server.Distribution),
        .. Adapters.Select(adapter => adapter.Distribution),
        .. BlockingLibraries.SelectMany(library => library.Distributions.Concat(library.Counterparts.Select(counterpart => counterpart.Distribution))),
        .. WorkerQueues.Select(queue => queue.Distribution),
        .. Orms.SelectMany(orm => orm.Distributions),
        .. AddonSets.SelectMany(set => set.Roles).SelectMany(role => role.Distributions),
        .. Replacements.Select(replacement => replacement.Distribution),
        .. Misnamed.SelectMany(distribution => (string[])[distribution.Name, distribution.UseInstead]),
        .. Signals.SelectMany(signal => signal.Distributions),
    ];
}
