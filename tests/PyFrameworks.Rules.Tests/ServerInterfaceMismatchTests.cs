using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

public sealed class ServerInterfaceMismatchTests
{
    private const string Flask = "\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n";
    private const string FastApi = "\n#- app.py\nfrom fastapi import FastAPI\napp = FastAPI()\n";

    [Fact]
    public void Asgi_server_declared_for_a_Wsgi_framework() => CheckFindings("""
        #- requirements.txt
        flask
        uvicorn
        ^^^^^^^ PF303 Uvicorn serves ASGI applications, Flask is a WSGI one. Gunicorn or Waitress would serve it, or wrap it with asgiref.wsgi.WsgiToAsgi
        """ + Flask);

    [Fact]
    public void Wsgi_server_declared_for_an_Asgi_framework() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "x"
        dependencies = ["fastapi", "waitress>=3"]
                                    ^^^^^^^^ PF303 Waitress serves WSGI applications, FastAPI is an ASGI one. Uvicorn or Hypercorn would serve it, or wrap it with a2wsgi.ASGIMiddleware
        """ + FastApi);

    [Theory]
    [InlineData("flask\ngunicorn")]
    [InlineData("flask\nwaitress")]
    [InlineData("flask\nuvicorn\nwaitress")]
    [InlineData("flask\nuvicorn\ngunicorn")]
    [InlineData("flask\nhypercorn")]
    [InlineData("flask\n#- requirements-dev.txt\nuvicorn")]
    public void Declared_servers_that_fit_or_can_not_be_judged(string requirements) => CheckFindings($"#- requirements.txt\n{requirements}{Flask}");

    [Theory]
    [InlineData("from asgiref.wsgi import WsgiToAsgi\nasgi = WsgiToAsgi(app)")]
    [InlineData("import asgiref.wsgi\nasgi = asgiref.wsgi.WsgiToAsgi(app)")]
    public void Adapter_in_code_silences(string code) => CheckFindings($"#- requirements.txt\nflask\nuvicorn{Flask}{code}\n");

    [Fact]
    public void Command_in_a_Procfile() => CheckFindings("""
        #- requirements.txt
        flask
        gunicorn
        #- Procfile
        web: gunicorn --keep-alive 5 -k uvicorn.workers.UvicornWorker app:app
             ^^^^^^^^ PF303 Gunicorn serves ASGI applications, Flask is a WSGI one. Waitress or Uvicorn would serve it…
        """ + Flask);

    [Fact]
    public void Command_in_a_Dockerfile_beats_the_manifest() => CheckFindings("""
        #- requirements.txt
        fastapi
        waitress
        #- Dockerfile
        FROM python:3.13
        RUN pip install waitress
        CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]
        """ + FastApi);

    [Fact]
    public void Command_in_a_compose_file() => CheckFindings("""
        #- requirements.txt
        fastapi
        #- docker-compose.yml
        services:
          web:
            command: waitress-serve --port 8000 app:app
                     ^^^^^^^^^^^^^^ PF303 Waitress serves WSGI…
        """ + FastApi);

    [Theory]
    [InlineData("gunicorn app:app")]
    [InlineData("gunicorn -k gevent app:app")]
    [InlineData("uvicorn --interface wsgi app:app")]
    [InlineData("hypercorn app:app")]
    [InlineData("gunicorn -c conf.py app:app")]
    [InlineData("gunicorn -k project.workers.Special app:app")]
    [InlineData("pip install uvicorn && gunicorn app:app")]
    public void Commands_that_serve_Flask_or_may(string command) => CheckFindings($"#- requirements.txt\nflask\nuvicorn\n#- Procfile\nweb: {command}{Flask}");

    [Theory]
    [InlineData("gunicorn app:app")]
    [InlineData("gunicorn --worker-class sync app:app")]
    public void Gunicorn_without_an_Asgi_worker_does_not_serve_FastAPI(string command) =>
        Assert.Equal("PF303 warning", Codes($"#- requirements.txt\nfastapi\n#- Procfile\nweb: {command}{FastApi}"));

    [Theory]
    [InlineData("gunicorn --worker-class=asgi app:app")]
    [InlineData("gunicorn --worker-class asgi app:app")]
    [InlineData("gunicorn -k uvicorn.workers.UvicornWorker app:app")]
    [InlineData("gunicorn -k $WORKER app:app")]
    public void Gunicorn_with_an_Asgi_worker_serves_FastAPI(string command) =>
        CheckFindings($"#- requirements.txt\nfastapi\n#- Procfile\nweb: {command}{FastApi}");

    [Fact]
    public void Gunicorn_whose_configuration_is_a_file_is_silent() =>
        CheckFindings($"#- requirements.txt\nfastapi\n#- Procfile\nweb: gunicorn app:app\n#- gunicorn.conf.py\nworker_class = 'x.Worker'{FastApi}");

    [Fact]
    public void Framework_with_its_own_server()
    {
        const string Tornado = "\n#- app.py\nimport tornado.web\napp = tornado.web.Application([])\n";
        CheckFindings("""
            #- requirements.txt
            tornado
            uvicorn
            ^^^^^^^ PF303 Uvicorn can't serve Tornado, which brings its own server
            """ + Tornado);
        CheckFindings($"#- requirements.txt\ntornado\n#- Procfile\nweb: gunicorn -k tornado app:app{Tornado}");
    }

    [Fact]
    public void Framework_with_its_own_server_and_Asgi()
    {
        const string Sanic = "\n#- app.py\nfrom sanic import Sanic\napp = Sanic('x')\n";
        CheckFindings($"#- requirements.txt\nsanic\nuvicorn{Sanic}");
        CheckFindings("""
            #- requirements.txt
            sanic
            waitress
            ^^^^^^^^ PF303 Waitress can't serve Sanic, which brings its own server or runs as ASGI
            """ + Sanic);
    }

    [Fact]
    public void Framework_with_two_interfaces_is_judged_by_its_code()
    {
        CheckFindings("""
            #- requirements.txt
            falcon
            uvicorn
            ^^^^^^^ PF303 Uvicorn serves ASGI applications, Falcon is used here as a WSGI one…
            #- app.py
            import falcon
            app = falcon.App()
            """);
        CheckFindings("#- requirements.txt\nfalcon\nuvicorn\n#- app.py\nimport falcon.asgi\napp = falcon.asgi.App()\n");
        CheckFindings("#- requirements.txt\nfalcon\nuvicorn\n#- app.py\nimport falcon\nimport falcon.asgi\napp = falcon.App()\nother = falcon.asgi.App()\n");
    }

    [Fact]
    public void Django_with_only_a_Wsgi_module_and_a_declared_Asgi_server_is_silent() =>
        CheckFindings("#- requirements.txt\ndjango>=5.2\nuvicorn\n#- wsgi.py\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n");

    [Fact]
    public void Mounted_pair_is_served_by_the_outer_framework() => CheckFindings("""
        #- requirements.txt
        flask
        fastapi
        uvicorn
        #- app.py
        from fastapi import FastAPI
        from flask import Flask
        app = FastAPI()
        inner = Flask(__name__)
        app.mount("/old", inner)
        """);
}
