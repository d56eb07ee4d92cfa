using System.Collections.Immutable;
using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <content>Open documents and files on disk.</content>
internal sealed partial class Session
{
    // More changes at once than this come from a checkout; reading them one by one would hold up the dispatcher.
    private const int RescanFrom = 2_000;

    // Documents whose text the folders have not yet. They wait for somebody who looks at the folders, so that fast typing is read once.
    private ImmutableHashSet<string> _edited = ImmutableHashSet.Create<string>(SessionSnapshot.PathComparer);
    private PendingEdits? _pending;

    /// <summary>A snapshot whose folders get the texts of <paramref name="Paths"/> when they are first looked at.</summary>
    private sealed record PendingEdits(SessionSnapshot Before, ImmutableHashSet<string> Paths, Lazy<ImmutableArray<Folder>> Folders)
    {
        public SessionSnapshot Snapshot { get; } = Before with { Pending = Folders };
    }

    private void Open(DidOpenTextDocumentParams request)
    {
        var item = request.TextDocument;
        if (FileUris.ToPath(item.Uri) is { } path)
        {
            SetDocument(new(item.Uri, path, item.Version, item.Text));
        }
    }

    private void Change(DidChangeTextDocumentParams request)
    {
        if (FileUris.ToPath(request.TextDocument.Uri) is not { } path)
        {
            return;
        }

        if (!_state.Documents.TryGetValue(path, out var document))
        {
            _log.Warning($"A change of {request.TextDocument.Uri} is left out: the document was not opened");
            return;
        }

        SetDocument(EditableText.Apply(document, request.TextDocument.Version, request.ContentChanges, _state.Client.Encoding));
    }

    private void Saved(DidSaveTextDocumentParams request)
    {
        // A client that watches no files tells of saved ones.
        if (FileUris.ToPath(request.TextDocument.Uri) is { } path && _state.Owner(path) is var (folder, within) && folder.Index.NeedsScan(within))
        {
            Rescan([folder]);
        }
    }

    private void Close(DidCloseTextDocumentParams request)
    {
        if (FileUris.ToPath(request.TextDocument.Uri) is not { } path || !_state.Documents.ContainsKey(path))
        {
            return;
        }

        _edited = _edited.Remove(path);
        CountEdit();
        _state = _state with { Documents = _state.Documents.Remove(path) };

        // An outer folder may still have the text from before an inner one was opened.
        foreach (var folder in _state.Folders)
        {
            if (folder.PathOf(path) is { } within)
            {
                Update(folder.Root, index => index.WithoutBuffer(within, CancellationToken.None));
                NoteWhileScanning(folder, within);
            }
            else
            {
                Update(folder.Root, index => index.WithoutBuffer(path, CancellationToken.None));
            }
        }

        _publisher.Schedule();
    }

    private void FilesChanged(DidChangeWatchedFilesParams request)
    {
        // From the projects that somebody has had put together a change is cheap to follow.
        TakeOver();
        var changed = new Dictionary<string, (Folder Folder, List<string> Paths)>(StringComparer.Ordinal);
        var rescan = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in request.Changes)
        {
            if (FileUris.ToPath(change.Uri) is not { } path)
            {
                continue;
            }

            foreach (var reader in ReadersOf(_state, path).ToList())
            {
                CountEdit();
                Update(reader.Root, index => index.WithDiskChanges([path], CancellationToken.None));
            }

            // With a folder may have gone what hid a document in it that is still open, a virtual environment's mark.
            _edited = _edited.Union(_state.Documents.Keys.Where(document => document.StartsWith(path + Path.DirectorySeparatorChar, Folder.PathComparison)));
            if (_state.Owner(path) is not var (folder, within))
            {
                continue;
            }

            if (folder.Index.NeedsScan(within))
            {
                rescan.Add(folder.Root);
                continue;
            }

            // While a scan runs the index does not know yet what it will concern.
            if (!folder.Index.Concerns(within) && !_scans.Exists(scan => scan.Root == folder.Root))
            {
                continue;
            }

            if (!changed.TryGetValue(folder.Root, out var entry))
            {
                changed[folder.Root] = entry = (folder, []);
            }

            entry.Paths.Add(within);
        }

        rescan.UnionWith(changed.Where(pair => pair.Value.Paths.Count >= RescanFrom).Select(pair => pair.Key));
        foreach (var (folder, paths) in changed.Values.Where(entry => !rescan.Contains(entry.Folder.Root)))
        {
            CountEdit();
            Update(folder.Root, index => index.WithDiskChanges(paths, CancellationToken.None));
            foreach (var path in paths)
            {
                NoteWhileScanning(folder, path);
            }
        }

        FollowCatalogs();
        Rescan(_state.Folders.Where(folder => rescan.Contains(folder.Root)).ToList());
        if (changed.Count > 0)
        {
            NeedRefresh();
        }

        _publisher.Schedule();
    }

    private void SetDocument(Document document)
    {
        CountEdit();
        _state = _state with { Documents = _state.Documents.SetItem(document.Path, document) };
        _edited = _edited.Add(document.Path);
        _publisher.Schedule();
    }

    private void CountEdit()
    {
        Volatile.Write(ref _edits, _edits + 1);
        _state = _state with { Edits = _edits };
    }

    /// <summary>The state; the texts that its folders do not have yet are read once somebody looks at these, on whichever thread that is.</summary>
    private SessionSnapshot WithEdits()
    {
        TakeOver();
        if (_edited.IsEmpty)
        {
            return _state;
        }

        if (_pending is null || !ReferenceEquals(_pending.Before, _state) || !ReferenceEquals(_pending.Paths, _edited))
        {
            var (state, edited) = (_state, _edited);
            _pending = new(state, edited, new(() => Flush(state, edited)));
        }

        return _pending.Snapshot;
    }

    /// <summary>Goes on from folders that somebody has looked at, where nothing else has changed them since.</summary>
    private void TakeOver()
    {
        if (_pending is { Folders.IsValueCreated: true } done)
        {
            _pending = null;
            if (done.Before.Folders == _state.Folders)
            {
                _edited = _edited.Except(done.Paths.Where(path => ReferenceEquals(done.Before.Documents.GetValueOrDefault(path), _state.Documents.GetValueOrDefault(path))));
                _state = _state with { Folders = done.Folders.Value };
            }
        }
    }

    /// <summary>The folders of <paramref name="state"/> with the texts of the documents at <paramref name="edited"/>.</summary>
    private ImmutableArray<Folder> Flush(SessionSnapshot state, ImmutableHashSet<string> edited)
    {
        foreach (var path in edited)
        {
            if (!state.Documents.TryGetValue(path, out var document))
            {
                continue;
            }

            if (state.Owner(path) is var (folder, within))
            {
                state = Updated(state, folder.Root, index => index.WithBuffer(within, document.Text, CancellationToken.None));
            }

            foreach (var reader in ReadersOf(state, path).ToList())
            {
                state = Updated(state, reader.Root, index => index.WithBuffer(path, document.Text, CancellationToken.None));
            }
        }

        return state.Folders;
    }
}
