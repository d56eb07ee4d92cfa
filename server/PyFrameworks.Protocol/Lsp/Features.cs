using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyFrameworks.Protocol;

/// <summary>Parameters of textDocument/hover.</summary>
public sealed record HoverParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>The place.</summary>
    public required Position Position { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }
}

/// <summary>A result of textDocument/hover.</summary>
public sealed record Hover
{
    /// <summary>What is shown.</summary>
    public required MarkupContent Contents { get; init; }

    /// <summary>What it is about.</summary>
    public Range? Range { get; init; }
}

/// <summary>Parameters of textDocument/codeAction.</summary>
public sealed record CodeActionParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>The selection.</summary>
    public required Range Range { get; init; }

    /// <summary>What is known of the request.</summary>
    public required CodeActionContext Context { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }

    /// <summary>Where to send parts.</summary>
    public ProgressToken? PartialResultToken { get; init; }
}

/// <summary>What is known of a code action request.</summary>
public sealed record CodeActionContext
{
    /// <summary>The diagnostics that the client shows there, of every server.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    /// <summary>The kinds that are wanted; null for all.</summary>
    public ImmutableArray<string>? Only { get; init; }

    /// <summary>Why it was asked.</summary>
    public CodeActionTriggerKind? TriggerKind { get; init; }
}

/// <summary>An element of the result of textDocument/codeAction: an action, or a command for clients without codeActionLiteralSupport.</summary>
[JsonConverter(typeof(CodeActionOrCommandConverter))]
public sealed record CodeActionOrCommand
{
    /// <summary>Wraps an action.</summary>
    public CodeActionOrCommand(CodeAction action)
    {
        Action = action;
    }

    /// <summary>Wraps a command.</summary>
    public CodeActionOrCommand(Command command)
    {
        Command = command;
    }

    /// <summary>The action, or null.</summary>
    public CodeAction? Action { get; }

    /// <summary>The command, or null.</summary>
    public Command? Command { get; }
}

/// <summary>A change that the user may choose.</summary>
public sealed record CodeAction
{
    /// <summary>What the user reads.</summary>
    public required string Title { get; init; }

    /// <summary>A value of CodeActionKind or one below it.</summary>
    public string? Kind { get; init; }

    /// <summary>The diagnostics that it mends.</summary>
    public ImmutableArray<Diagnostic>? Diagnostics { get; init; }

    /// <summary>Whether it is the one to take unasked.</summary>
    public bool? IsPreferred { get; init; }

    /// <summary>Why it cannot be taken now.</summary>
    public CodeActionDisabled? Disabled { get; init; }

    /// <summary>The change.</summary>
    public WorkspaceEdit? Edit { get; init; }

    /// <summary>What runs after the change.</summary>
    public Command? Command { get; init; }

    /// <summary>What the server wants back with codeAction/resolve.</summary>
    public JsonElement? Data { get; init; }
}

/// <summary>Why an action cannot be taken.</summary>
public sealed record CodeActionDisabled
{
    /// <summary>What the user reads.</summary>
    public required string Reason { get; init; }
}

/// <summary>Parameters of workspace/executeCommand.</summary>
public sealed record ExecuteCommandParams
{
    /// <summary>The id of the command.</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments.</summary>
    public ImmutableArray<JsonElement>? Arguments { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }
}

/// <summary>Parameters of textDocument/completion.</summary>
public sealed record CompletionParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>The place.</summary>
    public required Position Position { get; init; }

    /// <summary>Why it was asked.</summary>
    public CompletionContext? Context { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }

    /// <summary>Where to send parts.</summary>
    public ProgressToken? PartialResultToken { get; init; }
}

/// <summary>Why completion was asked.</summary>
public sealed record CompletionContext
{
    /// <summary>Why.</summary>
    public required CompletionTriggerKind TriggerKind { get; init; }

    /// <summary>The character that was typed.</summary>
    public string? TriggerCharacter { get; init; }
}

/// <summary>A result of textDocument/completion.</summary>
public sealed record CompletionList
{
    /// <summary>Whether typing on should ask again.</summary>
    public required bool IsIncomplete { get; init; }

