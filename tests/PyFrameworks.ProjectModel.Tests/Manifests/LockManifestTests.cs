using static PyFrameworks.ProjectModel.Tests.Manifests.Reading;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

public sealed class LockManifestTests
{
    [Theory]
    [InlineData("uv.lock", "package")]
    [InlineData("poetry.lock", "package")]
    [InlineData("pdm.lock", "package")]
    [InlineData("pylock.toml", "packages")]
    [InlineData("pylock.web.toml", "packages")]
    public void Packages_and_their_versions(string path, string table)
    {
        var manifest = Read(path, $"# é 😀\r\n[[{table}]]\r\nname = \"Flask\"\r\nversion = \"3.0.2\"\r\n[[{table}]]\r\nname = 'x'\r\n");
        Assert.Equal(["flask|==3.0.2|main", "x||main"], Summary(manifest));
        Assert.Equal(("Flask", "3.0.2", "Flask"), Slices(manifest, manifest.Dependencies[0]));
        Assert.True(manifest.Format.IsLock());
    }

    [Theory]
    [InlineData("name = 1", "")]
    [InlineData("version = '1'", "")]
    [InlineData("name = 'x'\nversion = 1", "x||main")]
    [InlineData("name = 'x'\nversion = 'later'", "x||main")]
    [InlineData("name = 'x'\ncategory = 'dev'", "x||dev")]
    [InlineData("name = 'x'\ngroups = ['test']", "x||group:test")]
    [InlineData("name = 'x'\ngroups = ['test', 'default']", "x||main")]
    public void Packages_that_lack_something(string lines, string expected)
    {
        var manifest = Read("poetry.lock", $"[[package]]\n{lines}\n");
        Assert.Equal(expected, string.Join(',', Summary(manifest)));
        Assert.Empty(manifest.Problems);
    }

    [Fact]
    public void Members_of_the_workspace_are_editable()
    {
        var manifest = Read("uv.lock", "[[package]]\nname='a'\nsource={editable='.'}\n[[package]]\nname='b'\nsource={virtual='b'}\n[[package]]\nname='c'\nsource={registry='https://x.org'}");
        Assert.Equal([true, true, false], manifest.Dependencies.Select(dependency => dependency.IsEditable));
    }

    [Theory]
    [InlineData("package = 1")]
    [InlineData("package = [1, 'x']")]
    [InlineData("[package]\nname = 'x'")]
    public void Tables_of_another_shape_have_no_packages(string content) => Assert.Empty(Read("uv.lock", content).Dependencies);

    [Fact]
    public void A_merge_conflict_leaves_the_other_packages()
    {
        var manifest = Read("uv.lock", "[[package]]\nname='a'\n<<<<<<< ours\nversion='1'\n=======\nversion='2'\n>>>>>>> theirs\n[[package]]\nname='b'\nversion='1'\n");
        Assert.Equal(["a", "b"], manifest.Dependencies.Select(dependency => dependency.Name));
        Assert.All(manifest.Problems, problem => Assert.Equal("PF002", problem.Code));
        Assert.NotEmpty(manifest.Problems);
    }

    [Fact]
    public void Every_beginning_of_a_file_can_be_read() =>
        CheckPrefixes("uv.lock", "version = 1\n[[package]]\nname = \"Flask\"\nversion = \"3.0\"\nsource = { editable = \".\" }\ndependencies = [{ name = \"é 😀\" }]\n");
}
