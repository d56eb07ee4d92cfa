using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Text;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain\n")]
    [InlineData("\uFEFFé 😀\ttab\r\nline\r\u2028end")]
    [InlineData("\uFEFF\uFEFFa")]
    [InlineData("a\ud83d")]
    public void Text_of_an_origin_is_the_same_text(string content)
    {
        var kept = new SourceText(content);
        var read = new SourceText(new Origin(() => content), kept.Length);

        Assert.Equal(kept.Content, read.Content);
        Assert.Equal(kept.Length, read.Length);
        Assert.Equal(kept.Lines.Count, read.Lines.Count);
        Assert.Equal(kept.Content, read.Slice(new(0, kept.Length)));
    }

    [Fact]
    public void Origin_is_asked_once_while_somebody_uses_the_text()
    {
        var asked = 0;
        var text = new SourceText(new Origin(() => $"a{++asked}"), 2);
        var lines = text.Lines;
        var content = text.Content;

        Assert.Equal("a1", content);
        Assert.Same(content, text.Content);
        Assert.Same(lines, text.Lines);
        GC.KeepAlive(content);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("shorter")]
    [InlineData("this one is longer")]
    public void Blanks_stand_for_a_text_that_has_become_another(string? now)
    {
        var text = new SourceText(new Origin(() => now), 10);

        Assert.Equal(new string(' ', 10), text.Content);
        Assert.Equal("    ", text.Slice(new(3, 4)));
        Assert.Equal(0, text.Lines.LineOf(9));
    }

    private sealed class Origin(Func<string?> read) : TextOrigin
    {
        public override string? Read() => read();
    }
}
