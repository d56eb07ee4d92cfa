using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>
/// Publishes findings at the first change after a quiet time at once, and while changes come faster than findings are found a little after the last. They are found in the
/// background from one snapshot and dropped when another change comes first; only files whose diagnostics changed are sent. Its members run on the dispatcher.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer, and work that ends late may still look at its token.")]
internal sealed class DiagnosticsPublisher(JsonRpcServer<SessionSnapshot> server, Func<SessionSnapshot> capture, ServerLog log, TimeSpan delay)
{
    private readonly Dictionary<string, Sent> _sent = new(StringComparer.Ordinal);
    private readonly SearchPace _pace = new(delay);
    private readonly Settling _settling = new();
    private CancellationTokenSource _current = new();
    private ITimer? _timer;

    /// <summary>What the client has of a document.</summary>
    private sealed record Sent(string Root, string Json, int? Version)
    {
        public bool IsEmpty => Json == "[]";
    }

    /// <summary>A document's diagnostics, ready to be sent.</summary>
    private sealed record Found(string Root, string Json, PublishDiagnosticsParams Message);

    /// <summary>Whether nothing is sent, as the client asks for what it wants.</summary>
    public bool IsPulled { get; set; }

    /// <summary>Called after each publication, or at its time where the client asks itself.</summary>
    public Action? Published { get; set; }

    /// <summary>Publishes after a pause of at most the usual delay, or after <paramref name="after"/>; what was planned before is dropped.</summary>
    public void Schedule(TimeSpan? after = null)
    {
        Stop();
        _current = new();
        var (pause, token) = (_pace.Plan(), _current.Token);
        var wait = after ?? (IsPulled ? delay : pause);
        if (wait <= TimeSpan.Zero)
        {
            // Behind the messages that have arrived, each of which may be another change.
            server.Post(() => Begin(token));
        }
        else
        {
            _timer = TimeProvider.System.CreateTimer(_ => server.Post(() => Begin(token)), null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Notes that a folder has been read, which leaves much behind once its findings are known.</summary>
    public void NoteScan() => _settling.NoteScan();

    /// <summary>Drops what is planned.</summary>
    public void Stop()
    {
        _current.Cancel();
        _timer?.Dispose();
        _timer = null;
    }

    private void Begin(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        if (IsPulled)
        {
            _pace.Rest();
            Published?.Invoke();
            _settling.Rest();
            return;
        }

        var session = capture();
        var isFirst = _sent.Count == 0;
        _ = Task.Run(() => Search(session, isFirst, cancellationToken), cancellationToken);
    }

    private void Search(SessionSnapshot session, bool isFirst, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            // At the start the findings of everything take a while, and what the user looks at need not wait for the rest. Later most of them are known.
            if (isFirst && Find(session, FolderDiagnostics.FindOpen, cancellationToken).Found is { Count: > 0 } opened)
            {
                server.Post(() =>
                {
                    if (!cancellationToken.IsCancellationRequested)
                    {
                        Send(opened);
                    }
                });
            }

            var (found, failed) = Find(session, static (session, folder, cancellationToken) => folder.Diagnostics.Find(session, folder, cancellationToken), cancellationToken);
            var took = Stopwatch.GetElapsedTime(start);
            server.Post(() =>
            {
                _pace.Measure(took);
                if (!cancellationToken.IsCancellationRequested)
                {
                    _pace.Rest();
                    Send(found, failed);
                    Published?.Invoke();
                    _settling.Rest();
                }
            });
        }
        catch (OperationCanceledException)
        {
            // A later change plans anew.
        }
    }

    private (List<Found> Found, HashSet<string> Failed) Find(
        SessionSnapshot session, Func<SessionSnapshot, Folder, CancellationToken, IEnumerable<FoundDocument>> find, CancellationToken cancellationToken)
    {
        var found = new List<Found>();
        var failed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in session.Folders.Where(folder => folder.State == FolderState.Ready))
        {
            try
            {
                foreach (var document in find(session, folder, cancellationToken))
                {
                    found.Add(new(folder.Root, document.Json, document.Message));
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.Failure($"The analysis of {folder.Root} failed", exception);
                failed.Add(folder.Root);
            }
        }

        return (found, failed);
    }

    private void Send(List<Found> found, HashSet<string> failed)
    {
        // Cleared first: an address that is spelled otherwise now may mean the same document to the client.
        var present = found.Select(entry => entry.Message.Uri).ToHashSet(StringComparer.Ordinal);
        foreach (var (uri, sent) in _sent.Where(pair => !present.Contains(pair.Key) && !failed.Contains(pair.Value.Root)).ToList())
        {
            if (!sent.IsEmpty)
            {
                server.Notify("textDocument/publishDiagnostics", new PublishDiagnosticsParams { Uri = uri, Diagnostics = [] });
            }

            _sent.Remove(uri);
        }

        Send(found);
    }

    private void Send(List<Found> found)
    {
        foreach (var (root, json, message) in found)
        {
            // Unchanged ones are sent again for another version: an editor may have moved or dropped them with the text.
            if (!_sent.TryGetValue(message.Uri, out var sent) || sent.Json != json || (!sent.IsEmpty && message.Version is not null && sent.Version != message.Version))
            {
                server.Notify("textDocument/publishDiagnostics", message);
                _sent[message.Uri] = new(root, json, message.Version);
            }
        }
    }
}
