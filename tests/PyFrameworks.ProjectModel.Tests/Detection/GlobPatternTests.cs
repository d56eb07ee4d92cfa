namespace PyFrameworks.ProjectModel.Tests.Detection;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("legacy/**", "legacy/a/b.py", true)]
    [InlineData("legacy/**", "legacy", false)]
    [InlineData("legacy/**", "src/legacy/a.py", false)]
    [InlineData("legacy", "src/legacy/a.py", true)]
    [InlineData("legacy/", "src/legacy/a.py", true)]
    [InlineData("./legacy", "src/legacy/a.py", false)]
    [InlineData("/legacy", "legacy/a.py", true)]
    [InlineData("src/legacy", "src/legacy/a/b.py", true)]
    [InlineData("**/migrations/*.py", "a/b/migrations/0001.py", true)]
    [InlineData("**/migrations/*.py", "migrations/0001.py", true)]
    [InlineData("**/migrations/*.py", "migrations/0001.txt", false)]
    [InlineData("*.py", "a/b.py", true)]
    [InlineData("a?c/*.py", "abc/x.py", true)]
    [InlineData("a?c/*.py", "ac/x.py", false)]
    [InlineData("a/**/b/**/c", "a/b/x/b/y/c", true)]
    [InlineData("a\\b", "a/b", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "é/😀.py", true)]
    public void Patterns_match_as_documented(string pattern, string path, bool expected) =>
        Assert.Equal(expected, GlobPattern.Create(pattern).IsMatch(path));

    [Theory]
    [InlineData("src/*.py", "api", "api/src/a.py", true)]
    [InlineData("src/*.py", "api", "src/a.py", false)]
    [InlineData("*.py", "api", "other/a.py", false)]
    public void A_pattern_belongs_to_its_folder(string pattern, string folder, string path, bool expected) =>
        Assert.Equal(expected, GlobPattern.Create(pattern, folder).IsMatch(path));

    [Theory]
    [InlineData("applications/*/controllers", "applications/a/controllers", true)]
    [InlineData("applications/*/controllers", "applications/a/controllers/default.py", false)]
    [InlineData("manage.py", "src/manage.py", true)]
    [InlineData("**/*.zcml", "a/b/configure.zcml", true)]
    public void An_exact_match_names_the_path_itself(string pattern, string path, bool expected) =>
        Assert.Equal(expected, GlobPattern.Create(pattern).IsExactMatch(path));

    [Theory]
    [InlineData("**/x.py", true)]
    [InlineData("x.py", true)]
    [InlineData("a/**/a/x.py", true)]
    [InlineData("a/x.py", false)]
    [InlineData("y.py", false)]
    public void Deep_paths_match_as_others_do(string pattern, bool expected)
    {
        var path = string.Concat(Enumerable.Repeat("a/", 100)) + "x.py";
        Assert.Equal(expected, GlobPattern.Create(pattern).IsExactMatch(path));
    }

    [Fact]
    public void Pattern_can_be_moved_to_another_folder()
    {
        var pattern = GlobPattern.Create("src/*.py").In("api");
        Assert.True(pattern.IsExactMatch("api/src/a.py"));
        Assert.False(pattern.IsExactMatch("src/a.py"));
        Assert.Same(pattern, pattern.In("api"));
    }

    [Fact]
    public void Many_stars_take_no_exponential_time() =>
        Assert.False(GlobPattern.Create(string.Concat(Enumerable.Repeat("*a", 500)) + "b").IsMatch(new string('a', 5000)));
}
