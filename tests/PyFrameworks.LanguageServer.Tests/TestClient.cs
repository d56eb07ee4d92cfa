using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using PyFrameworks.Protocol;
using PyFrameworks.Testing;

namespace PyFrameworks.LanguageServer.Tests;

/// <summary>A client of a server in this process, over pipes in memory. What the server asks or tells is kept until a test looks for it.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    /// <summary>Guards against a hang; no test is meant to come near it.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly Pipe _toServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe _toClient = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _responses = new();
    private readonly Dictionary<string, JsonElement> _published = new(StringComparer.Ordinal);
    private readonly List<JsonElement> _messages = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private readonly StringWriter _log = new();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId;

    /// <param name="host">What the server stands on.</param>
    /// <param name="opens">Whether the first message is answered beforehand, as the program does it.</param>
    public TestClient(ServerHost? host = null, bool opens = false)
    {
        var (input, output) = (_toServer.Reader.AsStream(), _toClient.Writer.AsStream());
        Task<int> RunAsync(ServerOpening? opening) => Server.RunAsync(input, output, TextWriter.Synchronized(_log), host ?? Host, _stop.Token, opening);
        Running = opens ? Task.Run(() => RunAsync(ServerOpening.Read(input, output, (host ?? Host).Version))) : RunAsync(null);
        _reading = Task.Run(ReadAsync);
    }

    public static ServerHost Host { get; } = new()
    {
        Catalog = SampleCatalog.Instance,
        Today = () => TestProjects.Today,
        Version = "1.2.3",
        DiagnosticsDelay = TimeSpan.Zero,
    };

    /// <summary>Answers the server's own requests, by method; those without an entry get null.</summary>
    public ConcurrentDictionary<string, Func<JsonElement, object?>> Answers { get; } = new();

    /// <summary>Ends with the server; its exit code.</summary>
    public Task<int> Running { get; }

    /// <summary>What the server wrote for people.</summary>
    public string Log => _log.ToString();

    /// <summary>A client whose session is open on <paramref name="folder"/>; its first scan may still run.</summary>
    public static async Task<TestClient> StartAsync(TestFolder folder, object? capabilities = null, object? options = null, ServerHost? host = null)
    {
        var client = new TestClient(host);
        await client.InitializeAsync([folder.Root], capabilities, options);
        return client;
    }

    /// <summary>The address of an absolute path.</summary>
    public static string Uri(string path) => FileUris.FromPath(path);

    public async Task<JsonElement> InitializeAsync(string[] folders, object? capabilities = null, object? options = null)
    {
        var result = await RequestAsync("initialize", new
        {
            processId = (int?)null,
            rootUri = (string?)null,
            capabilities = capabilities ?? new { },
            initializationOptions = options,
            workspaceFolders = folders.Select(root => new { uri = Uri(root), name = Path.GetFileName(root) }),
        });
        Notify("initialized", new { });
        return result;
    }

    /// <summary>Waits until every scan that was begun is done.</summary>
    public Task ScannedAsync() => RequestAsync("workspace/executeCommand", new { command = "pyframeworks.server.inspect" });

    public void Open(string uri, string text, int version = 1, string languageId = "python") =>
        Notify("textDocument/didOpen", new { textDocument = new { uri, languageId, version, text } });

    public void Change(string uri, int version, params object[] changes) =>
        Notify("textDocument/didChange", new { textDocument = new { uri, version }, contentChanges = changes });

    public void Close(string uri) => Notify("textDocument/didClose", new { textDocument = new { uri } });

    /// <summary>Tells of changes on disk: 1 created, 2 changed, 3 deleted.</summary>
    public void FileChanged(params (string Path, int Type)[] changes) =>
        Notify("workspace/didChangeWatchedFiles", new { changes = changes.Select(change => new { uri = Uri(change.Path), type = change.Type }) });

    public Task<JsonElement> HoverAsync(string uri, int line, int character) =>
        RequestAsync("textDocument/hover", new { textDocument = new { uri }, position = new { line, character } });

    public Task<JsonElement> CommandAsync(string command, object? argument) =>
        RequestAsync("workspace/executeCommand", argument is null ? new { command } : new { command, arguments = new[] { argument } });

    public Task<(int Code, string Message)> FailCommandAsync(string command, object? argument) =>
        FailAsync("workspace/executeCommand", new { command, arguments = new[] { argument } });

    /// <summary>The result of a request.</summary>
    public async Task<JsonElement> RequestAsync(string method, object? parameters = null)
    {
        var response = await SendAsync(method, parameters).Response;
        Assert.False(response.TryGetProperty("error", out var error), $"{method}: {error}");
        return response.GetProperty("result");
    }

    /// <summary>The error of a request.</summary>
    public async Task<(int Code, string Message)> FailAsync(string method, object? parameters = null)
    {
        var response = await SendAsync(method, parameters).Response;
        Assert.False(response.TryGetProperty("result", out var result), $"{method} succeeded: {result}");
        return (response.GetProperty("error").GetProperty("code").GetInt32(), response.GetProperty("error").GetProperty("message").GetString()!);
    }

    /// <summary>Sends a request; its id, and the whole response once it comes.</summary>
    public (int Id, Task<JsonElement> Response) SendAsync(string method, object? parameters = null)
    {
        var id = Interlocked.Increment(ref _lastId);
        var response = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _responses[id] = response;
        Write(parameters is null ? new { jsonrpc = "2.0", id, method } : new { jsonrpc = "2.0", id, method, @params = parameters });
        return (id, response.Task.WaitAsync(Guard));
    }

    public void Notify(string method, object? parameters = null) =>
        Write(parameters is null ? new { jsonrpc = "2.0", method } : new { jsonrpc = "2.0", method, @params = parameters });

    /// <summary>Sends bytes as they are in a frame.</summary>
    public void SendRaw(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        lock (_toServer)
        {
            Encoding.ASCII.GetBytes($"Content-Length: {bytes.Length}\r\n\r\n", _toServer.Writer);
            System.Buffers.BuffersExtensions.Write(_toServer.Writer, bytes);
            _ = _toServer.Writer.FlushAsync().AsTask();
        }
    }

    /// <summary>The client's end of the input is closed.</summary>
    public ValueTask CloseInputAsync() => _toServer.Writer.CompleteAsync();

    /// <summary>The first message of <paramref name="method"/> that no test has taken yet and that is wanted; waited for.</summary>
    public async Task<JsonElement> TakeAsync(string method, Func<JsonElement, bool>? isWanted = null)
    {
        JsonElement? found = null;
        await UntilAsync(() =>
        {
            var index = _messages.FindIndex(message => message.TryGetProperty("method", out var name) && name.ValueEquals(method) && isWanted?.Invoke(Params(message)) != false);
            if (index >= 0)
            {
                found = Params(_messages[index]);
                _messages.RemoveAt(index);
            }

            return found is not null;
        }, () => $"no {method} came; there were {string.Join(", ", _messages.Select(message => message.ToString()))}");
        return found!.Value;

        static JsonElement Params(JsonElement message) => message.TryGetProperty("params", out var parameters) ? parameters : default;
    }

    /// <summary>The first message without a method or known id, such as the answer to bad JSON.</summary>
    public async Task<JsonElement> TakeOrphanAsync()
    {
        JsonElement? found = null;
        await UntilAsync(() =>
        {
            var index = _messages.FindIndex(message => !message.TryGetProperty("method", out _));
            if (index >= 0)
            {
                found = _messages[index];
                _messages.RemoveAt(index);
            }

            return found is not null;
        }, () => "no such message came");
        return found!.Value;
    }

    /// <summary>Messages of <paramref name="method"/> that came so far and were not taken.</summary>
    public int Count(string method)
    {
        lock (_messages)
        {
            return _messages.Count(message => message.TryGetProperty("method", out var name) && name.ValueEquals(method));
        }
    }

    /// <summary>The diagnostics that the client shows for <paramref name="uri"/>.</summary>
    public JsonElement Published(string uri)
    {
        lock (_messages)
        {
            return _published[uri];
        }
    }

    /// <summary>Waits until the findings of a document's <paramref name="version"/> are shown.</summary>
    public Task ShowsVersionAsync(string uri, int version) => UntilAsync(
        () => _published.TryGetValue(uri, out var shown) && shown.TryGetProperty("version", out var number) && number.GetInt32() == version,
        () => $"version {version} of {uri} was not shown\n{Log}");

    /// <summary>
    /// Waits until what the client shows in all is <paramref name="expected"/>: <c>path CODE</c> relative to <paramref name="folder"/>, sorted.
    /// </summary>
    public Task ShowsAsync(TestFolder folder, params string[] expected)
    {
        return UntilAsync(() => Shown().SequenceEqual(expected), () => $"shown: {string.Join(", ", Shown())}\n{Log}");

        string[] Shown() =>
        [
            .. _published.SelectMany(pair => pair.Value.GetProperty("diagnostics").EnumerateArray().Select(diagnostic =>
                    $"{Path.GetRelativePath(folder.Root, FileUris.ToPath(pair.Key) ?? pair.Key)} {diagnostic.GetProperty("code")}"))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Waits until the host's log holds <paramref name="text"/>; the line that does.</summary>
    public async Task<string> LoggedAsync(string text)
    {
        var message = await TakeAsync("window/logMessage", message => message.GetProperty("message").GetString()!.Contains(text, StringComparison.Ordinal));
        Assert.Contains(text, Log, StringComparison.Ordinal);
        return message.GetProperty("message").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.WaitAsync(Guard);
        await _reading.WaitAsync(Guard);
        _stop.Dispose();
        await _log.DisposeAsync();
    }

    private async Task UntilAsync(Func<bool> isDone, Func<string> describe)
    {
        var until = DateTime.UtcNow + Guard;
        while (true)
        {
            Task arrived;
            lock (_messages)
            {
                if (isDone())
                {
                    return;
                }

                arrived = _arrived.Task;
            }

            try
            {
                await Task.WhenAny(arrived, _reading).WaitAsync(until - DateTime.UtcNow > TimeSpan.Zero ? until - DateTime.UtcNow : TimeSpan.Zero);
            }
            catch (TimeoutException)
            {
                lock (_messages)
                {
                    Assert.Fail(describe());
                }
            }

            if (_reading.IsCompleted)
            {
                lock (_messages)
                {
                    Assert.True(isDone(), $"The server has ended; {describe()}");
                    return;
                }
            }
        }
    }

    private void Write(object message)
    {
        var body = JsonSerializer.Serialize(message, s_json);
        SendRaw(body);
    }

    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task ReadAsync()
    {
        var reader = new MessageReader(_toClient.Reader);
        while (await reader.ReadAsync(CancellationToken.None) is { } frame)
        {
            Assert.Null(frame.Error);
            using var document = JsonDocument.Parse(frame.Body);
            Receive(document.RootElement.Clone());
        }
    }

    private void Receive(JsonElement message)
    {
        var hasMethod = message.TryGetProperty("method", out var method);
        if (!hasMethod && message.GetProperty("id") is { ValueKind: JsonValueKind.Number } id && _responses.TryRemove(id.GetInt32(), out var response))
        {
            response.SetResult(message);
            return;
        }

        if (hasMethod && message.TryGetProperty("id", out var requestId) && Answers.GetValueOrDefault(method.GetString()!, _ => null) is { } answer)
        {
            var result = answer(message.TryGetProperty("params", out var parameters) ? parameters : default);
            if (!ReferenceEquals(result, Silence))
            {
                SendRaw($$"""{"jsonrpc":"2.0","id":{{requestId.GetRawText()}},{{(result is Exception e ? $"\"error\":{{\"code\":-32803,\"message\":\"{e.Message}\"}}" : $"\"result\":{JsonSerializer.Serialize(result, s_json)}")}}}""");
            }
        }

        lock (_messages)
        {
            if (hasMethod && method.ValueEquals("textDocument/publishDiagnostics"))
            {
                _published[message.GetProperty("params").GetProperty("uri").GetString()!] = message.GetProperty("params");
            }

            _messages.Add(message);
            var arrived = _arrived;
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            arrived.SetResult();
        }
    }

    /// <summary>What an entry of <see cref="Answers"/> gives to let the server wait.</summary>
    public static object Silence { get; } = new();

}
