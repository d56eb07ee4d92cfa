using System.Diagnostics;
using System.Globalization;

namespace PyFrameworks.LanguageServer.Tests;

public sealed class ProcessWatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task End_of_a_process_is_noticed()
    {
        using var process = Sleep();
        var ended = new TaskCompletionSource();
        var watching = ProcessWatch.RunAsync(process.Id, ended.SetResult, Cancel);
        Assert.False(watching.IsCompleted);
        process.Kill();
        await ended.Task.WaitAsync(Cancel);
        await watching;
    }

    [Fact]
    public async Task Process_that_is_not_there_has_ended()
    {
        using var process = Sleep();
        var id = process.Id;
        process.Kill();
        await process.WaitForExitAsync(Cancel);
        var calls = 0;
        await ProcessWatch.RunAsync(id, () => calls++, Cancel);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Session_that_ends_first_ends_the_watch()
    {
        using var process = Sleep();
        try
        {
            using var ending = new CancellationTokenSource();
            var calls = 0;
            var watching = ProcessWatch.RunAsync(process.Id, () => calls++, ending.Token);
            await ending.CancelAsync();
            await watching;
            await ProcessWatch.RunAsync(process.Id, () => calls++, ending.Token);
            Assert.Equal(0, calls);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Where_nothing_tells_the_process_is_asked_for()
    {
        using var process = Sleep();
        var asking = ProcessWatch.AskAsync(process.Id, Cancel);
        Assert.False(asking.IsCompleted);
        process.Kill();
        await asking;

        using var ending = new CancellationTokenSource();
        using var other = Sleep();
        var stopped = ProcessWatch.AskAsync(other.Id, ending.Token);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        other.Kill();
    }

    [Fact]
    public async Task Process_that_nobody_took_notice_of_has_ended()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only where a process stays until its parent takes notice");

        // The shell starts one process, says which, and becomes another that takes no notice of its child's end.
        using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"]) { RedirectStandardOutput = true })!;
        try
        {
            var id = int.Parse((await parent.StandardOutput.ReadLineAsync(Cancel))!, CultureInfo.InvariantCulture);
            var ended = new TaskCompletionSource();
            var watching = ProcessWatch.RunAsync(id, ended.SetResult, Cancel);
            using var child = Process.GetProcessById(id);
            child.Kill();
            await ended.Task.WaitAsync(Cancel);
            await watching;
            await ProcessWatch.AskAsync(id, Cancel);
            Assert.Contains(") Z", await File.ReadAllTextAsync($"/proc/{id}/stat", Cancel), StringComparison.Ordinal);
        }
        finally
        {
            parent.Kill();
        }
    }

    [Fact]
    public async Task Linux_tells_of_the_end_by_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has descriptors of processes");
        using var process = Sleep();
        using var ending = new CancellationTokenSource();
        Assert.False(ProcessDescriptor.WaitForEndAsync(process.Id, ending.Token) is { IsCompleted: true }, "The wait is one, not an answer that nothing tells");
        await ending.CancelAsync();
        process.Kill();
    }

    private static Process Sleep() => OperatingSystem.IsWindows()
        ? Process.Start(new ProcessStartInfo("ping", ["-n", "600", "127.0.0.1"]) { RedirectStandardOutput = true })!
        : Process.Start("sleep", "600");
}
