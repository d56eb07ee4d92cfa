using PyFrameworks.Catalog;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>What of a framework is counted, and what only looks like it; with the real catalog.</summary>
public sealed class UsageCounterTests
{
    private const string Flask = "from flask import Flask, Blueprint\napp = Flask(__name__)\n";

    [Theory]
    [InlineData("app-object", "", "flask.Flask")]
    [InlineData("route-mapping", "@app.route('/a')\ndef a(): pass\n", "app.route")]
    [InlineData("route-mapping", "def make(application):\n    application.add_url_rule('/a', view_func=a)\n", "application.add_url_rule")]
    [InlineData("route-mapping", "class Shop:\n    @app.get('/a')\n    def a(self): pass\n", "app.get")]
    [InlineData("route-mapping", "s = '''\n@app.route(\"/a\")\n'''\n# @app.route('/b')\n", null)]
    [InlineData("route-mapping", "from click import command\n@command('/a')\ndef a(): pass\n", null)]
    [InlineData("route-mapping", "from functools import wraps\nclass Map:\n    def get(self, path): return wraps\nm = Map()\n@m.get(a)\ndef a(): pass\n", null)]
    [InlineData("sub-app", "b = Blueprint('b', __name__)\n", "Blueprint")]
    [InlineData("sub-app", "import flask as fl\nb = fl.Blueprint('b', __name__)\n", "fl.Blueprint")]
    [InlineData("sub-app", "from shop import Blueprint\nb = Blueprint('b')\n", null)]
    [InlineData("template-render", "from flask import render_template as render\ndef a(): return render('a.html')\n", "render")]
    [InlineData("template-render", "from jinja2 import Template as render_template\nrender_template('a')\n", null)]
    [InlineData("middleware-hooks", "@app.before_request\ndef a(): pass\n", "app.before_request")]
    [InlineData("middleware-hooks", "app.after_request(lambda response: response)\n", "app.after_request")]
    [InlineData("middleware-hooks", "from .hooks import before_request\n@before_request\ndef a(): pass\n", null)]
    [InlineData("error-handler", "@app.errorhandler(404)\ndef a(error): pass\n", "app.errorhandler")]
    [InlineData("error-handler", "def register(target):\n    target.errorhandler(404)(a)\n", "target.errorhandler")]
    [InlineData("error-handler", "from flask import abort\ndef a(): abort(404)\n", "abort")]
    [InlineData("error-handler", "from os import abort\nabort()\n", null)]
    [InlineData("session", "from flask import session\nsession['é'] = '😀'\n", "session")]
    [InlineData("session", "from sqlalchemy.orm import Session\nsession = Session()\nsession.get(a)\n", null)]
    [InlineData("config", "app.config['A'] = 1\n", "app.config")]
    [InlineData("config", "config = {}\nconfig['A'] = 1\n", null)]
    [InlineData("request-object", "from flask import request\ndef a(): return f'{request.args}'\n", "request.args")]
    [InlineData("request-object", "def a(request): return request.args\n", null)]
    public void Flask_uses(string concept, string code, string? place) => Check("flask", concept, ("app.py", Flask + code), place is "flask.Flask" ? ["Flask"] : place is null ? [] : [place]);

    [Theory]
    [InlineData("orm", "from django.db import models\nclass Base(models.Model): pass\n", "from .a import Base\nclass Order(Base): pass\n", "Base", "Order")]
    [InlineData("orm", "from django.contrib.gis.db import models as gis\nclass Place(gis.Model): pass\n", "class Model: pass\nclass Order(Model): pass\n", "Place")]
    [InlineData("forms", "from django import forms\nclass A(forms.Form): pass\n", "from wtforms import Form\nclass B(Form): pass\n", "A")]
    [InlineData("admin", "from django.contrib import admin\n@admin.register(A)\nclass B(admin.ModelAdmin): pass\nadmin.site.register(C)\n", "", "admin.register", "admin.site.register")]
    [InlineData("sub-app", "from django.urls import include, path\nurlpatterns = [path('a/', include('a.urls')), path('b', b)]\n", "", "include")]
    [InlineData("route-mapping", "from django.urls import include, path\nurlpatterns = [path('a/', include('a.urls')), path('b', b)]\n", "", "path")]
    [InlineData("middleware-hooks", "import django\nMIDDLEWARE = ['a.B', 'c.D']\n", "OTHER = ['a.B']\n", "'a.B'", "'c.D'")]
    [InlineData("error-handler", "import django\nhandler404 = 'a.b'\nhandler405 = 'a.b'\n", "", "handler404")]
    [InlineData("session", "import django\ndef a(request): request.session['a'] = 1\n", "def b(self): return self.request.session.get('a')\ndef c(session): return session['a']\n", "request.session", "self.request.session.get")]
    public void Django_uses(string concept, string first, string second, params string[] places) => Check("django", concept, [("manage.py", "import django\n"), ("shop/a.py", first), ("shop/b.py", second)], places);

