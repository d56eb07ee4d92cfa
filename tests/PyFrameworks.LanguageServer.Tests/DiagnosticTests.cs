using System.Text.Json;
using PyFrameworks.Features;
using PyFrameworks.Testing;
using PyFrameworks.Workspace;

namespace PyFrameworks.LanguageServer.Tests;

public sealed class DiagnosticTests
{
    private const string Broken = """
        #- requirements.txt
        flask==2.3
        django ==
        -r missing.txt
        -r deps.list
        #- deps.list
        -r requirements.txt
        bottle ; nonsense
        #- api/pyproject.toml
        [project]
        dependencies = ["django==3.2", "flask==2.3"
        [tool.pyframeworks]
        needs = ["nothing"]
        #- web/requirements.txt
        uvicorn
        flask==2.3
        #- web/app.py
        import flask
        app = flask.Flask(__name__)
        def é(: 😀
        """;

    [Fact]
    public async Task A_broken_project_is_told_piece_by_piece_as_the_command_line_does()
    {
        using var folder = new TestFolder(Broken);
        var index = WorkspaceIndex.Scan(folder.Root, SampleCatalog.Instance, TestProjects.Options, null, TestContext.Current.CancellationToken);
        var check = CheckJson.Write(folder.Root, [.. index.Projects.Select(project => new CheckedProject(project, index.Findings(project, CancellationToken.None)))], index.FileCount);
        using var document = JsonDocument.Parse(check);
        var expected = document.RootElement.GetProperty("diagnostics").EnumerateArray()
            .Select(one => Describe(one.GetProperty("file").GetString()!, one, one.GetProperty("severity").GetString()!, one.GetProperty("url"), one.GetProperty("related")))
            .Order(StringComparer.Ordinal).ToList();
        Assert.Contains(expected, line => line.Contains("PF001", StringComparison.Ordinal));
        Assert.Contains(expected, line => line.Contains("PF002", StringComparison.Ordinal));
        Assert.Contains(expected, line => line.Contains("PF003", StringComparison.Ordinal));
        Assert.Contains(expected, line => line.Contains("web/requirements.txt PF101", StringComparison.Ordinal));

        await using var client = await TestClient.StartAsync(
            folder, new { textDocument = new { publishDiagnostics = new { codeDescriptionSupport = true, relatedInformation = true } } });
        await client.ShowsAsync(folder, [.. expected.Select(line => string.Join(' ', line.Split(' ')[..2]))]);
        string[] severities = ["", "error", "warning", "information", "hint"];
        var shown = expected.Select(line => line.Split(' ')[0]).Distinct().SelectMany(path =>
            client.Published(TestClient.Uri(folder.FullPath(path))).GetProperty("diagnostics").EnumerateArray().Select(one =>
            {
                Assert.Equal("pyframeworks", one.GetProperty("source").GetString());
                return Describe(path, one, severities[one.GetProperty("severity").GetInt32()], one.GetProperty("codeDescription").GetProperty("href"), one.TryGetProperty("relatedInformation", out var related) ? related : default);
            }));
        Assert.Equal(expected, shown.Order(StringComparer.Ordinal));

        static string Describe(string path, JsonElement one, string severity, JsonElement url, JsonElement related) =>
            $"{path} {one.GetProperty("code")} {DocumentTests.Read(one.GetProperty("range"))} {severity} {one.GetProperty("message")} {url} "
            + $"{(related.ValueKind == JsonValueKind.Array ? related.GetArrayLength() : 0)}";
    }

    [Fact]
    public async Task Open_documents_are_told_of_first_at_the_start()
    {
        using var folder = new TestFolder("""
            #- a/requirements.txt
            flask==2.3
            #- b/requirements.txt
            flask==2.3
            """);
        await using var client = new TestClient();
        await client.RequestAsync("initialize", new { capabilities = new { }, workspaceFolders = new[] { new { uri = TestClient.Uri(folder.Root), name = "folder" } } });
        client.Open(TestClient.Uri(folder.FullPath("b/requirements.txt")), "flask==2.3\n");
        client.Notify("initialized", new { });
        foreach (var path in (string[])["b/requirements.txt", "a/requirements.txt"])
        {
            var told = await client.TakeAsync("textDocument/publishDiagnostics");
            Assert.Equal(TestClient.Uri(folder.FullPath(path)), told.GetProperty("uri").GetString());
            Assert.NotEqual(0, told.GetProperty("diagnostics").GetArrayLength());
        }

        await client.ScannedAsync();
        Assert.Equal(0, client.Count("textDocument/publishDiagnostics"));
    }

    [Fact]
    public async Task A_client_gets_no_more_than_it_can_show()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            """);
        await using var client = await TestClient.StartAsync(folder);
        await client.ShowsAsync(folder, "requirements.txt PF101");
        var diagnostic = client.Published(TestClient.Uri(folder.FullPath("requirements.txt"))).GetProperty("diagnostics")[0];
        Assert.False(diagnostic.TryGetProperty("codeDescription", out _));
        Assert.False(diagnostic.TryGetProperty("relatedInformation", out _));
    }

    [Fact]
    public async Task An_edit_of_one_file_changes_the_findings_of_another()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            -r deps.list
            #- deps.list
            flask
            """);
        await using var client = await TestClient.StartAsync(folder);
        var uri = TestClient.Uri(folder.FullPath("deps.list"));
        client.Open(uri, "flask==2.3\n");
        await client.ShowsAsync(folder, "deps.list PF101");
        client.Open(TestClient.Uri(folder.FullPath("requirements.txt")), "# nothing\n");
        await client.ShowsAsync(folder);
        client.Change(TestClient.Uri(folder.FullPath("requirements.txt")), 2, new { text = "-r deps.list\n" });
        await client.ShowsAsync(folder, "deps.list PF101");
    }

    [Fact]
    public async Task An_open_document_without_findings_is_told_so_once()
    {
        using var folder = new TestFolder();
        await using var client = await TestClient.StartAsync(folder);
        var uri = TestClient.Uri(folder.FullPath("requirements.txt"));
        client.Open(uri, "flask\n");
        var first = await client.TakeAsync("textDocument/publishDiagnostics");
        Assert.Equal((uri, 1, 0), (first.GetProperty("uri").GetString(), first.GetProperty("version").GetInt32(), first.GetProperty("diagnostics").GetArrayLength()));
        client.Change(uri, 2, new { text = "flask>=3\n" });
        client.Change(uri, 3, new { text = "flask==2.3\n" });
        var second = await client.TakeAsync("textDocument/publishDiagnostics");
        Assert.Equal((3, 1), (second.GetProperty("version").GetInt32(), second.GetProperty("diagnostics").GetArrayLength()));
    }

    [Fact]
    public async Task A_file_that_can_not_be_read_is_told_in_one_line_and_the_rest_is_served()
    {
        using var folder = new TestFolder("""
            #- api/requirements.txt
            flask==2.3
            #- web/requirements.txt
            django==3.2
            #- web/app.py
            import django
            """);
        using var first = folder.Lock("api/requirements.txt");
        using var second = folder.Lock("web/app.py");
        await using var client = await TestClient.StartAsync(folder);
        await client.ShowsAsync(folder, "api/requirements.txt PF002", "web/requirements.txt PF101");
        Assert.DoesNotContain('\n', await client.LoggedAsync($"{folder.FullPath("web/app.py")} is left out"));
        await client.LoggedAsync($"{folder.FullPath("api/requirements.txt")} is left out");
    }
}
