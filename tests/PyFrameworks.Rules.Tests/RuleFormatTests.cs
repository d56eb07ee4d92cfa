using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>Each rule that stands on a dependency, in each format of manifest that may declare one; and the rules on manifests, in each format they read.</summary>
public sealed class RuleFormatTests
{
    private const string Flask = "#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n";

    /// <summary>What is declared, the code of the project, the name that carries the finding, and a need that the editor names.</summary>
    private static readonly Dictionary<string, (string[] Dependencies, string Code, string On, string? Need)> s_rules = new(StringComparer.Ordinal)
    {
        ["PF101"] = (["flask==2.3"], Flask, "2.3", null),
        ["PF102"] = (["masonite"], "#- app.py\nfrom masonite.foundation import Application\napp = Application()\n", "masonite", null),
        ["PF103"] = (["requests", "django==5.2"], "#- app.py\nfrom django.urls import path\n", "5.2", null),
        ["PF104"] = (["django-rest-framework"], "#- app.py\nimport rest_framework\n", "django-rest-framework", null),
        ["PF201"] = (["bottle"], "#- app.py\nfrom bottle import route\n@route('/')\ndef a(): return ''\n#- more.py\nfrom bottle import route\n@route('/b')\ndef b(): return ''\n", "bottle", null),
        ["PF202"] = (["flask", "flask-sqlalchemy", "flask-migrate", "flask-login", "flask-wtf"], Flask + "#- addons.py\nimport flask_sqlalchemy, flask_migrate, flask_login, flask_wtf\n", "flask", null),
        ["PF203"] = (["django"], "#- urls.py\nfrom django.urls import path\nimport views\nurlpatterns = [path('', views.index)]\n#- views.py\nfrom django.http import JsonResponse\ndef index(request): return JsonResponse({})\n", "django", null),
        ["PF204"] = (["flask"], Flask, "flask", "realtime"),
        ["PF205"] = (["django", "sqlalchemy"], "#- urls.py\nfrom django.urls import path\nurlpatterns = [path('', index)]\n#- tables.py\nfrom sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): pass\n", "sqlalchemy", null),
        ["PF206"] = (["zope"], "#- app.py\nimport zope\n#- tests/test_app.py\nimport zope\n", "zope", "enterprise"),
        ["PF207"] = (["zope"], "#- app.py\nimport zope\n", "zope", null),
        ["PF302"] = (["fastapi", "requests"], "#- app.py\nfrom fastapi import FastAPI\nimport helpers\napp = FastAPI()\n@app.get('/')\nasync def index(): pass\n#- helpers.py\nimport requests\ndef fetch(): return requests.get('x')\n", "requests", null),
        ["PF303"] = (["flask", "uvicorn"], Flask, "uvicorn", null),
        ["PF305"] = (["flask", "flask-socketio"], Flask + "#- push.py\nimport flask_socketio\n", "flask-socketio", null),
        ["PF401"] = (["flask", "bottle"], Flask + "#- more.py\nfrom flask import g\n#- small.py\nfrom bottle import Bottle\nsmall = Bottle()\n", "bottle", null),
        ["PF402"] = (["flask", "bottle"], Flask, "bottle", null),
    };

    /// <summary>The rules that stand elsewhere: on a manifest's own text, a setting, a comment, or code.</summary>
    private static readonly string[] s_others = ["PF001", "PF002", "PF003", "PF004", "PF005", "PF006", "PF301", "PF304", "PF306", "PF403"];

    private static readonly string[] s_formats =
        ["requirements.txt", "requirements/base.in", "PEP 621", "Poetry", "Pipfile", "setup.cfg", "setup.py", "conda", "conda with pip", "pixi"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var rule in s_rules.Keys)
            {
                foreach (var format in s_formats)
                {
                    cases.Add(rule, format);
                }
            }

