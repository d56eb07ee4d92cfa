using PyFrameworks.Catalog;
using PyFrameworks.Rules;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

public sealed class HoverTests
{
    private static readonly HoverOptions s_markdown = new(IsMarkdown: true, HasCommandLinks: false, path => path);
    private static readonly HoverOptions s_plain = new(IsMarkdown: false, HasCommandLinks: false, path => path);
    private static readonly HoverOptions s_commands = new(IsMarkdown: true, HasCommandLinks: true, path => $"file:///home/anna/{path}");

    private const string Flask = "**Flask** · WSGI microframework";

    [Fact]
    public void The_team_s_word_stands_in_the_hover_and_can_t_break_out_of_it()
    {
        var flask = SampleCatalog.Instance.Find("flask")!;
        var catalog = SampleCatalog.Instance.With([flask with { Stance = new(StanceLevel.Hold, "Use <b>Quart</b> [x](y).", "team_a.yaml") }]);
        var project = TestProject.Of(catalog, [("requirements.txt", "flask\n")]);
        var text = HoverFeature.At(project.Snapshot, project.Findings, "requirements.txt", 1, s_markdown, CancellationToken.None)!.Text;

        Assert.Contains("\n\n**Your team: hold.** Use \\<b\\>Quart\\</b\\> \\[x\\](y). (team_a.yaml)\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import fla$0sk", "flask")]
    [InlineData("import $0flask", "flask")]
    [InlineData("import flask$0", "flask")]
    [InlineData("import flask.vi$0ews as views", "flask.views")]
    [InlineData("import os, fla$0sk", "flask")]
    [InlineData("from fl$0ask import Flask", "flask")]
    [InlineData("from flask$0.views import View", "flask.views")]
    [InlineData("from fl$0ask import (\n    Flask,\n)", "flask")]
    [InlineData("def f():\n    import fl$0ask", "flask")]
    [InlineData("try:\n    import fl$0ask\nexcept ImportError:\n    flask = None", "flask")]
    public void Module_of_an_import(string code, string over) => CheckHover($"#- app.py\n{code}\n", $"{Flask} · series 3.1 supported", over);

    [Theory]
    [InlineData("from flask import Blue$0print", "Blueprint")]
    [InlineData("from flask import Flask, Blue$0print", "Blueprint")]
    [InlineData("from flask import Blue$0print as B", "Blueprint")]
    [InlineData("from flask import (\n    Flask,\n    Blueprint$0,  # parts\n)", "Blueprint")]
    public void Imported_name_that_the_concept_map_knows(string code, string over) =>
        CheckHover($"#- app.py\n{code}\n", "`flask.Blueprint` · sub-application in Flask", over);

    [Theory]
    [InlineData("import flask  # fla$0sk")]
    [InlineData("import flask\nx = 'fla$0sk'")]
    [InlineData("import flask\n'''\nimport fla$0sk\n'''")]
    [InlineData("import flask\nprint(fl$0ask)")]
    [InlineData("imp$0ort flask")]
    [InlineData("from flask imp$0ort Flask")]
    [InlineData("from flask import helper_unkno$0wn")]
    [InlineData("import o$0s")]
    [InlineData("from . import fla$0sk")]
    [InlineData("from .fla$0sk import app")]
    public void Nothing_elsewhere_in_code(string code) => CheckNoHover($"#- app.py\n{code}\n");

    [Theory]
    [InlineData("#- flask.py\nx = 1\n")]
    [InlineData("#- flask/__init__.py\n\n#- flask/core.py\nx = 1\n")]
    public void Nothing_on_a_module_of_the_project_s_own(string files) => CheckNoHover($"{files}\n#- app.py\nimport fla$0sk\n");

