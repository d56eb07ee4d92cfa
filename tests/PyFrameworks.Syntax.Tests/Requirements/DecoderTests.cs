using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Requirements;

public sealed class DecoderTests
{
    private const string Text = "flask # é😀\r\n";

    public static TheoryData<string, byte[]> Marked => new()
    {
        { "utf-8", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)] },
        { "utf-16-le", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)] },
        { "utf-16-be", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)] },
        { "utf-32-le", [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Text)] },
        { "utf-32-be", [.. new UTF32Encoding(true, true).Preamble, .. new UTF32Encoding(true, true).GetBytes(Text)] },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void A_byte_order_mark_decides_and_is_dropped(string name, byte[] bytes)
    {
        Assert.Equal(new(Text, name, false), RequirementsDecoder.Decode(bytes));
        Assert.Equal(new(Text, name, false), PythonDecoder.Decode(bytes));
    }

    [Theory]
    [InlineData("# -*- coding: latin-1 -*-\nx # é", "iso-8859-1", false)]
    [InlineData("#!/x\n# vim: set fileencoding=ISO_8859-1 :\nx # é", "iso-8859-1", false)]
    [InlineData("# coding: iso-latin-1-unix\nÃ©", "iso-8859-1", false)]
    [InlineData("x\n\n# coding: latin-1\né", "iso-8859-1", true)]
    [InlineData("# coding: utf-8\né", "iso-8859-1", true)]
    [InlineData("# coding: cp1252\né", "iso-8859-1", true)]
    [InlineData("# coding: no-such-thing\nx", "iso-8859-1", false)]
    [InlineData("# coding: ascii\nx", "ascii", false)]
    [InlineData("é", "iso-8859-1", true)]
    public void Coding_comments_of_the_first_two_lines_decide(string text, string name, bool isFallback)
    {
        var bytes = Encoding.Latin1.GetBytes(text);

        Assert.Equal(new(text, name, isFallback), RequirementsDecoder.Decode(bytes));
        Assert.Equal(new(text, name, isFallback), PythonDecoder.Decode(bytes));
    }

    [Fact]
    public void Without_any_sign_it_is_UTF_8()
    {
        Assert.Equal(new(Text, "utf-8", false), RequirementsDecoder.Decode(Encoding.UTF8.GetBytes(Text)));
        Assert.Equal(new(Text, "utf-8", false), PythonDecoder.Decode(Encoding.UTF8.GetBytes(Text)));
        Assert.Equal(new("", "utf-8", false), PythonDecoder.Decode([]));
    }

    [Fact]
    public void Python_reads_the_second_line_only_after_a_comment_or_a_blank_one()
    {
        var afterCode = Encoding.Latin1.GetBytes("x = 1\n# coding: latin-1\né");

        Assert.True(PythonDecoder.Decode(afterCode).IsFallback);
        Assert.False(RequirementsDecoder.Decode(afterCode).IsFallback);
        Assert.False(PythonDecoder.Decode(Encoding.Latin1.GetBytes("\r\n  # coding=latin-1\r\né")).IsFallback);
    }

    [Fact]
    public void A_code_page_that_is_not_at_hand_yields_to_valid_UTF_8() =>
        Assert.Equal(new("# coding: cp1252\né", "utf-8", true), PythonDecoder.Decode(Encoding.UTF8.GetBytes("# coding: cp1252\né")));
}
