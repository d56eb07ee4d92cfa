using System.Reflection;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.Testing;
using PyFrameworks.Workspace;

namespace PyFrameworks.Cli.Tests;

/// <summary>On every fixture <c>check --format json</c> prints what the engine finds, which is also what an editor is told.</summary>
public sealed class CheckFixtureTests
{
    private static readonly string s_repository =
        typeof(CheckFixtureTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    public static TheoryData<string> Names => [.. Fixtures.Names(s_repository)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_command_line_prints_what_the_engine_finds(string name)
    {
        using var folder = new CliFolder();
        foreach (var (path, content) in Fixtures.Files(s_repository, name))
        {
            folder.Write(path, content);
        }

        var index = WorkspaceIndex.Scan(folder.Root, FrameworkCatalog.BuiltIn, TestProjects.Options, null, TestContext.Current.CancellationToken);
        var projects = index.Projects.Select(project => new CheckedProject(project, index.Findings(project, CancellationToken.None)));

        var printed = await folder.RunAsync("check", "--format", "json", "--fail-on", "never");

        Assert.Equal((0, ""), (printed.Code, printed.Error));
        Assert.Equal(CheckJson.Write(folder.Root, [.. projects], printed.Json.GetProperty("summary").GetProperty("files").GetInt32()), printed.Output);
    }
}
