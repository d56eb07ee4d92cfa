using System.Diagnostics;
using System.Text.Json;
using PyFrameworks.Protocol;
using PyFrameworks.Testing;

namespace PyFrameworks.LanguageServer.Tests;

public sealed class LifecycleTests
{
    public enum Stage
    {
        Started,
        Initializing,
        Initialized,
        Scanning,
        Working,
        ShutDown,
    }

    [Fact]
    public async Task Session_whose_initialize_was_answered_beforehand_goes_on()
    {
        using var folder = new TestFolder();
        folder.Write("requirements.txt", "flask==0.1\n");
        await using var client = new TestClient(opens: true);
        var result = await client.InitializeAsync([folder.Root], new { textDocument = new { diagnostic = new { } } });
        Assert.Equal("1.2.3", result.GetProperty("serverInfo").GetProperty("version").GetString());
        Assert.Equal(ErrorCodes.InvalidRequest, (await client.FailAsync("initialize", new { capabilities = new { } })).Code);
        await client.ScannedAsync();
        Assert.Contains("opens 1 folder(s)", client.Log, StringComparison.Ordinal);
        var report = await client.RequestAsync("textDocument/diagnostic", new { textDocument = new { uri = TestClient.Uri(folder.FullPath("requirements.txt")) } });
        Assert.Equal("full", report.GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, (await client.RequestAsync("shutdown")).ValueKind);
        client.Notify("exit");
        Assert.Equal(0, await client.Running.WaitAsync(TestClient.Guard, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_goes_from_initialize_to_exit(bool opens)
    {
        using var folder = new TestFolder();
        await using var client = new TestClient(opens: opens);
        Assert.Equal(ErrorCodes.ServerNotInitialized, (await client.FailAsync("textDocument/hover", new { })).Code);
        Assert.Equal(ErrorCodes.ServerNotInitialized, (await client.FailAsync("shutdown")).Code);
        var result = await client.InitializeAsync([folder.Root]);
        Assert.Equal("pyframeworks", result.GetProperty("serverInfo").GetProperty("name").GetString());
        Assert.Equal("1.2.3", result.GetProperty("serverInfo").GetProperty("version").GetString());
        Assert.Equal(ErrorCodes.InvalidRequest, (await client.FailAsync("initialize", new { capabilities = new { } })).Code);
        Assert.Equal(JsonValueKind.Null, (await client.RequestAsync("shutdown")).ValueKind);
        Assert.Equal(ErrorCodes.InvalidRequest, (await client.FailAsync("textDocument/hover", new { })).Code);
        Assert.False(client.Running.IsCompleted);
        client.Notify("exit");
        Assert.Equal(0, await client.Running.WaitAsync(TestClient.Guard, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Stage.Started)]
    [InlineData(Stage.Working)]
    public async Task Exit_without_shutdown_is_told_by_the_exit_code(Stage stage)
    {
        using var folder = new TestFolder();
        await using var client = await AtAsync(stage, folder);
        client.Notify("exit");
        Assert.Equal(1, await client.Running.WaitAsync(TestClient.Guard, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Stage.Started, 1)]
    [InlineData(Stage.Initializing, 1)]
    [InlineData(Stage.Initialized, 1)]
    [InlineData(Stage.Scanning, 1)]
    [InlineData(Stage.Working, 1)]
    [InlineData(Stage.ShutDown, 0)]
    public async Task The_end_of_the_input_ends_the_server_at_every_stage(Stage stage, int exitCode)
    {
        using var folder = new TestFolder();
        await using var client = await AtAsync(stage, folder);
        await client.CloseInputAsync();
        Assert.Equal(exitCode, await client.Running.WaitAsync(TestClient.Guard, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_the_parent_ends_the_server(bool byHost)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sleep to be ended");
        using var folder = new TestFolder();
        using var parent = Process.Start("sleep", ["600"]);
        await using var client = new TestClient(byHost ? TestClient.Host with { ClientProcessId = parent.Id } : null);
        await client.RequestAsync("initialize", new { processId = byHost ? null : (int?)parent.Id, capabilities = new { } });
        client.Notify("initialized", new { });
        await client.ScannedAsync();
        Assert.False(client.Running.IsCompleted);
        parent.Kill();
        Assert.Equal(1, await client.Running.WaitAsync(TestClient.Guard, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_parent_that_has_ended_but_was_not_reaped_counts_as_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells of such processes");
        using var keeper = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"]) { RedirectStandardOutput = true })!;
        try
        {
            var id = int.Parse((await keeper.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, System.Globalization.CultureInfo.InvariantCulture);
            await using var client = new TestClient();
            await client.RequestAsync("initialize", new { processId = id, capabilities = new { } });
            Assert.False(client.Running.IsCompleted);
            using var parent = Process.GetProcessById(id);
            parent.Kill();
            Assert.Equal(1, await client.Running.WaitAsync(TestClient.Guard, TestContext.Current.CancellationToken));
        }
        finally
        {
            keeper.Kill();
        }
    }

    [Fact]
    public async Task What_is_not_known_is_refused_or_passed_over()
    {
        using var folder = new TestFolder();
        await using var client = await TestClient.StartAsync(folder);
        client.Notify("$/unknown", new { a = 1 });
        client.Notify("textDocument/unknown", new { });
        client.Notify("textDocument/didOpen", new { wrong = 1 });
        Assert.Equal(ErrorCodes.MethodNotFound, (await client.FailAsync("textDocument/unknown", new { })).Code);
        Assert.Equal(ErrorCodes.MethodNotFound, (await client.FailAsync("$/unknown", new { })).Code);
        var (code, message) = await client.FailAsync("textDocument/hover", new { textDocument = new { uri = "file:///a" } });
        Assert.Equal((ErrorCodes.InvalidParams, "The member params.position is missing"), (code, message));
    }

    [Theory]
    [InlineData("{", ErrorCodes.ParseError)]
    [InlineData("", ErrorCodes.ParseError)]
    [InlineData("{\"jsonrpc\":\"2.0\"} x", ErrorCodes.ParseError)]
    [InlineData("[]", ErrorCodes.InvalidRequest)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"shutdown\"}", ErrorCodes.InvalidRequest)]
    public async Task Bad_json_is_answered_and_the_next_message_is_read(string body, int code)
    {
        using var folder = new TestFolder();
        await using var client = await TestClient.StartAsync(folder);
        client.SendRaw(body);
        var answer = await client.TakeOrphanAsync();
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("id").ValueKind);
        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
        await client.RequestAsync("shutdown");
    }

    [Fact]
    public async Task A_request_that_waits_is_cancelled_at_once_and_the_server_goes_on()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            """);
        await using var client = new TestClient();

        // The first scan waits for the settings.
        client.Answers["workspace/configuration"] = _ => TestClient.Silence;
        await client.InitializeAsync([folder.Root], new { workspace = new { configuration = true } });
        await client.TakeAsync("workspace/configuration");
        var (id, response) = client.SendAsync("workspace/executeCommand", new { command = "pyframeworks.server.inspect" });
        client.Notify("$/cancelRequest", new { id });
        Assert.Equal(ErrorCodes.RequestCancelled, (await response).GetProperty("error").GetProperty("code").GetInt32());
        await client.ScannedAsync();
        await client.ShowsAsync(folder, "requirements.txt PF101");
    }

    private static async Task<TestClient> AtAsync(Stage stage, TestFolder folder)
    {
        folder.Write("requirements.txt", "flask==2.3\n");
        var client = new TestClient();
        client.Answers["workspace/configuration"] = _ => stage == Stage.Scanning ? TestClient.Silence : null;
        switch (stage)
        {
            case Stage.Started:
                return client;
            case Stage.Initializing:
                await client.RequestAsync("initialize", new { capabilities = new { } });
                return client;
            default:
                await client.InitializeAsync([folder.Root], new { workspace = new { configuration = true } });
                break;
        }

        await client.TakeAsync("workspace/configuration");
        if (stage >= Stage.Working)
        {
            await client.ShowsAsync(folder, "requirements.txt PF101");
        }

        if (stage == Stage.ShutDown)
        {
            await client.RequestAsync("shutdown");
        }

        return client;
    }
}
