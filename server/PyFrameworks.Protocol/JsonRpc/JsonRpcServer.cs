using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.Channels;

namespace PyFrameworks.Protocol;

/// <summary>
/// A JSON-RPC 2.0 server over the base protocol of LSP 3.17. Messages are handed over in the order of arrival to one dispatcher, which runs
/// ordered handlers itself; they are the only ones that change the session. A read gets the snapshot captured as it comes up on the
/// dispatcher, after every change that arrived before it and before every later one, and runs on the thread pool.
/// </summary>
/// <remarks>
/// Responses of the client and <c>$/cancelRequest</c> are acted on as soon as they are read, ahead of the dispatcher. Messages wait in
/// unbounded queues in both directions, so that a busy session still sees cancellations.
/// </remarks>
/// <typeparam name="TSnapshot">The immutable state that reads see.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "Without a wait handle the semaphore holds nothing to release; late reads may still use it.")]
public sealed partial class JsonRpcServer<TSnapshot> : IClient
{
    private readonly JsonRpcConnection _connection;
    private readonly TaskCompletionSource<SessionEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PipeReader _input;
    private readonly Action<string, Exception?> _log;
    private readonly JsonRpcServerOptions _options;
    private readonly PipeWriter _output;
    private readonly Channel<Func<ValueTask>> _queue =
        Channel.CreateUnbounded<Func<ValueTask>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly MessageWriter _writer;

    /// <summary>Prepares a server; nothing is read before <see cref="RunAsync"/>.</summary>
    /// <param name="input">What the client sends; completed at the end.</param>
    /// <param name="output">What the client receives; completed at the end.</param>
    /// <param name="capture">Gives the current snapshot; called on the dispatcher only.</param>
    /// <param name="options">How the server behaves; null for the defaults.</param>
    public JsonRpcServer(PipeReader input, PipeWriter output, Func<TSnapshot> capture, JsonRpcServerOptions? options = null)
    {
        _options = options ?? new JsonRpcServerOptions();
        _log = _options.Log ?? (static (_, _) => { });
        _input = input;
        _output = output;
        _capture = capture;
        _readSlots = new SemaphoreSlim(Math.Max(1, _options.MaxConcurrentReads ?? Environment.ProcessorCount));
        _writer = new MessageWriter(output);
        _connection = new JsonRpcConnection(_writer, new(() => ProtocolJson.CreateOptions(_options.TypeInfoResolver)), _log);
    }

    /// <inheritdoc/>
    public void Notify<TParams>(string method, TParams parameters) => _connection.Notify(method, parameters);

    /// <inheritdoc/>
    public Task<TResult?> SendRequestAsync<TParams, TResult>(string method, TParams parameters, CancellationToken cancellationToken) =>
        _connection.SendRequestAsync<TParams, TResult>(method, parameters, cancellationToken);

    /// <summary>Runs a change on the dispatcher, after the messages that have already arrived; false after the end.</summary>
    public bool Post(Action change) => _queue.Writer.TryWrite(() =>
    {
        RunChange("posted work", change);
        return ValueTask.CompletedTask;
    });

    /// <summary>Ends the session after the running change; messages that wait are dropped, requests among them answered as cancelled.</summary>
    public void Stop() => End(SessionEndReason.Stopped);

