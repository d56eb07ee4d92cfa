using System.Text.Json;
using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>What the client can do, as far as answers depend on it.</summary>
internal sealed record ClientFeatures
{
    /// <summary>The unit of positions.</summary>
    public PositionEncoding Encoding { get; init; }

    /// <summary>Whether hovers may be Markdown.</summary>
    public bool HasMarkdownHover { get; init; }

    /// <summary>Whether <c>command:</c> links and the extension's commands run.</summary>
    public bool HasCommandLinks { get; init; }

    /// <summary>Whether diagnostics may link to their rule's page.</summary>
    public bool HasCodeDescription { get; init; }

    /// <summary>Whether diagnostics may name further places.</summary>
    public bool HasRelatedInformation { get; init; }

    /// <summary>Whether code actions may be more than commands.</summary>
    public bool HasCodeActionLiterals { get; init; }

    /// <summary>Whether an action may be the preferred one.</summary>
    public bool HasPreferredActions { get; init; }

    /// <summary>Whether edits may carry versions.</summary>
    public bool HasDocumentChanges { get; init; }

    /// <summary>Whether edits may create files.</summary>
    public bool CanCreateFiles { get; init; }

    /// <summary>Whether <c>workspace/configuration</c> is answered.</summary>
    public bool HasConfiguration { get; init; }

    /// <summary>Whether the client can be asked to tell of changed settings.</summary>
    public bool CanRegisterConfiguration { get; init; }

    /// <summary>Whether the client can be asked to watch files.</summary>
    public bool CanRegisterWatchers { get; init; }

    /// <summary>Whether files outside the workspace can be watched, too.</summary>
    public bool HasRelativePatterns { get; init; }

    /// <summary>Whether the user does not trust the workspace: the option <c>trusted</c> is false. A client that says nothing knows trusted ones alone.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Whether the server may open a progress.</summary>
    public bool HasProgress { get; init; }

    /// <summary>Whether the client opens a document that the server names.</summary>
    public bool CanShowDocuments { get; init; }

    /// <summary>Whether symbols may form a tree.</summary>
    public bool HasSymbolTree { get; init; }

    /// <summary>Whether a definition may say what leads to it.</summary>
    public bool HasDefinitionLinks { get; init; }

    /// <summary>Whether links show a tooltip.</summary>
    public bool HasLinkTooltips { get; init; }

    /// <summary>Whether what is said of a proposal may be Markdown.</summary>
    public bool HasMarkdownCompletion { get; init; }

    /// <summary>Whether proposals may be struck out.</summary>
    public bool HasCompletionTags { get; init; }

    /// <summary>Whether the client asks for diagnostics itself; then none are pushed.</summary>
    public bool PullsDiagnostics { get; init; }

    /// <summary>Whether an answer about one document may speak of others.</summary>
    public bool HasRelatedDocuments { get; init; }

    /// <summary>Whether the client can be told to ask for diagnostics again.</summary>
    public bool CanRefreshDiagnostics { get; init; }

    /// <summary>Whether the client can be told to ask for code lenses again.</summary>
    public bool CanRefreshCodeLenses { get; init; }

    /// <summary>Whether the client can be told to ask for inlay hints again.</summary>
    public bool CanRefreshInlayHints { get; init; }

    /// <summary>Reads what <paramref name="request"/> says.</summary>
    public static ClientFeatures Of(InitializeParams request)
    {
        var (workspace, document) = (request.Capabilities.Workspace, request.Capabilities.TextDocument);
        var hasDocumentChanges = workspace?.WorkspaceEdit?.DocumentChanges == true;
        return new()
        {
            Encoding = PositionEncodings.Negotiate(request.Capabilities.General?.PositionEncodings),
            HasMarkdownHover = document?.Hover?.ContentFormat?.Contains(MarkupKind.Markdown) == true,
            HasCommandLinks = request.InitializationOptions is { ValueKind: JsonValueKind.Object } options
                && options.TryGetProperty("commandLinks", out var links) && links.ValueKind == JsonValueKind.True,
            HasCodeDescription = document?.PublishDiagnostics?.CodeDescriptionSupport == true,
            HasRelatedInformation = document?.PublishDiagnostics?.RelatedInformation == true,
            HasCodeActionLiterals = document?.CodeAction?.CodeActionLiteralSupport is not null,
            HasPreferredActions = document?.CodeAction?.IsPreferredSupport == true,
            HasDocumentChanges = hasDocumentChanges,
            CanCreateFiles = hasDocumentChanges && workspace?.WorkspaceEdit?.ResourceOperations?.Contains("create") == true,
            HasConfiguration = workspace?.Configuration == true,
            CanRegisterConfiguration = workspace?.DidChangeConfiguration?.DynamicRegistration == true,
            CanRegisterWatchers = workspace?.DidChangeWatchedFiles?.DynamicRegistration == true,
            HasRelativePatterns = workspace?.DidChangeWatchedFiles?.RelativePatternSupport == true,
            IsRestricted = request.InitializationOptions is { ValueKind: JsonValueKind.Object } initial
                && initial.TryGetProperty("trusted", out var trusted) && trusted.ValueKind == JsonValueKind.False,
            HasProgress = request.Capabilities.Window?.WorkDoneProgress == true,
            CanShowDocuments = request.Capabilities.Window?.ShowDocument?.Support == true,
            HasSymbolTree = document?.DocumentSymbol?.HierarchicalDocumentSymbolSupport == true,
            HasDefinitionLinks = document?.Definition?.LinkSupport == true,
            HasLinkTooltips = document?.DocumentLink?.TooltipSupport == true,
            HasMarkdownCompletion = document?.Completion?.CompletionItem?.DocumentationFormat?.Contains(MarkupKind.Markdown) == true,
            HasCompletionTags = document?.Completion?.CompletionItem?.TagSupport?.ValueSet.Contains(CompletionItemTag.Deprecated) == true,
            PullsDiagnostics = document?.Diagnostic is not null,
            HasRelatedDocuments = document?.Diagnostic?.RelatedDocumentSupport == true,
            CanRefreshDiagnostics = workspace?.Diagnostics?.RefreshSupport == true,
            CanRefreshCodeLenses = workspace?.CodeLens?.RefreshSupport == true,
            CanRefreshInlayHints = workspace?.InlayHint?.RefreshSupport == true,
        };
    }
}
