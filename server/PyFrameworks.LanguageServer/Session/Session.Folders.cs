using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Protocol;
using PyFrameworks.Workspace;

namespace PyFrameworks.LanguageServer;

/// <content>Folders of the workspace and their scans.</content>
internal sealed partial class Session
{
    // A tree that nobody may read would fill the log.
    private const int MaxToldPlaces = 20;

    private readonly Dictionary<ProgressToken, ScanProgressReport> _progresses = [];

    // What changed on disk in a folder while a scan of it ran: the scan may have read it before. One set for each scan that runs.
    private readonly List<RunningScan> _scans = [];
    private TaskCompletionSource<SessionSnapshot>? _scanned;
    private int _lastScan;

    // What is being read since the client has named its folders, until it says that it is ready to be told.
    private Reading? _begun;

    /// <summary>A reading of folders in the background.</summary>
    private sealed record Reading(ImmutableArray<(string Root, AnalysisOptions Options)> Work, ScanProgressReport Progress, Task<ImmutableArray<ReadFolder>> Result);

    /// <summary>What the reading of a folder came to: no index where it was cancelled before, an empty one after a fault.</summary>
    private sealed record ReadFolder(WorkspaceIndex? Index, ScanCache? Cache, Exception? Fault);

    private sealed record RunningScan(string Root, ScanProgressReport Progress)
    {
        public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);

