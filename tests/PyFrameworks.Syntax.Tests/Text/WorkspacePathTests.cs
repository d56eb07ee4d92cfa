using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Text;

public sealed class WorkspacePathTests
{
    [Theory]
    [InlineData("a.py", "b.py", true)]
    [InlineData("pkg/a.py", "pkg/b.py", true)]
    [InlineData("é/😀.py", "é/b.py", true)]
    [InlineData("pkg/a.py", "b.py", false)]
    [InlineData("a.py", "pkg/b.py", false)]
    [InlineData("pkg/sub/a.py", "pkg/b.py", false)]
    [InlineData("pkg2/a.py", "pkg/b.py", false)]
    public void Files_of_one_folder_lie_beside_each_other(string path, string other, bool expected)
    {
        Assert.Equal(expected, IsBeside(path, other));
        Assert.Equal(expected, IsBeside(other, path));

        static bool IsBeside(string path, string other)
        {
            var run = default(FolderRun);
            Assert.False(run.GoesOn(other), "Nothing lies beside the first");
            return run.GoesOn(path);
        }
    }

    [Fact]
    public void Folders_of_files_are_all_above_them() =>
        Assert.Equal(
            [".", "a", "a/b", "a/b/c", "d"],
            WorkspacePath.FoldersOf(["a/b/c/x.py", "a/b/c/y.py", "a/z.py", "d/x.py", "a/w.py", "x.py"]).Order(StringComparer.Ordinal));
}
