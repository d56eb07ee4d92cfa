using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>PF203 to PF207.</summary>
public sealed class FitRuleTests
{
    private const string JsonViews = "#- shop/views.py\nfrom django.http import JsonResponse\ndef index(request): return JsonResponse({})\n";

    // What a new project contains and nothing uses.
    private const string Scaffold = """

        #- manage.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        #- shop/settings.py
        INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth"]
        #- shop/models.py
        from django.db import models
        #- shop/admin.py
        from django.contrib import admin
        #- shop/urls.py
        from django.contrib import admin
        from django.urls import path
        from . import views
        urlpatterns = [path("admin/", admin.site.urls), path("", views.index)]

        """;

    [Fact]
    public void Django_for_json_alone()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            # é😀
            Django>=5.2
            ^^^^^^ PF203 Of Django this project uses routing and JSON answers (1 module), and none of its models, templates, forms, admin or accounts. FastAPI would carry that with less; stay where those parts are planned
            """ + Scaffold + JsonViews));
        Assert.Equal([("shop/views.py", "answers in JSON")], finding.Related.Select(place => (place.At.Path, place.Message)));
    }

    [Theory]
    [InlineData("#- shop/more.py\nfrom django.db import models\nclass A(models.Model): pass\n")]
    [InlineData("#- shop/more.py\nfrom django.db import models as m\nx = m.F('a')\n")]
    [InlineData("#- shop/more.py\nfrom django.db.models import *\n")]
    [InlineData("#- shop/more.py\nfrom django.shortcuts import render\ndef f(r): return render(r, 'a.html')\n")]
    [InlineData("#- shop/more.py\nfrom django import forms\nclass A(forms.Form): pass\n")]
    [InlineData("#- shop/more.py\nfrom django.contrib import admin\nadmin.site.register(A)\n")]
    [InlineData("#- shop/templates/index.html\n<p>\n")]
    [InlineData("#- other.py\nfrom flask import Flask\napp = Flask(__name__)\n")]
    public void Django_of_which_a_part_is_used_is_silent(string more) => Assert.DoesNotContain("PF203", Codes(Scaffold + JsonViews + more), StringComparison.Ordinal);

    [Theory]
    [InlineData("#- tests/test_x.py\nfrom django.db import models\nclass A(models.Model): pass\n", "PF203 hint")]
    [InlineData("", "PF203 hint")]
    public void What_tests_use_does_not_count(string more, string expected) => Assert.Equal(expected, Codes(Scaffold + JsonViews + more));

    [Fact]
    public void Other_answers_and_other_frameworks_are_silent()
    {
        CheckFindings(Scaffold + JsonViews.Replace("JsonResponse", "HttpResponse"));
        CheckFindings("#- app.py\nfrom flask import Flask, jsonify\napp = Flask(__name__)\n@app.get('/')\ndef f(): return jsonify({})\n");
    }

    [Fact]
    public void Json_by_an_add_on_counts() =>
        Assert.Equal("PF203 hint", Codes(Scaffold + "#- requirements.txt\ndjango\ndjangorestframework\n#- shop/views.py\nfrom rest_framework.response import Response\ndef index(request): return Response({})\n"));

    [Fact]
    public void Declared_need_carries_the_mismatch()
    {
        var finding = Assert.Single(CheckFindings("""
            #- pyproject.toml
            [project]
            name = "é😀"
            dependencies = ["flask"]
            [tool.pyframeworks]
            needs = ["rest-api", "realtime", "cms"]
                                  ^^^^^^^^ PF204 Flask is a weak fit for 2 needs of this project: WebSocket and server push, score -1: Reason -1 of realtime (FastAPI scores higher); content management, score -2: Reason -2 of cms. It matters where those needs weigh more than what a move costs
            #- app.py
            from flask import Flask
            app = Flask(__name__)
            """));
        Assert.Equal(["Flask is in use", "content management: pyproject.toml declares it"], finding.Related.Select(place => place.Message));
    }

    [Fact]
    public void Need_of_the_editor_or_one_that_code_shows_stands_on_the_framework()
    {
        const string App = "\n#- app.py\nfrom django.urls import path\nurlpatterns = [path('', index)]\n";
        CheckFindings("""
            #- requirements.txt
            django
            ^^^^^^ PF204 Django is a weak fit for 1 need of this project: WebSocket and server push (requirements.txt declares flask-socketio, which serves WebSockets), score -1: …
            flask-socketio
            """ + App);
        Assert.Equal("PF204 hint", Codes($"#- requirements.txt\ndjango\n{App}", TestProjects.Options with { EditorNeeds = ["single-file"] }));
    }

    [Theory]
    [InlineData("rest-api", "flask")]
    [InlineData("admin-panel", "flask")]
    [InlineData("geospatial", "flask")]
    [InlineData("realtime", "fastapi")]
    [InlineData("realtime", "flask\", \"fastapi")]
    public void Needs_that_are_served_or_not_scored_are_silent(string need, string dependencies)
    {
        var imports = string.Concat(dependencies.Split("\", \"").Select(name => $"import {name}\n"));
        CheckFindings($"#- pyproject.toml\n[project]\nname = \"x\"\ndependencies = [\"{dependencies}\"]\n[tool.pyframeworks]\nneeds = [\"{need}\"]\n#- app.py\n{imports}");
    }

    [Fact]
    public void Async_functions_alone_are_no_mismatch()
    {
        // A client with a loop of its own.
        var functions = string.Concat(Enumerable.Range(0, 12).Select(i => $"async def f{i}(): pass\n"));
        var text = $"#- requirements.txt\nflask\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n#- client.py\n{functions}";
        var project = Assert.Single(TestProjects.Parse(text, FrameworkCatalog.BuiltIn).Projects);
        Assert.Contains(project.Needs, need => need is { Id: "async", Source: NeedSource.Inferred });
        Assert.Empty(RuleSet.Check(project, CancellationToken.None));

        var declared = Assert.Single(TestProjects.Parse(text, FrameworkCatalog.BuiltIn, TestProjects.Options with { EditorNeeds = ["async"] }).Projects);
        Assert.Equal(["PF204"], RuleSet.Check(declared, CancellationToken.None).Select(finding => finding.Code));
    }

    [Fact]
    public void Need_that_was_only_asked_for_is_no_finding() =>
        Assert.Equal("", Codes("#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n", TestProjects.Options with { AskedNeeds = ["realtime"] }));

    [Fact]
    public void Another_orm_in_the_place_of_models()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            django
            SQLAlchemy>=2
            ^^^^^^^^^^ PF205 SQLAlchemy takes the place of Django's models: 1 module uses it, and no module defines a Django model, on which Django's admin and forms are built. It fits where another application owns the tables
            #- shop/tables.py
            from sqlalchemy import orm
            class Base(orm.DeclarativeBase): pass
            """ + Scaffold));
        Assert.Equal([("requirements.txt", "Django brings an ORM of its own"), ("shop/tables.py", "SQLAlchemy is used here")], finding.Related.Select(place => (place.At.Path, place.Message)));
    }

    [Fact]
    public void Undeclared_orm_carries_it_where_it_is_used_first() => CheckFindings("""
        #- shop/tables.py
        from sqlalchemy.orm import DeclarativeBase as D
        class Base(D): pass
                   ^ PF205 SQLAlchemy takes…
        """ + Scaffold);

    [Theory]
    [InlineData("#- shop/a.py\nfrom sqlalchemy.orm import Session\ndef f(s: Session): pass\n#- shop/b.py\nimport sqlalchemy.orm as o\nx = o.sessionmaker()\n", 2)]
    [InlineData("#- shop/a.py\nfrom sqlalchemy.orm import sessionmaker\ns = sessionmaker()\n#- tests/test_x.py\nfrom django.db import models\nclass A(models.Model): pass\n", 1)]
    public void Modules_that_use_the_other_orm_are_counted(string code, int modules) => Assert.Contains(
        $"{modules} module{(modules == 1 ? " uses" : "s use")} it, and", Assert.Single(Find(Scaffold + code)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("emmett", "from emmett import App\napp = App(__name__)\n", "")]
    [InlineData("emmett", "from emmett import App\nfrom emmett.orm import Model\napp = App(__name__)\nclass A(Model): pass\n", null)]
    [InlineData("py4web", "from py4web import action\n@action('index')\ndef index(): return {}\n", "")]
    [InlineData("py4web", "from py4web import DAL, action\ndb = DAL('x')\n@action('index')\ndef index(): return {}\n", null)]
    [InlineData("turbogears", "from tg import expose, TGController\nclass Root(TGController):\n    @expose()\n    def index(self): return ''\n", null)]
    public void Other_full_stack_frameworks_by_what_the_catalog_says(string id, string code, string? fires)
    {
        var findings = TestProjects.Parse($"#- app.py\n{code}#- tables.py\nfrom sqlalchemy.orm import DeclarativeBase\nclass B(DeclarativeBase): pass\n", FrameworkCatalog.BuiltIn).Projects
            .SelectMany(project => RuleSet.Check(project, CancellationToken.None)).Where(finding => finding.Code == "PF205").ToList();
        Assert.Equal(fires is null ? [] : [id], findings.Select(finding => finding.FrameworkId));
    }

    [Theory]
    [InlineData("#- shop/tables.py\nfrom sqlalchemy.orm import DeclarativeBase\nclass B(DeclarativeBase): pass\n#- shop/more.py\nfrom django.db import models\nclass A(models.Model): pass\n")]
    [InlineData("#- shop/load.py\nfrom sqlalchemy import create_engine\nx = create_engine('x')\n")]
    [InlineData("#- tests/test_x.py\nfrom sqlalchemy.orm import DeclarativeBase\nclass B(DeclarativeBase): pass\n")]
    [InlineData("#- shop/tables.py\nfrom sqlalchemy.orm import DeclarativeBase\nclass B(DeclarativeBase): pass\n#- api.py\nfrom fastapi import FastAPI\napp = FastAPI()\n")]
    public void Orm_beside_models_or_of_another_application_is_silent(string code) => CheckFindings(Scaffold + code);

    [Fact]
    public void Orm_of_a_framework_without_models_is_silent() =>
        CheckFindings("#- requirements.txt\nflask\nsqlalchemy\n#- app.py\nfrom flask import Flask\nfrom sqlalchemy.orm import DeclarativeBase\napp = Flask(__name__)\nclass B(DeclarativeBase): pass\n");

    [Fact]
    public void Small_ecosystem_where_a_need_counts_on_people()
    {
        var finding = Assert.Single(CheckFindings("""
            #- pyproject.toml
            [project]
            name = "é😀"
            dependencies = ["Zope>=5"]
                             ^^^^ PF206 Few developers know it (Zope, checked 2026-11-01), and this project declares enterprise. It matters less where the team knows Zope already
            [tool.pyframeworks]
            needs = ["cms", "enterprise"]
            #- tests/test_app.py
            import zope
            #- app.py
            import zope
            """));
        Assert.Equal(["enterprise is declared here"], finding.Related.Select(place => place.Message));
    }

    [Theory]
    [InlineData("needs = ['beginner']", "declares beginner.")]
    [InlineData("needs = ['beginner', 'enterprise']", "declares beginner and enterprise.")]
    public void Each_declared_need_is_named(string needs, string named) => Assert.Contains(
        named, Assert.Single(Find($"#- pyproject.toml\n[project]\nname = 'x'\ndependencies = ['zope']\n[tool.pyframeworks]\n{needs}\n"), finding => finding.Code == "PF206").Message, StringComparison.Ordinal);

    [Fact]
    public void Need_that_was_only_asked_for_tells_nothing_of_people() => Assert.DoesNotContain(
        "PF206", Codes("#- requirements.txt\nzope\n", TestProjects.Options with { AskedNeeds = ["enterprise"] }), StringComparison.Ordinal);

    [Theory]
    [InlineData("zope", "cms")]
    [InlineData("flask", "enterprise")]
    public void Other_needs_and_other_frameworks_are_silent(string framework, string need) =>
        CheckFindings($"#- pyproject.toml\n[project]\nname = 'x'\ndependencies = ['{framework}']\n[tool.pyframeworks]\nneeds = ['{need}']\n#- app.py\nimport {framework}\n#- tests/test_app.py\n");

    [Fact]
    public void Framework_without_a_test_client_in_a_project_without_tests() => CheckFindings("""
        #- app.py
        from zope import current
             ^^^^ PF207 Zope has no test client of its own (nothing in the process), and none of this project's 2 Python files (2 code lines) holds a test. It is settled where the tests live elsewhere
        #- more.py
        from zope import other
        """);

    [Theory]
    [InlineData("#- requirements.txt\nzope\n#- é.py\nfrom zope import current\n", "none of this project's 1 Python file (1 code line) is a test")]
    [InlineData("#- app.py\nfrom zope import current\n#- contest/latest.py\nx = 1\n", "none of this project's 2 Python files (2 code lines) holds a test")]
    public void Files_that_are_no_tests_are_counted(string text, string said) => Assert.Contains(said, Assert.Single(Find(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("#- tests/orders.py\nx = 1\n")]
    [InlineData("#- test_orders.py\nx = 1\n")]
    [InlineData("#- checks.py\nimport unittest\n")]
    [InlineData("#- more.py\ndef f():\n  '''\n  >>> f()\n  '''\n")]
    public void Project_with_a_test_is_silent(string tests) => CheckFindings($"#- app.py\nfrom zope import current\n{tests}");

    [Fact]
    public void Tests_of_a_copy_are_not_the_projects() =>
        Assert.Equal("PF207 hint", Codes("#- app.py\nfrom zope import current\n#- vendor/thing/tests/test_x.py\nimport unittest\n"));
}
