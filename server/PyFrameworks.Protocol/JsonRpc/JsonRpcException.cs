using System.Text.Json;

namespace PyFrameworks.Protocol;

/// <summary>
/// An error of JSON-RPC. A handler throws it to choose the error of its response;
/// <see cref="IClient.SendRequestAsync{TParams, TResult}"/> throws it when the client answers with an error.
/// </summary>
public sealed class JsonRpcException : Exception
{
    /// <summary>Makes an <see cref="ErrorCodes.InternalError"/> without words.</summary>
    public JsonRpcException()
        : this(ErrorCodes.InternalError, "The request failed")
    {
    }

    /// <summary>Makes an <see cref="ErrorCodes.InternalError"/>.</summary>
    public JsonRpcException(string message)
        : this(ErrorCodes.InternalError, message)
    {
    }

    /// <summary>Makes an <see cref="ErrorCodes.InternalError"/> with its cause.</summary>
    public JsonRpcException(string message, Exception innerException)
        : base(message, innerException)
    {
        Code = ErrorCodes.InternalError;
    }

    /// <summary>Makes an error with a code of <see cref="ErrorCodes"/>.</summary>
    public JsonRpcException(int code, string message)
        : base(message)
    {
        Code = code;
    }

    /// <summary>Makes the exception that answers with <paramref name="error"/>.</summary>
    public static JsonRpcException From(ResponseError error) => new(error.Code, error.Message) { ErrorData = error.Data };

    /// <summary>The code; see <see cref="ErrorCodes"/>.</summary>
    public int Code { get; }

    /// <summary>Further particulars for the other side, or null.</summary>
    public JsonElement? ErrorData { get; init; }
}

/// <summary>The connection ended before the other side answered.</summary>
public sealed class ConnectionClosedException : IOException
{
    /// <summary>Makes the exception with its usual words.</summary>
    public ConnectionClosedException()
        : base("The connection ended before the other side answered")
    {
    }

    /// <summary>Makes the exception with other words.</summary>
    public ConnectionClosedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    public ConnectionClosedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The <c>error</c> member of a response (JSON-RPC 2.0, section 5.1).</summary>
public sealed record ResponseError
{
    /// <summary>The code; see <see cref="ErrorCodes"/>.</summary>
    public required int Code { get; init; }

    /// <summary>One sentence for a reader.</summary>
    public required string Message { get; init; }

    /// <summary>Further particulars, or null.</summary>
    public JsonElement? Data { get; init; }
}
