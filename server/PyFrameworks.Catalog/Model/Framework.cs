using System.Collections.Immutable;

namespace PyFrameworks.Catalog;

/// <summary>A web framework as data: everything that rules, hovers and suggestions know of it.</summary>
public sealed record Framework
{
    /// <summary>Lower-case identifier with hyphens, as users write it: <c>flask</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name as its authors write it: <c>Flask</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a few words: <c>WSGI microframework</c>.</summary>
    public required string Summary { get; init; }

    /// <summary>One or two sentences: what it is good at and for whom.</summary>
    public required string About { get; init; }

    /// <summary>The kind; two primary frameworks compete only within a kind.</summary>
    public required FrameworkKind Kind { get; init; }

    /// <summary>For an add-on or platform: the identifier of the framework it builds on.</summary>
    public string? On { get; init; }

    /// <summary>The server interfaces it can offer, the default first.</summary>
    public required ImmutableArray<ServerInterface> Interfaces { get; init; }

    /// <summary>How much of it may be async.</summary>
    public required AsyncSupport Async { get; init; }

    /// <summary>One sentence that says what <see cref="Async"/> means here.</summary>
    public string AsyncDetail { get; init; } = "";

    /// <summary>Where handlers run that are no <c>async def</c>.</summary>
    public PlainHandlers PlainHandlers { get; init; }

    /// <summary>Distribution names in PEP 503 form, the canonical one first; empty where it is not installed from an index (web2py).</summary>
    public required ImmutableArray<string> Distributions { get; init; }

    /// <summary>The distribution name as its authors write it.</summary>
    public string DistributionName { get; init; } = "";

    /// <summary>Top-level or dotted import names that are this framework's own.</summary>
    public required ImmutableArray<string> Imports { get; init; }

    /// <summary>
    /// Dotted modules whose import means that the project <em>serves</em> with it (<c>tornado.web</c>); empty where any import does.
    /// Other imports of the framework are client or library use.
    /// </summary>
    public ImmutableArray<string> ServingModules { get; init; } = [];

    /// <summary>Distributions that imply the framework, with their import name where it is known.</summary>
    public ImmutableArray<AddonDistribution> ImpliedBy { get; init; } = [];

    /// <summary>Files or folders that show the framework without a declaration.</summary>
    public ImmutableArray<MarkerFile> Markers { get; init; } = [];

    /// <summary>Release series, newest first.</summary>
    public ImmutableArray<Release> Releases { get; init; } = [];

    /// <summary>How long its releases are supported, in a sentence; empty when its authors say nothing.</summary>
    public string SupportPolicy { get; init; } = "";

    /// <summary>Where it is in its life.</summary>
    public required Lifecycle Lifecycle { get; init; }

    /// <summary>What it brings, by battery identifier.</summary>
    public ImmutableArray<Battery> Batteries { get; init; } = [];

    /// <summary>How well it serves each need, by need identifier.</summary>
    public ImmutableArray<NeedScore> Needs { get; init; } = [];

    /// <summary>What to know before choosing or keeping it.</summary>
    public ImmutableArray<WatchOut> WatchOuts { get; init; } = [];

    /// <summary>Identifiers of its close relatives in the catalog.</summary>
    public ImmutableArray<string> Relatives { get; init; } = [];

    /// <summary>Identifier of the framework that its authors name as successor.</summary>
    public string? Successor { get; init; }

    /// <summary>Its API by concept identifier.</summary>
    public ImmutableArray<Concept> Concepts { get; init; } = [];

    /// <summary>What moving from it to another framework takes.</summary>
    public ImmutableArray<MigrationNote> Migrations { get; init; } = [];

    /// <summary>How its code looks: application objects, routes, handlers.</summary>
    public CodePatterns Code { get; init; } = new();

    /// <summary>How code that uses it looks, by concept or battery identifier; routes, applications and handlers stand in <see cref="Code"/>.</summary>
    public ImmutableArray<UsagePattern> Usage { get; init; } = [];

    /// <summary>The size beyond which a single-file framework is outgrown; null where it has no such limit.</summary>
    public SizeLimit? Limit { get; init; }

    /// <summary>What its community is like, where that is a risk for a team; empty otherwise.</summary>
    public string EcosystemNote { get; init; } = "";

    /// <summary>Links to its own pages.</summary>
    public required FrameworkLinks Links { get; init; }

    /// <summary>The day on which the entry was last checked as a whole.</summary>
    public required DateOnly Checked { get; init; }

    /// <summary>After this day the entry's lifecycle claims are shown as "last checked …" and raise no finding above hint.</summary>
    public required DateOnly ReviewBy { get; init; }

