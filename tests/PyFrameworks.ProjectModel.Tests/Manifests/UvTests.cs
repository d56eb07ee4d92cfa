using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class UvTests
{
    private const string Path = "pyproject.toml";

    [Theory]
    [InlineData("{workspace = true}", null, true)]
    [InlineData("{path = '../f', editable = true}", "../f", true)]
    [InlineData("{path = '../f'}", "../f", false)]
    [InlineData("{git = 'https://x.org/f.git', tag = 'v1'}", "https://x.org/f.git", false)]
    [InlineData("[{url = 'https://x.org/f.whl', marker = 'x'}, {index = 'y'}]", "https://x.org/f.whl", false)]
    [InlineData("{index = 'private'}", null, false)]
    public void Sources_tell_where_dependencies_come_from(string source, string? url, bool isEditable)
    {
        var manifest = Read(Path, $"[project]\ndependencies = ['Shop_Core>=1', 'flask']\n[tool.uv.sources]\nshop-core = {source}\n[tool.uv.workspace]\nmembers = ['packages/*']\n");
        Assert.Empty(manifest.Problems);
        Assert.Equal(["shop-core|>=1|main", "flask||main"], Summary(manifest));
        Assert.Equal((url, isEditable), (manifest.Dependencies[0].Url, manifest.Dependencies[0].IsEditable));
        Assert.Equal((null, false), (manifest.Dependencies[1].Url, manifest.Dependencies[1].IsEditable));
    }

    [Fact]
    public void What_is_no_source_is_a_problem()
    {
        var manifest = Read(Path, "[project]\ndependencies = ['flask']\n[tool.uv.sources]\nflask = 'x'\n");
        Assert.Equal(["PF001|'x'|'tool.uv.sources.flask' has to be a table such as {workspace = true}"], ProblemsOf(manifest));
        Assert.Equal(["flask||main"], Summary(manifest));
    }
}
