using System.Collections.Immutable;
using PyFrameworks.Testing;

namespace PyFrameworks.Cli.Tests;

/// <summary>What reaches a terminal.</summary>
public sealed class TerminalTests
{
    [Theory]
    [InlineData("plain é😀", "plain é😀")]
    [InlineData("a\x1b[31mb", "a\\x1b[31mb")]
    [InlineData("a\u009b31m", "a\\x9b31m")]
    [InlineData("a\nb\rc", "a\\nb\\rc")]
    [InlineData("\ta", "    a")]
    [InlineData("a\u202eb", "a\\u202eb")]
    [InlineData("a\u2028b\u200bc", "a\\u2028b\\u200bc")]
    [InlineData("\U000e0041", "\\U000e0041")]
    [InlineData("\x7f\0", "\\x7f\\x00")]
    public void Text_can_not_steer_a_terminal(string text, string safe) => Assert.Equal(safe, SafeText.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\ufffdb\ufffd", SafeText.Of("a\ud83db\udc00"));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("漢字", 4)]
    [InlineData("\t", 4)]
    [InlineData("\x1b", 4)]
    public void Cells_are_counted_as_terminals_do(string text, int cells) => Assert.Equal(cells, SafeText.Cells(text));

    [Theory]
    [InlineData("inspect")]
    [InlineData("check")]
    [InlineData("inspect --format json")]
    [InlineData("check --format json")]
    public async Task Files_of_the_workspace_can_not_steer_a_terminal(string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names");
        using var folder = new CliFolder();
        folder.Write("\x1b]0;owned\x07/requirements.txt", "flask==1.0  # \x1b]0;owned\x07\nbad==\x1b]0;owned\x07\n-r \x1b]0;owned\x07\n");
        folder.Write("\x1b]0;owned\x07/app\u009b.py", "from flask import Flask as \x1b]0;owned\x07\n");

        var plain = await folder.RunAsync(line.Split(' '));
        CheckNoControl(plain.Output + plain.Error);
        Assert.Contains(line.Contains("json", StringComparison.Ordinal) ? "\\u001B]0;owned\\u0007" : "\\x1b]0;owned\\x07", plain.Output, StringComparison.Ordinal);

        var coloured = await CliFolder.RunInAsync(Terminal(folder), line.Split(' '));
        Assert.DoesNotContain("\x1b]", coloured.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\x07', coloured.Output);
    }

    [Fact]
    public async Task Colour_is_for_terminals_that_want_it()
    {
        using var folder = new CliFolder("#- requirements.txt\nflask==1.0\n#- app.py\nimport flask\n");
        var plain = await folder.RunAsync("check");
        var coloured = await CliFolder.RunInAsync(Terminal(folder), "check");
        var refused = await CliFolder.RunInAsync(Terminal(folder) with { HasNoColour = true }, "check");

        Assert.Contains("\x1b[", coloured.Output, StringComparison.Ordinal);
        Assert.Equal(plain.Output, System.Text.RegularExpressions.Regex.Replace(coloured.Output, "\x1b\\[[0-9;]*m", ""));
        Assert.Equal(plain.Output, refused.Output);
    }

    [Fact]
    public async Task The_bar_is_for_text_on_terminals_alone()
    {
        using var folder = new CliFolder("#- requirements.txt\nflask\n");
        Assert.Contains("Reading files", (await CliFolder.RunInAsync(Terminal(folder), "inspect")).Error, StringComparison.Ordinal);
        foreach (var args in (string[][])[["inspect", "--format", "json"], ["inspect", "--quiet"]])
        {
            Assert.Equal("", (await CliFolder.RunInAsync(Terminal(folder), args)).Error);
        }

        Assert.Equal("", (await CliFolder.RunInAsync(Terminal(folder) with { Columns = null }, "inspect")).Error);
        Assert.Equal("", (await CliFolder.RunInAsync(Terminal(folder) with { IsErrorTerminal = false }, "inspect")).Error);
    }

    [Fact]
    public void A_table_lines_up_by_cells()
    {
        using var output = new StringWriter();
        new PlainPage(output).Table(["A", "B", "C"], [["漢", "x", "\x1b"], ["abc", "", "long"]]);
        Assert.Equal("A    B  C\n漢   x  \\x1b\nabc     long\n", output.ToString());
    }

    private static Surroundings Terminal(CliFolder folder) =>
        new() { CurrentDirectory = folder.Root, Today = TestProjects.Today, Columns = 100, IsErrorTerminal = true };

    private static void CheckNoControl(string text) =>
        Assert.Equal([], text.Where(character => char.IsControl(character) && character != '\n').ToImmutableArray());
}