    /// <summary>Whether the entry comes from a user's own catalog file.</summary>
    public bool IsUserEntry { get; init; }

    /// <summary>What the organisation says of it in a catalog file of its own; null where it says nothing.</summary>
    public Stance? Stance { get; init; }

    /// <summary>Whether the entry should have been checked again before <paramref name="today"/>.</summary>
    public bool IsStaleOn(DateOnly today) => ReviewBy < today;
}

/// <summary>Where a claim comes from.</summary>
/// <param name="Title">What the page is.</param>
/// <param name="Url">Its address.</param>
public sealed record SourceReference(string Title, string Url)
{
    /// <summary>The day on which a companion's claim was last checked; null for an entry of a framework, which has a day of its own.</summary>
    public DateOnly? Checked { get; init; }

    /// <summary>After this day a companion's claim is shown as "last checked …" and raises no finding above hint.</summary>
    public DateOnly? ReviewBy { get; init; }

    /// <summary>Whether a companion's claim should have been checked again before <paramref name="today"/>.</summary>
    public bool IsStaleOn(DateOnly today) => ReviewBy < today;

    /// <summary>The address; where a team gives none for a word of its own, the catalog file that says it.</summary>
    public string Place => Url.Length > 0 ? Url : Title;
}

/// <summary>What an organisation says of a framework.</summary>
/// <param name="Level">How it stands to it.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="File">The catalog file that says so.</param>
public sealed record Stance(StanceLevel Level, string Reason, string File);

/// <summary>A distribution whose presence implies a framework.</summary>
/// <param name="Distribution">PEP 503 form; a trailing <c>*</c> stands for any rest (<c>cubicweb-*</c>).</param>
/// <param name="Import">Import name, or null when it is not known; a trailing <c>*</c> stands for any rest.</param>
/// <param name="IsSelfLoading">Whether the framework takes it up by itself once it is installed, so that no code has to name it.</param>
public sealed record AddonDistribution(string Distribution, string? Import, bool IsSelfLoading = false);

/// <summary>A file that shows a framework.</summary>
/// <param name="Path">A path pattern below the project: <c>*</c> within a part, <c>**</c> over parts.</param>
/// <param name="Contains">Text that the file must contain, or null when its place alone tells.</param>
/// <param name="IsStrong">Whether it is enough by itself.</param>
public sealed record MarkerFile(string Path, string? Contains, bool IsStrong);

/// <summary>A release series and its support.</summary>
public sealed record Release
{
    /// <summary>The series as a version prefix: <c>4.2</c>.</summary>
    public required string Series { get; init; }

    /// <summary>Day of the series' first release; null when unknown.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>First day without security fixes; null while supported or when nothing was published.</summary>
    public DateOnly? EndOfLife { get; init; }

    /// <summary>Whether the end follows from the project's policy instead of a published date.</summary>
    public bool EndIsDerived { get; init; }

    /// <summary>Whether it is a long-term support series.</summary>
    public bool IsLts { get; init; }

    /// <summary>Newest release known; empty when unknown.</summary>
    public string Latest { get; init; } = "";

    /// <summary>Day of <see cref="Latest"/>.</summary>
    public DateOnly? LatestReleased { get; init; }

    /// <summary>The Pythons it runs on, as a PEP 440 specifier set (<c>&gt;=3.8,&lt;3.13</c>); empty when unknown.</summary>
    public string Python { get; init; } = "";

    /// <summary>Where these dates come from.</summary>
    public required SourceReference Source { get; init; }
}

/// <summary>Where a framework is in its life, with the evidence.</summary>
public sealed record Lifecycle(LifecycleStatus Status, string Evidence, SourceReference Source);

/// <summary>A part that the framework brings, or not.</summary>
public sealed record Battery(string Id, BatteryLevel Level, string What, SourceReference Source)
{
    /// <summary>Dotted names whose use in code shows that the part is in use: <c>django.db.models</c>; empty where the catalog can't tell.</summary>
    public ImmutableArray<string> Names { get; init; } = [];
}

/// <summary>How well a framework serves a need, from -2 (works against it) to +2 (made for it).</summary>
public sealed record NeedScore(string Need, int Score, string Reason, SourceReference Source);

/// <summary>Something to know before choosing or keeping a framework.</summary>
public sealed record WatchOut(string Text, SourceReference Source);

/// <summary>A concept's name in the framework's API.</summary>
/// <param name="Id">Concept identifier.</param>
/// <param name="Api">How it is written there; starts with "none" where it does not exist.</param>
/// <param name="Names">Dotted names that stand for it in code (<c>flask.Blueprint</c>); may be empty.</param>
public sealed record Concept(string Id, string Api, ImmutableArray<string> Names);

