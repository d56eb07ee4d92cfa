using System.Text.Json;
using PyFrameworks.Catalog;

namespace PyFrameworks.Features.Tests;

/// <summary>Questions that <c>catalog show ID --format json</c> has to answer, with the answers that were confirmed.</summary>
public sealed class CatalogQuestionTests
{
    private const string Questions = """
        aiohttp               | concept app-object     | aiohttp.web.Application
        aiohttp               | python 3.14            | >=3.10
        apiflask              | concept app-object     | apiflask.APIFlask
        apiflask              | latest                 | 3.1.1
        blacksheep            | concept app-object     | blacksheep.Application
        blacksheep            | python 2               | >=3.10
        bottle                | async                  | none
        bottle                | interfaces             | wsgi
        channels              | concept app-object     | channels.routing.ProtocolTypeRouter
        channels              | concept json-response  | channels.generic.websocket.AsyncJsonWebsocketConsumer
        channels              | server                 | daphne
        cherrypy              | async                  | none
        cherrypy              | interfaces             | wsgi,own
        connexion             | concept app-object     | connexion.AsyncApp
        connexion             | concept request-object | connexion.request
        cubicweb              | async                  | none
        cubicweb              | interfaces             | wsgi
        dash                  | latest                 | 4.3.0
        dash                  | lifecycle              | active
        django                | end-of-life 6.0        | 2027-04-30
        django                | end-of-life 6.1        | 2027-12-31
        django                | end-of-life 5.2        | 2028-04-30
        django-ninja          | concept app-object     | ninja.NinjaAPI
        django-ninja          | concept query-params   | ninja.Query
        django-rest-framework | concept request-object | rest_framework.request.Request
        django-rest-framework | latest                 | 3.18.0
        emmett                | concept app-object     | emmett.App
        emmett                | concept json-response  | emmett.tools.service
        eve                   | latest                 | 2.3.1
        eve                   | lifecycle              | active
        falcon                | async                  | native
        falcon                | interfaces             | wsgi,asgi
        falcon                | server                 | gunicorn
        fastapi               | python 0.141           | >=3.10
        fastapi               | server                 | uvicorn
        fasthtml              | python 0.14            | >=3.10
        flask                 | relative               | quart
        flask                 | concept sub-app        | flask.Blueprint
        flask                 | server                 | waitress
        flask                 | source                 | https://github.com/pallets/flask/blob/2ac89889f4cc330eabd50f295dcef02828522c69/CHANGES.rst
        flask-restful         | concept app-object     | flask_restful.Api
        flask-restx           | python 1               | >=3.9
        gradio                | python 6               | >=3.10
        hug                   | python 2               | >=3.5
        klein                 | concept app-object     | klein.Klein
        litestar              | latest                 | 2.24.0
        masonite              | interfaces             | wsgi
        microdot              | python 2               | >=3.8
        morepath              | lifecycle              | active
        nameko                | concept test-client    | nameko.testing.services.worker_factory
        nicegui               | python 3               | >=3.10,<4
        panel                 | concept session        | panel.state
        plone                 | latest                 | 6.2.1
        py4web                | python 1               | >=3.10
        pylons                | successor              | pyramid
        pyramid               | async                  | none
        quart                 | concept app-object     | quart.Quart
        quart                 | server                 | hypercorn
        ravyn                 | python 0.4             | >=3.10
        reflex                | lifecycle              | active
        responder             | concept app-object     | responder.API
        robyn                 | concept app-object     | robyn.Robyn
        sanic                 | interfaces             | own,asgi
        starlette             | python 1               | >=3.10
        starlette             | source                 | https://github.com/Kludex/starlette/blob/047c6263ab34b906091e0262c5443bd47b81f8da/docs/release-notes.md
        streamlit             | concept app-object     | streamlit.App
        tornado               | async                  | native
        turbogears            | python 2.5             | >=3.8
        twisted               | lifecycle              | active
        vibora                | lifecycle              | archived
        wagtail               | latest                 | 8.1
        web2py                | successor              | py4web
        zope                  | interfaces             | wsgi
        aiohttp               | interfaces             | own
        apiflask              | concept sub-app        | apiflask.APIBlueprint
        blacksheep            | interfaces             | asgi
        bottle                | concept app-object     | bottle.Bottle
        bottle                | concept request-object | bottle.request
        bottle                | python 0.12            | >=2.5,<3.13
        channels              | interfaces             | asgi
        cherrypy              | concept session        | cherrypy.session
        cherrypy              | concept route-mapping  | cherrypy.expose
        cherrypy              | latest                 | 18.10.0
        connexion             | interfaces             | asgi,wsgi
        connexion             | python 2               | >=3.6
        cubicweb              | latest                 | 4.9.0
        django                | end-of-life 4.2        | 2026-04-07
        django                | end-of-life 3.2        | 2024-04-01
        django                | end-of-life 5.1        | 2025-12-03
        django                | python 5.2             | >=3.10,<3.15
        django                | concept json-response  | django.http.JsonResponse
        django                | concept background-task | django.tasks.task
        django                | concept test-client    | django.test.Client
        django-ninja          | concept sub-app        | ninja.Router
        django-rest-framework | concept test-client    | rest_framework.test.APIClient
        falcon                | end-of-life 4.2        | 2026-06-15
        falcon                | concept app-object     | falcon.asgi.App
        fastapi               | concept sub-app        | fastapi.APIRouter
        fastapi               | concept dependency-injection | fastapi.Depends
        fastapi               | interfaces             | asgi
        flask                 | end-of-life 2.3        | 2023-09-30
        flask                 | python 3.1             | >=3.9
        flask                 | concept json-response  | flask.jsonify
        flask-restx           | concept sub-app        | flask_restx.Namespace
        grok                  | lifecycle              | maintenance
        hug                   | lifecycle              | dormant
        japronto              | lifecycle              | dormant
        litestar              | concept test-client    | litestar.testing.TestClient
        litestar              | concept dependency-injection | litestar.di.Provide
        masonite              | lifecycle              | dormant
        masonite              | python 4               | >=3.7,<3.12
        masonite              | concept route-mapping  | masonite.routes.Route
        muffin                | concept app-object     | muffin.Application
        muffin                | concept websocket-endpoint | muffin.ResponseWebSocket
        muffin                | python 3               | >=3.11
        nameko                | lifecycle              | dormant
        plone                 | end-of-life 6.0        | 2027-12-31
        plone                 | end-of-life 5.2        | 2024-10-31
        pylons                | lifecycle              | archived
        pyramid               | latest                 | 2.1
        pyramid               | concept app-object     | pyramid.config.Configurator
        pyramid               | python 2.1             | >=3.10
        quart                 | end-of-life 0.20       | 2026-07-23
        quart                 | concept websocket-endpoint | quart.websocket
        sanic                 | end-of-life 24.12      | 2026-12-31
        sanic                 | end-of-life 23.12      | 2025-12-31
        sanic                 | concept sub-app        | sanic.Blueprint
        socketify             | lifecycle              | dormant
        socketify             | concept app-object     | socketify.App
        starlette             | concept route-mapping  | starlette.routing.Route
        starlette             | concept test-client    | starlette.testclient.TestClient
        streamlit             | python 1               | >=3.10
        tornado               | end-of-life 6.4        | 2025-05-15
        tornado               | concept websocket-endpoint | tornado.websocket.WebSocketHandler
        tornado               | interfaces             | own
        turbogears            | latest                 | 2.5.0
        turbogears            | concept session        | tg.session
        wagtail               | python 7.4             | >=3.10,<3.15
        wagtail               | python 6.3             | >=3.9,<3.14
        wagtail               | end-of-life 7.0        | 2026-11-02
        web.py                | python 0.70            | >=3.8,<3.13
        web2py                | end-of-life 2          | 2025-12-20
        web2py                | latest                 | 3.3.3
        zope                  | end-of-life 4          | 2022-12-31
        zope                  | python 6               | >=3.10
        zope                  | concept test-client    | Testing.ZopeTestCase.ZopeTestCase
        """;

