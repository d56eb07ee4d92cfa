using PyFrameworks.Testing;
using static PyFrameworks.ProjectModel.Tests.Detection.ProjectChecks;

namespace PyFrameworks.ProjectModel.Tests.Detection;

/// <summary>Roles by declarations and imports.</summary>
public sealed class RoleTests
{
    [Fact]
    public void Declared_and_imported_by_application_code_is_primary() => CheckRoles("""
        #- requirements.txt
        flask>=2.3
        #- app.py
        from flask import Flask
        app = Flask(__name__)
        """, "flask primary");

    [Theory]
    [InlineData("from Testing import ZopeTestCase", "Testing")]
    [InlineData("from App import config, other", "App")]
    [InlineData("from Products import Five as five", "Products")]
    [InlineData("from testing import ZopeTestCase", "")]
    public void Module_is_known_by_what_is_imported_from_its_package(string import, string expected)
    {
        var files = ProjectText.Parse($"#- requirements.txt\nZope\n#- app.py\n{import}\n", PlainManifests.Read).Files;
        var project = Assert.Single(ProjectAssembler.Assemble(files, Catalog.FrameworkCatalog.BuiltIn, Options, TestContext.Current.CancellationToken));
        Assert.Equal(expected, string.Join(' ', project.Imports.Select(found => found.Module)));
    }

    [Fact]
    public void Declared_and_never_imported_is_unused() => CheckRoles("""
        #- requirements.txt
        flask>=2.3
        #- app.py
        import json
        """, "flask unused");

    [Fact]
    public void Declared_in_a_project_without_code_is_primary() => CheckRoles("""
        #- requirements.txt
        flask
        #- setup.py
        from setuptools import setup
        """, "flask primary");

    [Theory]
    [InlineData("aiohttp", "aiohttp primary")]
    [InlineData("aiohttp\nflask", "aiohttp dev, flask primary")]
    [InlineData("starlette\nflask", "flask primary, starlette primary")]
    public void What_serves_or_asks_is_primary_without_code_only_alone(string declared, string expected) =>
        CheckRoles($"#- requirements.txt\n{declared}\n", expected);

    [Fact]
    public void What_one_file_imports_in_a_function_is_a_side_issue_beside_many() => CheckRoles(
        "#- requirements.txt\nflask\ndjango\n#- compat.py\ndef make():\n    from flask import Flask\n    return Flask(__name__)\n"
        + string.Concat(Enumerable.Range(0, 10).Select(index => $"#- views{index}.py\nfrom django.urls import path\n")), "django primary, flask dev");

    [Fact]
    public void A_lazy_import_of_a_declared_framework_is_use() => CheckRoles("""
        #- requirements.txt
        flask
        #- app.py
        def make():
            from flask import Flask
            return Flask(__name__)
        """, "flask primary");

    [Fact]
    public void Undeclared_with_an_application_object_is_primary() => CheckRoles("""
        #- requirements.txt
        requests
        #- app.py
        from flask import Flask
        app = Flask(__name__)
        """, "flask primary");

    [Fact]
    public void Undeclared_without_an_application_is_primary_only_alone() => CheckRoles("""
        #- requirements.txt
        requests
        #- views.py
        from flask import request
        """, "flask primary");

    [Fact]
    public void Undeclared_without_an_application_is_dev_beside_a_primary() => CheckRoles("""
        #- requirements.txt
        django
        #- views.py
        from django.shortcuts import render
        #- helper.py
        from flask import request
        """, "django primary, flask dev");

    [Fact]
    public void Undeclared_in_a_library_that_says_what_it_needs_is_dev() => CheckRoles("""
        #- pyproject.toml
        name = measure
        requests
        #- measure/web.py
        from flask import request
        """, "flask dev");

    [Theory]
    [InlineData("if TYPE_CHECKING:\n    from flask import Flask")]
    [InlineData("try:\n    import flask\nexcept ImportError:\n    flask = None")]
    public void Doubtful_imports_of_a_declared_framework_are_dev(string code) => CheckRoles($"""
        #- requirements.txt
        flask
        #- app.py
        from typing import TYPE_CHECKING
        {code}
        """, "flask dev");