    /// <summary>
    /// Serves until the client closes its end, <see cref="Stop"/> or the token is signalled, or the pipes fail. After the client has closed
    /// its end, what it sent before is still handed over. Ends within about two graces of <see cref="JsonRpcServerOptions.EndGrace"/>,
    /// whatever the handlers do.
    /// </summary>
    public async Task<SessionEnd> RunAsync(CancellationToken cancellationToken)
    {
        using var cancelRead = new CancellationTokenSource();
        await using var registration = cancellationToken.Register(() => End(SessionEndReason.Cancelled)).ConfigureAwait(false);

        var writing = _writer.Completion.ContinueWith(
            ended => End(SessionEndReason.OutputFailed, ended.Exception?.InnerException?.Message),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        var dispatching = Task.Run(DispatchAsync, CancellationToken.None);
        _ = Task.Run(() => ReadAsync(dispatching, cancelRead.Token), CancellationToken.None);

        var end = await _end.Task.ConfigureAwait(false);
        _queue.Writer.TryComplete();
        await cancelRead.CancelAsync().ConfigureAwait(false);
        _connection.FailOutgoing();
        if (end.Message is { } problem)
        {
            _log(problem, null);
        }

        // A change that runs has the grace to answer for itself; what has no answer then is answered as cancelled.
        _connection.CancelAllIncoming();
        await Task.WhenAny(dispatching, Task.Delay(_options.EndGrace, CancellationToken.None)).ConfigureAwait(false);
        _connection.FailAllIncoming();
        _writer.Complete();
        await Task.WhenAny(_writer.Completion, Task.Delay(_options.EndGrace, CancellationToken.None)).ConfigureAwait(false);
        if (!_writer.Completion.IsCompleted)
        {
            _output.CancelPendingFlush();
        }

        return end;
    }

    private async Task ReadAsync(Task dispatching, CancellationToken cancellationToken)
    {
        var reader = new MessageReader(_input, _options.MaxBodyBytes);
        Exception? failure = null;
        try
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame)
            {
                Receive(frame);
            }

            // What came before the end of the input still counts: "exit" is often the last thing a client writes.
            _connection.FailOutgoing();
            _queue.Writer.TryComplete();
            await Task.WhenAny(dispatching, Task.Delay(_options.EndGrace, CancellationToken.None)).ConfigureAwait(false);
            End(SessionEndReason.InputClosed, reader.EndedInsideMessage ? "The input ended inside a message" : null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The session has ended otherwise.
        }
        catch (Exception e)
        {
            failure = e;
            if (e is InvalidDataException)
            {
                // The client is still there and can tell its user why the session ends.
                _connection.Refuse(default, ErrorCodes.InvalidRequest, e.Message);
            }

            End(SessionEndReason.InputFailed, e.Message);
        }

        await _input.CompleteAsync(failure).ConfigureAwait(false);
    }

    private void Receive(MessageFrame frame)
    {
        if (frame.Error is { } broken)
        {
            _connection.Refuse(default, ErrorCodes.ParseError, broken);
            return;
        }

        Envelope envelope;
        try
        {
            envelope = Envelope.Parse(frame.Body);
        }
        catch (JsonException e)
        {
            var message = $"The message is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            _connection.Refuse(default, ErrorCodes.ParseError, message);
            return;
        }

        switch (envelope.Kind)
        {
            case MessageKind.Response:
                _connection.Receive(envelope);
                break;
            case MessageKind.Notification when envelope.Method == "$/cancelRequest":
                _connection.CancelIncoming(envelope.Params);
                break;
            case MessageKind.Notification:
                _queue.Writer.TryWrite(() => DispatchNotificationAsync(envelope));
                break;
            case MessageKind.Request:
                if (_connection.Begin(envelope) is { } request && !_queue.Writer.TryWrite(() => DispatchRequestAsync(request)))
                {
                    _connection.Fail(request, ErrorCodes.RequestCancelled, "The session ended");
                }

                break;
            default:
                _connection.Refuse(envelope.Id, ErrorCodes.InvalidRequest, envelope.Problem);
                break;
        }
    }

    private async Task DispatchAsync()
    {
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (!_end.Task.IsCompleted && _queue.Reader.TryRead(out var work))
            {
                await work().ConfigureAwait(false);
            }

            if (_end.Task.IsCompleted)
            {
                return;
            }
        }
    }

    private void End(SessionEndReason reason, string? message = null) => _end.TrySetResult(new SessionEnd(reason, message));
}
