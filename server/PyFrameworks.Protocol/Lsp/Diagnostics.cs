using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyFrameworks.Protocol;

/// <summary>A finding as the client shows it.</summary>
public sealed record Diagnostic
{
    /// <summary>Where.</summary>
    public required Range Range { get; init; }

    /// <summary>How grave; null leaves it to the client.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>The code; other servers' numbers arrive as digits.</summary>
    [JsonConverter(typeof(StringOrNumberConverter))]
    public string? Code { get; init; }

    /// <summary>Where the code is explained.</summary>
    public CodeDescription? CodeDescription { get; init; }

    /// <summary>Who found it.</summary>
    public string? Source { get; init; }

    /// <summary>What the user reads.</summary>
    public required string Message { get; init; }

    /// <summary>How the text is to be shown.</summary>
    public ImmutableArray<DiagnosticTag>? Tags { get; init; }

    /// <summary>Further places that belong to it.</summary>
    public ImmutableArray<DiagnosticRelatedInformation>? RelatedInformation { get; init; }

    /// <summary>What the server wants back with textDocument/codeAction.</summary>
    public JsonElement? Data { get; init; }
}

/// <summary>Where a code is explained.</summary>
public sealed record CodeDescription
{
    /// <summary>The address.</summary>
    public required string Href { get; init; }
}

/// <summary>A place that belongs to a diagnostic.</summary>
public sealed record DiagnosticRelatedInformation
{
    /// <summary>Where.</summary>
    public required Location Location { get; init; }

    /// <summary>What is there.</summary>
    public required string Message { get; init; }
}

/// <summary>Parameters of textDocument/publishDiagnostics.</summary>
public sealed record PublishDiagnosticsParams
{
    /// <summary>The document.</summary>
    public required string Uri { get; init; }

    /// <summary>The version that they were found in, when it is open.</summary>
    public int? Version { get; init; }

    /// <summary>All of the document's diagnostics; empty clears them.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }
}

/// <summary>Parameters of textDocument/diagnostic.</summary>
public sealed record DocumentDiagnosticParams
{
    /// <summary>The document.</summary>
    public required TextDocumentIdentifier TextDocument { get; init; }

    /// <summary>The identifier that the server registered.</summary>
    public string? Identifier { get; init; }

    /// <summary>The result that the client still has.</summary>
    public string? PreviousResultId { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }

    /// <summary>Where to send parts.</summary>
    public ProgressToken? PartialResultToken { get; init; }
}

/// <summary>A result of textDocument/diagnostic: full with items, or unchanged with a result id.</summary>
public sealed record DocumentDiagnosticReport
{
    /// <summary>A value of DocumentDiagnosticReportKind.</summary>
    public required string Kind { get; init; }

    /// <summary>The name of this result; required when unchanged.</summary>
    public string? ResultId { get; init; }

    /// <summary>The diagnostics; required when full.</summary>
    public ImmutableArray<Diagnostic>? Items { get; init; }

    /// <summary>Reports of other documents by address; only for clients that say diagnostic.relatedDocumentSupport.</summary>
    public IReadOnlyDictionary<string, DocumentDiagnosticReport>? RelatedDocuments { get; init; }
}

/// <summary>The data of the error ServerCancelled of textDocument/diagnostic and workspace/diagnostic.</summary>
public sealed record DiagnosticServerCancellationData
{
    /// <summary>Whether the client should ask again.</summary>
    public required bool RetriggerRequest { get; init; }
}

/// <summary>Parameters of workspace/diagnostic.</summary>
public sealed record WorkspaceDiagnosticParams
{
    /// <summary>The identifier that the server registered.</summary>
    public string? Identifier { get; init; }

    /// <summary>The results that the client still has.</summary>
    public required ImmutableArray<PreviousResultId> PreviousResultIds { get; init; }

    /// <summary>Where to report progress.</summary>
    public ProgressToken? WorkDoneToken { get; init; }

    /// <summary>Where to send parts.</summary>
    public ProgressToken? PartialResultToken { get; init; }
}

/// <summary>A result that the client still has.</summary>
public sealed record PreviousResultId
{
    /// <summary>The document.</summary>
    public required string Uri { get; init; }

    /// <summary>The name of the result.</summary>
    public required string Value { get; init; }
}

/// <summary>A result of workspace/diagnostic.</summary>
public sealed record WorkspaceDiagnosticReport
{
    /// <summary>One report for each document.</summary>
    public required ImmutableArray<WorkspaceDocumentDiagnosticReport> Items { get; init; }
}

/// <summary>The diagnostics of one document of the workspace.</summary>
public sealed record WorkspaceDocumentDiagnosticReport
{
    /// <summary>A value of DocumentDiagnosticReportKind.</summary>
    public required string Kind { get; init; }

    /// <summary>The document.</summary>
    public required string Uri { get; init; }

    /// <summary>Its version; null, which is written, when it is not open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Version { get; init; }

    /// <summary>The name of this result; required when unchanged.</summary>
    public string? ResultId { get; init; }

    /// <summary>The diagnostics; required when full.</summary>
    public ImmutableArray<Diagnostic>? Items { get; init; }
}

/// <summary>Parameters of $/progress that carry a part of the result of workspace/diagnostic.</summary>
public sealed record WorkspaceDiagnosticProgressParams
{
    /// <summary>The partialResultToken of the request.</summary>
    public required ProgressToken Token { get; init; }

    /// <summary>The part (WorkspaceDiagnosticReportPartialResult).</summary>
    public required WorkspaceDiagnosticReport Value { get; init; }
}
