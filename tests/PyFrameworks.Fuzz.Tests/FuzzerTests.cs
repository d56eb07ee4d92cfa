namespace PyFrameworks.Fuzz.Tests;

/// <summary>The runner finds what is planted, and every reader withstands a short run and what earlier runs found.</summary>
public sealed class FuzzerTests
{
    /// <summary>The readers.</summary>
    public static TheoryData<string> Readers => [.. Program.Targets.Select(target => target.Name)];

    /// <summary>Inputs that broke a reader once, as files.</summary>
    public static TheoryData<string> Regressions => [.. Directory.EnumerateFiles(Folder, "*.txt", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Repository.Root, "tests", "PyFrameworks.Fuzz", "Regressions");

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_reader_withstands_a_short_run(string name)
    {
        var state = new TargetState();
        var log = new StringWriter();
        Run(Program.Targets.First(target => target.Name == name), state, executions: name is "projects" or "params" ? 300 : 1_000, log);
        Assert.True(state.Findings.Count == 0, log.ToString());
        Assert.True(state.Executions >= 300);
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void An_input_that_broke_a_reader_does_so_no_more(string file)
    {
        var target = Program.Targets.First(target => target.Name == file.Split('/')[0]);
        var input = SavedInput.Read(File.ReadAllText(Path.Combine(Folder, file)));
        for (var choice = 0; choice < 8; choice++)
        {
            Assert.Null(Fuzzer.Failure(target, input, choice));
        }
    }

    [Fact]
    public void A_planted_fault_is_found_and_its_input_made_small()
    {
        var target = Planted(input => Expect.That(!input.Contains("ab", StringComparison.Ordinal)));
        var state = new TargetState();
        var log = new StringWriter();
        Assert.Equal(1, Run(target, state, executions: 5_000, log));
        Assert.Contains("input: ab\n", log.ToString(), StringComparison.Ordinal);
        Assert.Single(state.Findings);
    }

    [Fact]
    public void Work_that_grows_with_the_square_is_noticed()
    {
        var target = Planted(_ => { }) with
        {
            Grow = text =>
            {
                for (var i = 0; i < text.Length; i += 100)
                {
                    _ = text[..i];
                }
            },
        };
        Assert.Throws<BrokenExpectationException>(() => Growth.Check(target, "abc", measuresTime: false));
        Growth.Check(target with { Grow = text => _ = text.ToUpperInvariant() }, "abc", measuresTime: false);
    }

    [Fact]
    public void Memory_beyond_the_allowed_is_a_finding()
    {
        var target = Planted(input => GC.KeepAlive(input.Contains('x') ? new byte[2_000_000] : null)) with { BaseBytes = 100_000 };
        Assert.Contains("2000", Fuzzer.Failure(target, "x", 0), StringComparison.Ordinal);
        Assert.Null(Fuzzer.Failure(target, "a", 0));
    }

    [Fact]
    public void A_run_goes_on_where_the_last_one_ended()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var state = FuzzState.Load(path);
            var target = Planted(_ => { });
            Run(target, state.Targets["a"] = new(), executions: 500, TextWriter.Null);
            state.Save(path);
            var again = FuzzState.Load(path).Targets["a"];
            Assert.Equal((500, 1), (again.Executions, again.Rounds));
            Assert.Equal(state.Targets["a"].Corpus, again.Corpus);
            Run(target, again, executions: 500, TextWriter.Null);
            Assert.Equal((1_000, 2), (again.Executions, again.Rounds));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("a\\b\r\n\t\0é😀\ud83d")]
    [InlineData("\\n\\u0041")]
    [InlineData(" x ")]
    [InlineData("\n\n")]
    [InlineData("")]
    public void An_input_survives_its_file(string input) => Assert.Equal(input, SavedInput.Read(SavedInput.Write(input)));

    private static FuzzTarget Planted(Action<string> check) => new()
    {
        Name = "planted",
        Seeds = () => ["xaxbx"],
        Tokens = ["a", "b"],
        Check = (input, _) =>
        {
            check(input);
            return (ulong)input.Length;
        },
    };

    private static int Run(FuzzTarget target, TargetState state, long executions, TextWriter log) =>
        new Fuzzer(target, state, new(Seed: 1, executions, TimeSpan.FromMinutes(5), Workers: 1, FindingsFolder: null), log).Run(TestContext.Current.CancellationToken);
}
