using System.Text;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel.Tests.Detection;

public sealed class RouteCounterTests
{
    [Theory]
    [InlineData("flask", "from flask import Flask\napp = Flask(__name__)\n@app.route(PATH)\ndef a(): pass\n@app.errorhandler(404)\ndef b(): pass", 1)]
    [InlineData("flask", "from flask import Blueprint\npages = Blueprint('p', __name__)\n@pages.get(PATH)\n@pages.post(PATH)\ndef a(): pass", 2)]
    [InlineData("flask", "from .app import app\n@app.get('/a')\ndef a(): pass", 1)]
    [InlineData("flask", "from unittest import mock\n@mock.patch('app.views.get')\ndef a(): pass", 0)]
    [InlineData("flask", "import flask\nclass App(flask.Flask): pass\napp = App()\n@app.get(PATH)\ndef a(): pass", 1)]
    [InlineData("flask", "from flask.app import Flask\napp = Flask(__name__)\napp.add_url_rule(RULE)", 1)]
    [InlineData("flask", "def setup(app):\n    app.add_url_rule(RULE, view)", 1)]
    [InlineData("flask", "from shop import create_app\napp = create_app()\n@app.get('/a')\ndef a(): pass", 1)]
    [InlineData("flask", "from celery import Celery\napp = Celery()\n@app.get('/a')\ndef a(): pass", 0)]
    [InlineData("flask", "from .pages import pages\n@pages.get(['/', '/home'])\ndef a(): pass\n@pages.get([1])\ndef b(): pass", 1)]
    [InlineData("bottle", "from bottle import route\n@route('/a')\ndef a(): pass", 1)]
    [InlineData("bottle", "import bottle as b\n@b.get('/a')\ndef a(): pass", 1)]
    [InlineData("django", "from django.urls import path, include\nurlpatterns = [path('a', view), path('b/', include('b.urls'))]", 1)]
    [InlineData("tornado", "import tornado.web\nclass A(tornado.web.RequestHandler): pass\nclass B: pass", 1)]
    [InlineData("tornado", "from base import *\nclass A(tornado.web.RequestHandler): pass", 1)]
    [InlineData("django", "from base import *\nurlpatterns = [django.urls.path('a', view)]", 1)]
    public void Routes_are_found_by_the_catalogs_patterns(string id, string code, int expected)
    {
        var text = new SourceText(code);
        var module = PythonScanner.Scan(text, CancellationToken.None);

        Assert.Equal(expected, RouteCounter.Find(module, [SmallCatalog.Instance.Find(id)!]).Length);

        // A quick look at what is kept of a module must overlook none.
        Assert.Equal(expected, RouteCounter.Find(module.Packed(text), [SmallCatalog.Instance.Find(id)!]).Length);
        Assert.Equal(expected, RouteCounter.Find(PythonModule.Glance(Encoding.UTF8.GetBytes(code), text) ?? module, [SmallCatalog.Instance.Find(id)!]).Length);
    }

    [Fact]
    public void A_route_is_that_of_the_object_it_hangs_on()
    {
        var module = PythonScanner.Scan(
            new SourceText("import flask\nfrom fastapi import FastAPI\na = flask.Flask(__name__)\nb = FastAPI()\n@a.get('/')\ndef x(): pass\n@b.get('/')\ndef y(): pass\n"),
            CancellationToken.None);

        var sites = RouteCounter.Find(module, [SmallCatalog.Instance.Find("fastapi")!, SmallCatalog.Instance.Find("flask")!]);

        Assert.Equal(["flask", "fastapi"], sites.Select(site => site.FrameworkId));
    }

    [Fact]
    public void Handler_classes_count_where_nothing_else_declares_routes()
    {
        RouteSite[] sites =
        [
            new("tornado", RouteForm.HandlerClass, default),
            new("django", RouteForm.HandlerClass, default),
            new("django", RouteForm.Declaration, default),
        ];

        Assert.Equal(2, RouteCounter.Count(sites, RouteCounter.CountedByClass(sites)));
    }

    [Theory]
    [InlineData("flask.Flask", "flask.Flask", true)]
    [InlineData("flask.app.Flask", "flask.Flask", true)]
    [InlineData("quart.Flask", "flask.Flask", false)]
    [InlineData("bottle.x.route", "bottle.route", false)]
    public void A_class_may_come_from_the_module_that_defines_it(string resolved, string known, bool expected) =>
        Assert.Equal(expected, RouteCounter.IsName(resolved, known));
}