            return cases;
        }
    }

    [Fact]
    public void No_rule_is_left_out() => Assert.Equal(RuleSet.All.Select(rule => rule.Code), s_rules.Keys.Concat(s_others).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_stands_on_the_dependency(string code, string format)
    {
        var (dependencies, files, on, need) = s_rules[code];
        var (path, content) = Manifest(format, dependencies);

        // A requirements file can't say which Pythons it is for.
        var python = content.Contains("3.8", StringComparison.Ordinal) ? "" : "#- é/pyproject.toml\n[project]\nname = 'x'\nrequires-python = '>=3.8'\n";
        var text = $"#- é/{path}\n# é😀\n{content}\n{python}{files.Replace("#- ", "#- é/", StringComparison.Ordinal)}";
        var options = TestProjects.Options with { EditorNeeds = need is null ? [] : [need] };

        var finding = Assert.Single(Find(text, options), finding => finding.Code == code);

        Assert.Equal($"é/{path}", finding.At.Path);
        Assert.Equal(on, Text(text, finding).Trim('=', '*', '.', ' '));

        // Without what it is about, there is nothing to find.
        Assert.DoesNotContain(code, Codes($"#- {path}\n{Manifest(format, ["requests"]).Content}\n#- app.py\nimport json\n", options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("requirements.txt", "flask=>2", "flask=>2")]
    [InlineData("constraints.txt", "flask=>2", "flask=>2")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\noptional-dependencies = {a = ['flask=>2']}", "flask=>2")]
    [InlineData("pyproject.toml", "[build-system]\nrequires = ['flask=>2']", "flask=>2")]
    [InlineData("pyproject.toml", "[dependency-groups]\na = ['flask=>2']", "flask=>2")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = '=>2'", "=>2")]
    [InlineData("pyproject.toml", "[tool.uv]\ndev-dependencies = ['flask=>2']", "flask=>2")]
    [InlineData("Pipfile", "[packages]\nflask = '=>2'", "=>2")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n  flask=>2", "flask=>2")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=['flask=>2'])", "flask=>2")]
    [InlineData("environment.yml", "dependencies:\n  - pip:\n    - flask=>2", "flask=>2")]
    [InlineData("script.py", "# /// script\n# dependencies = ['flask=>2']\n# ///", "flask=>2")]
    public void A_requirement_that_is_none_is_found_where_it_stands(string path, string content, string place)
    {
        var text = $"#- {path}\n# é😀\n{content}\n";
        var finding = Assert.Single(Find(text));
        Assert.Equal(("PF001", place), (finding.Code, Text(text, finding)));
        Assert.Equal("", Codes($"#- {path}\n# é😀\n{content.Replace("=>2", ">=3", StringComparison.Ordinal)}\n"));
    }

    [Theory]
    [InlineData("pyproject.toml", "[project\nname = 'x'", "[project]\nname = 'x'")]
    [InlineData("Pipfile", "[packages\n", "[packages]\n")]
    [InlineData("pixi.toml", "[project]\nname = \n", "[project]\nname = 'x'\n")]
    [InlineData("uv.lock", "version = \n", "version = 1\n")]
    [InlineData("poetry.lock", "[[package]\n", "[[package]]\nname = 'x'\nversion = '1'\n")]
    [InlineData("setup.cfg", "[options\ninstall_requires = flask\n", "[options]\ninstall_requires = flask\n")]
    [InlineData("environment.yml", "dependencies:\n  - [flask\n", "dependencies:\n  - flask\n")]
    [InlineData("Pipfile.lock", "{\"default\": {", "{\"default\": {}}")]
    public void A_manifest_that_is_none_is_found_and_a_sound_one_is_not(string path, string broken, string sound)
    {
        var finding = Assert.Single(Find($"#- {path}\n{broken}\n"));
        Assert.Equal(("PF002", path, Severity.Error), (finding.Code, finding.At.Path, finding.Severity));
        Assert.Equal("", Codes($"#- {path}\n{sound}\n"));
    }

    [Theory]
    [InlineData("requirements.txt", "-r gone.txt", "gone.txt")]
    [InlineData("requirements.txt", "-c gone.txt", "gone.txt")]
    [InlineData("requirements.txt", "-e ./gone", "./gone")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndynamic = ['dependencies']\n[tool.setuptools.dynamic]\ndependencies = {file = 'gone.txt'}", "gone.txt")]
    [InlineData("pyproject.toml", "[dependency-groups]\na = [{include-group = 'gone'}]", "gone")]
    [InlineData("setup.cfg", "[options]\ninstall_requires = file: gone.txt", "gone.txt")]
    [InlineData("environment.yml", "dependencies:\n  - pip:\n    - -r gone.txt", "gone.txt")]
    public void An_include_that_leads_nowhere_is_found_on_its_name(string path, string content, string place)
    {
        var text = $"#- {path}\n# é😀\n{content}\n";
        var finding = Assert.Single(Find(text));
        Assert.Equal(("PF003", place), (finding.Code, Text(text, finding)));

        // Beside the target it is silent.
        Assert.Equal("", Codes($"{text.Replace("[dependency-groups]", "[dependency-groups]\ngone = []", StringComparison.Ordinal)}#- gone.txt\n\n#- gone/pyproject.toml\n[project]\nname = 'y'\n"));
    }

    /// <summary>A manifest that declares the dependencies and old Pythons.</summary>
    private static (string Path, string Content) Manifest(string format, string[] dependencies)
    {
        return format switch
        {
            "PEP 621" => ("pyproject.toml", $"[project]\nname = 'x'\nrequires-python = '>=3.8'\ndependencies = [{Join(", ", name => $"'{name}'")}]"),
            "Poetry" => ("pyproject.toml", $"[tool.poetry.dependencies]\npython = '>=3.8'\n{Join("\n", Pair)}"),
            "Pipfile" => ("Pipfile", $"[requires]\npython_version = '3.8'\n[packages]\n{Join("\n", Pair)}"),
            "setup.cfg" => ("setup.cfg", $"[options]\npython_requires = >=3.8\ninstall_requires =\n{Join("\n", name => $"  {name}")}"),
            "setup.py" => ("setup.py", $"from setuptools import setup\nsetup(python_requires='>=3.8', install_requires=[{Join(", ", name => $"'{name}'")}])"),
            "conda" => ("environment.yml", $"dependencies:\n  - python=3.8\n{Join("\n", name => $"  - {name}")}"),
            "conda with pip" => ("environment.yml", $"dependencies:\n  - python=3.8\n  - pip:\n{Join("\n", name => $"    - {name}")}"),
            "pixi" => ("pixi.toml", $"[dependencies]\npython = '3.8.*'\n[pypi-dependencies]\n{Join("\n", Pair)}"),
            _ => (format, Join("\n", name => name)),
        };

        string Join(string separator, Func<string, string> write) => string.Join(separator, dependencies.Select(write));

        static string Pair(string dependency) => dependency.Split("==") is [var name, var version] ? $"{name} = '=={version}'" : $"{dependency} = '*'";
    }

    private static string Text(string text, Finding finding) =>
        TestProjects.Parse(text).Projects.Select(project => project.TextOf(finding.At.Path)).First(content => content is not null)!.Slice(finding.At.Span);
}
