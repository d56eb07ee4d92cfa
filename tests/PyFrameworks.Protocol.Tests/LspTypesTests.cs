using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PyFrameworks.Protocol.Tests;

public sealed partial class LspTypesTests
{
    private static readonly JsonSerializerOptions Options = ProtocolJson.CreateOptions();

    [Theory]
    [InlineData("""{"title":"t","command":"a.b","arguments":[1]}""", true)]
    [InlineData("""{"title":"t","kind":"quickfix","command":{"title":"t","command":"a.b"}}""", false)]
    [InlineData("""{"title":"t"}""", false)]
    public void Commands_and_actions_are_told_apart(string json, bool isCommand)
    {
        var read = Read<CodeActionOrCommand>(json);
        Assert.Equal(isCommand, read.Command is not null);
        Assert.Equal(!isCommand, read.Action is not null);
        Assert.Equal(json, JsonSerializer.Serialize(read, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<CodeActionOrCommand>)Options.GetTypeInfo(typeof(CodeActionOrCommand))));
    }

    [Theory]
    [InlineData("""[{"name":"a","kind":4,"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"selectionRange":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}}}]""", false)]
    [InlineData("""[{"name":"a","kind":4,"location":{"uri":"file:///a","range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}}}}]""", true)]
    [InlineData("[]", false)]
    public void A_tree_of_symbols_is_told_from_a_list(string json, bool isList)
    {
        var read = Read<DocumentSymbolResult>(json);
        Assert.Equal((isList, !isList), (read.List is not null, read.Tree is not null));
        Assert.Equal(json, Write(read));
    }

    [Theory]
    [InlineData("""[{"targetUri":"file:///a","targetRange":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"targetSelectionRange":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}}}]""", true)]
    [InlineData("""[{"uri":"file:///a","range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}}}]""", false)]
    public void Links_are_told_from_places(string json, bool isLinks)
    {
        var read = Read<DefinitionResult>(json);
        Assert.Equal((isLinks, !isLinks), (read.Links is not null, read.Locations is not null));
        Assert.Equal(json, Write(read));
    }

    [Fact]
    public void Reports_of_documents_may_hold_others()
    {
        var unchanged = new DocumentDiagnosticReport { Kind = DocumentDiagnosticReportKind.Unchanged, ResultId = "1" };
        Assert.Equal("""{"kind":"unchanged","resultId":"1"}""", Write(unchanged));
        Assert.Equal(
            """{"kind":"full","resultId":"2","items":[],"relatedDocuments":{"file:///A":{"kind":"unchanged","resultId":"1"}}}""",
            Write(new DocumentDiagnosticReport { Kind = DocumentDiagnosticReportKind.Full, ResultId = "2", Items = [], RelatedDocuments = new Dictionary<string, DocumentDiagnosticReport> { ["file:///A"] = unchanged } }));
        Assert.Equal(
            """{"token":"t","value":{"items":[{"kind":"full","uri":"file:///a","version":null,"items":[]}]}}""",
            Write(new WorkspaceDiagnosticProgressParams { Token = new("t"), Value = new() { Items = [new() { Kind = DocumentDiagnosticReportKind.Full, Uri = "file:///a", Items = [] }] } }));
        Assert.Equal("""{"retriggerRequest":false}""", Write(new DiagnosticServerCancellationData { RetriggerRequest = false }));
    }

    [Fact]
    public void Initialize_of_an_editor_is_read()
    {
        var request = Read<InitializeParams>("""
            {
              "processId": 42, "clientInfo": {"name": "ed", "version": "1"}, "locale": "en", "rootPath": null, "rootUri": "file:///a",
              "initializationOptions": {"pyframeworks": [1]}, "trace": "off", "workDoneToken": "t", "unknown": {"x": []},
              "workspaceFolders": [{"uri": "file:///a", "name": "a"}],
              "capabilities": {
                "general": {"positionEncodings": ["utf-8", "utf-16"], "staleRequestSupport": {"cancel": true}},
                "window": {"workDoneProgress": true, "showDocument": {"support": true}, "showMessage": {"messageActionItem": {"additionalPropertiesSupport": true}}},
                "workspace": {
                  "applyEdit": true, "configuration": true, "workspaceFolders": true, "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
                  "didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": true}, "inlayHint": {"refreshSupport": true}
                },
                "textDocument": {
                  "hover": {"contentFormat": ["markdown", "plaintext"]},
                  "codeAction": {
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix"]}},
                    "isPreferredSupport": true, "dataSupport": true, "resolveSupport": {"properties": ["edit"]}
                  },
                  "publishDiagnostics": {"relatedInformation": true, "tagSupport": {"valueSet": [1, 2, 77]}, "versionSupport": true, "codeDescriptionSupport": true},
                  "diagnostic": {"dynamicRegistration": true}
                },
                "experimental": {"commands": {"commands": ["a.b"]}}
              }
            }
            """);
        Assert.Equal(42, request.ProcessId);
        Assert.Equal(["utf-8", "utf-16"], request.Capabilities.General!.PositionEncodings!.Value);
        Assert.True(request.Capabilities.Window!.ShowDocument!.Support);
        Assert.Equal(["edit"], request.Capabilities.TextDocument!.CodeAction!.ResolveSupport!.Properties);
        Assert.Equal((DiagnosticTag)77, request.Capabilities.TextDocument.PublishDiagnostics!.TagSupport!.ValueSet[2]);
        Assert.Equal(1, request.InitializationOptions!.Value.GetProperty("pyframeworks")[0].GetInt32());
        Assert.Equal(new ProgressToken("t"), request.WorkDoneToken);
    }

    [Fact]
    public void Nulls_and_absent_members_are_alike()
    {
        var request = Read<InitializeParams>("""
            {"processId": null, "rootUri": null, "workspaceFolders": null, "initializationOptions": null,
             "capabilities": {"general": null, "textDocument": {"hover": {"contentFormat": null}}, "workspace": {"configuration": null}}}
            """);
        Assert.Null(request.WorkspaceFolders);
        Assert.Null(request.InitializationOptions);
        Assert.Null(request.Capabilities.Workspace!.Configuration);
        Assert.Null(request.Capabilities.TextDocument!.Hover!.ContentFormat);
    }

    [Fact]
    public void Change_comes_with_and_without_a_range()
    {
        var changes = Read<DidChangeTextDocumentParams>("""
            {"textDocument": {"uri": "a", "version": 2}, "contentChanges": [
              {"text": "all"},
              {"range": {"start": {"line": 0, "character": 1}, "end": {"line": 2, "character": 4294967295}}, "rangeLength": 3, "text": "é😀\t\r\n"}]}
            """).ContentChanges;
        Assert.Null(changes[0].Range);
        Assert.Equal(new Range(new(0, 1), new(2, int.MaxValue)), changes[1].Range);
        Assert.Equal("é😀\t\r\n", changes[1].Text);
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_one_replacement_and_the_rest_stays()
    {
        var change = Read<TextDocumentContentChangeEvent>("""{"text": "\uD83D\uDE00é\n\"\\\ud800x\udc00"}""");
        Assert.Equal("😀é\n\"\\\uFFFDx\uFFFD", change.Text);
        Assert.Contains("\uFFFD", Read<MarkupContent>(Write(new MarkupContent { Kind = MarkupKind.PlainText, Value = "a\ud800" })).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnostics_of_other_servers_are_read()
    {
        var context = Read<CodeActionContext>("""
            {"diagnostics": [{"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 5.0}}, "message": "m", "code": 501,
              "severity": 9, "source": "other", "data": [1], "codeDescription": {"href": "https://example.org"}}], "only": null, "triggerKind": 2}
            """);
        var diagnostic = Assert.Single(context.Diagnostics);
        Assert.Equal(("501", (DiagnosticSeverity)9, 5), (diagnostic.Code, diagnostic.Severity, diagnostic.Range.End.Character));
        Assert.Null(context.Only);
    }

    [Fact]
    public void Code_action_is_written_without_nulls()
    {
        var edit = new TextEdit { Range = new(new(0, 0), new(0, 1)), NewText = "é" };
        var action = new CodeAction
        {
            Title = "Raise",
            Kind = CodeActionKind.QuickFix,
            Edit = new()
            {
                Changes = new Dictionary<string, ImmutableArray<TextEdit>> { ["file:///A"] = [edit] },
                DocumentChanges = [new TextDocumentEdit { TextDocument = new() { Uri = "file:///A" }, Edits = [edit] }],
            },
            Command = new() { Title = "t", CommandId = "c", Arguments = [JsonSerializer.SerializeToElement(1, ProtocolJson.Default.Int32)] },
        };
        const string Edits = """[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"newText":"é"}]""";
        Assert.Equal(
            """{"title":"Raise","kind":"quickfix","edit":{"changes":{"file:///A":""" + Edits
            + """},"documentChanges":[{"textDocument":{"uri":"file:///A","version":null},"edits":""" + Edits
            + """}]},"command":{"title":"t","command":"c","arguments":[1]}}""",
            Write(action));
    }

    [Fact]
    public void Progress_says_its_kind()
    {
        Assert.Equal(
            """{"token":7,"value":{"kind":"begin","title":"Scan","cancellable":true,"percentage":0}}""",
            Write(new ProgressParams { Token = new(7), Value = new WorkDoneProgressBegin { Title = "Scan", Cancellable = true, Percentage = 0 } }));
        Assert.Equal(
            """{"token":"t","value":{"kind":"end","message":"Done"}}""",
            Write(new ProgressParams { Token = new("t"), Value = new WorkDoneProgressEnd { Message = "Done" } }));
        Assert.Equal(5, Assert.IsType<WorkDoneProgressReport>(Read<ProgressParams>("""{"token":1,"value":{"percentage":5,"kind":"report"}}""").Value).Percentage);
    }

    [Fact]
    public void Watchers_are_globs_or_relative_to_a_folder()
    {
        var options = new DidChangeWatchedFilesRegistrationOptions
        {
            Watchers =
            [
                new() { GlobPattern = new("**/*.py") },
                new() { GlobPattern = new(new RelativePattern { BaseUri = "file:///a", Pattern = "*.toml" }), Kind = WatchKind.Create | WatchKind.Delete },
            ],
        };
        const string Json = """{"watchers":[{"globPattern":"**/*.py"},{"globPattern":{"baseUri":"file:///a","pattern":"*.toml"},"kind":5}]}""";
        Assert.Equal(Json, Write(options));
        Assert.Equal(options.Watchers, Read<DidChangeWatchedFilesRegistrationOptions>(Json).Watchers);
    }

    [Fact]
    public void Misspelled_member_of_unregistration_is_that_of_the_standard() =>
        Assert.Equal("""{"unregisterations":[]}""", Write(new UnregistrationParams { Unregisterations = [] }));

    [Fact]
    public void Positions_require_both_members() =>
        Assert.Throws<JsonException>(() => Read<Position>("""{"line":1}"""));

    [Fact]
    public async Task Types_of_another_layer_come_with_their_own_metadata()
    {
        await using var session = new TestSession(
            s => s.Server.AddRequest<CustomParams, CustomResult>("custom", (request, _, _) => new(new CustomResult(request.Name, request.At))),
            new() { TypeInfoResolver = CustomJson.Default });
        session.Request(1, "custom", """{"name":"n","at":{"line":1,"character":2}}""");
        Assert.Equal("""{"name":"n","at":{"line":1,"character":2}}""", await session.ReceiveResultAsync(1));
        session.Request(2, "custom", """{"at":{"line":1,"character":2}}""");
        Assert.Equal("The member params.name is missing", await session.ReceiveErrorAsync("2", ErrorCodes.InvalidParams));
    }

    [Fact]
    public async Task Type_without_metadata_fails_its_requests_alone()
    {
        await using var session = new TestSession(s => s.Server.AddRequest<CustomParams, string>("custom", (_, _, _) => default));
        session.Request(1, "custom", """{"name":"n","at":{"line":1,"character":2}}""");
        await session.ReceiveErrorAsync("1", ErrorCodes.InternalError);
        session.Request(2, "test/get", "{}");
        Assert.Equal("\"start\"", await session.ReceiveResultAsync(2));
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)))!;

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

    internal sealed record CustomParams
    {
        public required string Name { get; init; }

        public Position At { get; init; }
    }

    internal sealed record CustomResult(string Name, Position At);

    [JsonSerializable(typeof(CustomParams))]
    [JsonSerializable(typeof(CustomResult))]
    internal sealed partial class CustomJson : JsonSerializerContext;
}
