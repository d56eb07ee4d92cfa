using System.Text.Json;
using PyFrameworks.Testing;

namespace PyFrameworks.LanguageServer.Tests;

/// <summary>Diagnostics as a client pulls them.</summary>
public sealed class PullTests
{
    private const string Project = """
        #- requirements.txt
        flask==2.3
        -r base.txt
        #- base.txt
        django==3.2
        #- api/requirements.txt
        flask==2.3
        """;

    private static readonly object s_pulls = new { workspace = new { diagnostics = new { refreshSupport = true } }, textDocument = new { diagnostic = new { } } };

    [Theory]
    [InlineData("""{"textDocument":{"diagnostic":{}}}""", true)]
    [InlineData("""{"textDocument":{"publishDiagnostics":{}}}""", false)]
    [InlineData("{}", false)]
    public async Task Only_a_client_that_can_is_offered_pulls(string capabilities, bool isOffered)
    {
        await using var client = new TestClient();
        var offered = (await client.InitializeAsync([], JsonElement.Parse(capabilities))).GetProperty("capabilities");
        Assert.Equal(isOffered, offered.TryGetProperty("diagnosticProvider", out var provider));
        Assert.True(!isOffered || (provider.GetProperty("interFileDependencies").GetBoolean() && provider.GetProperty("workspaceDiagnostics").GetBoolean()));
    }

    [Fact]
    public Task Nothing_is_pushed_to_a_client_that_pulls() => CheckAsync(async (client, folder) =>
    {
        await client.TakeAsync("workspace/diagnostic/refresh");
        var uri = Uri(folder, "requirements.txt");
        client.Open(uri, "flask==2.3\n");
        Assert.Equal("PF101", await CodesAsync(client, uri));
        client.Change(uri, 2, new { text = "flask\n" });
        var (_, parked) = WorkspaceAsync(client, []);
        Assert.DoesNotContain(await Items(parked), item => item.GetProperty("uri").ValueEquals(uri));
        Assert.Equal(0, client.Count("textDocument/publishDiagnostics"));
    });

    [Fact]
    public Task A_result_that_the_client_has_is_called_unchanged() => CheckAsync(async (client, folder) =>
    {
        var uri = Uri(folder, "requirements.txt");
        var full = await PullAsync(client, uri);
        Assert.Equal(("full", 1), (full.GetProperty("kind").GetString(), full.GetProperty("items").GetArrayLength()));
        var again = await PullAsync(client, uri, full.GetProperty("resultId").GetString());
        Assert.Equal(("unchanged", full.GetProperty("resultId").GetString()), (again.GetProperty("kind").GetString(), again.GetProperty("resultId").GetString()));
        Assert.False(again.TryGetProperty("items", out _));

        client.Open(uri, "\n\tflask==2.3\n");
        var moved = await PullAsync(client, uri, full.GetProperty("resultId").GetString());
        Assert.Equal(("full", (1, 6, 1, 11)), (moved.GetProperty("kind").GetString(), DocumentTests.Read(moved.GetProperty("items")[0].GetProperty("range"))));
    });

    [Theory]
    [InlineData("untitled:Untitled-1")]
    [InlineData("file:///nowhere/requirements.txt")]
    public Task Of_a_document_outside_nothing_is_found(string uri) => CheckAsync(async (client, _) =>
    {
        var report = await PullAsync(client, uri);
        Assert.Equal(("full", 0), (report.GetProperty("kind").GetString(), report.GetProperty("items").GetArrayLength()));
        Assert.Equal("unchanged", (await PullAsync(client, uri, report.GetProperty("resultId").GetString())).GetProperty("kind").GetString());
    });

