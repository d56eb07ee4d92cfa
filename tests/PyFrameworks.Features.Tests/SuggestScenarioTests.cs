using PyFrameworks.Catalog;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>What a well-read Python web developer would answer for small projects, held against the built-in catalog.</summary>
public sealed class SuggestScenarioTests
{
    private const string Flask = "#- requirements.txt\nflask\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n";
    private const string Socket = "#- requirements.txt\nflask\nflask-socketio\n#- app.py\nfrom flask import Flask\nfrom flask_socketio import SocketIO\napp = Flask(__name__)\n";
    private const string Rebuilt = "#- requirements.txt\nflask\nflask-sqlalchemy\nflask-migrate\nflask-login\nflask-wtf\nflask-admin\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n";
    private const string Rest = "#- requirements.txt\ndjango\ndjangorestframework\n#- manage.py\nimport django\n#- api/views.py\nfrom rest_framework.views import APIView\nfrom django.db import models\n";
    private const string Django = "#- requirements.txt\ndjango~=5.2\n#- manage.py\nimport django\n#- shop/admin.py\nfrom django.contrib import admin\nfrom .models import A\nadmin.site.register(A)\n#- shop/models.py\nfrom django.db import models\nclass A(models.Model):\n    n = models.TextField()\n#- shop/forms.py\nfrom django import forms\nclass F(forms.Form):\n    pass\n";
    private const string Bottle = "#- requirements.txt\nbottle\n#- app.py\nfrom bottle import route, run\n@route('/')\ndef index():\n    return ''\n";
    private const string Outgrown = Bottle + "#- orders.py\nfrom bottle import route\n@route('/o')\ndef o():\n    return ''\n#- users.py\nfrom bottle import route\n@route('/u')\ndef u():\n    return ''\n";
    private const string Web2Py = "#- applications/shop/controllers/default.py\ndef index():\n    return dict()\n#- applications/shop/models/db.py\ndb = DAL('sqlite://x.sqlite')\n#- web2py.py\nimport gluon.widget\n";
    private const string Pylons = "#- requirements.txt\nPylons\n#- app/lib/base.py\nfrom pylons.controllers import WSGIController\n";
    private const string Tornado = "#- requirements.txt\ntornado\n#- app.py\nimport tornado.web\nclass H(tornado.web.RequestHandler):\n    async def get(self):\n        self.write('x')\napp = tornado.web.Application([('/', H)])\n";
    private const string Zope = "#- requirements.txt\nZope\n#- app/x.py\nfrom OFS.SimpleItem import SimpleItem\n";
    private const string Streamlit = "#- requirements.txt\nstreamlit\n#- app.py\nimport streamlit as st\nst.title('x')\n";
    private const string CherryPy = "#- requirements.txt\ncherrypy\n#- app.py\nimport cherrypy\nclass R:\n    @cherrypy.expose\n    def index(self):\n        return 'x'\ncherrypy.quickstart(R())\n";
    private const string FastApi = "#- requirements.txt\nfastapi\n#- app.py\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\nasync def x():\n    pass\n";

