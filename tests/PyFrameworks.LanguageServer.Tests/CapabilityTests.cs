using System.Text.Json;
using PyFrameworks.Protocol;
using PyFrameworks.Testing;

namespace PyFrameworks.LanguageServer.Tests;

public sealed class CapabilityTests
{
    [Theory]
    [InlineData("{}", "{}", "")]
    [InlineData("""{"textDocument":{"hover":{"contentFormat":["plaintext","markdown"]}}}""", "{}", "HasMarkdownHover")]
    [InlineData("""{"textDocument":{"hover":{"contentFormat":["plaintext"]}}}""", "{}", "")]
    [InlineData("{}", """{"commandLinks":true}""", "HasCommandLinks")]
    [InlineData("{}", """{"commandLinks":"yes"}""", "")]
    [InlineData("{}", "[1]", "")]
    [InlineData("{}", """{"trusted":false}""", "IsRestricted")]
    [InlineData("{}", """{"trusted":true}""", "")]
    [InlineData("""{"workspace":{"didChangeWatchedFiles":{"relativePatternSupport":true}}}""", "{}", "HasRelativePatterns")]
    [InlineData("""{"textDocument":{"publishDiagnostics":{"codeDescriptionSupport":true}}}""", "{}", "HasCodeDescription")]
    [InlineData("""{"textDocument":{"publishDiagnostics":{"relatedInformation":true}}}""", "{}", "HasRelatedInformation")]
    [InlineData("""{"textDocument":{"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}}}""", "{}", "HasCodeActionLiterals")]
    [InlineData("""{"textDocument":{"codeAction":{"isPreferredSupport":true}}}""", "{}", "HasPreferredActions")]
    [InlineData("""{"workspace":{"workspaceEdit":{"documentChanges":true}}}""", "{}", "HasDocumentChanges")]
    [InlineData("""{"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["rename"]}}}""", "{}", "HasDocumentChanges")]
    [InlineData("""{"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]}}}""", "{}", "CanCreateFiles HasDocumentChanges")]
    [InlineData("""{"workspace":{"workspaceEdit":{"resourceOperations":["create"]}}}""", "{}", "")]
    [InlineData("""{"workspace":{"configuration":true}}""", "{}", "HasConfiguration")]
    [InlineData("""{"workspace":{"didChangeConfiguration":{"dynamicRegistration":true}}}""", "{}", "CanRegisterConfiguration")]
    [InlineData("""{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}""", "{}", "CanRegisterWatchers")]
    [InlineData("""{"window":{"workDoneProgress":true}}""", "{}", "HasProgress")]
    [InlineData("""{"textDocument":{"documentSymbol":{"hierarchicalDocumentSymbolSupport":true}}}""", "{}", "HasSymbolTree")]
    [InlineData("""{"textDocument":{"definition":{"linkSupport":true}}}""", "{}", "HasDefinitionLinks")]
    [InlineData("""{"textDocument":{"documentLink":{"tooltipSupport":true}}}""", "{}", "HasLinkTooltips")]
    [InlineData("""{"textDocument":{"completion":{"completionItem":{"documentationFormat":["markdown"],"tagSupport":{"valueSet":[1]}}}}}""", "{}", "HasCompletionTags HasMarkdownCompletion")]
    [InlineData("""{"textDocument":{"completion":{"completionItem":{"documentationFormat":["plaintext"],"tagSupport":{"valueSet":[]}}}}}""", "{}", "")]
    [InlineData("""{"textDocument":{"diagnostic":{"relatedDocumentSupport":true}}}""", "{}", "HasRelatedDocuments PullsDiagnostics")]
    [InlineData("""{"textDocument":{"diagnostic":{}}}""", "{}", "PullsDiagnostics")]
    [InlineData("""{"workspace":{"diagnostics":{"refreshSupport":true}}}""", "{}", "CanRefreshDiagnostics")]
    [InlineData("""{"workspace":{"codeLens":{"refreshSupport":true}}}""", "{}", "CanRefreshCodeLenses")]
    [InlineData("""{"workspace":{"inlayHint":{"refreshSupport":true}}}""", "{}", "CanRefreshInlayHints")]
    public void What_the_client_can_do_is_read(string capabilities, string options, string expected)
    {
        var request = JsonSerializer.Deserialize($$"""{"capabilities":{{capabilities}},"initializationOptions":{{options}}}""", ProtocolJson.Default.InitializeParams)!;
        var features = ClientFeatures.Of(request);
        Assert.Equal(expected, string.Join(' ', typeof(ClientFeatures).GetProperties()
            .Where(property => property.GetValue(features) is true).Select(property => property.Name).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(null, "utf-16")]
    [InlineData(new string[0], "utf-16")]
    [InlineData(new[] { "utf-8", "utf-16" }, "utf-8")]
    [InlineData(new[] { "utf-16", "utf-8" }, "utf-16")]
    [InlineData(new[] { "utf-32" }, "utf-32")]
    [InlineData(new[] { "ucs-2", "utf-8" }, "utf-8")]
    [InlineData(new[] { "ucs-2" }, "utf-16")]
    public async Task The_first_known_encoding_of_the_client_is_taken(string[]? offered, string expected)
    {
        await using var client = new TestClient();
        var result = await client.InitializeAsync([], new { general = new { positionEncodings = offered } });
        Assert.Equal(expected, result.GetProperty("capabilities").GetProperty("positionEncoding").GetString());
    }

    [Fact]
    public async Task The_server_says_what_it_can_do()
    {
        await using var client = new TestClient();
        var capabilities = (await client.InitializeAsync([])).GetProperty("capabilities");
        var sync = capabilities.GetProperty("textDocumentSync");
        Assert.True(sync.GetProperty("openClose").GetBoolean());
        Assert.Equal(2, sync.GetProperty("change").GetInt32());
        Assert.True(sync.TryGetProperty("save", out _));
        Assert.True(capabilities.GetProperty("hoverProvider").GetBoolean());
        Assert.Equal(["quickfix", "refactor.rewrite"], capabilities.GetProperty("codeActionProvider").GetProperty("codeActionKinds").EnumerateArray().Select(kind => kind.GetString()));
        Assert.All((string[])["definitionProvider", "referencesProvider", "documentSymbolProvider"], name => Assert.True(capabilities.GetProperty(name).GetBoolean()));
        Assert.All((string[])["codeLensProvider", "documentLinkProvider", "inlayHintProvider"], name => Assert.False(capabilities.GetProperty(name).GetProperty("resolveProvider").GetBoolean()));
        Assert.True(capabilities.GetProperty("completionProvider").GetProperty("resolveProvider").GetBoolean());
        Assert.Contains("=", capabilities.GetProperty("completionProvider").GetProperty("triggerCharacters").EnumerateArray().Select(character => character.GetString()));
        var commands = capabilities.GetProperty("executeCommandProvider").GetProperty("commands").EnumerateArray().Select(command => command.GetString()).ToList();
        Assert.Contains("pyframeworks.server.suggestAlternatives", commands);
        Assert.Contains("pyframeworks.server.inspect", commands);
        Assert.True(capabilities.GetProperty("workspace").GetProperty("workspaceFolders").GetProperty("supported").GetBoolean());
        Assert.True(capabilities.GetProperty("workspace").GetProperty("workspaceFolders").GetProperty("changeNotifications").GetBoolean());
    }

    [Fact]
    public async Task Files_and_settings_are_watched_where_the_client_can()
    {
        using var folder = new TestFolder();
        await using var client = await TestClient.StartAsync(
            folder, new { workspace = new { didChangeConfiguration = new { dynamicRegistration = true }, didChangeWatchedFiles = new { dynamicRegistration = true } } });
        var registrations = (await client.TakeAsync("client/registerCapability")).GetProperty("registrations").EnumerateArray().ToDictionary(one => one.GetProperty("method").GetString()!);
        Assert.Equal("pyframeworks", registrations["workspace/didChangeConfiguration"].GetProperty("registerOptions").GetProperty("section").GetString());
        Assert.Equal("**", registrations["workspace/didChangeWatchedFiles"].GetProperty("registerOptions").GetProperty("watchers")[0].GetProperty("globPattern").GetString());
    }

    [Fact]
    public async Task Nothing_is_asked_of_a_client_that_can_do_nothing()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            """);
        await using var client = await TestClient.StartAsync(folder);
        await client.ShowsAsync(folder, "requirements.txt PF101");
        Assert.Equal(0, client.Count("client/registerCapability") + client.Count("workspace/configuration") + client.Count("window/workDoneProgress/create"));
    }

    [Fact]
    public async Task A_client_that_refuses_is_served_all_the_same()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            """);
        await using var client = new TestClient();
        foreach (var method in (string[])["client/registerCapability", "workspace/configuration", "window/workDoneProgress/create"])
        {
            client.Answers[method] = _ => new InvalidOperationException("no");
        }

        await client.InitializeAsync([folder.Root], new
        {
            workspace = new { configuration = true, didChangeWatchedFiles = new { dynamicRegistration = true } },
            window = new { workDoneProgress = true },
        });
        await client.ShowsAsync(folder, "requirements.txt PF101");
        await client.LoggedAsync("refused to watch");
        await client.LoggedAsync("gave no settings");
        await client.LoggedAsync("shows no progress");
        Assert.Equal(0, client.Count("$/progress"));
    }
}
