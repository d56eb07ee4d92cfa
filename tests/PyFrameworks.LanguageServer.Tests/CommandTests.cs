using System.Text.Json;
using PyFrameworks.Features;
using PyFrameworks.Protocol;
using PyFrameworks.Testing;
using PyFrameworks.Workspace;

namespace PyFrameworks.LanguageServer.Tests;

public sealed class CommandTests
{
    private const string Suggest = "pyframeworks.server.suggestAlternatives";
    private const string Migrate = "pyframeworks.server.migrationPlan";
    private const string Inspect = "pyframeworks.server.inspect";

    [Theory]
    [InlineData("{}", "flask", "")]
    [InlineData("null", "flask", "")]
    [InlineData("""{"uri":"$ROOT/api/requirements.txt"}""", "flask", "")]
    [InlineData("""{"uri":"$ROOT/web/app.py"}""", "django", "")]
    [InlineData("""{"uri":"$ROOT/web"}""", "django", "")]
    [InlineData("""{"uri":"$ROOT"}""", "flask", "")]
    [InlineData("""{"framework":"bottle"}""", "bottle", "")]
    [InlineData("""{"uri":"$ROOT/web/app.py","needs":["realtime","rest-api"],"framework":null}""", "django", "realtime rest-api")]
    [InlineData("""{"uri":"$ROOT/web/app.py","unknown":[1]}""", "django", "")]
    public Task Alternatives_are_ranked_for_the_project_that_is_meant(string argument, string from, string needs) => CheckAsync(async (client, root) =>
    {
        var result = await client.CommandAsync(Suggest, JsonElement.Parse(argument.Replace("$ROOT", root, StringComparison.Ordinal)));
        Assert.Equal(1, result.GetProperty("version").GetInt32());
        Assert.Equal(from, result.GetProperty("from").GetString());
        Assert.Equal(needs, string.Join(' ', result.GetProperty("needs").EnumerateArray()
            .Where(need => need.GetProperty("source").ValueEquals("asked")).Select(need => need.GetProperty("id").GetString()).Order(StringComparer.Ordinal)));
        Assert.NotEmpty(result.GetProperty("suggestions").EnumerateArray());
        Assert.Contains("Alternatives to", result.GetProperty("markdown").GetString(), StringComparison.Ordinal);
        Assert.True(result.GetProperty("keep").TryGetProperty("advice", out _));
    });

