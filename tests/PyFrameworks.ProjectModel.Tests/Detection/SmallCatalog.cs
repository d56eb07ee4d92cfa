using PyFrameworks.Catalog;

namespace PyFrameworks.ProjectModel.Tests.Detection;

/// <summary>A few frameworks with the traits that detection asks for; the figures are made up.</summary>
internal static class SmallCatalog
{
    // Initialisers run in order of the text.
    private static readonly SourceReference s_source = new("Made up", "https://example.org/");

    public static FrameworkCatalog Instance { get; } = FrameworkCatalog.Create(
        [
            Entry("django", FrameworkKind.FullStack, ["django"], ["django"], [ServerInterface.Wsgi, ServerInterface.Asgi]) with
            {
                ImpliedBy = [new("django-crispy-forms", "crispy_forms")],
                Markers = [new("manage.py", "DJANGO_SETTINGS_MODULE", true)],
                Code = new()
                {
                    AppConstructors = ["django.core.wsgi.get_wsgi_application", "django.core.asgi.get_asgi_application"],
                    RouteCalls = ["django.urls.path", "django.urls.re_path"],
                    HandlerBases = ["django.views.View"],
                    WsgiNames = ["django.core.wsgi"],
                    AsgiNames = ["django.core.asgi"],
                },
            },
            Entry("django-rest-framework", FrameworkKind.Addon, ["djangorestframework"], ["rest_framework"]) with { On = "django" },
            Entry("wagtail", FrameworkKind.Cms, ["wagtail"], ["wagtail"]) with { On = "django" },
            Entry("flask", FrameworkKind.Micro, ["flask"], ["flask"]) with
            {
                ImpliedBy = [new("flask-sqlalchemy", "flask_sqlalchemy"), new("flask-*", "flask_*")],
                Code = new()
                {
                    AppConstructors = ["flask.Flask"],
                    SubAppConstructors = ["flask.Blueprint"],
                    RouteDecorators = ["route", "get", "post", "patch"],
                    RouteCalls = ["add_url_rule"],
                    HandlerBases = ["flask.views.MethodView"],
                },
            },
            Entry("apiflask", FrameworkKind.Micro, ["apiflask"], ["apiflask"]) with
            {
                On = "flask",
                Code = new() { AppConstructors = ["apiflask.APIFlask"], RouteDecorators = ["route", "get", "post"] },
            },
            Entry("bottle", FrameworkKind.Micro, ["bottle"], ["bottle"]) with
            {
                Code = new() { AppConstructors = ["bottle.Bottle"], RouteDecorators = ["route"], RouteFunctions = ["bottle.route", "bottle.get"] },
            },
            Entry("starlette", FrameworkKind.Async, ["starlette"], ["starlette"], [ServerInterface.Asgi]) with
            {
                ImpliedBy = [new("fastapi", "fastapi")],
                ServingModules = ["starlette.applications"],
                Code = new() { AppConstructors = ["starlette.applications.Starlette"], RouteCalls = ["starlette.routing.Route"] },
            },
            Entry("nicegui", FrameworkKind.DataApp, ["nicegui"], ["nicegui"], [ServerInterface.Asgi]) with { On = "fastapi" },
            Entry("django-ninja", FrameworkKind.Addon, ["django-ninja"], ["ninja"]) with { On = "django" },
            Entry("fastapi", FrameworkKind.Async, ["fastapi"], ["fastapi"], [ServerInterface.Asgi]) with
            {
                Code = new() { AppConstructors = ["fastapi.FastAPI"], SubAppConstructors = ["fastapi.APIRouter"], RouteDecorators = ["get", "post"] },
            },
            Entry("falcon", FrameworkKind.Micro, ["falcon"], ["falcon"], [ServerInterface.Wsgi, ServerInterface.Asgi]) with
            {
                Code = new() { AppConstructors = ["falcon.App", "falcon.asgi.App"], RouteCalls = ["add_route"], WsgiNames = ["falcon.App"], AsgiNames = ["falcon.asgi"] },
            },
            Entry("tornado", FrameworkKind.Async, ["tornado"], ["tornado"], [ServerInterface.Own]) with
            {
                ServingModules = ["tornado.web", "tornado.httpserver"],
                Code = new() { AppConstructors = ["tornado.web.Application"], HandlerBases = ["tornado.web.RequestHandler"] },
            },
            Entry("aiohttp", FrameworkKind.Async, ["aiohttp"], ["aiohttp"], [ServerInterface.Own]) with
            {
                ServingModules = ["aiohttp.web"],
                Code = new() { AppConstructors = ["aiohttp.web.Application"] },
            },
            Entry("web.py", FrameworkKind.Micro, ["web-py"], ["web"]) with { Code = new() { AppConstructors = ["web.application"] } },
            Entry("web2py", FrameworkKind.FullStack, [], ["gluon"]) with { Markers = [new("applications/*/controllers", null, true), new("gluon/main.py", null, true)] },
            Entry("streamlit", FrameworkKind.DataApp, ["streamlit"], ["streamlit"], [ServerInterface.Own]),
            Entry("cubicweb", FrameworkKind.FullStack, ["cubicweb"], ["cubicweb"]) with { On = "pyramid", ImpliedBy = [new("cubicweb-*", "cubicweb_*")] },
            Entry("pyramid", FrameworkKind.Micro, ["pyramid"], ["pyramid"]) with { Code = new() { AppConstructors = ["pyramid.config.Configurator"] } },
        ],
        new Companions
        {
            Servers =
            [
                new() { Id = "uvicorn", Name = "Uvicorn", Distribution = "uvicorn", Interfaces = [ServerInterface.Asgi], Default = ServerInterface.Asgi, Commands = ["uvicorn"], Source = s_source },
                new()
                {
                    Id = "gunicorn", Name = "Gunicorn", Distribution = "gunicorn", Interfaces = [ServerInterface.Wsgi, ServerInterface.Asgi],
                    Default = ServerInterface.Wsgi, Commands = ["gunicorn"], Options = [new("uvicorn.workers", ServerInterface.Asgi)], Source = s_source,
                },
            ],
            Signals =
            [
                new() { Need = "realtime", Distributions = ["flask-socketio"], Imports = ["flask_socketio"], Because = "serves WebSockets", Source = s_source },
                new() { Need = "rest-api", Distributions = ["djangorestframework"], Imports = ["rest_framework"], Because = "makes APIs", Source = s_source },
                new() { Need = "async", AsyncFunctions = 2, Because = "is async", Source = s_source },
            ],
        });

    private static Framework Entry(string id, FrameworkKind kind, string[] distributions, string[] imports, ServerInterface[]? interfaces = null) => new()
    {
        Id = id,
        Name = id,
        Summary = id,
        About = id,
        Kind = kind,
        Interfaces = [.. interfaces ?? [ServerInterface.Wsgi]],
        Async = AsyncSupport.None,
        Distributions = [.. distributions],
        Imports = [.. imports],
        Lifecycle = new(LifecycleStatus.Active, "", s_source),
        Links = new("", "", "", ""),
        Checked = new(2026, 11, 1),
        ReviewBy = new(2027, 5, 1),
    };
}
