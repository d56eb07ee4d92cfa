using System.Diagnostics.CodeAnalysis;

namespace PyFrameworks.Protocol;

/// <summary>
/// A request of the client on its way to its one response. Result, error and cancellation race for it; whoever moves the state to
/// <c>Answered</c> first writes, the others drop theirs.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Without a timer or a wait handle the source holds nothing to release.")]
internal sealed class IncomingRequest
{
    private const int Queued = 0;
    private const int Reading = 1;
    private const int Changing = 2;
    private const int Answered = 3;

    private readonly CancellationTokenSource _cancellation = new();
    private int _state = Queued;

    public IncomingRequest(RequestId id, string method, ReadOnlyMemory<byte> parameters)
    {
        Id = id;
        Method = method;
        Params = parameters;
    }

    public RequestId Id { get; }

    public string Method { get; }

    public ReadOnlyMemory<byte> Params { get; }

    public CancellationToken CancellationToken => _cancellation.Token;

    /// <summary>Begins a read; false when the request was cancelled while it waited.</summary>
    public bool TryBeginRead() => Interlocked.CompareExchange(ref _state, Reading, Queued) == Queued;

    /// <summary>Begins a change; false when the request was cancelled while it waited.</summary>
    public bool TryBeginChange() => Interlocked.CompareExchange(ref _state, Changing, Queued) == Queued;

    /// <summary>Claims the right to write the response.</summary>
    public bool TryAnswer() => Interlocked.Exchange(ref _state, Answered) != Answered;

    /// <summary>
    /// Signals the token. True when the caller has to write the "cancelled" response: always while the request waits or reads; a change
    /// that has begun answers for itself, since "cancelled" would deny what it has already done.
    /// </summary>
    public bool Cancel()
    {
        // Callbacks of the handler run elsewhere: the loop that reads the input must not wait for them.
        _ = _cancellation.CancelAsync().ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return Interlocked.CompareExchange(ref _state, Answered, Queued) == Queued
            || Interlocked.CompareExchange(ref _state, Answered, Reading) == Reading;
    }
}
