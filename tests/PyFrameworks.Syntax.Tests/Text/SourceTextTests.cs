using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Text;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain\n")]
    [InlineData("é 😀\ttab\r\nline\r\u2028end")]
    public void Packed_text_is_the_same_text(string content)
    {
        var packed = new SourceText(content).Packed();

        Assert.Equal(content, packed.Content);
        Assert.Equal(content.Length, packed.Length);
        Assert.Equal(new SourceText(content).Lines.Count, packed.Lines.Count);
        Assert.Equal(content, packed.Slice(new(0, content.Length)));
        Assert.Same(packed, packed.Packed());
    }

    [Fact]
    public void Byte_order_mark_is_dropped_once()
    {
        var packed = new SourceText("\uFEFF\uFEFFa").Packed();

        Assert.Equal(new SourceText("\uFEFF\uFEFFa").Content.Length, packed.Content.Length);
    }

    [Fact]
    public void Lone_surrogate_stays_as_it_is()
    {
        var text = new SourceText("a\ud83d");

        Assert.Same(text, text.Packed());
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
