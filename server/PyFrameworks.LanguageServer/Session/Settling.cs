namespace PyFrameworks.LanguageServer;

/// <summary>
/// Has the heap tidied up when a large piece of work is done, in the background. What stays of it, as of opening a file of many lines, is moved out of the collector's young generations
/// at once: that would happen anyway, a generation at a time and for longer than an edit may take, but in the midst of the edits that follow. A while after a scan the heap is compacted
/// as well, and what it no longer needs is given back to the system.
/// </summary>
/// <param name="allocated">How many bytes were allocated since the start.</param>
/// <param name="collectYoung">Collects the young generations.</param>
/// <param name="compact">Collects and compacts all of the heap, later.</param>
internal sealed class Settling(Func<long> allocated, Action collectYoung, Action compact)
{
    // As much as the youngest generation holds. An edit allocates a tenth of it.
    private const long Much = 4 << 20;

    // Long enough for what follows the first findings, the first hovers and edits, to be over or in full swing.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private long _last;
    private bool _hasScanned;

    /// <summary>Settles the heap of the process, in the background.</summary>
    public Settling()
        : this(() => GC.GetTotalAllocatedBytes(), () => Task.Run(CollectYoung), () => _ = CompactAsync())
    {
    }

    /// <summary>Notes that a folder has been read: much was needed for that alone.</summary>
    public void NoteScan() => _hasScanned = true;

    /// <summary>Notes that nothing is to be done for the moment.</summary>
    public void Rest()
    {
        var now = allocated();
        if (now - _last >= Much)
        {
            collectYoung();
        }

        if (_hasScanned)
        {
            compact();
        }

        (_last, _hasScanned) = (now, false);
    }

    private static void CollectYoung()
    {
        // What the first one leaves in the middle generation the second one takes on to the oldest.
        GC.Collect(1, GCCollectionMode.Forced, blocking: true);
        GC.Collect(1, GCCollectionMode.Forced, blocking: true);
    }

    // Some milliseconds, and about thirty in a workspace of 50,000 files.
    private static async Task CompactAsync()
    {
        await Task.Delay(s_pause).ConfigureAwait(false);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
