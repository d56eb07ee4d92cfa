using System.Globalization;
using System.Runtime.InteropServices;

namespace PyFrameworks.Benchmarks.Scenarios;

/// <summary>
/// Measures the published server and program as whole processes, beside a program that does nothing and a plain text search, and prints the table.
/// Every goal is a ratio or a latency within one run, so that figures of different machines can be compared.
/// </summary>
internal static class ScenarioRunner
{
    private const string Program = "server/PyFrameworks.Cli/PyFrameworks.Cli.csproj";

    private const string Floor = "tests/PyFrameworks.Benchmarks/Floor/Floor.csproj";

    public static async Task<int> RunAsync(string[] args)
    {
        var isSmall = args.Contains("--small");
        var only = Array.IndexOf(args, "--only") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        var server = Array.IndexOf(args, "--server") is >= 0 and var given && given + 1 < args.Length
            ? args[given + 1]
            : args.Contains("--native")
            ? Programs.PublishNative(Program, "pyframeworks") ?? throw new InvalidOperationException("The server could not be compiled to machine code")
            : Programs.Publish(Program, "pyframeworks");
        var floor = Programs.Publish(Floor, "floor");
        var nativeFloor = only is null or "start" ? Programs.PublishNative(Floor, "floor") : null;
        var trees = Path.Combine(Path.GetTempPath(), "pyframeworks-benchmarks");
        Directory.CreateDirectory(trees);

        // What the program keeps between runs belongs to the benchmark as well.
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(trees, "cache"));
        var context = new Context(server, floor, nativeFloor, trees, isSmall);

        var rows = new List<Row>();
        foreach (var (name, run) in All)
        {
            if (only is not null && name != only)
            {
                continue;
            }

            Console.Error.WriteLine($"{name} …");
            var found = await run(context).ConfigureAwait(false);
            foreach (var row in found)
            {
                Console.Error.WriteLine($"  {row.Work}: {row.Figure}");
            }

            rows.AddRange(found);
        }

        Console.WriteLine($"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\n");
        Console.WriteLine(Row.Table(rows));
        return 0;
    }

    private static (string Name, Func<Context, Task<List<Row>>> Run)[] All =>
    [
        ("start", StartScenarios.StartAsync),
        ("keystrokes", EditScenarios.KeystrokesAsync),
        ("requests", EditScenarios.RequestsAsync),
        ("burst", EditScenarios.BurstAsync),
        ("scan", ScanScenarios.ScanAsync),
        ("changes", ScanScenarios.ChangesAsync),
        ("memory", ScanScenarios.MemoryAsync),
        ("size", context => Task.FromResult<List<Row>>([Row.Of("server in the `.vsix`, compressed", Programs.CompressedSize(context.Server), 12, "MB")])),
    ];
}

/// <summary>What a scenario runs with.</summary>
/// <param name="Server">The published server.</param>
/// <param name="Floor">The published program that does nothing, with a runtime in it: what goals are measured by.</param>
/// <param name="NativeFloor">The same as machine code, where it could be linked.</param>
/// <param name="Trees">Where trees are kept.</param>
/// <param name="IsSmall">Whether trees and repetitions are to be a tenth.</param>
internal sealed record Context(string Server, string Floor, string? NativeFloor, string Trees, bool IsSmall)
{
    public int Times(int count) => IsSmall ? Math.Max(3, count / 10) : count;

    public int LargeTree => IsSmall ? 5_000 : 50_000;
}
