using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace PyFrameworks.Cli.Tests;

/// <summary><c>suggest</c>, <c>explain</c>, <c>catalog</c> and <c>lsp</c>.</summary>
public sealed class OtherVerbsTests
{
    [Fact]
    public async Task Suggest_has_every_field_in_the_documented_order()
    {
        using var folder = new CliFolder();

        var result = await folder.RunAsync("suggest", "--format", "json", "--from", "flask", "--need", "realtime");

        Assert.Equal((0, ""), (result.Code, result.Error));
        CheckMembers(result.Json, "version", "from", "needs", "suggestions", "keep");
        Assert.Equal("flask", result.Json.GetProperty("from").GetString());
        var need = Assert.Single(result.Json.GetProperty("needs").EnumerateArray());
        Assert.Equal("""{"id":"realtime","source":"asked","because":"asked for"}""", JsonSerializer.Serialize(need));
        var rank = 0;
        foreach (var suggestion in result.Json.GetProperty("suggestions").EnumerateArray())
        {
            CheckMembers(suggestion, "id", "name", "rank", "score", "gains", "losses", "effort", "effortReason", "stance");
            Assert.Equal(++rank, suggestion.GetProperty("rank").GetInt32());
            Assert.InRange(suggestion.GetProperty("score").GetDouble(), 0, 1);
            Assert.Contains(suggestion.GetProperty("effort").GetString(), (string[])["low", "medium", "high"]);
            foreach (var change in suggestion.GetProperty("gains").EnumerateArray().Concat(suggestion.GetProperty("losses").EnumerateArray()))
            {
                CheckMembers(change, "need", "from", "to", "reason", "source");
            }
        }

        Assert.True(rank > 0);
        CheckMembers(result.Json.GetProperty("keep"), "advice", "reason");
        Assert.Contains(result.Json.GetProperty("keep").GetProperty("advice").GetString(), (string[])["keep", "consider", "move"]);
    }

    [Fact]
    public async Task Suggest_is_about_the_first_project_and_says_so()
    {
        using var folder = new CliFolder("#- a/requirements.txt\nrequests\n#- b/requirements.txt\nflask\n#- c/requirements.txt\nbottle\n#- d/requirements.txt\ndjango\n");

        var result = await folder.RunAsync("suggest", "--format", "json");

        Assert.Equal("flask", result.Json.GetProperty("from").GetString());
        Assert.Equal("warning: this is about b; give the path of another project to ask about it: c and d\n", result.Error);
        Assert.Equal("", (await folder.RunAsync("suggest", "--quiet")).Error);
        Assert.Equal("bottle", (await folder.RunAsync("suggest", "--format", "json", "c/requirements.txt")).Json.GetProperty("from").GetString());
    }

    [Fact]
    public async Task Suggest_without_a_framework_has_nothing_to_say()
    {
        using var folder = new CliFolder("#- requirements.txt\nrequests\n");
        Assert.Equal(new(0, "No web framework was found in this project.\n", ""), await folder.RunAsync("suggest"));
        Assert.Equal(JsonValueKind.Null, (await folder.RunAsync("suggest", "--format", "json")).Json.GetProperty("from").ValueKind);
    }

    [Theory]
    [InlineData("PF101")]
    [InlineData("pf101")]
    [InlineData("unsupported-version")]
    public async Task Explain_takes_code_and_name(string word)
    {
        using var folder = new CliFolder();
        var text = await folder.RunAsync("explain", word);
        Assert.Equal((0, ""), (text.Code, text.Error));
        Assert.StartsWith("# PF101 unsupported-version\n\nDefault severity: warning\n\n## What it looks at\n", text.Output, StringComparison.Ordinal);

        var json = (await folder.RunAsync("explain", "--format", "json", word)).Json;
        CheckMembers(json, "version", "code", "name", "severity", "url", "markdown");
        Assert.Equal(text.Output, json.GetProperty("markdown").GetString());
    }

