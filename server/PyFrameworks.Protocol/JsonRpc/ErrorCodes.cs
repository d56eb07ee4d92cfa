namespace PyFrameworks.Protocol;

/// <summary>Error codes of JSON-RPC 2.0 (section 5.1) and of LSP 3.17 (<c>ErrorCodes</c>, <c>LSPErrorCodes</c>).</summary>
public static class ErrorCodes
{
    /// <summary>The message is not JSON, or its frame is broken.</summary>
    public const int ParseError = -32700;

    /// <summary>The JSON is not a request, or the request is not allowed in this state.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>No handler has this method.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>The parameters do not have the shape of the method.</summary>
    public const int InvalidParams = -32602;

    /// <summary>The handler failed.</summary>
    public const int InternalError = -32603;

    /// <summary>A request came before <c>initialize</c>.</summary>
    public const int ServerNotInitialized = -32002;

    /// <summary>The request is sound but could not be done.</summary>
    public const int RequestFailed = -32803;

    /// <summary>The server ended the request of its own accord; only for requests that allow it.</summary>
    public const int ServerCancelled = -32802;

    /// <summary>An edit made the result stale.</summary>
    public const int ContentModified = -32801;

    /// <summary>The client cancelled the request.</summary>
    public const int RequestCancelled = -32800;
}
