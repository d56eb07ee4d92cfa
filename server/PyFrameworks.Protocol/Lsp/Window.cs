using System.Collections.Immutable;

namespace PyFrameworks.Protocol;

/// <summary>Parameters of window/logMessage.</summary>
public sealed record LogMessageParams
{
    /// <summary>How grave.</summary>
    public required MessageType Type { get; init; }

    /// <summary>The text.</summary>
    public required string Message { get; init; }
}

/// <summary>Parameters of window/showMessage.</summary>
public sealed record ShowMessageParams
{
    /// <summary>How grave.</summary>
    public required MessageType Type { get; init; }

    /// <summary>The text.</summary>
    public required string Message { get; init; }
}

/// <summary>Parameters of window/showMessageRequest.</summary>
public sealed record ShowMessageRequestParams
{
    /// <summary>How grave.</summary>
    public required MessageType Type { get; init; }

    /// <summary>The text.</summary>
    public required string Message { get; init; }

    /// <summary>What the user may choose.</summary>
    public ImmutableArray<MessageActionItem>? Actions { get; init; }
}

/// <summary>A choice of window/showMessageRequest.</summary>
public sealed record MessageActionItem
{
    /// <summary>What the user reads.</summary>
    public required string Title { get; init; }
}

/// <summary>Parameters of window/showDocument.</summary>
public sealed record ShowDocumentParams
{
    /// <summary>The document or address.</summary>
    public required string Uri { get; init; }

    /// <summary>Whether it opens outside the editor.</summary>
    public bool? External { get; init; }

    /// <summary>Whether it takes the focus.</summary>
    public bool? TakeFocus { get; init; }

    /// <summary>What is selected.</summary>
    public Range? Selection { get; init; }
}

/// <summary>The result of window/showDocument.</summary>
public sealed record ShowDocumentResult
{
    /// <summary>Whether it was shown.</summary>
    public required bool Success { get; init; }
}

/// <summary>Parameters of $/cancelRequest.</summary>
public sealed record CancelParams
{
    /// <summary>The request.</summary>
    public required RequestId Id { get; init; }
}

/// <summary>Parameters of $/setTrace.</summary>
public sealed record SetTraceParams
{
    /// <summary>off, messages or verbose.</summary>
    public required string Value { get; init; }
}

/// <summary>Parameters of $/logTrace.</summary>
public sealed record LogTraceParams
{
    /// <summary>The text.</summary>
    public required string Message { get; init; }

    /// <summary>More of it.</summary>
    public string? Verbose { get; init; }
}

/// <summary>Parameters of window/workDoneProgress/create.</summary>
public sealed record WorkDoneProgressCreateParams
{
    /// <summary>The name of the progress.</summary>
    public required ProgressToken Token { get; init; }
}

/// <summary>Parameters of window/workDoneProgress/cancel.</summary>
public sealed record WorkDoneProgressCancelParams
{
    /// <summary>The name of the progress.</summary>
    public required ProgressToken Token { get; init; }
}

/// <summary>Parameters of $/progress.</summary>
public sealed record ProgressParams
{
    /// <summary>The name of the progress.</summary>
    public required ProgressToken Token { get; init; }

    /// <summary>How far it is.</summary>
    public required WorkDoneProgress Value { get; init; }
}
