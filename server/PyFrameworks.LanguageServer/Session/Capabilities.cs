using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>What the server offers a client.</summary>
internal static class Capabilities
{
    /// <summary>The capabilities for a client that can do <paramref name="client"/>. Diagnostics are pulled by a client that can, and pushed to others.</summary>
    public static ServerCapabilities For(ClientFeatures client) => new()
    {
        PositionEncoding = client.Encoding.Name(),
        TextDocumentSync = new() { OpenClose = true, Change = TextDocumentSyncKind.Incremental, Save = new() { IncludeText = false } },
        HoverProvider = true,
        CompletionProvider = new() { TriggerCharacters = ["=", "<", ">", "~", "^", "-", ".", "[", "\"", "'", ","], ResolveProvider = true },
        DefinitionProvider = true,
        ReferencesProvider = true,
        DocumentSymbolProvider = true,
        CodeActionProvider = new() { CodeActionKinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite], ResolveProvider = false },
        CodeLensProvider = new() { ResolveProvider = false },
        DocumentLinkProvider = new() { ResolveProvider = false },
        InlayHintProvider = new() { ResolveProvider = false },
        DiagnosticProvider = client.PullsDiagnostics ? new() { Identifier = "pyframeworks", InterFileDependencies = true, WorkspaceDiagnostics = true } : null,
        ExecuteCommandProvider = new() { Commands = ServerCommands.All },
        Workspace = new() { WorkspaceFolders = new() { Supported = true, ChangeNotifications = true } },
    };
}
