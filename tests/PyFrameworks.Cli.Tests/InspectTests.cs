using System.Text.Json;

namespace PyFrameworks.Cli.Tests;

/// <summary><c>inspect</c>: fields, their order, and places.</summary>
public sealed class InspectTests
{
    [Fact]
    public async Task Every_field_in_the_documented_order()
    {
        using var folder = new CliFolder();
        folder.Write("kelp.yaml", CliFolder.Kelp);
        folder.Write("api/pyproject.toml", "[project]\nname = \"shop\"\nrequires-python = \">= 3.10\"\n[tool.pyframeworks]\nneeds = [\"realtime\"]\n");
        folder.Write("api/requirements.txt", "\uFEFFKelp[fast]>=2.0,<3 ; python_version < \"3.13\"\t# é😀\r\n-r base.txt\r\nother==\r\n");
        folder.Write("api/base.txt", "-e git+https://host.example/tide.git#egg=tide\n");
        folder.Write("api/app.py", "x = 'é😀'; import kelp\r\n\tdef f(): pass\r\nfrom kelp.parts import Kelp, run as go\r\nasync def g(): pass\r\n");

        var result = await folder.RunAsync("inspect", "--format", "jsonl", "--catalog", "kelp.yaml", "api");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(
            Compact("""
            {
              "version": 1, "root": "ROOT",
              "path": ".",
              "requiresPython": ">=3.10",
              "frameworks": [{
                "id": "kelp", "name": "Kelp", "role": "primary", "on": null, "interface": "wsgi", "confidence": 0.95, "specifier": ">=2.0,<3", "lockedVersion": null,
                "evidence": [
                  {"kind": "import", "file": "app.py", "range": {"start": {"line": 0, "character": 18}, "end": {"line": 0, "character": 22}}, "text": "import kelp"},
                  {"kind": "dependency", "file": "requirements.txt", "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 4}}, "text": "Kelp[fast]>=2.0,<3 ; python_version < \"3.13\""}
                ]}],
              "needs": [{"id": "realtime", "source": "declared", "because": "pyproject.toml declares it"}],
              "metrics": {"pythonFiles": 1, "codeLines": 4, "routes": 0, "asyncFunctions": 1},
              "manifests": [
                {"path": "base.txt", "format": "requirements",
                 "dependencies": [{"name": "tide", "canonicalName": "tide", "extras": [], "specifier": "", "url": "git+https://host.example/tide.git#egg=tide", "marker": null,
                   "group": "main", "editable": true, "range": {"start": {"line": 0, "character": 3}, "end": {"line": 0, "character": 45}}}],
                 "includes": [], "problems": []},
                {"path": "pyproject.toml", "format": "pyproject", "dependencies": [], "includes": [], "problems": []},
                {"path": "requirements.txt", "format": "requirements",
                 "dependencies": [
                   {"name": "Kelp", "canonicalName": "kelp", "extras": ["fast"], "specifier": ">=2.0,<3", "url": null, "marker": "python_version < \"3.13\"",
                    "group": "main", "editable": false, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 44}}},
                   {"name": "other", "canonicalName": "other", "extras": [], "specifier": "", "url": null, "marker": null,
                    "group": "main", "editable": false, "range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 7}}}],
                 "includes": [{"path": "base.txt", "kind": "requirement", "resolved": "base.txt", "range": {"start": {"line": 1, "character": 3}, "end": {"line": 1, "character": 11}}}],
                 "problems": [{"code": "PF001", "message": "Expected a version after '=='", "range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 7}}}]}
              ],
              "imports": [
                {"module": "kelp", "framework": "kelp", "file": "app.py", "range": {"start": {"line": 0, "character": 18}, "end": {"line": 0, "character": 22}}, "names": []},
                {"module": "kelp.parts", "framework": "kelp", "file": "app.py", "range": {"start": {"line": 2, "character": 5}, "end": {"line": 2, "character": 15}}, "names": ["Kelp", "run"]}
              ]
            }
            """),
            Compact(result.Output).Replace(JsonEncoded(Path.Combine(folder.Root, "api")), "ROOT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("flask")]
    [InlineData("flask-login")]
    public async Task Without_imports_the_manifests_alone_decide(string requirement)
    {
        using var folder = new CliFolder($"#- requirements.txt\n{requirement}\n#- app.py\nimport django\n");

        var all = (await folder.RunAsync("inspect", "--format", "json")).Json.GetProperty("projects")[0];
        var declared = (await folder.RunAsync("inspect", "--format", "json", "--no-imports")).Json.GetProperty("projects")[0];

        Assert.Equal(["django primary", "flask unused"], Roles(all));
        Assert.Equal(["flask primary"], Roles(declared));
        Assert.Empty(declared.GetProperty("imports").EnumerateArray());

        static IEnumerable<string> Roles(JsonElement project) =>
            project.GetProperty("frameworks").EnumerateArray().Select(use => $"{use.GetProperty("id").GetString()} {use.GetProperty("role").GetString()}");
    }

    [Fact]
    public async Task Json_holds_what_jsonl_holds()
    {
        using var folder = new CliFolder(TwoProjects);

        var json = (await folder.RunAsync("inspect", "--format", "json")).Json;
        var lines = (await folder.RunAsync("inspect", "--format", "jsonl")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["version", "root", "projects"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal((1, folder.Root), (json.GetProperty("version").GetInt32(), json.GetProperty("root").GetString()));
        Assert.Equal(["one", "two"], json.GetProperty("projects").EnumerateArray().Select(project => project.GetProperty("path").GetString()));
        Assert.Equal(2, lines.Length);
        foreach (var (line, project) in lines.Zip(json.GetProperty("projects").EnumerateArray()))
        {
            var members = JsonDocument.Parse(line).RootElement.EnumerateObject().ToList();
            Assert.Equal(["version", "root"], members.Take(2).Select(member => member.Name));
            Assert.Equal(project.EnumerateObject().Select(Compact), members.Skip(2).Select(Compact));
        }
    }

    [Theory]
    [InlineData(new[] { "one", "two" }, "", "one,two")]
    [InlineData(new[] { "two", "one", "two" }, "", "one,two")]
    [InlineData(new[] { "one" }, "one", ".")]
    [InlineData(new[] { "one/app.py" }, "one", ".")]
    [InlineData(new[] { "one/requirements.txt", "two/app.py" }, "", "one,two")]
    [InlineData(new[] { "one/sub/deep.py" }, "one", ".")]
    [InlineData(new[] { "two/docs/guide.py" }, "two", ".")]
    [InlineData(new[] { ".", "one" }, "", "one,two")]
    [InlineData(new[] { "one/../two/" }, "two", ".")]
    public async Task Root_is_the_common_folder_and_a_file_stands_for_its_project(string[] paths, string root, string projects)
    {
        using var folder = new CliFolder(TwoProjects);

        var json = (await folder.RunAsync(["inspect", "--format", "json", .. paths])).Json;

        Assert.Equal(root.Length == 0 ? folder.Root : Path.Combine(folder.Root, root), json.GetProperty("root").GetString());
        Assert.Equal(projects, string.Join(',', json.GetProperty("projects").EnumerateArray().Select(project => project.GetProperty("path").GetString())));
    }

    [Theory]
    [InlineData("requirements/base.txt")]
    [InlineData("docs/requirements.txt")]
    public async Task Requirements_of_a_folder_for_them_belong_to_the_folder_above(string file)
    {
        using var folder = new CliFolder($"#- shop/{file}\nflask\n#- shop/app.py\nimport flask\n");

        var json = (await folder.RunAsync("inspect", "--format", "json", $"shop/{file}")).Json;

        Assert.Equal(Path.Combine(folder.Root, "shop"), json.GetProperty("root").GetString());
        var project = Assert.Single(json.GetProperty("projects").EnumerateArray());
        Assert.Equal(1, project.GetProperty("metrics").GetProperty("pythonFiles").GetInt32());
    }

    [Fact]
    public async Task Excluded_paths_are_left_out_and_needs_are_added()
    {
        using var folder = new CliFolder(TwoProjects);

        var json = (await folder.RunAsync("inspect", "--format", "json", "--exclude", "two/**", "--need", "async", "--need", "typed", "--need", "async")).Json;

        var project = Assert.Single(json.GetProperty("projects").EnumerateArray());
        Assert.Equal("one", project.GetProperty("path").GetString());
        Assert.Equal(["async asked", "typed asked"], project.GetProperty("needs").EnumerateArray().Select(need => $"{need.GetProperty("id")} {need.GetProperty("source")}"));
    }

    [Fact]
    public async Task Text_names_each_place_from_1_in_characters()
    {
        using var folder = new CliFolder();
        folder.Write("kelp.yaml", CliFolder.Kelp);
        folder.Write("requirements.txt", "\uFEFFkelp\r\n");
        folder.Write("app.py", "x = 'é😀'; import kelp\r\n");

        var result = await folder.RunAsync("inspect", "--catalog", "kelp.yaml");

        Assert.Equal(
            """
            .
              1 Python file, 1 code line
              Kelp  primary · WSGI · any version · 95 % sure
                import      app.py:1:18  import kelp
                dependency  requirements.txt:1:1  kelp
              Manifests: requirements.txt

            """.ReplaceLineEndings("\n"),
            result.Output);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task A_tree_without_manifests_is_one_project()
    {
        using var folder = new CliFolder("#- src/app.py\nprint()\n");
        Assert.Equal(".\n  1 Python file, 1 code line\n  No web framework was found\n", (await folder.RunAsync("inspect")).Output);
    }

    private const string TwoProjects = """
        #- one/requirements.txt
        flask==3.0
        #- one/app.py
        from flask import Flask
        app = Flask(__name__)
        #- one/sub/deep.py
        import json
        #- two/requirements.txt
        bottle
        #- two/app.py
        import bottle
        #- two/docs/requirements.txt
        sphinx
        #- two/docs/guide.py
        import json
        """;

    private static string Compact(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);

    private static string Compact(JsonProperty member) => $"{member.Name}: {JsonSerializer.Serialize(member.Value)}";

    private static string JsonEncoded(string text) => JsonSerializer.Serialize(text)[1..^1];
}
