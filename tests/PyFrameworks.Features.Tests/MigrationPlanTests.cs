using System.Text.Json;
using PyFrameworks.Catalog;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>What a plan says beside its counts.</summary>
public sealed class MigrationPlanTests
{
    private const string App = "from flask import Flask\napp = Flask(__name__)\n";

    [Theory]
    [InlineData("flask", "flask", "--to names flask, which is the framework in use; name another one")]
    [InlineData(null, "flask", "--to names flask, which is the framework in use; name another one")]
    [InlineData("flask", null, "--to is missing: the identifier of the framework to move to")]
    [InlineData("flask", "qart", "--to names qart, which the catalog does not know; did you mean quart?")]
    [InlineData("flsk", "quart", "--from names flsk, which the catalog does not know; did you mean flask?")]
    [InlineData("zzzzzzzz", "quart", "--from names zzzzzzzz, which the catalog does not know; see pyframeworks catalog list")]
    [InlineData("django", "quart", "--from names django, which the project does not use; it uses flask")]
    public void Bad_arguments_are_named(string? from, string? to, string error) =>
        Assert.Equal(error, MigrationQuestion.Read(Project(("app.py", App)), from, to, "--").Error);

    [Theory]
    [InlineData("import os\n", "--from is missing: no web framework was found that the project is built on")]
    [InlineData("from fastapi import FastAPI\nfrom flask import Flask\na = Flask(__name__)\nb = FastAPI()\n", "--from is missing: the project is built on flask and fastapi; name one of them")]
    public void Without_from_the_project_has_to_have_one(string code, string error) => Assert.Equal(error, MigrationQuestion.Read(Project(("app.py", code)), null, "quart", "--").Error);

    [Fact]
    public void Identifiers_are_read_without_regard_to_case()
    {
        var (question, error) = MigrationQuestion.Read(Project(("app.py", App)), "Flask", "QUART", "--");
        Assert.Equal(("", "flask", "quart"), (error, question!.From.Id, question.To.Id));
    }

