using System.CommandLine;
using System.Globalization;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using PyFrameworks.Catalog;
using PyFrameworks.LanguageServer;

namespace PyFrameworks.Cli;

/// <summary><c>lsp</c>: the language server on standard input and output, a pipe or a socket of this machine.</summary>
internal static class LspVerb
{
    private const string WindowsPipes = @"\\.\pipe\";

    /// <summary>Serves a client until it leaves.</summary>
    /// <param name="input">What the client sends.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="log">Takes messages for people.</param>
    /// <param name="cancellationToken">Ends the server.</param>
    /// <returns>The exit code.</returns>
    internal delegate Task<int> Serve(Stream input, Stream output, TextWriter log, CancellationToken cancellationToken);

    /// <summary>The verb.</summary>
    public static Command Create(Host host)
    {
        var command = new Verb("lsp", "Run the language server, as editors start it: on standard input and output unless told otherwise.")
        {
            Examples = ["lsp --stdio"],
            ExitCodes = ["0  the client asked for shutdown, then for exit", "1  the client left without it", .. Verb.Usual.Skip(1)],
        };
        var stdio = new Option<bool>("--stdio") { Description = "Speak on standard input and output (the default)" };
        var pipe = new Option<string>("--pipe") { Description = "Connect to this Unix domain socket or Windows named pipe", HelpName = "NAME" };
        var socket = new Option<string>("--socket") { Description = "Connect to this port of 127.0.0.1", HelpName = "PORT" };
        var client = new Option<string>("--clientProcessId") { Description = "End when this process does", HelpName = "PID" };
        var noCache = new Option<bool>("--no-cache") { Description = "Keep nothing of what was read of a large folder for the next start" };
        command.Options.Add(stdio);
        command.Options.Add(pipe);
        command.Options.Add(socket);
        command.Options.Add(client);
        command.Options.Add(noCache);
        command.SetAction((result, cancellationToken) =>
        {
            var port = Number(result.GetValue(socket), "--socket", "a port from 1 to 65535", ushort.MaxValue);
            var process = Number(result.GetValue(client), "--clientProcessId", "the number of a process", int.MaxValue);
            if ((result.GetValue(stdio) ? 1 : 0) + (result.GetValue(pipe) is null ? 0 : 1) + (port is null ? 0 : 1) > 1)
            {
                throw new UsageException("--stdio, --pipe and --socket exclude one another; give one of them");
            }

            return RunAsync(Server(process, !result.GetValue(noCache)), result.GetValue(pipe), port, host.Error, cancellationToken);
        });
        return command;
    }

    /// <summary>Whether <paramref name="args"/> are the plain <c>lsp</c>, as nearly every editor starts it. To set up all verbs for it would take as long as all the rest of the start.</summary>
    public static bool IsPlain(string[] args) => args is ["lsp"] or ["lsp", "--stdio"];

    /// <summary>Waits for the first message of a client on standard input, and answers it if that can be done at once.</summary>
    public static ServerOpening Open() => ServerOpening.Read(Console.OpenStandardInput(), Console.OpenStandardOutput(), CommandTree.ProgramVersion);

    /// <summary>Serves the client of <paramref name="opening"/>.</summary>
    public static Task<int> RunPlainAsync(ServerOpening opening, Host host, CancellationToken cancellationToken) =>
        RunAsync(Server(process: null, usesCache: true, opening), pipe: null, port: null, host.Error, cancellationToken);

    private static Serve Server(int? process, bool usesCache, ServerOpening? opening = null)
    {
        var server = new ServerHost
        {
            Catalog = FrameworkCatalog.BuiltIn,
            Today = () => DateOnly.FromDateTime(DateTime.Now),
            Version = CommandTree.ProgramVersion,
            ClientProcessId = process,
            PagesFolder = static () => Surroundings.CacheOfProcess() is { } folder ? Path.Combine(folder, "pages") : null,
            CacheFolder = usesCache ? Surroundings.CacheOfProcess : null,
        };
        return (input, output, log, token) => LanguageServer.Server.RunAsync(input, output, log, server, token, opening);
    }

    /// <summary>Connects, and serves until the client leaves or its process ends, which the server watches.</summary>
    internal static async Task<int> RunAsync(Serve serve, string? pipe, int? port, TextWriter log, CancellationToken cancellationToken)
    {
        if (pipe is null && port is null)
        {
            // On these streams one thread of the pool waits for the client all the time; each processor is to have another, at once.
            ThreadPool.GetMinThreads(out var threads, out var others);
            ThreadPool.SetMinThreads(Math.Max(threads, Environment.ProcessorCount + 1), others);
            await using var input = Console.OpenStandardInput();
            await using var output = Console.OpenStandardOutput();
            return await serve(input, output, log, cancellationToken).ConfigureAwait(false);
        }

        await using var stream = await ConnectAsync(pipe, port, cancellationToken).ConfigureAwait(false);
        return await serve(stream, stream, log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A connection to the pipe or port on which the client listens.</summary>
    /// <exception cref="UsageException">Nobody listens there.</exception>
    private static async Task<Stream> ConnectAsync(string? pipe, int? port, CancellationToken cancellationToken)
    {
        try
        {
            if (pipe is not null && OperatingSystem.IsWindows())
            {
                var name = pipe.StartsWith(WindowsPipes, StringComparison.OrdinalIgnoreCase) ? pipe[WindowsPipes.Length..] : pipe;
                var client = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
                const int patience = 5_000; // milliseconds
                await client.ConnectAsync(patience, cancellationToken).ConfigureAwait(false);
                return client;
            }

            EndPoint end = pipe is not null ? new UnixDomainSocketEndPoint(pipe) : new IPEndPoint(IPAddress.Loopback, port!.Value);
            var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(end, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception exception) when (exception is SocketException or IOException or TimeoutException or ArgumentException or UnauthorizedAccessException)
        {
            throw new UsageException($"nobody listens on {pipe ?? $"127.0.0.1:{port}"}; start the client first, it opens the pipe or port");
        }
    }

    private static int? Number(string? text, string option, string what, int max) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max ? number
        : throw new UsageException($"{option} {text} is not {what}");
}
