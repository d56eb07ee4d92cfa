namespace PyFrameworks.Protocol;

public sealed partial class JsonRpcServer<TSnapshot>
{
    private readonly Func<TSnapshot> _capture;
    private readonly Dictionary<string, Func<Envelope, ValueTask>> _notifications = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _readSlots;
    private readonly Dictionary<string, Func<IncomingRequest, ValueTask>> _requests = new(StringComparer.Ordinal);

    /// <summary>
    /// Decides on the dispatcher, before any handler, whether a message may pass: an error refuses a request and drops a notification.
    /// The second argument tells whether it is a request. Null lets everything pass.
    /// </summary>
    public Func<string, bool, ResponseError?>? Gate { get; set; }

    /// <summary>
    /// Asked for a read before its work and after it, on the thread pool: whether an edit has made the result for this snapshot stale. A stale result is
    /// answered as <see cref="ErrorCodes.ContentModified"/>. Null, or a method that is never stale, answers what was found.
    /// </summary>
    public Func<string, TSnapshot, bool>? IsStale { get; set; }

    /// <summary>The error that answers a stale read of a method instead of <see cref="ErrorCodes.ContentModified"/>; null, or a null result, for that one.</summary>
    public Func<string, ResponseError?>? StaleError { get; set; }

    /// <summary>
    /// Registers a read; one that awaits keeps its place among the concurrent reads until it is done. Handlers are registered before <see cref="RunAsync"/>.
    /// The metadata of its types is looked up with its first message, as that of all of them would hold up the answer to <c>initialize</c>.
    /// </summary>
    public void AddRequest<TParams, TResult>(string method, Func<TParams, TSnapshot, CancellationToken, ValueTask<TResult>> handle)
    {
        _requests.Add(method, request =>
        {
            TSnapshot snapshot;
            try
            {
                snapshot = _capture();
            }
            catch (Exception e)
            {
                Fail(request, e);
                return ValueTask.CompletedTask;
            }

            _ = Task.Run(() => RunReadAsync(request, async () =>
            {
                // What is stale before its turn is not worked out at all.
                if (IsStale is not { } isStale || !isStale(method, snapshot))
                {
                    var parameters = ParamsReader.Read(request.Params, _connection.TypeInfo<TParams>());
                    var result = await handle(parameters, snapshot, request.CancellationToken).ConfigureAwait(false);
                    if (IsStale is null || !IsStale(method, snapshot))
                    {
                        _connection.Answer(request, result, _connection.TypeInfo<TResult>());
                        return;
                    }
                }

                var error = StaleError?.Invoke(method);
                _connection.Fail(request, error?.Code ?? ErrorCodes.ContentModified, error?.Message ?? "The content was modified meanwhile", error?.Data);
            }));
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Registers a read that awaits nothing; otherwise as <see cref="AddRequest"/>.</summary>
    public void AddDirectRequest<TParams, TResult>(string method, Func<TParams, TSnapshot, CancellationToken, TResult> handle) =>
        AddRequest<TParams, TResult>(method, (request, session, token) => new(handle(request, session, token)));

    /// <summary>
    /// Registers a request that changes the session. It runs on the dispatcher; while it awaits, nothing else is handed over.
    /// A cancellation that comes before its turn keeps it from running; one that comes later only signals its token.
    /// </summary>
    public void AddOrderedRequest<TParams, TResult>(string method, Func<TParams, CancellationToken, ValueTask<TResult>> handle)
    {
        _requests.Add(method, async request =>
        {
            if (!request.TryBeginChange())
            {
                return;
            }

            try
            {
                var parameters = ParamsReader.Read(request.Params, _connection.TypeInfo<TParams>());
                var result = await handle(parameters, request.CancellationToken).ConfigureAwait(false);
                _connection.Answer(request, result, _connection.TypeInfo<TResult>());
            }
            catch (Exception e)
            {
                Fail(request, e);
            }
        });
    }

    /// <summary>Registers a notification, such as <c>textDocument/didChange</c>; it runs on the dispatcher and may change the session.</summary>
    public void AddNotification<TParams>(string method, Action<TParams> handle)
    {
        _notifications.Add(method, message =>
        {
            TParams parameters;
            try
            {
                parameters = ParamsReader.Read(message.Params, _connection.TypeInfo<TParams>());
            }
            catch (JsonRpcException e)
            {
                // A notification has no response that could carry the error.
                _log($"{method}: {e.Message}", null);
                return ValueTask.CompletedTask;
            }

            RunChange(method, () => handle(parameters));
            return ValueTask.CompletedTask;
        });
    }

    private void RunChange(string name, Action change)
    {
        try
        {
            change();
        }
        catch (JsonRpcException e)
        {
            // The handler refused the change before it made it.
            _log($"{name}: {e.Message}", null);
        }
        catch (Exception e)
        {
            _log($"{name} failed", e);
            if (_options.EndsOnFailedChange)
            {
                End(SessionEndReason.ChangeFailed, $"{name} failed, so the state of the session is unknown");
            }
        }
    }

    private ValueTask DispatchNotificationAsync(Envelope message) =>
        _notifications.TryGetValue(message.Method, out var handle) && Gate?.Invoke(message.Method, false) is null
            ? handle(message)
            : ValueTask.CompletedTask;

    private ValueTask DispatchRequestAsync(IncomingRequest request)
    {
        if (Gate?.Invoke(request.Method, true) is { } refused)
        {
            _connection.Fail(request, refused.Code, refused.Message, refused.Data);
            return ValueTask.CompletedTask;
        }

        if (!_requests.TryGetValue(request.Method, out var handle))
        {
            _connection.Fail(request, ErrorCodes.MethodNotFound, $"The method {request.Method} is not known");
            return ValueTask.CompletedTask;
        }

        return handle(request);
    }

    private async Task RunReadAsync(IncomingRequest request, Func<Task> read)
    {
        try
        {
            await _readSlots.WaitAsync(request.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Whoever cancelled it has answered it.
            return;
        }

        try
        {
            if (request.TryBeginRead())
            {
                await read().ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Fail(request, e);
        }
        finally
        {
            _readSlots.Release();
        }
    }

    private void Fail(IncomingRequest request, Exception exception)
    {
        switch (exception)
        {
            case JsonRpcException error:
                _connection.Fail(request, error.Code, error.Message, error.ErrorData);
                break;
            case OperationCanceledException:
                _connection.Fail(request, ErrorCodes.RequestCancelled, "The request was cancelled");
                break;
            default:
                _log($"{request.Method} failed", exception);
                _connection.Fail(request, ErrorCodes.InternalError, $"{request.Method} failed: {exception.Message}");
                break;
        }
    }
}
