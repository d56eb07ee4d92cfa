using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PyFrameworks.LanguageServer;

/// <summary>Linux's own notice of the end of a process: a descriptor that becomes readable with it (pidfd_open(2), Linux 5.3).</summary>
internal static partial class ProcessDescriptor
{
    // The same number on every architecture; the C library has no function of this name before glibc 2.36.
    private const int PidFdOpen = 434;

    // errno.h
    private const int NoSuchProcess = 3, Interrupted = 4;

    // poll.h, sys/eventfd.h
    private const short Readable = 1;
    private const int CloseOnExec = 0x80000;

    // Room for little more than the wait.
    private const int StackBytes = 256 << 10;

    /// <summary>Waits for the end of the process <paramref name="id"/>, on a thread of its own that does nothing meanwhile; false where the system tells of none, at once.</summary>
    public static Task<bool> WaitForEndAsync(int id, CancellationToken cancellationToken)
    {
        var opened = SysCall(PidFdOpen, id, 0);
        if (opened < 0)
        {
            return Task.FromResult(Marshal.GetLastPInvokeError() == NoSuchProcess);
        }

        var process = new SafeFileHandle(opened, ownsHandle: true);
        var stop = new SafeFileHandle(EventFd(0, CloseOnExec), ownsHandle: true);
        if (stop.IsInvalid)
        {
            process.Dispose();
            return Task.FromResult(false);
        }

        var end = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => WaitOwning(process, stop, end, cancellationToken), StackBytes) { IsBackground = true, Name = "Process watch" };
        thread.Start();
        return end.Task;
    }

    private static void WaitOwning(SafeFileHandle process, SafeFileHandle stop, TaskCompletionSource<bool> end, CancellationToken cancellationToken)
    {
        using (process)
        using (stop)
        using (cancellationToken.UnsafeRegister(static stop => Signal((SafeFileHandle)stop!), stop))
        {
            Wait(process, stop, end, cancellationToken);
        }
    }

    private static void Wait(SafeFileHandle process, SafeFileHandle stop, TaskCompletionSource<bool> end, CancellationToken cancellationToken)
    {
        var both = new Descriptors
        {
            First = new() { Number = (int)process.DangerousGetHandle(), Wanted = Readable },
            Second = new() { Number = (int)stop.DangerousGetHandle(), Wanted = Readable },
        };
        while (Poll(ref both, 2, -1) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                end.SetResult(false);
                return;
            }
        }

        if ((both.First.Found & Readable) != 0)
        {
            end.SetResult(true);
        }
        else
        {
            end.SetCanceled(cancellationToken);
        }
    }

    private static void Signal(SafeFileHandle stop)
    {
        var one = 1UL;
        Write((int)stop.DangerousGetHandle(), ref one, sizeof(ulong));
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SysCall(nint number, nint id, nint flags);

    [LibraryImport("libc", EntryPoint = "eventfd")]
    private static partial int EventFd(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Descriptors descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, ref ulong value, nuint length);

    /// <summary>What to wait for at a descriptor, and what was found (struct pollfd).</summary>
    private struct Descriptor
    {
        public int Number;
        public short Wanted;
        public short Found;
    }

    private struct Descriptors
    {
        public Descriptor First;
        public Descriptor Second;
    }
}
