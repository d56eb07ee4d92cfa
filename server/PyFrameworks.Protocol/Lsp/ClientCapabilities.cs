using System.Collections.Immutable;
using System.Text.Json;

namespace PyFrameworks.Protocol;

/// <summary>What the client can do, as far as this server asks. What is null it cannot.</summary>
public sealed record ClientCapabilities
{
    /// <summary>About workspaces.</summary>
    public WorkspaceClientCapabilities? Workspace { get; init; }

    /// <summary>About documents.</summary>
    public TextDocumentClientCapabilities? TextDocument { get; init; }

    /// <summary>About its windows.</summary>
    public WindowClientCapabilities? Window { get; init; }

    /// <summary>About the protocol.</summary>
    public GeneralClientCapabilities? General { get; init; }

    /// <summary>What LSP does not know, such as the commands that links may run.</summary>
    public JsonElement? Experimental { get; init; }
}

/// <summary>About the protocol.</summary>
public sealed record GeneralClientCapabilities
{
    /// <summary>Values of PositionEncodingKind, the preferred first; null stands for utf-16.</summary>
    public ImmutableArray<string>? PositionEncodings { get; init; }

    /// <summary>How Markdown is read.</summary>
    public MarkdownClientCapabilities? Markdown { get; init; }
}

/// <summary>How Markdown is read.</summary>
public sealed record MarkdownClientCapabilities
{
    /// <summary>The parser.</summary>
    public required string Parser { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }

    /// <summary>HTML tags that pass.</summary>
    public ImmutableArray<string>? AllowedTags { get; init; }
}

/// <summary>About workspaces.</summary>
public sealed record WorkspaceClientCapabilities
{
    /// <summary>Whether workspace/applyEdit is answered.</summary>
    public bool? ApplyEdit { get; init; }

    /// <summary>About changes.</summary>
    public WorkspaceEditClientCapabilities? WorkspaceEdit { get; init; }

    /// <summary>About pushed settings.</summary>
    public DynamicRegistrationCapability? DidChangeConfiguration { get; init; }

    /// <summary>About watched files.</summary>
    public DidChangeWatchedFilesClientCapabilities? DidChangeWatchedFiles { get; init; }

    /// <summary>About commands.</summary>
    public DynamicRegistrationCapability? ExecuteCommand { get; init; }

    /// <summary>Whether several folders are known.</summary>
    public bool? WorkspaceFolders { get; init; }

    /// <summary>Whether workspace/configuration is answered.</summary>
    public bool? Configuration { get; init; }

    /// <summary>About workspace/codeLens/refresh.</summary>
    public RefreshCapability? CodeLens { get; init; }

    /// <summary>About workspace/inlayHint/refresh.</summary>
    public RefreshCapability? InlayHint { get; init; }

    /// <summary>About workspace/diagnostic/refresh.</summary>
    public RefreshCapability? Diagnostics { get; init; }
}

/// <summary>A capability of which only its dynamic registration matters.</summary>
public sealed record DynamicRegistrationCapability
{
    /// <summary>Whether it can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }
}

/// <summary>Whether the client can be told to ask again.</summary>
public sealed record RefreshCapability
{
    /// <summary>Whether the refresh request is answered.</summary>
    public bool? RefreshSupport { get; init; }
}

/// <summary>About changes.</summary>
public sealed record WorkspaceEditClientCapabilities
{
    /// <summary>Whether versioned documentChanges are known.</summary>
    public bool? DocumentChanges { get; init; }

    /// <summary>create, rename, delete.</summary>
    public ImmutableArray<string>? ResourceOperations { get; init; }

    /// <summary>What happens when a change fails.</summary>
    public string? FailureHandling { get; init; }
}

/// <summary>About watched files.</summary>
public sealed record DidChangeWatchedFilesClientCapabilities
{
    /// <summary>Whether they can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }

    /// <summary>Whether relative patterns are known.</summary>
    public bool? RelativePatternSupport { get; init; }
}

