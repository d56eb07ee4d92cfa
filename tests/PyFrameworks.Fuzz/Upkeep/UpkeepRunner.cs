using System.Diagnostics;
using System.Globalization;

namespace PyFrameworks.Fuzz;

/// <summary>Runs scripts of edits, a new one every hundred steps, until time or number is reached or a step shows a difference.</summary>
internal static class UpkeepRunner
{
    private const int ScriptLength = 100;

    /// <summary>Runs scripts; the number of steps done, and the first difference with its script, or null.</summary>
    /// <param name="onDisk">Whether an index on disk is kept up, instead of an assembly in memory.</param>
    /// <param name="seed">From which all random numbers follow.</param>
    /// <param name="firstScript">The script to begin with.</param>
    /// <param name="steps">The most steps.</param>
    /// <param name="time">The most time.</param>
    /// <param name="progress">Told the scripts and steps done, now and then.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static (long Steps, string? Difference) Run(
        bool onDisk, int seed, int firstScript, long steps, TimeSpan time, Action<int, long>? progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var done = 0L;
        for (var script = firstScript; done < steps && watch.Elapsed < time && !cancellationToken.IsCancellationRequested; script++)
        {
            var random = new Random(unchecked((seed * 486_187_739) + script));
            using var index = onDisk ? new IndexUpkeep(random) : null;
            var assembly = new AssemblyUpkeep(random);
            for (var i = 0; i < ScriptLength && done < steps; i++, done++)
            {
                if ((index is null ? assembly.Step() : index.Step()) is { } difference)
                {
                    var log = string.Join('\n', (index?.Steps ?? assembly.Steps).Select(step => step.TrimEnd()));
                    return (done, string.Create(CultureInfo.InvariantCulture, $"script {script} of seed {seed}, step {i}\n{log}\n{difference}"));
                }
            }

            if (script % 100 == 99)
            {
                progress?.Invoke(script + 1, done);
            }
        }

        progress?.Invoke(-1, done);
        return (done, null);
    }
}
