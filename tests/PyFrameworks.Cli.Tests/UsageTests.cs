using System.Globalization;
using PyFrameworks.Testing;

namespace PyFrameworks.Cli.Tests;

/// <summary>Exit codes, and what is said where the command line can't be followed.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("", "a verb is missing: check, inspect, suggest, compare, report, migrate, explain, catalog, lsp, completion; see pyframeworks --help")]
    [InlineData("chek", "there is no verb chek; did you mean check?")]
    [InlineData("catalog", "a catalog verb is missing: list, show, validate; see pyframeworks catalog --help")]
    [InlineData("catalog lst", "there is no catalog verb lst; did you mean list?")]
    [InlineData("check --fail-no error", "check has no option --fail-no; did you mean --fail-on?")]
    [InlineData("check --colour", "check has no option --colour; see pyframeworks check --help")]
    [InlineData("inspect --fail-on error", "inspect has no option --fail-on; see pyframeworks inspect --help")]
    [InlineData("check --fail-on loud", "--fail-on loud is no severity; choose hint, information, warning, error or never")]
    [InlineData("check --fail-on off", "--fail-on off is no severity; choose hint, information, warning, error or never")]
    [InlineData("check --fail-on", "--fail-on needs a value: hint|information|warning|error|never; see pyframeworks check --help")]
    [InlineData("check --format json --format text", "--format is given as json and as text; give it once; see pyframeworks check --help")]
    [InlineData("suggest --format jsonl", "--format jsonl is not offered here; choose text or json")]
    [InlineData("inspect --format xml", "--format xml is not offered here; choose text, json or jsonl")]
    [InlineData("inspect --today 2026-02-30", "--today 2026-02-30 is no day of the calendar; write it as YYYY-MM-DD, for example 2026-01-31")]
    [InlineData("inspect nowhere", "nowhere does not exist; give a folder or a file of a project")]
    [InlineData("check . nowhere", "nowhere does not exist; give a folder or a file of a project")]
    [InlineData("check . --catalog nowhere.yaml", "catalog file nowhere.yaml does not exist; give a YAML file")]
    [InlineData("check . --catalog .", "catalog file . is a folder; give a YAML file")]
    [InlineData("suggest . other", "suggest takes one PATH; other is one too many; see pyframeworks suggest --help")]
    [InlineData("suggest --from flsk", "there is no framework flsk in the catalog; did you mean flask?")]
    [InlineData("catalog list more", "list takes no argument; more is one; see pyframeworks catalog list --help")]
    [InlineData("catalog show", "show needs ID; see pyframeworks catalog show --help")]
    [InlineData("catalog show nothing-like-it", "there is no framework nothing-like-it in the catalog; see pyframeworks catalog list")]
    [InlineData("catalog validate", "validate needs FILE; see pyframeworks catalog validate --help")]
    [InlineData("explain", "explain needs CODE|ID; see pyframeworks explain --help")]
    [InlineData("explain PF1O1", "there is no rule or framework PF1O1; did you mean PF101?")]
    [InlineData("lsp --socket 70000", "--socket 70000 is not a port from 1 to 65535")]
    [InlineData("lsp --stdio --socket 70", "--stdio, --pipe and --socket exclude one another; give one of them")]
    [InlineData("lsp --clientProcessId me", "--clientProcessId me is not the number of a process")]
    [InlineData("lsp --pipe nobody.sock", "nobody listens on nobody.sock; start the client first, it opens the pipe or port")]
    public Task Bad_usage_says_what_where_and_the_mend(string line, string message) =>
        CheckUsageAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), message);

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public Task Paths_that_can_not_be(string path) => CheckUsageAsync(["check", path], "a path is empty or holds a NUL character; give a folder or a file");

    [Fact]
    public Task Needs_are_listed() => CheckUsageAsync(["check", "--need", "raeltime"], "--need raeltime is no need; did you mean realtime? the needs are rest-api, ");

    [Fact]
    public Task Rules_are_listed() => CheckUsageAsync(["explain", "PF-nothing"], "there is no rule or framework PF-nothing; the rules are PF001, ");

    [Fact]
    public Task A_name_that_steers_terminals_is_shown() =>
        CheckUsageAsync(["check", "\x1b[31mred"], "\\x1b[31mred does not exist; give a folder or a file of a project");

    [Fact]
    public async Task A_link_that_leads_nowhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows");
        using var folder = new CliFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Root, "link"), "gone");

        var result = await folder.RunAsync("check", "link");

        Assert.Equal(new(2, "", "error: link is a link that leads nowhere; mend the link or give the file itself\n"), result);
    }

    [Fact]
    public async Task A_folder_that_can_not_be_read()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("This user may read everything");
            return;
        }

        using var folder = new CliFolder("""
            #- closed/requirements.txt
            flask
            """);
        File.SetUnixFileMode(Path.Combine(folder.Root, "closed"), UnixFileMode.None);
        try
        {
            var result = await folder.RunAsync("check", "closed");
            Assert.Equal(new(2, "", "error: closed can't be read: permission denied; allow reading it or choose another folder\n"), result);
        }
        finally
        {
            File.SetUnixFileMode(Path.Combine(folder.Root, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("--fail-on hint", 1)]
    [InlineData("--fail-on warning", 1)]
    [InlineData("--fail-on error", 0)]
    [InlineData("--fail-on never", 0)]
    public async Task Check_fails_from_a_severity_on(string options, int code)
    {
        using var folder = new CliFolder("#- requirements.txt\nkelp==1.0\n");
        folder.Write("kelp.yaml", CliFolder.Kelp);

        var result = await folder.RunAsync(["check", "--catalog", "kelp.yaml", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(code, result.Code);
        Assert.Contains("PF101", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("suggest")]
    public async Task Only_check_fails_for_findings(string verb)
    {
        using var folder = new CliFolder("#- requirements.txt\nflask==1.0\nbroken==\n");
        Assert.Equal(0, (await folder.RunAsync(verb)).Code);
        Assert.Equal(1, (await folder.RunAsync("check")).Code);
    }

    [Fact]
    public async Task Help_and_version_are_results()
    {
        using var folder = new CliFolder();
        var help = await folder.RunAsync("--help");
        Assert.Equal((0, ""), (help.Code, help.Error));
        Assert.Contains("Exit codes:\n  0  nothing at or above --fail-on\n", help.Output, StringComparison.Ordinal);

        var version = await folder.RunAsync("--version");
        Assert.Equal((0, ""), (version.Code, version.Error));
        Assert.Matches(@"^pyframeworks \d+\.\d+\.\d+\S*\n$", version.Output);
    }

    [Fact]
    public async Task A_fault_of_the_program_is_3()
    {
        await using var broken = new BrokenWriter();
        await using var error = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings { CurrentDirectory = Path.GetTempPath(), Today = TestProjects.Today };

        var code = await Program.RunAsync(["catalog", "list"], broken, error, surroundings, TestContext.Current.CancellationToken);

        Assert.Equal(3, code);
        Assert.Equal(
            "error: the program failed (InvalidOperationException: out of \\x1b paper); run it again with PYFRAMEWORKS_DEBUG=1 for the details and report them\n", error.ToString());
    }

    [Fact]
    public async Task An_interrupted_run_ends_as_shells_count()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var surroundings = new Surroundings { CurrentDirectory = Path.GetTempPath(), Today = TestProjects.Today };
        using var folder = new CliFolder("#- app.py\nimport flask\n");

        Assert.Equal(130, await Program.RunAsync(["check", folder.Root], TextWriter.Null, TextWriter.Null, surroundings, cancellation.Token));
    }

    private static async Task CheckUsageAsync(string[] args, string message)
    {
        using var folder = new CliFolder("#- requirements.txt\nflask\n");

        var result = await folder.RunAsync(args);

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith($"error: {message}", result.Error, StringComparison.Ordinal);
        Assert.Equal(result.Error.Length - 1, result.Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.True(message.EndsWith(", ", StringComparison.Ordinal) || result.Error == $"error: {message}\n", result.Error);
    }

    private sealed class BrokenWriter : StringWriter
    {
        public BrokenWriter()
            : base(CultureInfo.InvariantCulture)
        {
        }

        public override void Write(string? value) => throw new InvalidOperationException("out of \x1b paper");
    }
}