    [Fact]
    public Task The_workspace_is_told_at_once_and_then_only_what_changes() => CheckAsync(async (client, folder) =>
    {
        var first = await Items(WorkspaceAsync(client, []).Response);
        Assert.Equal(
            ["api/requirements.txt full 1", "base.txt full 1", "requirements.txt full 1"],
            first.Select(item => Describe(folder, item)).Order(StringComparer.Ordinal));
        Assert.All(first, item => Assert.Equal(JsonValueKind.Null, item.GetProperty("version").ValueKind));

        var (_, parked) = WorkspaceAsync(client, first);
        client.Open(Uri(folder, "base.txt"), "django==3.2\n# é 😀\n");
        client.Open(Uri(folder, "api/requirements.txt"), "flask\n");
        var second = await Items(parked);
        Assert.Contains("requirements.txt unchanged 0", second.Select(item => Describe(folder, item)));
        Assert.Contains(second, item => Describe(folder, item) is "api/requirements.txt full 0" or "base.txt full 1" && item.GetProperty("version").GetInt32() == 1);
    });

    [Fact]
    public Task A_document_that_is_gone_is_cleared() => CheckAsync(async (client, folder) =>
    {
        var first = await Items(WorkspaceAsync(client, []).Response);
        var (_, parked) = WorkspaceAsync(client, first);
        folder.Delete("api/requirements.txt");
        client.FileChanged((folder.FullPath("api/requirements.txt"), 3));
        Assert.Contains("api/requirements.txt full 0", (await Items(parked)).Select(item => Describe(folder, item)));
    });

    [Fact]
    public Task Parts_go_ahead_of_the_answer_where_they_are_taken() => CheckAsync(async (client, folder) =>
    {
        var result = await client.RequestAsync("workspace/diagnostic", new { previousResultIds = Array.Empty<object>(), partialResultToken = "part" });
        Assert.Empty(result.GetProperty("items").EnumerateArray());
        var part = await client.TakeAsync("$/progress", progress => progress.GetProperty("token").ValueEquals("part"));
        Assert.Equal(3, part.GetProperty("value").GetProperty("items").GetArrayLength());
    });

    [Fact]
    public Task A_parked_request_ends_when_it_is_cancelled() => CheckAsync(async (client, _) =>
    {
        var (id, parked) = WorkspaceAsync(client, await Items(WorkspaceAsync(client, []).Response));
        client.Notify("$/cancelRequest", new { id });
        Assert.Equal(-32800, (await parked).GetProperty("error").GetProperty("code").GetInt32());
    });

    [Fact]
    public Task A_later_request_takes_the_place_of_a_parked_one() => CheckAsync(async (client, _) =>
    {
        var known = await Items(WorkspaceAsync(client, []).Response);
        var (_, first) = WorkspaceAsync(client, known);
        var (id, second) = WorkspaceAsync(client, known);
        var ended = await Task.WhenAny(first, second);
        var error = (await ended).GetProperty("error");
        Assert.Equal((-32802, false), (error.GetProperty("code").GetInt32(), error.GetProperty("data").GetProperty("retriggerRequest").GetBoolean()));
    });

    [Fact]
    public Task Parked_requests_keep_nothing_else_from_being_answered() => CheckAsync(async (client, folder) =>
    {
        var known = await Items(WorkspaceAsync(client, []).Response);
        for (var i = 0; i < 100; i++)
        {
            WorkspaceAsync(client, known);
        }

        Assert.NotEqual(JsonValueKind.Null, (await client.HoverAsync(Uri(folder, "requirements.txt"), 0, 0)).ValueKind);
    });

    [Fact]
    public async Task Before_the_scan_is_done_the_client_is_told_to_wait_for_a_refresh()
    {
        using var folder = new TestFolder(Project);
        await using var client = await TestClient.StartAsync(folder, s_pulls);
        var response = await client.SendAsync("textDocument/diagnostic", new { textDocument = new { uri = Uri(folder, "requirements.txt") } }).Response;
        Assert.True(response.TryGetProperty("result", out _) || (response.GetProperty("error").GetProperty("code").GetInt32() == -32802
            && response.GetProperty("error").GetProperty("data").GetProperty("retriggerRequest").ValueKind is JsonValueKind.True or JsonValueKind.False));
        await client.TakeAsync("workspace/diagnostic/refresh");
        Assert.Equal("PF101", await CodesAsync(client, Uri(folder, "requirements.txt")));
    }

