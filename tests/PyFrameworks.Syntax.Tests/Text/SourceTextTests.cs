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
}
