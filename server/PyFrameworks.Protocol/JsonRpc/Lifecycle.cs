namespace PyFrameworks.Protocol;

/// <summary>
/// The life of a server as LSP 3.17 prescribes it ("Server lifecycle"): requests before <c>initialize</c> are refused, as are those after
/// <c>shutdown</c>; <c>exit</c> ends the session.
/// </summary>
public sealed class Lifecycle
{
    private volatile bool _isInitialized;
    private volatile bool _isShutDown;

    private Lifecycle()
    {
    }

    /// <summary>Whether <c>initialize</c> has succeeded.</summary>
    public bool IsInitialized => _isInitialized;

    /// <summary>Whether <c>shutdown</c> has come.</summary>
    public bool IsShutDown => _isShutDown;

    /// <summary>The exit code of the process: 0 after <c>shutdown</c>, else 1.</summary>
    public int ExitCode => _isShutDown ? 0 : 1;

    /// <summary>Notes that <c>initialize</c> was answered before the server ran (<see cref="Opening"/>).</summary>
    public void Begin() => _isInitialized = true;

    /// <summary>
    /// Registers <c>initialize</c>, <c>shutdown</c> and <c>exit</c> and sets the gate of <paramref name="server"/>.
    /// <paramref name="initialize"/> runs on the dispatcher; when it fails the client may try again.
    /// </summary>
    public static Lifecycle Register<TSnapshot>(
        JsonRpcServer<TSnapshot> server, Func<InitializeParams, CancellationToken, ValueTask<InitializeResult>> initialize)
    {
        var lifecycle = new Lifecycle();
        server.Gate = lifecycle.Judge;
        server.AddOrderedRequest<InitializeParams, InitializeResult>("initialize", async (request, cancellationToken) =>
        {
            var result = await initialize(request, cancellationToken).ConfigureAwait(false);
            lifecycle._isInitialized = true;
            return result;
        });
        server.AddOrderedRequest<NoParams, RawJson>("shutdown", (_, _) =>
        {
            lifecycle._isShutDown = true;
            return default;
        });
        server.AddNotification<NoParams>("exit", _ => server.Stop());
        return lifecycle;
    }

    private ResponseError? Judge(string method, bool isRequest) => (method, isRequest) switch
    {
        ("exit", false) => null,
        _ when _isShutDown => new() { Code = ErrorCodes.InvalidRequest, Message = "The server is shutting down" },
        ("initialize", true) when _isInitialized => new() { Code = ErrorCodes.InvalidRequest, Message = "The server is initialized already" },
        ("initialize", true) => null,
        _ when !_isInitialized => new() { Code = ErrorCodes.ServerNotInitialized, Message = "The server is not initialized; send initialize first" },
        _ => null,
    };
}