    [Theory]
    [InlineData("""{"to":"quart"}""", "flask", "quart", "api")]
    [InlineData("""{"uri":"$ROOT/api/app.py","from":"flask","to":"quart"}""", "flask", "quart", "api")]
    [InlineData("""{"uri":"$ROOT/web/app.py","to":"fastapi"}""", "django", "fastapi", "web")]
    public Task A_plan_is_made_for_the_project_that_is_meant(string argument, string from, string to, string project) => CheckAsync(async (client, root) =>
    {
        var result = await client.CommandAsync(Migrate, JsonElement.Parse(argument.Replace("$ROOT", root, StringComparison.Ordinal)));
        Assert.Equal((from, to, project), (result.GetProperty("from").GetString(), result.GetProperty("to").GetString(), result.GetProperty("project").GetString()));
        Assert.NotEmpty(result.GetProperty("steps").EnumerateArray());
        Assert.StartsWith("# From ", result.GetProperty("markdown").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", result.GetProperty("html").GetString(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Result_is_shown_as_a_document_where_the_client_shows_them()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            #- app.py
            import flask
            """);
        using var pages = new TestFolder();
        await using var client = await TestClient.StartAsync(
            folder, new { window = new { showDocument = new { support = true } } }, host: TestClient.Host with { PagesFolder = () => Path.Combine(pages.Root, "new") });
        var shown = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Answers["window/showDocument"] = request =>
        {
            shown.TrySetResult(request.Clone());
            return new { success = true };
        };
        var result = await client.CommandAsync(Suggest, new { framework = "flask", show = true });
        var parameters = await shown.Task.WaitAsync(TestClient.Guard, TestContext.Current.CancellationToken);
        Assert.True(parameters.GetProperty("takeFocus").GetBoolean());
        var page = Path.Combine(pages.Root, "new", "suggestAlternatives.md");
        Assert.Equal(TestClient.Uri(page), parameters.GetProperty("uri").GetString());
        Assert.Equal(result.GetProperty("markdown").GetString(), await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
        Assert.Equal([page], Directory.GetFiles(Path.GetDirectoryName(page)!));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Result_is_a_message_where_no_document_can_be_shown(bool canShow, bool hasFolder)
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            #- app.py
            import flask
            """);
        await using var client = await TestClient.StartAsync(
            folder, new { window = new { showDocument = new { support = canShow } } }, host: TestClient.Host with { PagesFolder = hasFolder ? () => folder.Root : null });
        var result = await client.CommandAsync(Suggest, new { framework = "flask", show = true });
        var message = await client.TakeAsync("window/showMessage");
        var best = result.GetProperty("suggestions")[0].GetProperty("name").GetString();
        Assert.Contains($"Alternatives, best first: {best}", message.GetProperty("message").GetString(), StringComparison.Ordinal);
        await client.CommandAsync(Migrate, new { to = "quart", show = true });
        Assert.StartsWith("This editor shows no documents", (await client.TakeAsync("window/showMessage")).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_of_a_plan_name_whole_addresses()
    {
        using var folder = new TestFolder("""
            #- é 😀/requirements.txt
            flask==2.3
            #- é 😀/app (1).py
            import flask
            app = flask.Flask(__name__)
            @app.route("/")
            def index():
                return "x"
            """);
        await using var client = await TestClient.StartAsync(folder);
        var plan = await client.CommandAsync(Migrate, new { to = "quart" });
        var address = TestClient.Uri(Path.Combine(folder.Root, "é 😀", "app (1).py")).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        Assert.Contains($"[é 😀/app (1).py:3]({address}#L3)", plan.GetProperty("markdown").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "The argument to is missing: the identifier of the framework to move to")]
    [InlineData("""{"to":3}""", "The argument to has to be a text")]
    [InlineData("""{"to":"qart"}""", "The argument to names qart, which the catalog does not know; did you mean quart?")]
    [InlineData("""{"from":"bottle","to":"quart"}""", "The argument from names bottle, which the project api does not use; it uses flask")]
    [InlineData("""{"to":"flask"}""", "The argument to names flask, which is the framework in use; name another one")]
    public Task A_plan_for_arguments_that_mean_nothing_is_refused(string argument, string message) => CheckAsync(async (client, _) =>
        Assert.Equal((ErrorCodes.InvalidParams, message), await client.FailCommandAsync(Migrate, JsonElement.Parse(argument))));

    [Theory]
    [InlineData("""{"uri":"$ROOT/web/app.py"}""", "web")]
    [InlineData("""{"uri":"$ROOT"}""", "api web")]
    [InlineData("{}", "api web")]
    public Task Inspect_gives_what_was_found(string argument, string projects) => CheckAsync(async (client, root) =>
    {
        var result = await client.CommandAsync(Inspect, JsonElement.Parse(argument.Replace("$ROOT", root, StringComparison.Ordinal)));
        Assert.Equal(projects, string.Join(' ', result.GetProperty("projects").EnumerateArray().Select(project => project.GetProperty("path").GetString())));
        var index = WorkspaceIndex.Scan(FileUris.ToPath(root)!, SampleCatalog.Instance, TestProjects.Options, null, CancellationToken.None);
        var expected = InspectJson.Write(index.Root, [.. index.Projects.Where(project => projects.Split(' ').Contains(project.Path))]);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), result));
    });

