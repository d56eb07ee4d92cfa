using PyFrameworks.Protocol;
using PyFrameworks.Rules;

namespace PyFrameworks.LanguageServer;

/// <summary>What a folder's findings are to the client. Each search takes over from the last, on whichever thread that was.</summary>
internal sealed class FolderDiagnostics
{
    private FoundDiagnostics? _last;

    /// <summary>The diagnostics of every file with findings, and of every open document. None where the settings switch the server off.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<FoundDocument> Find(SessionSnapshot session, Folder folder, CancellationToken cancellationToken)
    {
        var found = FoundDiagnostics.Find(session, folder, Volatile.Read(ref _last), cancellationToken);
        Volatile.Write(ref _last, found);
        return found.Documents.Values;
    }

    /// <summary>The diagnostics of every open document; <see cref="Find"/> says the same of them.</summary>
    public static IEnumerable<FoundDocument> FindOpen(SessionSnapshot session, Folder folder, CancellationToken cancellationToken) => session.Settings.Enable
        ? FoundDiagnostics.OpenIn(session, folder).Keys.Order(StringComparer.Ordinal).Where(path => session.Owns(folder, path)).Select(path => new FoundDocument(Of(session, folder, path, cancellationToken)))
        : [];

    /// <summary>The diagnostics of one file that the folder has read; none where the settings switch the server off.</summary>
    public static PublishDiagnosticsParams Of(SessionSnapshot session, Folder folder, string path, CancellationToken cancellationToken)
    {
        var findings = session.Settings.Enable
            ? folder.Index.Projects.Where(project => project.TextOf(path) is not null)
                .SelectMany(project => folder.Index.Findings(project, cancellationToken))
                .Where(finding => finding.At.Path == path)
            : [];
        return Document(session, folder, path, findings);
    }

    /// <summary>The diagnostics that <paramref name="findings"/> of one file make.</summary>
    public static PublishDiagnosticsParams Document(SessionSnapshot session, Folder folder, string path, IEnumerable<Finding> findings) => new()
    {
        Uri = session.UriOf(folder, path),
        Version = session.FindDocument(folder, path)?.Version,

        // A file that several projects read may bear the same finding in each.
        Diagnostics = [.. findings.DistinctBy(finding => (finding.Code, finding.At, finding.Message))
            .OrderBy(finding => finding.At).ThenBy(finding => finding.Code, StringComparer.Ordinal)
            .Select(finding => ToProtocol.Diagnostic(session, folder, finding))],
    };
}