    [Theory]
    [InlineData("hug", "hug is ")]
    [InlineData("vibora", "Vibora is ")]
    [InlineData("pylons", "Pylons is ")]
    public void What_nobody_looks_after_is_warned_of_at_the_top(string to, string warning)
    {
        var plan = Plan(to, ("app.py", App));
        Assert.StartsWith(warning, plan.Warnings[0], StringComparison.Ordinal);
        Assert.Equal($"**Warning:** {plan.Warnings[0]}", MigrateMarkdown.Write(plan).Split('\n')[2].Replace("\\", "", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(MigrateJson.Write(plan));
        Assert.Equal(plan.Warnings[0], json.RootElement.GetProperty("warnings")[0].GetString());
    }

    [Fact]
    public void What_runs_on_no_Python_of_the_project_is_warned_of()
    {
        var plan = Plan("fastapi", ("pyproject.toml", "[project]\nname = 'x'\nrequires-python = '==3.7.*'\ndependencies = ['flask']\n"), ("app.py", App));
        Assert.Equal("No supported release of FastAPI runs on the Pythons that the project allows (==3.7.*).", Assert.Single(plan.Warnings));
    }

    [Fact]
    public void What_has_no_counterpart_says_so()
    {
        var plan = Plan("bottle", ("app.py", App + "from flask import session\nsession['a'] = 1\n"));
        var item = plan.Items.Single(item => item.Concept == "session");
        Assert.False(item.HasCounterpart);
        Assert.Contains("**1 use of the session**: `flask.session` has no counterpart in Bottle; Beaker middleware or signed cookies", MigrateMarkdown.Write(plan), StringComparison.Ordinal);
        Assert.Contains(plan.Steps, step => step.Text.EndsWith("; Bottle has no counterpart for session.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, "small", "5 places to change in 1 file; the move from Flask to Quart is of low effort, so each counts 1: 5 points (small is up to 60)")]
    [InlineData(58, "small", "60 places to change in 1 file; the move from Flask to Quart is of low effort, so each counts 1: 60 points (small is up to 60)")]
    [InlineData(59, "medium", "61 places to change in 1 file; the move from Flask to Quart is of low effort, so each counts 1: 61 points (medium is 61 to 300)")]
    [InlineData(299, "large", "301 places to change in 1 file; the move from Flask to Quart is of low effort, so each counts 1: 301 points (large is above 300)")]
    public void The_size_rests_on_figures(int routes, string size, string reason)
    {
        var plan = Plan("quart", ("app.py", App + string.Concat(Enumerable.Range(0, routes).Select(i => $"@app.route('/{i}')\ndef f{i}(): pass\n"))));
        Assert.Equal((size, reason), (Words.Of(plan.Size), plan.SizeReason));
    }

    [Fact]
    public void Many_places_are_shown_in_part_and_counted_in_full()
    {
        var plan = Plan("quart", ("app.py", App + string.Concat(Enumerable.Range(0, 50).Select(i => $"@app.route('/{i}')\ndef f{i}(): pass\n"))));
        using var json = JsonDocument.Parse(MigrateJson.Write(plan));
        var routes = json.RootElement.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("concept").ValueEquals("route-mapping"));
        Assert.Equal((50, MigrateJson.ShownPlaces, 50 - MigrateJson.ShownPlaces), (routes.GetProperty("count").GetInt32(), routes.GetProperty("places").GetArrayLength(), routes.GetProperty("more").GetInt32()));
        Assert.Contains("[app.py:11](app.py#L11) and 45 more\n", MigrateMarkdown.Write(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_ons_are_replaced_kept_or_said_to_be_unknown()
    {
        var plan = Plan("django", ("requirements.txt", "flask\nflask-login\nflask-moment\nalembic\nrequests\n"), ("app.py", App + "import flask_caching\n"));
        Assert.Equal(
            ["alembic replaced", "flask-caching unknown", "flask-login replaced", "flask-moment unknown"],
            plan.Extensions.Select(extension => $"{extension.Name} {Words.Of(extension.Fate)}"));
        Assert.Contains("**flask-login** (login): Django brings django.contrib.auth", MigrateMarkdown.Write(plan), StringComparison.Ordinal);
        Assert.Contains("no replacement is known for flask-caching and flask-moment, so decide about them before going on", plan.Steps[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_the_workspace_is_escaped()
    {
        var plan = Plan("quart", ("[a](b) *c*/<x> &#é 😀.py", App));
        var markdown = MigrateMarkdown.Write(plan);
        Assert.Contains(@"[\[a\](b) \*c\*/\<x\> &amp;#é 😀.py:2](%5Ba%5D%28b%29%20%2Ac%2A/%3Cx%3E%20%26%23%C3%A9%20%F0%9F%98%80.py#L2)", markdown, StringComparison.Ordinal);
        Assert.Contains("[a](b) *c*/<x> &#é 😀.py:2", MigrateMarkdown.Write(plan, isMarkdown: false), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_what_the_text_says_and_leads_to_the_code()
    {
        var plan = Plan("django", ("requirements.txt", "flask==2.3\nflask-login\n"), ("é <b>😀.py", App + "import flask_login\n"));
        var page = MigrateHtml.Write(plan, path => $"file:///w/{Uri.EscapeDataString(path)}");
        Assert.Contains("<h1>From Flask to Django</h1>", page, StringComparison.Ordinal);
        Assert.All(plan.Steps, step => Assert.Contains($"<li>{System.Net.WebUtility.HtmlEncode(step.Text).Replace("&#233;", "é", StringComparison.Ordinal)}</li>", page, StringComparison.Ordinal));
        Assert.Contains("<code>flask==2.3</code></th><td data-label=\"Then\"><code>Django&gt;=", page, StringComparison.OrdinalIgnoreCase);
        var commands = ReportTests.Commands(page);
        Assert.Contains(("é &lt;b&gt;😀.py:1", """pyframeworks.openPlace [{"uri":"file:///w/%C3%A9%20%3Cb%3E%F0%9F%98%80.py","line":1}]"""), commands);
        Assert.Contains(("requirements.txt:1", """pyframeworks.openPlace [{"uri":"file:///w/requirements.txt","line":1}]"""), commands);
        Assert.Contains(("Open as Markdown", """pyframeworks.openMigrationText [{"uri":"file:///w/.","from":"flask","to":"django"}]"""), commands);
        Assert.Contains(("Compare Flask and Django", """pyframeworks.compare [{"uri":"file:///w/.","frameworks":["flask","django"]}]"""), commands);
        Assert.DoesNotContain("<b>😀", page, StringComparison.Ordinal);
        ReportTests.CheckPolicy(page);
    }

    [Fact]
    public void Outside_an_editor_the_page_has_no_commands()
    {
        var page = MigrateHtml.Write(Plan("quart", ("app.py", App)));
        Assert.DoesNotContain("command:", page, StringComparison.Ordinal);
        Assert.Contains("<code>app.py:1</code>", page, StringComparison.Ordinal);
        ReportTests.CheckPolicy(page);
    }

    [Fact]
    public void Two_runs_are_equal()
    {
        (string, string)[] files = [("b.py", App), ("a/é.py", App), ("requirements.txt", "flask\nflask-login\n")];
        Assert.Equal(MigrateJson.Write(Plan("quart", files)), MigrateJson.Write(Plan("quart", [.. files.Reverse()])));
    }

    private static MigrationPlan Plan(string to, params (string Path, string Content)[] files)
    {
        var project = Project(files);
        var (question, error) = MigrationQuestion.Read(project, null, to, "--");
        Assert.Equal("", error);
        return MigrationPlanner.Plan(project, question!.From, question.To, CancellationToken.None);
    }

    private static ProjectModel.ProjectSnapshot Project(params (string Path, string Content)[] files) => Assert.Single(TestProjects.Assemble(files, FrameworkCatalog.BuiltIn));
}
