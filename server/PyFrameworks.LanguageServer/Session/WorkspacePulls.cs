using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>
/// Answers <c>workspace/diagnostic</c>. A request that finds nothing new is parked until something changes, so that the client need not ask again and again;
/// one request at most is parked, as each of them keeps a place among the concurrent reads.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer, and a request that ends late may still look at its token.")]
internal sealed class WorkspacePulls(IClient client, ServerLog log)
{
    /// <summary>The method.</summary>
    public const string Method = "workspace/diagnostic";

    // Reports of a large workspace come in parts that a client can show one after the other.
    private const int ReportsInPart = 200;

    private CancellationTokenSource _parked = new();

    /// <summary>The reports of every document with findings or with a result that the client still has; parts of them go ahead where the client takes parts.</summary>
    public async ValueTask<WorkspaceDiagnosticReport> AnswerAsync(WorkspaceDiagnosticParams request, SessionSnapshot session, CancellationToken cancellationToken)
    {
        var replaced = new CancellationTokenSource();
        await Interlocked.Exchange(ref _parked, replaced).CancelAsync().ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, replaced.Token);
        var previous = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var known in request.PreviousResultIds)
        {
            previous[known.Uri] = known.Value;
        }

        try
        {
            while (true)
            {
                var reports = Reports(session, previous, either.Token);
                if (session.Changed is not { } changed || reports.Any(report => report.Kind == DocumentDiagnosticReportKind.Full))
                {
                    return new() { Items = request.PartialResultToken is { } token ? Stream(token, reports) : reports };
                }

                session = await changed.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (replaced.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw JsonRpcException.From(DiagnosticReports.Cancelled("A later request takes this one's place", retrigger: false));
        }
    }

    private ImmutableArray<WorkspaceDocumentDiagnosticReport> Reports(SessionSnapshot session, Dictionary<string, string> previous, CancellationToken cancellationToken)
    {
        var reports = ImmutableArray.CreateBuilder<WorkspaceDocumentDiagnosticReport>();
        var present = new HashSet<string>(StringComparer.Ordinal);
        var failed = false;
        foreach (var folder in session.Folders.Where(folder => folder.State == FolderState.Ready))
        {
            try
            {
                foreach (var found in folder.Diagnostics.Find(session, folder, cancellationToken))
                {
                    // What has no findings and had none is not worth a word.
                    var uri = found.Message.Uri;
                    if (present.Add(uri) && (!found.Message.Diagnostics.IsEmpty || previous.ContainsKey(uri)))
                    {
                        reports.Add(DiagnosticReports.InWorkspace(found, previous.GetValueOrDefault(uri)));
                    }
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.Failure($"The analysis of {folder.Root} failed", exception);
                failed = true;
            }
        }

        // What the client still has of a document that is gone, or has no findings any more. While a folder is being read nobody knows.
        if (!failed && !session.Folders.Any(folder => folder.State == FolderState.Scanning))
        {
            foreach (var (uri, id) in previous.Where(known => !present.Contains(known.Key)))
            {
                reports.Add(DiagnosticReports.InWorkspace(new(new() { Uri = uri, Version = VersionOf(session, uri), Diagnostics = [] }), id));
            }
        }

        return reports.ToImmutable();
    }

    /// <summary>Sends the reports in parts; what is left for the answer itself is nothing.</summary>
    private ImmutableArray<WorkspaceDocumentDiagnosticReport> Stream(ProgressToken token, ImmutableArray<WorkspaceDocumentDiagnosticReport> reports)
    {
        foreach (var part in reports.Chunk(ReportsInPart))
        {
            client.Notify("$/progress", new WorkspaceDiagnosticProgressParams { Token = token, Value = new() { Items = [.. part] } });
        }

        return [];
    }

    private static int? VersionOf(SessionSnapshot session, string uri) =>
        FileUris.ToPath(uri) is { } path && session.Documents.GetValueOrDefault(path) is { } document ? document.Version : null;
}
