using System.Text.Json;
using PyFrameworks.Testing;

namespace PyFrameworks.Cli.Tests;

/// <summary><c>check --write-baseline</c> and <c>--baseline</c>: taking the program up without mending the past.</summary>
public sealed class CheckBaselineTests
{
    private const string Project = "#- requirements.txt\n-r gone.txt\n=>x\n#- b/requirements.txt\n=>x\n=>x\n";

    [Fact]
    public async Task What_was_written_is_hidden_and_what_is_new_is_told()
    {
        using var folder = new CliFolder(Project);
        Assert.Equal(1, (await folder.RunAsync("check")).Code);

        var written = await folder.RunAsync("check", "--write-baseline", "known.json");
        Assert.Equal(
            new(0, "No findings beyond the baseline in 2 projects, 2 files\n  .: no web framework, no Python files\n  b: no web framework, no Python files\n",
                "note: wrote 4 findings to known.json; later runs with --baseline known.json tell new ones alone\n"),
            written);

        Assert.Equal(written with { Error = "note: baseline known.json hides 4 findings\n" }, await folder.RunAsync("check", "--baseline", "known.json"));
        Assert.Equal(new(0, "", ""), await folder.RunAsync("check", "--baseline", "known.json", "--quiet"));

        // Everything moves, one finding is mended, one is new.
        folder.Write("requirements.txt", "# é😀\r\n\r\n    =>x\r\n");
        folder.Write("b/requirements.txt", "=>x\n=>y\n=>x\n");
        var later = await folder.RunAsync("check", "--baseline", "known.json", "--quiet", "--fail-on", "error");
        Assert.Equal(1, later.Code);
        Assert.StartsWith("b/requirements.txt:2:1  error  PF001 ", later.Output, StringComparison.Ordinal);
        Assert.Equal(3, later.Output.Split('\n').Length - 1);
        Assert.Equal(
            "note: baseline known.json hides 3 findings; 1 more that it lists is gone, so write it again with --write-baseline known.json\n",
            (await folder.RunAsync("check", "--baseline", "known.json")).Error);

        await folder.RunAsync("check", "--write-baseline", "known.json");
        Assert.Equal("note: baseline known.json hides 4 findings\n", (await folder.RunAsync("check", "--baseline", "known.json")).Error);
    }

    [Fact]
    public async Task The_other_formats_leave_out_the_same()
    {
        using var folder = new CliFolder(Project);
        await folder.RunAsync("check", "--write-baseline", "known.json");
        folder.Write("requirements.txt", "=>new\n=>x\n");

        var json = (await folder.RunAsync("check", "--baseline", "known.json", "--format", "json")).Json;
        Assert.Equal("requirements.txt", Assert.Single(json.GetProperty("diagnostics").EnumerateArray()).GetProperty("file").GetString());
        Assert.Equal("""{"projects":2,"files":2,"error":1,"warning":0,"information":0,"hint":0,"hidden":3}""", JsonSerializer.Serialize(json.GetProperty("summary")));
        Assert.False((await folder.RunAsync("check", "--format", "json")).Json.GetProperty("summary").TryGetProperty("hidden", out _));

        var sarif = (await folder.RunAsync("check", "--baseline", "known.json", "--format", "sarif")).Json;
        Assert.Equal("new", Assert.Single(sarif.GetProperty("runs")[0].GetProperty("results").EnumerateArray()).GetProperty("baselineState").GetString());
        Assert.Single((await folder.RunAsync("check", "--baseline", "known.json", "--format", "github")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task It_holds_wherever_the_program_starts_and_for_a_part_of_the_tree()
    {
        using var folder = new CliFolder(Project);
        folder.Write("ci/readme.txt", "");
        await folder.RunAsync("check", "--write-baseline", "ci/known.json");
        Assert.Equal(
            ["../b/requirements.txt", "../requirements.txt", "../requirements.txt"],
            JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Root, "ci/known.json"))).RootElement.GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("file").GetString()));

