using System.Text.Json;
using PyFrameworks.Testing;

namespace PyFrameworks.Cli.Tests;

/// <summary><c>check</c>: fields, text, and files that can't be read.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task Every_field_in_the_documented_order()
    {
        using var folder = new CliFolder();
        folder.Write("kelp.yaml", CliFolder.Kelp);
        folder.Write("requirements.txt", "kelp==1.0\r\n-r gone.txt\r\n");
        folder.Write("prod/requirements.txt", "kelp==1.0\n");
        folder.Write("pyproject.toml", "# é😀\n[project]\nname = \"x\"\ndependencies = [\t\"Kelp==1.0\"]\n");

        var result = await folder.RunAsync("check", "--format", "json", "--catalog", "kelp.yaml", "--exclude", "prod/**");

        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.Equal(
            Compact("""
            {"version": 1, "root": "ROOT",
             "diagnostics": [
              {"code": "PF101", "name": "unsupported-version", "severity": "warning", "file": "pyproject.toml",
               "range": {"start": {"line": 3, "character": 22}, "end": {"line": 3, "character": 27}},
               "message": "Kelp 1.0 reached end of life on 2022-01-31; 2.0 is supported until 2028-01-31", "framework": "kelp", "project": ".", "url": "URL/PF101.md",
               "related": [{"file": "requirements.txt", "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 4}}, "message": "Kelp is declared here, too"}],
               "fixes": []},
              {"code": "PF003", "name": "include-not-found", "severity": "warning", "file": "requirements.txt",
               "range": {"start": {"line": 1, "character": 3}, "end": {"line": 1, "character": 11}},
               "message": "'gone.txt' does not exist", "framework": null, "project": ".", "url": "URL/PF003.md", "related": [], "fixes": []}],
             "summary": {"projects": 1, "files": 2, "error": 0, "warning": 2, "information": 0, "hint": 0}}
            """),
            Compact(result.Output)
                .Replace(JsonSerializer.Serialize(folder.Root), "\"ROOT\"", StringComparison.Ordinal)
                .Replace("https://github.com/pyframeworks/pyframeworks/blob/main/server/docs/rules", "URL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_shows_the_line_with_carets_under_the_place()
    {
        using var folder = new CliFolder();
        folder.Write("kelp.yaml", CliFolder.Kelp);
        folder.Write("pyproject.toml", "[project]\nname = \"x\"\noptional-dependencies = {\"é😀\" = [], a = []}\ndependencies = [ # é😀\n\t'kelp==1.0']\n");
        folder.Write("requirements.txt", "kelp\n😀=1\n");

        var result = await folder.RunAsync("check", "--catalog", "kelp.yaml");

        Assert.Equal(
            """
            pyproject.toml:5:7  warning  PF101 Kelp 1.0 reached end of life on 2022-01-31; 2.0 is supported until 2028-01-31
              5 |     'kelp==1.0']
                |          ^^^^^
                requirements.txt:1:1  Kelp is declared here, too

            requirements.txt:2:1  error  PF001 MESSAGE
              2 | 😀=1
                | ^^^^

            1 error, 1 warning in 1 project, 2 files

            """.ReplaceLineEndings("\n"),
            System.Text.RegularExpressions.Regex.Replace(result.Output, "(?<=PF001 ).*", "MESSAGE"));
    }

    [Fact]
    public async Task Nothing_found_is_said_with_what_was_looked_at()
    {
        using var folder = new CliFolder("#- requirements.txt\nflask\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n");
        Assert.Equal("No findings in 1 project, 2 files\n  .: Flask, 1 Python file, 2 code lines\n", (await folder.RunAsync("check")).Output);

        folder.Write("tests/test_app.py", "import django\n");
        Assert.Contains("  .: Flask, 1 Python file", (await folder.RunAsync("check")).Output, StringComparison.Ordinal);
        Assert.Equal(new(0, "", ""), await folder.RunAsync("check", "--quiet"));
    }

    [Fact]
    public async Task A_broken_file_is_a_finding_and_the_rest_is_still_read()
    {
        using var folder = new CliFolder();
        folder.Write("kelp.yaml", CliFolder.Kelp);
        folder.Write("a/pyproject.toml", "[project]\nname = 'a\ndependencies = ['kelp==1.0', 'flask=>2']\n");
        folder.Write("b/requirements.txt", "flask==\nkelp==1.0\n-r gone.txt\n-r ../../out.txt\n");
        folder.Write("c/requirements.txt", "\0\u0001binary");
        folder.Write("c/old.py", "print 'python 2'\nimport kelp\n");
        folder.Write("d/{{cookiecutter.name}}/pyproject.toml", "[project\n");

        var result = await folder.RunAsync("check", "--format", "json", "--catalog", "kelp.yaml");

        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.Equal(
            [
                "a/pyproject.toml:1 PF002", "a/pyproject.toml:2 PF101", "a/pyproject.toml:2 PF001",
                "b/requirements.txt:0 PF001", "b/requirements.txt:1 PF101", "b/requirements.txt:2 PF003", "b/requirements.txt:3 PF003",
                "c/requirements.txt:0 PF002",
            ],
            result.Json.GetProperty("diagnostics").EnumerateArray().Select(finding =>
                $"{finding.GetProperty("file")}:{finding.GetProperty("range").GetProperty("start").GetProperty("line")} {finding.GetProperty("code")}"));
    }

    [Fact]
    public async Task A_file_that_can_not_be_read_is_told_in_a_line_and_the_rest_is_read()
    {
        using var folder = new CliFolder("#- requirements.txt\nflask\n#- app.py\nimport flask\n");
        using (var large = File.Create(Path.Combine(folder.Root, "large.py")))
        {
            large.SetLength((4 << 20) + 1);
        }

        var all = await folder.RunAsync("check");
        Assert.Equal(new(0, "No findings in 1 project, 2 files\n  .: Flask, 1 Python file, 1 code line\n", "warning: large.py: it is larger than 4096 KiB\n"), all);
        Assert.Equal("", (await folder.RunAsync("check", "--quiet")).Error);
        Assert.Equal(new(2, "", "error: large.py can't be read: it is larger than 4096 KiB; choose another path\n"), await folder.RunAsync("check", "large.py"));
    }

    [Fact]
    public async Task An_include_that_git_ignores_is_there()
    {
        using var folder = new CliFolder("#- .gitignore\nsecret/\n#- requirements.txt\n-r secret/base.txt\n-r secret/gone.txt\n#- secret/base.txt\nflask\n");

        var result = await folder.RunAsync("check", "--quiet");

        Assert.StartsWith("requirements.txt:2:4  warning  PF003 'secret/gone.txt' does not exist\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("base.txt", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_two_projects_is_reported_once()
    {
        using var folder = new CliFolder("#- base.txt\nflask==\n#- a/requirements.txt\n-r ../base.txt\n#- b/requirements.txt\n-r ../base.txt\n");

        var result = await folder.RunAsync("check", "--format", "json");

        var finding = Assert.Single(result.Json.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal(("base.txt", "a"), (finding.GetProperty("file").GetString(), finding.GetProperty("project").GetString()));
        Assert.Equal(
            "2 projects, 3 files, 1 error",
            $"{result.Json.GetProperty("summary").GetProperty("projects")} projects, {result.Json.GetProperty("summary").GetProperty("files")} files, {result.Json.GetProperty("summary").GetProperty("error")} error");
    }

    [Fact]
    public async Task Two_runs_compare_byte_for_byte_wherever_they_start()
    {
        var contents = new Dictionary<string, string>
        {
            ["requirements.txt"] = "flask==1.0\n-r reqs/b.txt\n",
            ["reqs/b.txt"] = "uvicorn\nflask==0.12\n",
            ["app.py"] = "import flask, bottle\napp = flask.Flask('x')\n",
            ["z/pyproject.toml"] = "[project]\nname = 'z'\ndependencies = ['django==3.2']\n",
            ["z/é.py"] = "import django\n",
            ["y/requirements.in"] = "tornado\n",
        };
        using var folder = new CliFolder();
        foreach (var (path, content) in contents)
        {
            folder.Write(path, content);
        }

        var first = await Outputs(folder.Root, ".");
        var again = await Outputs(folder.Root, ".");
        var elsewhere = await Outputs(Path.Combine(folder.Root, "reqs"), "..");
        foreach (var path in contents.Keys)
        {
            File.Delete(Path.Combine(folder.Root, path));
        }

        // Files written in another order are listed in another order by most disks.
        foreach (var (path, content) in contents.Reverse())
        {
            folder.Write(path, content);
        }

        var rewritten = await Outputs(folder.Root, ".");

        Assert.Contains("PF101", first, StringComparison.Ordinal);
        Assert.Equal(first, again);
        Assert.Equal(first, elsewhere);
        Assert.Equal(first, rewritten);

        static async Task<string> Outputs(string current, string path)
        {
            var surroundings = new Surroundings { CurrentDirectory = current, Today = TestProjects.Today };
            var outputs = new List<string>();
            foreach (var verb in (string[])["check", "inspect"])
            {
                foreach (var format in (string[])["text", "json"])
                {
                    outputs.Add((await CliFolder.RunInAsync(surroundings, verb, "--format", format, path)).Output);
                }
            }

            return string.Concat(outputs);
        }
    }

    [Theory]
    [InlineData("2021-12-31", "hint")]
    [InlineData("2022-01-31", "warning")]
    [InlineData("2021-07-30", "")]
    [InlineData("2027-11-01", "warning")]
    [InlineData("2027-11-02", "hint")]
    public async Task Today_decides(string today, string severity)
    {
        using var folder = new CliFolder("#- requirements.txt\nkelp==1.0\n");
        folder.Write("kelp.yaml", CliFolder.Kelp);

        var result = await folder.RunAsync("check", "--format", "json", "--catalog", "kelp.yaml", "--today", today);

        Assert.Equal(severity, string.Join(',', result.Json.GetProperty("diagnostics").EnumerateArray().Select(finding => finding.GetProperty("severity").GetString())));
    }

    private static string Compact(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);
}
