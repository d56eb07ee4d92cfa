using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

public sealed class LinkTests
{
    [Theory]
    [InlineData("requirements.txt", "Flask>=3\r\n\t-r deps/é😀.txt\r\n", "Flask -> https://pypi.org/project/flask/ (Flask on PyPI)\ndeps/é😀.txt -> deps/é😀.txt (Open deps/é😀.txt)")]
    [InlineData("requirements.txt", "\uFEFFzope.interface", "zope.interface -> https://pypi.org/project/zope-interface/ (zope.interface on PyPI)")]
    [InlineData("requirements.txt", "-c constraints.txt", "constraints.txt -> constraints.txt (Open constraints.txt)")]
    [InlineData("requirements.txt", "-e ./pkg[web]", "./pkg -> pkg/pyproject.toml (Open pkg/pyproject.toml)")]
    [InlineData("requirements.txt", "-e ./empty", "")]
    [InlineData("requirements.txt", "-r gone.txt\n-r ../outside.txt\n-r /etc/passwd\n-r https://example.org/r.txt\n-r ${HOME}/r.txt", "")]
    [InlineData("requirements.txt", "django @ https://example.org/django.zip\ngit+https://example.org/x.git#egg=flask", "")]
    [InlineData("requirements.txt", "--index-url https://pypi.example.org/simple\nflask", "")]
    [InlineData("requirements.txt", "-i https://pypi.org/simple\nflask", "flask -> https://pypi.org/project/flask/ (flask on PyPI)")]
    [InlineData("pyproject.toml", "[project]\ndependencies = ['flask', '", "flask -> https://pypi.org/project/flask/ (flask on PyPI)")]
    [InlineData("pyproject.toml", "[project]\ndynamic = ['dependencies']\n[tool.setuptools.dynamic]\ndependencies = {file = ['constraints.txt']}", "constraints.txt -> constraints.txt (Open constraints.txt)")]
    [InlineData("pyproject.toml", "[dependency-groups]\na = [{include-group = 'b'}]\nb = []", "")]
    [InlineData("environment.yml", "dependencies:\n  - flask\n", "")]
    [InlineData("poetry.lock", "[[package]]\nname = 'flask'\nversion = '3.0.0'\n", "")]
    public void Dependencies_lead_to_the_index_and_includes_to_files(string path, string content, string expected)
    {
        (string, string)[] files = [(path, content), ("constraints.txt", "flask<4\n"), ("deps/é😀.txt", "django\n"), ("pkg/pyproject.toml", "[project]\nname = 'pkg'\n"), ("empty/readme.txt", "")];
        var project = TestProjects.Assemble(files).Single(project => project.FindManifest(path) is not null && project.Path == ".");
        var text = project.TextOf(path)!;
        Assert.Equal(expected, string.Join('\n', DocumentLinks.Of(project, path, CancellationToken.None).Select(link => $"{text.Slice(link.Span)} -> {link.Url}{link.Path} ({link.Tooltip})")));
    }

    [Fact]
    public void Code_has_none() => Assert.Empty(DocumentLinks.Of(TestProjects.FromFiles([("app.py", "import flask\n")]), "app.py", CancellationToken.None));
}
