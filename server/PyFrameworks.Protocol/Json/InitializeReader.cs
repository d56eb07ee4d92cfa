using System.Collections.Immutable;
using System.Text.Json;

namespace PyFrameworks.Protocol;

/// <summary>
/// Reads the parameters of <c>initialize</c> without the metadata of <see cref="ProtocolJson"/>, which takes longer to build than all else that a start waits for.
/// What comes out is what the serialiser gives; where that is in doubt nothing comes out, and the serialiser has to say what is wrong.
/// </summary>
internal static class InitializeReader
{
    /// <summary>The parameters, or <see langword="null"/> for those that the serialiser would refuse or that are too unusual for this.</summary>
    public static InitializeParams? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = Envelope.MaxDepth });
            return Params(JsonElement.ParseValue(ref reader));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, not Unicode, or of another shape.
            return null;
        }
    }

    private static InitializeParams Params(JsonElement json) => new()
    {
        ProcessId = Number(json, "processId"u8),
        ClientInfo = Object(json, "clientInfo"u8) is { } info ? new() { Name = Required(Text(info, "name"u8)), Version = Text(info, "version"u8) } : null,
        Locale = Text(json, "locale"u8),
        RootPath = Text(json, "rootPath"u8),
        RootUri = Text(json, "rootUri"u8),
        InitializationOptions = Any(json, "initializationOptions"u8),
        Capabilities = Client(Object(json, "capabilities"u8) ?? throw new JsonException()),
        Trace = Text(json, "trace"u8),
        WorkspaceFolders = List(json, "workspaceFolders"u8, folder => new WorkspaceFolder { Uri = Required(Text(folder, "uri"u8)), Name = Required(Text(folder, "name"u8)) }),
        WorkDoneToken = Any(json, "workDoneToken"u8) is null ? null : throw new JsonException(),
    };

    private static ClientCapabilities Client(JsonElement json) => new()
    {
        Workspace = Object(json, "workspace"u8) is { } workspace ? Workspace(workspace) : null,
        TextDocument = Object(json, "textDocument"u8) is { } document ? TextDocument(document) : null,
        Window = Object(json, "window"u8) is { } window ? Window(window) : null,
        General = Object(json, "general"u8) is { } general ? General(general) : null,
        Experimental = Any(json, "experimental"u8),
    };

    private static GeneralClientCapabilities General(JsonElement json) => new()
    {
        PositionEncodings = Texts(json, "positionEncodings"u8),
        Markdown = Object(json, "markdown"u8) is { } markdown
            ? new() { Parser = Required(Text(markdown, "parser"u8)), Version = Text(markdown, "version"u8), AllowedTags = Texts(markdown, "allowedTags"u8) }
            : null,
    };

    private static WindowClientCapabilities Window(JsonElement json) => new()
    {
        WorkDoneProgress = Flag(json, "workDoneProgress"u8),
        ShowMessage = Object(json, "showMessage"u8) is { } message ? new() { MessageActionItem = Any(message, "messageActionItem"u8) } : null,
        ShowDocument = Object(json, "showDocument"u8) is { } show ? new() { Support = Flag(show, "support"u8) } : null,
    };

    private static WorkspaceClientCapabilities Workspace(JsonElement json) => new()
    {
        ApplyEdit = Flag(json, "applyEdit"u8),
        WorkspaceEdit = Object(json, "workspaceEdit"u8) is { } edit
            ? new()
            {
                DocumentChanges = Flag(edit, "documentChanges"u8),
                ResourceOperations = Texts(edit, "resourceOperations"u8),
                FailureHandling = Text(edit, "failureHandling"u8),
            }
            : null,
        DidChangeConfiguration = Dynamic(json, "didChangeConfiguration"u8),
        DidChangeWatchedFiles = Object(json, "didChangeWatchedFiles"u8) is { } files
            ? new() { DynamicRegistration = Flag(files, "dynamicRegistration"u8), RelativePatternSupport = Flag(files, "relativePatternSupport"u8) }
            : null,
        ExecuteCommand = Dynamic(json, "executeCommand"u8),
        WorkspaceFolders = Flag(json, "workspaceFolders"u8),
        Configuration = Flag(json, "configuration"u8),
        CodeLens = Refresh(json, "codeLens"u8),
        InlayHint = Refresh(json, "inlayHint"u8),
        Diagnostics = Refresh(json, "diagnostics"u8),
    };

    private static TextDocumentClientCapabilities TextDocument(JsonElement json) => new()
    {
        Synchronization = Object(json, "synchronization"u8) is { } synchronization
            ? new() { DynamicRegistration = Flag(synchronization, "dynamicRegistration"u8), DidSave = Flag(synchronization, "didSave"u8) }
            : null,
        Hover = Object(json, "hover"u8) is { } hover
            ? new() { DynamicRegistration = Flag(hover, "dynamicRegistration"u8), ContentFormat = Texts(hover, "contentFormat"u8) }
            : null,
        Completion = Object(json, "completion"u8) is { } completion
            ? new()
            {
                DynamicRegistration = Flag(completion, "dynamicRegistration"u8),
                CompletionItem = Object(completion, "completionItem"u8) is { } item ? CompletionItem(item) : null,
            }
            : null,
        Definition = Object(json, "definition"u8) is { } definition
            ? new() { DynamicRegistration = Flag(definition, "dynamicRegistration"u8), LinkSupport = Flag(definition, "linkSupport"u8) }
            : null,
        DocumentSymbol = Object(json, "documentSymbol"u8) is { } symbol
            ? new()
            {
                DynamicRegistration = Flag(symbol, "dynamicRegistration"u8),
                HierarchicalDocumentSymbolSupport = Flag(symbol, "hierarchicalDocumentSymbolSupport"u8),
            }
            : null,
        CodeAction = Object(json, "codeAction"u8) is { } action ? CodeAction(action) : null,
        CodeLens = Dynamic(json, "codeLens"u8),
        DocumentLink = Object(json, "documentLink"u8) is { } link
            ? new() { DynamicRegistration = Flag(link, "dynamicRegistration"u8), TooltipSupport = Flag(link, "tooltipSupport"u8) }
            : null,
        PublishDiagnostics = Object(json, "publishDiagnostics"u8) is { } publish
            ? new()
            {
                RelatedInformation = Flag(publish, "relatedInformation"u8),
                TagSupport = Object(publish, "tagSupport"u8) is { } tags
                    ? new() { ValueSet = List(tags, "valueSet"u8, tag => (DiagnosticTag)Number(tag)) ?? throw new JsonException() }
                    : null,
                VersionSupport = Flag(publish, "versionSupport"u8),
                CodeDescriptionSupport = Flag(publish, "codeDescriptionSupport"u8),
                DataSupport = Flag(publish, "dataSupport"u8),
            }
            : null,
        Diagnostic = Object(json, "diagnostic"u8) is { } diagnostic
            ? new() { DynamicRegistration = Flag(diagnostic, "dynamicRegistration"u8), RelatedDocumentSupport = Flag(diagnostic, "relatedDocumentSupport"u8) }
            : null,
        InlayHint = Object(json, "inlayHint"u8) is { } hint
            ? new() { DynamicRegistration = Flag(hint, "dynamicRegistration"u8), ResolveSupport = Resolve(hint) }
            : null,
    };

    private static CompletionItemClientCapabilities CompletionItem(JsonElement json) => new()
    {
        SnippetSupport = Flag(json, "snippetSupport"u8),
        DocumentationFormat = Texts(json, "documentationFormat"u8),
        DeprecatedSupport = Flag(json, "deprecatedSupport"u8),
        TagSupport = Object(json, "tagSupport"u8) is { } tags
            ? new() { ValueSet = List(tags, "valueSet"u8, tag => (CompletionItemTag)Number(tag)) ?? throw new JsonException() }
            : null,
        LabelDetailsSupport = Flag(json, "labelDetailsSupport"u8),
        ResolveSupport = Resolve(json),
    };

    private static CodeActionClientCapabilities CodeAction(JsonElement json) => new()
    {
        DynamicRegistration = Flag(json, "dynamicRegistration"u8),
        CodeActionLiteralSupport = Object(json, "codeActionLiteralSupport"u8) is { } literals
            ? new()
            {
                CodeActionKind = Object(literals, "codeActionKind"u8) is { } kinds ? new() { ValueSet = Texts(kinds, "valueSet"u8) ?? throw new JsonException() } : null,
            }
            : null,
        IsPreferredSupport = Flag(json, "isPreferredSupport"u8),
        DisabledSupport = Flag(json, "disabledSupport"u8),
        DataSupport = Flag(json, "dataSupport"u8),
        ResolveSupport = Resolve(json),
    };

    private static DynamicRegistrationCapability? Dynamic(JsonElement json, ReadOnlySpan<byte> name) =>
        Object(json, name) is { } capability ? new() { DynamicRegistration = Flag(capability, "dynamicRegistration"u8) } : null;

    private static RefreshCapability? Refresh(JsonElement json, ReadOnlySpan<byte> name) =>
        Object(json, name) is { } capability ? new() { RefreshSupport = Flag(capability, "refreshSupport"u8) } : null;

    private static ResolveSupport? Resolve(JsonElement json) =>
        Object(json, "resolveSupport"u8) is { } support ? new() { Properties = Texts(support, "properties"u8) ?? throw new JsonException() } : null;

    /// <summary>The value of a member; <see langword="null"/> where it is absent or null.</summary>
    private static JsonElement? Any(JsonElement json, ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static JsonElement? Object(JsonElement json, ReadOnlySpan<byte> name) =>
        Any(json, name) is not { } value ? null : value.ValueKind == JsonValueKind.Object ? value : throw new JsonException();

    private static bool? Flag(JsonElement json, ReadOnlySpan<byte> name) => Any(json, name)?.GetBoolean();

    private static string? Text(JsonElement json, ReadOnlySpan<byte> name) => Any(json, name)?.GetString();

    private static int? Number(JsonElement json, ReadOnlySpan<byte> name) => Any(json, name) is { } value ? Number(value) : null;

    private static int Number(JsonElement value) => value.TryGetInt32(out var number) ? number : throw new JsonException();

    private static ImmutableArray<string>? Texts(JsonElement json, ReadOnlySpan<byte> name) => List(json, name, text => Required(text.GetString()));

    private static ImmutableArray<T>? List<T>(JsonElement json, ReadOnlySpan<byte> name, Func<JsonElement, T> read)
    {
        if (Any(json, name) is not { } list)
        {
            return null;
        }

        var items = new T[list.GetArrayLength()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read(list[i]);
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    private static string Required(string? text) => text ?? throw new JsonException();
}
