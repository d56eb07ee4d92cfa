using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Text;

public sealed class AsciiSetTests
{
    [Theory]
    [InlineData("", -1, -1)]
    [InlineData("<=", 0, -1)]
    [InlineData("abc", -1, 0)]
    [InlineData("ab~c", 2, 0)]
    [InlineData("<\0b", 0, 2)]
    [InlineData("é😀~", 3, 0)]
    [InlineData("\u013C\u017E", -1, 0)]
    public void Characters_are_found(string text, int first, int firstOther)
    {
        var set = new AsciiSet("<=~\0");
        Assert.Equal(first, set.IndexIn(text));
        Assert.Equal(firstOther, set.IndexOfOtherIn(text));
    }

    [Fact]
    public void All_of_ascii_can_be_told_apart()
    {
        for (var one = '\0'; one < 128; one++)
        {
            var set = new AsciiSet(one.ToString());
            Assert.Equal(one.ToString(), string.Concat(Enumerable.Range(0, 1000).Select(i => (char)i).Where(set.Contains)));
        }
    }

    [Fact]
    public void Other_characters_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new AsciiSet("aé"));
}
