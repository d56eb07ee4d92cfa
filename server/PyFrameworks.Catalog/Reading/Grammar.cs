using static PyFrameworks.Catalog.Reading.Shape;

namespace PyFrameworks.Catalog.Reading;

/// <summary>The keys of catalog files. Words of enums stand in the order of their values.</summary>
internal static class Grammar
{
    public static Vocabulary Kinds { get; } = new("kind", ["full-stack", "micro", "async", "data-app", "cms", "addon"]);

    public static Vocabulary Interfaces { get; } = new("interface", ["wsgi", "asgi", "rsgi", "own"]);

    public static Vocabulary Statuses { get; } = new("status", ["active", "maintenance", "finished", "dormant", "archived"]);

    public static Vocabulary Levels { get; } = new("level", ["built-in", "official", "third-party", "none"]);

    public static Vocabulary AsyncSupports { get; } = new("support", ["none", "partial", "native"]);

    public static Vocabulary PlainHandlers { get; } = new("plain handlers", ["unstated", "thread-pool", "event-loop"]);

    public static Vocabulary Stances { get; } = new("stance", ["adopt", "assess", "hold"]);

    public static Vocabulary Efforts { get; } = new("effort", ["low", "medium", "high"]);

    public static Vocabulary NeedIds { get; } = new("need", Needs.Titles.Keys);

    public static Vocabulary BatteryIds { get; } = new("battery", Batteries.Titles.Keys);

    public static Vocabulary ConceptIds { get; } = new("concept", Concepts.Titles.Keys);

    public static Vocabulary UsageIds { get; } = new("concept or battery", Concepts.Titles.Keys.Concat(Batteries.Titles.Keys));

    public static Key Sources { get; } = new(
        "sources",
        Table(null, Record(
            new("title", Of(Form.Prose), "What the page is.", isRequired: true),
            new("url", Of(Form.Url), "Its https address; a pinned commit where there is one.", isRequired: true))),
        "The pages that the claims of this file come from, by a key of your choice.");

    public static Key Source { get; } = new("source", Of(Form.Source), "Where the claim comes from: a key of this file's sources.", isRequired: true);

    /// <summary><c>catalog/frameworks/*.yaml</c>.</summary>
    public static RecordShape Framework { get; } = Record(
        new("id", Of(Form.Identifier), "Lower-case identifier with hyphens, as users write it; also the name of the file.", isRequired: true),
        new("name", Of(Form.Prose), "The name as its authors write it.", isRequired: true),
        new("summary", Of(Form.Prose), "What it is in a few words: \"WSGI microframework\". The first line of a hover.", isRequired: true),
        new("about", Of(Form.Prose), "One or two sentences: what it is good at and for whom.", isRequired: true),
        new("kind", Word(Kinds), "Two frameworks of one kind in a project compete; an addon builds on another one.", isRequired: true),
        new("on", Of(Form.Framework), "For an add-on or platform: the framework that it builds on."),
        new("interfaces", List(Word(Interfaces), least: 1), "How servers can talk to it, the default first.", isRequired: true),
        new("async", Record(
            new("support", Word(AsyncSupports), "none, partial (views may be async, the core is not) or native.", isRequired: true),
            new("detail", Of(Form.Prose), "One sentence that says what that means here."),
            new("plain-handlers", Word(PlainHandlers), "Where handlers run that are no async def.")), "How much of it may be async.", isRequired: true),
        new("distribution", Of(Form.Distribution), "The distribution as its authors write it; leave it out where there is none."),
        new("aliases", List(Form.Distribution), "Further distribution names of the same framework."),
        new("imports", List(Form.Dotted), "Its own import names, top-level or dotted.", isRequired: true),
        new("serving-modules", List(Form.Dotted), "Modules whose import means that the project serves with it (tornado.web), where other imports mean client or library use."),
        new("implied-by", List(Record(
            new("distribution", Of(Form.DistributionPattern), "An add-on's distribution; a trailing * stands for any rest.", isRequired: true),
            new("import", Of(Form.DottedPattern), "Its import name; a trailing * stands for any rest."),
            new("self-loading", Of(Form.Flag), "Whether the framework takes it up by itself once it is installed."))), "Distributions whose presence implies the framework."),
        new("markers", List(Record(
            new("path", Of(Form.Path), "Path pattern below the project: * within a part, ** over parts.", isRequired: true),
            new("contains", Of(Form.Verbatim), "Text that the file must contain; leave it out where the path alone tells."),
            new("strong", Of(Form.Flag), "Whether the file is enough by itself."))), "Files that show the framework without a declaration."),
        Sources,
        new("releases", List(ReleaseShape), "Release series, newest first."),
        new("support-policy", Of(Form.Prose), "How long releases are supported, in a sentence."),
        new("lifecycle", Record(
            new("status", Word(Statuses), "Finished is complete by intent; dormant is long silent; archived is declared over.", isRequired: true),
            new("evidence", Of(Form.Prose), "One sentence with dates.", isRequired: true),
            Source), "Where it is in its life.", isRequired: true),
        new("batteries", Table(BatteryIds, Record(
            new("level", Word(Levels), "built-in, official (same project), third-party or none.", isRequired: true),
            new("what", Of(Form.Prose), "What fills the part."),
            new("names", List(Form.Dotted), "Dotted names whose use in code shows that the part is in use."),
            Source)), "The parts that it brings, or not."),
        new("needs", Table(NeedIds, Record(
            new("score", Number(-2, 2), "From -2 (works against it) to 2 (made for it).", isRequired: true),
            new("reason", Of(Form.Prose), "One line.", isRequired: true),
            Source)), "How well it serves each need."),
        new("watch-outs", List(Record(
            new("text", Of(Form.Prose), "One sentence.", isRequired: true),
            Source)), "What to know before choosing or keeping it."),
        new("relatives", List(Form.Framework), "Its close relatives in the catalog."),
        new("successor", Of(Form.Framework), "The framework that its authors name as successor."),
        new("concepts", Table(ConceptIds, Record(
            new("api", Of(Form.Verbatim), "How the concept is written there; starts with \"none\" where it does not exist.", isRequired: true),
            new("names", List(Form.Dotted), "Dotted names that stand for it in code."))), "Its API, concept by concept."),
        new("migrations", List(Record(
            new("to", Of(Form.Framework), "The framework moved to.", isRequired: true),
            new("effort", Word(Efforts), "low: mostly renaming; medium: handlers and extensions are rewritten; high: a rewrite.", isRequired: true),
            new("steps", List(Form.Prose, least: 1), "What to do, in order.", isRequired: true),
            Source)), "What moving from it to another framework takes."),
        new("code", CodeShape, "How its code looks; dotted names are resolved through import aliases."),
        new("usage", Table(UsageIds, UsageShape), "How code that uses it looks, concept by concept: what a migration plan counts."),
        new("limit", Record(
            new("code-lines", Number(1, 1_000_000), "More code lines than this outgrow it.", isRequired: true),
            new("route-modules", Number(1, 10_000), "More modules with routes than this outgrow it.", isRequired: true),
            Source), "For single-file frameworks: the size beyond which one is outgrown."),
        new("ecosystem-note", Of(Form.Prose), "One sentence, only where the community is a risk for a team."),
        new("links", Record(
            new("homepage", Of(Form.Url), "Its site."),
            new("documentation", Of(Form.Url), "Its documentation."),
            new("repository", Of(Form.Url), "Its source code."),
            new("changelog", Of(Form.Url), "Its list of changes.")), "Its own pages.", isRequired: true),
        new("checked", Of(Form.Date), "The day on which the whole entry was last checked.", isRequired: true),
        new("review-by", Of(Form.Date), "After this day its lifecycle claims are shown as last checked; half a year after checked.", isRequired: true));

