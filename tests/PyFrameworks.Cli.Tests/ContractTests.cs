namespace PyFrameworks.Cli.Tests;

/// <summary>Sentences of the contract on roles, with the catalog that ships.</summary>
public sealed class ContractTests
{
    private const string Flask = "\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n";
    private const string FastApi = "\n#- app.py\nfrom fastapi import FastAPI\napp = FastAPI()\n";
    private const string Manage = "\n#- manage.py\nimport django\n";

    [Theory]
    [InlineData("#- requirements_versions.txt\nflask" + Flask, "flask primary")]
    [InlineData("#- reqs/base.in\nflask" + Flask, "flask primary")]
    [InlineData("#- requirements.txt\n-r deps/main.txt\n#- deps/main.txt\nflask" + Flask, "flask primary")]
    [InlineData("#- pyproject.toml\n[project]\nname='x'\ndynamic=['dependencies']\n[tool.setuptools.dynamic]\ndependencies={file='deps/run.txt'}\n#- deps/run.txt\nflask" + Flask, "flask primary")]
    [InlineData("#- constraints.txt\nflask==2.0\n#- app.py\nimport json", "")]
    [InlineData("#- requirements.txt\nrequests\n-c pins.txt\n#- pins.txt\nflask==2.0\n#- app.py\nimport json", "")]
    [InlineData("#- requirements.txt\nflask-sqlalchemy\n#- app.py\nimport json", "flask unused")]
    [InlineData("#- requirements.txt\nflask-sqlalchemy", "flask unused")]
    [InlineData("#- requirements.txt\ndjango\n#- docs/requirements.txt\nflask" + Manage, "django primary, flask dev")]
    [InlineData("#- requirements.txt\nflask==3.0\n    # via dash" + "\n#- app.py\nimport json", "flask transitive")]
    [InlineData("#- requirements.txt\nflask==3.0  # via -r requirements.in" + Flask, "flask primary")]
    [InlineData("#- requirements.txt\nflask\n#- app.py\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from flask import Flask", "flask dev")]
    [InlineData("#- requirements.txt\nflask\n#- app.py\ntry:\n    from flask import Flask\nexcept ImportError:\n    Flask = None", "flask dev")]
    [InlineData("#- requirements.txt\naiohttp\n#- app.py\nimport aiohttp\nsession = aiohttp.ClientSession()", "aiohttp dev")]
    [InlineData("#- requirements.txt\naiohttp\n#- app.py\nfrom aiohttp import web\napp = web.Application()", "aiohttp primary")]
    [InlineData("#- requirements.txt\ntornado\n#- app.py\nfrom tornado import ioloop\nfrom tornado.httpclient import AsyncHTTPClient", "tornado dev")]
    [InlineData("#- requirements.txt\nzope.interface\nplone.memoize\nmasonite-orm\nbottleneck\nninja\n#- app.py\nfrom zope.interface import Interface\nimport bottleneck", "")]
    [InlineData("#- flask/__init__.py\nclass Shape: pass\n#- app.py\nfrom flask import Shape", "")]
    [InlineData("#- requirements.txt\nrequests\n#- thirdparty/bottle.py\nclass Bottle: pass\n#- app.py\nimport requests", "")]
    [InlineData("#- lib/bottle.py\nclass Bottle: pass\n#- app.py\nimport json", "")]
    [InlineData("#- pyproject.toml\n[project]\nname='Flask'\ndependencies=['werkzeug']\n#- src/flask/__init__.py\nclass Flask: pass\n#- tests/test_app.py\nfrom flask import Flask\napp = Flask('x')", "flask self")]
    [InlineData("#- requirements.txt\nfastapi\nstarlette" + FastApi + "from starlette.responses import Response\n", "fastapi primary, starlette transitive")]
    [InlineData("#- requirements.txt\nfastapi\nstarlette" + FastApi, "fastapi primary, starlette transitive")]
    [InlineData("#- requirements.txt\ndjango\ndjangorestframework\n#- api.py\nfrom rest_framework import viewsets" + Manage, "django primary, django-rest-framework addon on django")]
    [InlineData("#- requirements.txt\ntornado\nflask\n#- serve.py\nfrom tornado.wsgi import WSGIContainer\nfrom tornado.web import Application\nserver = Application([])" + Flask, "flask primary, tornado primary")]
    [InlineData("#- requirements.txt\nfalcon\n#- a.py\nimport falcon.asgi\napp = falcon.asgi.App()", "falcon primary")]
    [InlineData("#- pyproject.toml\n[project]\nname='x'\nclassifiers=['Framework :: TurboGears']\n#- a.py\n# import flask\nx = 'import django'", "")]
    public async Task Roles(string project, string roles)
    {
        using var folder = new CliFolder(project);

        var json = (await folder.RunAsync("inspect", "--format", "json")).Json;

        Assert.Equal(
            roles,
            string.Join(", ", json.GetProperty("projects").EnumerateArray().SelectMany(entry => entry.GetProperty("frameworks").EnumerateArray())
                .Select(use => $"{use.GetProperty("id")} {use.GetProperty("role")}{(use.GetProperty("on").GetString() is { } on ? $" on {on}" : "")}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("flask", Flask, "uvicorn", "Uvicorn serves ASGI applications, Flask is a WSGI one. Gunicorn or Waitress would serve it, or wrap it with asgiref.wsgi.WsgiToAsgi")]
    [InlineData("fastapi", FastApi, "waitress", "Waitress serves WSGI applications, FastAPI is an ASGI one. Uvicorn or Hypercorn would serve it, or wrap it with a2wsgi.ASGIMiddleware")]
    public async Task The_usual_servers_are_named_as_the_mend(string framework, string code, string server, string message)
    {
        using var folder = new CliFolder($"#- requirements.txt\n{framework}\n{server}{code}");

        var finding = Assert.Single((await folder.RunAsync("check", "--format", "json")).Json.GetProperty("diagnostics").EnumerateArray());

        Assert.Equal(("PF303", message), (finding.GetProperty("code").GetString(), finding.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("#- a/requirements.txt\nflask\n#- tool.py\nimport json", ". a")]
    [InlineData("#- a/requirements.txt\nflask\n#- vendor/tool.py\nimport json", "a")]
    [InlineData("#- a.py\nimport json\n#- b/c.py\nimport json", ".")]
    [InlineData("#- pyproject.toml\n[project]\nname='x'\n#- docs/requirements.txt\nsphinx\n#- services/a/pyproject.toml\n[project]\nname='a'\n#- examples/one/requirements.txt\nflask", ". services/a")]
    [InlineData("#- a/requirements.txt\n-r ../base/requirements.txt\n#- base/requirements.txt\nflask", "a")]
    [InlineData("#- env/pyvenv.cfg\nhome=x\n#- env/requirements.txt\nflask\n#- node_modules/a/requirements.txt\nflask\n#- build/requirements.txt\nflask\n#- .tox/requirements.txt\nflask\n#- x.py\nimport json", ".")]
    public async Task Projects(string tree, string projects)
    {
        using var folder = new CliFolder(tree);

        var json = (await folder.RunAsync("inspect", "--format", "json")).Json;

        Assert.Equal(projects, string.Join(' ', json.GetProperty("projects").EnumerateArray().Select(entry => entry.GetProperty("path").GetString())));
    }
}
