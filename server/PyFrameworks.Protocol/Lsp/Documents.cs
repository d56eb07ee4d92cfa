using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyFrameworks.Protocol;

/// <summary>Parameters of textDocument/didOpen.</summary>
public sealed record DidOpenTextDocumentParams
{
    /// <summary>The document.</summary>
    public required TextDocumentItem TextDocument { get; init; }
}

/// <summary>Parameters of textDocument/didChange.</summary>
public sealed record DidChangeTextDocumentParams
{
    /// <summary>The document, with its version after all changes.</summary>
    public required VersionedTextDocumentIdentifier TextDocument { get; init; }

    /// <summary>The changes, each for the text that the ones before it made.</summary>
    public required ImmutableArray<TextDocumentContentChangeEvent> ContentChanges { get; init; }
}

/// <summary>A change; without a range the text is the whole document.</summary>
public sealed record TextDocumentContentChangeEvent
{
    /// <summary>What is replaced; null for the whole document.</summary>
    public Range? Range { get; init; }

    /// <summary>Its length; deprecated and not to be relied on.</summary>
    public int? RangeLength { get; init; }

    /// <summary>What replaces it.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public required string Text { get; init; }
}

/// <summary>Parameters of textDocument/didSave.</summary>
public sealed record DidSaveTextDocumentParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>The content, when the server asked for it.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Text { get; init; }
}

/// <summary>Parameters of textDocument/didClose.</summary>
public sealed record DidCloseTextDocumentParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }
}

/// <summary>Parameters of workspace/didChangeWatchedFiles.</summary>
public sealed record DidChangeWatchedFilesParams
{
    /// <summary>What happened, in order.</summary>
    public required ImmutableArray<FileEvent> Changes { get; init; }
}

/// <summary>A change of a file on disk.</summary>
public sealed record FileEvent
{
    /// <summary>The file or folder.</summary>
    public required string Uri { get; init; }

    /// <summary>What happened to it.</summary>
    public required FileChangeType Type { get; init; }
}

/// <summary>Parameters of workspace/didChangeWorkspaceFolders.</summary>
public sealed record DidChangeWorkspaceFoldersParams
{
    /// <summary>What changed.</summary>
    public required WorkspaceFoldersChangeEvent Event { get; init; }
}

/// <summary>Folders that came and went.</summary>
public sealed record WorkspaceFoldersChangeEvent
{
    /// <summary>Folders that came.</summary>
    public required ImmutableArray<WorkspaceFolder> Added { get; init; }

    /// <summary>Folders that went.</summary>
    public required ImmutableArray<WorkspaceFolder> Removed { get; init; }
}

/// <summary>Parameters of workspace/didChangeConfiguration.</summary>
public sealed record DidChangeConfigurationParams
{
    /// <summary>The settings that were pushed; null when the server has to pull them.</summary>
    public JsonElement? Settings { get; init; }
}
