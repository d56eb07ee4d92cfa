using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyFrameworks.Protocol;

/// <summary>A place in a document. The unit of Character is the negotiated PositionEncodingKind.</summary>
/// <param name="Line">Line, from 0.</param>
/// <param name="Character">Offset in the line, from 0, in code units of the negotiated encoding; past the end means the end.</param>
[method: JsonConstructor]
public readonly record struct Position([property: JsonConverter(typeof(UIntegerConverter))] int Line, [property: JsonConverter(typeof(UIntegerConverter))] int Character);

/// <summary>A stretch of a document; the end is exclusive.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Just past its last character.</param>
[method: JsonConstructor]
public readonly record struct Range(Position Start, Position End);

/// <summary>A range in a document.</summary>
public sealed record Location
{
    /// <summary>The document.</summary>
    public required string Uri { get; init; }

    /// <summary>The stretch of it.</summary>
    public required Range Range { get; init; }
}

/// <summary>A link from an origin to a target (definition).</summary>
public sealed record LocationLink
{
    /// <summary>What is underlined at the origin; null for the word at the position.</summary>
    public Range? OriginSelectionRange { get; init; }

    /// <summary>The target document.</summary>
    public required string TargetUri { get; init; }

    /// <summary>The whole target, such as a declaration.</summary>
    public required Range TargetRange { get; init; }

    /// <summary>What is selected in it; inside TargetRange.</summary>
    public required Range TargetSelectionRange { get; init; }
}

/// <summary>A change of a document; an insertion has an empty range.</summary>
public sealed record TextEdit
{
    /// <summary>What is replaced.</summary>
    public required Range Range { get; init; }

    /// <summary>What replaces it.</summary>
    public required string NewText { get; init; }
}

/// <summary>Names a document.</summary>
public sealed record TextDocumentIdentifier
{
    /// <summary>The document, as the client spelled it.</summary>
    public required string Uri { get; init; }
}

/// <summary>Names a version of a document.</summary>
public sealed record VersionedTextDocumentIdentifier
{
    /// <summary>The document, as the client spelled it.</summary>
    public required string Uri { get; init; }

    /// <summary>Its version after the change.</summary>
    public required int Version { get; init; }
}

/// <summary>Names a document and, when it is open, the version that an edit is for.</summary>
public sealed record OptionalVersionedTextDocumentIdentifier
{
    /// <summary>The document.</summary>
    public required string Uri { get; init; }

    /// <summary>Its version; null, which is written, when the file on disk is meant.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Version { get; init; }
}

/// <summary>A part of a WorkspaceEdit: a TextDocumentEdit, or a CreateFile.</summary>
[JsonConverter(typeof(DocumentChangeConverter))]
public abstract record DocumentChange
{
    private protected DocumentChange()
    {
    }
}

/// <summary>Creates an empty file; only for clients whose workspaceEdit.resourceOperations hold "create".</summary>
public sealed record CreateFile : DocumentChange
{
    /// <summary>Always "create".</summary>
    public string Kind { get; } = "create";

    /// <summary>The file.</summary>
    public required string Uri { get; init; }
}

/// <summary>The edits of one document; none overlaps another.</summary>
public sealed record TextDocumentEdit : DocumentChange
{
    /// <summary>The document.</summary>
    public required OptionalVersionedTextDocumentIdentifier TextDocument { get; init; }

    /// <summary>All given for the document as it is before any of them.</summary>
    public required ImmutableArray<TextEdit> Edits { get; init; }
}

/// <summary>Changes of documents. A client that knows documentChanges prefers them.</summary>
public sealed record WorkspaceEdit
{
    /// <summary>Edits by document, without versions.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<TextEdit>>? Changes { get; init; }

    /// <summary>Edits with versions, and new files, in order; only for clients that say workspaceEdit.documentChanges.</summary>
    public ImmutableArray<DocumentChange>? DocumentChanges { get; init; }
}

/// <summary>A document as the client opens it.</summary>
public sealed record TextDocumentItem
{
    /// <summary>The document.</summary>
    public required string Uri { get; init; }

    /// <summary>The language as the client names it, such as python or pip-requirements.</summary>
    public required string LanguageId { get; init; }

    /// <summary>The version, which grows with each change.</summary>
    public required int Version { get; init; }

    /// <summary>The content.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public required string Text { get; init; }
}

/// <summary>A place in a document.</summary>
public sealed record TextDocumentPositionParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>The place.</summary>
    public required Position Position { get; init; }
}

/// <summary>Text in one of the formats of MarkupKind.</summary>
public sealed record MarkupContent
{
    /// <summary>A value of MarkupKind.</summary>
    public required string Kind { get; init; }

    /// <summary>The text.</summary>
    public required string Value { get; init; }
}

/// <summary>A command that the client shows and runs.</summary>
public sealed record Command
{
    /// <summary>What the user reads.</summary>
    public required string Title { get; init; }

    /// <summary>The id of the command; the member is called command.</summary>
    [JsonPropertyName("command")]
    public required string CommandId { get; init; }

    /// <summary>Its arguments.</summary>
    public ImmutableArray<JsonElement>? Arguments { get; init; }
}

/// <summary>A folder of the workspace.</summary>
public sealed record WorkspaceFolder
{
    /// <summary>Where it is.</summary>
    public required string Uri { get; init; }

    /// <summary>What the user calls it.</summary>
    public required string Name { get; init; }
}
