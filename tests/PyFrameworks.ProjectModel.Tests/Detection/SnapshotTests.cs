using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;
using static PyFrameworks.ProjectModel.Tests.Detection.ProjectChecks;

namespace PyFrameworks.ProjectModel.Tests.Detection;

/// <summary>What a project's snapshot holds beside roles.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Neighbours_lie_above_or_below_or_are_asked_for()
    {
        var projects = Assemble("""
            #- api/pyproject.toml
            name = shop-api
            #- api/plugins/requirements.txt
            flask
            #- jobs/requirements.txt
            shop-api
            #- web/requirements.txt
            django
            """);
        var neighbours = projects.Select(project => $"{project.Path}: {string.Join(' ', project.Neighbours.Select(other => other.Path))}".TrimEnd());
        Assert.Equal(["api: api/plugins jobs", "api/plugins: api", "jobs: api", "web:"], neighbours);
        Assert.All(projects.SelectMany(project => project.Neighbours), other => Assert.Empty(other.Neighbours));
    }

    [Fact]
    public void Code_that_settings_leave_out_is_unseen()
    {
        const string Text = "#- api/requirements.txt\nflask\n#- api/old/app.py\nimport flask\n#- web/requirements.txt\ndjango\n";
        Assert.Equal([false, false], Assemble(Text).Select(project => project.HasUnseenCode));
        Assert.Equal([true, false], Assemble(Text, Options with { Exclude = ["**/old/**"] }).Select(project => project.HasUnseenCode));
    }

    [Fact]
    public void Evidence_stands_at_its_place_with_its_text()
    {
        var parsed = ProjectText.Parse("""
            #- api/requirements.txt
            # é 😀
            flask>=2.3  # web
            ^^^^^ dependency flask>=2.3
            Flask-Login
            ^^^^^^^^^^^ addon Flask-Login
            #- api/uv.lock
            flask==3.0.2
            ^^^^^ lock flask==3.0.2
            #- api/app.py
            x = "é😀"; from flask import Flask, request
                            ^^^^^ import from flask import Flask, request
            import flask
            import flask_login
                   ^^^^^^^^^^^ addon import flask_login
            """, PlainManifests.Read);

        var project = Assert.Single(ProjectAssembler.Assemble(parsed.Files, SmallCatalog.Instance, Options, CancellationToken.None));

        var use = Assert.Single(project.FrameworkUses);
        Assert.Equal(
            parsed.Markers.OrderBy(marker => marker.At).Select(marker => $"{marker.At} {marker.Id} {marker.Message}"),
            use.Evidence.Select(item => $"{item.At} {item.Kind.ToString().ToLowerInvariant()} {item.Text}"));
        Assert.Equal("3.0.2", use.LockedVersion);
        Assert.Equal(parsed.Markers.Single(marker => marker.Id == "import").At, use.FirstImport);
        Assert.Equal(
            [("flask", "flask", "Flask request"), ("flask", "flask", ""), ("flask_login", "flask", "")],
            project.Imports.Select(import => (import.Module, import.FrameworkId, string.Join(' ', import.Names))));
    }

    [Fact]
    public void Declarations_stand_in_order_of_precedence_with_run_time_first()
    {
        var use = Assert.Single(AssembleOne("""
            #- environment.yml
            flask
            #- requirements-dev.txt
            flask
            #- requirements_all.txt
            flask
            #- requirements.txt
            flask
            #- constraints.txt
            flask<4
            #- pyproject.toml
            [dev]
            flask
            """).FrameworkUses);

        Assert.Equal(
            ["requirements.txt", "requirements_all.txt", "environment.yml", "pyproject.toml", "requirements-dev.txt"],
            use.Declarations.Select(declaration => declaration.Manifest.Path));
    }

    [Fact]
    public void Confidence_grows_with_evidence()
    {
        static double Of(string text) => Assert.Single(AssembleOne(text).FrameworkUses).Confidence;

        var declared = Of("#- requirements.txt\nflask\n");
        var imported = Of("#- requirements.txt\nflask\n#- app.py\nimport flask\n");
        var built = Of("#- requirements.txt\nflask\n#- app.py\nimport flask\napp = flask.Flask(__name__)\n");

        Assert.Equal([0.8, 0.95, 0.98], [declared, imported, built]);
    }

    [Fact]
    public void Confidence_never_falls_when_a_sign_is_added()
    {
        var signs = Enum.GetValues<Signs>();
        foreach (var a in signs)
        {
            foreach (var b in signs)
            {
                Assert.InRange(ConfidenceScore.Of(a | b), ConfidenceScore.Of(a), 0.99);
            }
        }
    }

    [Theory]
    [InlineData("import falcon\napp = falcon.App()", ServerInterface.Wsgi)]
    [InlineData("import falcon.asgi\napp = falcon.asgi.App()", ServerInterface.Asgi)]
    [InlineData("from falcon.asgi import App\napp = App()", ServerInterface.Asgi)]
    [InlineData("import falcon", ServerInterface.Wsgi)]
    public void The_interface_is_the_one_that_the_code_uses(string code, ServerInterface expected) =>
        Assert.Equal(expected, Assert.Single(AssembleOne($"#- requirements.txt\nfalcon\n#- app.py\n{code}\n").FrameworkUses).Interface);

    [Theory]
    [InlineData("uvicorn site.asgi:application", ServerInterface.Asgi)]
    [InlineData("gunicorn site.asgi:application", ServerInterface.Wsgi)]
    [InlineData("gunicorn -k uvicorn.workers.UvicornWorker site.asgi", ServerInterface.Asgi)]
    public void A_command_decides_where_the_code_has_both(string command, ServerInterface expected)
    {
        var use = Assert.Single(AssembleOne($"""
            #- requirements.txt
            django
            #- Procfile
            web: {command}
            #- site/wsgi.py
            from django.core.wsgi import get_wsgi_application
            application = get_wsgi_application()
            #- site/asgi.py
            from django.core.asgi import get_asgi_application
            application = get_asgi_application()
            """).FrameworkUses);

        Assert.Equal(expected, use.Interface);
        Assert.Contains(new(EvidenceKind.Config, new("Procfile", new TextSpan(5, command.Length)), command), use.Evidence);
    }

    [Fact]
    public void A_frameworks_own_program_is_evidence() => CheckRoles("""
        #- requirements.txt
        streamlit
        #- Procfile
        web: streamlit run app.py
        #- app.py
        import json
        """, "streamlit primary");

    [Fact]
    public void Figures_are_those_of_application_code()
    {
        var project = AssembleOne("""
            #- requirements.txt
            flask
            #- app.py
            from flask import Flask
            app = Flask(__name__)

            # a comment
            @app.route("/a")
            @app.get("/b")
            async def view():
                return ""
            #- tests/test_app.py
            from flask import Flask
            app = Flask(__name__)
            @app.route("/t")
            async def view(): pass
            #- vendor/x.py
            x = 1
            """);

        Assert.Equal(new ProjectMetrics(1, 6, 2, 1), project.Metrics);
        Assert.Equal([("app.py", true, 2), ("tests/test_app.py", false, 0), ("vendor/x.py", false, 0)], project.Files.Select(file => (file.Path, file.IsApplication, file.Routes)));
    }

    [Fact]
    public void Needs_stand_once_with_their_reason()
    {
        var project = AssembleOne(
            """
            #- pyproject.toml
            needs = rest-api nonsense
            flask-socketio
            djangorestframework
            #- app.py
            import flask_socketio
            async def a(): pass
            async def b(): pass
            """,
            Options with { AskedNeeds = ["cms", "rest-api"], EditorNeeds = ["typed"] });

        Assert.Equal(
            [
                "rest-api Declared pyproject.toml declares it",
                "typed Declared the editor's settings name it",
                "async Inferred 2 async functions in application code",
                "realtime Inferred app.py imports flask_socketio, which serves WebSockets",
                "cms Asked you asked for it",
            ],
            project.Needs.Select(need => $"{need.Id} {need.Source} {need.Because}"));
    }

    [Fact]
    public void A_declared_distribution_shows_a_need() => Assert.Equal(
        "requirements.txt declares djangorestframework, which makes APIs",
        Assert.Single(AssembleOne("""
            #- requirements.txt
            djangorestframework
            """).Needs).Because);

    [Fact]
    public void Tests_optional_imports_and_development_groups_show_no_need() => Assert.Empty(AssembleOne("""
        #- requirements-dev.txt
        djangorestframework
        #- tests/test_a.py
        import flask_socketio
        async def a(): pass
        async def b(): pass
        #- app.py
        try:
            import rest_framework
        except ImportError:
            pass
        """).Needs);

    [Fact]
    public void Frameworks_stand_primary_first_then_by_confidence_and_name() => Assert.Equal(
        ["flask", "bottle", "falcon", "django"],
        AssembleOne("""
            #- requirements.txt
            flask
            falcon
            bottle
            #- requirements-dev.txt
            django
            #- app.py
            import flask
            """).FrameworkUses.Select(use => use.Framework.Id));

    [Fact]
    public void A_framework_that_is_the_project_itself_has_a_place()
    {
        var use = Assert.Single(AssembleOne("""
            #- pyproject.toml
            name = Bottle
            """).FrameworkUses);

        Assert.Equal(FrameworkRole.Self, use.Role);
        Assert.Equal(new(EvidenceKind.Config, new("pyproject.toml", default), "Bottle"), Assert.Single(use.Evidence));
    }

    [Fact]
    public void Every_choice_of_files_is_divided_without_loss()
    {
        string[] files =
        [
            "#- requirements.txt\n-r base.txt\n-c services/constraints.txt\n",
            "#- base.txt\n# requirements\n-r requirements.txt\nflask\n",
            "#- services/constraints.txt\nflask<4\n",
            "#- services/api/pyproject.toml\nname = api\nfile ../../base.txt\n",
            "#- services/api/src/app.py\nimport flask\n",
            "#- docs/requirements.txt\n-r ../base.txt\n",
            "#- docs/conf.py\nimport django\n",
            "#- flask/__init__.py\nfrom flask import *\n",
            "#- vendor/bottle.py\nclass Bottle: pass\n",
        ];
        for (var choice = 0; choice < 1 << files.Length; choice++)
        {
            var text = string.Concat(files.Where((_, i) => (choice & (1 << i)) != 0));
            var parsed = ProjectText.Parse(text, PlainManifests.Read).Files;

            var projects = ProjectAssembler.Assemble(parsed, SmallCatalog.Instance, Options, CancellationToken.None);

            Assert.Equal(projects.Select(project => project.Path).Distinct().Order(StringComparer.Ordinal), projects.Select(project => project.Path));
            var python = projects.SelectMany(project => project.Files).Select(file => file.Path).ToList();
            Assert.Equal(python.Distinct().Count(), python.Count);
            Assert.Subset(python.ToHashSet(), parsed.Parsed.Values.Where(file => file.Module is not null && !file.Path.StartsWith("vendor", StringComparison.Ordinal)).Select(file => file.Path).ToHashSet());
            Assert.Subset(
                projects.SelectMany(project => project.Manifests).Select(manifest => manifest.Path).ToHashSet(),
                parsed.Parsed.Values.Where(file => file.Manifest is not null).Select(file => file.Path).ToHashSet());
            Assert.All(projects.SelectMany(project => project.FrameworkUses), use => Assert.NotEmpty(use.Evidence));
        }
    }

    [Fact]
    public void The_same_files_give_the_same_snapshot()
    {
        const string Text = """
            #- a/requirements.txt
            flask
            -r ../b/more.txt
            #- b/more.txt
            # requirements
            django
            #- a/app.py
            import flask, django
            """;

        Assert.Equal(Describe(), Describe());

        static string Describe() => string.Join('\n', Assemble(Text).SelectMany(project => project.FrameworkUses)
            .Select(use => $"{use.Framework.Id} {use.Role} {use.Confidence} {string.Join(' ', use.Evidence)}"));
    }

    [Fact]
    public void Assembling_can_be_cancelled() => Assert.ThrowsAny<OperationCanceledException>(() => ProjectAssembler.Assemble(
        ProjectText.Parse("#- requirements.txt\nflask\n", PlainManifests.Read).Files, SmallCatalog.Instance, Options, new CancellationToken(canceled: true)));

    [Fact]
    public void A_long_entry_is_shortened_without_breaking_a_character()
    {
        var text = ProjectEvidence.Shorten($"  {new string('x', 78)}😀😀\nmore");

        Assert.Equal(new string('x', 78) + "…", text);
        Assert.Equal("short", ProjectEvidence.Shorten("short\r\nmore"));
    }
}
