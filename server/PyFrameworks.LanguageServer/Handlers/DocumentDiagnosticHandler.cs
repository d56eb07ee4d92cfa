using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class DocumentDiagnosticHandler : Lsp.IAsyncRequestHandler<Lsp.DocumentDiagnosticParams, Lsp.DocumentDiagnosticReport, SessionSnapshot>
{
    public static string Method => "textDocument/diagnostic";

    public static async ValueTask<Lsp.DocumentDiagnosticReport> HandleAsync(Lsp.DocumentDiagnosticParams request, SessionSnapshot session, CancellationToken cancellationToken)
    {
        var fullPath = FileUris.ToPath(request.TextDocument.Uri);
        if (fullPath is not null && session.Owner(fullPath)?.Folder.State == FolderState.Scanning)
        {
            // A client that can be told to ask again is told so at the end of the scan; for any other the answer waits.
            session = session.Client.CanRefreshDiagnostics
                ? throw Lsp.JsonRpcException.From(DiagnosticReports.Cancelled("The first scan still runs", retrigger: false))
                : await session.WhenScannedAsync(cancellationToken).ConfigureAwait(false);
        }

        if (fullPath is null || session.Owner(fullPath) is not var (folder, path) || folder.State != FolderState.Ready || folder.Index.TextOf(path) is null)
        {
            return DiagnosticReports.Document(new() { Uri = request.TextDocument.Uri, Diagnostics = [] }, request.PreviousResultId);
        }

        var report = DiagnosticReports.Document(FolderDiagnostics.Of(session, folder, path, cancellationToken), request.PreviousResultId);
        return session.Client.HasRelatedDocuments && session.Settings.Enable && folder.Index.FindProject(path) is { } project
            ? report with { RelatedDocuments = DiagnosticReports.Related(session, folder, project, path, cancellationToken) }
            : report;
    }
}
