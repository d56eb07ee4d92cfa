using System.Collections.Immutable;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>The edit that writes another framework into a manifest, format by format; with the small catalog, in which Quart 0.21 is the newest.</summary>
public sealed class ReplaceFrameworkTests
{
    [Theory]
    [InlineData("requirements.txt", "flask\n", "quart\n")]
    [InlineData("requirements.txt", "# é😀\r\n\tFlask[async, dotenv] >= 2.3, <4 ; python_version > '3.8'  # web\r\n", "# é😀\r\n\tquart >=0.21 ; python_version > '3.8'  # web\r\n")]
    [InlineData("requirements.txt", "\uFEFFflask==3.0.2\nflask-login\n", "\uFEFFquart>=0.21\nflask-login\n")]
    [InlineData("requirements-dev.in", "flask (>=2)\n", "quart (>=0.21)\n")]
    [InlineData("pyproject.toml", "[project]\nname = 'é'\ndependencies = [\"Flask[async]>=2.3\", 'x']\n", "[project]\nname = 'é'\ndependencies = [\"quart>=0.21\", 'x']\n")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndependencies = ['flask']\n[project.optional-dependencies]\nweb = ['flask>=3']\n", "[project]\nname = 'x'\ndependencies = ['quart']\n[project.optional-dependencies]\nweb = ['quart>=0.21']\n")]
    [InlineData("pyproject.toml", "[dependency-groups]\ndev = ['flask~=3.0']\n", "[dependency-groups]\ndev = ['quart>=0.21']\n")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = \"^3.0\"\n", "[tool.poetry.dependencies]\nquart = \">=0.21\"\n")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = { version = '^3.0', optional = true }\n", "[tool.poetry.dependencies]\nquart = { version = '>=0.21', optional = true }\n")]
    [InlineData("Pipfile", "[packages]\nflask = \"*\"\n", "[packages]\nquart = \"*\"\n")]
    [InlineData("Pipfile", "[packages]\nflask = \"~=3.0\"\n", "[packages]\nquart = \">=0.21\"\n")]
    [InlineData("setup.cfg", "[metadata]\nname = x\n[options]\ninstall_requires =\n    flask>=2\n    x\n", "[metadata]\nname = x\n[options]\ninstall_requires =\n    quart>=0.21\n    x\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(name='x', install_requires=['flask>=2', 'x'])\n", "from setuptools import setup\nsetup(name='x', install_requires=['quart>=0.21', 'x'])\n")]
    [InlineData("environment.yml", "name: x\ndependencies:\n  - python=3.12\n  - flask>=2\n  - pip:\n    - flask==3.0\n", "name: x\ndependencies:\n  - python=3.12\n  - quart>=0.21\n  - pip:\n    - quart>=0.21\n")]
    [InlineData("app.py", "# /// script\n# dependencies = ['flask>=2']\n# ///\nimport flask\n", "# /// script\n# dependencies = ['quart>=0.21']\n# ///\nimport flask\n")]
    public void The_line_is_changed(string path, string before, string after)
    {
        var project = TestProject.Of((path, before));
        var at = project.Snapshot.FindManifest(path)!.Dependencies.First(dependency => dependency.CanonicalName == "flask").NameSpan;
        var action = Assert.Single(Actions(project, path, at.Start), action => action.Title == "Replace Flask with Quart in this manifest");
        Assert.Equal(ActionKind.Rewrite, action.Kind);
        Assert.Equal(after, project.Apply(action)[path]);
    }

    [Theory]
    [InlineData("requirements.txt", "flask==3.0 \\\n    --hash=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n")]
    [InlineData("requirements.txt", "flask @ https://example.org/flask.zip\n")]
    [InlineData("requirements.txt", "flask>=3\nquart\n")]
    [InlineData("requirements.txt", "flask-login\n")]
    [InlineData("constraints.txt", "flask<4\n")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = { version = '^3.0', extras = ['async'] }\n")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nflask = { git = 'https://example.org/flask.git' }\n")]
    [InlineData("poetry.lock", "[[package]]\nname = \"flask\"\nversion = \"3.0.2\"\n")]
    public void Not_offered_where_it_could_break_the_file(string path, string content)
    {
        var project = TestProject.Of((path, content), ("app.py", "import flask\n"));
        Assert.DoesNotContain(Actions(project, path, content.IndexOf("flask", StringComparison.Ordinal)), action => action.Title.StartsWith("Replace ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_version_is_one_that_runs_on_the_projects_Pythons()
    {
        var project = TestProject.Of(("pyproject.toml", "[project]\nname = 'x'\nrequires-python = '==3.8.*'\ndependencies = ['flask>=2']\n"));
        var catalog = SampleCatalog.Instance;
        var fix = ReplaceFramework.In(project.Snapshot, "pyproject.toml", catalog.Find("flask")!, catalog.Find("quart")!);
        Assert.Equal(["quart", ">=0"], fix!.Edits.Select(edit => edit.NewText));
    }

    private static ImmutableArray<QuickFix> Actions(TestProject project, string path, int at) =>
        CodeActions.At(project.Snapshot, project.Findings, path, new(at, 1), CancellationToken.None);
}
