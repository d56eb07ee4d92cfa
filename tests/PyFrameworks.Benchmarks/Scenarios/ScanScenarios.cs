namespace PyFrameworks.Benchmarks.Scenarios;

/// <summary>Large trees.</summary>
internal static class ScanScenarios
{
    private const string ImportLine = @"^\s*(import|from)\s";

    /// <summary>The whole answer of the command line over a tree, beside a text search for import lines.</summary>
    public static Task<List<Row>> ScanAsync(Context context)
    {
        var rows = new List<Row>();
        var perFile = new List<double>();
        foreach (var files in (int[])[2_000, context.LargeTree])
        {
            var tree = SampleTree.Create(context.Trees, files);
            SampleTree.AddEnvironment(tree, files);
            var (wall, cpu, searchWall, searchCpu, warm, warmCpu) = (new Figures(), new Figures(), new Figures(), new Figures(), new Figures(), new Figures());
            var search = Programs.Find("rg");
            for (var i = 0; i < context.Times(5) + 1; i++)
            {
                var own = ProcessUse.Run(context.Server, ["check", tree, "--format", "json", "--fail-on", "never", "--no-cache"], tree);

                // The first of them leaves what the others find.
                var again = ProcessUse.Run(context.Server, ["check", tree, "--format", "json", "--fail-on", "never"], tree);
                var other = search is null ? (Wall: double.NaN, Cpu: double.NaN) : ProcessUse.Run(search, ["-c", "-g", "*.py", "-g", "!env", ImportLine, tree], tree);
                if (i > 0)
                {
                    wall.Add(own.Wall);
                    cpu.Add(own.Cpu);
                    warm.Add(again.Wall);
                    warmCpu.Add(again.Cpu);
                    searchWall.Add(other.Wall);
                    searchCpu.Add(other.Cpu);
                }
            }

            perFile.Add(wall.Median / files);
            rows.Add(Row.Plain($"cold scan of {files:N0} files", $"{Row.Text(wall.Median)} s, CPU {Row.Text(cpu.Median)} s"));
            rows.Add(Row.Plain($"warm scan of {files:N0} files", $"{Row.Text(warm.Median)} s, CPU {Row.Text(warmCpu.Median)} s"));
            if (search is not null)
            {
                rows.Add(Row.Of($"cold scan of {files:N0} files, wall, beside ripgrep ({Row.Text(searchWall.Median)} s)", wall.Median / searchWall.Median, 0.7, "×"));
                rows.Add(Row.Of($"cold scan of {files:N0} files, CPU, beside ripgrep ({Row.Text(searchCpu.Median)} s)", cpu.Median / searchCpu.Median, 0.7, "×"));
                rows.Add(Row.Of($"warm scan of {files:N0} files, wall, beside ripgrep", warm.Median / searchWall.Median, 0.15, "×"));
            }
        }

        rows.Add(Row.Of("growth: time per file of the large tree over the small one", perFile[1] / perFile[0], 1, "×"));
        return Task.FromResult(rows);
    }

