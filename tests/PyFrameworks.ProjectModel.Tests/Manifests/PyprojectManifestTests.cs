using System.Text;
using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class PyprojectManifestTests
{
    private const string Path = "pyproject.toml";

    [Theory]
    [InlineData("\"Flask[async]>=2.3, <4\"", "Flask", ">=2.3, <4", "Flask[async]>=2.3, <4")]
    [InlineData("'flask >= 2 ; python_version < \"3.13\"'", "flask", ">= 2", "flask >= 2 ; python_version < \"3.13\"")]
    [InlineData("\"fl\\u0061sk\\u003E=2\"", "fl\\u0061sk", "\\u003E=2", "fl\\u0061sk\\u003E=2")]
    [InlineData("\"flask>=2 ; python_version < \\\"3\\\"\"", "flask", ">=2", "flask>=2 ; python_version < \\\"3\\\"")]
    [InlineData("\"\"\"\nflask\\\n   >=2\"\"\"", "flask", ">=2", "flask\\\n   >=2")]
    [InlineData("\"flask @ {root:uri}/flask\"", "flask", null, "flask @ {root:uri}/flask")]
    [InlineData("\"flask @ git+https://x.org/f.git\"", "flask", null, "flask @ git+https://x.org/f.git")]
    public void Spans_of_a_requirement(string item, string name, string? specifier, string whole)
    {
        foreach (var (before, newline) in (ReadOnlySpan<(string, string)>)[("", "\n"), ("# é 😀\t\n", "\n"), ("# é 😀\r\n", "\r\n")])
        {
            var content = $"{before}[project]\ndependencies = [ # 😀\n\t{item},\n]\n".ReplaceLineEndings(newline);
            var manifest = ReadBytes(Path, content, new UTF8Encoding(true));
            Assert.Empty(manifest.Problems);
            Assert.Equal((name, specifier, whole.ReplaceLineEndings(newline)), Slices(manifest, Assert.Single(manifest.Dependencies)));
            CheckSpans(manifest);
        }
    }

    [Fact]
    public void Every_table_has_its_group()
    {
        var manifest = Read(Path, """
            [build-system]
            requires = ["hatchling"]
            [project]
            name = "Shop"
            requires-python = ">=3.10"
            dependencies = ["flask"]
            [project.optional-dependencies]
            Web = ["gunicorn"]
            [dependency-groups]
            Test_Group = ["pytest", {include-group = "lint.tools"}]
            lint-tools = ["ruff"]
            [tool.uv]
            dev-dependencies = ["mypy"]
            constraint-dependencies = ["werkzeug<4"]
            [tool.pdm.dev-dependencies]
            docs = ["sphinx", "-e file:///${PROJECT_ROOT}/sub#egg=sub"]
            [tool.hatch.envs.lint]
            dependencies = ["black"]
            extra-dependencies = ["isort"]
            [tool.flit.metadata]
            requires = ["bottle"]
            """);
        Assert.Equal(
            [
                "hatchling||build", "flask||main", "gunicorn||extra:Web", "pytest||group:Test_Group", "ruff||group:lint-tools", "mypy||dev",
                "werkzeug|<4|constraint", "sphinx||group:docs", "sub||group:docs", "black||group:lint", "isort||group:lint", "bottle||main",
            ],
            Summary(manifest));
        Assert.Empty(manifest.Problems);
        Assert.Equal("Shop", manifest.ProjectName);
        Assert.Equal(">=3.10", manifest.RequiresPython!.Specifier.ToString());
        Assert.Equal(">=3.10", manifest.Text.Slice(manifest.RequiresPython.At.Span));
        var include = Assert.Single(manifest.Includes);
        Assert.Equal(("lint.tools", "lint-tools", IncludeKind.Group, "group:Test_Group"), (include.Target, include.Resolved, include.Kind, include.Group.Name));
        Assert.Equal("lint.tools", manifest.Text.Slice(include.Span));
        Assert.True(manifest.Dependencies.Single(dependency => dependency.Name == "sub").IsEditable);
    }

    [Fact]
    public void A_group_that_is_not_there_stays_unresolved() =>
        Assert.Null(Assert.Single(Read(Path, "[dependency-groups]\na = [{include-group = 'b'}]").Includes).Resolved);

    [Theory]
    [InlineData("dependencies = {file = 'requirements.txt'}", "requirements.txt|main")]
    [InlineData("dependencies = {file = ['a.txt', \"b.txt\"]}", "a.txt|main,b.txt|main")]
    [InlineData("optional-dependencies.web = {file = ['w.txt']}", "w.txt|extra:web")]
    [InlineData("version = {attr = 'x.y'}\ndependencies.file = 'r.txt'", "r.txt|main")]
    public void Setuptools_takes_dependencies_from_files(string lines, string expected)
    {
        var manifest = Read("api/pyproject.toml", $"[project]\ndynamic = ['dependencies']\n[tool.setuptools.dynamic]\n{lines}\n");
        Assert.Empty(manifest.Problems);
        Assert.All(manifest.Includes, include => Assert.Equal((include.Target, IncludeKind.File), (manifest.Text.Slice(include.Span), include.Kind)));
        Assert.Equal(expected, string.Join(',', manifest.Includes.Select(include => $"{include.Target}|{include.Group}")));
    }

    [Fact]
    public void A_hook_that_fills_in_versions_holds_the_dependencies()
    {
        var manifest = Read(Path, """
            [project]
            name = "x"
            dynamic = ["version", "dependencies"]
            [tool.hatch.metadata.hooks.uv-dynamic-versioning]
            dependencies = ["starlette>=0.27", "x-types=={{ version }}"]
            optional-dependencies.cli = ["flask"]
            """);

        Assert.Equal(["starlette|>=0.27|main", "x-types||main", "flask||extra:cli"], Summary(manifest));
        Assert.Empty(manifest.Problems);
        Assert.True(manifest.IsDynamic);
    }

    [Fact]
    public void Hatch_takes_dependencies_from_files()
    {
        var manifest = Read(Path, "[tool.hatch.metadata.hooks.requirements_txt]\nfiles = ['a.txt']\noptional-dependencies.x = ['b.txt']\n");
        Assert.Equal(["a.txt|main", "b.txt|extra:x"], manifest.Includes.Select(include => $"{include.Target}|{include.Group}"));
    }

    [Theory]
    [InlineData("[project]\ndependencies = ['flask=>2', 'django']", "flask=>2|'=>' is no operator; write '>='", "flask,django")]
    [InlineData("[project]\ndependencies = 'flask'", "'flask'|'project.dependencies' has to be an array of requirements such as [\"flask>=3\"]", "")]
    [InlineData("[project]\ndependencies = [1, 'django']", "1|Every item of 'project.dependencies' has to be a string such as \"flask>=3\"", "django")]
    [InlineData("[project.dependencies]\nflask = '2'\n[build-system]\nrequires = ['x']", "[project.dependencies]|'project.dependencies' has to be an array of requirements such as [\"flask>=3\"]", "x")]
    [InlineData("project = 1\n[build-system]\nrequires = ['x']", "1|'project' has to be a table", "x")]
    [InlineData("[project]\nrequires-python = 3.10", "3.10|'project.requires-python' has to be a string such as \">=3.10\"", "")]
    [InlineData("[project]\nrequires-python = '>=3.8, ^3'", "^3|Expected a version specifier such as '>=1.0', found '^3'", "")]
    [InlineData("[project]\noptional-dependencies = []", "[]|'project.optional-dependencies' has to be a table", "")]
    [InlineData("[dependency-groups]\na = {x = 1}\nb = ['y']", "{x = 1}|'dependency-groups.a' has to be an array of requirements such as [\"flask>=3\"]", "y")]
    [InlineData("[dependency-groups]\na = [{group = 'b'}, 'y']", "{group = 'b'}|Expected a requirement or {include-group = \"name\"}", "y")]
    [InlineData("[tool.setuptools.dynamic]\ndependencies = ['x']", "['x']|'tool.setuptools.dynamic.dependencies' has to be a table such as {file = [\"requirements.txt\"]}", "")]
    [InlineData("[tool.setuptools.dynamic]\ndependencies = {file = 1}", "1|'tool.setuptools.dynamic.dependencies.file' has to be the name of a file or an array of names", "")]
    [InlineData("[tool.hatch]\nenvs = 1", "1|'tool.hatch.envs' has to be a table", "")]
    [InlineData("[tool.pdm]\ndev-dependencies = ['x']", "['x']|'tool.pdm.dev-dependencies' has to be a table", "")]
    [InlineData("[tool.poetry.dependencies]\nflask = 3\nx = '1'", "3|'tool.poetry.dependencies.flask' has to be a version such as \"^3.0\" or a table", "x")]
    [InlineData("[tool.poetry.dependencies]\nflask = 'later'\nx = '1'", "later|'later' is no version constraint; write for example \"^3.0\" or \">=3,<4\"", "flask,x")]
    [InlineData("[tool.poetry.dependencies]\nflask = ''", "''|'' is no version constraint; write for example \"^3.0\" or \">=3,<4\"", "flask")]
    [InlineData("[tool.poetry.dependencies]\nflask = {version = 3}", "3|'tool.poetry.dependencies.flask.version' has to be a string", "flask")]
    [InlineData("[tool.poetry.dependencies]\nflask = {extras = 'x'}", "'x'|'tool.poetry.dependencies.flask.extras' has to be an array of names", "flask")]
    [InlineData("[tool.poetry.dependencies]\nflask = {version = '*', optional = 'yes'}", "'yes'|'tool.poetry.dependencies.flask.optional' has to be true or false", "flask")]
    [InlineData("[tool.poetry.dependencies]\n\"fl ask\" = '*'\nx = '1'", "fl ask|'fl ask' is no distribution name: it holds ASCII letters, digits, '-', '_' and '.'", "x")]
    [InlineData("[tool.poetry.dependencies]\nflask = {version = '*', markers = 'os'}", null, "flask")]
    [InlineData("[tool.poetry]\ndependencies = ['x']", "['x']|'tool.poetry.dependencies' has to be a table", "")]
    [InlineData("[tool.poetry.group]\ndev = 1", "1|'tool.poetry.group.dev' has to be a table", "")]
    public void A_wrong_value_names_its_key(string content, string? problem, string survivors)
    {
        var manifest = Read(Path, "# é 😀\r\n" + content);
        var found = Assert.Single(ProblemsOf(manifest));
        Assert.StartsWith("PF001|", found, StringComparison.Ordinal);
        Assert.True(problem is null || found == "PF001|" + problem, found);
        Assert.Equal(survivors, string.Join(',', manifest.Dependencies.Select(dependency => dependency.CanonicalName)));
        CheckSpans(manifest);
    }

    [Theory]
    [InlineData("[project]\ndependencies = [\"flask>=3]\n[build-system]\nrequires = ['x']", "flask|>=3|main,x||build")]
    [InlineData("[project]\ndependencies = ['flask', 'django'\n[build-system]\nrequires = ['x']", "flask||main,django||main,x||build")]
    [InlineData("[project]\ndependencies = ['a' 'b']\nrequires-python = '>=3", "a||main,b||main")]
    [InlineData("[tool.poetry.dependencies]\nflask = \"^2\nbottle = '*'", "flask||main,bottle||main")]
    [InlineData("[project]\ndependencies = [\"fl\\ask\", 'b']", "b||main")]
    [InlineData("<<<<<<< ours\n[project]\ndependencies = ['b']", "b||main")]
    public void An_error_of_TOML_is_said_once_and_leaves_the_rest(string content, string expected)
    {
        var manifest = Read(Path, content);
        Assert.Equal(expected, string.Join(',', Summary(manifest)));
        Assert.NotEmpty(manifest.Problems);
        Assert.All(manifest.Problems, problem => Assert.Equal("PF002", problem.Code));
        CheckSpans(manifest);
    }

    [Fact]
    public void What_only_TOML_1_1_allows_is_read_in_silence()
    {
        var manifest = Read(Path, "[dependency-groups]\na = [{\n  include-group = 'b',\n}, \"x\\e\"]\nb = ['y']");
        Assert.Equal("b", Assert.Single(manifest.Includes).Target);
        Assert.All(manifest.Problems, problem => Assert.Equal("PF001", problem.Code));
    }

    [Fact]
    public void A_template_has_a_bounded_number_of_problems()
    {
        var manifest = Read("{{cookiecutter.name}}/pyproject.toml", "{% if x %}\n[project]\ndependencies = ['flask{{ v }}', 'django']\n" + string.Concat(Enumerable.Repeat("{{ y }}\n", 2_000)));
        Assert.Equal(["flask||main", "django||main"], Summary(manifest));
        Assert.Equal(100, manifest.Problems.Length);
        Assert.All(manifest.Problems, problem => Assert.Equal("PF002", problem.Code));
    }

    [Fact]
    public void Settings_are_read_and_wrong_types_passed_over()
    {
        var settings = Read(Path, """
            [tool.pyframeworks]
            needs = ["rest-api", 1]
            exclude = ["legacy/**"]
            catalogs = "x"
            ignore = {"tests/**" = ["PF403"]}
            [tool.pyframeworks.rules]
            PF202 = "off"
            PF203 = 1
            """).Settings!;
        Assert.Equal(["rest-api"], settings.Needs.Select(need => need.Id));
        Assert.Equal(["legacy/**"], settings.Exclude);
        Assert.Empty(settings.Catalogs);
        Assert.Equal(("tests/**", "PF403"), (settings.Ignore[0].Pattern, settings.Ignore[0].Rules[0]));
        Assert.Equal([("PF202", "off")], settings.Rules);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_script_block_has_the_places_of_its_file(string newline)
    {
        var content = """
            #!/usr/bin/env python
            # é 😀
            # /// script
            # requires-python = ">=3.11"
            # dependencies = [
            #   "Flask[async]>=2.3", # é 😀
            #   "x=>1",
            # 	"tab",
            # ]
            # nonsense
            # ///
            import flask
            """.ReplaceLineEndings(newline);
        var manifest = Read("tool.py", content);
        Assert.Equal(ManifestFormat.Script, manifest.Format);
        Assert.Equal(["flask|>=2.3|main", "x||main"], Summary(manifest).Take(2));
        Assert.Equal(("Flask", ">=2.3", "Flask[async]>=2.3"), Slices(manifest, manifest.Dependencies[0]));
        Assert.Equal(">=3.11", manifest.Text.Slice(manifest.RequiresPython!.At.Span));
        Assert.Contains("PF001|x=>1|'=>' is no operator; write '>='", ProblemsOf(manifest));
        CheckSpans(manifest);
    }

    [Fact]
    public void A_script_block_with_errors_reports_them_in_its_file()
    {
        var manifest = Read("tool.py", "# /// script\n# nonsense\n# dependencies = ['flask']\n# ///\n");
        Assert.Equal("PF002", Assert.Single(manifest.Problems).Code);
        Assert.Equal("nonsense", manifest.Text.Slice(manifest.Problems[0].Span));
        Assert.Equal(["flask||main"], Summary(manifest));
    }

    [Fact]
    public void Every_beginning_of_a_file_can_be_read()
    {
        var content = """
            # é 😀
            [build-system]
            requires = ["hatchling>=1"]
            [project]
            name = "x"
            requires-python = ">=3.10,<4"
            dependencies = ["fl\u0061sk[async]>=2.3, <4 ; python_version < '3.13'", 'django==5.0', 1]
            optional-dependencies.web = ["gunicorn @ https://x.org/g"]
            [dependency-groups]
            a = ["pytest", {include-group = "b"}]
            [tool.setuptools.dynamic]
            dependencies = {file = ["r.txt"]}
            [tool.pdm.dev-dependencies]
            d = ["-e file:///x#egg=y"]
            [tool.poetry.dependencies]
            python = "^3.8 || ^2.7"
            "Flask" = {version = "^2.3", extras = ["async"], optional = true, markers = "os_name == 'nt'", python = "<3.13"}
            bottle.version = "0.*"
            many = [{version = "^1", python = "<3"}, {git = "https://x.org"}]
            [tool.poetry.dependencies.tornado]
            version = "~6"
            """.ReplaceLineEndings("\r\n");
        CheckPrefixes(Path, content);
        for (var length = 0; length < content.Length; length++)
        {
            var lines = content[..length].Split("\r\n").Select(line => $"# {line}\r\n");
            if (File("x.py", $"# /// script\r\n{string.Concat(lines)}# ///\r\n").Manifest is { } manifest)
            {
                CheckSpans(manifest);
            }
        }
    }
}