    [Theory]
    [InlineData("""{"uri":"$ROOT/web/app.py","frameworks":["django","fastapi"]}""", "web")]
    [InlineData("""{"frameworks":["flask","quart"],"needs":["realtime"]}""", "api")]
    public Task Compare_sets_frameworks_side_by_side(string argument, string project) => CheckAsync(async (client, root) =>
    {
        var result = await client.CommandAsync("pyframeworks.server.compare", JsonElement.Parse(argument.Replace("$ROOT", root, StringComparison.Ordinal)));
        Assert.Equal((1, project), (result.GetProperty("version").GetInt32(), result.GetProperty("project").GetString()));
        Assert.NotEmpty(result.GetProperty("rows").EnumerateArray());
        Assert.Contains("side by side", result.GetProperty("markdown").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", result.GetProperty("html").GetString(), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_lead_to_commands_where_the_client_has_them(bool hasCommands)
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            #- app.py
            import flask
            app = flask.Flask(__name__)
            """);
        await using var client = await TestClient.StartAsync(folder, options: new { commandLinks = hasCommands });
        var compare = await client.CommandAsync("pyframeworks.server.compare", new { frameworks = new[] { "flask", "quart" } });
        var report = await client.CommandAsync("pyframeworks.server.report", null);
        Assert.Equal(hasCommands, compare.GetProperty("html").GetString()!.Contains("command:pyframeworks.showMigrationPlan?", StringComparison.Ordinal));
        var place = Uri.EscapeDataString(TestClient.Uri(Path.Combine(folder.Root, "requirements.txt")));
        Assert.Equal(hasCommands, report.GetProperty("html").GetString()!.Contains($"command:pyframeworks.openPlace?%5B%7B%22uri%22%3A%22{place}%22%2C%22line%22%3A1%7D%5D", StringComparison.Ordinal));
    }

    [Fact]
    public Task Catalog_lists_what_can_be_named() => CheckAsync(async (client, _) =>
    {
        var frameworks = (await client.CommandAsync("pyframeworks.server.catalog", null)).GetProperty("frameworks");
        Assert.Equal(SampleCatalog.Instance.Frameworks.Select(framework => framework.Id), frameworks.EnumerateArray().Select(framework => framework.GetProperty("id").GetString()));
    });

    [Fact]
    public Task Explain_lists_the_rules_and_gives_the_page_of_one() => CheckAsync(async (client, _) =>
    {
        var rules = (await client.CommandAsync("pyframeworks.server.explainRule", new { })).GetProperty("rules");
        Assert.Equal(Rules.RuleSet.All.Select(rule => $"{rule.Code} {rule.Name} {rule.Summary}"), rules.EnumerateArray().Select(rule => $"{rule.GetProperty("code")} {rule.GetProperty("name")} {rule.GetProperty("summary")}"));
        foreach (var name in (string[])["PF101", "unsupported-version"])
        {
            var page = await client.CommandAsync("pyframeworks.server.explainRule", new { rule = name });
            Assert.Equal("PF101", page.GetProperty("code").GetString());
            Assert.StartsWith("# PF101 unsupported-version", page.GetProperty("markdown").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal((ErrorCodes.InvalidParams, "The argument rule names 'PF999', which is no rule"), await client.FailCommandAsync("pyframeworks.server.explainRule", new { rule = "PF999" }));
    });

    [Theory]
    [InlineData("{}", "frameworks is missing")]
    [InlineData("""{"frameworks":"flask"}""", "frameworks has to be a list")]
    [InlineData("""{"frameworks":["flask"]}""", "frameworks names flask alone")]
    [InlineData("""{"frameworks":["flask","flsk"]}""", "frameworks names flsk, which the catalog does not know; did you mean flask?")]
    public Task Compare_names_what_is_wrong_with_its_argument(string argument, string message) => CheckAsync(async (client, _) =>
    {
        var (code, told) = await client.FailCommandAsync("pyframeworks.server.compare", JsonElement.Parse(argument));
        Assert.Equal(ErrorCodes.InvalidParams, code);
        Assert.Contains($"The argument {message}", told, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("""{"uri":"$ROOT/web/app.py"}""", false)]
    [InlineData("{}", true)]
    public Task Report_is_a_page_about_what_is_named(string argument, bool isWhole) => CheckAsync(async (client, root) =>
    {
        var page = (await client.CommandAsync("pyframeworks.server.report", JsonElement.Parse(argument.Replace("$ROOT", root, StringComparison.Ordinal)))).GetProperty("html").GetString()!;
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("Django", page, StringComparison.Ordinal);
        Assert.Equal(isWhole, page.Contains("<h2>Projects</h2>", StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("[]", "first argument")]
    [InlineData("\"x\"", "first argument")]
    [InlineData("""{"uri":3}""", "uri")]
    [InlineData("""{"uri":"untitled:1"}""", "uri")]
    [InlineData("""{"uri":"file:///elsewhere/app.py"}""", "uri")]
    [InlineData("""{"framework":"nothing"}""", "framework")]
    [InlineData("""{"framework":[]}""", "framework")]
    [InlineData("""{"needs":"realtime"}""", "needs")]
    [InlineData("""{"needs":["nothing"]}""", "needs")]
    [InlineData("""{"needs":[1]}""", "needs")]
    public Task Bad_arguments_are_refused_by_name(string argument, string name) => CheckAsync(async (client, _) =>
    {
        foreach (var command in (string[])[Suggest, Inspect])
        {
            var (code, message) = await client.FailCommandAsync(command, JsonElement.Parse(argument));
            Assert.Equal(ErrorCodes.InvalidParams, code);
            Assert.Contains(name, message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public Task An_unknown_command_is_refused_by_name() => CheckAsync(async (client, _) =>
    {
        var (code, message) = await client.FailCommandAsync("pyframeworks.server.dance", new { });
        Assert.Equal((ErrorCodes.InvalidParams, "The command pyframeworks.server.dance is not known"), (code, message));
    });

    [Fact]
    public async Task Without_a_folder_a_framework_can_still_be_asked_about()
    {
        await using var client = new TestClient();
        await client.InitializeAsync([]);
        Assert.Equal("flask", (await client.CommandAsync(Suggest, new { framework = "flask" })).GetProperty("from").GetString());
        Assert.Equal(JsonValueKind.Null, (await client.CommandAsync(Suggest, null)).GetProperty("from").ValueKind);
        Assert.Equal(0, (await client.CommandAsync(Inspect, null)).GetProperty("projects").GetArrayLength());
    }

    private static async Task CheckAsync(Func<TestClient, string, Task> check)
    {
        using var folder = new TestFolder("""
            #- api/requirements.txt
            flask==2.3
            #- api/app.py
            import flask
            app = flask.Flask(__name__)
            #- web/pyproject.toml
            [project]
            dependencies = ["django"]
            #- web/app.py
            import django.urls
            """);
        await using var client = await TestClient.StartAsync(folder);
        await check(client, TestClient.Uri(folder.Root));
    }
}
