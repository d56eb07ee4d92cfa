using System.Text.Json;
using PyFrameworks.Testing;

namespace PyFrameworks.Cli.Tests;

/// <summary><c>check --format github</c> and <c>--format sarif</c>: what other programs read.</summary>
public sealed class CheckFormatTests
{
    private const string Url = "https://github.com/pyframeworks/pyframeworks/blob/main/server/docs/rules";

    [Fact]
    public async Task Github_gets_a_command_for_each_finding()
    {
        using var folder = new CliFolder();
        folder.Write("kelp.yaml", CliFolder.Kelp);
        folder.Write("pyproject.toml", "\uFEFF# é😀\r\n[project]\r\nname = \"x\"\r\ndependencies = [\t\"😀\", \"Kelp==1.0\"]\r\n[tool.pyframeworks.rules]\r\nPF003 = 'hint'\r\nPF101 = 'error'\r\n");
        folder.Write("requirements.txt", "kelp==1.0\n-r gone.txt\n");

        var result = await folder.RunAsync("check", "--format", "github", "--catalog", "kelp.yaml");

        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.Equal(
            $"""
            ::error file=pyproject.toml,line=4,endLine=4,col=19,endColumn=21,title=PF001 invalid-requirement::MESSAGE%0A{Url}/PF001.md
            ::error file=pyproject.toml,line=4,endLine=4,col=29,endColumn=34,title=PF101 unsupported-version::Kelp 1.0 reached end of life on 2022-01-31; 2.0 is supported until 2028-01-31%0Arequirements.txt:1:1 Kelp is declared here, too%0A{Url}/PF101.md
            ::notice file=requirements.txt,line=2,endLine=2,col=4,endColumn=12,title=PF003 include-not-found::'gone.txt' does not exist%0A{Url}/PF003.md

            """.ReplaceLineEndings("\n"),
            System.Text.RegularExpressions.Regex.Replace(result.Output, "(?<=PF001 invalid-requirement::).*?(?=%0A)", "MESSAGE"));
    }

    [Fact]
    public async Task A_warning_is_a_warning_and_nothing_found_is_nothing_written()
    {
        using var folder = new CliFolder("#- requirements.txt\n-r gone.txt\n");
        Assert.StartsWith("::warning file=requirements.txt,line=1,", (await folder.RunAsync("check", "--format", "github")).Output, StringComparison.Ordinal);
        folder.Write("requirements.txt", "requests\n");
        Assert.Equal(new(0, "", ""), await folder.RunAsync("check", "--format", "github"));
    }