    /// <summary>The proposals.</summary>
    public required CompletionItems Items { get; init; }
}

/// <summary>A proposal.</summary>
public sealed record CompletionItem
{
    /// <summary>What the user reads, and what is inserted when nothing else says.</summary>
    public required string Label { get; init; }

    /// <summary>What stands beside the label.</summary>
    public CompletionItemLabelDetails? LabelDetails { get; init; }

    /// <summary>Its icon.</summary>
    public CompletionItemKind? Kind { get; init; }

    /// <summary>How it is shown.</summary>
    public ImmutableArray<CompletionItemTag>? Tags { get; init; }

    /// <summary>A line about it.</summary>
    public string? Detail { get; init; }

    /// <summary>More about it.</summary>
    public MarkupContent? Documentation { get; init; }

    /// <summary>Whether it is selected at first.</summary>
    public bool? Preselect { get; init; }

    /// <summary>What it is sorted by; null for the label.</summary>
    public string? SortText { get; init; }

    /// <summary>What typing is compared with; null for the label.</summary>
    public string? FilterText { get; init; }

    /// <summary>What is inserted; null for the label.</summary>
    public string? InsertText { get; init; }

    /// <summary>How the inserted text is read.</summary>
    public InsertTextFormat? InsertTextFormat { get; init; }

    /// <summary>The change; it wins over InsertText.</summary>
    public TextEdit? TextEdit { get; init; }

    /// <summary>Changes elsewhere.</summary>
    public ImmutableArray<TextEdit>? AdditionalTextEdits { get; init; }

    /// <summary>Characters that accept it.</summary>
    public ImmutableArray<string>? CommitCharacters { get; init; }

    /// <summary>What runs afterwards.</summary>
    public Command? Command { get; init; }

    /// <summary>What the server wants back with completionItem/resolve.</summary>
    public JsonElement? Data { get; init; }
}

/// <summary>What stands beside the label of a proposal.</summary>
public sealed record CompletionItemLabelDetails
{
    /// <summary>Right behind the label.</summary>
    public string? Detail { get; init; }

    /// <summary>At the end of the line.</summary>
    public string? Description { get; init; }
}

/// <summary>Parameters of textDocument/codeLens.</summary>
public sealed record CodeLensParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }

    /// <summary>Where to send parts.</summary>
    public ProgressToken? PartialResultToken { get; init; }
}

/// <summary>A command that is shown above a line.</summary>
public sealed record CodeLens
{
    /// <summary>The line; a lens spans one line only.</summary>
    public required Range Range { get; init; }

    /// <summary>What is shown and run; null until resolved.</summary>
    public Command? Command { get; init; }

    /// <summary>What the server wants back with codeLens/resolve.</summary>
    public JsonElement? Data { get; init; }
}

/// <summary>Parameters of textDocument/inlayHint.</summary>
public sealed record InlayHintParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>The part that is shown.</summary>
    public required Range Range { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }
}

/// <summary>A text that is shown inside a line.</summary>
public sealed record InlayHint
{
    /// <summary>Where.</summary>
    public required Position Position { get; init; }

    /// <summary>What is shown.</summary>
    public required string Label { get; init; }

    /// <summary>What it is about.</summary>
    public InlayHintKind? Kind { get; init; }

    /// <summary>What accepting it changes.</summary>
    public ImmutableArray<TextEdit>? TextEdits { get; init; }

    /// <summary>What pointing at it shows.</summary>
    public MarkupContent? Tooltip { get; init; }

    /// <summary>Whether a space goes before it.</summary>
    public bool? PaddingLeft { get; init; }

    /// <summary>Whether a space goes after it.</summary>
    public bool? PaddingRight { get; init; }

    /// <summary>What the server wants back with inlayHint/resolve.</summary>
    public JsonElement? Data { get; init; }
}

/// <summary>Parameters of textDocument/documentLink.</summary>
public sealed record DocumentLinkParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }

    /// <summary>Where to send parts.</summary>
    public ProgressToken? PartialResultToken { get; init; }
}

/// <summary>A stretch of a document that leads elsewhere.</summary>
public sealed record DocumentLink
{
    /// <summary>The stretch.</summary>
    public required Range Range { get; init; }