    [Theory]
    [InlineData("requirements.txt", "fla$0sk>=3", "flask", "`>=3` · series 3.1 supported")]
    [InlineData("requirements.txt", "flask>=$03", ">=3", "`>=3` · series 3.1 supported")]
    [InlineData("requirements.txt", "flask >= 2, <$03", ">= 2, <3", "`>=2,<3` · series 2.3 end of life since 2023-09-30")]
    [InlineData("requirements.txt", "flask==3.0.$03", "==3.0.3", "`3.0.3` · end of life since 2024-11-13")]
    [InlineData("requirements.txt", "flask[async]==3.1.$00 ; python_version > '3.8'", "==3.1.0", "`3.1.0` · supported")]
    [InlineData("requirements.txt", "Fla$0sk", "Flask", "series 3.1 supported")]
    [InlineData("requirements/web.in", "fla$0sk==3.1.0", "flask", "`3.1.0` · supported")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndependencies = ['fla$0sk>=3']", "flask", "`>=3` · series 3.1 supported")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndependencies = [\n  \"flask >=$03\",\n]", ">=3", "`>=3` · series 3.1 supported")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\noptional-dependencies.web = ['fla$0sk>=3']", "flask", "`>=3` · series 3.1 supported")]
    [InlineData("pyproject.toml", "[dependency-groups]\nweb = ['fla$0sk>=3']", "flask", "`>=3` · series 3.1 supported")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nfla$0sk = '^3.0'", "flask", "`>=3.0,<4` · series 3.1 supported")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = '^3$0.0'", "^3.0", "`>=3.0,<4` · series 3.1 supported")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = { version = '3.0$0.3', extras = ['async'] }", "3.0.3", "`3.0.3` · end of life since 2024-11-13")]
    public void Dependency_by_name_and_by_version(string path, string manifest, string over, string version) =>
        CheckHover($"#- {path}\n{manifest}\n", $"{Flask} · {version}", over);