        /// <summary>Whether something has changed since it began that only another scan can take over.</summary>
        public bool IsOutdated { get; set; }
    }

    private void FoldersChanged(DidChangeWorkspaceFoldersParams request)
    {
        var gone = request.Event.Removed.Select(folder => FileUris.ToPath(folder.Uri)).OfType<string>().ToHashSet(SessionSnapshot.PathComparer);
        var kept = _state.Folders.RemoveAll(folder => gone.Contains(folder.Root));
        var added = request.Event.Added.Select(OpenFolder).OfType<Folder>()
            .Where(folder => !kept.Any(other => other.Root.Equals(folder.Root, Folder.PathComparison)))
            .ToImmutableArray();
        CountEdit();
        _state = _state with { Folders = kept.AddRange(added) };
        DropScans(gone);
        ApplyOptions();

        // A document may belong to another folder now.
        _edited = _edited.Union(_state.Documents.Keys);
        NeedRefresh();
        StartScan(added, settings: null);
        _publisher.Schedule();
    }

    /// <summary>
    /// Scans folders again. A folder whose scan runs is scanned once more after it: were it to begin anew at each change, it might never come to an end.
    /// </summary>
    private void Rescan(IEnumerable<Folder> folders)
    {
        var idle = ImmutableArray.CreateBuilder<Folder>();
        foreach (var folder in folders)
        {
            if (_scans.Find(scan => scan.Root == folder.Root) is { } running)
            {
                running.IsOutdated = true;
            }
            else
            {
                idle.Add(folder);
            }
        }

        StartScan(idle.ToImmutable(), settings: null);
    }

    /// <summary>Scans folders in the background; <paramref name="settings"/> are waited for and taken over with the first result.</summary>
    private void StartScan(ImmutableArray<Folder> folders, Task<ServerSettings?>? settings)
    {
        if (folders.IsEmpty && settings is null)
        {
            return;
        }

        var reading = TakeBegun(folders) ?? Read(folders);
        var progress = reading.Progress;
        _progresses[progress.Token] = progress;
        var scans = folders.Select(folder => new RunningScan(folder.Root, progress)).ToImmutableArray();
        _scans.AddRange(scans);
        _scanned ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        _state = _state with { Scanned = _scanned.Task };

        // Later scans follow small changes; to show each would only distract.
        var isShown = _state.Client.HasProgress && folders.Any(folder => folder.State == FolderState.Scanning);
        _ = ScanAsync(reading, scans, isShown, settings);
    }

    /// <summary>Begins to read the folders before the client is ready to be told anything.</summary>
    private void BeginReading() => _begun = _state.Folders.IsEmpty ? null : Read(_state.Folders);

    /// <summary>What was begun, if it is what <paramref name="folders"/> need.</summary>
    private Reading? TakeBegun(ImmutableArray<Folder> folders)
    {
        var begun = _begun;
        _begun = null;
        if (begun is not null && !begun.Work.Select(work => work.Root).SequenceEqual(folders.Select(folder => folder.Root), StringComparer.Ordinal))
        {
            begun.Progress.Supersede();
            return null;
        }

        return begun;
    }

    private Reading Read(ImmutableArray<Folder> folders)
    {
        var progress = new ScanProgressReport(_server, _log, ++_lastScan, folders.Length, _ending.Token);
        var work = folders.Select(folder => (folder.Root, Options: OptionsOf(folder))).ToImmutableArray();
        return new(work, progress, Task.Run(() => Read(work, progress)));
    }

    private ImmutableArray<ReadFolder> Read(ImmutableArray<(string Root, AnalysisOptions Options)> work, ScanProgressReport progress)
    {
        var read = Enumerable.Repeat(new ReadFolder(null, null, null), work.Length).ToArray();
        try
        {
            for (var i = 0; i < work.Length; i++)
            {
                try
                {
                    var cache = _host.CacheFolder?.Invoke() is { } folder ? ScanCache.Open(folder, work[i].Root, DateTime.UtcNow) : null;
                    read[i] = new(WorkspaceIndex.Scan(work[i].Root, ["."], _host.Catalog, work[i].Options, cache, progress.Of(i), progress.Cancellation), cache, null);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    read[i] = new(WorkspaceIndex.Empty(work[i].Root, _host.Catalog, work[i].Options), null, exception);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What was read before stays.
        }

        // Before the result, so that a client that ends the server after it loses nothing; it is little beside the scan.
        foreach (var (index, cache, _) in read)
        {
            _ = index is not null && cache?.Save() == true;
        }

        return [.. read];
    }

    private async Task ScanAsync(Reading reading, ImmutableArray<RunningScan> scans, bool isShown, Task<ServerSettings?>? settings)
    {
        var progress = reading.Progress;
        if (isShown)
        {
            await progress.BeginAsync().ConfigureAwait(false);
        }

        // Told here and not as it happens: before the client is ready nobody would hear of it.
        var results = await reading.Result.ConfigureAwait(false);
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Fault is { } fault)
            {
                _log.Failure($"The scan of {reading.Work[i].Root} failed", fault);
            }
        }

        if (results.Any(result => result.Index is null) && !progress.IsSuperseded)
        {
            _log.Warning($"The scan was cancelled after {progress.Words}; restart the server to have the rest analysed");
        }

        progress.End();
        var pulled = settings is null ? null : await settings.ConfigureAwait(false);
        _server.Post(() =>
        {
            _progresses.Remove(progress.Token);
            if (pulled is not null)
            {
                TakeSettings(pulled);
            }

            for (var i = 0; i < results.Length; i++)
            {
                Install(scans[i], results[i].Index);
            }

            NeedRefresh();
            _publisher.Schedule(TimeSpan.Zero);
            if (_scans.Count == 0 && _scanned is { } scanned)
            {
                _scanned = null;
                _state = _state with { Scanned = null };
                scanned.SetResult(Capture());
            }
        });
    }

    /// <summary>Takes a scan's result over, brought up to date with what happened since it began. A result that a later scan replaces is dropped.</summary>
    private void Install(RunningScan scan, WorkspaceIndex? result)
    {
        if (!_scans.Remove(scan) || _state.Folders.FirstOrDefault(folder => folder.Root == scan.Root) is not { } folder)
        {
            return;
        }

        CountEdit();
        var position = _state.Folders.IndexOf(folder);
        if (result is null)
        {
            if (folder.State == FolderState.Scanning)
            {
                _state = _state with { Folders = _state.Folders.SetItem(position, folder with { State = FolderState.Cancelled }) };
            }

            return;
        }

        _publisher.NoteScan();
        _state = _state with { Folders = _state.Folders.SetItem(position, folder with { Index = result, State = FolderState.Ready }) };
        Update(scan.Root, index => index.WithOptions(OptionsOf(folder), CancellationToken.None));
        if (scan.Changed.Count > 0)
        {
            Update(scan.Root, index => index.WithDiskChanges(scan.Changed, CancellationToken.None));
        }

        _edited = _edited.Union(_state.Documents.Keys);
        FollowCatalogs();
        foreach (var place in result.Unread.Concat(result.UnreadFiles).Take(MaxToldPlaces))
        {
            _log.Warning($"{OneLine(folder.FullPath(place.Path))} is left out: {OneLine(place.Reason)}");
        }

        _log.Info($"{scan.Root}: {result.FileCount} files read{(result.IsTruncated ? "; the folder is so large that the rest is left out" : "")}");
        if (scan.IsOutdated)
        {
            StartScan([_state.Folders[position]], settings: null);
        }
    }

    /// <summary>Names of files may hold line breaks, of which a message is to have none.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '\uFFFD' : character));

    /// <summary>Forgets the scans of <paramref name="roots"/>, and ends those that no other folder waits for.</summary>
    private void DropScans(HashSet<string> roots)
    {
        var dropped = _scans.Where(scan => roots.Contains(scan.Root)).ToList();
        _scans.RemoveAll(dropped.Contains);
        foreach (var progress in dropped.Select(scan => scan.Progress).Distinct().Where(progress => !_scans.Exists(scan => scan.Progress == progress)))
        {
            progress.Supersede();
        }
    }

    private void NoteWhileScanning(Folder folder, string path)
    {
        foreach (var scan in _scans.Where(scan => scan.Root == folder.Root))
        {
            scan.Changed.Add(path);
        }
    }

    private void CancelProgress(WorkDoneProgressCancelParams request)
    {
        if (_progresses.TryGetValue(request.Token, out var progress))
        {
            progress.Cancel();
        }
    }
}
