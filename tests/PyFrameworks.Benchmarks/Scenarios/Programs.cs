using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PyFrameworks.Benchmarks.Scenarios;

/// <summary>The programs that are measured, published as they ship.</summary>
internal static class Programs
{
    public static string Root { get; } = typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(item => item.Key == "RepositoryRoot").Value!;

    private static string Artifacts => Path.Combine(Root, "artifacts", "benchmarks");

    /// <summary>Publishes a project as one self-contained file with a runtime and ReadyToRun code in it; its path.</summary>
    public static string Publish(string project, string name) =>
        TryPublish(project, name, []) ?? throw new InvalidOperationException($"{project} could not be published");

    /// <summary>Publishes a project as machine code; its path, or null where this machine has no C linker.</summary>
    public static string? PublishNative(string project, string name) => TryPublish(project, name, ["-p:NativeAot=true"]);

    private static string? TryPublish(string project, string name, string[] properties)
    {
        var folder = Path.Combine(Artifacts, properties.Length == 0 ? name : $"{name}-native");
        Console.Error.WriteLine($"Publishing {Path.GetFileName(folder)} …");
        var start = new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(Root, project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "-o", folder, "--nologo", "-v", "quiet", .. properties])
        { UseShellExecute = false };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        var file = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
        return process.ExitCode == 0 && File.Exists(file) ? file : null;
    }

    /// <summary>Size of a file in MB once compressed as a <c>.vsix</c> is.</summary>
    public static double CompressedSize(string file)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var stream = File.OpenRead(file))
        {
            stream.CopyTo(deflate);
        }

        return compressed.Length / 1e6;
    }

    /// <summary>The path of a program on PATH, or null.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
