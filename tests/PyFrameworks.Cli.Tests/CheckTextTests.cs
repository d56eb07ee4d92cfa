namespace PyFrameworks.Cli.Tests;

/// <summary>The line and the carets that <c>check</c> shows for a finding.</summary>
public sealed class CheckTextTests
{
    [Theory]
    [InlineData("=>x", "=>x", "^^^")]
    [InlineData("\t=>x", "    =>x", "    ^^^")]
    [InlineData("漢字 =>\t😀 # é", "漢字 =>    😀 # é", "^^^^^^^^^^^^^")]
    [InlineData("e\u0301=>\x1b[31m", "e\u0301=>\\x1b[31m", "^^^^^^^^^^^")]
    [InlineData("=>\u202ex\u200b", "=>\\u202ex\\u200b", "^^^^^^^^^^^^^^^")]
    public async Task Carets_stand_under_what_a_terminal_shows(string line, string shown, string carets)
    {
        var lines = await Snippet($"# é\r\n{line}\r\n");
        Assert.Equal([$"  2 | {shown}", $"    | {carets}"], lines);
    }

    [Fact]
    public async Task A_long_line_is_cut_around_the_finding()
    {
        var (before, after) = (string.Concat(Enumerable.Repeat("😀", 300)), new string('z', 300));
        var lines = await Snippet($"# one\n-r gone # {after}\n", "PF003");
        Assert.Equal(["  2 | -r gone # " + after[..150] + "…", "    |    ^^^^"], lines);

        lines = await Toml($"[tool.pyframeworks]\nrules = {{x{before} = 'off', PF999 = 'off', a = '{after}'}}\n");
        Assert.Equal(2, lines.Length);
        Assert.Matches("^  2 \\| …(😀)+ = 'off', PF999 = 'off', a = 'z+…$", lines[0]);
        Assert.DoesNotContain('\ufffd', lines[0]);
        Assert.Equal(Cells(lines[0][..lines[0].IndexOf("PF999", StringComparison.Ordinal)]), lines[1].IndexOf('^', StringComparison.Ordinal));
        Assert.EndsWith(" ^^^^^", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_longer_than_the_line_ends_with_it()
    {
        var lines = await Snippet($"=>{new string('x', 400)}\n");
        Assert.Equal(["  1 | =>" + new string('x', 158) + "…", "    | " + new string('^', 160)], lines);
    }

    [Fact]
    public async Task A_finding_over_several_lines_shows_the_first()
    {
        var lines = await Toml("[tool.pyframeworks]\nignore = [\n  1,\n]\n");
        Assert.Equal(["  2 | ignore = [", "    |          ^"], lines);
    }

    private static int Cells(string text) => SafeText.Cells(text);

    private static async Task<string[]> Snippet(string requirements, string code = "PF001")
    {
        using var folder = new CliFolder();
        folder.Write("requirements.txt", requirements);
        return Of((await folder.RunAsync("check", "--quiet")).Output, code);
    }

    private static async Task<string[]> Toml(string text)
    {
        using var folder = new CliFolder();
        folder.Write("pyproject.toml", text);
        return Of((await folder.RunAsync("check", "--quiet")).Output, "'PF999'", "ignore");
    }

    /// <summary>The two lines below the first finding that says one of <paramref name="words"/>.</summary>
    private static string[] Of(string output, params string[] words)
    {
        var lines = output.Split('\n');
        var at = Array.FindIndex(lines, line => words.Any(word => line.Contains(word, StringComparison.Ordinal)));
        Assert.True(at >= 0, output);
        return lines[(at + 1)..(at + 3)];
    }
}
