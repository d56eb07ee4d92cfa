using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace PyFrameworks.Protocol.Tests;

/// <summary>A server whose state is one string, and the raw other end of its pipes.</summary>
internal sealed class TestSession : IAsyncDisposable
{
    /// <summary>Guards against a hang; no test is meant to come near it.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    // Without a threshold a flush never waits, and none can overlap another.
    private readonly Pipe _toServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe _toClient = new();
    private readonly MessageReader _responses;
    private readonly CancellationTokenSource _stop = new();

    public TestSession(Action<TestSession>? register = null, JsonRpcServerOptions? options = null)
    {
        options ??= new JsonRpcServerOptions();
        Server = new JsonRpcServer<string>(
            _toServer.Reader, _toClient.Writer, () => State, options with { Log = (message, e) => Log.Enqueue(message + e?.Message) });
        _responses = new MessageReader(_toClient.Reader);
        Server.AddNotification<SetTraceParams>("test/set", change => State = change.Value);
        Server.AddRequest<NoParams, string>("test/get", (_, state, _) => new(state));
        register?.Invoke(this);
        Running = Server.RunAsync(_stop.Token);
    }

    public JsonRpcServer<string> Server { get; }

    public string State { get; set; } = "start";

    public ConcurrentQueue<string> Log { get; } = new();

    public Task<SessionEnd> Running { get; }

    public PipeWriter Input => _toServer.Writer;

    public PipeReader Output => _toClient.Reader;

    public static byte[] Frame(string body) =>
        [.. Encoding.ASCII.GetBytes($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n"), .. Encoding.UTF8.GetBytes(body)];

    public void Send(string body) => SendBytes(Frame(body));

    public void SendBytes(byte[] bytes)
    {
        Input.Write(bytes);
        _ = Input.FlushAsync().AsTask();
    }

    public void Request(int id, string method, string? parameters = null) =>
        Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}"{{(parameters is null ? "" : ",\"params\":" + parameters)}}}""");

    public void Notify(string method, string? parameters = null) =>
        Send($$"""{"jsonrpc":"2.0","method":"{{method}}"{{(parameters is null ? "" : ",\"params\":" + parameters)}}}""");

    public void Set(string value) => Notify("test/set", $$"""{"value":"{{value}}"}""");

    public void Cancel(int id) => Notify("$/cancelRequest", $$"""{"id":{{id}}}""");

    /// <summary>The next message of the server.</summary>
    public async Task<JsonElement> ReceiveAsync()
    {
        var frame = await _responses.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Guard);
        Assert.NotNull(frame);
        Assert.Null(frame.Value.Error);
        return JsonDocument.Parse(frame.Value.Body).RootElement;
    }

    /// <summary>The next message, which has to be the error response to <paramref name="id"/> (as JSON).</summary>
    public async Task<string> ReceiveErrorAsync(string id, int code)
    {
        var response = await ReceiveAsync();
        Assert.Equal("2.0", response.GetProperty("jsonrpc").GetString());
        Assert.Equal(id, response.GetProperty("id").GetRawText());
        Assert.False(response.TryGetProperty("result", out _));
        Assert.Equal(code, response.GetProperty("error").GetProperty("code").GetInt32());
        return response.GetProperty("error").GetProperty("message").GetString()!;
    }

    /// <summary>The next message, which has to be the result for <paramref name="id"/>, as JSON.</summary>
    public async Task<string> ReceiveResultAsync(int id)
    {
        var response = await ReceiveAsync();
        Assert.Equal(id.ToString(System.Globalization.CultureInfo.InvariantCulture), response.GetProperty("id").GetRawText());
        Assert.False(response.TryGetProperty("error", out _));
        return response.GetProperty("result").GetRawText();
    }

    /// <summary>Closes the client's end, waits for the server's and returns the messages that were not received yet.</summary>
    public async Task<List<JsonElement>> CloseAsync()
    {
        await Input.CompleteAsync();
        await Running.WaitAsync(Guard);
        var rest = new List<JsonElement>();
        while (await _responses.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Guard) is { } frame)
        {
            rest.Add(JsonDocument.Parse(frame.Body).RootElement);
        }

        return rest;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.WaitAsync(Guard);
        _stop.Dispose();
    }
}

/// <summary>A point that one side reaches and the other opens.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task.WaitAsync(TestSession.Guard);

    public void Open() => _opened.TrySetResult();

    public Task PassAsync(CancellationToken cancellationToken = default)
    {
        _reached.TrySetResult();
        return _opened.Task.WaitAsync(TestSession.Guard, cancellationToken);
    }

    public void Reach() => _reached.TrySetResult();
}
