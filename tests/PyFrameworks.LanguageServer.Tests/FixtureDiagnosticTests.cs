using System.Reflection;
using System.Text.Json;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Testing;
using PyFrameworks.Workspace;

namespace PyFrameworks.LanguageServer.Tests;

/// <summary>
/// On every fixture the editor is told what <c>check --format json</c> tells: the same findings at the same places, in the same words. That the command line
/// prints this document is its own tests' matter.
/// </summary>
public sealed class FixtureDiagnosticTests
{
    private static readonly string s_repository =
        typeof(FixtureDiagnosticTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    private static readonly string[] s_severities = ["", "error", "warning", "information", "hint"];

    public static TheoryData<string> Names => [.. Fixtures.Names(s_repository)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Editor_and_terminal_say_the_same(string name)
    {
        using var folder = new TestFolder();
        var files = Fixtures.Files(s_repository, name).ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        foreach (var (path, content) in files)
        {
            folder.Write(path, content);
        }

        var index = WorkspaceIndex.Scan(folder.Root, FrameworkCatalog.BuiltIn, TestProjects.Options, null, TestContext.Current.CancellationToken);
        using var check = JsonDocument.Parse(CheckJson.Write(
            folder.Root, [.. index.Projects.Select(project => new CheckedProject(project, index.Findings(project, CancellationToken.None)))], index.FileCount));
        var expected = check.RootElement.GetProperty("diagnostics").EnumerateArray().Select(Describe).ToList();

        await using var client = await TestClient.StartAsync(
            folder,
            new { textDocument = new { publishDiagnostics = new { codeDescriptionSupport = true, relatedInformation = true } } },
            host: TestClient.Host with { Catalog = FrameworkCatalog.BuiltIn });
        await client.ScannedAsync();

        // Files are told in the order of their paths, an open one also when nothing is found in it: once the last one is told, all are.
        var last = files.Keys.Where(FileReader.IsClaimed).Max(StringComparer.Ordinal);
        if (last is not null)
        {
            client.Open(TestClient.Uri(folder.FullPath(last)), files[last]);
            await client.TakeAsync("textDocument/publishDiagnostics", told => told.GetProperty("uri").GetString() == TestClient.Uri(folder.FullPath(last)) && told.TryGetProperty("version", out _));
        }

        await client.ShowsAsync(folder, [.. check.RootElement.GetProperty("diagnostics").EnumerateArray().Select(one => $"{one.GetProperty("file")} {one.GetProperty("code")}").Order(StringComparer.Ordinal)]);
        var shown = expected.Select(line => line.Split('\t')[0]).Distinct(StringComparer.Ordinal).SelectMany(path =>
            client.Published(TestClient.Uri(folder.FullPath(path))).GetProperty("diagnostics").EnumerateArray().Select(one => DescribeShown(folder, path, one)));
        Assert.Equal(expected, shown);
    }

    private static string Describe(JsonElement finding) => string.Join('\t', (string[])
    [
        finding.GetProperty("file").GetString()!,
        Range(finding), finding.GetProperty("code").GetString()!, finding.GetProperty("severity").GetString()!, finding.GetProperty("message").GetString()!,
        finding.GetProperty("url").GetString()!,
        .. finding.GetProperty("related").EnumerateArray().Select(related => $"{related.GetProperty("file")} {Range(related)} {related.GetProperty("message")}"),
    ]);

    private static string DescribeShown(TestFolder folder, string path, JsonElement diagnostic) => string.Join('\t', (string[])
    [
        path,
        Range(diagnostic), diagnostic.GetProperty("code").GetString()!, s_severities[diagnostic.GetProperty("severity").GetInt32()], diagnostic.GetProperty("message").GetString()!,
        diagnostic.GetProperty("codeDescription").GetProperty("href").GetString()!,
        .. diagnostic.TryGetProperty("relatedInformation", out var related) ? related.EnumerateArray().Select(one => DescribeRelated(folder, one)) : [],
    ]);

    private static string DescribeRelated(TestFolder folder, JsonElement related)
    {
        var location = related.GetProperty("location");
        var path = Path.GetRelativePath(folder.Root, FileUris.ToPath(location.GetProperty("uri").GetString()!)!).Replace('\\', '/');
        return $"{path} {Range(location)} {related.GetProperty("message")}";
    }

    private static string Range(JsonElement element) => DocumentTests.Read(element.GetProperty("range")).ToString();
}