    [Fact]
    public async Task Explain_of_a_framework_is_its_page()
    {
        using var folder = new CliFolder();
        folder.Write("kelp.yaml", CliFolder.Kelp);

        var result = await folder.RunAsync("explain", "Kelp", "--catalog", "kelp.yaml");

        Assert.Equal(
            """
            Kelp  WSGI microframework

            Small things for small teams.

            Kind        micro
            Interface   WSGI
            Servers     Gunicorn, Uvicorn, Hypercorn, Granian, Waitress, mod_wsgi, uWSGI, Cheroot, bjoern, Rocket3
            Installed   kelp
            Lifecycle   active: Released in May 2026.

            Releases
            Series  Latest  Released    Supported until  Python
            2.0     2.0.3   2025-01-31  2028-01-31       >=3.9
            1.0     1.0.9   2020-01-31  2022-01-31       >=3.6

            Needs, from -2 (works against it) to 2 (made for it)
              -2  WebSocket and server push: Nothing of the kind.

            https://kelp.example/
            Checked 2026-05-01, from a catalog file of yours

            """.ReplaceLineEndings("\n"),
            result.Output);
        Assert.Equal(result, await folder.RunAsync("catalog", "show", "kelp", "--catalog", "kelp.yaml"));
    }

    [Fact]
    public async Task Catalog_list_holds_built_in_and_own_entries()
    {
        using var folder = new CliFolder();
        folder.Write("kelp.yaml", CliFolder.Kelp);

        var json = (await folder.RunAsync("catalog", "list", "--format", "json", "--catalog", "kelp.yaml")).Json;
        var text = (await folder.RunAsync("catalog", "list", "--catalog", "kelp.yaml")).Output;

        CheckMembers(json, "version", "frameworks");
        var ids = json.GetProperty("frameworks").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Contains("django", ids);
        var kelp = json.GetProperty("frameworks").EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == "kelp");
        Assert.Equal(
            """{"id":"kelp","name":"Kelp","summary":"WSGI microframework","kind":"micro","interfaces":["wsgi"],"lifecycle":"active","newestRelease":"2.0.3","checked":"2026-05-01","reviewBy":"2027-11-01","stance":null}""",
            JsonSerializer.Serialize(kelp));
        Assert.Equal(ids.Count + 1, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(text.Split('\n'), line => line.StartsWith("kelp ", StringComparison.Ordinal) && line.EndsWith("2.0.3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2027-11-01", false)]
    [InlineData("2027-11-02", true)]
    public async Task Catalog_list_of_what_should_be_checked_again(string today, bool isStale)
    {
        using var folder = new CliFolder();
        folder.Write("kelp.yaml", CliFolder.Kelp);
        string[] asked = ["catalog", "list", "--stale", "--catalog", "kelp.yaml", "--today", today];

        var text = await folder.RunAsync(asked);
        var json = await folder.RunAsync([.. asked, "--format", "json"]);

        Assert.Equal((0, 0), (text.Code, json.Code));
        Assert.Equal(isStale, Array.Exists(text.Output.Split('\n'), line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["kelp", "Kelp", "2026-05-01", "2027-11-01"]));
        var stale = json.Json.GetProperty("frameworks").EnumerateArray().ToList();
        Assert.Equal(isStale, stale.Exists(entry => entry.GetProperty("id").GetString() == "kelp"));
        Assert.All(stale, entry => Assert.True(string.CompareOrdinal(entry.GetProperty("reviewBy").GetString(), today) < 0, entry.ToString()));
    }

    [Fact]
    public async Task Catalog_list_on_a_day_on_which_nothing_is_stale()
    {
        using var folder = new CliFolder();

        Assert.Equal(new(0, "No entry is past its review on 2026-11-26\n", ""), await folder.RunAsync("catalog", "list", "--stale", "--today", "2026-11-26"));
        Assert.Equal(new(0, "", ""), await folder.RunAsync("catalog", "list", "--stale", "--today", "2026-11-26", "--quiet"));
        Assert.Equal(0, (await folder.RunAsync("catalog", "list", "--stale", "--today", "2026-11-26", "--format", "json")).Json.GetProperty("frameworks").GetArrayLength());
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("catalog show")]
    public async Task Page_of_a_framework_says_when_it_is_past_its_review(string verb)
    {
        using var folder = new CliFolder();
        folder.Write("kelp.yaml", CliFolder.Kelp);

        var result = await folder.RunAsync([.. verb.Split(' '), "kelp", "--catalog", "kelp.yaml", "--today", "2027-11-02"]);

        Assert.EndsWith("\nLast checked 2026-05-01, so it may be out of date, from a catalog file of yours\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Catalog_show_as_json()
    {
        using var folder = new CliFolder();
        var result = await folder.RunAsync("catalog", "show", "flask", "--format", "json");
        Assert.Equal("flask", result.Json.GetProperty("id").GetString());
        Assert.Equal(0, result.Code);
    }

    [Fact]
    public async Task A_catalog_file_with_errors()
    {
        using var folder = new CliFolder("#- requirements.txt\nkelp\n");
        folder.Write("good.yaml", CliFolder.Kelp);
        folder.Write("bad.yaml", CliFolder.Kelp.Replace("kind: micro", "kind: tiny", StringComparison.Ordinal).Replace("about:", "abuot:", StringComparison.Ordinal));

        Assert.Equal(new(0, "0 errors in 1 file\n", ""), await folder.RunAsync("catalog", "validate", "good.yaml"));
        Assert.Equal(new(0, "", ""), await folder.RunAsync("catalog", "validate", "good.yaml", "--quiet"));

        var text = await folder.RunAsync("catalog", "validate", "good.yaml", "bad.yaml");
        Assert.Equal((1, ""), (text.Code, text.Error));
        var lines = text.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines[..^1], line => Assert.Matches(@"^bad\.yaml:\d+:\d+  error  .+", line));
        Assert.Equal($"{lines.Length - 1} errors in 2 files", lines[^1]);

        var json = await folder.RunAsync("catalog", "validate", "good.yaml", "bad.yaml", "--format", "json");
        Assert.Equal(1, json.Code);
        Assert.Equal([0, lines.Length - 1], json.Json.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("errors").GetArrayLength()));
        CheckMembers(json.Json.GetProperty("files")[1].GetProperty("errors")[0], "line", "column", "message");

        var check = await folder.RunAsync("check", "--catalog", "bad.yaml");
        Assert.Equal((2, ""), (check.Code, check.Output));
        Assert.Matches(@"^error: bad\.yaml:\d+:\d+ .+ \(and \d more: see pyframeworks catalog validate\)\n$", check.Error);
    }

    [Fact]
    public async Task A_project_names_catalog_files_of_its_own()
    {
        using var folder = new CliFolder("#- shop/pyproject.toml\n[tool.pyframeworks]\ncatalogs = [\"team/kelp.yaml\", \"gone.yaml\", \"../../out.yaml\"]\n#- shop/requirements.txt\nkelp\n");
        folder.Write("shop/team/kelp.yaml", CliFolder.Kelp);

        var result = await folder.RunAsync("inspect", "--format", "json");

        Assert.Equal("kelp", result.Json.GetProperty("projects")[0].GetProperty("frameworks")[0].GetProperty("id").GetString());
        Assert.Equal(
            "warning: shop/pyproject.toml: catalog file ../../out.yaml lies outside the folder, which is never read\n"
            + "warning: shop/pyproject.toml: catalog file gone.yaml does not exist; give a YAML file\n",
            result.Error);
    }

    [Theory]
    [InlineData("linked.yaml")]
    [InlineData("folder/kelp.yaml")]
    public async Task A_catalog_file_behind_a_link_out_of_the_folder_is_not_read(string file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows");
        using var outside = new CliFolder();
        outside.Write("kelp.yaml", CliFolder.Kelp);
        using var folder = new CliFolder($"#- pyproject.toml\n[tool.pyframeworks]\ncatalogs = [\"{file}\"]\n");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "linked.yaml"), Path.Combine(outside.Root, "kelp.yaml"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "folder"), outside.Root);