/// <summary>About documents.</summary>
public sealed record TextDocumentClientCapabilities
{
    /// <summary>About keeping in step.</summary>
    public TextDocumentSyncClientCapabilities? Synchronization { get; init; }

    /// <summary>About textDocument/hover.</summary>
    public HoverClientCapabilities? Hover { get; init; }

    /// <summary>About textDocument/completion.</summary>
    public CompletionClientCapabilities? Completion { get; init; }

    /// <summary>About textDocument/definition.</summary>
    public DefinitionClientCapabilities? Definition { get; init; }

    /// <summary>About textDocument/documentSymbol.</summary>
    public DocumentSymbolClientCapabilities? DocumentSymbol { get; init; }

    /// <summary>About textDocument/codeAction.</summary>
    public CodeActionClientCapabilities? CodeAction { get; init; }

    /// <summary>About textDocument/codeLens.</summary>
    public DynamicRegistrationCapability? CodeLens { get; init; }

    /// <summary>About textDocument/documentLink.</summary>
    public DocumentLinkClientCapabilities? DocumentLink { get; init; }

    /// <summary>About textDocument/publishDiagnostics.</summary>
    public PublishDiagnosticsClientCapabilities? PublishDiagnostics { get; init; }

    /// <summary>About textDocument/diagnostic.</summary>
    public DiagnosticClientCapabilities? Diagnostic { get; init; }

    /// <summary>About textDocument/inlayHint.</summary>
    public InlayHintClientCapabilities? InlayHint { get; init; }
}

/// <summary>About keeping in step.</summary>
public sealed record TextDocumentSyncClientCapabilities
{
    /// <summary>Whether it can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }

    /// <summary>Whether didSave is sent.</summary>
    public bool? DidSave { get; init; }
}

/// <summary>About hovers.</summary>
public sealed record HoverClientCapabilities
{
    /// <summary>Whether it can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }

    /// <summary>Values of MarkupKind, the preferred first.</summary>
    public ImmutableArray<string>? ContentFormat { get; init; }
}

/// <summary>About completion.</summary>
public sealed record CompletionClientCapabilities
{
    /// <summary>Whether it can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }

    /// <summary>About proposals.</summary>
    public CompletionItemClientCapabilities? CompletionItem { get; init; }
}

/// <summary>About proposals.</summary>
public sealed record CompletionItemClientCapabilities
{
    /// <summary>Whether snippets are known.</summary>
    public bool? SnippetSupport { get; init; }

    /// <summary>Values of MarkupKind, the preferred first.</summary>
    public ImmutableArray<string>? DocumentationFormat { get; init; }

    /// <summary>Whether deprecated proposals are struck out.</summary>
    public bool? DeprecatedSupport { get; init; }

    /// <summary>The tags that are known.</summary>
    public CompletionItemTagSupport? TagSupport { get; init; }

    /// <summary>Whether label details are shown.</summary>
    public bool? LabelDetailsSupport { get; init; }

    /// <summary>What may be left to resolve.</summary>
    public ResolveSupport? ResolveSupport { get; init; }
}

/// <summary>The tags of proposals that are known.</summary>
public sealed record CompletionItemTagSupport
{
    /// <summary>The tags.</summary>
    public required ImmutableArray<CompletionItemTag> ValueSet { get; init; }
}

/// <summary>Members that may be left to a resolve request.</summary>
public sealed record ResolveSupport
{
    /// <summary>Their names.</summary>
    public required ImmutableArray<string> Properties { get; init; }
}

/// <summary>About definitions.</summary>
public sealed record DefinitionClientCapabilities
{
    /// <summary>Whether it can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }

    /// <summary>Whether LocationLink is known.</summary>
    public bool? LinkSupport { get; init; }
}

/// <summary>About symbols.</summary>
public sealed record DocumentSymbolClientCapabilities
{
    /// <summary>Whether it can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }

    /// <summary>Whether DocumentSymbol is known.</summary>
    public bool? HierarchicalDocumentSymbolSupport { get; init; }
}

/// <summary>About code actions.</summary>
public sealed record CodeActionClientCapabilities
{
    /// <summary>Whether it can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }

    /// <summary>Whether CodeAction is known; null for commands only.</summary>
    public CodeActionLiteralSupport? CodeActionLiteralSupport { get; init; }

    /// <summary>Whether isPreferred is known.</summary>
    public bool? IsPreferredSupport { get; init; }

    /// <summary>Whether disabled is known.</summary>
    public bool? DisabledSupport { get; init; }

    /// <summary>Whether data comes back with resolve.</summary>
    public bool? DataSupport { get; init; }

    /// <summary>What may be left to resolve.</summary>
    public ResolveSupport? ResolveSupport { get; init; }
}

/// <summary>About CodeAction.</summary>
public sealed record CodeActionLiteralSupport
{
    /// <summary>The kinds that are known.</summary>
    public CodeActionKindSupport? CodeActionKind { get; init; }
}

/// <summary>The kinds that are known.</summary>
public sealed record CodeActionKindSupport
{
    /// <summary>Values of CodeActionKind.</summary>
    public required ImmutableArray<string> ValueSet { get; init; }
}

/// <summary>About links.</summary>
public sealed record DocumentLinkClientCapabilities
{
    /// <summary>Whether it can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }

    /// <summary>Whether the tooltip is shown.</summary>
    public bool? TooltipSupport { get; init; }
}

/// <summary>About pushed diagnostics.</summary>
public sealed record PublishDiagnosticsClientCapabilities
{
    /// <summary>Whether related information is shown.</summary>
    public bool? RelatedInformation { get; init; }

    /// <summary>The tags that are known.</summary>
    public DiagnosticTagSupport? TagSupport { get; init; }

    /// <summary>Whether the version is looked at.</summary>
    public bool? VersionSupport { get; init; }

    /// <summary>Whether the code description is shown.</summary>
    public bool? CodeDescriptionSupport { get; init; }

    /// <summary>Whether data comes back with code actions.</summary>
    public bool? DataSupport { get; init; }
}

/// <summary>The tags that are known.</summary>
public sealed record DiagnosticTagSupport
{
    /// <summary>The tags.</summary>
    public required ImmutableArray<DiagnosticTag> ValueSet { get; init; }
}

/// <summary>About pulled diagnostics.</summary>
public sealed record DiagnosticClientCapabilities
{
    /// <summary>Whether it can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }

    /// <summary>Whether reports of related documents are known.</summary>
    public bool? RelatedDocumentSupport { get; init; }
}

/// <summary>About inlay hints.</summary>
public sealed record InlayHintClientCapabilities
{
    /// <summary>Whether it can be registered while the server runs.</summary>
    public bool? DynamicRegistration { get; init; }

    /// <summary>What may be left to resolve.</summary>
    public ResolveSupport? ResolveSupport { get; init; }
}

/// <summary>About its windows.</summary>
public sealed record WindowClientCapabilities
{
    /// <summary>Whether the server may create progress.</summary>
    public bool? WorkDoneProgress { get; init; }

    /// <summary>About messages with choices.</summary>
    public ShowMessageRequestClientCapabilities? ShowMessage { get; init; }

    /// <summary>About showing documents.</summary>
    public ShowDocumentClientCapabilities? ShowDocument { get; init; }
}

/// <summary>About messages with choices.</summary>
public sealed record ShowMessageRequestClientCapabilities
{
    /// <summary>What a choice may carry.</summary>
    public JsonElement? MessageActionItem { get; init; }
}

/// <summary>About showing documents.</summary>
public sealed record ShowDocumentClientCapabilities
{
    /// <summary>Whether window/showDocument is answered.</summary>
    public bool? Support { get; init; }
}