    [Theory]
    [InlineData("monitor/integrations/flask.py")]
    [InlineData("monitor/contrib/web.py")]
    [InlineData("monitor/ext/web.py")]
    [InlineData("tests/test_web.py")]
    [InlineData("docs/conf.py")]
    [InlineData("examples/web/app.py")]
    [InlineData("benchmarks/web.py")]
    [InlineData("monitor/test_web.py")]
    [InlineData("monitor/web_test.py")]
    [InlineData("conftest.py")]
    [InlineData("example.py")]
    public void Imports_beside_the_application_are_dev(string path) => CheckRoles($"""
        #- pyproject.toml
        name = monitor
        flask
        #- monitor/__init__.py
        #- {path}
        from flask import Flask
        app = Flask(__name__)
        """, "flask dev");

    [Fact]
    public void A_module_for_a_framework_in_a_library_is_an_adapter() => CheckRoles("""
        #- requirements.txt
        requests
        #- monitor/__init__.py
        #- monitor/flask.py
        from flask import Flask
        class Monitored(Flask):
            pass
        #- monitor/django/middleware.py
        from django.http import HttpResponse
        """, "django dev, flask dev");

    [Fact]
    public void Development_groups_and_extras_are_dev() => CheckRoles("""
        #- pyproject.toml
        name = measure
        requests
        [extra:web]
        flask
        [group:test]
        django
        [dev]
        bottle
        [build]
        falcon
        #- measure/core.py
        import requests
        """, "bottle dev, django dev, falcon dev, flask dev");

    [Theory]
    [InlineData("extra:web")]
    [InlineData("group:web")]
    [InlineData("dev")]
    public void A_library_that_serves_itself_with_an_extra_is_not_built_on_it(string group) => CheckRoles($"""
        #- pyproject.toml
        name = measure
        requests
        [{group}]
        flask
        #- measure/server.py
        from flask import Flask
        app = Flask(__name__)
        """, "flask dev");

    [Fact]
    public void The_application_of_an_extra_that_a_command_starts_is_primary() => CheckRoles("""
        #- pyproject.toml
        name = measure
        requests
        [extra:web]
        flask
        #- measure/server.py
        from flask import Flask
        app = Flask(__name__)
        #- Procfile
        web: gunicorn measure.server:app
        """, "flask primary");

    [Fact]
    public void A_group_of_an_unpackaged_application_is_primary() => CheckRoles("""
        #- pyproject.toml
        [group:web]
        flask
        #- server.py
        from flask import Flask
        app = Flask(__name__)
        """, "flask primary");

    [Theory]
    [InlineData("# plain", "ninja", "")]
    [InlineData("# plain", "numpy", "django primary, django-ninja addon")]
    [InlineData("django-ninja", "ninja", "django primary, django-ninja addon")]
    public void A_declared_distribution_of_the_imports_name_is_what_it_means(string declared, string other, string expected) => CheckRoles($"""
        #- requirements.txt
        {declared}
        {other}
        #- build.py
        import ninja
        """, expected);

    [Fact]
    public void What_is_part_of_a_part_is_transitive() => CheckRoles("""
        #- requirements.txt
        nicegui
        #- main.py
        from nicegui import ui
        from fastapi import Request
        if ui:
            pass
        try:
            from starlette.requests import Request as Plain
        except ImportError:
            pass
        """, "fastapi transitive, nicegui primary, starlette transitive");

    [Fact]
    public void An_extra_that_is_imported_lazily_is_dev() => CheckRoles("""
        #- pyproject.toml
        name = measure
        requests
        [extra:web]
        flask
        #- measure/server.py
        def serve():
            from flask import Flask
            app = Flask(__name__)
        """, "flask dev");

    [Fact]
    public void Constraints_alone_are_no_use() => CheckRoles("""
        #- requirements.txt
        -c constraints.txt
        requests
        #- constraints.txt
        flask==3.0
        """, "");

    [Fact]
    public void Documentation_requirements_are_dev() => CheckRoles("""
        #- requirements.txt
        requests
        #- docs/requirements.txt
        flask
        """, "flask dev");

    [Fact]
    public void A_lock_alone_is_transitive_and_gives_the_version() => CheckRoles("""
        #- pyproject.toml
        requests
        #- uv.lock
        flask==3.0.2
        #- app.py
        import requests
        """, "flask transitive");

    [Fact]
    public void The_entry_of_something_else_is_transitive() => CheckRoles("""
        #- requirements.txt
        dash==2.0      # via -r requirements.in
        flask==3.0.2   # via dash
        #- app.py
        import dash
        """, "flask transitive");

    [Fact]
    public void A_frozen_file_is_transitive_until_code_imports_it() => CheckRoles("""
        #- requirements.txt
        # frozen
        flask==3.0.2
        django==4.2
        #- app.py
        import django
        """, "django primary, flask transitive");

