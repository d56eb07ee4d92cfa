using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using PyFrameworks.LanguageServer;
using PyFrameworks.Protocol;

namespace PyFrameworks.Fuzz;

/// <summary>An editor that speaks with a server in this process, over pipes in memory.</summary>
internal sealed class EditorClient : IAsyncDisposable
{
    private static readonly TimeSpan s_guard = TimeSpan.FromMinutes(5);

    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _server;
    private readonly Task _reading;
    private int _lastId;
    private long _messages;

    public EditorClient(ServerHost host)
    {
        _server = Server.RunAsync(_toServer.Reader.AsStream(), _toClient.Writer.AsStream(), TextWriter.Null, host, _stop.Token);
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Messages that the server sent.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    public async Task<JsonElement> RequestAsync(string method, object? parameters)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = _waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(new { jsonrpc = "2.0", id, method, @params = parameters });
        return await answer.Task.WaitAsync(s_guard);
    }

    public Task NotifyAsync(string method, object parameters) => SendAsync(new { jsonrpc = "2.0", method, @params = parameters });

    public async ValueTask DisposeAsync()
    {
        await RequestAsync("shutdown", null);
        await NotifyAsync("exit", new { });
        await _server.WaitAsync(s_guard);
        await _toClient.Writer.CompleteAsync();
        await _reading.WaitAsync(s_guard);
        _stop.Dispose();
    }

    private async Task SendAsync(object message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message);
        await _toServer.Writer.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
        await _toServer.Writer.WriteAsync(body);
    }

    private async Task ReadAsync()
    {
        var reader = new MessageReader(_toClient.Reader);
        while (await reader.ReadAsync(CancellationToken.None) is { } frame)
        {
            Interlocked.Increment(ref _messages);
            using var document = JsonDocument.Parse(frame.Body);
            var root = document.RootElement;
            if (root.TryGetProperty("method", out _))
            {
                if (root.TryGetProperty("id", out var asked))
                {
                    await SendAsync(new { jsonrpc = "2.0", id = asked.Clone(), result = (object?)null });
                }
            }
            else if (_waiting.TryRemove(root.GetProperty("id").GetInt32(), out var answer))
            {
                answer.SetResult(root.Clone());
            }
        }
    }
}
