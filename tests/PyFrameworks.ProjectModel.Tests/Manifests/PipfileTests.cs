using System.Text;
using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class PipfileTests
{
    [Theory]
    [InlineData("Flask = \"*\"", "", "Flask", null, "Flask = \"*\"")]
    [InlineData("flask = '== 3.0' # é", "==3.0", "flask", "== 3.0", "flask = '== 3.0'")]
    [InlineData("flask = \"3.0\"", "==3.0", "flask", "3.0", "flask = \"3.0\"")]
    [InlineData("\"flask\" = {version = \">=2,<4\", extras = [\"async\"]}", ">=2,<4", "flask", ">=2,<4", "\"flask\" = {version = \">=2,<4\", extras = [\"async\"]}")]
    public void Spans_of_an_entry(string entry, string specifier, string name, string? clauses, string whole)
    {
        foreach (var newline in (string[])["\n", "\r\n"])
        {
            var manifest = ReadBytes("api/Pipfile", $"# é 😀\t\n[packages]\n{entry}\n".ReplaceLineEndings(newline), new UTF8Encoding(true));
            Assert.Empty(manifest.Problems);
            var dependency = Assert.Single(manifest.Dependencies);
            Assert.Equal((specifier, ManifestFormat.Pipfile), (dependency.Specifier.ToString(), manifest.Format));
            Assert.Equal((name, clauses, whole), Slices(manifest, dependency));
        }
    }

    [Fact]
    public void Every_table_has_its_group()
    {
        var manifest = Read("Pipfile", """
            [[source]]
            url = "https://pypi.org/simple"
            [packages]
            flask = {version = "*", markers = "os_name == 'nt'", sys_platform = "== 'win32'"}
            own = {path = "./own", editable = true}
            other = {git = "https://x.org/o.git", ref = "1"}
            [dev-packages]
            pytest = ">=7"
            [docs]
            sphinx = "*"
            [scripts]
            start = "flask run"
            [requires]
            python_version = "3.11"
            """);
        Assert.Equal(["flask||main", "own||main", "other||main", "pytest|>=7|dev", "sphinx||group:docs"], Summary(manifest));
        Assert.Empty(manifest.Problems);
        Assert.Equal("os_name == \"nt\" and sys_platform == \"win32\"", manifest.Dependencies[0].Marker!.ToString());
        Assert.Equal(("./own", true, "https://x.org/o.git"), (manifest.Dependencies[1].Url, manifest.Dependencies[1].IsEditable, manifest.Dependencies[2].Url));
        Assert.Equal(("==3.11.*", "3.11"), (manifest.RequiresPython!.Specifier.ToString(), manifest.Text.Slice(manifest.RequiresPython.At.Span)));
    }

    [Theory]
    [InlineData("python_full_version = '3.11.4'", "==3.11.4")]
    [InlineData("python_version = '3'", "==3.*")]
    [InlineData("python_version = '>=3.9'", ">=3.9")]
    [InlineData("python_version = '*'", null)]
    public void Pythons(string line, string? expected)
    {
        var manifest = Read("Pipfile", $"[requires]\n{line}\n");
        Assert.Equal(expected, manifest.RequiresPython?.Specifier.ToString());
        Assert.Empty(manifest.Problems);
    }

    [Theory]
    [InlineData("flask = '=>2'\nx = '*'", "PF001|=>2|", "flask||main,x||main")]
    [InlineData("flask = 1\nx = '*'", "PF001|1|'packages.flask' has to be a version", "x||main")]
    [InlineData("flask = ''\nx = '*'", "PF001|''|Expected a version", "flask||main,x||main")]
    [InlineData("'-' = '*'\nx = '*'", "PF001|-|'-' is no distribution name", "x||main")]
    [InlineData("flask = {version = '*', markers = 'os_name = 1'}\nx = '*'", "PF001|", "flask||main,x||main")]
    [InlineData("flask = \nx = '*'", "PF002|", "x||main")]
    [InlineData("[requires]\npython_version = 'new'\n[packages]\nx = '*'", "PF001|new|'new' is no version of Python", "x||main")]
    public void Errors_stand_at_their_place_and_the_rest_is_read(string lines, string problem, string expected)
    {
        var manifest = Read("Pipfile", $"[packages]\n{lines}\n".Replace("[packages]\n[requires]", "[requires]", StringComparison.Ordinal));
        Assert.StartsWith(problem, Assert.Single(ProblemsOf(manifest)), StringComparison.Ordinal);
        Assert.Equal(expected, string.Join(',', Summary(manifest)));
        CheckSpans(manifest);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void The_lock_pins(string newline)
    {
        const string Lock = """
            {
                "_meta": {"hash": {"sha256": "é 😀"}, "sources": [{"name": "pypi"}]},
                "default": {
                    "Flask": {"hashes": ["sha256:é😀"], "index": "pypi", "version": "==3.0.2"},
                    "own": {"editable": true, "path": "."}
                },
                "develop": {
                    "pytest": {"version": "==8.1"}
                },
                "docs": {
                    "sphinx": {"version": "later"}
                }
            }
            """;
        var manifest = ReadBytes("Pipfile.lock", Lock.ReplaceLineEndings(newline), new UTF8Encoding(true));
        Assert.Empty(manifest.Problems);
        Assert.Equal(["flask|==3.0.2|main", "own||main", "pytest|==8.1|dev", "sphinx||group:docs"], Summary(manifest));
        Assert.Equal(("Flask", "==3.0.2", "Flask"), Slices(manifest, manifest.Dependencies[0]));
        Assert.Equal(("pytest", "==8.1", "pytest"), Slices(manifest, manifest.Dependencies[2]));
        Assert.Equal([false, true, false, false], manifest.Dependencies.Select(dependency => dependency.IsEditable));
        Assert.True(manifest.Format.IsLock());
        CheckPrefixes("Pipfile.lock", Lock);
    }

    [Fact]
    public void A_merge_conflict_in_the_lock_leaves_the_other_packages()
    {
        var manifest = Read("Pipfile.lock", "{\"default\": {\n\"é😀\": {},\n<<<<<<< ours\n\"a\": {\"version\": \"==1\"},\n=======\n\"b\": {\"version\": \"==2\"},\n>>>>>>> theirs\n\"c\": {\"version\": \"==3\"}\n}}");
        Assert.Equal(["PF002|<<<<<<< ours", "PF002|=======", "PF002|>>>>>>> theirs"], ProblemsOf(manifest).Select(problem => problem[..problem.LastIndexOf('|')]));
        Assert.Equal(["é😀", "a", "b", "c"], manifest.Dependencies.Select(dependency => dependency.Name));
        CheckSpans(manifest);
    }

    [Fact]
    public void Comments_and_last_commas_are_no_json_and_cost_nothing()
    {
        var manifest = Read("Pipfile.lock", """
            {"default": {
                "é😀": {"version": "==1"}, // why
                "b": {"version": "==2",
                },
            }, /* the end */
            }
            """.ReplaceLineEndings("\n"));

        Assert.Equal(["é😀", "b"], manifest.Dependencies.Select(dependency => dependency.Name));
        Assert.Equal(["// why", ",", ",", ",", "/* the end */"], manifest.Problems.Select(problem => manifest.Text.Slice(problem.Span)));
        Assert.All(manifest.Problems, problem => Assert.Equal("PF002", problem.Code));
    }

    [Fact]
    public void Deep_nesting_ends_the_reading() =>
        Assert.Equal("PF002", Assert.Single(Read("Pipfile.lock", "{\"default\": {\"a\": {}}, \"x\": " + new string('[', 100_000)).Problems).Code);
}
