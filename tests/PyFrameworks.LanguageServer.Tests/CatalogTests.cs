using System.Text.Json;
using PyFrameworks.Testing;

namespace PyFrameworks.LanguageServer.Tests;

/// <summary>Catalog files of a team: in force in every answer, kept up with edits, and off where the workspace is not trusted.</summary>
public sealed class CatalogTests
{
    private const string Suggest = "pyframeworks.server.suggestAlternatives";

    private const string Project = """
        #- pyproject.toml
        [project]
        dependencies = ["flask==3.1.0", "kelp"]
        [tool.pyframeworks]
        needs = ["realtime"]
        rules = { PF204 = "off" }
        catalogs = ["team.yaml"]
        #- team.yaml

        """;

    private static readonly string s_team = "overrides: [{id: quart, stance: {level: hold, reason: Nobody knows it.}}]\nframeworks:\n"
        + string.Concat(CatalogMistakes.Kelp.Split('\n', StringSplitOptions.RemoveEmptyEntries).Append("distribution: kelp").Select((line, index) => $"  {(index == 0 ? "-" : " ")} {line}\n"));

    [Fact]
    public async Task A_team_catalog_is_in_force_in_hovers_and_commands()
    {
        using var folder = Folder();
        await using var client = await TestClient.StartAsync(folder);
        await client.ScannedAsync();

        Assert.Contains("Kelp", (await client.HoverAsync(TestClient.Uri(folder.FullPath("pyproject.toml")), 1, 34)).GetProperty("contents").GetProperty("value").GetString(), StringComparison.Ordinal);
        var result = await client.CommandAsync(Suggest, new { uri = TestClient.Uri(folder.FullPath("pyproject.toml")) });
        Assert.DoesNotContain("quart", Suggested(result));
        Assert.EndsWith("On hold for your team and left out: Quart.", result.GetProperty("keep").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("kelp", (await client.CommandAsync(Suggest, new { framework = "kelp" })).GetProperty("from").GetString());
    }

    [Fact]
    public async Task An_edit_of_an_open_catalog_counts_at_once_and_its_mistakes_are_shown_in_it()
    {
        using var folder = Folder();
        await using var client = await TestClient.StartAsync(folder);
        await client.ScannedAsync();
        var uri = TestClient.Uri(folder.FullPath("team.yaml"));
        client.Open(uri, "# é 😀\noverrides: [{id: flask, stance: {level: never, reason: R.}}]\n", languageId: "yaml");
        await client.ShowsAsync(folder, "team.yaml PF005");
        Assert.Equal("""{"start":{"line":1,"character":40},"end":{"line":1,"character":45}}""", client.Published(uri).GetProperty("diagnostics")[0].GetProperty("range").ToString());
        Assert.Contains("quart", Suggested(await client.CommandAsync(Suggest, new { })));

        client.Change(uri, 2, new { text = "overrides: [{id: flask, stance: {level: hold, reason: Too old.}}]\n" });
        await client.ShowsAsync(folder);
        Assert.StartsWith("Your team says hold to Flask: Too old.", (await client.CommandAsync(Suggest, new { })).GetProperty("keep").GetProperty("reason").GetString(), StringComparison.Ordinal);

        client.Close(uri);
        Assert.DoesNotContain("quart", Suggested(await client.CommandAsync(Suggest, new { })));
    }

    [Fact]
    public async Task A_change_on_disk_counts()
    {
        using var folder = Folder();
        await using var client = await TestClient.StartAsync(folder);
        await client.ScannedAsync();
        folder.Write("team.yaml", "overrides: [{id: fastapi, stance: {level: hold, reason: R.}}]\n");
        client.FileChanged((folder.FullPath("team.yaml"), 2));
        Assert.Contains("quart", Suggested(await client.CommandAsync(Suggest, new { })));

        folder.Delete("team.yaml");
        client.FileChanged((folder.FullPath("team.yaml"), 3));
        await client.ShowsAsync(folder, "pyproject.toml PF005");
    }

    [Fact]
    public async Task A_catalog_of_the_editor_s_settings_may_lie_outside_and_is_kept_up()
    {
        using var outside = new TestFolder();
        outside.Write("editor.yaml", s_team);
        using var folder = new TestFolder("#- requirements.txt\nflask\nkelp\n");
        await using var client = new TestClient();
        client.Answers["workspace/configuration"] = _ => new object[] { new { needs = new[] { "realtime" }, catalogs = new[] { outside.FullPath("editor.yaml"), "gone.yaml" } } };
        await client.InitializeAsync([folder.Root], new
        {
            workspace = new { configuration = true, didChangeWatchedFiles = new { dynamicRegistration = true, relativePatternSupport = true } },
        });
        await client.LoggedAsync("The setting pyframeworks.catalogs names gone.yaml, which does not exist");
        Assert.DoesNotContain("quart", Suggested(await client.CommandAsync(Suggest, new { })));
        var registration = await client.TakeAsync("client/registerCapability", message => message.ToString().Contains("pyframeworks-catalogs", StringComparison.Ordinal));
        Assert.Contains("\"pattern\":\"editor.yaml\"", registration.ToString(), StringComparison.Ordinal);

        var uri = TestClient.Uri(outside.FullPath("editor.yaml"));
        client.Open(uri, "overrides: []\n", languageId: "yaml");
        Assert.Contains("quart", Suggested(await client.CommandAsync(Suggest, new { })));
        client.Close(uri);
        Assert.DoesNotContain("quart", Suggested(await client.CommandAsync(Suggest, new { })));

        outside.Write("editor.yaml", "overrides: []\n");
        client.FileChanged((outside.FullPath("editor.yaml"), 2));
        Assert.Contains("quart", Suggested(await client.CommandAsync(Suggest, new { })));
    }

    [Fact]
    public async Task No_catalog_is_read_where_the_workspace_is_not_trusted()
    {
        using var folder = Folder();
        await using var client = await TestClient.StartAsync(folder, options: new { trusted = false, settings = new { catalogs = new[] { "team.yaml" } } });
        await client.ScannedAsync();

        Assert.Contains("quart", Suggested(await client.CommandAsync(Suggest, new { })));
        Assert.Contains("kelp", (await client.FailCommandAsync(Suggest, new { framework = "kelp" })).Message, StringComparison.Ordinal);
    }

    private static TestFolder Folder()
    {
        var folder = new TestFolder(Project);
        folder.Write("team.yaml", s_team);
        return folder;
    }

    private static IEnumerable<string?> Suggested(JsonElement result) => result.GetProperty("suggestions").EnumerateArray().Select(entry => entry.GetProperty("id").GetString());
}