    [Theory]
    [InlineData("route-mapping", "class A(web.RequestHandler): pass\nclass B(A): pass\nHERE = [(r'/a', A), (r'/b', B, {}), ('/c', C), ('text', A)]\n", "r'/a'", "r'/b'")]
    [InlineData("route-mapping", "class A(web.RequestHandler): pass\nclass B(A): pass\nclass C: pass\n", "A", "B")]
    [InlineData("middleware-hooks", "class A(web.RequestHandler):\n    def prepare(self): pass\nclass C:\n    def prepare(self): pass\n", "prepare")]
    [InlineData("template-render", "class A(web.RequestHandler):\n    def get(self): self.render('a.html')\nclass C:\n    def get(self): self.render('a.html')\n", "self.render")]
    [InlineData("websocket-endpoint", "from tornado.websocket import WebSocketHandler\nclass A(WebSocketHandler): pass\nclass WebSocket: pass\n", "A")]
    public void Tornado_uses(string concept, string code, params string[] places) => Check("tornado", concept, ("app.py", "from tornado import web\napp = web.Application([])\n" + code), places);

    [Theory]
    [InlineData("route-mapping", "def index(): pass\ndef show( ): pass\ndef helper(a): pass\ndef __hidden(): pass\nclass A:\n    def inner(self): pass\n", "index", "show")]
    [InlineData("session", "def index():\n    session.seen = db.session\n", "session.seen")]
    [InlineData("orm", "db.define_table('a')\nother = 'db.define_table'\n", "db.define_table")]
    public void Web2py_uses(string concept, string code, params string[] places) =>
        Check("web2py", concept, [("applications/a/models/db.py", "from gluon.tools import Auth\n"), ("applications/a/controllers/default.py", code)], places);

    [Fact]
    public void Bottle_takes_a_list_of_paths() => Check(
        "bottle", "route-mapping", ("app.py", "import bottle\nfrom .pages import pages\n@pages.get(['/', '/home'])\ndef a(): pass\n@pages.get([1])\ndef b(): pass\n"), ["pages.get"]);

    [Theory]
    [InlineData("app.py", 0)]
    [InlineData("tests/test_app.py", 1)]
    [InlineData("docs/app.py", 1)]
    [InlineData("vendor/app.py", 0)]
    public void Tests_count_for_the_test_client_alone(string path, int clients)
    {
        var project = TestProject.Of(FrameworkCatalog.BuiltIn, [("shop.py", Flask), (path == "app.py" ? "other.py" : path, path == "app.py" ? "" : Flask + "@app.route('/a')\ndef a(): pass\nclient = app.test_client()\n")]);
        var counts = UsageCounter.Count(project.Snapshot, FrameworkCatalog.BuiltIn.Find("flask")!, CancellationToken.None);
        Assert.DoesNotContain(counts, count => count.Id == "route-mapping");
        Assert.Equal(clients, counts.FirstOrDefault(count => count.Id == "test-client")?.Places.Length ?? 0);
    }

    [Fact]
    public void What_a_folder_of_integrations_uses_of_it_counts() => Check(
        "django",
        "route-mapping",
        [("manage.py", "import django\n"), ("shop/integrations/mail/urls.py", "from django.urls import path\nurlpatterns = [path('a', b)]\n"), ("shop/integrations/flask.py", "from flask import Flask\n")],
        ["path"]);

    [Fact]
    public void A_file_of_another_framework_does_not_count()
    {
        var code = "from fastapi import FastAPI\napi = FastAPI()\n@api.exception_handler(404)\ndef a(): pass\ndef b(target):\n    target.register_error_handler(404, a)\n";
        Check("flask", "error-handler", [("app.py", Flask), ("api.py", code)], []);
    }

    [Theory]
    [InlineData("\uFEFF# é😀\r\n\r\n")]
    [InlineData("'''é'''\n\n\t\n")]
    public void Places_are_exact_behind_wide_characters(string before)
    {
        var code = before + "from flask import Flask\r\napp = Flask(__name__)\r\n@app.route('/é')\r\ndef a(): return '😀'\r\n";
        var project = TestProject.Of(FrameworkCatalog.BuiltIn, [("app.py", code)]);
        var routes = UsageCounter.Count(project.Snapshot, FrameworkCatalog.BuiltIn.Find("flask")!, CancellationToken.None).Single(count => count.Id == "route-mapping");
        Assert.Equal(code.TrimStart('\uFEFF').IndexOf("app.route", StringComparison.Ordinal), Assert.Single(routes.Places).Span.Start);
    }

    [Fact]
    public void Counting_can_be_cancelled()
    {
        var project = TestProject.Of(FrameworkCatalog.BuiltIn, [("app.py", Flask)]);
        Assert.Throws<OperationCanceledException>(() => UsageCounter.Count(project.Snapshot, FrameworkCatalog.BuiltIn.Find("flask")!, new(canceled: true)));
    }

    private static void Check(string id, string concept, (string, string) file, string[] places) => Check(id, concept, [file], places);

    private static void Check(string id, string concept, (string Path, string Content)[] files, string[] places)
    {
        var project = Assert.Single(TestProjects.Assemble(files, FrameworkCatalog.BuiltIn));
        var counts = UsageCounter.Count(project, FrameworkCatalog.BuiltIn.Find(id)!, CancellationToken.None);
        Assert.Equal(places, (counts.FirstOrDefault(count => count.Id == concept)?.Places ?? []).Select(place => project.TextOf(place.Path)!.Slice(place.Span)));
    }
}