    [Fact]
    public void Only_an_addon_declared_and_nothing_imported_is_unused() => CheckRoles("""
        #- requirements.txt
        Flask-SQLAlchemy
        #- app.py
        import json
        """, "flask unused");

    [Fact]
    public void Only_an_addon_declared_in_a_project_without_code_is_unused() => CheckRoles("""
        #- requirements.txt
        Flask-SQLAlchemy
        """, "flask unused");

    [Fact]
    public void An_addon_that_is_imported_stands_for_its_framework() => CheckRoles("""
        #- requirements.txt
        Flask-SQLAlchemy
        #- models.py
        from flask_sqlalchemy import SQLAlchemy
        """, "flask primary");

    [Fact]
    public void Only_the_addon_is_declared_and_the_framework_is_imported() => CheckRoles("""
        #- pyproject.toml
        name = shop
        Flask-SQLAlchemy
        #- shop/app.py
        from flask import request
        """, "flask primary");

    [Fact]
    public void A_framework_known_by_its_plugins_alone() => CheckRoles("""
        #- requirements.txt
        cubicweb-card
        #- cube/views.py
        from cubicweb_card.views import card
        """, "cubicweb primary");

    [Fact]
    public void An_addon_framework_builds_on_its_base()
    {
        var project = AssembleOne("""
            #- requirements.txt
            djangorestframework
            #- api/views.py
            from rest_framework.views import APIView
            """);

        Assert.Equal("django primary, django-rest-framework addon", Roles(project));
        Assert.Equal("django", project.FrameworkUses[1].On);
        Assert.Contains(project.FrameworkUses[0].Evidence, item => item.Kind == EvidenceKind.Addon);
    }

    [Fact]
    public void An_addon_that_settings_name_is_used() => CheckRoles("""
        #- requirements.txt
        django
        djangorestframework
        #- site/settings.py
        INSTALLED_APPS = ["django.contrib.admin", "rest_framework"]
        """, "django primary, django-rest-framework addon");

    [Fact]
    public void An_addon_that_nothing_uses_is_unused() => CheckRoles("""
        #- requirements.txt
        django
        djangorestframework
        #- site/views.py
        from django.http import HttpResponse
        """, "django primary, django-rest-framework unused");

    [Fact]
    public void The_clients_modules_are_no_server() => CheckRoles("""
        #- requirements.txt
        aiohttp
        tornado
        #- fetch.py
        import aiohttp
        from tornado.ioloop import IOLoop
        session = aiohttp.ClientSession()
        """, "aiohttp dev, tornado dev");

    [Theory]
    [InlineData("from aiohttp import web")]
    [InlineData("import aiohttp.web")]
    [InlineData("import aiohttp\napp = aiohttp.web.Application()")]
    [InlineData("import aiohttp as http\napp = http.web.Application()")]
    public void The_servers_modules_are(string code) => CheckRoles($"""
        #- requirements.txt
        aiohttp
        #- serve.py
        {code}
        """, "aiohttp primary");

    [Fact]
    public void What_the_application_is_built_on_is_the_answer() => CheckRoles("""
        #- requirements.txt
        fastapi
        starlette
        #- main.py
        from fastapi import FastAPI
        from starlette.middleware.cors import CORSMiddleware
        app = FastAPI()
        """, "fastapi primary, starlette transitive");

    [Fact]
    public void Both_are_where_the_code_uses_the_lower_one_in_its_own_right() => CheckRoles("""
        #- requirements.txt
        fastapi
        #- main.py
        from fastapi import FastAPI
        from starlette.applications import Starlette
        app = Starlette()
        api = FastAPI()
        """, "fastapi primary, starlette primary");

    [Fact]
    public void Needed_by_another_declared_framework_is_transitive() => CheckRoles("""
        #- requirements.txt
        flask
        apiflask
        #- app.py
        from apiflask import APIFlask
        app = APIFlask(__name__)
        """, "apiflask primary, flask transitive");

    [Fact]
    public void A_platform_on_a_framework_used_in_its_own_right_is_its_addon() => CheckRoles("""
        #- requirements.txt
        django
        wagtail
        #- manage.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")
        #- home/models.py
        from wagtail.models import Page
        """, "django primary, wagtail addon");

    [Fact]
    public void Two_frameworks_in_one_application() => CheckRoles("""
        #- requirements.txt
        tornado
        flask
        #- serve.py
        import tornado.web
        from flask import Flask
        site = Flask(__name__)
        app = tornado.web.Application([])
        """, "flask primary, tornado primary");

