using System.Text.Json;
using PyFrameworks.Testing;

namespace PyFrameworks.Cli.Tests;

/// <summary>What a run of the program left behind.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CliResult(int Code, string Output, string Error)
{
    /// <summary>The output as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

/// <summary>The program run in this process, in a folder of its own.</summary>
internal sealed class CliFolder : IDisposable
{
    /// <summary>A made-up framework, so that tests don't change with the catalog.</summary>
    public const string Kelp = """
        id: kelp
        name: Kelp
        summary: WSGI microframework
        about: Small things for small teams.
        kind: micro
        interfaces: [wsgi]
        async: {support: none}
        distribution: kelp
        imports: [kelp]
        sources:
          changes: {title: Kelp changes, url: "https://kelp.example/changes"}
        releases:
          - {series: "2.0", released: 2025-01-31, end-of-life: 2028-01-31, latest: 2.0.3, python: ">=3.9", source: changes}
          - {series: "1.0", released: 2020-01-31, end-of-life: 2022-01-31, latest: 1.0.9, python: ">=3.6", source: changes}
        lifecycle: {status: active, evidence: Released in May 2026., source: changes}
        needs:
          realtime: {score: -2, reason: Nothing of the kind., source: changes}
        links: {homepage: "https://kelp.example/"}
        checked: 2026-05-01
        review-by: 2027-11-01

        """;

    /// <summary>A new folder with the files of <paramref name="project"/>.</summary>
    public CliFolder(string project = "")
    {
        // The system's own folder may be a link, and paths are told with links resolved.
        Root = new DirectoryInfo(Path.GetTempPath()).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetTempPath();
        Root = Path.Combine(Root, Path.GetRandomFileName());
        Directory.CreateDirectory(Root);
        foreach (var (path, content) in ProjectText.ReadFiles(project).Files)
        {
            Write(path, content);
        }
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Root { get; }

    /// <summary>Writes a file as it is, in UTF-8 without a mark.</summary>
    public void Write(string path, string content)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    /// <summary>Runs the program in the folder, on the day of the tests, with its output in pipes.</summary>
    public Task<CliResult> RunAsync(params string[] args) => RunInAsync(new() { CurrentDirectory = Root, Today = TestProjects.Today }, args);

    /// <summary>Runs the program in given surroundings.</summary>
    public static async Task<CliResult> RunInAsync(Surroundings surroundings, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await Program.RunAsync(args, output, error, surroundings, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
