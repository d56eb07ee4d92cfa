using System.Collections.Immutable;
using FileSystemWatcher = PyFrameworks.Protocol.FileSystemWatcher;

namespace PyFrameworks.LanguageServer;

/// <summary>The files whose changes on disk matter.</summary>
internal static class WatchedFiles
{
    /// <summary>
    /// What the client is asked to watch: everything, as an include may name a file of any name and a folder that comes or goes is reported by its own
    /// name alone. The index knows at once what does not concern it.
    /// </summary>
    public static ImmutableArray<FileSystemWatcher> All { get; } = [new() { GlobPattern = new("**") }];
}