    [Fact]
    public void Notebooks_tests_and_examples_alone_are_dev() => CheckRoles("""
        #- requirements.txt
        requests
        #- core.py
        import requests
        #- tests/test_app.py
        from flask import Flask
        app = Flask(__name__)
        #- examples/site.py
        import bottle
        """, "bottle dev, flask dev");

    [Fact]
    public void The_projects_own_name_is_self() => CheckRoles("""
        #- pyproject.toml
        name = Flask
        werkzeug
        #- src/flask/__init__.py
        from flask.app import Flask
        #- src/flask/app.py
        class Flask: pass
        #- tests/test_app.py
        import flask
        """, "flask self");

    [Fact]
    public void What_a_framework_is_built_on_is_no_answer_in_its_own_source() => CheckRoles("""
        #- pyproject.toml
        name = FastAPI
        starlette
        #- fastapi/__init__.py
        from fastapi.applications import FastAPI
        #- fastapi/applications.py
        from starlette.applications import Starlette
        class FastAPI(Starlette): pass
        plain = Starlette()
        """, "fastapi self, starlette transitive");

    [Fact]
    public void Servers_that_a_framework_can_run_on_are_no_answer_in_its_own_source() => CheckRoles("""
        #- pyproject.toml
        name = bottle
        #- bottle.py
        import tornado.web
        def run(handler):
            from flask import Flask
            app = Flask(__name__)
            tornado.web.Application([])
        """, "bottle self, flask dev, tornado dev");

    [Fact]
    public void What_only_a_function_imports_and_nothing_declares_stands_back_behind_another() => CheckRoles("""
        #- requirements.txt
        bottle
        #- app.py
        from bottle import route
        #- anyserver.py
        def flask(app):
            from flask import Flask
            return Flask(__name__)
        """, "bottle primary, flask dev");

    [Fact]
    public void What_only_a_function_imports_is_the_answer_where_nothing_else_is() => CheckRoles("""
        #- app.py
        def main():
            from flask import Flask
            return Flask(__name__)
        """, "flask primary");

    [Fact]
    public void What_a_framework_serves_itself_with_is_no_answer_in_its_own_source() => CheckRoles("""
        #- pyproject.toml
        name = streamlit
        tornado
        django
        #- streamlit/server.py
        import tornado.web
        app = tornado.web.Application([])
        #- streamlit/theme.py
        import bottle
        site = bottle.Bottle()
        """, "bottle dev, django unused, streamlit self, tornado transitive");

    [Fact]
    public void An_application_called_like_a_framework_that_asks_for_it_is_not_self() => CheckRoles("""
        #- pyproject.toml
        name = flask
        flask
        #- main.py
        from flask import Flask
        app = Flask(__name__)
        """, "flask primary");

    [Fact]
    public void A_script_block_declares_for_its_project_when_nothing_else_does() => CheckRoles("""
        #- app.py
        # /// script
        # - bottle
        # ///
        from bottle import route
        """, "bottle primary");

    [Fact]
    public void A_script_block_beside_manifests_declares_for_the_script_alone() => CheckRoles("""
        #- requirements.txt
        django
        #- site/views.py
        import django
        #- tools/fetch.py
        # /// script
        # - bottle
        # ///
        from bottle import touch
        """, "bottle dev, django primary");

    [Fact]
    public void A_strong_marker_is_enough()
    {
        var project = AssembleOne("""
            #- applications/shop/controllers/default.py
            def index(): return dict()
            #- applications/shop/models/db.py
            db = DAL("sqlite://storage.sqlite")
            """);

        Assert.Equal("web2py primary", Roles(project));
        Assert.Equal(
            [new Evidence(EvidenceKind.File, new("applications/shop/controllers", default), "controllers")],
            project.FrameworkUses[0].Evidence);
    }

    [Theory]
    [InlineData("tests/manage.py", "DJANGO_SETTINGS_MODULE")]
    [InlineData("manage.py", "SOMETHING_ELSE")]
    public void A_marker_in_tests_or_without_its_text_is_none(string path, string text) => CheckRoles($"""
        #- {path}
        x = "{text}"
        """, "");

    [Fact]
    public void Words_in_comments_and_strings_are_nothing() => CheckRoles("""
        #- setup.cfg
        name = shop
        #- app.py
        # from flask import Flask
        text = "import django"
        keywords = ["flask", "tornado"]
        """, "");
}
