using System.Collections.Immutable;
using System.Text.Json;

namespace PyFrameworks.Protocol;

/// <summary>Parameters of client/registerCapability.</summary>
public sealed record RegistrationParams
{
    /// <summary>What is registered.</summary>
    public required ImmutableArray<Registration> Registrations { get; init; }
}

/// <summary>A capability that is registered while the server runs.</summary>
public sealed record Registration
{
    /// <summary>The name under which it can be unregistered.</summary>
    public required string Id { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The options of the method; JsonSerializer.SerializeToElement makes them.</summary>
    public JsonElement? RegisterOptions { get; init; }
}

/// <summary>Parameters of client/unregisterCapability.</summary>
public sealed record UnregistrationParams
{
    /// <summary>What is unregistered; LSP 3.17 spells the member so.</summary>
    public required ImmutableArray<Unregistration> Unregisterations { get; init; }
}

/// <summary>A capability that is unregistered.</summary>
public sealed record Unregistration
{
    /// <summary>The name of the registration.</summary>
    public required string Id { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }
}

/// <summary>Options of workspace/didChangeWatchedFiles.</summary>
public sealed record DidChangeWatchedFilesRegistrationOptions
{
    /// <summary>What is watched.</summary>
    public required ImmutableArray<FileSystemWatcher> Watchers { get; init; }
}

/// <summary>Files that the client watches.</summary>
public sealed record FileSystemWatcher
{
    /// <summary>Which files.</summary>
    public required GlobPattern GlobPattern { get; init; }

    /// <summary>Which events; null for all.</summary>
    public WatchKind? Kind { get; init; }
}

/// <summary>A pattern below a folder; only for clients that say relativePatternSupport.</summary>
public sealed record RelativePattern
{
    /// <summary>The folder.</summary>
    public required string BaseUri { get; init; }

    /// <summary>The pattern, relative to it.</summary>
    public required string Pattern { get; init; }
}

/// <summary>Options of workspace/didChangeConfiguration.</summary>
public sealed record DidChangeConfigurationRegistrationOptions
{
    /// <summary>The section that is wanted.</summary>
    public string? Section { get; init; }
}

/// <summary>Parameters of workspace/configuration; the result is an array of JSON, one for each item.</summary>
public sealed record ConfigurationParams
{
    /// <summary>What is asked.</summary>
    public required ImmutableArray<ConfigurationItem> Items { get; init; }
}

/// <summary>A section of the settings.</summary>
public sealed record ConfigurationItem
{
    /// <summary>The folder or document that it is asked for.</summary>
    public string? ScopeUri { get; init; }

    /// <summary>The section.</summary>
    public string? Section { get; init; }
}

/// <summary>Parameters of workspace/applyEdit.</summary>
public sealed record ApplyWorkspaceEditParams
{
    /// <summary>What the user reads in the undo list.</summary>
    public string? Label { get; init; }

    /// <summary>The change.</summary>
    public required WorkspaceEdit Edit { get; init; }
}

/// <summary>The result of workspace/applyEdit.</summary>
public sealed record ApplyWorkspaceEditResult
{
    /// <summary>Whether it was made.</summary>
    public required bool Applied { get; init; }

    /// <summary>Why not.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The index of the change that failed.</summary>
    public int? FailedChange { get; init; }
}
