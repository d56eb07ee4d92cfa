using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class PixiTests
{
    private const string Tables = """
        # é 😀
        [@dependencies]
        python = "3.11.*"
        flask = ">=2,<4"
        werkzeug = {version = "3.0.*", channel = "conda-forge"}
        [@pypi-dependencies]
        Bottle = {version = "==0.13", extras = ["a"]}
        own = {path = ".", editable = true}
        any = "*"
        [@feature.Test.dependencies]
        pytest = "8.*"
        [@feature.Test.pypi-dependencies]
        ruff = "~=0.5"
        [@target.linux-64.dependencies]
        gunicorn = "*"
        [@host-dependencies]
        hatchling = "*"
        """;

    [Theory]
    [InlineData("pyproject.toml", "tool.pixi.", ManifestFormat.Pyproject)]
    [InlineData("pixi.toml", "", ManifestFormat.Conda)]
    public void Tables_and_their_groups(string path, string prefix, ManifestFormat format)
    {
        foreach (var newline in (string[])["\n", "\r\n"])
        {
            var manifest = Read(path, Tables.Replace("@", prefix, StringComparison.Ordinal).ReplaceLineEndings(newline));
            Assert.Equal(
                [
                    "flask|>=2,<4|main", "werkzeug|==3.0.*|main", "bottle|==0.13|main", "own||main", "any||main", "pytest|==8.*|group:Test", "ruff|~=0.5|group:Test",
                    "gunicorn||main", "hatchling||build",
                ],
                Summary(manifest));
            Assert.Empty(manifest.Problems);
            Assert.Equal(format, manifest.Format);
            Assert.Equal(("==3.11.*", "3.11.*"), (manifest.RequiresPython!.Specifier.ToString(), manifest.Text.Slice(manifest.RequiresPython.At.Span)));
            Assert.Equal(("flask", ">=2,<4", "flask = \">=2,<4\""), Slices(manifest, manifest.Dependencies[0]));
            Assert.Equal(("Bottle", "==0.13", "Bottle = {version = \"==0.13\", extras = [\"a\"]}"), Slices(manifest, manifest.Dependencies[2]));
            Assert.Equal((true, "."), (manifest.Dependencies[3].IsEditable, manifest.Dependencies[3].Url));
            CheckSpans(manifest);
        }
    }

    [Theory]
    [InlineData("flask = '=>x'\nx = '*'", "PF001|=>x|'=>x' is no version of conda", "flask||main,x||main")]
    [InlineData("flask = 1\nx = '*'", "PF001|1|'dependencies.flask' has to be a version", "x||main")]
    [InlineData("flask = ''\nx = '*'", "PF001|''|'' is no version of conda", "flask||main,x||main")]
    public void Errors_stand_at_their_place_and_the_rest_is_read(string lines, string problem, string expected)
    {
        var manifest = Read("pixi.toml", $"[dependencies]\n{lines}\n");
        Assert.StartsWith(problem, Assert.Single(ProblemsOf(manifest)), StringComparison.Ordinal);
        Assert.Equal(expected, string.Join(',', Summary(manifest)));
    }
}
