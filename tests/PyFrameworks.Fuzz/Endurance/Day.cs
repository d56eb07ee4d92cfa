using System.Diagnostics;
using System.Globalization;
using PyFrameworks.Catalog;
using PyFrameworks.LanguageServer;
using PyFrameworks.Testing;

namespace PyFrameworks.Fuzz;

/// <summary>How much happens on a day.</summary>
/// <param name="Edits">Keystrokes.</param>
/// <param name="Hovers">Hovers.</param>
/// <param name="Switches">Changes of branch.</param>
/// <param name="Files">Files that a change of branch writes anew.</param>
internal sealed record DayRequest(int Edits, int Hovers, int Switches, int Files);

/// <summary>What the process holds at one moment, and how long a hover takes.</summary>
/// <param name="ManagedBytes">Memory in use after a full collection.</param>
/// <param name="ResidentBytes">Memory that the system has given.</param>
/// <param name="Handles">Open files and the like; -1 where the system doesn't tell.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Hover">The middle one of the times that a hover took.</param>
internal sealed record DayFigures(long ManagedBytes, long ResidentBytes, int Handles, int Threads, TimeSpan Hover);

/// <summary>A long day of an editor, to see whether anything grows that should not.</summary>
internal static class Day
{
    /// <summary>Works through the day: figures after the first tenth, when everything is warm, and at the end.</summary>
    public static async Task<(DayFigures Warm, DayFigures End, long Messages)> RunAsync(DayRequest request, int seed, CancellationToken cancellationToken)
    {
        using var folder = new TestFolder();
        for (var i = 0; i < request.Files; i++)
        {
            folder.Write(FileName(i), Source(i, branch: 0));
        }

        folder.Write("requirements.txt", "flask==2.3\n");
        await using var client = new EditorClient(new() { Catalog = FrameworkCatalog.BuiltIn, Today = () => TestProjects.Today, Version = "1.0.0" });
        var root = FileUris.FromPath(folder.Root);
        await client.RequestAsync("initialize", new { processId = (int?)null, rootUri = root, capabilities = new { } });
        await client.NotifyAsync("initialized", new { });
        await client.RequestAsync("workspace/executeCommand", new { command = "pyframeworks.server.inspect" });
        var uri = FileUris.FromPath(folder.FullPath(FileName(0)));
        await client.NotifyAsync("textDocument/didOpen", new { textDocument = new { uri, languageId = "python", version = 1, text = Source(0, 0) } });

        var random = new Random(seed);
        var version = 1;
        var typed = 0;
        DayFigures? warm = null;
        const int Parts = 100;
        for (var part = 1; part <= Parts; part++)
        {
            for (var i = 0; i < Share(request.Edits, part); i++)
            {
                cancellationToken.ThrowIfCancellationRequested();

                // A line is typed at the end of the first one and taken back when it grows long.
                var isLong = typed > 60;
                await client.NotifyAsync("textDocument/didChange", new
                {
                    textDocument = new { uri, version = ++version },
                    contentChanges = new[]
                    {
                        new
                        {
                            range = new { start = new { line = 0, character = 0 }, end = new { line = 0, character = isLong ? typed : 0 } },
                            text = isLong ? "" : random.Next(9) == 0 ? "é" : "#",
                        },
                    },
                });
                typed = isLong ? 0 : typed + 1;
                if (i % 50 == 49)
                {
                    // An editor types no faster than the server reads.
                    await HoverAsync(client, uri);
                }
            }

            for (var i = 0; i < Share(request.Hovers, part); i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await HoverAsync(client, uri);
            }

            for (var i = 0; i < Share(request.Switches, part); i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await SwitchAsync(client, folder, request.Files, branch: part + i);
            }

            if (part == Parts / 10)
            {
                warm = await MeasureAsync(client, uri);
            }
        }

        return (warm!, await MeasureAsync(client, uri), client.Messages);

        static int Share(int all, int part) => (int)((long)all * part / Parts - (long)all * (part - 1) / Parts);
    }

    /// <summary>The figures as a table.</summary>
    public static string Table(DayRequest request, DayFigures warm, DayFigures end, long messages)
    {
        var rows = new (string Name, string Warm, string End)[]
        {
            ("memory in use", Megabytes(warm.ManagedBytes), Megabytes(end.ManagedBytes)),
            ("resident memory", Megabytes(warm.ResidentBytes), Megabytes(end.ResidentBytes)),
            ("handles", Number(warm.Handles), Number(end.Handles)),
            ("threads", Number(warm.Threads), Number(end.Threads)),
            ("hover", Milliseconds(warm.Hover), Milliseconds(end.Hover)),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{request.Edits:N0} edits, {request.Hovers:N0} hovers, {request.Switches:N0} branch switches of {request.Files:N0} files, {messages:N0} messages of the server\n")
            + $"{"",-22}{"after a tenth",16}{"at the end",16}\n"
            + string.Concat(rows.Select(row => $"{row.Name,-22}{row.Warm,16}{row.End,16}\n"));

        static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");
        static string Number(int value) => value < 0 ? "unknown" : value.ToString(CultureInfo.InvariantCulture);
        static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");
    }

    private static string FileName(int number) => string.Create(CultureInfo.InvariantCulture, $"app/part{number / 50}/module{number}.py");

    private static string Source(int number, int branch) => string.Create(
        CultureInfo.InvariantCulture, $"\nfrom flask import Flask, request\nimport requests\n\napp = Flask('m{number}')\n\n\n@app.route('/{number}/{branch}')\ndef view{number}():\n    return requests.get('https://example.org/{branch}').text\n");

    private static Task<System.Text.Json.JsonElement> HoverAsync(EditorClient client, string uri) =>
        client.RequestAsync("textDocument/hover", new { textDocument = new { uri }, position = new { line = 1, character = 6 } });

    /// <summary>Writes every file anew, and tells the server in one go, as an editor's watcher does.</summary>
    private static async Task SwitchAsync(EditorClient client, TestFolder folder, int files, int branch)
    {
        var changes = new List<object>();
        for (var i = 1; i < files; i++)
        {
            folder.Write(FileName(i), Source(i, branch));
            changes.Add(new { uri = FileUris.FromPath(folder.FullPath(FileName(i))), type = 2 });
        }

        folder.Write("requirements.txt", branch % 2 == 0 ? "flask==2.3\n" : "flask==3.1\nquart\n");
        changes.Add(new { uri = FileUris.FromPath(folder.FullPath("requirements.txt")), type = 2 });
        await client.NotifyAsync("workspace/didChangeWatchedFiles", new { changes });
        await client.RequestAsync("workspace/executeCommand", new { command = "pyframeworks.server.inspect" });
    }

    private static async Task<DayFigures> MeasureAsync(EditorClient client, string uri)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < 51; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await HoverAsync(client, uri);
            times.Add(Stopwatch.GetElapsedTime(began));
        }

        times.Sort();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var handles = OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : OperatingSystem.IsWindows() ? process.HandleCount : -1;
        return new(GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64, handles, process.Threads.Count, times[times.Count / 2]);
    }
}
