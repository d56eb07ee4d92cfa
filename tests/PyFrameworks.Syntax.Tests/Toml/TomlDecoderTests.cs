using System.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Syntax.Tests.Toml;

public sealed class TomlDecoderTests
{
    [Fact]
    public void Byte_order_mark_is_no_text()
    {
        var text = TomlDecoder.Decode([0xEF, 0xBB, 0xBF, .. "é = 1"u8], out var errors);
        Assert.Empty(errors);
        Assert.Equal("é = 1", text.Content);
    }

    [Fact]
    public void Second_byte_order_mark_is_an_error()
    {
        var document = TomlInvariants.Parse([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. "a = 1\nb = 2"u8]);
        Assert.Equal(new(new(0, 1), "Remove the second byte order mark"), document.Errors.Single());
        Assert.Equal(1, ((TomlInteger)document.Root["a"]!).Value);
        Assert.Equal(2, ((TomlInteger)document.Root["b"]!).Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_that_are_no_utf8_are_an_error_in_their_place(bool withMark)
    {
        byte[] bytes = [.. withMark ? [0xEF, 0xBB, 0xBF] : Array.Empty<byte>(), .. "# é😀\na = 'x"u8, 0xE9, 0xFF, .. "y' # "u8, 0xC3, .. "\nb = 2\n# "u8, 0xF0, 0x9F];
        var document = TomlInvariants.Parse(bytes);
        TomlInvariants.Check(document);
        Assert.Equal(["\uFFFD\uFFFD", "\uFFFD", "\uFFFD"], document.Errors.Select(e => document.Text.Slice(e.Span)));
        Assert.Equal("x\uFFFD\uFFFDy", ((TomlString)document.Root["a"]!).Value);
        Assert.Equal(2, ((TomlInteger)document.Root["b"]!).Value);
        Assert.All(document.Errors, e => Assert.Equal("These bytes are not UTF-8: save the file as UTF-8", e.Message));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Utf16_is_one_error_and_read(bool bigEndian, bool withMark)
    {
        var encoding = bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode;
        byte[] bytes = [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("key = 'é😀'\n")];
        var document = TomlInvariants.Parse(bytes);
        Assert.Equal("This file is UTF-16: TOML files are UTF-8, so save it as UTF-8", document.Errors.Single().Message);
        Assert.Equal("é😀", ((TomlString)document.Root["key"]!).Value);
    }

    [Fact]
    public void Nothing_decodes_to_nothing() => Assert.Empty(TomlInvariants.Parse(Array.Empty<byte>()).Errors);
}