    [Theory]
    [InlineData("Chat on Flask", Socket, "", "quart fastapi", "bottle django pyramid cherrypy", KeepAdvice.Consider)]
    [InlineData("Plain Flask", Flask, "", "fastapi quart", "zope cubicweb turbogears", KeepAdvice.Keep)]
    [InlineData("Flask that documents its API", Flask, "rest-api openapi", "fastapi apiflask", "bottle django", KeepAdvice.Consider)]
    [InlineData("Flask that wants async", Flask, "async", "quart fastapi", "bottle pyramid cherrypy", KeepAdvice.Consider)]
    [InlineData("Flask under many connections", Flask, "high-concurrency io-bound", "quart fastapi", "bottle cherrypy django", KeepAdvice.Consider)]
    [InlineData("Flask rebuilt into a full stack", Rebuilt, "admin-panel", "django", "bottle quart starlette", KeepAdvice.Consider)]
    [InlineData("Flask with maps", Flask, "geospatial multi-database", "django", "streamlit zope", KeepAdvice.Consider)]
    [InlineData("Flask for dashboards", Flask, "data-app", "dash", "bottle falcon django", KeepAdvice.Consider)]
    [InlineData("Flask for editors", Flask, "cms", "wagtail django", "bottle fastapi sanic", KeepAdvice.Consider)]
    [InlineData("REST on Django that waits on others", Rest, "io-bound", "fastapi litestar django-ninja", "bottle flask cherrypy", KeepAdvice.Consider)]
    [InlineData("Healthy Django with admin", Django, "", "flask", "bottle cherrypy sanic robyn", KeepAdvice.Keep)]
    [InlineData("Healthy Django with admin, said so", Django, "admin-panel enterprise data-modelling", "", "bottle cherrypy sanic starlette", KeepAdvice.Keep)]
    [InlineData("Django that wants push", Django, "realtime", "channels fastapi", "bottle flask wagtail", KeepAdvice.Consider)]
    [InlineData("Django for editors", Django, "cms", "wagtail", "bottle falcon fastapi", KeepAdvice.Keep)]
    [InlineData("Django cut into services", Django, "microservice rest-api async", "fastapi", "bottle flask zope", KeepAdvice.Consider)]
    [InlineData("Small Bottle", Bottle, "", "flask", "django zope cubicweb", KeepAdvice.Keep)]
    [InlineData("Outgrown Bottle", Outgrown, "", "flask", "zope cubicweb web.py", KeepAdvice.Consider)]
    [InlineData("Bottle for a company", Bottle, "enterprise extensible", "django flask", "web.py cherrypy", KeepAdvice.Move)]
    [InlineData("Bottle for pages", Bottle, "content-site beginner", "flask django", "robyn aiohttp", KeepAdvice.Consider)]
    [InlineData("web2py", Web2Py, "", "py4web django", "bottle fastapi sanic", KeepAdvice.Consider)]
    [InlineData("Pylons", Pylons, "", "pyramid", "hug masonite web2py", KeepAdvice.Move)]
    [InlineData("Tornado", Tornado, "", "starlette aiohttp", "bottle flask django", KeepAdvice.Keep)]
    [InlineData("Tornado that documents its API", Tornado, "rest-api typed openapi", "fastapi litestar", "bottle flask apiflask", KeepAdvice.Consider)]
    [InlineData("Tornado with WebSocket", Tornado, "realtime", "starlette aiohttp", "bottle flask", KeepAdvice.Keep)]
    [InlineData("Zope for editors", Zope, "cms", "plone wagtail", "bottle fastapi sanic", KeepAdvice.Keep)]
    [InlineData("Streamlit prototype", Streamlit, "prototype", "nicegui gradio", "django bottle zope", KeepAdvice.Keep)]
    [InlineData("Streamlit grown up", Streamlit, "data-app enterprise", "dash", "bottle zope", KeepAdvice.Consider)]
    [InlineData("CherryPy", CherryPy, "", "flask fastapi", "zope cubicweb", KeepAdvice.Keep)]
    [InlineData("CherryPy as a service", CherryPy, "rest-api microservice", "fastapi falcon", "zope django bottle", KeepAdvice.Consider)]
    [InlineData("Healthy FastAPI", FastApi, "", "litestar", "bottle flask cherrypy django", KeepAdvice.Keep)]
    [InlineData("FastAPI that grew an admin", FastApi, "admin-panel data-modelling full-stack", "django litestar", "bottle flask-restx", KeepAdvice.Consider)]
    [InlineData("Pyramid that wants async", "#- requirements.txt\npyramid\n#- app.py\nfrom pyramid.config import Configurator\n", "async io-bound", "fastapi litestar", "bottle flask django", KeepAdvice.Move)]
    [InlineData("TurboGears with a database", "#- requirements.txt\nTurboGears2\n#- app.py\nfrom tg import expose, TGController\n", "full-stack data-modelling", "django", "bottle robyn", KeepAdvice.Keep)]
    [InlineData("Masonite", "#- requirements.txt\nmasonite\n#- app.py\nfrom masonite.controllers import Controller\n", "full-stack", "django", "bottle web2py pylons", KeepAdvice.Move)]
    [InlineData("hug", "#- requirements.txt\nhug\n#- app.py\nimport hug\n@hug.get()\ndef x():\n    pass\n", "rest-api", "fastapi falcon", "django zope nameko", KeepAdvice.Move)]
    [InlineData("Sanic that documents its API", "#- requirements.txt\nsanic\n#- app.py\nfrom sanic import Sanic\napp = Sanic('x')\n@app.get('/')\nasync def x(r):\n    pass\n", "openapi typed", "fastapi litestar", "bottle flask vibora", KeepAdvice.Keep)]
    [InlineData("aiohttp that documents its API", "#- requirements.txt\naiohttp\n#- app.py\nfrom aiohttp import web\nasync def x(r):\n    return web.json_response({})\napp = web.Application()\n", "rest-api openapi", "fastapi litestar", "bottle flask apiflask", KeepAdvice.Consider)]
    [InlineData("CubicWeb", "#- requirements.txt\ncubicweb\n#- app.py\nfrom cubicweb import web\n", "semantic-web", "django", "bottle sanic", KeepAdvice.Keep)]
    [InlineData("vibora", "#- requirements.txt\nvibora\n#- app.py\nfrom vibora import Vibora\napp = Vibora()\n", "", "sanic fastapi", "japronto bottle flask", KeepAdvice.Move)]
    public void A_well_read_developer_agrees(string what, string project, string needs, string first, string never, KeepAdvice advice)
    {
        var options = TestProjects.Options with { AskedNeeds = [.. Words(needs)] };
        var snapshot = TestProjects.Parse(project, FrameworkCatalog.BuiltIn, options).Projects.First(entry => entry.Primaries.Any());
        var result = Suggester.ForProject(snapshot, null, TestContext.Current.CancellationToken);
        var ids = result.Suggestions.Select(suggestion => suggestion.Framework.Id).ToList();
        var told = $"{what}: {string.Join(' ', result.Suggestions.Take(6).Select(suggestion => $"{suggestion.Framework.Id} {suggestion.Score}"))}; {result.Keep}";
        Assert.True(!Words(first).Except(ids.Take(3)).Any(), told);
        Assert.True(!Words(never).Intersect(ids.Take(5)).Any(), told);
        Assert.True(advice == result.Keep.Advice, told);
    }

