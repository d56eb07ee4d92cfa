namespace PyFrameworks.Cli.Tests;

/// <summary><c>migrate</c>.</summary>
public sealed class MigrateTests
{
    private const string Shop = "#- requirements.txt\nflask>=3\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n@app.route('/')\ndef index(): pass\n";

    [Fact]
    public async Task Json_has_every_field_in_the_documented_order()
    {
        using var folder = new CliFolder(Shop);

        var result = await folder.RunAsync("migrate", "--to", "quart", "--format", "json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        CheckMembers(result.Json, "version", "from", "to", "project", "warnings", "size", "sizeReason", "items", "extensions", "dependencies", "server", "steps", "known", "sources");
        Assert.Equal(("flask", "quart", ".", "small"), (Text("from"), Text("to"), Text("project"), Text("size")));
        var routes = result.Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("concept").ValueEquals("route-mapping"));
        CheckMembers(routes, "concept", "count", "from", "to", "counterpart", "stays", "places");
        Assert.Equal("""{"file":"app.py","range":{"start":{"line":2,"character":1},"end":{"line":2,"character":10}}}""", routes.GetProperty("places")[0].GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        CheckMembers(result.Json.GetProperty("steps")[0], "step", "text", "count", "concepts");
        var edit = result.Json.GetProperty("dependencies")[0].GetProperty("edits")[0];
        Assert.Equal(("requirements.txt", "quart"), (edit.GetProperty("file").GetString(), edit.GetProperty("newText").GetString()));

        string? Text(string member) => result.Json.GetProperty(member).GetString();
    }

    [Theory]
    [InlineData("text", "From Flask to Quart\n\nSmall. ")]
    [InlineData("markdown", "# From Flask to Quart\n\n**Small.** ")]
    public async Task Text_and_Markdown(string format, string start)
    {
        using var folder = new CliFolder(Shop);

        var result = await folder.RunAsync("migrate", "--from", "Flask", "--to", "quart", "--format", format);

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.StartsWith(start, result.Output, StringComparison.Ordinal);
        Assert.Contains("1. Write tests for what the route answers before anything moves", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate", "--to is missing: the identifier of the framework to move to")]
    [InlineData("migrate --to flask", "--to names flask, which is the framework in use; name another one")]
    [InlineData("migrate --to fastpai", "--to names fastpai, which the catalog does not know; did you mean fastapi?")]
    [InlineData("migrate --from django --to quart", "--from names django, which the project does not use; it uses flask")]
    [InlineData("migrate --to quart nowhere", "nowhere does not exist; give a folder or a file of a project")]
    [InlineData("migrate --to quart docs", "there is no Python project in docs; give another folder")]
    [InlineData("migrate --to quart --format html", "--format html is not offered here; choose text, json or markdown")]
    public async Task Bad_arguments(string arguments, string error)
    {
        using var folder = new CliFolder(Shop + "#- docs/index.md\nnothing\n");
        Assert.Equal(new(2, "", $"error: {error}\n"), await folder.RunAsync(arguments.Split(' ')));
    }

    [Fact]
    public async Task The_project_that_uses_the_framework_is_meant()
    {
        using var folder = new CliFolder("#- a/requirements.txt\ndjango\n#- b/requirements.txt\nflask\n#- c/requirements.txt\nflask\n");

        var result = await folder.RunAsync("migrate", "--from", "flask", "--to", "quart", "--format", "json");

        Assert.Equal("b", result.Json.GetProperty("project").GetString());
        Assert.Equal("warning: this is about b; give the path of another project to ask about it: c\n", result.Error);
        Assert.Equal("", (await folder.RunAsync("migrate", "--to", "quart", "--quiet", "c")).Error);
    }

    private static void CheckMembers(System.Text.Json.JsonElement element, params string[] expected) => Assert.Equal(expected, element.EnumerateObject().Select(member => member.Name));
}
