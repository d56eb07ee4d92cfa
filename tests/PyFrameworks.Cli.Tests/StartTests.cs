using System.Diagnostics;
using System.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Cli.Tests;

/// <summary>What the program does not need: the catalog is compiled in, so that nothing of YAML is loaded before a user's own file asks for it.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TestFolder _program = new();

    public StartTests()
    {
        var built = AppContext.BaseDirectory;
        foreach (var file in Directory.EnumerateFiles(built, "*.dll").Append(Path.Combine(built, "pyframeworks.runtimeconfig.json")))
        {
            // Without a list of what belongs to it, the program makes do with what lies beside it.
            if (Path.GetFileName(file) != "YamlDotNet.dll")
            {
                File.Copy(file, _program.FullPath(Path.GetFileName(file)));
            }
        }
    }

    [Theory]
    [InlineData("catalog list")]
    [InlineData("catalog show flask --format json")]
    [InlineData("check")]
    [InlineData("inspect --format json")]
    [InlineData("suggest")]
    public async Task Without_a_catalog_of_the_user_s_the_program_runs_without_a_reader_of_YAML(string arguments)
    {
        using var folder = new CliFolder("#- requirements.txt\nflask\n#- app.py\nfrom flask import Flask\n");
        var (code, output, error) = await RunAsync(folder, arguments, "");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("lask", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_server_starts_without_a_reader_of_YAML()
    {
        using var folder = new CliFolder("#- requirements.txt\nflask\n");
        var uri = new Uri(folder.Root).AbsoluteUri;
        var (code, output, error) = await RunAsync(folder, "lsp", Messages(
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":"$ROOT","capabilities":{}}}""".Replace("$ROOT", uri, StringComparison.Ordinal),
            """{"jsonrpc":"2.0","method":"initialized","params":{}}""",
            """{"jsonrpc":"2.0","id":2,"method":"workspace/executeCommand","params":{"command":"pyframeworks.server.inspect"}}"""), until: "\"id\":2,", Messages(
            """{"jsonrpc":"2.0","id":3,"method":"shutdown"}""",
            """{"jsonrpc":"2.0","method":"exit"}"""));

        Assert.Equal((0, ""), (code, code == 0 ? "" : error));
        Assert.Contains("\"id\":\"flask\"", output.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("YamlDotNet", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalog_of_the_user_s_does_need_it()
    {
        using var folder = new CliFolder("#- requirements.txt\nflask\n");
        folder.Write("team.yaml", "overrides: []\n");

        Assert.Equal(3, (await RunAsync(folder, "catalog list --catalog team.yaml", "")).Code);
    }

    public void Dispose() => _program.Dispose();

    private static string Messages(params string[] bodies) => string.Concat(bodies.Select(body => $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    /// <summary>Runs the program; after the output holds <paramref name="until"/>, it is given the <paramref name="rest"/> of the input.</summary>
    private async Task<(int Code, string Output, string Error)> RunAsync(CliFolder folder, string arguments, string input, string until = "", string rest = "")
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", $"\"{_program.FullPath("pyframeworks.dll")}\" {arguments}")
        {
            WorkingDirectory = folder.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var output = new StringBuilder();
        var buffer = new char[4096];
        while (!output.ToString().Contains(until, StringComparison.Ordinal)
            && await process.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
        {
            output.Append(buffer, 0, count);
        }

        // The server ends by its own "exit"; closing its input before would end it at once.
        await process.StandardInput.WriteAsync(rest);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        if (rest.Length == 0)
        {
            process.StandardInput.Close();
        }

        output.Append(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.ToString(), await error);
    }
}
