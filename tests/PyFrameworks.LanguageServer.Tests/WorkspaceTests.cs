using System.Text.Json;
using PyFrameworks.Protocol;
using PyFrameworks.Testing;

namespace PyFrameworks.LanguageServer.Tests;

public sealed class WorkspaceTests
{
    private const string Flask = """
        #- requirements.txt
        flask==2.3
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_folder_may_be_given_as_of_old(bool asPath)
    {
        using var folder = new TestFolder(Flask);
        await using var client = new TestClient();
        await client.RequestAsync("initialize", asPath
            ? new { rootPath = folder.Root, capabilities = new { } }
            : new { rootUri = TestClient.Uri(folder.Root) + "/", capabilities = new { } });
        client.Notify("initialized", new { });
        await client.ShowsAsync(folder, "requirements.txt PF101");
    }

    [Fact]
    public async Task Folders_come_and_go()
    {
        using var folder = new TestFolder("""
            #- one/requirements.txt
            flask==2.3
            #- two/requirements.txt
            django==3.2
            """);
        await using var client = new TestClient();
        await client.InitializeAsync([folder.FullPath("one")]);
        await client.ShowsAsync(folder, "one/requirements.txt PF101");
        FoldersChanged(client, folder, ["two"], []);
        await client.ShowsAsync(folder, "one/requirements.txt PF101", "two/requirements.txt PF101");
        client.Open(TestClient.Uri(folder.FullPath("one/requirements.txt")), "flask==2.3\n");
        FoldersChanged(client, folder, [], ["one"]);
        await client.ShowsAsync(folder, "two/requirements.txt PF101");
        Assert.Equal(JsonValueKind.Null, (await client.HoverAsync(TestClient.Uri(folder.FullPath("one/requirements.txt")), 0, 0)).ValueKind);

        // What is open in it counts again when it comes back.
        client.Change(TestClient.Uri(folder.FullPath("one/requirements.txt")), 2, new { text = "bottle\n" });
        FoldersChanged(client, folder, ["one"], []);
        await client.ScannedAsync();
        await client.ShowsAsync(folder, "two/requirements.txt PF101");
        Assert.Contains("Bottle", (await client.HoverAsync(TestClient.Uri(folder.FullPath("one/requirements.txt")), 0, 0)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_nested_folders_each_speaks_for_its_own_files()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            #- inner/requirements.txt
            django==3.2
            """);
        await using var client = new TestClient();
        await client.InitializeAsync([folder.Root, folder.FullPath("inner")]);
        await client.ShowsAsync(folder, "inner/requirements.txt PF101", "requirements.txt PF101");
        client.Open(TestClient.Uri(folder.FullPath("inner/requirements.txt")), "django==3.2\n");
        client.Change(TestClient.Uri(folder.FullPath("inner/requirements.txt")), 2, new { text = "" });
        await client.ShowsAsync(folder, "requirements.txt PF101");
        client.Close(TestClient.Uri(folder.FullPath("inner/requirements.txt")));
        FoldersChanged(client, folder, [], ["inner"]);
        await client.ShowsAsync(folder, "inner/requirements.txt PF101", "requirements.txt PF101");
        var inspected = await client.CommandAsync("pyframeworks.server.inspect", new { uri = TestClient.Uri(folder.Root) });
        Assert.Equal([".", "inner"], inspected.GetProperty("projects").EnumerateArray().Select(project => project.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task Changes_on_disk_are_taken_over()
    {
        using var folder = new TestFolder(Flask);
        await using var client = await TestClient.StartAsync(folder);
        await client.ShowsAsync(folder, "requirements.txt PF101");
        folder.Write("requirements.txt", "flask\n");
        client.FileChanged((folder.FullPath("requirements.txt"), 2));
        await client.ShowsAsync(folder);
        folder.Write("sub/requirements.txt", "django==3.2\n");
        client.FileChanged((folder.FullPath("sub/requirements.txt"), 1));
        await client.ShowsAsync(folder, "sub/requirements.txt PF101");

        // A folder that is renamed is reported by its own name alone.
        Directory.Move(folder.FullPath("sub"), folder.FullPath("other"));
        client.FileChanged((folder.FullPath("sub"), 3), (folder.FullPath("other"), 1));
        await client.ShowsAsync(folder, "other/requirements.txt PF101");
        folder.Delete("other");
        client.FileChanged((folder.FullPath("other"), 3), (Path.GetTempPath(), 3));
        await client.ShowsAsync(folder);
    }

    [Fact]
    public async Task An_open_document_comes_to_light_when_the_folder_that_hid_it_goes()
    {
        using var folder = new TestFolder("""
            #- app.py
            import os
            #- env/pyvenv.cfg
            home = /usr
            """);
        await using var client = await TestClient.StartAsync(folder);
        await client.ScannedAsync();
        client.Open(TestClient.Uri(folder.FullPath("env/deep/requirements.txt")), "flask==2.3\n");
        await client.ScannedAsync();
        await client.ShowsAsync(folder);
        folder.Delete("env");
        client.FileChanged((folder.FullPath("env"), 3));
        await client.ShowsAsync(folder, "env/deep/requirements.txt PF101");
    }

    [Theory]
    [InlineData(".gitignore", "/left\n")]
    [InlineData("left/pyvenv.cfg", "home = /usr\n")]
    public async Task What_guides_the_walk_is_followed(string guide, string content)
    {
        using var folder = new TestFolder("""
            #- left/requirements.txt
            flask==2.3
            """);
        await using var client = await TestClient.StartAsync(folder);
        await client.ShowsAsync(folder, "left/requirements.txt PF101");
        client.Open(TestClient.Uri(folder.FullPath("left/requirements.txt")), "flask==2.3\n");
        folder.Write(guide, content);
        client.FileChanged((folder.FullPath(guide), 1));
        await client.ShowsAsync(folder);
        folder.Delete(guide);
        client.FileChanged((folder.FullPath(guide), 3));
        await client.ShowsAsync(folder, "left/requirements.txt PF101");

        // A client that watches nothing tells of what it saves.
        folder.Write(guide, content);
        client.Notify("textDocument/didSave", new { textDocument = new { uri = TestClient.Uri(folder.FullPath(guide)) } });
        await client.ShowsAsync(folder);
    }

    [Fact]
    public async Task What_changes_while_a_scan_runs_is_taken_over_after_it()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            #- left/requirements.txt
            flask==2.3
            """);
        await using var client = new TestClient();
        client.Answers["workspace/configuration"] = _ => TestClient.Silence;
        await client.InitializeAsync([folder.Root], new { workspace = new { configuration = true } });

        // The scan has read all this when it waits for the settings, or has not: the outcome is the same.
        await client.TakeAsync("workspace/configuration");
        folder.Write("requirements.txt", "flask\n");
        folder.Write(".gitignore", "/left\n");
        folder.Write("new/requirements.txt", "django==3.2\n");
        client.FileChanged((folder.FullPath("requirements.txt"), 2), (folder.FullPath(".gitignore"), 1), (folder.FullPath("new/requirements.txt"), 1));
        await client.ScannedAsync();
        await client.ShowsAsync(folder, "new/requirements.txt PF101");
    }

    [Fact]
    public async Task A_burst_of_changes_is_taken_over_whole()
    {
        using var folder = new TestFolder(Flask);
        await using var client = await TestClient.StartAsync(folder);
        await client.ShowsAsync(folder, "requirements.txt PF101");
        folder.Delete("requirements.txt");
        var paths = Enumerable.Range(0, 300).Select(i => $"p{i:000}/requirements.txt").ToList();
        paths.ForEach(path => folder.Write(path, "flask==2.3\n"));
        client.FileChanged([(folder.FullPath("requirements.txt"), 3), .. paths.Select(path => (folder.FullPath(path), 1))]);
        await client.ShowsAsync(folder, [.. paths.Select(path => $"{path} PF101")]);
    }

    [Fact]
    public async Task Settings_are_pulled_and_pulled_again()
    {
        using var folder = new TestFolder(Flask);
        await using var client = new TestClient();
        object section = new { rules = new { PF101 = "off" } };
        client.Answers["workspace/configuration"] = _ => new[] { section };
        await client.InitializeAsync([folder.Root], new { workspace = new { configuration = true } });
        Assert.Equal("pyframeworks", (await client.TakeAsync("workspace/configuration")).GetProperty("items")[0].GetProperty("section").GetString());
        await client.ScannedAsync();
        await client.ShowsAsync(folder);
        section = new { rules = new { PF101 = "error" } };
        client.Notify("workspace/didChangeConfiguration", new { settings = (object?)null });
        await client.ShowsAsync(folder, "requirements.txt PF101");
        Assert.Equal(1, client.Published(TestClient.Uri(folder.FullPath("requirements.txt"))).GetProperty("diagnostics")[0].GetProperty("severity").GetInt32());
    }

    [Theory]
    [InlineData("""{"pyframeworks":{"enable":false}}""", "")]
    [InlineData("""{"pyframeworks":{"rules":{"unsupported-version":"off"}}}""", "")]
    [InlineData("""{"rules":{"PF101":"off"}}""", "")]
    [InlineData("""{"pyframeworks":{"exclude":["requirements.txt"]}}""", "")]
    [InlineData("""{"pyframeworks":{"needs":null,"unknown":1}}""", "requirements.txt PF101")]
    [InlineData("""{"other":{"enable":false}}""", "requirements.txt PF101")]
    public async Task Settings_may_be_pushed_and_given_at_the_start(string settings, string expected)
    {
        using var folder = new TestFolder(Flask);
        string[] shown = expected.Length == 0 ? [] : [expected];
        await using var pushed = await TestClient.StartAsync(folder);
        await pushed.ShowsAsync(folder, "requirements.txt PF101");
        pushed.Notify("workspace/didChangeConfiguration", new { settings = JsonElement.Parse(settings) });
        await pushed.ShowsAsync(folder, shown);

        // Nothing is no settings; something else is.
        pushed.Notify("workspace/didChangeConfiguration", new { settings = (object?)null });
        await pushed.ScannedAsync();
        await pushed.ShowsAsync(folder, shown);
        pushed.Notify("workspace/didChangeConfiguration", new { settings = new { } });
        await pushed.ShowsAsync(folder, "requirements.txt PF101");

        foreach (var options in (string[])[settings, $$"""{"commandLinks":true,"settings":{{settings}}}"""])
        {
            await using var given = await TestClient.StartAsync(folder, options: JsonElement.Parse(options));
            await given.ScannedAsync();
            await given.ShowsAsync(folder, shown);
        }
    }

    [Fact]
    public async Task Needs_of_the_editor_are_declared_needs()
    {
        using var folder = new TestFolder(Flask);
        await using var client = await TestClient.StartAsync(folder, options: new { settings = new { needs = new[] { "cms" } } });
        Assert.Equal(["cms declared"], await NeedsAsync());
        client.Notify("workspace/didChangeConfiguration", new { settings = new { pyframeworks = new { needs = new[] { "realtime", "rest-api" } } } });
        Assert.Equal(["realtime declared", "rest-api declared"], await NeedsAsync());

        async Task<IEnumerable<string>> NeedsAsync() =>
            (await client.CommandAsync("pyframeworks.server.inspect", null)).GetProperty("projects")[0].GetProperty("needs").EnumerateArray()
                .Select(need => $"{need.GetProperty("id")} {need.GetProperty("source")}");
    }

    [Fact]
    public async Task The_project_s_own_file_wins_over_the_editor()
    {
        using var folder = new TestFolder("""
            #- pyproject.toml
            [project]
            dependencies = ["flask==2.3"]
            [tool.pyframeworks.rules]
            PF101 = "hint"
            """);
        await using var client = await TestClient.StartAsync(folder, options: new { settings = new { rules = new { PF101 = "off" } } });
        await client.ShowsAsync(folder, "pyproject.toml PF101");
        Assert.Equal(4, client.Published(TestClient.Uri(folder.FullPath("pyproject.toml"))).GetProperty("diagnostics")[0].GetProperty("severity").GetInt32());
    }

    [Theory]
    [InlineData("""{"enable":1}""", "pyframeworks.enable")]
    [InlineData("""{"needs":"cms"}""", "pyframeworks.needs")]
    [InlineData("""{"needs":["nothing"]}""", "pyframeworks.needs")]
    [InlineData("""{"exclude":[1]}""", "pyframeworks.exclude")]
    [InlineData("""{"rules":[]}""", "pyframeworks.rules")]
    [InlineData("""{"rules":{"PF999":"off"}}""", "PF999")]
    [InlineData("""{"rules":{"PF101":"loud"}}""", "PF101")]
    public async Task A_setting_that_means_nothing_is_told_by_name_and_the_rest_holds(string settings, string name)
    {
        using var folder = new TestFolder(Flask);
        await using var client = await TestClient.StartAsync(folder);
        await client.ScannedAsync();
        client.Notify("workspace/didChangeConfiguration", new { settings = new { pyframeworks = JsonElement.Parse(settings) } });
        await client.LoggedAsync(name);
        await client.ShowsAsync(folder, "requirements.txt PF101");
    }

    [Fact]
    public async Task The_first_scan_shows_how_far_it_is()
    {
        using var folder = new TestFolder(string.Join('\n', Enumerable.Range(0, 50).Select(i => $"#- f{i}.py")));
        await using var client = await TestClient.StartAsync(folder, new { window = new { workDoneProgress = true } });
        await client.ScannedAsync();
        var token = (await client.TakeAsync("window/workDoneProgress/create")).GetProperty("token");
        var begin = await client.TakeAsync("$/progress");
        Assert.Equal(token.ToString(), begin.GetProperty("token").ToString());
        Assert.Equal("begin", begin.GetProperty("value").GetProperty("kind").GetString());
        Assert.True(begin.GetProperty("value").GetProperty("cancellable").GetBoolean());
        Assert.Equal(0, begin.GetProperty("value").GetProperty("percentage").GetInt32());
        var last = 0;
        while (true)
        {
            var value = (await client.TakeAsync("$/progress")).GetProperty("value");
            if (value.GetProperty("kind").ValueEquals("end"))
            {
                break;
            }

            Assert.Equal("report", value.GetProperty("kind").GetString());
            Assert.InRange(value.GetProperty("percentage").GetInt32(), last + 1, 100);
            last = value.GetProperty("percentage").GetInt32();
        }

        Assert.Equal(100, last);

        // Later scans are quiet.
        folder.Write(".gitignore", "/left\n");
        client.FileChanged((folder.FullPath(".gitignore"), 1));
        await client.ScannedAsync();
        Assert.Equal(0, client.Count("$/progress") + client.Count("window/workDoneProgress/create"));
    }

    [Fact]
    public async Task Folders_are_read_before_the_client_says_that_it_is_ready()
    {
        using var folder = new TestFolder(Flask);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var client = new TestClient(TestClient.Host with
        {
            CacheFolder = () =>
            {
                begun.TrySetResult();
                return null;
            },
        });
        await client.RequestAsync("initialize", new { capabilities = new { }, workspaceFolders = new[] { new { uri = TestClient.Uri(folder.Root), name = "" } } });
        await begun.Task.WaitAsync(TestClient.Guard, TestContext.Current.CancellationToken);
        Assert.Equal(0, client.Count("textDocument/publishDiagnostics"));
        client.Notify("initialized", new { });
        await client.ShowsAsync(folder, "requirements.txt PF101");
    }

    [Fact]
    public async Task A_scan_that_is_cancelled_says_so_where_it_is_asked()
    {
        using var folder = new TestFolder(Flask);
        using var isCancelled = new ManualResetEventSlim();
        await using var client = new TestClient(TestClient.Host with
        {
            CacheFolder = () =>
            {
                Assert.True(isCancelled.Wait(TestClient.Guard));
                return null;
            },
        });
        client.Answers["window/workDoneProgress/create"] = asked =>
        {
            client.Notify("window/workDoneProgress/cancel", new { token = asked.GetProperty("token") });
            return TestClient.Silence;
        };
        await client.InitializeAsync([folder.Root], new { window = new { workDoneProgress = true } });
        await client.TakeAsync("window/workDoneProgress/create");

        // Answered in turn, so after the cancellation has been taken note of.
        await client.FailAsync("pyframeworks/unknown");
        isCancelled.Set();
        await client.LoggedAsync("The scan was cancelled");
        var (code, message) = await client.FailCommandAsync("pyframeworks.server.inspect", new { });
        Assert.Equal(ErrorCodes.RequestFailed, code);
        Assert.Contains("was cancelled", message, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await client.HoverAsync(TestClient.Uri(folder.FullPath("requirements.txt")), 0, 0)).ValueKind);
        await client.ShowsAsync(folder);
    }

    private static void FoldersChanged(TestClient client, TestFolder folder, string[] added, string[] removed)
    {
        client.Notify("workspace/didChangeWorkspaceFolders", new { @event = new { added = Folders(added), removed = Folders(removed) } });

        IEnumerable<object> Folders(string[] paths) => paths.Select(path => new { uri = TestClient.Uri(folder.FullPath(path)), name = path });
    }
}
