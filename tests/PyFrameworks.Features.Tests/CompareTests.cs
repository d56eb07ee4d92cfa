using System.Text.Json;
using PyFrameworks.Catalog;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

public sealed class CompareTests
{
    private const string Project = "#- pyproject.toml\n[project]\nname = 'x'\nrequires-python = '>=3.12'\ndependencies = ['flask', 'flask-socketio']\n";

    [Fact]
    public void Needs_of_the_project_come_first_with_reason_and_source()
    {
        var comparison = Compare(Project, "flask", "quart");
        var row = comparison.Groups[0].Rows[0];
        Assert.Equal(("needs", "realtime", "WebSocket and server push"), (comparison.Groups[0].Id, row.Id, row.Title));
        Assert.Equal([-1, 2], row.Cells.Select(cell => cell.Score!.Value));
        Assert.Equal(("against the grain", "Reason -1 of realtime.", "https://example.org/source"), (row.Cells[0].Value, row.Cells[0].Detail, row.Cells[0].Source!.Url));
        Assert.DoesNotContain("realtime", comparison.Groups[1].Rows.Select(other => other.Id));
        Assert.Equal([true, false], comparison.Frameworks.Select(comparison.IsInUse));
    }

    [Fact]
    public void Rows_on_which_all_agree_are_kept_and_marked()
    {
        var rows = Compare(Project, "flask", "quart").Groups.SelectMany(group => group.Rows).ToList();
        Assert.True(rows.Single(row => row.Id == "single-file").IsSame);
        Assert.False(rows.Single(row => row.Id == "realtime").IsSame);
        Assert.Equal(["yes", "yes"], rows.Single(row => row.Id == "runs-here").Cells.Select(cell => cell.Value));
    }

    [Theory]
    [InlineData("", "the argument names no framework; name two to five")]
    [InlineData("flask", "the argument names flask alone; name two to five frameworks")]
    [InlineData("flask flsk", "the argument names flsk, which the catalog does not know; did you mean flask?")]
    [InlineData("flask nothing-like-it", "the argument names nothing-like-it, which the catalog does not know; see pyframeworks catalog list")]
    [InlineData("flask quart Flask", "the argument names flask twice; name each framework once")]
    [InlineData("flask quart django fastapi bottle falcon", "the argument names 6 frameworks; name two to five")]
    public void Bad_requests_are_refused_in_a_sentence(string ids, string problem) =>
        Assert.Equal(problem, CompareRequest.Read(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries), "the argument", SampleCatalog.Instance).Problem);

    [Fact]
    public void Json_has_every_member_in_the_documented_order()
    {
        var json = JsonElement.Parse(CompareJson.Write(Compare(Project, "flask", "quart"), "x"));
        Assert.Equal(["version", "project", "frameworks", "needs", "rows", "markdown"], json.EnumerateObject().Select(member => member.Name));
        Assert.All(json.GetProperty("rows").EnumerateArray(), row =>
        {
            Assert.Equal(["group", "id", "title", "same", "cells"], row.EnumerateObject().Select(member => member.Name));
            Assert.Equal(["flask", "quart"], row.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("framework").GetString()));
        });
    }

    [Fact]
    public void What_a_project_writes_is_no_markup()
    {
        const string evil = "#- a<b>|é😀/requirements.txt\nflask\nflask-socketio\n";
        var comparison = Compare(evil, "flask", "quart");
        Assert.Contains("a\\<b\\>\\|é😀/requirements.txt", CompareMarkdown.Write(comparison), StringComparison.Ordinal);
        Assert.Contains("a&lt;b&gt;|é😀/requirements.txt", CompareHtml.Write(comparison), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>|", CompareHtml.Write(comparison), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_shows_the_needs_of_the_project_and_says_the_same_in_words()
    {
        var page = CompareHtml.Write(Compare(Project, "flask", "quart", "bottle"));
        var chart = page.Split("<section>\n<h2>At a glance</h2>")[1].Split("</section>")[0];
        Assert.Contains("role=\"img\" aria-labelledby=\"scores-title scores-desc\"", chart, StringComparison.Ordinal);
        Assert.Contains("<desc id=\"scores-desc\">WebSocket and server push: Flask −1, Quart +2, Bottle not known.</desc>", chart, StringComparison.Ordinal);

        // One bar against, one for, and words where the catalog has no score; what is in use is marked.
        Assert.Equal([1, 1, 1, 1], ((string[])["class=\"against\"", "class=\"on\"", ">not known</text>", ">in use</text>"]).Select(mark => chart.Split(mark).Length - 1));
    }

    [Fact]
    public void Without_needs_the_chart_shows_those_on_which_they_differ()
    {
        var page = CompareHtml.Write(Comparer.ForFrameworks(
            SampleCatalog.Instance, CompareRequest.Read(["flask", "quart"], "", SampleCatalog.Instance).Frameworks, [], TestProjects.Today, TestContext.Current.CancellationToken));
        var chart = page.Split("<section>\n<h2>At a glance</h2>")[1].Split("</section>")[0];
        Assert.Contains("WebSocket and server push: Flask −1, Quart +2", chart, StringComparison.Ordinal);
        Assert.DoesNotContain("Single", chart, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_editor_s_page_leads_to_the_plan_and_to_the_alternatives()
    {
        const string place = "#- é 😀/requirements.txt\nflask\nflask-socketio\n#- é 😀/app.py\nimport flask\napp = flask.Flask('x')\n";
        var page = CompareHtml.Write(Compare(place, "flask", "quart"), path => $"file:///w/{Uri.EscapeDataString(path)}");
        var uri = "file:///w/" + Uri.EscapeDataString("é 😀");
        Assert.Equal(
            [
                ("Show Migration Plan to Quart", $$"""pyframeworks.showMigrationPlan [{"uri":"{{uri}}","from":"flask","to":"quart"}]"""),
                ("All alternatives to Flask", $$"""pyframeworks.suggestAlternatives [{"uri":"{{uri}}","framework":"flask"}]"""),
            ],
            ReportTests.Commands(page));
        Assert.DoesNotContain("command:", CompareHtml.Write(Compare(place, "flask", "quart")), StringComparison.Ordinal);
    }

    [Fact]
    public void Frameworks_of_the_chat_service()
    {
        var project = ReportTests.Services().Single(entry => entry.Project.Path == "chat").Project;
        var frameworks = CompareRequest.Read(["flask", "quart", "fastapi"], "", FrameworkCatalog.BuiltIn).Frameworks;
        var comparison = Comparer.ForProject(project, frameworks, TestContext.Current.CancellationToken);
        Golden.Check("tests/fixtures/services/compare.json", CompareJson.Write(comparison));
        Golden.Check("tests/fixtures/services/compare.md", CompareMarkdown.Write(comparison));
        Golden.Check("tests/fixtures/services/compare.html", CompareHtml.Write(comparison));
    }

    private static Comparison Compare(string project, params string[] ids) => Comparer.ForProject(
        TestProjects.Parse(project).Projects.Single(), CompareRequest.Read(ids, "", SampleCatalog.Instance).Frameworks, TestContext.Current.CancellationToken);
}
