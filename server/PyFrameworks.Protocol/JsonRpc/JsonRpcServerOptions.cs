using System.Text.Json.Serialization.Metadata;

namespace PyFrameworks.Protocol;

/// <summary>How a <see cref="JsonRpcServer{TSnapshot}"/> behaves.</summary>
public sealed record JsonRpcServerOptions
{
    /// <summary>Metadata of types that are not of this project, such as the parameters of custom commands; null when there are none.</summary>
    public IJsonTypeInfoResolver? TypeInfoResolver { get; init; }

    /// <summary>Where failures are told, with the exception when there is one; called from any thread. Null drops them.</summary>
    public Action<string, Exception?>? Log { get; init; }

    /// <summary>Reads that run at the same time; the rest wait in order. Null stands for the number of processors.</summary>
    public int? MaxConcurrentReads { get; init; }

    /// <summary>Limit of a message in bytes; a larger one ends the session.</summary>
    public int MaxBodyBytes { get; init; } = MessageReader.DefaultMaxBodyBytes;

    /// <summary>
    /// Whether an exception in an ordered notification handler or in posted work ends the session. The session's state is then unknown,
    /// and a client that starts a new server gets a right one.
    /// </summary>
    public bool EndsOnFailedChange { get; init; } = true;

    /// <summary>How long the end of the session waits for running changes and for unwritten messages.</summary>
    public TimeSpan EndGrace { get; init; } = TimeSpan.FromMilliseconds(400);
}

/// <summary>Why a session ended.</summary>
public enum SessionEndReason
{
    /// <summary>The client closed its end.</summary>
    InputClosed,

    /// <summary><see cref="JsonRpcServer{TSnapshot}.Stop"/> was called, as <c>exit</c> does.</summary>
    Stopped,

    /// <summary>The token of the run was cancelled.</summary>
    Cancelled,

    /// <summary>The input failed or cannot be read further, such as after a message over the limit.</summary>
    InputFailed,

    /// <summary>The output could not be written.</summary>
    OutputFailed,

    /// <summary>A change of the session failed; see <see cref="JsonRpcServerOptions.EndsOnFailedChange"/>.</summary>
    ChangeFailed,
}

/// <summary>How a session ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Message">One sentence about a failure; null for an orderly end.</param>
public sealed record SessionEnd(SessionEndReason Reason, string? Message = null);
