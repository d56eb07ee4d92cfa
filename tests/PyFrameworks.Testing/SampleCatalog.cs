using System.Collections.Immutable;
using PyFrameworks.Catalog;

namespace PyFrameworks.Testing;

/// <summary>
/// A small catalog whose names are real and whose dates and scores are made up, so that tests of rules and features do not change with the facts.
/// </summary>
public static class SampleCatalog
{
    // Initialisers run in order of the text.
    private static readonly SourceReference s_source = new("Sample source", "https://example.org/source");

    /// <summary>The frameworks.</summary>
    public static ImmutableArray<Framework> Frameworks { get; } =
    [
        Entry("django", "Django", FrameworkKind.FullStack, [ServerInterface.Wsgi, ServerInterface.Asgi]) with
        {
            Summary = "full-stack framework with batteries",
            Releases =
            [
                Series("6.1", null, ">=3.12"),
                Series("6.0", new(2027, 4, 30), ">=3.12"),
                Series("5.2", new(2028, 4, 30), ">=3.10") with { IsLts = true },
                Series("5.1", new(2025, 12, 31), ">=3.10"),
                Series("4.2", new(2026, 4, 30), ">=3.8") with { IsLts = true },
                Series("3.2", new(2024, 4, 1), ">=3.6") with { IsLts = true },
            ],
            Code = new()
            {
                AppConstructors = ["django.core.wsgi.get_wsgi_application", "django.core.asgi.get_asgi_application"],
                RouteCalls = ["django.urls.path"],
                JsonNames = ["django.http.JsonResponse"],
                WsgiNames = ["django.core.wsgi.get_wsgi_application"],
                AsgiNames = ["django.core.asgi.get_asgi_application"],
            },
            Needs = [Score("admin-panel", 2), Score("enterprise", 2), Score("rest-api", 1), Score("realtime", -1), Score("single-file", -2)],
            Batteries =
            [
                Part("orm", "django.db.models"), Part("templates", "django.shortcuts.render"), Part("forms", "django.forms"),
                Part("admin", "django.contrib.admin.site.register"),
            ],
            Migrations = [new("fastapi", Effort.High, ["Rewrite"], s_source)],
        },
        Entry("django-rest-framework", "Django REST framework", FrameworkKind.Addon, [ServerInterface.Wsgi]) with
        {
            On = "django",
            Distributions = ["djangorestframework"],
            Imports = ["rest_framework"],
            Releases = [Series("3.18", null, ">=3.10"), Series("3.14", new(2024, 1, 1), ">=3.6")],
            Code = new() { JsonNames = ["rest_framework.response.Response"] },
            Needs = [Score("rest-api", 2), Score("admin-panel", 2)],
        },
        Entry("flask", "Flask", FrameworkKind.Micro, [ServerInterface.Wsgi]) with
        {
            Summary = "WSGI microframework",
            About = "A small core whose parts are chosen by the team.",
            ImpliedBy = [new("flask-sqlalchemy", "flask_sqlalchemy"), new("flask-migrate", "flask_migrate"), new("flask-login", "flask_login"), new("flask-wtf", "flask_wtf"), new("flask-auto", "flask_auto", IsSelfLoading: true)],
            Releases = [Series("3.1", null, ">=3.9"), Series("3.0", new(2024, 11, 13), ">=3.8") with { EndIsDerived = true }, Series("2.3", new(2023, 9, 30), ">=3.8") with { EndIsDerived = true }],
            Code = new() { AppConstructors = ["flask.Flask"], SubAppConstructors = ["flask.Blueprint"], RouteDecorators = ["route", "get", "post"] },
            Concepts = [new("sub-app", "Blueprint(name, __name__)", ["flask.Blueprint"]), new("websocket-endpoint", "none; an extension", [])],
            Needs = [Score("rest-api", 1), Score("single-file", 2), Score("realtime", -1), Score("admin-panel", 0), Score("cms", -2)],
            WatchOuts = [new("Only the newest series gets fixes.", s_source)],
            Relatives = ["quart"],
            Migrations = [new("quart", Effort.Low, ["Replace the imports", "Make views async"], s_source)],
            Links = new("https://example.org/flask", "https://example.org/flask/docs", "", "https://example.org/flask/changes"),
        },
        Entry("quart", "Quart", FrameworkKind.Async, [ServerInterface.Asgi]) with
        {
            Async = AsyncSupport.Native,
            PlainHandlers = PlainHandlers.ThreadPool,
            Releases = [Series("0.21", null, ">=3.9")],
            Code = new() { AppConstructors = ["quart.Quart"], RouteDecorators = ["route", "get"] },
            Concepts = [new("sub-app", "quart.Blueprint", ["quart.Blueprint"])],
            Needs = [Score("rest-api", 1), Score("single-file", 2), Score("realtime", 2), Score("admin-panel", -1)],
        },
        Entry("fastapi", "FastAPI", FrameworkKind.Async, [ServerInterface.Asgi]) with
        {
            Async = AsyncSupport.Native,
            PlainHandlers = PlainHandlers.ThreadPool,
            Releases = [Series("0.141", null, ">=3.10")],
            Code = new() { AppConstructors = ["fastapi.FastAPI"], SubAppConstructors = ["fastapi.APIRouter"], RouteDecorators = ["get", "post"] },
            Concepts = [new("sub-app", "APIRouter()", ["fastapi.APIRouter"]), new("websocket-endpoint", "@app.websocket('/path')", [])],
            Needs = [Score("rest-api", 2), Score("single-file", 2), Score("realtime", 2), Score("admin-panel", -1)],
        },
        Entry("bottle", "Bottle", FrameworkKind.Micro, [ServerInterface.Wsgi]) with
        {
            Limit = new(500, 1, s_source),
            Code = new() { AppConstructors = ["bottle.Bottle"], RouteDecorators = ["route", "get"], RouteFunctions = ["bottle.route", "bottle.get"] },
            Needs = [Score("single-file", 2), Score("rest-api", 0)],
        },
        Entry("falcon", "Falcon", FrameworkKind.Micro, [ServerInterface.Wsgi, ServerInterface.Asgi]) with
        {
            Async = AsyncSupport.Native,
            Code = new() { HandlerMethods = ["on_get"], AppConstructors = ["falcon.App", "falcon.asgi.App"], RouteCalls = ["add_route"], WsgiNames = ["falcon.App"], AsgiNames = ["falcon.asgi.App"] },
        },
        Entry("sanic", "Sanic", FrameworkKind.Async, [ServerInterface.Own, ServerInterface.Asgi]) with
        {
            Async = AsyncSupport.Native,
            PlainHandlers = PlainHandlers.EventLoop,
            Releases = [Series("24.12", null, ">=3.9,<3.12"), Series("24.6", null, ">=3.9,<3.12")],
            Code = new() { AppConstructors = ["sanic.Sanic"], RouteDecorators = ["get", "route"] },
        },
        Entry("tornado", "Tornado", FrameworkKind.Async, [ServerInterface.Own]) with
        {
            Async = AsyncSupport.Native,
            PlainHandlers = PlainHandlers.EventLoop,
            ServingModules = ["tornado.web"],
            Code = new() { AppConstructors = ["tornado.web.Application"], HandlerBases = ["tornado.web.RequestHandler"] },
        },
        Entry("masonite", "Masonite", FrameworkKind.FullStack, [ServerInterface.Wsgi]) with
        {
            Lifecycle = new(LifecycleStatus.Dormant, "No release since 2024-10-16.", s_source),
            Releases = [Series("4", null, ">=3.9,<3.12") with { Latest = "4.20.1" }],
            Successor = "django",
            Code = new() { AppConstructors = ["masonite.foundation.Application"] },
            Needs = [Score("rest-api", 2), Score("admin-panel", 2)],
        },
        Entry("web2py", "web2py", FrameworkKind.FullStack, [ServerInterface.Wsgi]) with
        {
            Lifecycle = new(LifecycleStatus.Archived, "Its authors have closed it", s_source),
            Imports = ["gluon"],
            Needs = [Score("rest-api", 2)],
        },
        Entry("zope", "Zope", FrameworkKind.FullStack, [ServerInterface.Wsgi]) with
        {
            EcosystemNote = "Few developers know it.",
            Batteries = [new("testing-client", BatteryLevel.None, "nothing in the process", s_source)],
            Needs = [Score("enterprise", 2), Score("admin-panel", 2), Score("cms", 2)],
        },
        Entry("turbogears", "TurboGears", FrameworkKind.FullStack, [ServerInterface.Wsgi]) with
        {
            Distributions = ["turbogears2"],
            Imports = ["tg"],
            Lifecycle = new(LifecycleStatus.Finished, "Complete by intent", s_source),
            Releases = [Series("2.5", new(2025, 1, 1), ">=3.7")],
            Needs = [Score("enterprise", 2), Score("rest-api", 2)],
        },
    ];

