using System.Text.Json;
using PyFrameworks.Testing;

namespace PyFrameworks.LanguageServer.Tests;

/// <summary>Symbols, links, definitions, references, hints, lenses and completion as a client sees them.</summary>
public sealed class FeatureTests
{
    private const string Project = """
        #- requirements.txt
        # é 😀
        flask==2.3.0
        -r base.txt
        #- base.txt
        django==5.2
        #- pyproject.toml
        [dependency-groups]
        test = ["pytest", {include-group = "lint"}]
        lint = ["ruff"]
        #- app.py
        é = "😀"; import flask
        app = flask.Flask(__name__)
        """;

    private static readonly object s_able = new
    {
        textDocument = new
        {
            documentSymbol = new { hierarchicalDocumentSymbolSupport = true },
            definition = new { linkSupport = true },
            documentLink = new { tooltipSupport = true },
            hover = new { contentFormat = new[] { "markdown" } },
            completion = new { completionItem = new { documentationFormat = new[] { "markdown" }, tagSupport = new { valueSet = new[] { 1 } } } },
        },
    };

    [Fact]
    public Task Symbols_form_a_tree_where_the_client_knows_trees() => CheckAsync(s_able, async (client, folder) =>
    {
        var symbols = await RequestAsync(client, folder, "documentSymbol", "pyproject.toml");
        Assert.Equal(["group test", "group lint"], symbols.EnumerateArray().Select(symbol => symbol.GetProperty("name").GetString()));
        var group = symbols[0];
        Assert.Equal(["pytest", "lint"], group.GetProperty("children").EnumerateArray().Select(child => child.GetProperty("name").GetString()));
        Assert.Equal((1, 9, 1, 40), DocumentTests.Read(group.GetProperty("range")));
        Assert.Equal((1, 9, 1, 15), DocumentTests.Read(group.GetProperty("selectionRange")));
    });

