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
