using System.Collections.Immutable;
using PyFrameworks.Rules;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>Baselines as texts; their files are the command line's.</summary>
public sealed class BaselineTests
{
    private const string Requirements = "django==3.2\n=>x  \t# é😀\n=>x\n";

    [Fact]
    public void It_is_sorted_and_counted()
    {
        var text = Of(("b.in", "django==3.2\n"), ("requirements.txt", "# é\n=>x\n=>x\n  =>x\nflask\t==  2.3 # é😀\n-r b.in\n")).Write();
        Assert.Equal(
            """
            {
              "version": 1,
              "findings": [
                {
                  "file": "seen/b.in",
                  "code": "PF101",
                  "framework": "django",
                  "line": "django==3.2",
                  "count": 1
                },
                {
                  "file": "seen/requirements.txt",
                  "code": "PF001",
                  "framework": null,
                  "line": "=>x",
                  "count": 3
                },
                {
                  "file": "seen/requirements.txt",
                  "code": "PF101",
                  "framework": "flask",
                  "line": "flask == 2.3 # é\uD83D\uDE00",
                  "count": 1
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            text);
        Assert.Equal(text, Read(text).Write());
        Assert.Equal(5, Read(text).Count);
    }

    [Theory]
    [InlineData(Requirements, 0, 3, 0)]
    [InlineData("# new\r\n\r\nrequests\r\n=>x # é😀\r\n  django==3.2\r\n=>x\r\n", 0, 3, 0)]
    [InlineData("\uFEFF# é😀\n\n\tdjango==3.2\n  =>x # é😀\n\n=>x\n", 0, 3, 0)]
    [InlineData("django==3.2\n=>x # é😀\n=>x\n=>x\n", 1, 3, 0)]
    [InlineData("django==4.2\n=>x # é😀\n=>x\n", 1, 2, 1)]
    [InlineData("django>=4.2\n", 0, 0, 3)]
    public void It_hides_what_it_holds_however_lines_move(string requirements, int left, int hidden, int gone)
    {
        var result = Read(Of(("requirements.txt", Requirements)).Write()).Apply(Checked(("requirements.txt", requirements)), Seen, _ => true);
        Assert.Equal((left, hidden, gone), (result.Projects.Sum(project => project.Findings.Length), result.Hidden, result.Gone));
    }

    [Fact]
    public void Of_equals_the_last_one_is_the_new_one()
    {
        var baseline = Of(("requirements.txt", "=>x\n"));
        var left = baseline.Apply(Checked(("requirements.txt", "\n=>x\n=>x\n")), Seen, _ => true);
        Assert.Equal(5, Assert.Single(left.Projects.Single().Findings).At.Span.Start);
    }

    [Fact]
    public void Another_file_is_another_finding_and_an_unchecked_one_is_not_gone()
    {
        var baseline = Of(("a/requirements.txt", "django==3.2\n"), ("b/requirements.txt", "django==3.2\n"));
        var moved = baseline.Apply(Checked(("c/requirements.txt", "django==3.2\n")), Seen, _ => true);
        Assert.Equal((0, 2), (moved.Hidden, moved.Gone));
        var part = baseline.Apply(Checked(("a/requirements.txt", "django==3.2\n")), Seen, file => file.StartsWith("seen/a/", StringComparison.Ordinal));
        Assert.Equal((1, 0), (part.Hidden, part.Gone));
    }

    [Fact]
    public void A_finding_of_two_projects_is_one()
    {
        (string, string)[] files = [("base.txt", "flask==\n"), ("a/requirements.txt", "-r ../base.txt\n"), ("b/requirements.txt", "-r ../base.txt\n")];
        var baseline = Of(files);
        Assert.Equal(1, baseline.Count);
        var result = baseline.Apply(Checked(files), Seen, _ => true);
        Assert.Equal((1, 0), (result.Hidden, result.Gone));
        Assert.All(result.Projects, project => Assert.Empty(project.Findings));
    }

    [Fact]
    public void A_long_line_is_cut_and_still_known_by_its_end()
    {
        var longLine = $"=>{string.Concat(Enumerable.Repeat("😀", 500))}1";
        var baseline = Of(("requirements.txt", longLine + "\n"));
        var text = baseline.Write();
        Assert.InRange(text.Length, 1, 1500);
        Assert.DoesNotContain('\ufffd', text);
        Assert.Equal(1, Read(text).Apply(Checked(("requirements.txt", $"\n{longLine}\n")), Seen, _ => true).Hidden);
        Assert.Equal(0, Read(text).Apply(Checked(("requirements.txt", $"\n{longLine[..^1]}2\n")), Seen, _ => true).Hidden);
    }

    [Theory]
    [InlineData("", "line 1 is not what a baseline holds")]
    [InlineData("null", "it has no version")]
    [InlineData("{\n\"version\": 1,\n\"findings\": [}", "line 3 is not what a baseline holds")]
    [InlineData("{\"version\": 1,\n\"findings\": [{\"file\": 1}]}", "line 2 is not what a baseline holds")]
    [InlineData("{\"version\": 1, \"findings\": [{\"file\": \"\\ud800\", \"code\": \"PF101\", \"line\": \"x\"}]}", "line 1 is not what a baseline holds")]
    [InlineData("[]", "line 1 is not what a baseline holds")]
    [InlineData("{\"findings\": []}", "it has no version")]
    [InlineData("{\"version\": 2, \"findings\": []}", "it has version 2, and this program reads version 1")]
    [InlineData("{\"version\": 1}", "it has no list of findings")]
    [InlineData("{\"version\": 1, \"findings\": [{\"file\": \"a\", \"code\": \"PF101\", \"line\": \"x\"}, null]}", "finding 2 lacks a file, a code, a line or a sound count")]
    [InlineData("{\"version\": 1, \"findings\": [{\"file\": \"a\", \"code\": \"PF101\", \"line\": \"x\", \"count\": 0}]}", "finding 1 lacks a file, a code, a line or a sound count")]
    [InlineData("{\"version\": 1, \"findings\": [{\"code\": \"PF101\", \"line\": \"x\"}]}", "finding 1 lacks a file, a code, a line or a sound count")]
    public void What_is_none_is_told(string text, string problem)
    {
        Assert.Null(Baseline.Read(text, out var told));
        Assert.Equal(problem, told);
    }

    [Fact]
    public void Depth_and_length_are_capped()
    {
        Assert.Null(Baseline.Read($"{{\"version\": 1, \"more\": {new string('[', 100)}{new string(']', 100)}}}", out var deep));
        Assert.Equal("line 1 is not what a baseline holds", deep);
        Assert.Null(Baseline.Read($"{{\"version\": 1, \"findings\": [null{string.Concat(Enumerable.Repeat(",null", Baseline.MaxEntries))}]}}", out var many));
        Assert.Equal("it lists more than 200000 findings", many);
    }

    [Fact]
    public void What_a_later_version_adds_is_passed_over_and_equal_entries_add_up()
    {
        var baseline = Read("""
            {"version": 1, "tool": {"a": [1]}, "findings": [
              {"file": "seen/requirements.txt", "code": "PF001", "line": "=>x", "since": "2026"},
              {"file": "seen/requirements.txt", "code": "PF001", "line": "=>x", "count": 2}]}
            """);
        Assert.Equal((3, 0), (baseline.Count, baseline.Apply(Checked(("requirements.txt", "=>x\n=>x\n=>x\n")), Seen, _ => true).Gone));
    }

    private static string Seen(string path) => $"seen/{path}";

    private static Baseline Of(params (string Path, string Content)[] files) => Baseline.Of(Checked(files), Seen);

    private static ImmutableArray<CheckedProject> Checked(params (string Path, string Content)[] files) =>
        [.. TestProjects.Assemble(files).Select(project => new CheckedProject(project, RuleSet.Check(project, CancellationToken.None)))];

    private static Baseline Read(string text)
    {
        var baseline = Baseline.Read(text, out var problem);
        Assert.Equal("", problem);
        return baseline!;
    }
}
