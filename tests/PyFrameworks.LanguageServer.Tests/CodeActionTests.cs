using System.Text.Json;
using PyFrameworks.Testing;

namespace PyFrameworks.LanguageServer.Tests;

public sealed class CodeActionTests
{
    private static readonly object s_literals = new { codeActionLiteralSupport = new { codeActionKind = new { valueSet = new[] { "quickfix" } } }, isPreferredSupport = true };

    [Fact]
    public Task A_finding_offers_its_mend_alternatives_and_silence() => CheckAsync(new { textDocument = new { codeAction = s_literals } }, async (client, folder) =>
    {
        var actions = await ActionsAsync(client, folder, 0, 7);
        Assert.Contains("Suggest alternatives to Flask", Titles(actions));
        Assert.Contains("Ignore PF101 here", Titles(actions));

        // Without a pyproject.toml to edit this would create a file, which the client can't.
        Assert.DoesNotContain("Turn PF101 off for this project", Titles(actions));
        var ignore = actions.Single(action => action.GetProperty("title").ValueEquals("Ignore PF101 here"));
        Assert.Equal("quickfix", ignore.GetProperty("kind").GetString());
        Assert.Equal("PF101", ignore.GetProperty("diagnostics")[0].GetProperty("code").GetString());
        var edit = ignore.GetProperty("edit").GetProperty("changes").GetProperty(Requirements(folder))[0];
        Assert.Equal("  # pyframeworks: ignore[PF101]", edit.GetProperty("newText").GetString());
        Assert.Equal((0, 10, 0, 10), DocumentTests.Read(edit.GetProperty("range")));
        var suggest = actions.Single(action => action.GetProperty("title").ValueEquals("Suggest alternatives to Flask"));
        Assert.Equal("pyframeworks.server.suggestAlternatives", suggest.GetProperty("command").GetProperty("command").GetString());

        // What an action says can be done at once.
        var result = await client.RequestAsync("workspace/executeCommand", new
        {
            command = suggest.GetProperty("command").GetProperty("command").GetString(),
            arguments = suggest.GetProperty("command").GetProperty("arguments"),
        });
        Assert.Equal("flask", result.GetProperty("from").GetString());
    });

    [Fact]
    public Task Edits_carry_versions_and_create_files_where_the_client_can() => CheckAsync(
        new { textDocument = new { codeAction = s_literals }, workspace = new { workspaceEdit = new { documentChanges = true, resourceOperations = new[] { "create" } } } }, async (client, folder) =>
    {
        client.Open(Requirements(folder), "flask==2.3\n", version: 7);
        var actions = await ActionsAsync(client, folder, 0, 7);
        var off = actions.Single(action => action.GetProperty("title").ValueEquals("Turn PF101 off for this project")).GetProperty("edit").GetProperty("documentChanges");
        Assert.Equal("create", off[0].GetProperty("kind").GetString());
        Assert.Equal(TestClient.Uri(folder.FullPath("pyproject.toml")), off[0].GetProperty("uri").GetString());
        Assert.Contains("PF101 = \"off\"", off[1].GetProperty("edits")[0].GetProperty("newText").GetString(), StringComparison.Ordinal);
        var ignore = actions.Single(action => action.GetProperty("title").ValueEquals("Ignore PF101 here")).GetProperty("edit").GetProperty("documentChanges");
        Assert.Equal(7, ignore[0].GetProperty("textDocument").GetProperty("version").GetInt32());
    });

    [Fact]
    public async Task A_mend_edits_every_file_that_needs_it()
    {
        using var folder = new TestFolder("""
            #- pyproject.toml
            [project]
            name = "shop"
            dependencies = ["django-rest-framework==0.1.0"]
            #- requirements.txt
            django-rest-framework
            """);
        await using var client = await TestClient.StartAsync(folder, new { textDocument = new { codeAction = s_literals } });
        await client.ShowsAsync(folder, "pyproject.toml PF104");
        var action = (await ActionsAsync(client, folder, 2, 20, "quickfix", file: "pyproject.toml"))[0];
        Assert.Equal("Write djangorestframework, without the version of django-rest-framework", action.GetProperty("title").GetString());
        Assert.True(action.GetProperty("isPreferred").GetBoolean());
        Assert.Equal("PF104", action.GetProperty("diagnostics")[0].GetProperty("code").GetString());
        var changes = action.GetProperty("edit").GetProperty("changes");
        Assert.Equal(
            [((2, 17, 2, 38), "djangorestframework"), ((2, 38, 2, 45), "")],
            changes.GetProperty(TestClient.Uri(folder.FullPath("pyproject.toml"))).EnumerateArray().Select(edit => (DocumentTests.Read(edit.GetProperty("range")), edit.GetProperty("newText").GetString()!)));
        Assert.Equal("djangorestframework", Assert.Single(changes.GetProperty(Requirements(folder)).EnumerateArray()).GetProperty("newText").GetString());
    }

