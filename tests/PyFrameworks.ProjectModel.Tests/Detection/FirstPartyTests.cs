using static PyFrameworks.ProjectModel.Tests.Detection.ProjectChecks;

namespace PyFrameworks.ProjectModel.Tests.Detection;

/// <summary>Own modules that are called like distributions, and copies of frameworks.</summary>
public sealed class FirstPartyTests
{
    [Theory]
    [InlineData("bottle.py", "def fill(): pass", "from bottle import fill")]
    [InlineData("web/__init__.py", "def serve(): pass", "from web import serve")]
    [InlineData("web/views.py", "x = 1", "from web.views import x")]
    [InlineData("web/views.py", "x = 1", "from web import views")]
    [InlineData("django.py", "x = 1", "import django")]
    [InlineData("web/views.py", "x = 1", "import web")]
    [InlineData("web/api/views.py", "x = 1", "import web.api.views")]
    [InlineData("src/tornado/__init__.py", "from .web import *", "from tornado import serve")]
    [InlineData("src/tornado/web.py", "x = 1", "from tornado.web import x")]
    public void An_own_module_hides_the_distribution(string path, string content, string import) => CheckRoles($"""
        #- requirements.txt
        requests
        #- {path}
        {content}
        #- main.py
        {import}
        """, "");

    [Fact]
    public void An_own_module_beside_a_script_hides_it_in_that_folder_alone() => CheckRoles("""
        #- scripts/bottle.py
        def fill(): pass
        #- scripts/main.py
        from bottle import fill
        #- app/main.py
        from flask import Flask
        app = Flask(__name__)
        """, "flask primary");

    [Fact]
    public void A_module_within_a_package_hides_nothing() => CheckRoles("""
        #- requirements.txt
        flask
        #- app/__init__.py
        #- app/flask.py
        helper = 1
        #- app/main.py
        from flask import Flask
        """, "flask primary");

    [Fact]
    public void A_folder_without_init_does_not_hide_a_declared_distribution() => CheckRoles("""
        #- requirements.txt
        flask
        #- flask/app.py
        from flask import Flask
        app = Flask(__name__)
        """, "flask primary");

    [Fact]
    public void A_name_that_the_own_module_does_not_define_comes_from_the_distribution() => CheckRoles("""
        #- flask/__init__.py
        #- flask/app.py
        from flask import Flask
        app = Flask(__name__)
        """, "flask primary");

    [Fact]
    public void Relative_imports_are_the_projects_own() => CheckRoles("""
        #- app/__init__.py
        from .flask import Flask
        from . import django
        """, "");

    [Theory]
    [InlineData("vendor/flask/app.py")]
    [InlineData("pkg/_vendor/flask/app.py")]
    [InlineData("third_party/site/app.py")]
    [InlineData("thirdparty/site/app.py")]
    [InlineData("externals/site/app.py")]
    public void Vendored_copies_are_no_evidence(string path)
    {
        var project = AssembleOne($"""
            #- requirements.txt
            requests
            #- {path}
            from flask import Flask
            app = Flask(__name__)
            """);

        Assert.Equal("", Roles(project));
        Assert.Empty(project.Imports);
        Assert.Equal(0, project.Metrics.PythonFiles);
    }

    [Fact]
    public void A_lib_folder_that_holds_a_frameworks_source_is_vendored() => CheckRoles("""
        #- lib/bottle.py
        __version__ = "0.12"
        class Bottle: pass
        #- lib/other/server.py
        from flask import Flask
        app = Flask(__name__)
        #- main.py
        import json
        """, "");

    [Fact]
    public void A_lib_folder_of_the_projects_own_is_application_code() => CheckRoles("""
        #- lib/server.py
        from flask import Flask
        app = Flask(__name__)
        """, "flask primary");

    [Fact]
    public void A_copied_framework_that_the_application_imports_is_what_it_is_built_on()
    {
        var project = AssembleOne("""
            #- bottle.py
            __version__ = "0.13"
            class Bottle:
                def route(self): pass
            #- app.py
            import bottle
            """);

        Assert.Equal("bottle primary", Roles(project));
        Assert.Contains(new(EvidenceKind.File, new("bottle.py", default), "bottle.py"), project.FrameworkUses[0].Evidence);
        Assert.Equal(1, project.Metrics.PythonFiles);
    }

    [Fact]
    public void A_copied_framework_that_nothing_imports_is_nothing() => CheckRoles("""
        #- bottle.py
        class Bottle: pass
        #- app.py
        import json
        """, "");

    [Fact]
    public void A_copy_is_known_by_the_file_that_marks_it() => CheckRoles("""
        #- gluon/main.py
        import bottle
        #- gluon/__init__.py
        #- scripts/report.py
        from gluon import current
        """, "web2py primary");

    [Fact]
    public void A_packaged_framework_without_a_known_name_is_self() => CheckRoles("""
        #- setup.cfg
        # the name is computed
        #- bottle.py
        class Bottle:
            def route(self): pass
            def get(self): pass
        #- tool.py
        import bottle
        """, "bottle self");
}
