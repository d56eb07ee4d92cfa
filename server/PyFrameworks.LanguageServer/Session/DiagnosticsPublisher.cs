using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>
/// Publishes findings a little after the last change: the sooner, the less time they took last. They are found in the background from one snapshot and dropped
/// when another change comes first; only files whose diagnostics changed are sent. Its members run on the dispatcher.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer, and work that ends late may still look at its token.")]
internal sealed class DiagnosticsPublisher(JsonRpcServer<SessionSnapshot> server, Func<SessionSnapshot> capture, ServerLog log, TimeSpan delay)
{
    // A pause this many times as long as the work leaves a processor to the editor while someone types, and is not felt where the work is quick.
    private const int PauseRatio = 2;

    private readonly Dictionary<string, Sent> _sent = new(StringComparer.Ordinal);
    private CancellationTokenSource _current = new();
    private TimeSpan? _pause;

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
        _current.Cancel();
        _current = new();
        _ = RunAsync(after ?? _pause ?? delay, _current.Token);
    }

    /// <summary>Drops what is planned.</summary>
    public void Stop() => _current.Cancel();

    private async Task RunAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            }

            if (IsPulled)
            {
                server.Post(() =>
                {
                    if (!cancellationToken.IsCancellationRequested)
                    {
                        Published?.Invoke();
                    }
                });
                return;
            }

            var snapshot = new TaskCompletionSource<SessionSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
            var start = 0L;
            if (!server.Post(() =>
            {
                start = Stopwatch.GetTimestamp();
                snapshot.TrySetResult(capture());
            }))
            {
                return;
            }

            var session = await snapshot.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            var (found, failed) = await Task.Run(() => Find(session, cancellationToken), cancellationToken).ConfigureAwait(false);
            var pause = Stopwatch.GetElapsedTime(start) * PauseRatio;
            server.Post(() =>
            {
                _pause = pause < delay ? pause : delay;
                if (!cancellationToken.IsCancellationRequested)
                {
                    Send(found, failed);
                    Published?.Invoke();
                }
            });
        }
        catch (OperationCanceledException)
        {
            // A later change plans anew.
        }
    }

    private (List<Found> Found, HashSet<string> Failed) Find(SessionSnapshot session, CancellationToken cancellationToken)
    {
        var json = (JsonTypeInfo<ImmutableArray<Diagnostic>>)ProtocolJson.CreateOptions().GetTypeInfo(typeof(ImmutableArray<Diagnostic>));
        var found = new List<Found>();
        var failed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in session.Folders.Where(folder => folder.State == FolderState.Ready))
        {
            try
            {
                foreach (var message in FolderDiagnostics.Find(session, folder, cancellationToken))
                {
                    found.Add(new(folder.Root, JsonSerializer.Serialize(message.Diagnostics, json), message));
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
