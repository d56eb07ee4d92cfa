using FsCheck;
using FsCheck.Fluent;
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

    [Fact]
    public void Lines_of_an_edited_text_are_those_of_the_text_read_afresh()
    {
        var texts = Gen.Elements("", "a", "é", "😀", "\n", "\r\n", "\r", "ab\ncd", "😀\r\né\n").ListOf().Select(string.Concat);
        var edits = from text in texts from start in Gen.Choose(0, 20) from length in Gen.Choose(0, 9) select (Text: text, Start: start, Length: length);
        Prop.ForAll(texts.ToArbitrary(), edits.ArrayOf().ToArbitrary(), (content, changes) =>
        {
            var text = new SourceText(content);
            Assert.True(text.Lines.Count > 0);
            foreach (var change in changes)
            {
                var start = Math.Min(change.Start, text.Length);
                text = text.Replace(new(start, Math.Min(change.Length, text.Length - start)), change.Text);
                var fresh = new SourceText(text.Content);
                Assert.Equal(Enumerable.Range(0, fresh.Lines.Count).Select(fresh.Lines.Start), Enumerable.Range(0, text.Lines.Count).Select(text.Lines.Start));
            }
        }).QuickCheckThrowOnFailure();
    }
}
