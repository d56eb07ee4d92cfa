namespace PyFrameworks.Cli.Tests;

/// <summary>What shells propose, and the scripts that have them ask.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("ch", "check")]
    [InlineData("c", "catalog check compare completion")]
    [InlineData("check --fo", "--format")]
    [InlineData("check --format ", "github json sarif text")]
    [InlineData("inspect --format j", "json jsonl")]
    [InlineData("check --format=s", "--format=sarif")]
    [InlineData("check --format = s", "sarif")]
    [InlineData("check --fail-on w", "warning")]
    [InlineData("suggest . --need real", "realtime")]
    [InlineData("suggest --from flask-rest", "flask-restful flask-restx")]
    [InlineData("migrate --to quar", "quart")]
    [InlineData("compare flask quar", "quart")]
    [InlineData("explain PF10", "PF101 PF102 PF103 PF104")]
    [InlineData("catalog ", "list show validate")]
    [InlineData("catalog show fla", "flask flask-restful flask-restx")]
    [InlineData("catalog list --st", "--stale")]
    [InlineData("completion ", "bash fish pwsh zsh")]
    [InlineData("--ver", "--version")]
    [InlineData("check --he", "--help")]

    // Only paths fit here, and the shell knows them.
    [InlineData("check ", "")]
    [InlineData("check src", "")]
    [InlineData("check --baseline ", "")]
    [InlineData("check --quiet ", "")]
    [InlineData("unknown --fo", "")]
    public async Task A_shell_gets_what_fits_the_word(string line, string expected)
    {
        using var folder = new CliFolder();
        var result = await folder.RunAsync(["[suggest]", .. line.Split(' ')]);
        Assert.Equal((0, "", expected), (result.Code, result.Error, string.Join(' ', result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))));
        if (line.EndsWith(' '))
        {
            Assert.Equal(result.Output, (await folder.RunAsync(["[suggest:next]", .. line.TrimEnd().Split(' ')])).Output);
        }
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _pyframeworks pyframeworks")]
    [InlineData("zsh", "compdef _pyframeworks pyframeworks")]
    [InlineData("fish", "complete -c pyframeworks")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName pyframeworks")]
    public async Task Each_shell_has_a_script_that_asks(string shell, string expected)
    {
        using var folder = new CliFolder();
        var result = await folder.RunAsync("completion", shell);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
        Assert.Contains("[suggest]", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', result.Output);
        Assert.EndsWith("\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("completion", "completion needs SHELL; see pyframeworks completion --help")]
    [InlineData("completion bsh", "there is no completion for bsh; did you mean bash?")]
    [InlineData("completion csh", "there is no completion for csh")]
    public async Task A_shell_that_is_not_known_is_bad_usage(string line, string message)
    {
        using var folder = new CliFolder();
        var result = await folder.RunAsync(line.Split(' '));
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith($"error: {message}", result.Error, StringComparison.Ordinal);
    }
}
