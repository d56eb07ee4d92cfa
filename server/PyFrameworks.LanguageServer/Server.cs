using System.Collections.Immutable;
using System.IO.Pipelines;
using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>The language server: LSP 3.17 over a pair of streams.</summary>
public static class Server
{
    // Reads may wait for the first scan; these must not keep hovers from being answered.
    private const int ConcurrentReads = 16;

    // Three of these may pass at the end of a session whose client is gone, and the whole has to take less than a second.
    private static readonly TimeSpan s_endGrace = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Serves one client until <c>exit</c>, the end of <paramref name="input"/> or of the client's process, or cancellation. Only protocol is written to
    /// <paramref name="output"/>; words for people go to <paramref name="log"/>.
    /// </summary>
    /// <param name="input">What the client sends.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="log">Takes words for people.</param>
    /// <param name="host">What the server stands on.</param>
    /// <param name="cancellationToken">Ends the session.</param>
    /// <param name="opening">What was read of <paramref name="input"/> already.</param>
    /// <returns>The exit code of the process: 0 after <c>shutdown</c>, else 1.</returns>
    public static async Task<int> RunAsync(Stream input, Stream output, TextWriter log, ServerHost host, CancellationToken cancellationToken, ServerOpening? opening = null)
    {
        var serverLog = new ServerLog(log);
        Session? session = null;
        var server = new JsonRpcServer<SessionSnapshot>(
            PipeReader.Create(opening?.Messages.Rest ?? input),
            PipeWriter.Create(output),
            () => session!.Capture(),
            new() { Log = serverLog.Failure, MaxConcurrentReads = Math.Max(ConcurrentReads, Environment.ProcessorCount), EndGrace = s_endGrace });
        session = new Session(server, host, serverLog);
        var lifecycle = Lifecycle.Register(server, (request, _) => ValueTask.FromResult(session.Initialize(request)));
        session.RegisterNotifications();
        server.IsStale = session.IsStale;
        server.StaleError = method => method == DocumentDiagnosticHandler.Method ? DiagnosticReports.Cancelled("The content was modified meanwhile", retrigger: true) : null;

        // By methods of known types and not by type parameters with static members, for which no code can be compiled ahead of time.
        server.AddDirectRequest<HoverParams, Hover?>(HoverHandler.Method, HoverHandler.Handle);
        server.AddDirectRequest<DocumentSymbolParams, DocumentSymbolResult?>(DocumentSymbolHandler.Method, DocumentSymbolHandler.Handle);
        server.AddDirectRequest<DocumentLinkParams, ImmutableArray<DocumentLink>?>(DocumentLinkHandler.Method, DocumentLinkHandler.Handle);
        server.AddDirectRequest<DefinitionParams, DefinitionResult?>(DefinitionHandler.Method, DefinitionHandler.Handle);
        server.AddDirectRequest<ReferenceParams, ImmutableArray<Location>?>(ReferencesHandler.Method, ReferencesHandler.Handle);
        server.AddDirectRequest<InlayHintParams, ImmutableArray<InlayHint>?>(InlayHintHandler.Method, InlayHintHandler.Handle);
        server.AddDirectRequest<CodeLensParams, ImmutableArray<CodeLens>?>(CodeLensHandler.Method, CodeLensHandler.Handle);
        server.AddDirectRequest<CompletionParams, CompletionList?>(CompletionHandler.Method, CompletionHandler.Handle);
        server.AddDirectRequest<CompletionItem, CompletionItem>(CompletionResolveHandler.Method, CompletionResolveHandler.Handle);
        server.AddDirectRequest<CodeActionParams, ImmutableArray<CodeActionOrCommand>?>(CodeActionHandler.Method, CodeActionHandler.Handle);
        server.AddRequest<DocumentDiagnosticParams, DocumentDiagnosticReport>(DocumentDiagnosticHandler.Method, DocumentDiagnosticHandler.HandleAsync);
        server.AddRequest<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>(WorkspacePulls.Method, new WorkspacePulls(server, serverLog).AnswerAsync);
        server.AddRequest<ExecuteCommandParams, RawJson>(ShownCommands.Method, new ShownCommands(server, host, serverLog).AnswerAsync);
        session.WatchProcess(host.ClientProcessId);
        if (opening?.Messages.Request is { } request)
        {
            session.Initialize(request);
            lifecycle.Begin();
        }

        try
        {
            await server.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            session.Stop();
        }

        return lifecycle.ExitCode;
    }
}