        var below = new Surroundings { CurrentDirectory = Path.Combine(folder.Root, "b"), Today = TestProjects.Today };
        Assert.Equal("note: baseline ../ci/known.json hides 2 findings\n", (await CliFolder.RunInAsync(below, "check", "--baseline", "../ci/known.json")).Error);
        Assert.Equal("note: baseline ../ci/known.json hides 4 findings\n", (await CliFolder.RunInAsync(below, "check", "..", "--baseline", "../ci/known.json")).Error);
        Assert.Equal("note: baseline ci/known.json hides 2 findings\n", (await folder.RunAsync("check", "b", "--baseline", "ci/known.json")).Error);
        Assert.Equal("note: baseline ci/known.json hides 2 findings\n", (await folder.RunAsync("check", "requirements.txt", "--baseline", "ci/known.json")).Error);

        // A folder that went away took its findings along.
        Directory.Delete(Path.Combine(folder.Root, "b"), recursive: true);
        Assert.Equal(
            "note: baseline ci/known.json hides 2 findings; 2 more that it lists are gone, so write it again with --write-baseline ci/known.json\n",
            (await folder.RunAsync("check", "--baseline", "ci/known.json")).Error);
    }

    [Fact]
    public async Task Two_runs_write_the_same()
    {
        using var folder = new CliFolder(Project);
        await folder.RunAsync("check", "--write-baseline", "one.json");
        await folder.RunAsync("check", "--write-baseline", "two.json", "b", ".");
        var one = File.ReadAllText(Path.Combine(folder.Root, "one.json"));
        Assert.Equal(one, File.ReadAllText(Path.Combine(folder.Root, "two.json")));
        Assert.DoesNotContain('\r', one);
        Assert.EndsWith("}\n", one, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--baseline nowhere.json", "baseline nowhere.json does not exist; write it with --write-baseline nowhere.json")]
    [InlineData("--baseline .", "baseline . is a folder; give a file")]
    [InlineData("--baseline requirements.txt", "baseline requirements.txt can't be read: line 1 is not what a baseline holds; write it with --write-baseline requirements.txt")]
    [InlineData("--baseline future.json", "baseline future.json can't be read: it has version 9, and this program reads version 1; write it with --write-baseline future.json")]
    [InlineData("--baseline a.json --write-baseline b.json", "--baseline and --write-baseline exclude one another: the first reads what the second writes; give one of them")]
    [InlineData("--baseline a.json --baseline b.json", "--baseline is given as a.json and as b.json; give it once; see pyframeworks check --help")]
    [InlineData("--baseline", "--baseline needs a value: FILE; see pyframeworks check --help")]
    [InlineData("--write-baseline no/such/folder.json", "baseline no/such/folder.json can't be written: its folder does not exist; make the folder or choose another file")]
    [InlineData("--write-baseline .", "baseline . can't be written; allow writing it or choose another file")]
    public async Task A_file_that_does_not_serve_is_bad_usage(string options, string message)
    {
        using var folder = new CliFolder(Project);
        folder.Write("future.json", "{\"version\": 9}");
        Assert.Equal(new(2, "", $"error: {message}\n"), await folder.RunAsync(["check", .. options.Split(' ')]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task A_name_that_can_not_be(string name)
    {
        using var folder = new CliFolder(Project);
        Assert.Equal(new(2, "", "error: the name of a baseline is empty or holds a NUL character; give a file\n"), await folder.RunAsync("check", "--baseline", name));
        Assert.Equal(new(2, "", "error: the name of a baseline is empty or holds a NUL character; give a file\n"), await folder.RunAsync("check", "--write-baseline", name));
    }

    [Fact]
    public async Task A_file_beyond_all_measure_is_not_read()
    {
        using var folder = new CliFolder(Project);
        using (var large = File.Create(Path.Combine(folder.Root, "large.json")))
        {
            large.SetLength((32 << 20) + 1);
        }

        Assert.Equal(new(2, "", "error: baseline large.json is larger than 32 MiB; write it with --write-baseline large.json\n"), await folder.RunAsync("check", "--baseline", "large.json"));
    }
}
