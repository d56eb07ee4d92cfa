using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class PoetryTests
{
    private const string Path = "pyproject.toml";

    [Theory]
    [InlineData("^2.3", ">=2.3,<3")]
    [InlineData("^2", ">=2,<3")]
    [InlineData("^0.2.3", ">=0.2.3,<0.3")]
    [InlineData("^0.0.3", ">=0.0.3,<0.0.4")]
    [InlineData("^0.0", ">=0.0,<0.1")]
    [InlineData("^0", ">=0,<1")]
    [InlineData("^ 2.3", ">=2.3,<3")]
    [InlineData("^2.0b1", ">=2.0b1,<3")]
    [InlineData("^1!2.0", ">=1!2.0,<1!3")]
    [InlineData("^3.*", ">=3,<4")]
    [InlineData("~2", ">=2,<3")]
    [InlineData("~2.3", ">=2.3,<2.4")]
    [InlineData("~2.3.1", ">=2.3.1,<2.4")]
    [InlineData("~=2.3", "~=2.3")]
    [InlineData("*", "")]
    [InlineData("2.*", "==2.*")]
    [InlineData("2.x", "==2.*")]
    [InlineData("2.3.*.*", "==2.3.*")]
    [InlineData("==2.*", "==2.*")]
    [InlineData("!=2.*", "!=2.*")]
    [InlineData("2.3", "==2.3")]
    [InlineData("=2.3", "==2.3")]
    [InlineData("==2.3", "==2.3")]
    [InlineData(">=2,<3", ">=2,<3")]
    [InlineData(">=2 <3", ">=2,<3")]
    [InlineData(">= 2 , < 3", ">=2,<3")]
    [InlineData(">=2,!=2.5,<3", ">=2,!=2.5,<3")]
    [InlineData("<>2.5", "!=2.5")]
    [InlineData("^2.3,!=2.3.1", ">=2.3,<3,!=2.3.1")]
    [InlineData("^2 || ^3", ">=2,<4")]
    [InlineData("^2|^4.1", ">=2,<5")]
    [InlineData("<2 || >3", "")]
    [InlineData("2.3 || 2.4", ">=2.3,<=2.4")]
    [InlineData(">1 || >=1", ">=1")]
    [InlineData("^2 || >3,<3", ">=2,<3")]
    [InlineData("2.0+cu1", "==2.0+cu1")]
    public void Constraints_are_given_in_the_form_of_PEP_440(string constraint, string expected)
    {
        var manifest = Read(Path, $"# é 😀\r\n[tool.poetry.dependencies]\r\nflask = \"{constraint}\" # é\r\n");
        Assert.Empty(manifest.Problems);
        var dependency = Assert.Single(manifest.Dependencies);
        Assert.Equal(expected, dependency.Specifier.ToString());
        Assert.Equal(("flask", expected.Length == 0 ? null : constraint, $"flask = \"{constraint}\""), Slices(manifest, dependency));
    }

    [Theory]
    [InlineData("^")]
    [InlineData("^x")]
    [InlineData("~>2")]
    [InlineData("2..3")]
    [InlineData("^2 ||")]
    [InlineData("=")]
    [InlineData(" ")]
    public void What_is_no_constraint_is_a_problem(string constraint)
    {
        var manifest = Read(Path, $"[tool.poetry.dependencies]\nflask = '{constraint}'");
        Assert.Equal("PF001", Assert.Single(manifest.Problems).Code);
        Assert.Equal(["flask||main"], Summary(manifest));
    }

    [Theory]
    [InlineData("Flask_Login = {version = \"^2\", extras = [\"a\", \"b\"]}", "Flask_Login", "^2", "Flask_Login = {version = \"^2\", extras = [\"a\", \"b\"]}")]
    [InlineData("\"Flask-Login\" = {version = \"^2\", extras = ['a', 'b']}", "Flask-Login", "^2", "\"Flask-Login\" = {version = \"^2\", extras = ['a', 'b']}")]
    [InlineData("flask-login.version = '^2'\nflask-login.extras = ['a', 'b']", "flask-login", "^2", "flask-login.version = '^2'\nflask-login.extras = ['a', 'b']")]
    [InlineData("[tool.poetry.dependencies.flask-login]\nversion = '^2' # é\nextras = ['a', 'b']\n[tool.x]\ny = 1", "flask-login", "^2", "flask-login]\nversion = '^2' # é\nextras = ['a', 'b']")]
    [InlineData("flask-login = [{version = '^2', extras = ['a', 'b']}]", "flask-login", "^2", "flask-login = [{version = '^2', extras = ['a', 'b']}]")]
    public void Spans_of_an_entry(string entry, string name, string specifier, string whole)
    {
        var manifest = Read(Path, $"# é 😀\n[tool.poetry.dependencies]\n{entry}\n");
        Assert.Empty(manifest.Problems);
        var dependency = Assert.Single(manifest.Dependencies);
        Assert.Equal((name, specifier, whole), Slices(manifest, dependency));
        Assert.Equal(("flask-login", ">=2,<3"), (dependency.CanonicalName, dependency.Specifier.ToString()));
        Assert.Equal(["a", "b"], dependency.Extras);
    }

    [Fact]
    public void Groups_and_extras()
    {
        var manifest = Read(Path, """
            [tool.poetry]
            name = "shop"
            extras = {web = ["Gun.icorn"]}
            [tool.poetry.dependencies]
            python = "^3.10"
            flask = "^2"
            gun-icorn = {version = "*", optional = true}
            other = {version = "*", optional = true}
            [tool.poetry.dev-dependencies]
            pytest = "*"
            [tool.poetry.group.Docs]
            optional = true
            [tool.poetry.group.Docs.dependencies]
            sphinx = "*"
            """);
        Assert.Equal(["flask|>=2,<3|main", "gun-icorn||extra:web", "other||extra:optional", "pytest||dev", "sphinx||group:Docs"], Summary(manifest));
        Assert.Equal((">=3.10,<4", "^3.10"), (manifest.RequiresPython!.Specifier.ToString(), manifest.Text.Slice(manifest.RequiresPython.At.Span)));
        Assert.Equal("shop", manifest.ProjectName);
        Assert.Empty(manifest.Problems);
    }

    [Fact]
    public void Project_tables_come_before_those_of_Poetry()
    {
        var manifest = Read(Path, """
            [project]
            name = "new"
            requires-python = ">=3.9"
            dependencies = ["flask>=2"]
            [tool.poetry]
            name = "old"
            [tool.poetry.dependencies]
            python = "^3.10"
            flask = {source = "private"}
            """);
        Assert.Equal(["flask|>=2|main", "flask||main"], Summary(manifest));
        Assert.Equal((">=3.9", "new"), (manifest.RequiresPython!.Specifier.ToString(), manifest.ProjectName));
        Assert.Empty(manifest.Problems);
    }

    [Theory]
    [InlineData("{git = 'https://x.org/f.git', branch = 'main'}", "https://x.org/f.git", false)]
    [InlineData("{url = 'https://x.org/f.whl'}", "https://x.org/f.whl", false)]
    [InlineData("{path = '../f', develop = true}", "../f", true)]
    [InlineData("'*'", null, false)]
    public void Sources(string value, string? url, bool isEditable)
    {
        var dependency = Assert.Single(Read(Path, $"[tool.poetry.dependencies]\nflask = {value}").Dependencies);
        Assert.Equal((url, isEditable), (dependency.Url, dependency.IsEditable));
    }

    [Theory]
    [InlineData("markers = \"os_name == 'nt'\"", "os_name == \"nt\"")]
    [InlineData("python = '^3.8'", "python_version >= \"3.8\" and python_version < \"4\"")]
    [InlineData("python = '>=3.8.1'", "python_full_version >= \"3.8.1\"")]
    [InlineData("python = '3.8.*'", "python_version == \"3.8.*\"")]
    [InlineData("python = '<3 || >=3.8', platform = 'linux'", "(python_version < \"3\" or python_version >= \"3.8\") and sys_platform == \"linux\"")]
    [InlineData("python = '*'", null)]
    public void Conditions_become_markers(string pairs, string? expected)
    {
        var manifest = Read(Path, $"[tool.poetry.dependencies]\nflask = {{version = '*', {pairs}}}");
        Assert.Empty(manifest.Problems);
        Assert.Equal(expected, Assert.Single(manifest.Dependencies).Marker?.ToString());
    }

    [Fact]
    public void Alternatives_are_a_dependency_each()
    {
        var manifest = Read(Path, "[tool.poetry.dependencies]\nflask = [{version = '^1', python = '<3.8'}, {version = '^2', python = '>=3.8'}]");
        Assert.Equal(["flask|>=1,<2|main", "flask|>=2,<3|main"], Summary(manifest));
        CheckSpans(manifest);
    }

    [Fact]
    public void Python_as_a_table_is_no_dependency()
    {
        var manifest = Read(Path, "[tool.poetry.dependencies]\npython = {version = '^3.8'}");
        Assert.Empty(manifest.Dependencies);
        Assert.Equal(">=3.8,<4", manifest.RequiresPython!.Specifier.ToString());
    }

    [Theory]
    [InlineData("[[tool.poetry.dependencies.flask]]\nversion = '^1'\npython = '<3.8'\n[[tool.poetry.dependencies.flask]]\nversion = '^2'\n", "flask|>=1,<2|main,flask|>=2,<3|main")]
    [InlineData("[tool.poetry.dependencies]\nflask = {version = '^2', optional = true, extras = ['a']}\n[tool.poetry.extras]\nWeb = ['flask']\n", "flask|>=2,<3|extra:Web")]
    [InlineData("[tool.poetry.group.dev.dependencies]\nflask = '^2'\n", "flask|>=2,<3|group:dev")]
    [InlineData("[tool.poetry.group.web]\noptional = true\n[tool.poetry.group.web.dependencies]\nflask = {version = '^2', optional = true}\n", "flask|>=2,<3|group:web")]
    public void Headers_of_their_own(string content, string expected)
    {
        var manifest = Read(Path, $"# é 😀\n{content}");
        Assert.Empty(manifest.Problems);
        Assert.Equal(expected, string.Join(',', Summary(manifest)));
        CheckSpans(manifest);
    }
}
