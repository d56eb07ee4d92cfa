using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.Protocol;
using FileSystemWatcher = PyFrameworks.Protocol.FileSystemWatcher;

namespace PyFrameworks.LanguageServer;

/// <content>Catalog files outside the workspace, which the editor's settings may name.</content>
internal sealed partial class Session
{
    private readonly HashSet<string> _watchedCatalogs = new(SessionSnapshot.PathComparer);
    private readonly HashSet<string> _toldCatalogs = new(StringComparer.Ordinal);

    /// <summary>The folders whose settings name the file at <paramref name="fullPath"/>, which lies in none of them.</summary>
    private static IEnumerable<Folder> ReadersOf(SessionSnapshot state, string fullPath) =>
        state.Folders.Where(folder => folder.Index.OuterCatalogs.Contains(fullPath, SessionSnapshot.PathComparer));

    /// <summary>Tells what is wrong with the catalog files of the editor's settings, each time it becomes so, and asks for news of those outside.</summary>
    private void FollowCatalogs()
    {
        var problems = _state.Folders.Where(folder => folder.State == FolderState.Ready).SelectMany(folder => folder.Index.EditorCatalogProblems).ToHashSet(StringComparer.Ordinal);
        foreach (var problem in problems.Where(problem => !_toldCatalogs.Contains(problem)))
        {
            _log.Warning(OneLine(problem));
        }

        _toldCatalogs.Clear();
        _toldCatalogs.UnionWith(problems);
        if (!_state.Client.CanRegisterWatchers || !_state.Client.HasRelativePatterns)
        {
            return;
        }

        var watched = _state.Folders.SelectMany(folder => folder.Index.OuterCatalogs).Where(_watchedCatalogs.Add).ToList();
        if (watched.Count > 0)
        {
            ImmutableArray<FileSystemWatcher> watchers =
            [
                .. watched.Select(path => new FileSystemWatcher
                {
                    GlobPattern = new(new RelativePattern { BaseUri = FileUris.FromPath(Path.GetDirectoryName(path)!), Pattern = Path.GetFileName(path) }),
                }),
            ];
            _ = RegisterAsync(
            [
                new()
                {
                    Id = $"pyframeworks-catalogs-{_watchedCatalogs.Count}",
                    Method = "workspace/didChangeWatchedFiles",
                    RegisterOptions = JsonSerializer.SerializeToElement(new() { Watchers = watchers }, ProtocolJson.Default.DidChangeWatchedFilesRegistrationOptions),
                },
            ]);
        }
    }
}
