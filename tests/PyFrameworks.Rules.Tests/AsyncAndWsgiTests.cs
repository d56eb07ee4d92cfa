using PyFrameworks.Catalog;
using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>PF304, PF305 and PF306.</summary>
public sealed class AsyncAndWsgiTests
{
    [Fact]
    public void Async_views_on_Flask_stand_on_the_first()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            flask
            #- app.py
            from flask import Flask
            app = Flask(__name__)
            @app.get("/")
            async def é(): return "😀"
                      ^ PF304 2 views of Flask, in 2 modules, are async def, but Flask is a WSGI framework. On Quart they would share an event loop; plain functions do the same work here
            @app.get("/plain")
            def plain(): return ""
            async def helper(): pass
            #- more.py
            from flask import Blueprint
            more = Blueprint("more", __name__)
            @more.route("/more")
            async def index(): return ""
            """));
        Assert.Equal([("requirements.txt", "Flask serves WSGI"), ("more.py", "index is async def, too")], finding.Related.Select(place => (place.At.Path, place.Message)));
    }

    [Theory]
    [InlineData("from quart import Quart\napp = Quart(__name__)\n@app.get('/')\nasync def f(): pass")]
    [InlineData("from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\nasync def f(): pass")]
    [InlineData("from flask import Flask\napp = Flask(__name__)\nasync def f(): pass")]
    [InlineData("from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef f():\n  async def g(): pass")]
    [InlineData("import falcon.asgi\napp = falcon.asgi.App()\nclass A:\n  async def on_get(self, req, resp): pass")]
    [InlineData("import falcon, falcon.asgi\napp = falcon.App()\nother = falcon.asgi.App()\nclass A:\n  async def on_get(self, req, resp): pass")]
    public void Async_functions_that_are_no_views_or_run_on_Asgi_are_silent(string code) => CheckFindings($"#- app.py\n{code}\n");

    [Fact]
    public void Async_views_of_a_framework_with_two_interfaces_whose_code_shows_Wsgi() => CheckFindings("""
        #- app.py
        import falcon
        class Item:
            async def on_get(self, req, resp): pass
                      ^^^^^^ PF304 1 view of Falcon, in 1 module, is async def, but Falcon is used here as a WSGI framework. Served as ASGI they would share…
            async def helper(self): pass
        app = falcon.App()
        """);

    [Fact]
    public void Django_views_are_those_that_the_routes_name()
    {
        const string Views = "#- shop/views.py\nfrom django.http import HttpResponse\nasync def index(request): return HttpResponse()\nasync def helper(): pass\n";
        const string Urls = "#- shop/urls.py\nfrom django.urls import path\nfrom . import views\nurlpatterns = [path('', views.index)]\n";
        const string Wsgi = "#- shop/wsgi.py\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n";
        Assert.Equal("PF304 information", Codes(Views + Urls + Wsgi));
        Assert.Equal("PF304 information", Codes(Views + Urls.Replace("from . import views", "from .views import index").Replace("views.index", "index") + Wsgi));
        Assert.Equal("", Codes(Views + Urls));
        Assert.Equal("", Codes(Views + Urls + Wsgi + Wsgi.Replace("wsgi", "asgi")));
    }

    [Fact]
    public void Realtime_library_beside_a_Wsgi_framework() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "é😀"
        dependencies = ["flask", "Flask_SocketIO>=5"]
                                  ^^^^^^^^^^^^^^ PF305 Flask_SocketIO keeps connections open, in 1 module, and Flask is a WSGI framework: each holds a worker or greenlet for as long as it lasts. Quart has WebSockets built in; with few connections, or a server set up for them (gevent), it serves well as it is
        #- app.py
        from flask import Flask
        from flask_socketio import SocketIO
        app = Flask(__name__)
        """);

    [Fact]
    public void Realtime_library_that_nothing_declares_carries_it_on_the_import() => CheckFindings("""
        #- app.py
        from flask import Flask
        import flask_socketio
               ^^^^^^^^^^^^^^ PF305 flask_socketio keeps connections open, in 1 module, and…
        app = Flask(__name__)
        """);

    [Fact]
    public void Realtime_library_that_is_only_declared_names_no_modules() => CheckFindings("""
        #- requirements.txt
        flask
        flask-socketio
        ^^^^^^^^^^^^^^ PF305 flask-socketio keeps connections open, and Flask is a WSGI framework…
        #- app.py
        from flask import Flask
        app = Flask(__name__)
        """);

    [Theory]
    [InlineData("flask\n#- requirements-dev.txt\nflask-socketio")]
    [InlineData("flask\nwebsocket-client")]
    [InlineData("flask\nfastapi\nflask-socketio\n#- api.py\nfrom fastapi import FastAPI\napi = FastAPI()")]
    [InlineData("flask\nflask-socketio\n#- asgi.py\nfrom asgiref.wsgi import WsgiToAsgi\nfrom app import app\nasgi = WsgiToAsgi(app)")]
    [InlineData("django\nflask-socketio\n#- urls.py\nfrom django.urls import path\nurlpatterns = [path('', index)]")]
    public void Clients_and_projects_with_another_interface_are_silent(string requirements) =>
        Assert.DoesNotContain("PF305", Codes($"#- requirements.txt\n{requirements}\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n"), StringComparison.Ordinal);

    [Fact]
    public void Realtime_library_is_one_finding_and_a_declared_need_another()
    {
        const string App = "#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n";
        Assert.Equal("PF305 information", Codes($"#- requirements.txt\nflask\nflask-socketio\n{App}"));
        Assert.Equal("PF305 information, PF204 hint", Codes($"#- pyproject.toml\n[project]\nname = 'x'\ndependencies = ['flask', 'flask-socketio']\n[tool.pyframeworks]\nneeds = ['realtime']\n{App}"));
    }

    [Fact]
    public void Heavy_calls_in_an_async_handler_are_one_finding()
    {
        var finding = Assert.Single(CheckFindings("""
            #- app.py
            import pandas as pd
            from fastapi import FastAPI
            app = FastAPI()
            @app.post("/é")
            async def report(file):
            	frame = '😀', pd.read_csv(file), pd.to_datetime(file)
            	              ^^^^^^^^^^^ PF306 pd.read_csv() computes on the event loop, in async def report, and 1 more call there: no other request is served while pandas works. Hand it to an executor (asyncio.to_thread, a process pool) or a worker queue; for small data it does no harm
            	return pd.concat(frame)
            async def helper(file): return pd.read_csv(file)
            @app.get("/plain")
            def plain(): return pd.read_csv("x")
            """));
        Assert.Equal(["report runs on the event loop", "pd.concat() computes, too"], finding.Related.Select(place => place.Message));
    }

    [Fact]
    public void Methods_of_heavy_objects_count() => CheckFindings("""
        #- app.py
        import pandas
        from tornado.web import RequestHandler, Application
        class Main(RequestHandler):
            async def post(self):
                frame = pandas.DataFrame(self.data)
                frame.head()
                return frame.groupby("a")
                       ^^^^^^^^^^^^^ PF306 frame.groupby() computes…
        """);

    [Theory]
    [InlineData("#- requirements.txt\nfastapi\npandas\ncelery\n", "return pd.read_csv(file)")]
    [InlineData("", "return await asyncio.to_thread(pd.read_csv, file)")]
    [InlineData("", "return await asyncio.to_thread(lambda: pd.read_csv(file))")]
    [InlineData("", "return await loop.run_in_executor(pool, work, pd.read_csv(file))")]
    [InlineData("", "def work(): return pd.read_csv(file)\n  return await asyncio.to_thread(work)")]
    [InlineData("", "return pd.DataFrame(file), pd.to_datetime(file)")]
    [InlineData("", "return pd.x")]
    public void Heavy_work_that_goes_elsewhere_is_silent(string manifest, string body) => CheckFindings(
        $"{manifest}#- app.py\nimport asyncio\nimport pandas as pd\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.post('/')\nasync def f(file):\n  {body}\n");

    [Theory]
    [InlineData("import numpy as np", "np.linalg.svd(x)", true)]
    [InlineData("import numpy as np", "np.fft.fft(x)", true)]
    [InlineData("import numpy as np", "np.array(x)", false)]
    [InlineData("import numpy as np", "np.linalg.norm(x)", false)]
    [InlineData("import cv2", "cv2.resize(x)", true)]
    [InlineData("from PIL import Image", "Image.open(x).size", false)]
    [InlineData("from PIL import Image", "Image.open(x); y = Image.open(x); y.resize((1, 1))", true)]
    [InlineData("import torch", "torch.load(x)", true)]
    [InlineData("import torch", "torch.cuda.is_available()", false)]
    [InlineData("from sklearn.linear_model import LogisticRegression", "m = LogisticRegression(); m.fit(x)", true)]
    [InlineData("import tensorflow as tf", "tf.keras.models.load_model(x)", true)]
    public void Libraries_of_the_catalog(string import, string body, bool fires)
    {
        var projects = TestProjects.Parse(
            $"#- app.py\n{import}\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.post('/')\nasync def f(x):\n  {body}\n", FrameworkCatalog.BuiltIn).Projects;
        Assert.Equal(fires ? ["PF306"] : [], projects.SelectMany(project => RuleSet.Check(project, CancellationToken.None)).Select(finding => finding.Code));
    }
}
