using System.Collections.Immutable;
using System.Text.Json;

namespace PyFrameworks.Protocol;

/// <summary>Parameters of initialize.</summary>
public sealed record InitializeParams
{
    /// <summary>The process of the client, whose end is the server's; null when there is none.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Who asks.</summary>
    public ClientInfo? ClientInfo { get; init; }

    /// <summary>The language of the user interface, as an IETF tag.</summary>
    public string? Locale { get; init; }

    /// <summary>The folder as a path; deprecated.</summary>
    public string? RootPath { get; init; }

    /// <summary>The folder; deprecated in favour of WorkspaceFolders.</summary>
    public string? RootUri { get; init; }

    /// <summary>Whatever the client's settings send.</summary>
    public JsonElement? InitializationOptions { get; init; }

    /// <summary>What the client can do.</summary>
    public required ClientCapabilities Capabilities { get; init; }

    /// <summary>off, messages or verbose.</summary>
    public string? Trace { get; init; }

    /// <summary>The folders; null or empty when none is open.</summary>
    public ImmutableArray<WorkspaceFolder>? WorkspaceFolders { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }
}

/// <summary>Who asks.</summary>
public sealed record ClientInfo
{
    /// <summary>The name of the client.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }
}

/// <summary>Parameters of initialized.</summary>
public sealed record InitializedParams;

/// <summary>The result of initialize.</summary>
public sealed record InitializeResult
{
    /// <summary>What the server can do.</summary>
    public required ServerCapabilities Capabilities { get; init; }

    /// <summary>Who answers.</summary>
    public ServerInfo? ServerInfo { get; init; }
}

/// <summary>Who answers.</summary>
public sealed record ServerInfo
{
    /// <summary>The name of the server.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }
}

/// <summary>What the server can do. What is null is not offered.</summary>
public sealed record ServerCapabilities
{
    /// <summary>A value of PositionEncodingKind that the client offers; null stands for utf-16.</summary>
    public string? PositionEncoding { get; init; }

    /// <summary>How documents are kept in step.</summary>
    public TextDocumentSyncOptions? TextDocumentSync { get; init; }

    /// <summary>Whether textDocument/hover is answered.</summary>
    public bool? HoverProvider { get; init; }

    /// <summary>How textDocument/completion is answered.</summary>
    public CompletionOptions? CompletionProvider { get; init; }

    /// <summary>Whether textDocument/definition is answered.</summary>
    public bool? DefinitionProvider { get; init; }

    /// <summary>Whether textDocument/references is answered.</summary>
    public bool? ReferencesProvider { get; init; }

    /// <summary>Whether textDocument/documentSymbol is answered.</summary>
    public bool? DocumentSymbolProvider { get; init; }

    /// <summary>How textDocument/codeAction is answered.</summary>
    public CodeActionOptions? CodeActionProvider { get; init; }

    /// <summary>How textDocument/codeLens is answered.</summary>
    public ResolveOptions? CodeLensProvider { get; init; }

    /// <summary>How textDocument/documentLink is answered.</summary>
    public ResolveOptions? DocumentLinkProvider { get; init; }

    /// <summary>Which commands are run.</summary>
    public ExecuteCommandOptions? ExecuteCommandProvider { get; init; }

    /// <summary>How textDocument/inlayHint is answered.</summary>
    public ResolveOptions? InlayHintProvider { get; init; }

    /// <summary>How diagnostics are pulled.</summary>
    public DiagnosticOptions? DiagnosticProvider { get; init; }

    /// <summary>What the server knows of workspaces.</summary>
    public ServerWorkspaceCapabilities? Workspace { get; init; }

    /// <summary>What LSP does not know.</summary>
    public JsonElement? Experimental { get; init; }
}

/// <summary>How documents are kept in step.</summary>
public sealed record TextDocumentSyncOptions
{
    /// <summary>Whether didOpen and didClose are wanted.</summary>
    public bool? OpenClose { get; init; }

    /// <summary>How changes are sent.</summary>
    public TextDocumentSyncKind? Change { get; init; }

    /// <summary>Whether didSave is wanted.</summary>
    public SaveOptions? Save { get; init; }
}

/// <summary>What didSave carries.</summary>
public sealed record SaveOptions
{
    /// <summary>Whether the content comes along.</summary>
    public bool? IncludeText { get; init; }
}

/// <summary>How completion is answered.</summary>
public sealed record CompletionOptions
{
    /// <summary>Characters that ask for it.</summary>
    public ImmutableArray<string>? TriggerCharacters { get; init; }

    /// <summary>Whether completionItem/resolve is answered.</summary>
    public bool? ResolveProvider { get; init; }
}

/// <summary>How code actions are answered.</summary>
public sealed record CodeActionOptions
{
    /// <summary>The kinds that are given.</summary>
    public ImmutableArray<string>? CodeActionKinds { get; init; }

    /// <summary>Whether codeAction/resolve is answered.</summary>
    public bool? ResolveProvider { get; init; }
}

/// <summary>Options of code lenses, inlay hints and document links (CodeLensOptions, InlayHintOptions, DocumentLinkOptions).</summary>
public sealed record ResolveOptions
{
    /// <summary>Whether the resolve request is answered.</summary>
    public bool? ResolveProvider { get; init; }
}

/// <summary>Which commands are run.</summary>
public sealed record ExecuteCommandOptions
{
    /// <summary>Their ids.</summary>
    public required ImmutableArray<string> Commands { get; init; }
}

/// <summary>How diagnostics are pulled.</summary>
public sealed record DiagnosticOptions
{
    /// <summary>The name of the set.</summary>
    public string? Identifier { get; init; }

    /// <summary>Whether an edit of one file changes the diagnostics of another.</summary>
    public required bool InterFileDependencies { get; init; }

    /// <summary>Whether workspace/diagnostic is answered.</summary>
    public required bool WorkspaceDiagnostics { get; init; }
}

/// <summary>What the server knows of workspaces.</summary>
public sealed record ServerWorkspaceCapabilities
{
    /// <summary>What it knows of folders.</summary>
    public WorkspaceFoldersServerCapabilities? WorkspaceFolders { get; init; }
}

/// <summary>What the server knows of workspace folders.</summary>
public sealed record WorkspaceFoldersServerCapabilities
{
    /// <summary>Whether it knows several.</summary>
    public bool? Supported { get; init; }

    /// <summary>Whether it wants to hear of changes.</summary>
    public bool? ChangeNotifications { get; init; }
}
