using PyFrameworks.Syntax.Ini;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Ini;

public sealed class IniDocumentTests
{
    [Theory]
    [InlineData("[a]\nb = c", "a.b=c")]
    [InlineData("[a]\nb: c = d", "a.b=c = d")]
    [InlineData("[a]\nb =\n  c\n  d\ne = f", "a.b=c|d a.e=f")]
    [InlineData("[a]\nb = c\n\n  d\n  # no\n  ; no\n  e # yes", "a.b=c|d|e # yes")]
    [InlineData("[a]\n  b = c\n    d\n  e = f", "a.b=c|d a.e=f")]
    [InlineData("[a]\nb = c\n[d]\nb = e", "a.b=c d.b=e")]
    [InlineData("[a] x\nb =", "a.b=")]
    [InlineData("[a\tb]\nC = %(x)s", "a\tb.C=%(x)s")]
    [InlineData("# [a]\n[b]\n#c = d", "")]
    [InlineData("é😀 = 1\n[é😀]\né = 😀", "é😀.é=😀")]
    public void Sections_and_options(string content, string expected)
    {
        foreach (var newline in (string[])["\n", "\r\n"])
        {
            var text = new SourceText(content.ReplaceLineEndings(newline));
            var document = IniDocument.Parse(text, CancellationToken.None);
            Assert.Equal(
                expected,
                string.Join(' ', document.Sections.SelectMany(section => section.Options.Select(option => $"{section.Name}.{option.Key}={string.Join('|', option.Lines.Select(text.Slice))}"))));
            Assert.All(document.Sections, section => Assert.Equal(section.Name, text.Slice(section.NameSpan)));
            Assert.All(document.Sections.SelectMany(section => section.Options), option => Assert.Equal(option.Key, text.Slice(option.KeySpan)));
        }
    }

    [Theory]
    [InlineData("a = b\nc = d\n[e]", "a = b")]
    [InlineData("[a]\nb\nc = d", "b")]
    [InlineData("[a]\n= b", "= b")]
    [InlineData("[a]\n[b\nc = d", "[b")]
    [InlineData("[a]\nb = c\nb = d", "b")]
    [InlineData("[a]\n[b]\n[a]", "a")]
    public void Errors_stand_at_their_place(string content, string expected)
    {
        var text = new SourceText(content);
        Assert.Equal(expected, text.Slice(Assert.Single(IniDocument.Parse(text, CancellationToken.None).Errors).Span));
    }

    [Fact]
    public void Hyphens_count_as_underscores() =>
        Assert.NotNull(IniDocument.Parse(new("[options]\ninstall-requires = x"), CancellationToken.None).Find("options")!.Find("install_requires"));

    [Fact]
    public void Comments_have_a_line_for_themselves()
    {
        var text = new SourceText("# é 😀\r\n[a] ; no\r\n  ; b\r\nc = d # no\r\n");
        Assert.Equal(["# é 😀", "; b"], IniDocument.Parse(text, CancellationToken.None).Comments.Select(text.Slice));
    }
}