    public static TheoryData<string, string, string> Rows => [.. Questions.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(row => (row[0], row[1], row[2]))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_catalog_knows_the_answer(string id, string question, string answer)
    {
        var shown = JsonElement.Parse(CatalogJson.Show(FrameworkCatalog.BuiltIn.Find(id)!, FrameworkCatalog.BuiltIn.Companions));

        Assert.Contains(answer, Answers(shown, question.Split(' ')));
    }

    [Fact]
    public void Many_questions_are_asked_of_most_frameworks()
    {
        var rows = Rows.Select(row => row.Data).ToList();

        Assert.True(rows.Distinct().Count() >= 120);
        Assert.True(rows.Select(row => row.Item1).Distinct().Count() >= 50);
    }

    private static IEnumerable<string?> Answers(JsonElement shown, string[] question) => question switch
    {
        ["end-of-life", var series] => Of(shown, "releases", "series", series).Select(release => Text(release, "endOfLife")),
        ["python", var series] => Of(shown, "releases", "series", series).Select(release => Text(release, "python")),
        ["concept", var concept] => Of(shown, "concepts", "id", concept).SelectMany(entry => entry.GetProperty("names").EnumerateArray()).Select(name => name.GetString()),
        ["server"] => shown.GetProperty("servers").EnumerateArray().Select(server => Text(server, "id")),
        ["source"] => shown.GetProperty("sources").EnumerateArray().Select(source => Text(source, "url")),
        ["relative"] => shown.GetProperty("relatives").EnumerateArray().Select(relative => relative.GetString()),
        ["interfaces"] => [string.Join(',', shown.GetProperty("interfaces").EnumerateArray().Select(served => served.GetString()))],
        ["latest"] => [Text(shown, "newestRelease")],
        [var member] => [Text(shown, member)],
        _ => [],
    };

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    private static IEnumerable<JsonElement> Of(JsonElement shown, string list, string key, string value) =>
        shown.GetProperty(list).EnumerateArray().Where(entry => Text(entry, key) == value);
}
