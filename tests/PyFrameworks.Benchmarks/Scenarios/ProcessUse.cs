using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PyFrameworks.Benchmarks.Scenarios;

/// <summary>Time and memory of processes.</summary>
internal static partial class ProcessUse
{
    /// <summary>Runs a program to its end; wall and CPU seconds (CPU is 0 where the system has no getrusage).</summary>
    public static (double Wall, double Cpu) Run(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var before = ChildrenCpu();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        return (watch.Elapsed.TotalSeconds, ChildrenCpu() - before);
    }

    /// <summary>Resident memory of a process in MB, now and at its highest; NaN where the system doesn't tell.</summary>
    public static (double Now, double Highest) Memory(int process)
    {
        var status = $"/proc/{process}/status";
        if (!File.Exists(status))
        {
            return (double.NaN, double.NaN);
        }

        var lines = File.ReadAllLines(status);
        return (Of("VmRSS:"), Of("VmHWM:"));

        double Of(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024
            : double.NaN;
    }

    private static double ChildrenCpu()
    {
        if (!OperatingSystem.IsLinux() || GetResourceUse(-1, out var use) != 0)
        {
            return 0;
        }

        return use.UserSeconds + use.SystemSeconds + ((use.UserMicroseconds + use.SystemMicroseconds) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUse(int who, out ResourceUse use);

    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct ResourceUse
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }
}
