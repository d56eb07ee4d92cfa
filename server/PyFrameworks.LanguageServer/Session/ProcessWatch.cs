using System.ComponentModel;
using System.Diagnostics;

namespace PyFrameworks.LanguageServer;

/// <summary>Notices the end of another process.</summary>
internal static class ProcessWatch
{
    // Twice a second: the server has to end within a second of its client.
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(400);

    /// <summary>Calls <paramref name="ended"/> once the process <paramref name="id"/> is not there any more.</summary>
    public static async Task RunAsync(int id, Action ended, CancellationToken cancellationToken)
    {
        try
        {
            // An idle server does nothing at all, so it asks only where nothing tells it.
            if (!await WaitAsync(id, cancellationToken).ConfigureAwait(false))
            {
                await AskAsync(id, cancellationToken).ConfigureAwait(false);
            }

            ended();
        }
        catch (OperationCanceledException)
        {
            // The session ended first.
        }
    }

    /// <summary>Asks again and again whether the process is still there, until it is not.</summary>
    internal static async Task AskAsync(int id, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_interval);
        while (IsAlive(id))
        {
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits to be told of the end; false where the system does not tell, at once.</summary>
    private static async Task<bool> WaitAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return await ProcessDescriptor.WaitForEndAsync(id, cancellationToken).ConfigureAwait(false);
            }

            if (!OperatingSystem.IsWindows())
            {
                // Elsewhere .NET asks again and again itself, and knows less of a process than the code below.
                return false;
            }

            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException or TypeLoadException)
        {
            // It is not there, or this user may not wait for it, or the C library lacks what that takes.
            return false;
        }
    }

    private static bool IsAlive(int id)
    {
        // Where the system tells of it in a file, that is the least work.
        if (StateOf(id) is { } state)
        {
            return state is not ('Z' or 'X');
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (Exception exception) when (exception is Win32Exception or NotSupportedException)
        {
            // It is there, but this user may not look at it.
            return true;
        }
    }

    /// <summary>The letter of the process's state: Z for one that has ended and only its parent has not taken notice yet, which counts as running elsewhere. Null where none is told.</summary>
    private static char? StateOf(int id)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            // proc(5): the state follows the name, which stands in parentheses and may itself hold some.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat.LastIndexOf(')') is var end and > 0 && stat.AsSpan(end + 1).TrimStart() is [var state, ..] ? state : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