    [Fact]
    public async Task A_client_without_refresh_gets_its_answer_after_the_scan()
    {
        using var folder = new TestFolder(Project);
        await using var client = await TestClient.StartAsync(folder, new { textDocument = new { diagnostic = new { } } });
        Assert.Equal("PF101", await CodesAsync(client, Uri(folder, "requirements.txt")));
        await client.ScannedAsync();
        Assert.Equal(0, client.Count("workspace/diagnostic/refresh"));
    }

    [Fact]
    public Task Changes_on_disk_ask_for_a_refresh() => CheckAsync(async (client, folder) =>
    {
        await client.TakeAsync("workspace/diagnostic/refresh");
        folder.Write("requirements.txt", "flask\n");
        client.FileChanged((folder.FullPath("requirements.txt"), 2));
        await client.TakeAsync("workspace/diagnostic/refresh");
        Assert.Equal("", await CodesAsync(client, Uri(folder, "requirements.txt")));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Other_manifests_come_along_only_where_the_client_knows_them(bool isKnown)
    {
        using var folder = new TestFolder(Project);
        await using var client = await TestClient.StartAsync(folder, new { textDocument = new { diagnostic = new { relatedDocumentSupport = isKnown } } });
        await client.ScannedAsync();
        var report = await PullAsync(client, Uri(folder, "requirements.txt"));
        Assert.Equal(isKnown, report.TryGetProperty("relatedDocuments", out var related));
        if (isKnown)
        {
            var other = Assert.Single(related.EnumerateObject());
            Assert.Equal((Uri(folder, "base.txt"), "full", 1), (other.Name, other.Value.GetProperty("kind").GetString(), other.Value.GetProperty("items").GetArrayLength()));
        }
    }

    [Fact]
    public async Task A_server_that_is_switched_off_clears_what_it_told()
    {
        using var folder = new TestFolder(Project);
        await using var client = await TestClient.StartAsync(folder, s_pulls);
        await client.ScannedAsync();
        var first = await Items(WorkspaceAsync(client, []).Response);
        var (_, parked) = WorkspaceAsync(client, first);
        client.Notify("workspace/didChangeConfiguration", new { settings = new { pyframeworks = new { enable = false } } });
        Assert.All(await Items(parked), item => Assert.Equal(0, item.GetProperty("items").GetArrayLength()));
        Assert.Equal("", await CodesAsync(client, Uri(folder, "requirements.txt")));
    }

    private static string Uri(TestFolder folder, string path) => TestClient.Uri(folder.FullPath(path));

    private static string Describe(TestFolder folder, JsonElement item) =>
        $"{Path.GetRelativePath(folder.Root, FileUris.ToPath(item.GetProperty("uri").GetString()!)!)} {item.GetProperty("kind")} {(item.TryGetProperty("items", out var items) ? items.GetArrayLength() : 0)}";

    private static (int Id, Task<JsonElement> Response) WorkspaceAsync(TestClient client, IReadOnlyList<JsonElement> known) => client.SendAsync("workspace/diagnostic", new
    {
        previousResultIds = known.Select(item => new { uri = item.GetProperty("uri").GetString(), value = item.GetProperty("resultId").GetString() }),
    });

    private static async Task<List<JsonElement>> Items(Task<JsonElement> response) => [.. (await response).GetProperty("result").GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> PullAsync(TestClient client, string uri, string? previous = null)
    {
        while (true)
        {
            var response = await client.SendAsync("textDocument/diagnostic", new { textDocument = new { uri }, identifier = "pyframeworks", previousResultId = previous }).Response;
            if (response.TryGetProperty("result", out var result))
            {
                return result;
            }

            // What the server can't tell just now is asked for again, as an editor does it.
            Assert.Equal((-32802, true), (response.GetProperty("error").GetProperty("code").GetInt32(), response.GetProperty("error").GetProperty("data").GetProperty("retriggerRequest").GetBoolean()));
        }
    }

    private static async Task<string> CodesAsync(TestClient client, string uri) =>
        string.Join(' ', (await PullAsync(client, uri)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()));

    private static async Task CheckAsync(Func<TestClient, TestFolder, Task> check)
    {
        using var folder = new TestFolder(Project);
        await using var client = await TestClient.StartAsync(folder, s_pulls);
        await client.ScannedAsync();
        await check(client, folder);
    }
}