    private static RecordShape ReleaseShape => Record(
        new("series", Of(Form.Version), "The series as a version prefix: \"4.2\".", isRequired: true),
        new("released", Of(Form.Date), "Day of its first release."),
        new("end-of-life", Of(Form.Date), "First day without security fixes; leave it out while nothing is known."),
        new("derived", Of(Form.Flag), "Whether that day follows from the policy instead of a published date."),
        new("lts", Of(Form.Flag), "Whether it is a long-term support series."),
        new("latest", Of(Form.Version), "Newest release known."),
        new("latest-released", Of(Form.Date), "Day of that release."),
        new("python", Of(Form.Specifiers), "The Pythons that it runs on, as a PEP 440 specifier set."),
        Source);

    private static RecordShape CodeShape => Record(
        new("app-constructors", List(Form.Dotted), "Calls that create the application object."),
        new("sub-app-constructors", List(Form.Dotted), "Calls that create a sub-application."),
        new("route-decorators", List(Form.Dotted), "Methods of an application that, as decorators, declare a route."),
        new("route-functions", List(Form.Dotted), "Dotted decorators that declare a route by themselves."),
        new("route-calls", List(Form.Dotted), "Calls that declare a route: dotted, or a method of the application."),
        new("handler-bases", List(Form.Dotted), "Base classes of request handlers and views."),
        new("json-names", List(Form.Dotted), "Names whose use shows that a view answers in JSON."),
        new("handler-methods", List(Form.Dotted), "Methods of a handler class that answer requests; leave them out for the HTTP verbs in lower case."),
        new("wsgi-names", List(Form.Dotted), "Where there are two flavours: names that show the WSGI one."),
        new("asgi-names", List(Form.Dotted), "Where there are two flavours: names that show the ASGI one."));

    private static RecordShape UsageShape => Record(
        new("decorators", List(Form.Dotted), "Decorators: dotted, or a method of the application."),
        new("calls", List(Form.Dotted), "Calls: dotted, or a method of the application."),
        new("bases", List(Form.Dotted), "Base classes; each class that derives from one counts."),
        new("methods", List(Form.Dotted), "Methods that a handler class defines."),
        new("names", List(Form.Dotted), "Dotted names of which each use counts, and of what lies in them."),
        new("written", List(Form.Dotted), "Names as they are written, for what needs no import: request.session. One that begins with self. counts in a handler class."),
        new("settings", List(Form.Dotted), "Lists of strings at module level, each entry of which counts."),
        new("assignments", List(Form.Dotted), "Names whose assignment at module level counts."),
        new("action-files", List(Form.Path), "Path patterns of files in which each function without arguments counts."),
        new("pairs", Of(Form.Flag), "Whether pairs of a path and a handler class count: (r\"/path\", Handler)."),
        Source);
}
