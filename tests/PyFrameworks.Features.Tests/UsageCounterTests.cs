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

    [Theory]
    [InlineData("zope", "orm", "from OFS.SimpleItem import SimpleItem\nclass A(SimpleItem): pass\nclass B(A): pass\nclass C(Item): pass\n", "A", "B")]
    [InlineData("zope", "session", "from Products.Five import BrowserView\ndef a(self): return self.REQUEST.SESSION['a']\ndef b(session): return session['a']\n", "self.REQUEST.SESSION")]
    [InlineData("zope", "test-client", "from Testing.ZopeTestCase import FunctionalTestCase\nclass A(FunctionalTestCase): pass\nfrom unittest import TestCase\nclass B(TestCase): pass\n", "A")]
    [InlineData("turbogears", "forms", "from tg import TGController, expose, validate\nclass A(TGController):\n    @validate({})\n    @expose()\n    def a(self): pass\ndef validate2(): pass\n", "validate")]
    [InlineData("turbogears", "caching", "import tg\n@tg.cached(expire=1)\n@tg.expose()\ndef a(self): pass\nfrom functools import cache\n@cache\ndef b(): pass\n", "tg.cached")]
    [InlineData("turbogears", "auth", "import tg\nfrom tg.predicates import not_anonymous\n@tg.require(not_anonymous())\ndef a(self): pass\n", "tg.require", "not_anonymous")]
    [InlineData("cherrypy", "json-response", "import cherrypy\n@cherrypy.expose\n@cherrypy.tools.json_out()\ndef a(self): return {}\n", "cherrypy.tools.json_out")]
    [InlineData("cherrypy", "middleware-hooks", "import cherrypy\ncherrypy.tools.a = cherrypy.Tool('before_finalize', a)\nclass B(cherrypy.Tool): pass\nclass Tool: pass\nclass C(Tool): pass\n", "cherrypy.Tool", "B")]
    [InlineData("cherrypy", "sub-app", "import cherrypy\ncherrypy.tree.graft(other, '/other')\ntree.graft(a)\n", "cherrypy.tree.graft")]
    [InlineData("masonite", "query-params", "from masonite.controllers import Controller\nclass A(Controller):\n    def a(self, request): return request.input('a'), request.cookie('b')\n", "request.input")]
    [InlineData("masonite", "background-task", "from masonite.queues import Queueable\nclass A(Queueable): pass\nclass B(Job): pass\n", "A")]
    [InlineData("masonite", "orm", "import masonite\nfrom masoniteorm.models import Model\nclass A(Model): pass\nfrom peewee import Model as Other\nclass B(Other): pass\n", "A")]
    [InlineData("cubicweb", "middleware-hooks", "from cubicweb.server import hook\nclass A(hook.Hook): pass\nclass B(Hook2): pass\n", "A")]
    [InlineData("cubicweb", "template-render", "from cubicweb.view import EntityView\nclass A(EntityView): pass\nclass View: pass\nclass B(View): pass\n", "A")]
    [InlineData("cubicweb", "orm", "import cubicweb\nfrom yams.buildobjs import EntityType, String\nclass A(EntityType):\n    name = String()\n", "A")]
    [InlineData("litestar", "websocket-endpoint", "from litestar import Litestar, websocket_listener\n@websocket_listener('/a')\nasync def a(data: str) -> str: return data\n@other('/b')\nasync def b(): pass\n", "websocket_listener")]
    [InlineData("litestar", "error-handler", "from litestar.exceptions import NotFoundException\ndef a(): raise NotFoundException()\nfrom shop import HTTPException\ndef b(): raise HTTPException()\n", "NotFoundException")]
    [InlineData("litestar", "middleware-hooks", "from litestar.middleware import ASGIMiddleware\nclass A(ASGIMiddleware): pass\nclass Middleware: pass\nclass B(Middleware): pass\n", "A")]
    [InlineData("py4web", "template-render", "from py4web import action\n@action('a')\n@action.uses('a.html')\ndef a(): return {}\n", "action.uses")]
    [InlineData("py4web", "forms", "from py4web import action\nfrom py4web.utils.form import Form\ndef a(): return Form(db.a)\nfrom wtforms import Form as Other\ndef b(): return Other()\n", "Form")]
    [InlineData("py4web", "error-handler", "from py4web import HTTP\ndef a(): raise HTTP(404)\n", "HTTP")]
    [InlineData("django-rest-framework", "json-response", "import django\nfrom rest_framework import serializers\nclass A(serializers.ModelSerializer): pass\nclass B(Serializer): pass\n", "A")]
    [InlineData("django-rest-framework", "query-params", "import django\nimport rest_framework\ndef a(self): return self.request.query_params['a'], self.request.data\n", "self.request.query_params")]
    [InlineData("django-rest-framework", "error-handler", "import django\nfrom rest_framework.exceptions import ValidationError\ndef a(): raise ValidationError()\nfrom django.core.exceptions import ValidationError as Other\ndef b(): raise Other()\n", "ValidationError")]
    [InlineData("django-ninja", "json-response", "import django\nfrom ninja import NinjaAPI, Schema\nclass A(Schema): pass\nfrom marshmallow import Schema as Other\nclass B(Other): pass\n", "A")]
    [InlineData("django-ninja", "error-handler", "import django\nfrom ninja import NinjaAPI\napi = NinjaAPI()\n@api.exception_handler(ValueError)\ndef a(request, error): pass\n", "api.exception_handler")]
    [InlineData("channels", "websocket-endpoint", "import django\nfrom channels.generic.websocket import AsyncWebsocketConsumer\nclass A(AsyncWebsocketConsumer): pass\nfrom kafka import Consumer\nclass B(Consumer): pass\n", "A")]
    [InlineData("channels", "config", "import django\nimport channels\nCHANNEL_LAYERS = {}\nCACHES = {}\n", "CHANNEL_LAYERS")]
    [InlineData("flask-restful", "json-response", "import flask\nfrom flask_restful import Resource, marshal_with\nclass A(Resource):\n    @marshal_with({})\n    def get(self): pass\n", "marshal_with")]
    [InlineData("flask-restx", "openapi-docs", "import flask\nfrom flask_restx import Api, Resource\napi = Api()\n@api.route('/a')\nclass A(Resource):\n    @api.expect(a)\n    def get(self): pass\n", "api.expect")]
    [InlineData("flask-restx", "sub-app", "import flask\nfrom flask_restx import Namespace\nns = Namespace('a')\nfrom argparse import Namespace as Other\nOther()\n", "Namespace")]
    [InlineData("muffin", "background-task", "from muffin import Application\napp = Application()\n@app.route('/a')\nasync def a(request):\n    app.run_after_response(b())\n    other.run(b())\n", "app.run_after_response")]
    [InlineData("socketify", "middleware-hooks", "from socketify import App, middleware\napp = App()\napp.get('/a', middleware(a, b))\n", "middleware")]
    public void Uses_of_others(string id, string concept, string code, params string[] places) => Check(id, concept, ("app.py", code), places);

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
