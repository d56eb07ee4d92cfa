namespace PyFrameworks.Features.Tests;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("a\u202Eb\u0007", "a\uFFFDb\uFFFD")]
    [InlineData("👩\u200D💻 می\u200Cخواهم", "👩\u200D💻 می\u200Cخواهم")]
    public void Characters_that_steer_the_eye_are_shown_and_those_that_spell_stay(string text, string shown)
    {
        Assert.Equal(shown, new Markup(isMarkdown: true).Text(text).ToString());
        Assert.Equal($"`{shown}`", new Markup(isMarkdown: true).Code(text).ToString());
    }

    [Theory]
    [InlineData("plain words, 3.1 and é😀", "plain words, 3.1 and é😀")]
    [InlineData("flask_login", "flask_login")]
    [InlineData("_x_ x_", "\\_x\\_ x\\_")]
    [InlineData("**a** ~~b~~ `c`", "\\*\\*a\\*\\* \\~\\~b\\~\\~ \\`c\\`")]
    [InlineData("[a](command:b)", "\\[a\\](command:b)")]
    [InlineData("![a](b)", "!\\[a\\](b)")]
    [InlineData("<script>&lt;", "\\<script\\>&amp;lt;")]
    [InlineData("a | b \\ c", "a \\| b \\\\ c")]
    [InlineData("# a", "\\# a")]
    [InlineData("- a", "\\- a")]
    [InlineData("1. a", "1\\. a")]
    [InlineData("12) a", "12\\) a")]
    [InlineData("3.1", "3.1")]
    [InlineData("a\r\nb\nc", "a b c")]
    [InlineData("https://a.b www.a.b a@b.c", "https\\://a.b www\\.a.b a\\@b.c")]
    [InlineData("a @ b: c", "a @ b: c")]
    public void Text_is_escaped(string text, string markdown)
    {
        Assert.Equal(markdown, new Markup(isMarkdown: true).Text(text).ToString());
        Assert.Equal(text.ReplaceLineEndings(" "), new Markup(isMarkdown: false).Text(text).ToString());
    }

    [Theory]
    [InlineData("a", "`a`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("a``b`c", "```a``b`c```")]
    [InlineData("`a`", "`` `a` ``")]
    [InlineData("a\nb", "`a b`")]
    [InlineData("<b>[x](y)", "`<b>[x](y)`")]
    [InlineData("", "")]
    public void Code_can_t_be_left(string code, string markdown) => Assert.Equal(markdown, new Markup(isMarkdown: true).Code(code).ToString());

    [Theory]
    [InlineData("a", "https://example.org/", "[a](https://example.org/)", "a <https://example.org/>")]
    [InlineData("a]b", "https://example.org/x_(y) z", "[a\\]b](https://example.org/x_%28y%29%20z)", "a]b <https://example.org/x_(y) z>")]
    [InlineData("a", "command:x?%5B%5D", "[a](command:x?%5B%5D)", "a")]
    public void Link(string title, string url, string markdown, string plain)
    {
        Assert.Equal(markdown, new Markup(isMarkdown: true).Link(title, url).ToString());
        Assert.Equal(plain, new Markup(isMarkdown: false).Link(title, url).ToString());
    }

    [Theory]
    [InlineData("Keep. ", "**Keep.** now")]
    [InlineData("", "now")]
    public void Bold_leaves_white_space_outside(string text, string markdown) => Assert.Equal(markdown, new Markup(isMarkdown: true).Bold(text).Text("now").ToString());

    [Fact]
    public void Blocks()
    {
        Assert.Equal("# A\n\nb\n\n- c\n- d\n\ne", Write(true));
        Assert.Equal("A\n\nb\n\n- c\n- d\n\ne", Write(false));

        static string Write(bool isMarkdown) =>
            new Markup(isMarkdown).Heading(1, "A").Paragraph().Text("b").Paragraph().Item().Text("c").Item().Text("d").Paragraph().Paragraph().Text("e").ToString();
    }
}
