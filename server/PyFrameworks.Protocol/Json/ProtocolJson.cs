using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PyFrameworks.Protocol;

/// <summary>
/// The one source of JSON metadata of the protocol. Unknown members are passed over, nulls are left out, required members are required.
/// </summary>
[JsonSourceGenerationOptions(
    // Only metadata: code that writes without it is not taken where another encoder is in force, as it is below.
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true,
    MaxDepth = Envelope.MaxDepth)]
[JsonSerializable(typeof(Position))]
[JsonSerializable(typeof(Range))]
[JsonSerializable(typeof(Location))]
[JsonSerializable(typeof(LocationLink))]
[JsonSerializable(typeof(TextEdit))]
[JsonSerializable(typeof(TextDocumentIdentifier))]
[JsonSerializable(typeof(VersionedTextDocumentIdentifier))]
[JsonSerializable(typeof(OptionalVersionedTextDocumentIdentifier))]
[JsonSerializable(typeof(TextDocumentEdit))]
[JsonSerializable(typeof(CreateFile))]
[JsonSerializable(typeof(DocumentChange))]
[JsonSerializable(typeof(WorkspaceEdit))]
[JsonSerializable(typeof(TextDocumentItem))]
[JsonSerializable(typeof(TextDocumentPositionParams))]
[JsonSerializable(typeof(MarkupContent))]
[JsonSerializable(typeof(Command))]
[JsonSerializable(typeof(WorkspaceFolder))]
[JsonSerializable(typeof(DidOpenTextDocumentParams))]
[JsonSerializable(typeof(DidChangeTextDocumentParams))]
[JsonSerializable(typeof(TextDocumentContentChangeEvent))]
[JsonSerializable(typeof(DidSaveTextDocumentParams))]
[JsonSerializable(typeof(DidCloseTextDocumentParams))]
[JsonSerializable(typeof(DidChangeWatchedFilesParams))]
[JsonSerializable(typeof(FileEvent))]
[JsonSerializable(typeof(DidChangeWorkspaceFoldersParams))]
[JsonSerializable(typeof(WorkspaceFoldersChangeEvent))]
[JsonSerializable(typeof(DidChangeConfigurationParams))]
[JsonSerializable(typeof(Diagnostic))]
[JsonSerializable(typeof(CodeDescription))]
[JsonSerializable(typeof(DiagnosticRelatedInformation))]
[JsonSerializable(typeof(PublishDiagnosticsParams))]
[JsonSerializable(typeof(DocumentDiagnosticParams))]
[JsonSerializable(typeof(DocumentDiagnosticReport))]
[JsonSerializable(typeof(WorkspaceDiagnosticParams))]
[JsonSerializable(typeof(PreviousResultId))]
[JsonSerializable(typeof(WorkspaceDiagnosticReport))]
[JsonSerializable(typeof(WorkspaceDocumentDiagnosticReport))]
[JsonSerializable(typeof(WorkspaceDiagnosticProgressParams))]
[JsonSerializable(typeof(DiagnosticServerCancellationData))]
[JsonSerializable(typeof(HoverParams))]
[JsonSerializable(typeof(Hover))]
[JsonSerializable(typeof(CodeActionParams))]
[JsonSerializable(typeof(CodeActionContext))]
[JsonSerializable(typeof(CodeAction))]
[JsonSerializable(typeof(CodeActionDisabled))]
[JsonSerializable(typeof(ExecuteCommandParams))]
[JsonSerializable(typeof(CompletionParams))]
[JsonSerializable(typeof(CompletionContext))]
[JsonSerializable(typeof(CompletionList))]
[JsonSerializable(typeof(CompletionItem))]
[JsonSerializable(typeof(CompletionItemLabelDetails))]
[JsonSerializable(typeof(CodeLensParams))]
[JsonSerializable(typeof(CodeLens))]
[JsonSerializable(typeof(InlayHintParams))]
[JsonSerializable(typeof(InlayHint))]
[JsonSerializable(typeof(DocumentLinkParams))]
[JsonSerializable(typeof(DocumentLink))]
[JsonSerializable(typeof(DefinitionParams))]
[JsonSerializable(typeof(ReferenceParams))]
[JsonSerializable(typeof(ReferenceContext))]
[JsonSerializable(typeof(DocumentSymbolParams))]
[JsonSerializable(typeof(DocumentSymbol))]
[JsonSerializable(typeof(SymbolInformation))]
[JsonSerializable(typeof(DocumentSymbolResult))]
[JsonSerializable(typeof(DefinitionResult))]
[JsonSerializable(typeof(LogMessageParams))]
[JsonSerializable(typeof(ShowMessageParams))]
[JsonSerializable(typeof(ShowMessageRequestParams))]
[JsonSerializable(typeof(MessageActionItem))]
[JsonSerializable(typeof(ShowDocumentParams))]
[JsonSerializable(typeof(ShowDocumentResult))]
[JsonSerializable(typeof(CancelParams))]
[JsonSerializable(typeof(SetTraceParams))]
[JsonSerializable(typeof(LogTraceParams))]
[JsonSerializable(typeof(WorkDoneProgressCreateParams))]
[JsonSerializable(typeof(WorkDoneProgressCancelParams))]
[JsonSerializable(typeof(ProgressParams))]
[JsonSerializable(typeof(RegistrationParams))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(UnregistrationParams))]
[JsonSerializable(typeof(Unregistration))]
[JsonSerializable(typeof(DidChangeWatchedFilesRegistrationOptions))]
[JsonSerializable(typeof(FileSystemWatcher))]
[JsonSerializable(typeof(RelativePattern))]
[JsonSerializable(typeof(DidChangeConfigurationRegistrationOptions))]
[JsonSerializable(typeof(ConfigurationParams))]
[JsonSerializable(typeof(ConfigurationItem))]
[JsonSerializable(typeof(ApplyWorkspaceEditParams))]
[JsonSerializable(typeof(ApplyWorkspaceEditResult))]
[JsonSerializable(typeof(InitializeParams))]
[JsonSerializable(typeof(ClientInfo))]
[JsonSerializable(typeof(InitializedParams))]
[JsonSerializable(typeof(InitializeResult))]
[JsonSerializable(typeof(ServerInfo))]
[JsonSerializable(typeof(ServerCapabilities))]
[JsonSerializable(typeof(TextDocumentSyncOptions))]
[JsonSerializable(typeof(SaveOptions))]
[JsonSerializable(typeof(CompletionOptions))]
[JsonSerializable(typeof(CodeActionOptions))]
[JsonSerializable(typeof(ResolveOptions))]
[JsonSerializable(typeof(ExecuteCommandOptions))]
[JsonSerializable(typeof(DiagnosticOptions))]
[JsonSerializable(typeof(ServerWorkspaceCapabilities))]
[JsonSerializable(typeof(WorkspaceFoldersServerCapabilities))]
[JsonSerializable(typeof(ClientCapabilities))]
[JsonSerializable(typeof(GeneralClientCapabilities))]
[JsonSerializable(typeof(MarkdownClientCapabilities))]
[JsonSerializable(typeof(WorkspaceClientCapabilities))]
[JsonSerializable(typeof(DynamicRegistrationCapability))]
[JsonSerializable(typeof(RefreshCapability))]
[JsonSerializable(typeof(WorkspaceEditClientCapabilities))]
[JsonSerializable(typeof(DidChangeWatchedFilesClientCapabilities))]
[JsonSerializable(typeof(TextDocumentClientCapabilities))]
[JsonSerializable(typeof(TextDocumentSyncClientCapabilities))]
[JsonSerializable(typeof(HoverClientCapabilities))]
[JsonSerializable(typeof(CompletionClientCapabilities))]
[JsonSerializable(typeof(CompletionItemClientCapabilities))]
[JsonSerializable(typeof(CompletionItemTagSupport))]
[JsonSerializable(typeof(ResolveSupport))]
[JsonSerializable(typeof(DefinitionClientCapabilities))]
[JsonSerializable(typeof(DocumentSymbolClientCapabilities))]
[JsonSerializable(typeof(CodeActionClientCapabilities))]
[JsonSerializable(typeof(CodeActionLiteralSupport))]
[JsonSerializable(typeof(CodeActionKindSupport))]
[JsonSerializable(typeof(DocumentLinkClientCapabilities))]
[JsonSerializable(typeof(PublishDiagnosticsClientCapabilities))]
[JsonSerializable(typeof(DiagnosticTagSupport))]
[JsonSerializable(typeof(DiagnosticClientCapabilities))]
[JsonSerializable(typeof(InlayHintClientCapabilities))]
[JsonSerializable(typeof(WindowClientCapabilities))]
[JsonSerializable(typeof(ShowMessageRequestClientCapabilities))]
[JsonSerializable(typeof(ShowDocumentClientCapabilities))]
[JsonSerializable(typeof(NoParams))]
[JsonSerializable(typeof(ResponseError))]
[JsonSerializable(typeof(RawJson))]
[JsonSerializable(typeof(RequestId))]
[JsonSerializable(typeof(ProgressToken))]
[JsonSerializable(typeof(WorkDoneProgress))]
[JsonSerializable(typeof(WorkDoneProgressBegin))]
[JsonSerializable(typeof(WorkDoneProgressReport))]
[JsonSerializable(typeof(WorkDoneProgressEnd))]
[JsonSerializable(typeof(GlobPattern))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(CodeActionOrCommand))]
[JsonSerializable(typeof(ImmutableArray<CodeActionOrCommand>))]
[JsonSerializable(typeof(ImmutableArray<CodeActionOrCommand>?))]
[JsonSerializable(typeof(ImmutableArray<Location>))]
[JsonSerializable(typeof(ImmutableArray<Location>?))]
[JsonSerializable(typeof(ImmutableArray<LocationLink>))]
[JsonSerializable(typeof(ImmutableArray<LocationLink>?))]
[JsonSerializable(typeof(ImmutableArray<TextEdit>))]
[JsonSerializable(typeof(ImmutableArray<TextEdit>?))]
[JsonSerializable(typeof(ImmutableArray<CodeLens>))]
[JsonSerializable(typeof(ImmutableArray<CodeLens>?))]
[JsonSerializable(typeof(ImmutableArray<InlayHint>))]
[JsonSerializable(typeof(ImmutableArray<InlayHint>?))]
[JsonSerializable(typeof(ImmutableArray<DocumentLink>))]
[JsonSerializable(typeof(ImmutableArray<DocumentLink>?))]
[JsonSerializable(typeof(ImmutableArray<DocumentSymbol>))]
[JsonSerializable(typeof(ImmutableArray<DocumentSymbol>?))]
[JsonSerializable(typeof(ImmutableArray<SymbolInformation>))]
[JsonSerializable(typeof(ImmutableArray<SymbolInformation>?))]
[JsonSerializable(typeof(ImmutableArray<CompletionItem>))]
[JsonSerializable(typeof(ImmutableArray<CompletionItem>?))]
[JsonSerializable(typeof(ImmutableArray<WorkspaceFolder>))]
[JsonSerializable(typeof(ImmutableArray<WorkspaceFolder>?))]
[JsonSerializable(typeof(ImmutableArray<JsonElement>))]
[JsonSerializable(typeof(ImmutableArray<JsonElement>?))]
[JsonSerializable(typeof(ImmutableArray<Diagnostic>))]
[JsonSerializable(typeof(ImmutableArray<Diagnostic>?))]
[JsonSerializable(typeof(ImmutableArray<string>))]
[JsonSerializable(typeof(ImmutableArray<string>?))]
public sealed partial class ProtocolJson : JsonSerializerContext
{
    /// <summary>
    /// The options of a connection; <paramref name="others"/> knows types that are not of this project. Where there are none the options are always the same, as
    /// each have metadata of their own.
    /// </summary>
    public static JsonSerializerOptions CreateOptions(IJsonTypeInfoResolver? others = null) => others is null ? Shared.Options : Create(others);

    /// <summary>Builds the metadata of types that are soon needed. Whoever needs it meanwhile waits for it.</summary>
    public static void Prepare(params ReadOnlySpan<Type> types)
    {
        foreach (var type in types)
        {
            Shared.Options.GetTypeInfo(type);
        }
    }

    private static JsonSerializerOptions Create(IJsonTypeInfoResolver? others)
    {
        var options = new JsonSerializerOptions(Default.Options)
        {
            // Text goes into a stream of UTF-8 and never into HTML: é stays two bytes and not six.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(Default, others),
        };
        options.MakeReadOnly();
        return options;
    }

    private static class Shared
    {
        public static JsonSerializerOptions Options { get; } = Create(others: null);
    }
}
