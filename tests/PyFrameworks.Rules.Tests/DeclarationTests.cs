using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>PF402 and PF403.</summary>
public sealed class DeclarationTests
{
    private const string Flask = "\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n";
    private const string Requests = "\n#- other.py\nimport requests\n";

    [Fact]
    public void Framework_that_no_file_imports()
    {
        const string Text = "flask\ndjango>=5.2  # shop\nrequests\n";
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            flask
            django>=5.2  # shop
            ^^^^^^ PF402 Django is declared for run time, and none of the 2 Python files here imports or names it. It can go unless another package needs it
            requests
            """ + Flask + Requests));
        Assert.Equal((Severity.Hint, "django"), (finding.Severity, finding.FrameworkId));
        var fix = Assert.Single(finding.Fixes);
        Assert.Equal("Remove django", fix.Title);
        Assert.Equal("flask\nrequests\n", new SourceText(Text).Replace(Assert.Single(fix.Edits).At.Span, "").Content);
    }

    [Fact]
    public void Add_on_that_no_file_imports() => CheckFindings("""
        #- requirements.txt
        flask
        Flask-Login
        ^^^^^^^^^^^ PF402 Flask-Login, an add-on of Flask, is declared for run time, and the one Python file here does not import or name it. It can go unless another package needs it
        """ + Flask);

    [Fact]
    public void Add_ons_of_an_unused_framework_go_with_it()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            fastapi
            flask
            ^^^^^ PF402 Flask is declared for run time, and the one Python file here does not import or name it or its 2 declared add-ons. It can go unless another package needs it
            flask-login
            flask-wtf
            #- main.py
            from fastapi import FastAPI
            app = FastAPI()
            """));
        Assert.Equal(["flask-login is declared here", "flask-wtf is declared here"], finding.Related.Select(place => place.Message));
        Assert.Equal("Remove flask, flask-login and flask-wtf", Assert.Single(finding.Fixes).Title);
    }

    [Theory]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndependencies = ['flask', 'django']")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = '*'\ndjango = '*'")]
    [InlineData("Pipfile", "[packages]\nflask = '*'\ndjango = '*'")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n  flask\n  django")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=['flask', 'django'])")]
    [InlineData("environment.yml", "dependencies:\n  - flask\n  - django")]
    public void Every_format_carries_what_is_not_imported(string path, string content)
    {
        var text = $"#- {path}\n{content}\n{Flask}";
        var finding = Assert.Single(Find(text), finding => finding.Code == "PF402");
        Assert.Equal((path, "django"), (finding.At.Path, TestProjects.Parse(text).Projects[0].TextOf(path)!.Slice(finding.At.Span)));
        Assert.Empty(finding.Fixes);
    }

    [Theory]
    [InlineData("import django")]
    [InlineData("def later():\n    from django.db import models")]
    [InlineData("try:\n    import django\nexcept ImportError:\n    django = None")]
    [InlineData("BACKENDS = ['django.core.cache.backends.locmem']")]
    [InlineData("import importlib\nimportlib.import_module('django.conf')")]
    [InlineData("import importlib\nname = input()\nimportlib.import_module(name)")]
    [InlineData("INSTALLED_APPS = load_applications()")]
    [InlineData("import rest_framework")]
    [InlineData("#- tests/test_app.py\nimport django")]
    [InlineData("#- Procfile\nweb: django-admin runserver")]
    [InlineData("#- pyproject.toml\n[tool.pyframeworks]\nexclude = ['legacy/**']\n#- legacy/old.py\nx = 1")]
    [InlineData("#- {{cookiecutter.name}}/main.py\nx = 1")]
    [InlineData("#- shop/requirements.txt\nrequests\n#- shop/views.py\nimport django")]
    public void Used_or_nobody_can_tell(string more) => Assert.DoesNotContain("PF402", Codes(
        $"#- requirements.txt\nflask\ndjango\n{Flask}{(more.StartsWith("#- ", StringComparison.Ordinal) ? "" : "#- more.py\n")}{more}\n"));

    [Theory]
    [InlineData("# import django")]
    [InlineData("import djangonaut")]
    [InlineData("from . import django_settings")]
    public void Names_that_are_no_use(string more) => Assert.Contains("PF402", Codes($"#- requirements.txt\nflask\ndjango\n{Flask}#- more.py\n{more}\n"));

    [Theory]
    [InlineData("#- requirements.txt\nflask\ndjango\n")]
    [InlineData("#- requirements.txt\nflask\n#- requirements-dev.txt\ndjango\n#- app.py\nimport flask\n")]
    [InlineData("#- requirements.txt\nflask\nold-flask\n#- app.py\nimport flask\n")]
    [InlineData("#- requirements.txt\nflask\ndjango==5.2 --hash=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n#- app.py\nimport flask\n")]
    [InlineData("#- requirements.txt\nflask\nflask-auto\n#- app.py\nimport flask\n")]
    [InlineData("#- requirements.txt\nflask\ntornado\n#- app.py\nimport flask\n")]
    [InlineData("#- requirements.txt\nflask\ndjango @ https://example.org/django.zip\n#- app.py\nimport flask\n")]
    [InlineData("#- requirements.txt\ndjango\nalpha\nbeta\ngamma\n#- app.py\nimport os\n")]
    [InlineData("#- pyproject.toml\n[project]\nname = 'x'\ndependencies = ['flask']\n[project.optional-dependencies]\nweb = ['django']\n#- app.py\nimport flask\n")]
    public void Not_asked_for_or_code_out_of_sight(string text) => Assert.DoesNotContain("PF402", Codes(text));

    [Fact]
    public void Manifests_alone_are_judged_on_request_without_imports() => Assert.DoesNotContain("PF40", Codes(
        $"#- requirements.txt\ndjango\n{Flask}", TestProjects.Options with { ReadsImports = false }));

    [Fact]
    public void Framework_that_no_manifest_declares()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            requests
            #- app.py
            import requests
            from flask import Flask
                 ^^^^^ PF403 Flask is imported in 2 files, and requirements.txt does not declare it: it is there only where something else installs it
            app = Flask(__name__)
            #- views.py
            import flask.views
            """));
        Assert.Equal((Severity.Warning, "flask"), (finding.Severity, finding.FrameworkId));
        Assert.Equal("views.py", Assert.Single(finding.Related).At.Path);
        var fix = Assert.Single(finding.Fixes);
        Assert.Equal("Add flask to requirements.txt", fix.Title);
        Assert.Equal("requests\nflask\n", new SourceText("requests\n").Replace(Assert.Single(fix.Edits).At.Span, fix.Edits[0].NewText).Content);
    }

    [Theory]
    [InlineData("requests", "requests\nflask\n")]
    [InlineData("requests\r\n# end\r\n", "requests\r\n# end\r\nflask\r\n")]
    public void Mend_adds_a_line(string before, string after)
    {
        var project = TestProjects.FromFiles([("requirements.txt", before), ("app.py", "from flask import Flask\napp = Flask(__name__)\n")]);
        var edit = Assert.Single(Assert.Single(RuleSet.Check(project, CancellationToken.None)).Fixes[0].Edits);
        Assert.Equal(after, new SourceText(before).Replace(edit.At.Span, edit.NewText).Content);
    }

    [Theory]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\nversion = '1'\ndependencies = ['requests']")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nrequests = '*'")]
    [InlineData("Pipfile", "[packages]\nrequests = '*'")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n  requests")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=['requests'])")]
    [InlineData("environment.yml", "dependencies:\n  - requests")]
    public void Every_format_may_lack_it(string path, string content)
    {
        var finding = Assert.Single(Find($"#- {path}\n{content}\n{Flask}"), finding => finding.Code == "PF403");
        Assert.Equal(("app.py", "from ".Length), (finding.At.Path, finding.At.Span.Start));
        Assert.Empty(finding.Fixes);
    }

    [Fact]
    public void Manifests_are_counted() => Assert.Equal(
        "Flask is imported in 1 file, and none of the 2 manifests declares it: it is there only where something else installs it",
        Assert.Single(Find($"#- requirements.txt\nrequests\n#- requirements-dev.txt\npytest\n{Flask}")).Message);

    [Theory]
    [InlineData("requests\nflask")]
    [InlineData("requests\nflask-login")]
    [InlineData("requests\nflask-unheard-of")]
    [InlineData("requests\nold-flask")]
    [InlineData("requests\n#- requirements-dev.txt\nflask")]
    [InlineData("requests\n#- tests/requirements.txt\nflask")]
    [InlineData("requests\n-c constraints.txt\n#- constraints.txt\nflask<4")]
    [InlineData("requests\n#- uv.lock\nversion = 1\n[[package]]\nname = 'flask'\nversion = '3.1.0'")]
    [InlineData("requests\n#- pyproject.toml\n[project]\nname = 'x'\n[project.optional-dependencies]\nweb = ['flask']")]
    [InlineData("requests\n-r https://example.org/more.txt")]
    [InlineData("requests\n-r nowhere.txt")]
    [InlineData("requests\nflask=>3")]
    [InlineData("requests\n#- setup.py\nfrom setuptools import setup\nsetup(install_requires=read())")]
    [InlineData("requests\n#- pyproject.toml\n[project]\nname = 'x'\ndynamic = ['dependencies']")]
    [InlineData("requests\n#- Dockerfile\nFROM python\nRUN pip install flask\nCMD python app.py")]
    [InlineData("requests\n#- flask/__init__.py\nclass Flask: pass")]
    [InlineData("requests\n#- vendor/flask/__init__.py\nclass Flask: pass")]
    [InlineData("pytest\n#- setup.cfg\n[metadata]\nname = flask\n#- src/flask/app.py\nclass Flask: pass")]
    [InlineData("requests\n#- setup.cfg\n[metadata]\nname = reloading\n[options]\ninstall_requires = requests\n#- views.py\nfrom flask import jsonify\n#- app.py\nimport requests\n#- old.py\nx = 1")]
    public void Declared_or_nobody_can_tell(string requirements) => Assert.DoesNotContain("PF403", Codes(
        $"#- requirements.txt\n{requirements}\n{(requirements.Contains("app.py\n", StringComparison.Ordinal) ? "" : Flask)}"));

    [Theory]
    [InlineData("app.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from flask import Flask")]
    [InlineData("app.py", "try:\n    from flask import Flask\nexcept ImportError:\n    Flask = None")]
    [InlineData("app.py", "def serve():\n    from flask import Flask\n    return Flask(__name__)")]
    [InlineData("app.py", "if __name__ == '__main__':\n    from flask import Flask\n    Flask(__name__).run()")]
    [InlineData("app.py", "import importlib\nimportlib.import_module('flask')")]
    [InlineData("app.py", "from flask_login import current_user")]
    [InlineData("app.py", "from .flask import Flask")]
    [InlineData("app.py", "# /// script\n# dependencies = ['requests']\n# ///\nimport flask")]
    [InlineData("tests/test_app.py", "from flask import Flask")]
    [InlineData("examples/app.py", "from flask import Flask")]
    [InlineData("scripts/app.py", "from flask import Flask")]
    [InlineData("lib/integrations/web.py", "from flask import Flask")]
    [InlineData("lib/flask.py", "from flask import Flask")]
    [InlineData("{{cookiecutter.name}}/app.py", "from flask import Flask")]
    [InlineData("app.py", "from tornado.web import RequestHandler")]
    public void Imports_without_which_it_starts(string path, string code) => Assert.DoesNotContain("PF403", Codes($"#- requirements.txt\nrequests\n#- {path}\n{code}\n"));

    [Theory]
    [InlineData("#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n")]
    [InlineData("#- setup.py\nfrom setuptools import setup\nsetup(name='x')\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n")]
    [InlineData("#- requirements.txt\nflask\n#- worker/requirements.txt\nrequests\n#- worker/app.py\nfrom flask import Flask\napp = Flask(__name__)\n")]
    [InlineData("#- web/pyproject.toml\n[project]\nname = 'web'\ndependencies = ['common']\n#- web/app.py\nfrom flask import Flask\napp = Flask(__name__)\n#- common/pyproject.toml\n[project]\nname = 'common'\ndependencies = ['flask']\n#- common/util.py\nimport flask\n")]
    public void Nothing_is_declared_or_a_neighbour_declares_it(string text) => Assert.DoesNotContain("PF403", Codes(text));

    [Fact]
    public void What_a_stranger_declares_does_not_count() => Assert.Contains("PF403", Codes(
        "#- web/requirements.txt\nrequests\n#- web/app.py\nfrom flask import Flask\napp = Flask(__name__)\n#- shop/requirements.txt\nflask\n#- shop/app.py\nimport flask\n"));

    [Theory]
    [InlineData("import tornado.web\napp = tornado.web.Application([])", "requirements.txt\nrequests", true)]
    [InlineData("from tornado.web import RequestHandler\nclass Home(RequestHandler): pass", "requirements.txt\nrequests", true)]
    [InlineData("from tornado.web import RequestHandler\nclass Home(RequestHandler): pass", "pyproject.toml\n[project]\nname = 'x'\ndependencies = ['requests']", false)]
    public void What_others_bring_along_as_a_library_counts_when_an_application_is_made_with_it(string code, string manifest, bool fires) =>
        Assert.Equal(fires, Codes($"#- {manifest}\n#- app.py\n{code}\n").Contains("PF403", StringComparison.Ordinal));
}