        var result = await folder.RunAsync("check", "--catalog", Path.Combine(outside.Root, "kelp.yaml"));

        Assert.Contains("PF005", result.Output, StringComparison.Ordinal);
        Assert.Equal((1, $"warning: pyproject.toml: catalog file {file} lies behind a link that leaves the folder, which is never followed\n"), (result.Code, result.Error));
    }

    [Fact]
    public async Task Lsp_speaks_on_the_port_of_the_client()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var accepted = listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        var code = await LspVerb.RunAsync(
            async (input, output, _, token) =>
            {
                await output.WriteAsync("hello"u8.ToArray(), token);
                return input.CanRead ? 7 : 8;
            },
            pipe: null,
            port,
            TextWriter.Null,
            TestContext.Current.CancellationToken);

        Assert.Equal(7, code);
        using var client = await accepted;
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("hello", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lsp_has_a_thread_for_each_processor_beside_the_one_that_waits_for_the_client()
    {
        var least = 0;

        await LspVerb.RunAsync(
            (_, _, _, _) =>
            {
                ThreadPool.GetMinThreads(out least, out var _);
                return Task.FromResult(0);
            },
            pipe: null, port: null, TextWriter.Null, TestContext.Current.CancellationToken);

        Assert.True(least > Environment.ProcessorCount);
    }

    private static void CheckMembers(JsonElement element, params string[] expected) => Assert.Equal(expected, element.EnumerateObject().Select(member => member.Name));
}
