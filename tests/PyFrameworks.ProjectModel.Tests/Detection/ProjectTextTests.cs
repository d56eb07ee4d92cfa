using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.ProjectModel.Tests.Detection;

public sealed class ProjectTextTests
{
    [Fact]
    public void Files_markers_and_cursor_are_told_apart()
    {
        var (files, markers, cursor) = ProjectText.Parse("""
            #- requirements.txt
            # é
            dja$0ngo==3.2
            ^^^^^^ PF102 not looked after
                  ^^^^^ PF101
            flask
            #- src/app.py
            import flask
            """, static (_, _, _) => null);

        Assert.Equal(["requirements.txt", "src/app.py"], files.Paths);
        Assert.Equal("# é\ndjango==3.2\nflask\n", files.Parsed["requirements.txt"].Text.Content);
        Assert.NotNull(files.Parsed["src/app.py"].Module);
        Assert.Equal(new ProjectCursor("requirements.txt", 7), cursor);
        Assert.Equal(
            [
                new ProjectMarker(new FileSpan("requirements.txt", new TextSpan(4, 6)), "PF102", "not looked after"),
                new ProjectMarker(new FileSpan("requirements.txt", new TextSpan(10, 5)), "PF101", ""),
            ],
            markers);
    }

    [Theory]
    [InlineData("text\n#- a.py\n")]
    [InlineData("#- a.py\n^^^ PF101\n")]
    [InlineData("#- a.py\nx\n^^^ PF101\n")]
    [InlineData("#- a.py\nx$0\ny$0\n")]
    public void A_text_that_breaks_the_rules_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => ProjectText.Parse(text, static (_, _, _) => null));
}
