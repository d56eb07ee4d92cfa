using System.Collections.Immutable;

namespace PyFrameworks.Catalog.Reading;

/// <summary>Makes the model of a framework from a tree that has passed <see cref="Validator"/>.</summary>
internal static class FrameworkBuilder
{
    public static Framework Build(MapNode root, bool isUserEntry, SourceTable sources, string path)
    {
        var links = root.Map("links")!;
        var lifecycle = root.Map("lifecycle")!;
        var async = root.Map("async")!;
        var distribution = root.Text("distribution");
        var aliases = root.Distributions("aliases");
        return new()
        {
            Id = root.Text("id")!,
            Name = root.Prose("name"),
            Summary = root.Prose("summary"),
            About = root.Prose("about"),
            Kind = (FrameworkKind)Grammar.Kinds.IndexOf(root.Text("kind")!),
            On = root.Text("on"),
            Interfaces = root.Interfaces("interfaces"),
            Async = (AsyncSupport)Grammar.AsyncSupports.IndexOf(async.Text("support")!),
            AsyncDetail = async.Prose("detail"),
            PlainHandlers = async.Text("plain-handlers") is { } plain ? (PlainHandlers)Grammar.PlainHandlers.IndexOf(plain) : PlainHandlers.Unstated,
            Distributions = distribution is null ? aliases : [Scalars.Distribution(distribution), .. aliases],
            DistributionName = distribution ?? "",
            Imports = root.Texts("imports"),
            ServingModules = root.Texts("serving-modules"),
            ImpliedBy = root.Items("implied-by", item => new AddonDistribution(item.Distribution("distribution"), item.Text("import"), item.Flag("self-loading"))),
            Markers = root.Items("markers", item => new MarkerFile(item.Text("path")!, item.Text("contains"), item.Flag("strong"))),
            Releases = root.Items("releases", item => Release(item, sources)),
            SupportPolicy = root.Prose("support-policy"),
            Lifecycle = new((LifecycleStatus)Grammar.Statuses.IndexOf(lifecycle.Text("status")!), lifecycle.Prose("evidence"), sources.Of(lifecycle)),
            Batteries = root.Table("batteries", (id, item) =>
                new Battery(id, (BatteryLevel)Grammar.Levels.IndexOf(item.Text("level")!), item.Prose("what"), sources.Of(item)) { Names = item.Texts("names") }),
            Needs = root.Table("needs", (id, item) => new NeedScore(id, item.Number("score"), item.Prose("reason"), sources.Of(item))),
            WatchOuts = root.Items("watch-outs", item => new WatchOut(item.Prose("text"), sources.Of(item))),
            Relatives = root.Texts("relatives"),
            Successor = root.Text("successor"),
            Concepts = root.Table("concepts", (id, item) => new Concept(id, item.Text("api")!.Trim(), item.Texts("names"))),
            Migrations = root.Items("migrations", item => new MigrationNote(
                item.Text("to")!, (Effort)Grammar.Efforts.IndexOf(item.Text("effort")!), item.Proses("steps"), sources.Of(item))),
            Code = Code(root.Map("code")),
            Usage = root.Table("usage", (id, item) => new UsagePattern(id, sources.Of(item))
            {
                Decorators = item.Texts("decorators"),
                Calls = item.Texts("calls"),
                Bases = item.Texts("bases"),
                Methods = item.Texts("methods"),
                Names = item.Texts("names"),
                Written = item.Texts("written"),
                Settings = item.Texts("settings"),
                Assignments = item.Texts("assignments"),
                ActionFiles = item.Texts("action-files"),
                HasPairs = item.Flag("pairs"),
            }),
            Limit = root.Map("limit") is { } limit ? new(limit.Number("code-lines"), limit.Number("route-modules"), sources.Of(limit)) : null,
            EcosystemNote = root.Prose("ecosystem-note"),
            Links = new(links.Prose("homepage"), links.Prose("documentation"), links.Prose("repository"), links.Prose("changelog")),
            Checked = root.Date("checked")!.Value,
            ReviewBy = root.Date("review-by")!.Value,
            IsUserEntry = isUserEntry,
            Stance = Stance(root, path),
        };
    }

