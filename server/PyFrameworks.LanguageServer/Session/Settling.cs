namespace PyFrameworks.LanguageServer;

/// <summary>
/// Has what stays of a large piece of work, such as opening a file of many lines, moved out of the collector's young generations when the work is done. It happens anyway, a
/// generation at a time and for longer than an edit may take, but in the midst of the edits that follow.
/// </summary>
/// <param name="allocated">How many bytes were allocated since the start.</param>
/// <param name="collect">Collects the young generations.</param>
internal sealed class Settling(Func<long> allocated, Action collect)
{
    // As much as the youngest generation holds. An edit allocates a tenth of it.
    private const long Much = 4 << 20;

    private long _last;

    /// <summary>Settles the heap of the process, in the background.</summary>
    public Settling()
        : this(() => GC.GetTotalAllocatedBytes(), () => Task.Run(CollectYoung))
    {
    }

    /// <summary>Notes that nothing is to be done for the moment.</summary>
    public void Rest()
    {
        var now = allocated();
        if (now - _last >= Much)
        {
            collect();
        }

        _last = now;
    }

    private static void CollectYoung()
    {
        // What the first one leaves in the middle generation the second one takes on to the oldest.
        GC.Collect(1, GCCollectionMode.Forced, blocking: true);
        GC.Collect(1, GCCollectionMode.Forced, blocking: true);
    }
}
