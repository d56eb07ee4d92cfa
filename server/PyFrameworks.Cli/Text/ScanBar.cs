using PyFrameworks.Workspace;
using Spectre.Console;

namespace PyFrameworks.Cli;

/// <summary>A progress bar on standard error that is gone when the scan is.</summary>
internal static class ScanBar
{
    /// <summary>Runs <paramref name="scan"/> under a bar.</summary>
    public static WorkspaceIndex Run(TextWriter error, int columns, Func<IProgress<ScanProgress>, WorkspaceIndex> scan) =>
        TerminalConsole.Create(error, columns).Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context => scan(new Bar(context.AddTask("Reading files"))));

    private sealed class Bar(ProgressTask task) : IProgress<ScanProgress>
    {
        public void Report(ScanProgress value)
        {
            // Reports of several threads arrive in no order; the bar never goes back.
            var done = value.Total == 0 ? 100 : 100.0 * value.Done / value.Total;
            if (done > task.Value)
            {
                task.Value = done;
            }
        }
    }
}
