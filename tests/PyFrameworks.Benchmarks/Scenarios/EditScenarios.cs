namespace PyFrameworks.Benchmarks.Scenarios;

/// <summary>What an editor asks while someone types.</summary>
internal static class EditScenarios
{
    /// <summary>A keystroke that changes a finding, to its diagnostics.</summary>
    public static async Task<List<Row>> KeystrokesAsync(Context context)
    {
        var rows = new List<Row>();
        (string Name, string File, string Text, int Line, int Character, string Key)[] files =
        [
            ("a 20,000-line requirements file", "requirements.txt", SampleTree.Requirements(20_000), 0, 12, "."),
            ("a 1 MB pyproject.toml", "pyproject.toml", SampleTree.Pyproject(1_000_000), 5, 16, "."),
            ("a 5,000-line Python file", "main.py", SampleTree.Module(5_000), 8, 0, "\n"),
        ];
        foreach (var (name, file, text, line, character, key) in files)
        {
            var folder = Directory.CreateDirectory(Path.Combine(context.Trees, $"typing-{Path.GetExtension(file)[1..]}")).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, file), text).ConfigureAwait(false);
            if (file.EndsWith(".py", StringComparison.Ordinal))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "requirements.txt"), "fastapi\nuvicorn\n").ConfigureAwait(false);
            }

            var uri = Client.Uri(Path.Combine(folder, file));
            using var client = new Client(context.Server, "lsp");
            await client.InitializeAsync(folder).ConfigureAwait(false);
            var first = client.NextDiagnosticsAsync(uri);
            client.Open(uri, text);
            await first.ConfigureAwait(false);

            var times = new Figures();
            for (var i = 0; i < context.Times(200) + 20; i++)
            {
                var shown = client.NextDiagnosticsAsync(uri);
                var start = client.Now;
                if (i % 2 == 0)
                {
                    client.Insert(uri, i + 2, line, character, key);
                }
                else if (key == "\n")
                {
                    client.Notify("textDocument/didChange", new
                    {
                        textDocument = new { uri, version = i + 2 },
                        contentChanges = new[] { new { range = new { start = new { line, character }, end = new { line = line + 1, character = 0 } }, text = "" } },
                    });
                }
                else
                {
                    client.Insert(uri, i + 2, line, character, "", key.Length);
                }

                var at = await shown.ConfigureAwait(false);
                if (i >= 20)
                {
                    times.Add(at - start);
                }
            }

            rows.Add(Row.Of($"keystroke → its diagnostics, p50, {name}", times.At(0.5), 1, "ms"));
            rows.Add(Row.Of($"keystroke → its diagnostics, p99, {name}", times.At(0.99), 3, "ms"));
        }

        return rows;
    }

    /// <summary>Hover and code action of an open file.</summary>
    public static async Task<List<Row>> RequestsAsync(Context context)
    {
        var tree = SampleTree.Create(context.Trees, 2_000);
        var file = Path.Combine(tree, "services", "service_0000", "pyproject.toml");
        var uri = Client.Uri(file);
        using var client = new Client(context.Server, "lsp");
        await client.InitializeAsync(tree).ConfigureAwait(false);
        client.Open(uri, await File.ReadAllTextAsync(file).ConfigureAwait(false));
        await client.ScannedAsync(file).ConfigureAwait(false);
        var (line, character) = (4, 20);
        return
        [
            await Of("hover", "textDocument/hover", new { textDocument = new { uri }, position = new { line, character } }).ConfigureAwait(false),
            await Of("code action", "textDocument/codeAction", new
            {
                textDocument = new { uri },
                range = new { start = new { line, character }, end = new { line, character } },
                context = new { diagnostics = Array.Empty<object>() },
            }).ConfigureAwait(false),
            await Of("completion", "textDocument/completion", new { textDocument = new { uri }, position = new { line, character } }).ConfigureAwait(false),
        ];

        async Task<Row> Of(string name, string method, object parameters)
        {
            var times = new Figures();
            for (var i = 0; i < context.Times(1_000) + 50; i++)
            {
                var start = client.Now;
                var at = await client.RequestAsync(method, parameters).ConfigureAwait(false);
                if (i >= 50)
                {
                    times.Add(at - start);
                }
            }

            return Row.Of($"{name}, p99 (p50 {Row.Text(times.At(0.5))} ms)", times.At(0.99), 1, "ms");
        }
    }

    /// <summary>Two hundred edits and as many hovers, sent at once.</summary>
    public static async Task<List<Row>> BurstAsync(Context context)
    {
        var tree = SampleTree.Create(context.Trees, 2_000);
        var file = Path.Combine(tree, "services", "service_0000", "app", "part0", "module_0000.py");
        var (uri, text) = (Client.Uri(file), await File.ReadAllTextAsync(file).ConfigureAwait(false));
        using var client = new Client(context.Server, "lsp");
        await client.InitializeAsync(tree).ConfigureAwait(false);
        client.Open(uri, text);
        await client.ScannedAsync(file).ConfigureAwait(false);
        var times = new Figures();
        for (var (run, version) = (0, 2); run < context.Times(20) + 2; run++)
        {
            var start = client.Now;
            var answers = new List<Task<double>>();
            for (var i = 0; i < 200; i++, version++)
            {
                client.Insert(uri, version, 1, 0, "#");
                answers.Add(client.RequestAsync("textDocument/hover", new { textDocument = new { uri }, position = new { line = 6, character = 6 } }));
            }

            var last = (await Task.WhenAll(answers).ConfigureAwait(false)).Max();
            if (run > 1)
            {
                times.Add(last - start);
            }
        }

        return [Row.Of("burst of 200 edits and 200 hovers", times.Median, 25, "ms")];
    }
}
