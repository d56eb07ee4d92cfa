using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>PF401.</summary>
public sealed class CompetingFrameworksTests
{
    private const string Flask = "\n#- web.py\nfrom flask import Flask\napp = Flask(__name__)\n#- views.py\nfrom flask import Blueprint\nviews = Blueprint('views', __name__)\n";
    private const string Falcon = "\n#- api.py\nimport falcon\napi = falcon.App()\n";

    [Fact]
    public void The_one_in_fewer_files_carries_it()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            falcon
            ^^^^^^ PF401 This project is built on two micro-frameworks: Flask in 2 files and Falcon in 1 file. They do the same work in two ways, which is right while one replaces the other or where they are deployed apart
            flask
            """ + Flask + Falcon));
        Assert.Equal((Severity.Information, "falcon"), (finding.Severity, finding.FrameworkId));
        Assert.Equal(["requirements.txt Flask, in 2 files", "api.py Falcon is first imported here"], finding.Related.Select(place => $"{place.At.Path} {place.Message}"));
    }

    [Fact]
    public void Without_manifests_it_stands_on_the_first_import() => CheckFindings("""
        #- api.py
        import falcon
               ^^^^^^ PF401 This project is built on two micro-frameworks…
        api = falcon.App()
        """ + Flask);

    [Theory]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndependencies = ['flask', 'falcon']")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = '*'\nfalcon = '*'")]
    [InlineData("Pipfile", "[packages]\nflask = '*'\nfalcon = '*'")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n  flask\n  falcon")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=['flask', 'falcon'])")]
    [InlineData("environment.yml", "dependencies:\n  - flask\n  - falcon")]
    public void Every_format_carries_it(string path, string content)
    {
        var text = $"#- {path}\n{content}\n{Flask}{Falcon}";
        var finding = Assert.Single(Find(text), finding => finding.Code == "PF401");
        Assert.Equal((path, content.IndexOf("falcon", StringComparison.Ordinal)), (finding.At.Path, finding.At.Span.Start));
    }

    [Theory]
    [InlineData("flask\nfastapi\n#- api.py\nfrom fastapi import FastAPI\napi = FastAPI()\n")]
    [InlineData("flask\nfalcon\n#- api.py\nimport falcon\nfrom werkzeug.middleware.dispatcher import DispatcherMiddleware\napi = falcon.App()\n")]
    [InlineData("flask\nfalcon\n#- api.py\nimport falcon\nimport host\napi = falcon.App()\nhost.app.mount('/api', api)\n")]
    [InlineData("flask\n#- requirements-dev.txt\nfalcon\n#- api.py\nimport falcon\napi = falcon.App()\n")]
    [InlineData("flask\nfalcon\n#- tests/api.py\nimport falcon\napi = falcon.App()\n")]
    [InlineData("flask\nfalcon\n#- examples/api.py\nimport falcon\napi = falcon.App()\n")]
    [InlineData("flask\nfalcon\n#- api/main.py\nimport falcon\napi = falcon.App()\n")]
    [InlineData("flask\n#- uv.lock\nversion = 1\n[[package]]\nname = 'falcon'\nversion = '4.0'\n#- api.py\nimport falcon\napi = falcon.App()\n")]
    [InlineData("flask\n#- tool.py\nimport falcon\napi = falcon.App()\n")]
    public void Silent_near_it(string rest) => Assert.DoesNotContain("PF401", Codes($"#- requirements.txt\n{rest}{Flask}"));

    [Fact]
    public void Static_files_that_are_mounted_are_no_application() => Assert.Contains("PF401", Codes($"""
        #- requirements.txt
        flask
        falcon
        #- files.py
        import host
        from host.files import StaticFiles
        host.app.mount("/static", StaticFiles("static"))
        {Flask}{Falcon}
        """));

    [Fact]
    public void Manifests_without_code_tell_nothing() => Assert.DoesNotContain("PF401", Codes("#- requirements.txt\nflask\nfalcon\n"));
}
