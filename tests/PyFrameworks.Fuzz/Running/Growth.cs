namespace PyFrameworks.Fuzz;

/// <summary>Compares the work for a long input with that for one four times as long.</summary>
internal static class Growth
{
    private const int ShortLength = 20_000;
    private const int Times = 4;

    // Twice what work in proportion would give; below the floors, noise outweighs the rest.
    private const int MostTimes = Times * 2;
    private const double FloorSeconds = 0.15;
    private const long FloorBytes = 4_000_000;

    /// <summary>Throws when the work grows faster than the input.</summary>
    /// <param name="target">The reader.</param>
    /// <param name="unit">What the inputs repeat.</param>
    /// <param name="measuresTime">Whether this process does nothing else, so that its processor time tells.</param>
    public static void Check(FuzzTarget target, string unit, bool measuresTime)
    {
        if (unit.Length == 0 || target.Grow is not { } read)
        {
            return;
        }

        var small = string.Concat(Enumerable.Repeat(unit, Math.Max(1, ShortLength / unit.Length)));
        var large = string.Concat(Enumerable.Repeat(small, Times));
        var (seconds, bytes) = Measure(read, small);
        var (moreSeconds, moreBytes) = Measure(read, large);
        Expect.That(moreBytes < FloorBytes || moreBytes <= bytes * MostTimes, $"{bytes} bytes for {small.Length} units, {moreBytes} for {large.Length}");
        for (var i = 0; i < 4 && measuresTime && moreSeconds > FloorSeconds && moreSeconds > seconds * MostTimes; i++)
        {
            // The fastest of several runs is the one that was disturbed least.
            seconds = Math.Max(seconds, Measure(read, small).Seconds);
            moreSeconds = Math.Min(moreSeconds, Measure(read, large).Seconds);
        }

        Expect.That(!measuresTime || moreSeconds <= FloorSeconds || moreSeconds <= seconds * MostTimes, $"{seconds:0.000} s for {small.Length} units, {moreSeconds:0.000} s for {large.Length}");
    }

    private static (double Seconds, long Bytes) Measure(Action<string> read, string input)
    {
        var (time, bytes) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
        read(input);
        return ((Environment.CpuUsage.TotalTime - time).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }
}