    /// <summary>Servers, add-ons and the like.</summary>
    public static Companions Companions { get; } = new()
    {
        Servers =
        [
            Server("gunicorn", "Gunicorn", [ServerInterface.Wsgi, ServerInterface.Asgi, ServerInterface.Own]) with
            {
                Options = [new("-k tornado", ServerInterface.Own), new("--worker-class=asgi", ServerInterface.Asgi), new("uvicorn.workers", ServerInterface.Asgi)],
                IsChosenByCommand = true,
                Note = "The worker class decides.",
            },
            Server("uvicorn", "Uvicorn", [ServerInterface.Asgi, ServerInterface.Wsgi]) with { Options = [new("--interface wsgi", ServerInterface.Wsgi)], Note = "Serves ASGI." },
            Server("hypercorn", "Hypercorn", [ServerInterface.Asgi, ServerInterface.Wsgi]) with { IsChosenByCommand = true },
            Server("waitress", "Waitress", [ServerInterface.Wsgi]) with { Commands = ["waitress-serve"], Note = "Pure Python." },
        ],
        Adapters =
        [
            new("asgiref", "asgiref.wsgi.WsgiToAsgi", ServerInterface.Wsgi, ServerInterface.Asgi, s_source),
            new("a2wsgi", "a2wsgi.ASGIMiddleware", ServerInterface.Asgi, ServerInterface.Wsgi, s_source),
        ],
        AddonSets =
        [
            new()
            {
                Frameworks = ["flask"],
                Threshold = 4,
                Alternatives = ["django", "masonite"],
                Source = s_source,
                Roles =
                [
                    new("orm", "ORM", ["flask-sqlalchemy", "sqlalchemy"]),
                    new("migrations", "migrations", ["flask-migrate", "alembic"]),
                    new("login", "login", ["flask-login"]),
                    new("forms", "forms", ["flask-wtf"]),
                    new("mail", "mail", ["flask-mail"]),
                ],
            },
            new()
            {
                Frameworks = ["fastapi"],
                Threshold = 5,
                Alternatives = ["django"],
                Source = s_source,
                Roles =
                [
                    new("orm", "ORM", ["sqlalchemy"]), new("migrations", "migrations", ["alembic"]), new("admin", "admin", ["sqladmin"]),
                    new("login", "login", ["fastapi-users"]), new("mail", "mail", ["fastapi-mail"]),
                ],
            },
        ],
        BlockingLibraries =
        [
            new()
            {
                Id = "requests", Distributions = ["requests"], Imports = ["requests"], Calls = ["requests.get"], Clients = ["requests.Session"], Methods = ["get", "post"],
                Why = "it waits for every answer", Counterparts = [new("httpx", "httpx", "httpx.AsyncClient")], Source = s_source,
            },
            new()
            {
                Id = "sqlite3", Imports = ["sqlite3"], Calls = ["sqlite3.connect"], Methods = ["execute", "cursor"], Makers = ["cursor"], MadeMethods = ["execute", "fetchall"], Why = "it is synchronous",
                Counterparts = [new("aiosqlite", "aiosqlite", "aiosqlite")], Source = s_source,
            },
            new()
            {
                Id = "time-sleep", Imports = ["time"], Calls = ["time.sleep"], Why = "it puts the thread to sleep",
                Counterparts = [new("", "asyncio", "await asyncio.sleep()")], Source = s_source,
            },
        ],
        HeavyLibraries = [new() { Name = "pandas", Imports = ["pandas"], Methods = ["groupby"], Light = ["to_datetime"], Source = s_source }],
        WorkerQueues = [new("celery", s_source)],
        Orms = [new() { Name = "SQLAlchemy", Distributions = ["sqlalchemy"], Names = ["sqlalchemy.orm"], Source = s_source }],
        Misnamed =
        [
            new("django-rest-framework", "is not the name of Django REST framework", "djangorestframework", s_source),
            new("old-flask", "was renamed to flask", "flask", s_source),
        ],
        Pythons =
        [
            new("3.8", new(2019, 10, 14), new(2024, 10, 7), s_source),
            new("3.9", new(2020, 10, 5), new(2025, 10, 31), s_source),
            new("3.10", new(2021, 10, 4), new(2026, 10, 31), s_source),
            new("3.11", new(2022, 10, 24), new(2027, 10, 31), s_source),
            new("3.12", new(2023, 10, 2), new(2028, 10, 31), s_source),
            new("3.13", new(2024, 10, 7), new(2029, 10, 31), s_source),
        ],
        Signals = [new() { Need = "realtime", Distributions = ["flask-socketio"], Imports = ["flask_socketio"], Because = "serves WebSockets", Source = s_source }],
    };

