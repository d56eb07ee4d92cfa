namespace PyFrameworks.Cli.Tests;

/// <summary><c>compare</c>, <c>report</c> and <c>suggest --explain</c>.</summary>
public sealed class CompareReportTests
{
    private const string Project = "#- requirements.txt\nflask\nflask-socketio\n#- app.py\nfrom flask import Flask\n";

    [Theory]
    [InlineData("compare", "compare ID names no framework; name two to five")]
    [InlineData("compare flask", "compare ID names flask alone; name two to five frameworks")]
    [InlineData("compare flask flsk", "compare ID names flsk, which the catalog does not know; did you mean flask?")]
    [InlineData("compare flask flask", "compare ID names flask twice; name each framework once")]
    [InlineData("compare flask quart django bottle falcon sanic", "compare ID names 6 frameworks; name two to five")]
    [InlineData("report", "report needs -o FILE, the page to write; -o - writes it to standard output")]
    [InlineData("report -o gone/report.html", "-o gone/report.html can't be written, as its folder does not exist; create the folder or choose another file")]
    [InlineData("report -o .", "-o . is a folder; name a file in it, for example ./report.html")]
    [InlineData("report -o - --format json", "--format json is not offered here; choose html")]
    public async Task Bad_usage_is_told_in_one_line(string line, string problem)
    {
        using var folder = new CliFolder(Project);
        Assert.Equal(new(2, "", $"error: {problem}\n"), await folder.RunAsync(line.Split(' ')));
    }

    [Fact]
    public async Task Compare_weighs_the_needs_of_the_project()
    {
        using var folder = new CliFolder(Project);

        var json = await folder.RunAsync("compare", "flask", "quart", "--project", ".", "--need", "typed", "--format", "json");

        Assert.Equal((0, ""), (json.Code, json.Error));
        Assert.Equal(["realtime", "typed"], json.Json.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("group").ValueEquals("needs")).Select(row => row.GetProperty("id").GetString()));
        Assert.StartsWith("Flask  WSGI microframework, in use here\n", (await folder.RunAsync("compare", "flask", "quart", "--project", ".")).Output, StringComparison.Ordinal);
        Assert.StartsWith("# Flask and Quart side by side\n", (await folder.RunAsync("compare", "flask", "quart", "--format", "markdown")).Output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>\n", (await folder.RunAsync("compare", "flask", "quart", "--format", "html")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_writes_the_same_page_to_a_file_and_to_standard_output()
    {
        using var folder = new CliFolder(Project);

        var piped = await folder.RunAsync("report", "-o", "-", "--today", "2026-11-26");
        var written = await folder.RunAsync("report", ".", "-o", "page.html", "--today", "2026-11-26");

        Assert.Equal((0, ""), (piped.Code, piped.Error));
        Assert.Equal(new(0, "", "page.html: 1 project\n"), written);
        Assert.Equal(piped.Output, await File.ReadAllTextAsync(Path.Combine(folder.Root, "page.html"), TestContext.Current.CancellationToken));
        Assert.Contains("2026-11-26", piped.Output, StringComparison.Ordinal);
        Assert.Equal(new(0, "", ""), await folder.RunAsync("report", "-o", "page.html", "--quiet"));
    }

    [Fact]
    public async Task Suggest_explains_its_sums()
    {
        using var folder = new CliFolder(Project);

        var text = (await folder.RunAsync("suggest", "--explain")).Output;
        var json = (await folder.RunAsync("suggest", "--explain", "--format", "json")).Json;

        Assert.Contains("\nQuart: the sum of its fit\n", text, StringComparison.Ordinal);
        Assert.Contains("\nNo alternatives here\n", text, StringComparison.Ordinal);
        var first = json.GetProperty("suggestions")[0];
        Assert.Equal(["kind", "what", "score", "weight", "points"], first.GetProperty("sum")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(first.GetProperty("score").GetDecimal(), Math.Round(first.GetProperty("sum").EnumerateArray().Sum(term => term.GetProperty("points").GetDecimal()), 2));
        Assert.Contains(json.GetProperty("excluded").EnumerateArray(), entry => entry.GetProperty("id").ValueEquals("bottle"));
        Assert.False((await folder.RunAsync("suggest", "--format", "json")).Json.TryGetProperty("excluded", out _));
    }
}
