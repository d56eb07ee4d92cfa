using System.Reflection;
using System.Text.RegularExpressions;

namespace PyFrameworks.Cli.Tests;

/// <summary>Catalog files of a team on the command line, and the page about them.</summary>
public sealed partial class TeamCatalogTests
{
    /// <summary>The checkout that these tests were built from.</summary>
    private static string RepositoryRoot { get; } =
        typeof(TeamCatalogTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "RepositoryRoot").Value!;

    [Fact]
    public async Task The_example_of_the_page_gives_what_the_page_shows()
    {
        var page = (await File.ReadAllTextAsync(Path.Combine(RepositoryRoot, "server", "docs", "team-catalogs.md"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        using var folder = new CliFolder();
        var commands = 0;
        foreach (Match block in Block().Matches(page))
        {
            var (kind, name, text) = (block.Groups[1].Value, block.Groups[2].Value.Trim(), block.Groups[3].Value);
            if (kind != "console")
            {
                folder.Write(name, text);
                continue;
            }

            var lines = text.TrimEnd('\n').Split('\n');
            string[] day = lines[0].Contains(" validate ", StringComparison.Ordinal) ? [] : ["--today", "2026-11-26"];
            var result = await folder.RunAsync([.. lines[0]["$ pyframeworks ".Length..].Split(' '), .. day]);
            CheckShown(string.Join('\n', lines[1..]), result.Output, lines[0]);
            commands++;
        }

        Assert.Equal(4, commands);
    }

    [Theory]
    [InlineData("é 😀")]
    [InlineData("plain")]
    public async Task Check_finds_what_validate_finds_and_keeps_the_rest_in_force(string word)
    {
        using var folder = new CliFolder("#- pyproject.toml\n[tool.pyframeworks]\ncatalogs = [\"team.yaml\"]\n#- requirements.txt\nflask\n");
        folder.Write("team.yaml", $"# {word}\noverrides:\n  - {{id: flask, stance: {{level: never, reason: {word}}}}}\n  - {{id: quart, stance: {{level: hold, reason: {word}}}}}\n");

        var validated = await folder.RunAsync("catalog", "validate", "team.yaml");
        Assert.Equal(new(1, "team.yaml:3:33  error  \"never\" is no stance; known: adopt, assess, hold\n1 error in 1 file\n", ""), validated);
        var found = (await folder.RunAsync("check", "--format", "json")).Json.GetProperty("diagnostics").EnumerateArray().Single();
        Assert.Equal(("PF005", "team.yaml"), (found.GetProperty("code").GetString(), found.GetProperty("file").GetString()));
        Assert.Equal("""{"start":{"line":2,"character":32},"end":{"line":2,"character":37}}""", found.GetProperty("range").ToString().Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));
        var suggested = (await folder.RunAsync("suggest", "--format", "json")).Json;
        Assert.DoesNotContain("quart", suggested.GetProperty("suggestions").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()));
        Assert.Contains("left out: Quart", suggested.GetProperty("keep").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_s_catalog_lies_over_that_of_the_option()
    {
        using var folder = new CliFolder("#- pyproject.toml\n[tool.pyframeworks]\ncatalogs = [\"team.yaml\"]\n#- requirements.txt\nflask\n");
        folder.Write("option.yaml", "overrides: [{id: flask, stance: {level: adopt, reason: Option.}}, {id: sanic, stance: {level: hold, reason: Option.}}]\n");
        folder.Write("team.yaml", "overrides: [{id: flask, stance: {level: hold, reason: Project.}}]\n");

        var keep = (await folder.RunAsync("suggest", "--format", "json", "--need", "async", "--catalog", "option.yaml")).Json.GetProperty("keep").GetProperty("reason").GetString();

        Assert.StartsWith("Your team says hold to Flask: Project.", keep, StringComparison.Ordinal);
        Assert.EndsWith("left out: Sanic.", keep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stance_stands_in_every_answer()
    {
        using var folder = new CliFolder("#- requirements.txt\nflask\n");
        folder.Write("team.yaml", "overrides: [{id: quart, stance: {level: adopt, reason: Ours.}, needs: {async: {score: 2, reason: We know it.}}}]\n");

        var shown = (await folder.RunAsync("catalog", "show", "quart", "--format", "json", "--catalog", "team.yaml")).Json;
        Assert.Equal("adopt", shown.GetProperty("stance").GetProperty("level").GetString());
        Assert.Equal("team.yaml", shown.GetProperty("needs").EnumerateArray().Single(need => need.GetProperty("id").GetString() == "async").GetProperty("source").GetString());
        var suggested = (await folder.RunAsync("suggest", "--format", "json", "--need", "async", "--catalog", "team.yaml")).Json;
        var quart = suggested.GetProperty("suggestions").EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == "quart");
        Assert.Equal("Ours.", quart.GetProperty("stance").GetProperty("reason").GetString());
        var text = (await folder.RunAsync("suggest", "--need", "async", "--catalog", "team.yaml")).Output;
        Assert.Contains("  Your team: adopt. Ours.\n", text, StringComparison.Ordinal);
    }

    /// <summary>What is shown may leave out lines or the end of one: "…".</summary>
    private static void CheckShown(string shown, string output, string command)
    {
        var at = 0;
        foreach (var part in shown.Split('…').Select(part => part.Trim('\n')).Where(part => part.Length > 0))
        {
            var next = output.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(next >= 0, $"{command} does not show\n{part}\nbut\n{output}");
            at = next + part.Length;
        }

        Assert.True(shown.Contains('…', StringComparison.Ordinal) || shown == output.TrimEnd('\n'), $"{command} shows more: {output}");
    }

    [GeneratedRegex("^```(\\w+)([^\\n]*)\\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