/// <summary>What moving to another framework takes.</summary>
public sealed record MigrationNote(string To, Effort Effort, ImmutableArray<string> Steps, SourceReference Source);

/// <summary>How a framework's code looks to the scanner. All names are dotted and resolved through import aliases.</summary>
public sealed record CodePatterns
{
    /// <summary>Calls that create the application object: <c>flask.Flask</c>.</summary>
    public ImmutableArray<string> AppConstructors { get; init; } = [];

    /// <summary>Calls that create a sub-application: <c>flask.Blueprint</c>.</summary>
    public ImmutableArray<string> SubAppConstructors { get; init; } = [];

    /// <summary>Method names that, as decorators on an application or sub-application, declare a route: <c>route</c>, <c>get</c>.</summary>
    public ImmutableArray<string> RouteDecorators { get; init; } = [];

    /// <summary>Dotted decorators that declare a route by themselves: <c>bottle.route</c>, <c>cherrypy.expose</c>.</summary>
    public ImmutableArray<string> RouteFunctions { get; init; } = [];

    /// <summary>Calls that declare a route: dotted (<c>django.urls.path</c>) or a method of the application (<c>add_url_rule</c>).</summary>
    public ImmutableArray<string> RouteCalls { get; init; } = [];

    /// <summary>Base classes of request handlers and views: <c>tornado.web.RequestHandler</c>.</summary>
    public ImmutableArray<string> HandlerBases { get; init; } = [];

    /// <summary>Names whose use shows that a view answers in JSON: <c>django.http.JsonResponse</c>.</summary>
    public ImmutableArray<string> JsonNames { get; init; } = [];

    /// <summary>Methods of a handler class that answer requests: <c>on_get</c>; empty for the HTTP verbs in lower case.</summary>
    public ImmutableArray<string> HandlerMethods { get; init; } = [];

    /// <summary>Names whose use shows that the WSGI flavour is in use, where there are two: <c>falcon.App</c>.</summary>
    public ImmutableArray<string> WsgiNames { get; init; } = [];

    /// <summary>Names whose use shows that the ASGI flavour is in use: <c>falcon.asgi.App</c>.</summary>
    public ImmutableArray<string> AsgiNames { get; init; } = [];
}

/// <summary>How the use of one concept or battery looks in code. Dotted names are resolved through import aliases.</summary>
/// <param name="Id">Concept or battery identifier.</param>
/// <param name="Source">Where the names come from.</param>
public sealed record UsagePattern(string Id, SourceReference Source)
{
    /// <summary>Decorators: dotted (<c>bottle.error</c>), or a method of an application (<c>errorhandler</c>).</summary>
    public ImmutableArray<string> Decorators { get; init; } = [];

    /// <summary>Calls: dotted (<c>django.urls.include</c>), or a method of an application (<c>register_error_handler</c>).</summary>
    public ImmutableArray<string> Calls { get; init; } = [];

    /// <summary>Base classes: each class that derives from one of them is a use.</summary>
    public ImmutableArray<string> Bases { get; init; } = [];

    /// <summary>Methods that a handler class defines: <c>prepare</c>.</summary>
    public ImmutableArray<string> Methods { get; init; } = [];

    /// <summary>Dotted names of which each use counts, and of what lies in them: <c>flask.session</c>.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>
    /// Names as they are written, for what reaches code without an import: <c>request.session</c>, also behind another name (<c>self.request.session</c>). One that begins
    /// with <c>self.</c> counts in a handler class.
    /// </summary>
    public ImmutableArray<string> Written { get; init; } = [];

    /// <summary>Lists of strings at module level, each entry of which counts: <c>MIDDLEWARE</c>.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>Names whose assignment at module level counts: <c>handler404</c>.</summary>
    public ImmutableArray<string> Assignments { get; init; } = [];

    /// <summary>Path patterns of files in which each function without arguments counts: <c>**/controllers/*.py</c>.</summary>
    public ImmutableArray<string> ActionFiles { get; init; } = [];

    /// <summary>Whether pairs of a path and a handler class count, as in <c>(r"/path", Handler)</c>.</summary>
    public bool HasPairs { get; init; }
}

/// <summary>The size beyond which a single-file framework is outgrown.</summary>
/// <param name="CodeLines">More code lines than this.</param>
/// <param name="RouteModules">More modules that declare routes than this.</param>
/// <param name="Source">Why.</param>
public sealed record SizeLimit(int CodeLines, int RouteModules, SourceReference Source);

/// <summary>Links to a framework's own pages; empty where there is none.</summary>
public sealed record FrameworkLinks(string Homepage, string Documentation, string Repository, string Changelog);