    [Fact]
    public Task Other_clients_get_a_list() => CheckAsync(null, async (client, folder) =>
    {
        var symbols = await RequestAsync(client, folder, "documentSymbol", "pyproject.toml");
        Assert.Equal(
            ["group test", "pytest/group test", "lint/group test", "group lint", "ruff/group lint"],
            symbols.EnumerateArray().Select(symbol => symbol.GetProperty("name").GetString() + (symbol.TryGetProperty("containerName", out var container) ? $"/{container}" : "")));
        Assert.All(symbols.EnumerateArray(), symbol => Assert.Equal(Uri(folder, "pyproject.toml"), symbol.GetProperty("location").GetProperty("uri").GetString()));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Links_lead_to_pages_and_files(bool isAble) => CheckAsync(isAble ? s_able : null, async (client, folder) =>
    {
        var links = await RequestAsync(client, folder, "documentLink", "requirements.txt");
        Assert.Equal(
            ["https://pypi.org/project/flask/", Uri(folder, "base.txt")],
            links.EnumerateArray().Select(link => link.GetProperty("target").GetString()));
        Assert.Equal((1, 0, 1, 5), DocumentTests.Read(links[0].GetProperty("range")));
        Assert.Equal(isAble, links[0].TryGetProperty("tooltip", out _));
    });

    [Fact]
    public Task A_definition_says_what_leads_to_it() => CheckAsync(s_able, async (client, folder) =>
    {
        var link = Assert.Single((await RequestAsync(client, folder, "definition", "app.py", 0, 20)).EnumerateArray());
        Assert.Equal(Uri(folder, "requirements.txt"), link.GetProperty("targetUri").GetString());
        Assert.Equal((0, 17, 0, 22), DocumentTests.Read(link.GetProperty("originSelectionRange")));
        Assert.Equal((1, 0, 1, 12), DocumentTests.Read(link.GetProperty("targetRange")));
        Assert.Equal((1, 0, 1, 5), DocumentTests.Read(link.GetProperty("targetSelectionRange")));
    });

    [Fact]
    public Task A_client_without_links_gets_the_place() => CheckAsync(null, async (client, folder) =>
    {
        var place = Assert.Single((await RequestAsync(client, folder, "definition", "requirements.txt", 2, 5)).EnumerateArray());
        Assert.Equal((Uri(folder, "base.txt"), (0, 0, 0, 0)), (place.GetProperty("uri").GetString(), DocumentTests.Read(place.GetProperty("range"))));
    });

    [Theory]
    [InlineData(false, "app.py 0:17")]
    [InlineData(true, "requirements.txt 1:0, app.py 0:17")]
    public Task References_are_imports(bool includesDeclaration, string expected) => CheckAsync(null, async (client, folder) =>
    {
        var places = await client.RequestAsync("textDocument/references", new
        {
            textDocument = new { uri = Uri(folder, "requirements.txt") },
            position = new { line = 1, character = 8 },
            context = new { includeDeclaration = includesDeclaration },
        });
        Assert.Equal(expected, string.Join(", ", places.EnumerateArray().Select(place =>
            $"{Path.GetFileName(place.GetProperty("uri").GetString())} {place.GetProperty("range").GetProperty("start").GetProperty("line")}:{place.GetProperty("range").GetProperty("start").GetProperty("character")}")));
    });

    [Theory]
    [InlineData(true, "markdown")]
    [InlineData(false, "plaintext")]
    public Task Hints_stand_behind_the_dependency(bool isAble, string kind) => CheckAsync(isAble ? s_able : null, async (client, folder) =>
    {
        var hint = Assert.Single((await HintsAsync(client, folder, 0, 5)).EnumerateArray());
        Assert.Equal(("end of life 2023-09-30", 1, 12), (hint.GetProperty("label").GetString(), hint.GetProperty("position").GetProperty("line").GetInt32(), hint.GetProperty("position").GetProperty("character").GetInt32()));
        Assert.Equal(kind, hint.GetProperty("tooltip").GetProperty("kind").GetString());
        Assert.Empty((await HintsAsync(client, folder, 2, 5)).EnumerateArray());
    });

    [Theory]
    [InlineData(true, "Flask 2.3 · WSGI · end of life since 2023-09-30 · 1 warning ();Suggest alternatives (pyframeworks.suggestAlternatives)")]
    [InlineData(false, "Flask 2.3 · WSGI · end of life since 2023-09-30 · 1 warning ();Suggest alternatives (pyframeworks.server.suggestAlternatives)")]
    public Task A_lens_offers_the_command_that_the_client_has(bool hasCommands, string expected) => CheckAsync(null, async (client, folder) =>
    {
        var lenses = await RequestAsync(client, folder, "codeLens", "requirements.txt");
        Assert.Equal(expected, string.Join(';', lenses.EnumerateArray().Select(lens => $"{lens.GetProperty("command").GetProperty("title")} ({lens.GetProperty("command").GetProperty("command")})")));
        Assert.Equal((1, 0, 1, 5), DocumentTests.Read(lenses[0].GetProperty("range")));
    }, new { commandLinks = hasCommands });

    [Theory]
    [InlineData("codeLens", """{"codeLens":{"enable":false}}""", "requirements.txt", false)]
    [InlineData("codeLens", """{"codeLens":{"enable":true}}""", "requirements.txt", true)]
    [InlineData("codeLens", """{"codeLens.imports":true}""", "app.py", true)]
    [InlineData("documentLink", """{"documentLinks":{"enable":false}}""", "requirements.txt", false)]
    [InlineData("documentLink", """{"documentLinks.enable":true}""", "requirements.txt", true)]
    [InlineData("inlayHint", """{"inlayHints":{"enable":false}}""", "requirements.txt", false)]
    [InlineData("inlayHint", """{"inlayHints":{"enable":null}}""", "requirements.txt", true)]
    [InlineData("documentSymbol", """{"enable":false}""", "requirements.txt", false)]
    public Task Settings_switch_them(string feature, string settings, string path, bool isShown) => CheckAsync(null, async (client, folder) =>
    {
        var answer = await RequestAsync(client, folder, feature, path);
        Assert.Equal(isShown, answer is { ValueKind: JsonValueKind.Array } && answer.GetArrayLength() > 0);
    }, JsonElement.Parse(settings));

    [Fact]
    public Task A_setting_of_another_type_is_told() => CheckAsync(null, async (client, _) =>
    {
        client.Notify("workspace/didChangeConfiguration", new { settings = new { pyframeworks = new { codeLens = new { enable = 1 } } } });
        await client.LoggedAsync("pyframeworks.codeLens.enable has to be true or false");
    });

    [Theory]
    [InlineData("documentSymbol")]
    [InlineData("documentLink")]
    [InlineData("definition")]
    [InlineData("references")]
    [InlineData("inlayHint")]
    [InlineData("codeLens")]
    [InlineData("completion")]
    public Task Of_files_outside_nothing_is_said(string feature) => CheckAsync(s_able, async (client, folder) =>
    {
        client.Open("untitled:Untitled-1", "flask");
        foreach (var uri in (string[])["untitled:Untitled-1", "file:///nowhere/requirements.txt", TestClient.Uri(folder.FullPath("../outside/requirements.txt")), TestClient.Uri(folder.FullPath("gone.txt"))])
        {
            Assert.Equal(JsonValueKind.Null, (await RequestUriAsync(client, uri, feature, 0, 0)).ValueKind);
        }
    });

    [Fact]
    public Task A_proposal_replaces_the_word_and_is_told_of_later() => CheckAsync(s_able, async (client, folder) =>
    {
        var uri = Uri(folder, "requirements.txt");
        client.Open(uri, "\uFEFFfla\r\né😀\r\n\tflask>=3.0.1\r\n");
        var list = await RequestAsync(client, folder, "completion", "requirements.txt", 0, 3);
        Assert.False(list.GetProperty("isIncomplete").GetBoolean());
        var flask = list.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("label").ValueEquals("flask"));
        Assert.Equal(((0, 1, 0, 4), "flask"), (DocumentTests.Read(flask.GetProperty("textEdit").GetProperty("range")), flask.GetProperty("textEdit").GetProperty("newText").GetString()));
        Assert.False(flask.TryGetProperty("documentation", out _));
        var resolved = await client.RequestAsync("completionItem/resolve", flask);
        Assert.StartsWith("**Flask**", resolved.GetProperty("documentation").GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Equal("flask", resolved.GetProperty("label").GetString());

        var releases = (await RequestAsync(client, folder, "completion", "requirements.txt", 2, 10)).GetProperty("items");
        Assert.Equal(["3.1", "3.0", "2.3"], releases.EnumerateArray().Select(item => item.GetProperty("label").GetString()));
        Assert.Equal((2, 8, 2, 13), DocumentTests.Read(releases[0].GetProperty("textEdit").GetProperty("range")));
        Assert.Equal([false, true, true], releases.EnumerateArray().Select(item => item.TryGetProperty("tags", out _)));
    });

    [Fact]
    public Task The_same_list_stands_at_every_place() => CheckAsync(s_able, async (client, folder) =>
    {
        var uri = Uri(folder, "requirements.txt");
        client.Open(uri, "fla\né\n  dja\nflask-lo\n");
        var places = new[] { (0, 3, 0, 0), (2, 5, 2, 2), (3, 4, 3, 0), (0, 1, 0, 0) };
        var lists = new List<string>();
        foreach (var (line, character, _, _) in places)
        {
            lists.Add((await RequestAsync(client, folder, "completion", "requirements.txt", line, character)).GetRawText());
        }

        for (var i = 0; i < places.Length; i++)
        {
            var items = JsonElement.Parse(lists[i]).GetProperty("items").EnumerateArray().ToList();
            var (line, _, _, start) = places[i];
            Assert.All(items, item => Assert.Equal((line, start), DocumentTests.Read(item.GetProperty("textEdit").GetProperty("range")) is var (startLine, startCharacter, _, _) ? (startLine, startCharacter) : default));
            Assert.Equal(
                JsonElement.Parse(lists[0]).GetProperty("items").EnumerateArray().Select(Rest),
                items.Select(Rest));
        }

        // What the file declares changes the order.
        client.Open(Uri(folder, "requirements-dev.txt"), "flask\n\n");
        var declared = await RequestAsync(client, folder, "completion", "requirements-dev.txt", 1, 0);
        Assert.NotEqual(Sort(JsonElement.Parse(lists[0])), Sort(declared));
        Assert.Equal(lists[0], (await RequestAsync(client, folder, "completion", "requirements.txt", 0, 3)).GetRawText());

        static string Rest(JsonElement item) => string.Join('|', item.EnumerateObject().Select(property => property.NameEquals("textEdit") ? property.Value.GetProperty("newText").GetRawText() : property.ToString()));
        static IEnumerable<string?> Sort(JsonElement list) => list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sortText").GetString());
    });

    [Theory]
    [InlineData("""{"label":"x"}""")]
    [InlineData("""{"label":"x","data":{"a":1}}""")]
    [InlineData("""{"label":"x","data":"nonsense"}""")]
    public Task A_proposal_of_somebody_else_comes_back_as_it_is(string item) => CheckAsync(null, async (client, _) =>
        Assert.Equal("x", (await client.RequestAsync("completionItem/resolve", JsonElement.Parse(item))).GetProperty("label").GetString()));

    [Fact]
    public async Task Lenses_and_hints_are_asked_for_again_after_the_scan()
    {
        using var folder = new TestFolder(Project);
        await using var client = await TestClient.StartAsync(folder, new { workspace = new { codeLens = new { refreshSupport = true }, inlayHint = new { refreshSupport = true } } });
        await client.TakeAsync("workspace/codeLens/refresh");
        await client.TakeAsync("workspace/inlayHint/refresh");
        Assert.Equal(0, client.Count("workspace/diagnostic/refresh"));
    }

    private static string Uri(TestFolder folder, string path) => TestClient.Uri(folder.FullPath(path));

    private static Task<JsonElement> HintsAsync(TestClient client, TestFolder folder, int from, int to) => client.RequestAsync("textDocument/inlayHint", new
    {
        textDocument = new { uri = Uri(folder, "requirements.txt") },
        range = new { start = new { line = from, character = 0 }, end = new { line = to, character = 0 } },
    });

    private static Task<JsonElement> RequestAsync(TestClient client, TestFolder folder, string feature, string path, int line = 0, int character = 0) =>
        RequestUriAsync(client, Uri(folder, path), feature, line, character);

    private static Task<JsonElement> RequestUriAsync(TestClient client, string uri, string feature, int line, int character) => client.RequestAsync($"textDocument/{feature}", new
    {
        textDocument = new { uri },
        position = new { line, character },
        range = new { start = new { line = 0, character = 0 }, end = new { line = 9, character = 0 } },
        context = new { includeDeclaration = true, triggerKind = 1 },
    });

    private static async Task CheckAsync(object? capabilities, Func<TestClient, TestFolder, Task> check, object? options = null)
    {
        using var folder = new TestFolder(Project);
        await using var client = await TestClient.StartAsync(folder, capabilities, options);
        await client.ScannedAsync();
        await check(client, folder);
    }
}