    /// <summary>Changes to an entry of another catalog.</summary>
    public static FrameworkOverride BuildOverride(MapNode root, SourceTable sources, string path) => new()
    {
        Id = root.Text("id")!,
        Stance = Stance(root, path),
        Needs = root.Table("needs", (id, item) => new NeedScore(id, item.Number("score"), item.Prose("reason"), sources.OfOr(item, path))),
        WatchOuts = root.Items("watch-outs", item => new WatchOut(item.Prose("text"), sources.OfOr(item, path))),
    };

    private static Stance? Stance(MapNode root, string path) => root.Map("stance") is { } stance
        ? new((StanceLevel)Grammar.Stances.IndexOf(stance.Text("level")!), stance.Prose("reason"), path)
        : null;

    private static Release Release(MapNode item, SourceTable sources) => new()
    {
        Series = item.Text("series")!,
        Released = item.Date("released"),
        EndOfLife = item.Date("end-of-life"),
        EndIsDerived = item.Flag("derived"),
        IsLts = item.Flag("lts"),
        Latest = item.Text("latest") ?? "",
        LatestReleased = item.Date("latest-released"),
        Python = item.Text("python") ?? "",
        Source = sources.Of(item),
    };

    private static CodePatterns Code(MapNode? code) => code is null ? new() : new()
    {
        AppConstructors = code.Texts("app-constructors"),
        SubAppConstructors = code.Texts("sub-app-constructors"),
        RouteDecorators = code.Texts("route-decorators"),
        RouteFunctions = code.Texts("route-functions"),
        RouteCalls = code.Texts("route-calls"),
        HandlerBases = code.Texts("handler-bases"),
        JsonNames = code.Texts("json-names"),
        HandlerMethods = code.Texts("handler-methods"),
        WsgiNames = code.Texts("wsgi-names"),
        AsgiNames = code.Texts("asgi-names"),
    };
}

/// <summary>Makes the model of companions from a tree that has passed <see cref="Validator"/>.</summary>
internal static class CompanionsBuilder
{
    public static Companions Build(MapNode root)
    {
        var sources = new SourceTable(root) { Checked = root.Date("checked"), ReviewBy = root.Date("review-by") };
        return new()
        {
            Servers = root.Items("servers", item => new Server
            {
                Id = item.Text("id")!,
                Name = item.Prose("name"),
                Distribution = item.Distribution("distribution"),
                Interfaces = item.Interfaces("interfaces"),
                Default = item.Interface("default"),
                Commands = item.Texts("commands"),
                Options = item.Items("options", option => new ServerOption(option.Text("text")!.Trim(), option.Interface("interface"))),
                IsChosenByCommand = item.Flag("chosen-by-command"),
                Note = item.Prose("note"),
                Source = sources.Of(item),
            }),
            Adapters = root.Items("adapters", item => new Adapter(
                item.Distribution("distribution"), item.Text("api")!, item.Interface("from"), item.Interface("to"), sources.Of(item))),
            BlockingLibraries = root.Items("libraries", item => new BlockingLibrary
            {
                Id = item.Text("id")!,
                Distributions = item.Distributions("distributions"),
                Imports = item.Texts("imports"),
                Calls = item.Texts("calls"),
                Clients = item.Texts("clients"),
                Methods = item.Texts("methods"),
                Makers = item.Texts("makers"),
                MadeMethods = item.Texts("made-methods"),
                Why = item.Prose("why"),
                Counterparts = item.Items("counterparts", other =>
                    new AsyncCounterpart(other.Distribution("distribution"), other.Text("import")!, other.Prose("note"))),
                Source = sources.Of(item),
            }),
            HeavyLibraries = root.Items("heavy", item => new HeavyLibrary
            {
                Name = item.Prose("name"),
                Imports = item.Texts("imports"),
                Methods = item.Texts("methods"),
                Light = item.Texts("light"),
                Source = sources.Of(item),
            }),
            WorkerQueues = root.Items("queues", item => new WorkerQueue(item.Distribution("distribution"), sources.Of(item))),
            Orms = root.Items("orms", item => new OrmLibrary
            {
                Name = item.Prose("name"),
                Distributions = item.Distributions("distributions"),
                Names = item.Texts("names"),
                Source = sources.Of(item),
            }),
            AddonSets = root.Items("sets", item => new AddonSet
            {
                Frameworks = item.Texts("frameworks"),
                Threshold = item.Number("threshold"),
                Alternatives = item.Texts("alternatives"),
                Roles = item.Table("roles", (id, role) => new AddonRole(id, role.Prose("title"), role.Distributions("distributions"))),
                Source = sources.Of(item),
            }),
            Replacements = root.Items("replacements", item => new AddonReplacement(
                item.Distribution("distribution"), item.Text("framework")!, item.Text("use")!, item.Prose("note"), sources.Of(item))),
            Misnamed = root.Items("distributions", item => new MisnamedDistribution(
                item.Distribution("name"), item.Prose("problem"), item.Text("use-instead")!, sources.Of(item))),
            Pythons = [.. root.Items("pythons", item => new PythonRelease(
                item.Text("version")!, item.Date("released")!.Value, item.Date("end-of-life")!.Value, sources.Of(item))).OrderBy(python => python.Released)],
            Signals = root.Items("signals", item => new NeedSignal
            {
                Need = item.Text("need")!,
                Distributions = item.Distributions("distributions"),
                Imports = item.Texts("imports"),
                AsyncFunctions = item.Number("async-functions"),
                Because = item.Prose("because"),
                Source = sources.Of(item),
            }),
        };
    }
}

