using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PyFrameworks.Protocol.Tests;

/// <summary>The first message, which is read and answered without the serialiser: it has to be as though that had done it.</summary>
public sealed class OpeningTests
{
    private const string EveryMember = """
        {
          "processId": 17,
          "clientInfo": { "name": "Editor \"é\" 😀", "version": "1" },
          "locale": "en", "rootPath": "/a", "rootUri": "file:///a",
          "initializationOptions": { "settings": { "a": [1, null] } },
          "capabilities": {
            "workspace": {
              "applyEdit": true,
              "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"], "failureHandling": "abort", "other": 1 },
              "didChangeConfiguration": { "dynamicRegistration": true },
              "didChangeWatchedFiles": { "dynamicRegistration": true, "relativePatternSupport": false },
              "executeCommand": { "dynamicRegistration": true },
              "workspaceFolders": true, "configuration": true,
              "codeLens": { "refreshSupport": true }, "inlayHint": { "refreshSupport": true }, "diagnostics": { "refreshSupport": true }
            },
            "textDocument": {
              "synchronization": { "dynamicRegistration": true, "didSave": true },
              "hover": { "dynamicRegistration": true, "contentFormat": ["markdown", "plaintext"] },
              "completion": {
                "dynamicRegistration": true,
                "completionItem": {
                  "snippetSupport": true, "documentationFormat": ["markdown"], "deprecatedSupport": true, "tagSupport": { "valueSet": [1, 99] },
                  "labelDetailsSupport": true, "resolveSupport": { "properties": ["documentation"] }
                }
              },
              "definition": { "dynamicRegistration": true, "linkSupport": true },
              "documentSymbol": { "dynamicRegistration": true, "hierarchicalDocumentSymbolSupport": true },
              "codeAction": {
                "dynamicRegistration": true, "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } }, "isPreferredSupport": true,
                "disabledSupport": true, "dataSupport": true, "resolveSupport": { "properties": [] }
              },
              "codeLens": { "dynamicRegistration": true },
              "documentLink": { "dynamicRegistration": true, "tooltipSupport": true },
              "publishDiagnostics": {
                "relatedInformation": true, "tagSupport": { "valueSet": [1, 2] }, "versionSupport": true, "codeDescriptionSupport": true, "dataSupport": true
              },
              "diagnostic": { "dynamicRegistration": true, "relatedDocumentSupport": true },
              "inlayHint": { "dynamicRegistration": true, "resolveSupport": { "properties": ["label"] } }
            },
            "window": { "workDoneProgress": true, "showMessage": { "messageActionItem": { "a": 1 } }, "showDocument": { "support": true } },
            "general": { "positionEncodings": ["utf-8"], "markdown": { "parser": "marked", "version": "1", "allowedTags": ["a"] } },
            "experimental": { "a": 1 }
          },
          "trace": "off",
          "workspaceFolders": [{ "uri": "file:///a", "name": "a" }, { "uri": "file:///b", "name": "b" }]
        }
        """;

    private static readonly JsonSerializerOptions s_json = ProtocolJson.CreateOptions();

    [Fact]
    public void Every_member_is_read()
    {
        var request = InitializeReader.Read(Encoding.UTF8.GetBytes(EveryMember));
        Assert.NotNull(request);
        Assert.Equal(Write(Deserialize(EveryMember)), Write(request));

        // All but the member that the protocol does not know.
        Assert.Equal(Places(JsonNode.Parse(EveryMember)!).Count() - 1, Places(JsonNode.Parse(Write(request))!).Count());
    }

