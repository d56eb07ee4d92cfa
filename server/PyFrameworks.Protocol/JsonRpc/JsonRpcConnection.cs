using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PyFrameworks.Protocol;

/// <summary>
/// Correlates requests and responses of both directions over one <see cref="MessageWriter"/>. It knows methods by name only; who handles
/// them is the server's matter. Every member may be called from any thread.
/// </summary>
internal sealed class JsonRpcConnection : IClient
{
    private readonly ConcurrentDictionary<RequestId, IncomingRequest> _incoming = new();
    private readonly ConcurrentDictionary<RequestId, TaskCompletionSource<ReadOnlyMemory<byte>>> _outgoing = new();
    private readonly Lazy<JsonSerializerOptions> _json;
    private readonly Action<string, Exception?> _log;
    private readonly MessageWriter _writer;
    private long _lastId;
    private volatile bool _isClosed;

    public JsonRpcConnection(MessageWriter writer, Lazy<JsonSerializerOptions> json, Action<string, Exception?> log)
    {
        _writer = writer;
        _json = json;
        _log = log;
    }

    public JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)_json.Value.GetTypeInfo(typeof(T));

    public void Notify<TParams>(string method, TParams parameters) => _writer.Post(Build(method, id: null, parameters));

    public async Task<TResult?> SendRequestAsync<TParams, TResult>(string method, TParams parameters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var id = new RequestId(Interlocked.Increment(ref _lastId));
        var typeInfo = TypeInfo<TResult>();
        var body = Build(method, id, parameters);
        var response = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _outgoing[id] = response;

        // The end of the connection looks through the requests once; whoever adds one after that has to see the flag.
        if (_isClosed || !_writer.Post(body))
        {
            _outgoing.TryRemove(id, out _);
            throw new ConnectionClosedException();
        }

        await using var registration = cancellationToken.Register(() =>
        {
            if (_outgoing.TryRemove(id, out _) && response.TrySetCanceled(cancellationToken))
            {
                Notify("$/cancelRequest", new CancelParams { Id = id });
            }
        }).ConfigureAwait(false);
        var result = await response.Task.ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(result.Span, typeInfo);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new JsonRpcException($"The client's answer to {method} has the wrong shape", e);
        }
    }

    /// <summary>
    /// Takes in a request. Null when it was refused because its id belongs to a request that is not answered yet.
    /// </summary>
    public IncomingRequest? Begin(Envelope envelope)
    {
        var request = new IncomingRequest(envelope.Id, envelope.Method, envelope.Params);
        if (request.Id.IsNull || _incoming.TryAdd(request.Id, request))
        {
            return request;
        }

        Refuse(request.Id, ErrorCodes.InvalidRequest, $"The id {request.Id} belongs to a request that is not answered yet");
        return null;
    }

    /// <summary>Acts on the parameters of <c>$/cancelRequest</c>. Unknown ids are of requests already answered.</summary>
    public void CancelIncoming(ReadOnlyMemory<byte> parameters)
    {
        try
        {
            if (_incoming.TryGetValue(ParamsReader.Read(parameters, TypeInfo<CancelParams>()).Id, out var request))
            {
                Cancel(request);
            }
        }
        catch (JsonRpcException e)
        {
            _log($"$/cancelRequest: {e.Message}", null);
        }
    }

    /// <summary>Answers with a result, unless the request has its answer.</summary>
    public void Answer<TResult>(IncomingRequest request, TResult result, JsonTypeInfo<TResult> typeInfo)
    {
        MessageBuffer body;
        try
        {
            body = Build(request.Id, result, typeInfo);
        }
        catch (Exception e)
        {
            _log($"The result of {request.Method} cannot be written", e);
            Fail(request, ErrorCodes.InternalError, $"The result of {request.Method} cannot be written");
            return;
        }

        Post(request, body);
    }

    /// <summary>Answers with an error, unless the request has its answer.</summary>
    public void Fail(IncomingRequest request, int code, string message, JsonElement? data = null) =>
        Post(request, BuildError(request.Id, code, message, data));

    /// <summary>Answers a message that never became a request.</summary>
    public void Refuse(RequestId id, int code, string message) => _writer.Post(BuildError(id, code, message, data: null));

    /// <summary>Hands a response of the client to whoever waits for it; others come too late and are dropped.</summary>
    public void Receive(Envelope response)
    {
        if (!_outgoing.TryRemove(response.Id, out var waiting))
        {
            if (response.Id.IsNull && !response.Error.IsEmpty)
            {
                _log("The client could not read a message: " + ReadError(response.Error).Message, null);
            }
        }
        else if (response.Error.IsEmpty)
        {
            waiting.TrySetResult(response.Result);
        }
        else
        {
            var error = ReadError(response.Error);
            waiting.TrySetException(new JsonRpcException(error.Code, error.Message) { ErrorData = error.Data });
        }
    }

    /// <summary>Fails the requests that wait for the client: it answers no more.</summary>
    public void FailOutgoing()
    {
        _isClosed = true;
        foreach (var id in _outgoing.Keys)
        {
            if (_outgoing.TryRemove(id, out var waiting))
            {
                waiting.TrySetException(new ConnectionClosedException());
            }
        }
    }

    /// <summary>Cancels every request that has no answer yet. Changes that have begun are only signalled.</summary>
    public void CancelAllIncoming()
    {
        foreach (var request in _incoming.Values)
        {
            Cancel(request);
        }
    }

    /// <summary>Answers as cancelled whatever still has no answer at the end.</summary>
    public void FailAllIncoming()
    {
        foreach (var request in _incoming.Values)
        {
            Fail(request, ErrorCodes.RequestCancelled, "The session ended");
        }
    }

    private void Cancel(IncomingRequest request)
    {
        if (request.Cancel())
        {
            _incoming.TryRemove(request.Id, out _);
            _writer.Post(BuildError(request.Id, ErrorCodes.RequestCancelled, "The request was cancelled", data: null));
        }
    }

    private void Post(IncomingRequest request, MessageBuffer body)
    {
        if (request.TryAnswer())
        {
            // First out of the table, then out to the client, which may use the id again as soon as it has the answer.
            _incoming.TryRemove(new(request.Id, request));
            _writer.Post(body);
        }
        else
        {
            body.Dispose();
        }
    }

    private ResponseError ReadError(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return ParamsReader.Read(utf8, TypeInfo<ResponseError>());
        }
        catch (JsonRpcException)
        {
            return new ResponseError { Code = ErrorCodes.InternalError, Message = "The client answered with an error that cannot be read" };
        }
    }

    private MessageBuffer Build<TParams>(string method, RequestId? id, TParams parameters)
    {
        var typeInfo = TypeInfo<TParams>();
        return Build(writer =>
        {
            if (id is { } known)
            {
                writer.WritePropertyName("id"u8);
                known.WriteTo(writer);
            }

            writer.WriteString("method"u8, method);
            if (parameters is not (null or NoParams))
            {
                writer.WritePropertyName("params"u8);
                JsonSerializer.Serialize(writer, parameters, typeInfo);
            }
        });
    }

    private MessageBuffer Build<TResult>(RequestId id, TResult result, JsonTypeInfo<TResult> typeInfo) => Build(writer =>
    {
        writer.WritePropertyName("id"u8);
        id.WriteTo(writer);
        writer.WritePropertyName("result"u8);
        JsonSerializer.Serialize(writer, result, typeInfo);
    });

    private MessageBuffer BuildError(RequestId id, int code, string message, JsonElement? data) => Build(writer =>
    {
        writer.WritePropertyName("id"u8);
        id.WriteTo(writer);
        writer.WritePropertyName("error"u8);
        JsonSerializer.Serialize(writer, new ResponseError { Code = code, Message = message, Data = data }, TypeInfo<ResponseError>());
    });

    private MessageBuffer Build(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new MessageBuffer();
        try
        {
            using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = _json.Value.Encoder });
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, "2.0"u8);
            writeMembers(writer);
            writer.WriteEndObject();
            writer.Flush();
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }
}
