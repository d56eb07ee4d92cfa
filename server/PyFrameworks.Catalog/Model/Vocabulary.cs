namespace PyFrameworks.Catalog;

/// <summary>How a server talks to an application.</summary>
public enum ServerInterface
{
    /// <summary>PEP 3333: one synchronous call a request.</summary>
    Wsgi,

    /// <summary>ASGI 3: an async callable, with WebSocket and lifespan.</summary>
    Asgi,

    /// <summary>Granian's own interface.</summary>
    Rsgi,

    /// <summary>The framework brings its own server and can't be served by another one.</summary>
    Own,
}

/// <summary>What kind of framework it is; two primary frameworks compete only within a kind.</summary>
public enum FrameworkKind
{
    /// <summary>Routing, models, forms, admin or accounts in one set.</summary>
    FullStack,

    /// <summary>Routing and requests; the rest is chosen by the project.</summary>
    Micro,

    /// <summary>Built around an event loop.</summary>
    Async,

    /// <summary>Dashboards and model demos written as scripts.</summary>
    DataApp,

    /// <summary>Content management.</summary>
    Cms,

    /// <summary>Builds on another framework (Django REST framework on Django).</summary>
    Addon,
}

/// <summary>Where a framework is in its life. A finished library is not an abandoned one.</summary>
public enum LifecycleStatus
{
    /// <summary>Releases and fixes appear.</summary>
    Active,

    /// <summary>Fixes only.</summary>
    Maintenance,

    /// <summary>Complete by intent: few changes because few are needed, still looked after.</summary>
    Finished,

    /// <summary>No release or answer for a long time, without an announcement.</summary>
    Dormant,

    /// <summary>Its authors have said that it is over.</summary>
    Archived,
}

/// <summary>How a framework comes by a battery.</summary>
public enum BatteryLevel
{
    /// <summary>Part of the distribution.</summary>
    BuiltIn,

    /// <summary>A distribution of the same project.</summary>
    Official,

    /// <summary>Somebody else's distribution.</summary>
    ThirdParty,

    /// <summary>Not there.</summary>
    None,
}

/// <summary>How much of a framework's interface may be <c>async def</c>.</summary>
public enum AsyncSupport
{
    /// <summary>None.</summary>
    None,

    /// <summary>Async views are accepted, the core stays synchronous.</summary>
    Partial,

    /// <summary>Async throughout.</summary>
    Native,
}

/// <summary>Where a handler runs that is written with a plain <c>def</c>.</summary>
public enum PlainHandlers
{
    /// <summary>Not told, or it depends.</summary>
    Unstated,

    /// <summary>In a thread of its own, where it may wait.</summary>
    ThreadPool,

    /// <summary>On the event loop, which waits with it.</summary>
    EventLoop,
}

/// <summary>How an organisation stands to a framework.</summary>
public enum StanceLevel
{
    /// <summary>To be preferred.</summary>
    Adopt,

    /// <summary>To be tried with care.</summary>
    Assess,

    /// <summary>Not to be chosen any more.</summary>
    Hold,
}

/// <summary>How much work a move is.</summary>
public enum Effort
{
    /// <summary>Mostly renaming.</summary>
    Low,

    /// <summary>Handlers and extensions are rewritten, the shape stays.</summary>
    Medium,

    /// <summary>A rewrite.</summary>
    High,
}

/// <summary>What a team may want from a framework: the identifiers users write in <c>needs</c>, and their titles.</summary>
public static class Needs
{
    /// <summary>Every need identifier, in the order in which they are shown, with its title.</summary>
    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["rest-api"] = "REST API",
        ["microservice"] = "microservice",
        ["prototype"] = "prototype",
        ["enterprise"] = "enterprise application",
        ["content-site"] = "content site",
        ["cms"] = "content management",
        ["realtime"] = "WebSocket and server push",
        ["high-concurrency"] = "high concurrency",
        ["io-bound"] = "I/O-bound work",
        ["small-app"] = "small application",
        ["single-file"] = "single-file application",
        ["full-stack"] = "full-stack application",
        ["admin-panel"] = "admin panel",
        ["data-modelling"] = "data modelling",
        ["geospatial"] = "geospatial data",
        ["multi-database"] = "several databases",
        ["beginner"] = "beginners",
        ["extensible"] = "extensibility",
        ["semantic-web"] = "semantic web",
        ["data-app"] = "dashboards and model demos",
        ["openapi"] = "OpenAPI documentation",
        ["typed"] = "typed code",
        ["async"] = "async code",
    };
}

/// <summary>The parts that a framework may bring along.</summary>
public static class Batteries
{
    /// <summary>Every battery identifier, in the order in which they are shown, with its title.</summary>
    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["orm"] = "ORM",
        ["migrations"] = "migrations",
        ["admin"] = "admin",
        ["templates"] = "templates",
        ["forms"] = "forms",
        ["auth"] = "login and permissions",
        ["sessions"] = "sessions",
        ["csrf"] = "CSRF protection",
        ["routing"] = "routing",
        ["websocket"] = "WebSocket",
        ["background-tasks"] = "background tasks",
        ["cli-scaffolding"] = "command line and scaffolding",
        ["testing-client"] = "test client",
        ["openapi-docs"] = "OpenAPI documentation",
        ["caching"] = "caching",
        ["i18n"] = "translation",
        ["builtin-server"] = "development server",
    };
}

/// <summary>The concepts by which two frameworks' APIs are set side by side.</summary>
public static class Concepts
{
    /// <summary>Every concept identifier, in the order in which they are shown, with its title.</summary>
    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["app-object"] = "application object",
        ["route-mapping"] = "routes",
        ["path-parameter"] = "path parameter",
        ["query-params"] = "query parameters",
        ["request-object"] = "request",
        ["json-response"] = "JSON response",
        ["template-render"] = "template",
        ["sub-app"] = "sub-application",
        ["middleware-hooks"] = "middleware and hooks",
        ["error-handler"] = "error handler",
        ["config"] = "configuration",
        ["session"] = "session",
        ["static-files"] = "static files",
        ["background-task"] = "background task",
        ["websocket-endpoint"] = "WebSocket",
        ["test-client"] = "test client",
        ["dependency-injection"] = "dependency injection",
        ["run-dev-server"] = "development server",
        ["production-server"] = "production command",
    };
}
