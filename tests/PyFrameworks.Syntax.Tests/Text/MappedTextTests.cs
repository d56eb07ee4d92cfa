using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Text;

public sealed class MappedTextTests
{
    private static readonly SourceText s_source = new("é😀 fl\\x61sk + '>=2'");

    // "flask>=2", written as "fl\x61sk" and ">=2" with something between them.
    private static readonly MappedText s_text = new MappedText.Builder(4).Append("fl", 4, 2).Append("a", 6, 4).Append("sk", 10, 2).Append(">=2", 16, 3).ToText();

    [Theory]
    [InlineData(0, 8, "fl\\x61sk + '>=2")]
    [InlineData(0, 5, "fl\\x61sk")]
    [InlineData(2, 1, "\\x61")]
    [InlineData(1, 2, "l\\x61")]
    [InlineData(3, 2, "sk")]
    [InlineData(5, 3, ">=2")]
    [InlineData(4, 2, "k + '>")]
    [InlineData(5, 100, ">=2")]
    public void Spans_lead_back_to_the_source(int start, int length, string expected)
    {
        Assert.Equal(expected, s_source.Slice(s_text.SourceSpan(new(start, length))));
        Assert.Equal(expected, s_source.Slice(s_text.Slice(start, Math.Min(length, 8 - start)).Span));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(3, 10)]
    [InlineData(5, 12)]
    [InlineData(8, 19)]
    public void Empty_spans_stay_behind_what_precedes_them(int at, int expected) => Assert.Equal(new TextSpan(expected, 0), s_text.SourceSpan(new(at, 0)));

    [Fact]
    public void Parts_of_a_text()
    {
        var text = MappedText.Of(s_source, new(2, 3));
        Assert.Equal(s_source.Slice(new(2, 3)), text.Value);
        Assert.Equal(["a", "", " b"], MappedText.Of(new("a,, b"), new(0, 5)).Split(',').Select(part => part.Value));
        Assert.Equal(new TextSpan(4, 1), MappedText.Of(new("a,, b"), new(3, 2)).Trim().Span);
        Assert.Equal(new TextSpan(7, 0), MappedText.Of(s_source, new(7, 0)).Span);
    }
}