    [Fact]
    public async Task Over_several_lines_there_are_no_columns()
    {
        using var folder = new CliFolder();
        folder.Write("requirements.txt", "# é\n flask \\\r\n ==\n=>x\n");
        var lines = (await folder.RunAsync("check", "--format", "github")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("::error file=requirements.txt,line=2,endLine=3,title=", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("::error file=requirements.txt,line=4,endLine=4,col=1,endColumn=4,title=", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_text_of_the_workspace_makes_a_second_command()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names");
        using var folder = new CliFolder();
        const string Evil = "a,line=9%0A::error::b\n::stop-commands::c\r::add-mask::d\u2028::e";
        folder.Write($"{Evil}/requirements.txt", "-r x%0A::error::x\n-r\u0085::error::y%2C\n-r x\v::error::y\n");
        folder.Write("pyproject.toml", "[project]\nname = 'x'\ndependencies = [\"a\\n::error::b ==\", \"c\\r\\n::error::d ==\", '''e\n::error::f ==''']\n");

        var result = await folder.RunAsync("check", "--format", "github");

        var lines = result.Output.Split(['\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029']);
        Assert.Equal("", lines[^1]);
        Assert.True(lines.Length > 5);
        Assert.All(lines.SkipLast(1), line => Assert.Matches(@"^::(error|warning|notice) file=[^,:]*,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=PF\d{3} [a-z-]+::", line));
        Assert.Contains("file=a%2Cline=9%250A%3A%3Aerror%3A%3Ab\\n%3A%3Astop-commands%3A%3Ac\\r%3A%3Aadd-mask%3A%3Ad\\u2028%3A%3Ae/requirements.txt,", result.Output, StringComparison.Ordinal);
        Assert.Contains("x%250A::error::x", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_are_seen_from_the_current_folder()
    {
        using var folder = new CliFolder("#- services/a b/requirements.txt\n-r gone.txt\n#- other/x.py\nimport json\n");
        Assert.StartsWith("::warning file=services/a b/requirements.txt,", (await folder.RunAsync("check", "--format", "github", "services/a b")).Output, StringComparison.Ordinal);
        var sarif = (await folder.RunAsync("check", "--format", "sarif", "services/a b")).Json.GetProperty("runs")[0];
        Assert.Equal("services/a%20b/requirements.txt", Uri(sarif));
        Assert.EndsWith($"/{Path.GetFileName(folder.Root)}/", Base(sarif), StringComparison.Ordinal);

        // From another folder there is no such path: a command names the file in full, and a log its root.
        var elsewhere = new Surroundings { CurrentDirectory = Path.Combine(folder.Root, "other"), Today = TestProjects.Today };
        var root = folder.Root.Replace('\\', '/').Replace(":", "%3A", StringComparison.Ordinal);
        Assert.StartsWith($"::warning file={root}/services/a b/requirements.txt,", (await CliFolder.RunInAsync(elsewhere, "check", "--format", "github", "../services/a b")).Output, StringComparison.Ordinal);
        sarif = (await CliFolder.RunInAsync(elsewhere, "check", "--format", "sarif", "../services/a b")).Json.GetProperty("runs")[0];
        Assert.Equal("requirements.txt", Uri(sarif));
        Assert.EndsWith("/services/a%20b/", Base(sarif), StringComparison.Ordinal);

        static string? Uri(JsonElement run) => run.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString();
        static string? Base(JsonElement run) => run.GetProperty("originalUriBaseIds").GetProperty("SRCROOT").GetProperty("uri").GetString();
    }

    [Fact]
    public async Task Sarif_tells_the_program_its_findings_and_what_was_left_out()
    {
        using var folder = new CliFolder("#- requirements.txt\n-r gone.txt\n=>x\n");
        using (var large = File.Create(Path.Combine(folder.Root, "large.py")))
        {
            large.SetLength((4 << 20) + 1);
        }

        var result = await folder.RunAsync("check", "--format", "sarif", "--quiet");

        Assert.Equal((1, ""), (result.Code, result.Error));
        var run = result.Json.GetProperty("runs")[0];
        Assert.Equal(CommandTree.ProgramVersion, run.GetProperty("tool").GetProperty("driver").GetProperty("version").GetString());
        Assert.Equal(["PF003 warning", "PF001 error"], run.GetProperty("results").EnumerateArray().Select(one => $"{one.GetProperty("ruleId")} {one.GetProperty("level")}"));
        Assert.Equal("large.py: it is larger than 4096 KiB", run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications")[0].GetProperty("message").GetProperty("text").GetString());
        Assert.False(run.GetProperty("results")[0].TryGetProperty("baselineState", out _));
    }

    [Theory]
    [InlineData("sarif", "\\u001B]0;owned\\u0007")]
    [InlineData("github", "\\x1b]0;owned\\x07")]
    public async Task They_can_not_steer_a_terminal(string format, string shown)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names");
        using var folder = new CliFolder();
        folder.Write("\x1b]0;owned\x07/requirements.txt", "bad==\x1b]0;owned\x07\n-r \x1b]0;owned\x07\n");

        var result = await folder.RunAsync("check", "--format", format);

        Assert.Contains(shown, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Output + result.Error, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public async Task Only_check_writes_them()
    {
        using var folder = new CliFolder();
        Assert.Equal(new(2, "", "error: --format sarif is not offered here; choose text, json or jsonl\n"), await folder.RunAsync("inspect", "--format", "sarif"));
        Assert.Equal(new(2, "", "error: --format xml is not offered here; choose text, json, sarif or github\n"), await folder.RunAsync("check", "--format", "xml"));
    }
}