/// <summary>A file's sources by key; one object for each, however often it is named.</summary>
internal sealed class SourceTable
{
    private readonly Dictionary<string, SourceReference> _sources = new(StringComparer.Ordinal);

    /// <summary>The sources of a file, or of an entry beside the <paramref name="shared"/> ones of its file, of which one of the same key gives way.</summary>
    public SourceTable(MapNode root, SourceTable? shared = null)
        : this(root.MapEntries("sources"), shared)
    {
    }

    public SourceTable(IEnumerable<MapEntry> entries, SourceTable? shared = null)
    {
        foreach (var pair in shared?._sources ?? [])
        {
            _sources[pair.Key] = pair.Value;
        }

        foreach (var entry in entries)
        {
            var source = (MapNode)entry.Value;
            _sources[entry.Key.Value] = new(source.Prose("title"), source.Text("url")!);
        }
    }

    /// <summary>The day on which the claims of the file were last checked, where its sources are to bear it.</summary>
    public DateOnly? Checked { get; init; }

    /// <summary>The day until which they hold.</summary>
    public DateOnly? ReviewBy { get; init; }

    public bool Holds(string key) => _sources.ContainsKey(key);

    public SourceReference Of(MapNode item)
    {
        var key = item.Text("source")!;
        var source = _sources[key];
        return source.Checked == Checked ? source : _sources[key] = source with { Checked = Checked, ReviewBy = ReviewBy };
    }

    /// <summary>The item's source, or the file itself.</summary>
    public SourceReference OfOr(MapNode item, string path) => item["source"] is null ? new(path, "") : Of(item);
}

/// <summary>Values of a checked tree in the types of the model.</summary>
internal static class NodeValues
{
    public static string Prose(this MapNode map, string key) => Scalars.Prose(map.Text(key) ?? "");

    public static string Distribution(this MapNode map, string key) => Scalars.Distribution(map.Text(key) ?? "");

    public static bool Flag(this MapNode map, string key) => map.Text(key) == "true";

    public static int Number(this MapNode map, string key) => Scalars.Number(map.Text(key) ?? "") ?? 0;

    public static DateOnly? Date(this MapNode map, string key) => map.Text(key) is { } text ? Scalars.Date(text) : null;

    public static ServerInterface Interface(this MapNode map, string key) => (ServerInterface)Grammar.Interfaces.IndexOf(map.Text(key)!);

    public static ImmutableArray<ServerInterface> Interfaces(this MapNode map, string key) =>
        [.. map.Texts(key).Select(word => (ServerInterface)Grammar.Interfaces.IndexOf(word))];

    public static ImmutableArray<string> Texts(this MapNode map, string key) => [.. map.List(key).Select(item => ((ScalarNode)item).Value)];

    public static ImmutableArray<string> Proses(this MapNode map, string key) => [.. map.Texts(key).Select(Scalars.Prose)];

    public static ImmutableArray<string> Distributions(this MapNode map, string key) => [.. map.Texts(key).Select(Scalars.Distribution)];

    public static ImmutableArray<T> Items<T>(this MapNode map, string key, Func<MapNode, T> make) =>
        [.. map.List(key).Select(item => make((MapNode)item))];

    public static ImmutableArray<T> Table<T>(this MapNode map, string key, Func<string, MapNode, T> make) =>
        [.. map.MapEntries(key).Select(entry => make(entry.Key.Value, (MapNode)entry.Value))];
}