    [Fact]
    public Task Another_framework_is_written_into_the_manifest() => CheckAsync(new { textDocument = new { codeAction = s_literals } }, async (client, folder) =>
    {
        var action = (await ActionsAsync(client, folder, 0, 7, "refactor")).Single(action => action.GetProperty("title").ValueEquals("Replace Flask with Quart in this manifest"));
        Assert.Equal("refactor.rewrite", action.GetProperty("kind").GetString());
        Assert.Equal(
            [((0, 0, 0, 5), "quart"), ((0, 5, 0, 10), ">=0.21")],
            action.GetProperty("edit").GetProperty("changes").GetProperty(Requirements(folder)).EnumerateArray().Select(edit => (DocumentTests.Read(edit.GetProperty("range")), edit.GetProperty("newText").GetString()!)));
    });

    [Fact]
    public Task A_client_of_old_gets_commands() => CheckAsync(new { }, async (client, folder) =>
    {
        var command = Assert.Single(await ActionsAsync(client, folder, 0, 7));
        Assert.Equal("Suggest alternatives to Flask", command.GetProperty("title").GetString());
        Assert.Equal("pyframeworks.server.suggestAlternatives", command.GetProperty("command").GetString());
        Assert.Equal("flask", command.GetProperty("arguments")[0].GetProperty("framework").GetString());
        Assert.False(command.TryGetProperty("kind", out _));
    });

    [Fact]
    public async Task A_finding_leads_to_its_page_where_the_client_shows_it()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            """);
        await using var client = await TestClient.StartAsync(folder, new { textDocument = new { codeAction = s_literals } }, new { commandLinks = true });
        await client.ScannedAsync();
        var explain = (await ActionsAsync(client, folder, 0, 7)).Single(action => action.GetProperty("title").ValueEquals("Explain PF101"));
        Assert.Equal(("quickfix", "pyframeworks.explainRule", "PF101"), (
            explain.GetProperty("kind").GetString(), explain.GetProperty("command").GetProperty("command").GetString(), explain.GetProperty("command").GetProperty("arguments")[0].GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task The_extension_s_own_command_is_used_where_it_is_there()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask
            #- app.py
            import flask
            app = flask.Flask(__name__)
            """);
        await using var client = await TestClient.StartAsync(folder, new { textDocument = new { codeAction = s_literals } }, new { commandLinks = true });
        await client.ScannedAsync();
        var actions = await ActionsAsync(client, folder, 0, 2);
        Assert.Equal(["Suggest alternatives to Flask", "Replace Flask with Quart in this manifest", "Show a migration plan from Flask"], Titles(actions));
        var plan = actions[2].GetProperty("command");
        Assert.Equal("pyframeworks.showMigrationPlan", plan.GetProperty("command").GetString());
        Assert.Equal((Requirements(folder), "flask"), (plan.GetProperty("arguments")[0].GetProperty("uri").GetString(), plan.GetProperty("arguments")[0].GetProperty("from").GetString()));
        var action = actions[0];
        Assert.Equal("pyframeworks.suggestAlternatives", action.GetProperty("command").GetProperty("command").GetString());
        Assert.Equal("refactor.rewrite", action.GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("quickfix", true)]
    [InlineData("refactor", false)]
    [InlineData("quick", false)]
    [InlineData("source.organizeImports", false)]
    public Task Only_the_kinds_that_are_asked_for_are_given(string? only, bool expected) => CheckAsync(new { textDocument = new { codeAction = s_literals } }, async (client, folder) =>
        Assert.Equal(expected, Titles(await ActionsAsync(client, folder, 0, 7, only)).Contains("Ignore PF101 here")));

    [Fact]
    public Task Where_nothing_is_there_is_nothing_to_do() => CheckAsync(new { textDocument = new { codeAction = s_literals } }, async (client, folder) =>
        Assert.Empty(await ActionsAsync(client, folder, 1, 0)));

    [Fact]
    public Task The_diagnostic_is_given_back_as_the_client_shows_it() => CheckAsync(new { textDocument = new { codeAction = s_literals } }, async (client, folder) =>
    {
        var shown = client.Published(Requirements(folder)).GetProperty("diagnostics")[0];
        var actions = await ActionsAsync(client, folder, 0, 7, diagnostics: [shown, new { range = shown.GetProperty("range"), message = "of another", code = 3, source = "other" }]);
        Assert.Equal(shown.ToString(), actions.First(action => action.TryGetProperty("edit", out _) && action.TryGetProperty("diagnostics", out _)).GetProperty("diagnostics")[0].ToString());
    });

    private static string Requirements(TestFolder folder) => TestClient.Uri(folder.FullPath("requirements.txt"));

    private static IEnumerable<string> Titles(IEnumerable<JsonElement> actions) => actions.Select(action => action.GetProperty("title").GetString()!);

    private static async Task<JsonElement[]> ActionsAsync(TestClient client, TestFolder folder, int line, int character, string? only = null, object[]? diagnostics = null, string file = "requirements.txt") =>
    [
        .. (await client.RequestAsync("textDocument/codeAction", new
        {
            textDocument = new { uri = TestClient.Uri(folder.FullPath(file)) },
            range = new { start = new { line, character }, end = new { line, character } },
            context = new { diagnostics = diagnostics ?? [], only = only is null ? null : new[] { only } },
        })).EnumerateArray(),
    ];

    private static async Task CheckAsync(object capabilities, Func<TestClient, TestFolder, Task> check)
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            # nothing here
            """);
        await using var client = await TestClient.StartAsync(folder, capabilities);
        await client.ShowsAsync(folder, "requirements.txt PF101");
        await check(client, folder);
    }
}
