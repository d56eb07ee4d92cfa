namespace PyFrameworks.Benchmarks.Scenarios;

/// <summary>From the start of the process to its first answers.</summary>
internal static class StartScenarios
{
    public static async Task<List<Row>> StartAsync(Context context)
    {
        var (floor, nativeFloor, server, findings, peak) = (new Figures(), new Figures(), new Figures(), new Figures(), new Figures());
        var tree = SampleTree.Create(context.Trees, 2_000);
        var file = Path.Combine(tree, "requirements.txt");
        var uri = Client.Uri(file);

        // In turn, so that what else the machine does falls on all alike.
        for (var i = 0; i < context.Times(20) + 1; i++)
        {
            using (var client = new Client(context.Floor))
            {
                Add(floor, i, await client.InitializeAsync(null).ConfigureAwait(false));
            }

            if (context.NativeFloor is not null)
            {
                using var client = new Client(context.NativeFloor);
                Add(nativeFloor, i, await client.InitializeAsync(null).ConfigureAwait(false));
            }

            using (var client = new Client(context.Server, "lsp"))
            {
                Add(server, i, await client.InitializeAsync(null).ConfigureAwait(false));
                peak.Add(ProcessUse.Memory(client.ProcessId).Highest);
            }

            using (var client = new Client(context.Server, "lsp"))
            {
                await client.InitializeAsync(tree).ConfigureAwait(false);
                var shown = client.NextDiagnosticsAsync(uri);
                client.Open(uri, "flask==2.2.5\nuvicorn\n");
                Add(findings, i, await shown.ConfigureAwait(false));
            }
        }

        return
        [
            Row.Plain("spawn → `initialize` answered, a program that does nothing, with a runtime in it: the floor", $"{Row.Text(floor.Median)} ms"),
            .. context.NativeFloor is null ? (Row[])[] : [Row.Plain("spawn → `initialize` answered, the same as machine code", $"{Row.Text(nativeFloor.Median)} ms")],
            Row.Of($"spawn → `initialize` answered ({Row.Text(server.Median)} ms, {Row.Text(peak.Median)} MB)", server.Median / floor.Median, 1.3, "× the floor"),
            Row.Of($"spawn → findings of an opened file, 2,000 files ({Row.Text(findings.Median)} ms)", findings.Median / floor.Median, 2, "× the floor"),
        ];

        // The first run warms the disk's cache.
        static void Add(Figures figures, int run, double value)
        {
            if (run > 0)
            {
                figures.Add(value);
            }
        }
    }
}
