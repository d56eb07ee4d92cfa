using System.Diagnostics.CodeAnalysis;
using PyFrameworks.Protocol;
using PyFrameworks.Workspace;

namespace PyFrameworks.LanguageServer;

/// <summary>The progress of a scan as the client shows it; without a client that can, only a count. Members may be called from any thread.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer, and late readers may still look at its token.")]
internal sealed class ScanProgressReport
{
    // A client that does not answer must not hold up the scan.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _cancellation;
    private readonly IClient _client;
    private readonly int _folders;
    private readonly Lock _lock = new();
    private readonly ServerLog _log;
    private ScanProgress _current;
    private bool _isShown;
    private int _percentage;
    private int _shownPercentage;

    public ScanProgressReport(IClient client, ServerLog log, int id, int folders, CancellationToken ending)
    {
        (_client, _log, _folders) = (client, log, folders);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(ending);
        Token = new($"pyframeworks/scan/{id}");
    }

    /// <summary>The name of the progress.</summary>
    public ProgressToken Token { get; }

    /// <summary>Signalled when the user cancels.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>How far it is, as a clause.</summary>
    public string Words
    {
        get
        {
            lock (_lock)
            {
                return $"{_current.Done} of {_current.Total} files";
            }
        }
    }

    /// <summary>Whether the scan was ended as nobody waits for it any more.</summary>
    public bool IsSuperseded { get; private set; }

    /// <summary>Cancels the scan.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Ends the scan as nobody waits for it any more.</summary>
    public void Supersede()
    {
        IsSuperseded = true;
        Cancel();
    }

    /// <summary>Asks the client for a progress and opens it, with what has been done by then.</summary>
    public async Task BeginAsync()
    {
        try
        {
            await _client.SendRequestAsync<WorkDoneProgressCreateParams, RawJson>("window/workDoneProgress/create", new() { Token = Token }, Cancellation)
                .WaitAsync(s_patience, Cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception exception) when (exception is JsonRpcException or ConnectionClosedException or TimeoutException)
        {
            _log.Warning($"The client shows no progress: {exception.Message}");
            return;
        }

        lock (_lock)
        {
            _isShown = true;
            Send(new WorkDoneProgressBegin { Title = "PyFrameworks: reading the project", Cancellable = true, Percentage = 0 });
            Show();
        }
    }

    /// <summary>Takes the counts of the folder <paramref name="index"/>.</summary>
    public IProgress<ScanProgress> Of(int index) => new FolderProgress(this, index);

    /// <summary>Closes the progress.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_isShown)
            {
                _isShown = false;
                Send(new WorkDoneProgressEnd { Message = $"{_current.Done} files" });
            }
        }
    }

    private void Report(int folder, ScanProgress progress)
    {
        lock (_lock)
        {
            // Readers report side by side, so a smaller count may come late.
            if (progress.Total == _current.Total && progress.Done < _current.Done)
            {
                return;
            }

            _current = progress;
            _percentage = Math.Max(_percentage, (int)(100.0 * (folder + (progress.Total == 0 ? 1 : (double)progress.Done / progress.Total)) / _folders));
            Show();
        }
    }

    private void Show()
    {
        if (_isShown && _percentage > _shownPercentage)
        {
            _shownPercentage = _percentage;
            Send(new WorkDoneProgressReport { Percentage = _percentage, Message = $"{_current.Done} of {_current.Total} files", Cancellable = true });
        }
    }

    private void Send(WorkDoneProgress value) => _client.Notify("$/progress", new ProgressParams { Token = Token, Value = value });

    private sealed class FolderProgress(ScanProgressReport report, int index) : IProgress<ScanProgress>
    {
        public void Report(ScanProgress value) => report.Report(index, value);
    }
}