    [Fact]
    public void The_sum_is_the_fit_and_every_framework_is_accounted_for()
    {
        foreach (var project in (string[])[Socket, Rebuilt, Rest, Django, Tornado, Zope, Web2Py])
        {
            var snapshot = TestProjects.Parse(project, FrameworkCatalog.BuiltIn).Projects.First(entry => entry.Primaries.Any());
            var result = Suggester.ForProject(snapshot, null, TestContext.Current.CancellationToken);
            Assert.All(result.Suggestions, suggestion => Assert.Equal(suggestion.Score, Math.Clamp(suggestion.Sum.Sum(term => term.Points), 0, 1), 0.0051));
            Assert.Equal(
                FrameworkCatalog.BuiltIn.Ids.Where(id => id != result.From!.Id),
                result.Suggestions.Select(suggestion => suggestion.Framework.Id).Concat(result.Excluded.Select(entry => entry.Framework.Id)).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(Socket, "bottle", "it offers WSGI without an event loop, and the project needs WebSocket and server push")]
    [InlineData(Tornado, "flask", "it offers WSGI without an event loop, and the project has 1 async function")]
    [InlineData(Flask, "masonite", "it is dormant")]
    [InlineData(Flask, "channels", "it is an add-on of Django")]
    [InlineData(Flask, "dash", "it is made for dashboards and model demos, which nothing here asks for")]
    [InlineData(Rest, "django-rest-framework", "the project uses it already")]
    [InlineData("#- pyproject.toml\n[project]\nname = 'x'\nrequires-python = '<3.9'\ndependencies = ['flask']\n#- app.py\nfrom flask import Flask\n", "fastapi", "no supported release runs on Python <3.9")]
    public void What_was_left_out_and_why(string project, string id, string reason)
    {
        var snapshot = TestProjects.Parse(project, FrameworkCatalog.BuiltIn).Projects.First(entry => entry.Primaries.Any());
        var result = Suggester.ForProject(snapshot, null, TestContext.Current.CancellationToken);
        Assert.Equal(reason, Assert.Single(result.Excluded, entry => entry.Framework.Id == id).Reason);
    }

    [Theory]
    [InlineData(Django, "flask", "the project uses admin (shop/admin.py), and only others offer it", -0.05)]
    [InlineData(Django, "fastapi", "the project uses ORM (shop/models.py), and only others offer it", -0.05)]
    [InlineData(Rebuilt, "fastapi", "5 add-ons of Flask to replace by async ones: flask-admin, flask-login, flask-migrate, flask-sqlalchemy and flask-wtf", -0.1)]
    [InlineData(Rebuilt, "django", "5 add-ons of Flask to replace: flask-admin, flask-login, flask-migrate, flask-sqlalchemy and flask-wtf", -0.05)]
    public void What_the_project_uses_and_the_candidate_lacks_costs(string project, string id, string what, double points)
    {
        var snapshot = TestProjects.Parse(project, FrameworkCatalog.BuiltIn).Projects.First(entry => entry.Primaries.Any());
        var candidate = FrameworkCatalog.BuiltIn.Find(id)!;
        var from = snapshot.Primaries.First().Framework;
        var sum = FitSum.Of(candidate, from, snapshot.Needs, Rules.UsedParts.Of(snapshot, from, TestContext.Current.CancellationToken));
        Assert.Equal(points, Assert.Single(sum, term => term.What == what).Points, 6);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