    [Theory]
    [InlineData("requirements.txt", "# fla$0sk")]
    [InlineData("requirements.txt", "flask>=3  # fla$0sk")]
    [InlineData("requirements.txt", "flask>=3 ; python_ver$0sion > '3.8'")]
    [InlineData("requirements.txt", "unkno$0wn>=3")]
    [InlineData("pyproject.toml", "[project]\nname = 'fla$0sk-shop'\ndependencies = ['flask>=3']")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndescription = 'uses fla$0sk'\ndependencies = ['flask>=3']")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndepend$0encies = ['flask>=3']")]
    public void Nothing_elsewhere_in_a_manifest(string path, string manifest) => CheckNoHover($"#- {path}\n{manifest}\n");

    [Theory]
    [InlineData("uvi$0corn", "**Uvicorn** · server for ASGI and WSGI")]
    [InlineData("reque$0sts>=2", "**requests** · blocking library")]
    [InlineData("Flask-SQL$0Alchemy", "**Flask-SQLAlchemy** · add-on to Flask · ORM")]
    [InlineData("flask_log$0in", "**flask_login** · add-on to Flask · login")]
    [InlineData("django-rest-fr$0amework", "**django-rest-framework** is not the name of Django REST framework")]
    public void Companions(string requirement, string firstLine) => CheckHover($"#- requirements.txt\n{requirement}\n", firstLine, null);

    [Theory]
    [InlineData("import reque$0sts", "**requests** · blocking library", "requests")]
    [InlineData("from requests.ad$0apters import HTTPAdapter", "**requests.adapters** · blocking library", "requests.adapters")]
    [InlineData("import uvi$0corn", "**Uvicorn** · server for ASGI and WSGI", "uvicorn")]
    [InlineData("from flask_log$0in import LoginManager", "**flask_login** · add-on to Flask · login", "flask_login")]
    public void Companions_in_code(string code, string firstLine, string over) => CheckHover($"#- app.py\n{code}\n", firstLine, over);

    [Theory]
    [InlineData("#- requests.py\nx = 1\n#- app.py\nimport reque$0sts\n")]
    [InlineData("#- requests/__init__.py\nx = 1\n#- app.py\nimport reque$0sts\n")]
    [InlineData("#- app.py\nfrom .reque$0sts import get\n")]
    [InlineData("#- app.py\nimport requestsli$0ke\n")]
    [InlineData("#- app.py\nfrom requests import g$0et\n")]
    public void Nothing_on_what_only_looks_like_a_companion(string text) => CheckNoHover(text);

    [Fact]
    public void Server_says_whether_it_serves_the_project()
    {
        const string Project = """
            #- requirements.txt
            flask
            wait$0ress
            #- app.py
            from flask import Flask
            app = Flask(__name__)
            """;
        CheckText(Project, """
            **Waitress** · server for WSGI

            Pure Python.

            **Here:** serves Flask, a WSGI application.

            [Sample source](https://example.org/source)
            """);
        CheckText(Project.Replace("flask\n", "fastapi\n", StringComparison.Ordinal).Replace("from flask import Flask", "from fastapi import FastAPI", StringComparison.Ordinal), """
            **Waitress** · server for WSGI

            Pure Python.

            **Here:** can't serve FastAPI, an ASGI application.

            [Sample source](https://example.org/source)
            """);
    }

    [Fact]
    public void Blocking_library_names_its_counterparts() => CheckText("#- requirements.txt\nreque$0sts\n", """
        **requests** · blocking library

        It waits for every answer.

        In async code:
        - `httpx`: httpx.AsyncClient

        [Sample source](https://example.org/source)
        """);

    [Fact]
    public void Misnamed_distribution_says_what_to_write() => CheckText("#- requirements.txt\ndjango-rest-fra$0mework\n", """
        **django-rest-framework** is not the name of Django REST framework

        Use `djangorestframework` instead.

        [Sample source](https://example.org/source)
        """);

    [Fact]
    public void Addon_leads_to_its_framework() => CheckText("#- requirements.txt\nflask-log$0in\nflask==3.1.0\n", """
        **flask-login** · add-on to Flask · login

        **Flask** · WSGI microframework · `3.1.0` · supported
        """);

    [Fact]
    public void Framework_as_a_whole() => CheckText(WholeProject, """
        **Flask** · WSGI microframework · `3.0.3` · end of life since 2024-11-13

        A small core whose parts are chosen by the team.

        **Here:** the application is built on it (declared in pyproject.toml, imported by 1 file, 1 route).

        **For this project**
        - Single-file application: made for it. Reason 2 of single-file.
        - WebSocket and server push: against the grain. Reason -1 of realtime. (pyproject.toml declares Flask-SocketIO, which serves WebSockets)

        **Watch out**
        - Only the newest series gets fixes.

        **Findings**
        - `PF101` Flask 3.0 reached end of life on 2024-11-13 (by Flask's own policy); 3.1 is supported.
        - `PF305` Flask-SocketIO keeps connections open, and Flask is a WSGI framework: each holds a worker or greenlet for as long as it lasts. Quart has WebSockets built in; with few connections, or a server set up for them (gevent), it serves well as it is.

        [Documentation](https://example.org/flask/docs) · [Changes](https://example.org/flask/changes)

        Checked 2026-11-01.
        """);

    [Fact]
    public void Framework_as_plain_text() => CheckText(WholeProject, """
        Flask · WSGI microframework · 3.0.3 · end of life since 2024-11-13

        A small core whose parts are chosen by the team.

        Here: the application is built on it (declared in pyproject.toml, imported by 1 file, 1 route).

        For this project
        - Single-file application: made for it. Reason 2 of single-file.
        - WebSocket and server push: against the grain. Reason -1 of realtime. (pyproject.toml declares Flask-SocketIO, which serves WebSockets)

        Watch out
        - Only the newest series gets fixes.

        Findings
        - PF101 Flask 3.0 reached end of life on 2024-11-13 (by Flask's own policy); 3.1 is supported.
        - PF305 Flask-SocketIO keeps connections open, and Flask is a WSGI framework: each holds a worker or greenlet for as long as it lasts. Quart has WebSockets built in; with few connections, or a server set up for them (gevent), it serves well as it is.

        Documentation <https://example.org/flask/docs> · Changes <https://example.org/flask/changes>

        Checked 2026-11-01.
        """, s_plain);

    [Fact]
    public void Imported_name_with_its_counterparts() => CheckText("#- app.py\nfrom flask import Blue$0print\n", """
        `flask.Blueprint` · sub-application in Flask

        `Blueprint(name, __name__)`

        Elsewhere:
        - **Quart**: `quart.Blueprint`
        - **FastAPI**: `APIRouter()`
        """);

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Command_links_only_where_the_client_can(bool isMarkdown, bool hasCommandLinks, bool expected)
    {
        var hover = Hover("#- api/requirements.txt\nfla$0sk\n#- pyproject.toml\n[tool.pyframeworks]\n", s_commands with { IsMarkdown = isMarkdown, HasCommandLinks = hasCommandLinks });

        // The file under the mouse tells the server which project is meant.
        const string Link = "[Suggest alternatives](command:pyframeworks.suggestAlternatives?";
        var arguments = Uri.EscapeDataString("""{"uri":"file:///home/anna/api/requirements.txt","framework":"flask"}""");
        Assert.Equal(expected, hover!.Text.Contains(Link, StringComparison.Ordinal));
        Assert.Equal(expected, hover.Text.Contains("command:", StringComparison.Ordinal));
        Assert.Equal(expected, Compact(hover.Text).Contains(Compact($"{Link}{Uri.EscapeDataString("[")}{arguments}"), StringComparison.Ordinal));

        static string Compact(string text) => text.Replace("%20", "", StringComparison.Ordinal).Replace("%0A", "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fla$0sk==2.3\nquart\n", "Compare", "pyframeworks.compare", """[{"uri":"file:///home/anna/requirements.txt","frameworks":["flask"]}]""")]
    [InlineData("fla$0sk==2.3\nquart\n", "Migration plan", "pyframeworks.showMigrationPlan", """[{"uri":"file:///home/anna/requirements.txt","from":"flask"}]""")]
    [InlineData("fla$0sk==2.3\nquart\n", "PF101", "pyframeworks.explainRule", """[{"rule":"PF101"}]""")]
    [InlineData("flask==2.3\nqua$0rt\n", "Compare with Flask", "pyframeworks.compare", """[{"uri":"file:///home/anna/requirements.txt","frameworks":["flask","quart"]}]""")]
    public void Command_links_lead_to_the_views(string requirements, string title, string command, string arguments)
    {
        var text = Hover($"#- requirements.txt\n{requirements}#- app.py\nimport flask\napp = flask.Flask('x')\n", s_commands)!.Text;
        Assert.Contains($"[{title}](command:{command}?{Uri.EscapeDataString(arguments)})", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_of_the_workspace_is_escaped()
    {
        var hover = Hover("#- [x](command:evil)<b>*a*`c`/requirements.txt\nfla$0sk\n#- app.py\nimport flask\n", s_commands);
        Assert.Contains("\\[x\\](command:evil)\\<b\\>\\*a\\*\\`c\\`/requirements.txt", hover!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", hover.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[x](command", hover.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Specifier_of_the_workspace_can_t_leave_its_code_marks()
    {
        var hover = Hover("#- requirements.txt\nfla$0sk===1`<b>``[x]\n");
        Assert.StartsWith($"{Flask} · ```===1`<b>``[x]```", hover!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_past_its_review_says_so()
    {
        var options = TestProjects.Options with { Today = new(2027, 6, 1) };
        var (projects, text) = TestProjects.Parse("#- requirements.txt\nfla$0sk\n", options: options);
        var hover = HoverFeature.At(projects[0], [], text.Cursor!.Path, text.Cursor.Offset, s_markdown, CancellationToken.None);
        Assert.EndsWith("Last checked 2026-11-01, so it may be out of date.", hover!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#- requirements.txt\nmasoni$0te>=4\n", "**Masonite** · masonite in few words · dormant · `>=4`")]
    [InlineData("#- app.py\nimport glu$0on\n", "**web2py** · web2py in few words · archived")]
    [InlineData("#- requirements.txt\ndjango~=5.2.0\n#- poetry.lock\n[[package]]\nname = \"djan$0go\"\nversion = \"5.2.1\"\n", "**Django** · full-stack framework with batteries · `5.2.1` · supported until 2028-04-30")]
    [InlineData("#- requirements.txt\ndjang$0o>7\n", "**Django** · full-stack framework with batteries · `>7`")]
    public void First_line_by_lifecycle_and_lock(string text, string firstLine) => CheckHover(text, firstLine, null);

    [Theory]
    [InlineData("nee$0ds = ['rest-api']", "**needs** · setting of PyFrameworks", "needs")]
    [InlineData("needs = ['rest-a$0pi']", "**REST API** · a need of this project", "rest-api")]
    [InlineData("ru$0les = { PF202 = 'off' }", "**rules** · setting of PyFrameworks", "rules")]
    [InlineData("rules = { PF2$002 = 'off' }", "**PF202** · rebuilt-full-stack · information by default", "PF202")]
    [InlineData("rules = { rebuilt-full-sta$0ck = 'off' }", "**PF202** · rebuilt-full-stack · information by default", "rebuilt-full-stack")]
    [InlineData("[tool.pyframeworks.rules]\nPF1$001 = 'off'", "**PF101** · unsupported-version · warning by default", "PF101")]
    [InlineData("ignore = { 'tests/**' = ['PF20$02'] }", "**PF202** · rebuilt-full-stack · information by default", "PF202")]
    [InlineData("exclu$0de = ['legacy/**']", "**exclude** · setting of PyFrameworks", "exclude")]
    public void Settings(string setting, string firstLine, string over) =>
        CheckHover($"#- pyproject.toml\n[project]\nname = 'x'\ndependencies = ['flask']\n[tool.pyframeworks]\n{setting}\n", firstLine, over);

    [Theory]
    [InlineData("unkno$0wn = 1")]
    [InlineData("rules = { PF9$099 = 'off' }")]
    [InlineData("exclude = ['lega$0cy/**']")]
    [InlineData("needs = ['not-a-nee$0d']")]
    public void Nothing_on_what_means_nothing(string setting) => CheckNoHover($"#- pyproject.toml\n[tool.pyframeworks]\n{setting}\n");

    [Theory]
    [InlineData("app.py", "# é😀\nif True:\n\timport flask\n", "flask")]
    [InlineData("app.py", "s = '😀'; import flask\n", "flask")]
    [InlineData("requirements.txt", "# é😀\n\tflask>=3\n", "flask")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndescription = 'é😀'\ndependencies = ['é😀 broken', \t'flask>=3']\n", "flask")]
    public void Range_after_characters_that_take_room(string path, string content, string over)
    {
        foreach (var variant in (string[])[content, content.Replace("\n", "\r\n", StringComparison.Ordinal), "\uFEFF" + content, content.Replace("\n", "\r", StringComparison.Ordinal)])
        {
            var project = TestProject.Of((path, variant));
            var text = project.Snapshot.TextOf(path)!;
            var start = text.Content.LastIndexOf(over, StringComparison.Ordinal);
            for (var offset = start; offset <= start + over.Length; offset++)
            {
                var hover = HoverFeature.At(project.Snapshot, project.Findings, path, offset, s_markdown, CancellationToken.None);
                Assert.Equal(start, hover?.Span.Start);
                Assert.Equal(over, text.Slice(hover!.Span));
            }
        }
    }

    [Fact]
    public void Cancellation_is_heard()
    {
        var (projects, text) = TestProjects.Parse("#- requirements.txt\nfla$0sk\n");
        Assert.Throws<OperationCanceledException>(() =>
            HoverFeature.At(projects[0], [], text.Cursor!.Path, text.Cursor.Offset, s_markdown, new CancellationToken(canceled: true)));
    }

    private const string WholeProject = """
        #- pyproject.toml
        [project]
        name = "x"
        dependencies = ["fla$0sk==3.0.3", "Flask-SocketIO"]

        [tool.pyframeworks]
        needs = ["single-file"]
        #- app.py
        from flask import Flask
        app = Flask(__name__)
        @app.get("/")
        def index():
            return ""
        """;

    /// <summary>Checks the first line of the hover at the cursor, and the text that it is about.</summary>
    private static void CheckHover(string text, string firstLine, string? over)
    {
        var hover = Hover(text);
        Assert.Equal(firstLine, hover?.Text.Split('\n')[0]);
        if (over is not null)
        {
            var path = TestProjects.Parse(text).Text.Cursor!.Path;
            Assert.Equal(over, TestProjects.Parse(text).Text.Files.Parsed[path].Text.Slice(hover!.Span));
        }
    }

    private static void CheckNoHover(string text) => Assert.Null(Hover(text));

    private static void CheckText(string text, string expected, HoverOptions? options = null) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), Hover(text, options)?.Text);

    private static HoverContent? Hover(string text, HoverOptions? options = null)
    {
        var (projects, parsed) = TestProjects.Parse(text);
        var cursor = parsed.Cursor!;
        var project = projects.Single(project => project.TextOf(cursor.Path) is not null);
        return HoverFeature.At(project, RuleSet.Check(project, CancellationToken.None), cursor.Path, cursor.Offset, options ?? s_markdown, CancellationToken.None);
    }
}
