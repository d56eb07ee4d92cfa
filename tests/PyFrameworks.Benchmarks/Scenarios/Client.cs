using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PyFrameworks.Benchmarks.Scenarios;

/// <summary>A language client of a server process over its standard streams, independent of the server's own types. Times are milliseconds.</summary>
internal sealed class Client : IDisposable
{
    private readonly Process _process;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<double>> _answers = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<double>> _diagnostics = new(StringComparer.Ordinal);
    private readonly Lock _write = new();
    private int _lastId;

    public Client(string program, params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        new Thread(Read) { IsBackground = true }.Start();
    }

    public int ProcessId => _process.Id;

    /// <summary>Time since the process was started.</summary>
    public double Now => _watch.Elapsed.TotalMilliseconds;

    /// <summary>CPU time of the server so far.</summary>
    public double Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalMilliseconds;
        }
    }

    public static string Uri(string path) => new Uri(path).AbsoluteUri;

    /// <summary>Starts a session on <paramref name="root"/>; the time at which the answer came.</summary>
    public async Task<double> InitializeAsync(string? root)
    {
        var at = await RequestAsync("initialize", new
        {
            processId = Environment.ProcessId,
            rootUri = (string?)null,
            capabilities = new { textDocument = new { hover = new { contentFormat = new[] { "markdown" } }, codeAction = new { codeActionLiteralSupport = new { codeActionKind = new { valueSet = new[] { "quickfix", "refactor" } } } } } },
            workspaceFolders = root is null ? [] : new[] { new { uri = Uri(root), name = "tree" } },
        });
        Notify("initialized", new { });
        return at;
    }

    /// <summary>Sends a request; the time at which its answer came.</summary>
    public Task<double> RequestAsync(string method, object? parameters)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = _answers[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Send(new { jsonrpc = "2.0", id, method, @params = parameters });
        return answer.Task;
    }

    public void Notify(string method, object? parameters) => Send(new { jsonrpc = "2.0", method, @params = parameters });

    /// <summary>The time at which the next diagnostics of <paramref name="uri"/> come; ask before what brings them about.</summary>
    public Task<double> NextDiagnosticsAsync(string uri) =>
        (_diagnostics[uri] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(TimeSpan.FromMinutes(5));

    public void Open(string uri, string text) => Notify("textDocument/didOpen", new { textDocument = new { uri, languageId = "plaintext", version = 1, text } });

    public void Insert(string uri, int version, int line, int character, string text, int length = 0) => Notify("textDocument/didChange", new
    {
        textDocument = new { uri, version },
        contentChanges = new[] { new { range = new { start = new { line, character }, end = new { line, character = character + length } }, text } },
    });

    /// <summary>Waits until every scan that was begun is done.</summary>
    public Task<double> ScannedAsync(string path) => RequestAsync("workspace/executeCommand", new { command = "pyframeworks.server.suggestAlternatives", arguments = new[] { new { uri = Uri(path) } } });

    public void Dispose()
    {
        try
        {
            _process.Kill();
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    private void Send(object message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message);
        var stream = _process.StandardInput.BaseStream;
        lock (_write)
        {
            stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")));
            stream.Write(body);
            stream.Flush();
        }
    }

    private void Read()
    {
        using var stream = new BufferedStream(_process.StandardOutput.BaseStream, 1 << 16);
        while (ReadHeader(stream) is { } length)
        {
            var body = new byte[length];
            stream.ReadExactly(body);
            var at = Now;
            using var message = JsonDocument.Parse(body);
            var root = message.RootElement;
            if (!root.TryGetProperty("method", out var method))
            {
                if (root.TryGetProperty("id", out var id) && _answers.TryRemove(id.GetInt32(), out var answer))
                {
                    answer.TrySetResult(at);
                }
            }
            else if (method.ValueEquals("textDocument/publishDiagnostics"))
            {
                if (_diagnostics.TryRemove(root.GetProperty("params").GetProperty("uri").GetString()!, out var waiting))
                {
                    waiting.TrySetResult(at);
                }
            }
            else if (root.TryGetProperty("id", out var asked))
            {
                Send(new { jsonrpc = "2.0", id = asked.Clone(), result = (object?)null });
            }
        }
    }

    private static int? ReadHeader(Stream stream)
    {
        var header = new StringBuilder();
        while (stream.ReadByte() is >= 0 and var read)
        {
            header.Append((char)read);
            if (header.Length > 4 && header.ToString(header.Length - 4, 4) == "\r\n\r\n")
            {
                return int.Parse(header.ToString().Split("Content-Length:")[1].Split('\r')[0], CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