    /// <summary>One file changed on disk, and a thousand, to the diagnostics that they bring.</summary>
    public static async Task<List<Row>> ChangesAsync(Context context)
    {
        var tree = SampleTree.Create(context.Trees, context.LargeTree);
        var file = Path.Combine(tree, "services", "service_0000", "requirements.txt");
        var uri = Client.Uri(file);
        await File.WriteAllTextAsync(file, "flask==2.2.5\n").ConfigureAwait(false);
        using var client = new Client(context.Server, "lsp");
        await client.InitializeAsync(tree).ConfigureAwait(false);
        client.Open(uri, "flask==2.2.5\n");
        await client.ScannedAsync(file).ConfigureAwait(false);

        // A changed manifest beside the open one moves the finding from one to the other and back.
        var other = Path.Combine(tree, "services", "service_0000", "pyproject.toml");
        var text = (await File.ReadAllTextAsync(other).ConfigureAwait(false)).Replace("\"flask==2.2.5\"", "\"uvicorn\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(other, text).ConfigureAwait(false);
        var turn = 0;
        var (times, created, many) = (new Figures(), new Figures(), new Figures());
        var added = Path.Combine(tree, "services", "service_0001", "app", "part1", "added.py");
        var modules = Directory.EnumerateFiles(Path.Combine(tree, "services"), "*.py", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(1_000).ToList();
        try
        {
            for (var i = 0; i < context.Times(50) + 5; i++)
            {
                var time = await ChangeAsync([]).ConfigureAwait(false);
                if (i >= 5)
                {
                    times.Add(time);
                }
            }

            for (var i = 0; i < context.Times(20); i++)
            {
                if (i % 2 == 0)
                {
                    await File.WriteAllTextAsync(added, "import json\n").ConfigureAwait(false);
                }
                else
                {
                    File.Delete(added);
                }

                created.Add(await ChangeAsync([added]).ConfigureAwait(false));
            }

            for (var i = 0; i < context.Times(20); i++)
            {
                foreach (var module in modules)
                {
                    File.SetLastWriteTimeUtc(module, File.GetLastWriteTimeUtc(module).AddSeconds(1));
                }

                many.Add(await ChangeAsync(modules).ConfigureAwait(false));
            }
        }
        finally
        {
            await File.WriteAllTextAsync(other, text).ConfigureAwait(false);
            File.Delete(file);
            File.Delete(added);
        }

        return
        [
            Row.Of($"one file changed on disk in {context.LargeTree:N0} files → new findings (p99 {Row.Text(times.At(0.99))} ms)", times.Median, 5, "ms"),
            Row.Of($"one file created or deleted in {context.LargeTree:N0} files → new findings", created.Median, 50, "ms"),
            Row.Of($"1,000 files changed on disk in {context.LargeTree:N0} files → new findings", many.Median, 100, "ms"),
        ];

        async Task<double> ChangeAsync(List<string> along)
        {
            await File.WriteAllTextAsync(other, turn++ % 2 == 0 ? text.Replace("\"uvicorn\"", "\"flask==2.2.5\"", StringComparison.Ordinal) : text).ConfigureAwait(false);
            var shown = client.NextDiagnosticsAsync(uri);
            var start = client.Now;
            client.Notify("workspace/didChangeWatchedFiles", new { changes = along.Append(other).Select(path => new { uri = Client.Uri(path), type = 2 }) });
            return await shown.ConfigureAwait(false) - start;
        }
    }

    /// <summary>Resident memory after the scan and some work, and CPU time while nothing happens.</summary>
    public static async Task<List<Row>> MemoryAsync(Context context)
    {
        var rows = new List<Row>();
        foreach (var (files, goal) in ((int Files, double Goal)[])[(20, 40), (2_000, 50), (context.LargeTree, 110)])
        {
            var tree = SampleTree.Create(context.Trees, files);
            var file = Path.Combine(tree, "services", "service_0000", "app", "part0", "module_0000.py");
            var uri = Client.Uri(file);
            using var client = new Client(context.Server, "lsp");
            await client.InitializeAsync(tree).ConfigureAwait(false);
            client.Open(uri, await File.ReadAllTextAsync(file).ConfigureAwait(false));
            await client.ScannedAsync(file).ConfigureAwait(false);
            for (var i = 0; i < 100; i++)
            {
                client.Insert(uri, i + 2, 1, 0, "#");
                await client.RequestAsync("textDocument/hover", new { textDocument = new { uri }, position = new { line = 6, character = 6 } }).ConfigureAwait(false);
            }

            await Task.Delay(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
            var cpu = client.Cpu;
            await Task.Delay(TimeSpan.FromSeconds(3)).ConfigureAwait(false);
            var (now, highest) = ProcessUse.Memory(client.ProcessId);
            rows.Add(Row.Of($"resident memory after work, {files:N0} files (at its highest {Row.Text(highest)} MB)", now, goal, "MB"));
            rows.Add(Row.Of($"idle, {files:N0} files: CPU time in 3 s", client.Cpu - cpu, 0, "ms"));
        }

        return rows;
    }
}
