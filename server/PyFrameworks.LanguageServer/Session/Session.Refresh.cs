using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <content>Telling the client that what it has shown may have changed.</content>
internal sealed partial class Session
{
    private TaskCompletionSource<SessionSnapshot>? _changed;
    private bool _needsRefresh;

    /// <summary>Lets the client pull diagnostics in place of having them pushed.</summary>
    private void StartPulls()
    {
        _publisher.IsPulled = true;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _state = _state with { Changed = _changed.Task };
    }

    /// <summary>
    /// Something has changed that the client does not know of, other than an edit of its own. When findings come next it is told to ask for everything again.
    /// </summary>
    private void NeedRefresh() => _needsRefresh = true;

    /// <summary>Wakes the requests that wait for a change, and has the client ask again where it could not know.</summary>
    private void Published()
    {
        if (_changed is { } changed)
        {
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _state = _state with { Changed = _changed.Task };
            changed.SetResult(Capture());
        }

        // Before the first scan is done there is nothing to show, and its end asks for a refresh itself.
        if (!_needsRefresh || _state.Folders.Any(folder => folder.State == FolderState.Scanning))
        {
            return;
        }

        _needsRefresh = false;
        var client = _state.Client;
        if (client.PullsDiagnostics && client.CanRefreshDiagnostics)
        {
            _ = RefreshAsync("workspace/diagnostic/refresh");
        }

        if (client.CanRefreshCodeLenses)
        {
            _ = RefreshAsync("workspace/codeLens/refresh");
        }

        if (client.CanRefreshInlayHints)
        {
            _ = RefreshAsync("workspace/inlayHint/refresh");
        }
    }

    private async Task RefreshAsync(string method)
    {
        try
        {
            await _server.SendRequestAsync<NoParams, RawJson>(method, new(), _ending.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonRpcException or ConnectionClosedException or OperationCanceledException)
        {
            if (!_ending.IsCancellationRequested)
            {
                _log.Warning($"The client refused {method}: {exception.Message}");
            }
        }
    }
}
