namespace PyFrameworks.LanguageServer;

/// <summary>
/// How long a search waits for the changes that may follow the one that it is for. The first change after a quiet time waits for nothing. One that comes while a search is
/// planned or under way waits a multiple of the time that searches take, so that a processor is left to the editor while someone types faster than that.
/// </summary>
internal sealed class SearchPace
{
    // A pause this many times as long as the work leaves most of a processor to the editor, and is not felt where the work is quick.
    private const int PauseRatio = 2;

    private readonly TimeSpan _longest;
    private TimeSpan _pause;
    private bool _isBusy;

    /// <summary>A pace whose pauses last at most <paramref name="longest"/>, as they do until a search was measured.</summary>
    public SearchPace(TimeSpan longest) => _pause = _longest = longest;

    /// <summary>Notes a search that replaces what was planned or under way; the pause before it.</summary>
    public TimeSpan Plan()
    {
        var pause = _isBusy ? _pause : TimeSpan.Zero;
        _isBusy = true;
        return pause;
    }

    /// <summary>Notes how long a search took, whether or not it was the last that was planned.</summary>
    public void Measure(TimeSpan took) => _pause = took * PauseRatio is var pause && pause < _longest ? pause : _longest;

    /// <summary>Notes that nothing is planned or under way any more.</summary>
    public void Rest() => _isBusy = false;
}
