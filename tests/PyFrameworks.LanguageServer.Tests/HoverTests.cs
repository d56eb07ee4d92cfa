using System.Text.Json;
using PyFrameworks.Testing;

namespace PyFrameworks.LanguageServer.Tests;

public sealed class HoverTests
{
    private const string Project = """
        #- requirements.txt
        flask==2.3
        uvicorn
        #- app.py
        import os
        from flask import Blueprint
        """;

    [Theory]
    [InlineData("requirements.txt", 0, 2, "Flask", 0, 0, 5)]
    [InlineData("requirements.txt", 0, 7, "Flask", 0, 5, 10)]
    [InlineData("requirements.txt", 1, 0, "Uvicorn", 1, 0, 7)]
    [InlineData("app.py", 1, 6, "Flask", 1, 5, 10)]
    [InlineData("app.py", 1, 20, "Blueprint", 1, 18, 27)]
    public Task What_is_known_is_told(string path, int line, int character, string words, int expectedLine, int start, int end) => CheckAsync(async (client, folder) =>
    {
        var hover = await client.HoverAsync(TestClient.Uri(folder.FullPath(path)), line, character);
        Assert.Contains(words, hover.GetProperty("contents").GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Equal((expectedLine, start, expectedLine, end), DocumentTests.Read(hover.GetProperty("range")));
    });

    [Theory]
    [InlineData("app.py", 0, 8)]
    [InlineData("app.py", 99, 0)]
    [InlineData("gone.py", 0, 0)]
    [InlineData("../outside.py", 0, 0)]
    [InlineData("", 0, 0)]
    public Task Of_the_rest_nothing_is_said(string path, int line, int character) => CheckAsync(async (client, folder) =>
        Assert.Equal(JsonValueKind.Null, (await client.HoverAsync(TestClient.Uri(folder.FullPath(path)), line, character)).ValueKind));

    [Theory]
    [InlineData("""["markdown","plaintext"]""", "markdown", true)]
    [InlineData("""["plaintext"]""", "plaintext", false)]
    [InlineData("null", "plaintext", false)]
    public async Task The_client_gets_the_markup_that_it_can_show(string formats, string kind, bool isMarkdown)
    {
        using var folder = new TestFolder(Project);
        await using var client = await TestClient.StartAsync(folder, new { textDocument = new { hover = new { contentFormat = JsonElement.Parse(formats) } } }, new { commandLinks = true });
        await client.ScannedAsync();
        var contents = (await client.HoverAsync(TestClient.Uri(folder.FullPath("requirements.txt")), 0, 0)).GetProperty("contents");
        Assert.Equal(kind, contents.GetProperty("kind").GetString());
        Assert.Equal(isMarkdown, contents.GetProperty("value").GetString()!.Contains("**Flask**", StringComparison.Ordinal));
        Assert.Equal(isMarkdown, contents.GetProperty("value").GetString()!.Contains("(command:pyframeworks.", StringComparison.Ordinal));
    }

    [Fact]
    public Task A_client_without_command_links_gets_none() => CheckAsync(async (client, folder) =>
    {
        var hover = await client.HoverAsync(TestClient.Uri(folder.FullPath("requirements.txt")), 0, 0);
        Assert.DoesNotContain("command:", hover.ToString(), StringComparison.Ordinal);
    });

    private static async Task CheckAsync(Func<TestClient, TestFolder, Task> check)
    {
        using var folder = new TestFolder(Project);
        await using var client = await TestClient.StartAsync(folder, new { textDocument = new { hover = new { contentFormat = new[] { "markdown" } } } });
        await client.ScannedAsync();
        await check(client, folder);
    }
}
