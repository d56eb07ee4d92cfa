using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PyFrameworks.ProjectModel;
using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>Diagnostics as a client pulls them. The name of a result is a digest of it, so the server keeps nothing of what it has told.</summary>
internal static class DiagnosticReports
{
    private const int MaxRelated = 50;

    /// <summary>How diagnostics are written.</summary>
    public static JsonTypeInfo<ImmutableArray<Diagnostic>> Json { get; } = (JsonTypeInfo<ImmutableArray<Diagnostic>>)ProtocolJson.CreateOptions().GetTypeInfo(typeof(ImmutableArray<Diagnostic>));

    /// <summary>The error of a pull that can't be answered now.</summary>
    public static ResponseError Cancelled(string message, bool retrigger) => new()
    {
        Code = ErrorCodes.ServerCancelled,
        Message = message,
        Data = JsonSerializer.SerializeToElement(new() { RetriggerRequest = retrigger }, ProtocolJson.Default.DiagnosticServerCancellationData),
    };

    /// <summary>The name of a result. An editor may have moved or dropped what it shows of an older version, so another version makes another result.</summary>
    public static string ResultId(PublishDiagnosticsParams found)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(found.Diagnostics, Json)).AsSpan(0, 12));
        return found is { Version: { } version, Diagnostics.IsEmpty: false } ? $"{digest}-{version}" : digest;
    }

    /// <summary>The report of one document; <paramref name="previous"/> names the result that the client still has.</summary>
    public static DocumentDiagnosticReport Document(PublishDiagnosticsParams found, string? previous) => Document(new FoundDocument(found), previous);

    private static DocumentDiagnosticReport Document(FoundDocument found, string? previous) =>
        found.ResultId == previous
            ? new() { Kind = DocumentDiagnosticReportKind.Unchanged, ResultId = found.ResultId }
            : new() { Kind = DocumentDiagnosticReportKind.Full, ResultId = found.ResultId, Items = found.Message.Diagnostics };

    /// <summary>The project's manifests but <paramref name="path"/> itself, on which an edit of that file may bear; null where there are none. Open ones are asked for by the client.</summary>
    public static IReadOnlyDictionary<string, DocumentDiagnosticReport>? Related(SessionSnapshot session, Folder folder, ProjectSnapshot project, string path, CancellationToken cancellationToken)
    {
        var reports = project.Manifests
            .Where(manifest => manifest.Path != path && !manifest.Format.IsLock() && session.Owns(folder, manifest.Path) && session.FindDocument(folder, manifest.Path) is null)
            .Take(MaxRelated)
            .Select(manifest => FolderDiagnostics.Of(session, folder, manifest.Path, cancellationToken))
            .ToDictionary(found => found.Uri, found => Document(found, null), StringComparer.Ordinal);
        return reports.Count == 0 ? null : reports;
    }

    /// <summary>The report of one document of the workspace.</summary>
    public static WorkspaceDocumentDiagnosticReport InWorkspace(FoundDocument found, string? previous)
    {
        var report = Document(found, previous);
        return new() { Kind = report.Kind, Uri = found.Message.Uri, Version = found.Message.Version, ResultId = report.ResultId, Items = report.Items };
    }
}