    [Fact]
    public void Every_value_may_be_another_one_and_is_read_as_the_serialiser_does_or_not_at_all()
    {
        var places = Places(JsonNode.Parse(EveryMember)!).Select(node => node.GetPath()).ToList();
        Assert.True(places.Count > 100);
        foreach (var place in places)
        {
            foreach (var other in (string[])["null", "true", "7", "1.5", "99999999999", "\"x\"", "[]", "[null]", "[7]", "[\"x\"]", "{}", "{\"a\":1}"])
            {
                var root = JsonNode.Parse(EveryMember)!;
                Places(root).Single(node => node.GetPath() == place).ReplaceWith(other == "null" ? null : JsonNode.Parse(other));
                var text = root.ToJsonString();
                var expected = Deserialize(text);
                if (InitializeReader.Read(Encoding.UTF8.GetBytes(text)) is { } request)
                {
                    Assert.True(expected is not null && Write(expected) == Write(request), $"{place}: {other}");
                }
                else
                {
                    // The serialiser lets a null pass for a text of a list.
                    Assert.True(expected is null || other == "[null]" || (other == "null" && place.EndsWith(']')), $"{place}: {other} is not read");
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"capabilities":{},"workDoneToken":1}""")]
    [InlineData("""{"capabilities":{},"locale":"\ud800"}""")]
    public void Unusual_parameters_are_left_to_the_serialiser(string json) => Assert.Null(InitializeReader.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Answer_is_what_the_serialiser_writes()
    {
        var full = new ServerCapabilities
        {
            PositionEncoding = "utf-8",
            TextDocumentSync = new() { OpenClose = true, Change = TextDocumentSyncKind.Incremental, Save = new() { IncludeText = false } },
            HoverProvider = true,
            CompletionProvider = new() { TriggerCharacters = ["\"", "'", "<", ">", "\\", "&", "+", "`"], ResolveProvider = true },
            DefinitionProvider = false,
            ReferencesProvider = true,
            DocumentSymbolProvider = true,
            CodeActionProvider = new() { CodeActionKinds = ["a"], ResolveProvider = false },
            CodeLensProvider = new() { ResolveProvider = false },
            DocumentLinkProvider = new(),
            ExecuteCommandProvider = new() { Commands = [] },
            InlayHintProvider = new() { ResolveProvider = true },
            DiagnosticProvider = new() { Identifier = "a", InterFileDependencies = true, WorkspaceDiagnostics = false },
            Workspace = new() { WorkspaceFolders = new() { Supported = true, ChangeNotifications = true } },
        };
        CheckAnswer(new() { Capabilities = full, ServerInfo = new() { Name = "a", Version = "1.0" } });
        CheckAnswer(new() { Capabilities = full with { TextDocumentSync = new(), CompletionProvider = new(), CodeActionProvider = new(), Workspace = new() }, ServerInfo = new() { Name = "a" } });
        CheckAnswer(new() { Capabilities = new() });
    }

    [Fact]
    public void What_needs_the_serialiser_is_left_to_it()
    {
        var id = new RequestId(1);
        Assert.Null(InitializeAnswer.Write(new("a"), new() { Capabilities = new() }));
        Assert.Null(InitializeAnswer.Write(default, new() { Capabilities = new() }));
        Assert.Null(InitializeAnswer.Write(id, new() { Capabilities = new() { PositionEncoding = "é" } }));
        Assert.Null(InitializeAnswer.Write(id, new() { Capabilities = new() { PositionEncoding = "\n" } }));
        Assert.Null(InitializeAnswer.Write(id, new() { Capabilities = new() { Experimental = JsonElement.Parse("1") } }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000_000)]
    public void Usual_initialize_is_answered_and_what_follows_is_left(int step)
    {
        const string next = "Content-Length: 4\r\n\r\nnull";
        var (rest, answer, request) = Open(Frame("""{"jsonrpc":"2.0","id":3,"method":"initialize","params":""" + EveryMember + "}") + next, step);
        Assert.Equal(17, request?.ProcessId);
        Assert.Equal(next, rest);
        Assert.Equal(Frame("""{"jsonrpc":"2.0","id":3,"result":{"capabilities":{"hoverProvider":true}}}"""), answer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("C")]
    [InlineData("Content-Length: 2\r\n\r\n{")]
    [InlineData("Content-Length: 2\r\n\r\n{}")]
    [InlineData("Content-Length: 2\r\n\r\n[[")]
    [InlineData("Content-Length: 0\r\n\r\n")]
    [InlineData("Content-Length: \r\n\r\n")]
    [InlineData("Content-Length: 123456789\r\n\r\n")]
    [InlineData("Content-Length: 12345678\r\n\r\n")]
    [InlineData("content-length: 2\r\n\r\n{}")]
    [InlineData("Content-Length: 2\r\nContent-Type: a\r\n\r\n{}")]
    [InlineData("Content-Length: 2\n\n{}")]
    [InlineData("nothing of the kind")]
    public void Other_beginnings_are_left(string input) => CheckLeft(input);

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"shutdown"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"initialize","params":{"capabilities":{}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"initialize"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"initialize","params":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"initialize","params":{"capabilities":{}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"initialize","params":{"capabilities":{}}}""")]
    [InlineData("""{"jsonrpc":"1.0","id":3,"method":"initialize","params":{"capabilities":{}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"initialize","params":{"capabilities":{}}} x""")]
    public void Other_messages_are_left(string message) => CheckLeft(Frame(message) + Frame("{}"));

    [Fact]
    public void Broken_output_is_left_to_the_server()
    {
        var input = Frame("""{"jsonrpc":"2.0","id":3,"method":"initialize","params":{"capabilities":{}}}""");
        var opening = Opening.Read(new MemoryStream(Encoding.UTF8.GetBytes(input)), new BrokenStream(), _ => new() { Capabilities = new() });
        Assert.Null(opening.Request);
        Assert.Equal(input, new StreamReader(opening.Rest).ReadToEnd());
    }

    private static void CheckLeft(string input)
    {
        foreach (var step in (int[])[1, 1_000_000])
        {
            var (rest, answer, request) = Open(input, step);
            Assert.Null(request);
            Assert.Equal("", answer);
            Assert.Equal(input, rest);
        }
    }

    private static void CheckAnswer(InitializeResult result) => Assert.Equal(
        $$"""{"jsonrpc":"2.0","id":1.5,"result":{{JsonSerializer.Serialize(result, s_json)}}}""",
        Encoding.UTF8.GetString(InitializeAnswer.Write(Id("1.5"), result)!));

    private static RequestId Id(string json) => JsonSerializer.Deserialize<RequestId>(json, s_json);

    private static (string Left, string Answer, InitializeParams? Request) Open(string input, int step)
    {
        using var output = new MemoryStream();
        var opening = Opening.Read(new SlowStream(Encoding.UTF8.GetBytes(input), step), output, _ => new() { Capabilities = new() { HoverProvider = true } });
        using var reader = new StreamReader(opening.Rest);
        return (reader.ReadToEnd(), Encoding.UTF8.GetString(output.ToArray()), opening.Request);
    }

    private static string Frame(string body) => $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private static string Write(InitializeParams? request) => JsonSerializer.Serialize(request, s_json);

    private static InitializeParams? Deserialize(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<InitializeParams>(json, s_json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonNode> Places(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(value => Places(value).Append(value)),
        JsonArray items => items.OfType<JsonNode>().SelectMany(value => Places(value).Append(value)),
        _ => [],
    };

    /// <summary>Gives at most so many bytes at once.</summary>
    private sealed class SlowStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, step)]);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException();

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException();
    }
}