    /// <summary>Where it leads; null until resolved.</summary>
    public string? Target { get; init; }

    /// <summary>What pointing at it shows.</summary>
    public string? Tooltip { get; init; }

    /// <summary>What the server wants back with documentLink/resolve.</summary>
    public JsonElement? Data { get; init; }
}

/// <summary>Parameters of textDocument/definition.</summary>
public sealed record DefinitionParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>The place.</summary>
    public required Position Position { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }

    /// <summary>Where to send parts.</summary>
    public ProgressToken? PartialResultToken { get; init; }
}

/// <summary>Parameters of textDocument/references.</summary>
public sealed record ReferenceParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>The place.</summary>
    public required Position Position { get; init; }

    /// <summary>What is wanted.</summary>
    public required ReferenceContext Context { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }

    /// <summary>Where to send parts.</summary>
    public ProgressToken? PartialResultToken { get; init; }
}

/// <summary>What is wanted of references.</summary>
public sealed record ReferenceContext
{
    /// <summary>Whether the declaration counts as one.</summary>
    public required bool IncludeDeclaration { get; init; }
}

/// <summary>Parameters of textDocument/documentSymbol.</summary>
public sealed record DocumentSymbolParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }

    /// <summary>Where to send parts.</summary>
    public ProgressToken? PartialResultToken { get; init; }
}

/// <summary>A named part of a document.</summary>
public sealed record DocumentSymbol
{
    /// <summary>What the user reads; not empty.</summary>
    public required string Name { get; init; }

    /// <summary>What stands beside it.</summary>
    public string? Detail { get; init; }

    /// <summary>Its icon.</summary>
    public required SymbolKind Kind { get; init; }

    /// <summary>How it is shown.</summary>
    public ImmutableArray<SymbolTag>? Tags { get; init; }

    /// <summary>The whole part.</summary>
    public required Range Range { get; init; }

    /// <summary>Its name; inside Range.</summary>
    public required Range SelectionRange { get; init; }

    /// <summary>The parts inside it.</summary>
    public ImmutableArray<DocumentSymbol>? Children { get; init; }
}

/// <summary>A named part of a document, for clients without hierarchicalDocumentSymbolSupport.</summary>
public sealed record SymbolInformation
{
    /// <summary>What the user reads.</summary>
    public required string Name { get; init; }

    /// <summary>Its icon.</summary>
    public required SymbolKind Kind { get; init; }

    /// <summary>How it is shown.</summary>
    public ImmutableArray<SymbolTag>? Tags { get; init; }

    /// <summary>Where it is.</summary>
    public required Location Location { get; init; }

    /// <summary>What holds it.</summary>
    public string? ContainerName { get; init; }
}

/// <summary>A result of textDocument/documentSymbol: a tree, or a list for clients that know no tree.</summary>
[JsonConverter(typeof(DocumentSymbolResultConverter))]
public sealed record DocumentSymbolResult
{
    /// <summary>Wraps a tree.</summary>
    public DocumentSymbolResult(ImmutableArray<DocumentSymbol> tree)
    {
        Tree = tree;
    }

    /// <summary>Wraps a list.</summary>
    public DocumentSymbolResult(ImmutableArray<SymbolInformation> list)
    {
        List = list;
    }

    /// <summary>The tree, or null.</summary>
    public ImmutableArray<DocumentSymbol>? Tree { get; }

    /// <summary>The list, or null.</summary>
    public ImmutableArray<SymbolInformation>? List { get; }
}

/// <summary>A result of textDocument/definition: links, or places for clients without linkSupport.</summary>
[JsonConverter(typeof(DefinitionResultConverter))]
public sealed record DefinitionResult
{
    /// <summary>Wraps links.</summary>
    public DefinitionResult(ImmutableArray<LocationLink> links)
    {
        Links = links;
    }

    /// <summary>Wraps places.</summary>
    public DefinitionResult(ImmutableArray<Location> locations)
    {
        Locations = locations;
    }

    /// <summary>The links, or null.</summary>
    public ImmutableArray<LocationLink>? Links { get; }

    /// <summary>The places, or null.</summary>
    public ImmutableArray<Location>? Locations { get; }
}
