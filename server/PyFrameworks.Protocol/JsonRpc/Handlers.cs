namespace PyFrameworks.Protocol;

/// <summary>
/// Answers a request from the immutable snapshot that was captured when the request arrived. It runs on the thread pool beside other reads
/// and knows neither the connection nor the session.
/// </summary>
/// <typeparam name="TParams">The <c>params</c> of the method.</typeparam>
/// <typeparam name="TResult">Its <c>result</c>.</typeparam>
/// <typeparam name="TSnapshot">The snapshot of the session. A layer may derive an interface that fixes it.</typeparam>
public interface IRequestHandler<TParams, TResult, TSnapshot>
{
    /// <summary>The method, such as <c>textDocument/hover</c>.</summary>
    static abstract string Method { get; }

    /// <summary>The result; <see cref="JsonRpcException"/> chooses an error instead.</summary>
    static abstract TResult Handle(TParams request, TSnapshot session, CancellationToken cancellationToken);
}

/// <summary>The asynchronous form of <see cref="IRequestHandler{TParams, TResult, TSnapshot}"/>.</summary>
/// <typeparam name="TParams">The <c>params</c> of the method.</typeparam>
/// <typeparam name="TResult">Its <c>result</c>.</typeparam>
/// <typeparam name="TSnapshot">The snapshot of the session.</typeparam>
public interface IAsyncRequestHandler<TParams, TResult, TSnapshot>
{
    /// <summary>The method, such as <c>workspace/diagnostic</c>.</summary>
    static abstract string Method { get; }

    /// <summary>The result; <see cref="JsonRpcException"/> chooses an error instead.</summary>
    static abstract ValueTask<TResult> HandleAsync(TParams request, TSnapshot session, CancellationToken cancellationToken);
}

/// <summary>What the session may ask of the client or tell it. Members may be called from any thread.</summary>
public interface IClient
{
    /// <summary>Sends a notification, in the order of the calls; does nothing after the connection's end.</summary>
    void Notify<TParams>(string method, TParams parameters);

    /// <summary>
    /// Sends a request and waits for its response; null stands for a <c>null</c> result. Cancelling the token also tells the client
    /// (<c>$/cancelRequest</c>). It may be awaited anywhere, in ordered handlers too: responses do not queue behind them.
    /// </summary>
    /// <exception cref="JsonRpcException">The client answered with an error, or with a result of another shape.</exception>
    /// <exception cref="ConnectionClosedException">The connection ended first.</exception>
    Task<TResult?> SendRequestAsync<TParams, TResult>(string method, TParams parameters, CancellationToken cancellationToken);
}

/// <summary>Parameters of methods that have none; whatever the other side sends instead is passed over.</summary>
public sealed record NoParams;
