using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;
using static PyFrameworks.Syntax.Tests.Python.PythonScanning;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class ScriptBlockTests
{
    [Theory]
    [InlineData("# /// script\n# a = 1\n#\n#   b\n# ///\n", "a = 1\n\n  b\n")]
    [InlineData("#!/usr/bin/env -S uv run\n# /// script\n# a\n# ///", "a\n")]
    [InlineData("# /// script\r\n# a\r\n#\r\n# ///\r\n", "a\n\n")]
    [InlineData("# /// script\r# a\r# ///\r", "a\n")]
    [InlineData("# /// script\n# a\n# ///\n# b\n# ///\n", "a\n///\nb\n")]
    [InlineData("# /// script\n# a\n# ///\n# b\n", "a\n")]
    [InlineData("# /// other\n# a\n# ///\n\n# /// script\n# b\n# ///\n", "b\n")]
    [InlineData("# /// other\n# /// script\n# a\n# ///\n", null)]
    [InlineData("# /// script\n# ///\n", null)]
    [InlineData("# /// script\n# a\n\n# ///\n", null)]
    [InlineData("# /// script\n#a\n# ///\n", null)]
    [InlineData("# /// script \n# a\n# ///\n", null)]
    [InlineData("# /// script\n# a\n# /// \n", null)]
    [InlineData(" # /// script\n# a\n# ///\n", null)]
    [InlineData("# /// script\n# a", null)]
    [InlineData("x = 1", null)]
    public void Block_is_found_as_the_reference_expression_does(string source, string? expected) =>
        Assert.Equal(expected, Scan(source).Script?.Content);

    [Fact]
    public void Two_blocks_are_an_error()
    {
        var module = Scan("# /// script\n# a\n# ///\n\n# /// script\n# b\n# ///\n");
        Assert.Null(module.Script);
        Assert.Equal(new TextSpan(24, 12), Assert.Single(module.Errors).Span);
    }

    [Fact]
    public void Every_character_of_the_content_maps_to_its_source()
    {
        var text = new SourceText("\uFEFF# é 😀\r\n# /// script\r\n# a = \"é\"\r\n#\r\n# \t😀 = 2\r\n# ///\r\nx");
        var script = PythonScanner.Scan(text, TestContext.Current.CancellationToken).Script!;
        for (var i = 0; i < script.Content.Length; i++)
        {
            Assert.Equal(script.Content[i] == '\n' ? '\r' : script.Content[i], text.Content[script.SourceOffset(i)]);
        }

        for (var i = 0; i < script.Content.Length; i++)
        {
            Assert.Equal(i, script.ContentOffset(script.SourceOffset(i)));
        }

        // Neither the signs before a line nor what stands outside the block has a place in the content.
        Assert.Null(script.ContentOffset(script.ContentSpan.Start));
        Assert.Null(script.ContentOffset(script.ContentSpan.End + 1));
        Assert.Equal(script.ContentSpan.End, script.SourceOffset(script.Content.Length));
        Assert.Equal(script.ContentSpan.End, script.SourceOffset(int.MaxValue));
        Assert.Equal("# /// script\r\n# a = \"é\"\r\n#\r\n# \t😀 = 2\r\n# ///", text.Slice(script.Span));
        Assert.Equal("\"é\"", text.Slice(script.SourceSpan(new(script.Content.IndexOf('"', StringComparison.Ordinal), 3))));
    }

    [Fact]
    public void Many_openings_are_read_in_one_pass() =>
        Assert.Null(Scan(string.Concat(Enumerable.Repeat("# /// script\n", 100_000))).Script);
}