    /// <summary>The catalog.</summary>
    public static FrameworkCatalog Instance { get; } = FrameworkCatalog.Create(Frameworks, Companions);

    private static Framework Entry(string id, string name, FrameworkKind kind, ImmutableArray<ServerInterface> interfaces) => new()
    {
        Id = id,
        Name = name,
        Summary = $"{id} in few words",
        About = $"What {name} is good at.",
        Kind = kind,
        Interfaces = interfaces,
        Async = AsyncSupport.None,
        Distributions = [id],
        Imports = [id],
        Lifecycle = new(LifecycleStatus.Active, "Released this year.", s_source),
        Links = new("", "", "", ""),
        Checked = new(2026, 11, 1),
        ReviewBy = new(2027, 5, 1),
    };

    private static Release Series(string series, DateOnly? end, string python) => new() { Series = series, EndOfLife = end, Python = python, Source = s_source };

    private static NeedScore Score(string need, int score) => new(need, score, $"Reason {score} of {need}.", s_source);

    private static Battery Part(string id, string name) => new(id, BatteryLevel.BuiltIn, "", s_source) { Names = [name] };

    private static Server Server(string id, string name, ImmutableArray<ServerInterface> interfaces) => new()
    {
        Id = id,
        Name = name,
        Distribution = id,
        Interfaces = interfaces,
        Default = interfaces[0],
        Commands = [id],
        Source = s_source,
    };
}
