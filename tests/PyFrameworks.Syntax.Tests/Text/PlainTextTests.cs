using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Text;

public sealed class PlainTextTests
{
    [Fact]
    public void Plain_text_has_the_length_that_decoding_gives() =>
        Prop.ForAll(Gen.Elements("x", "é", "€", "😀", "\n", new string('y', 15)).ArrayOf().ToArbitrary(), pieces =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(pieces));
            Assert.True(PythonDecoder.IsPlain(bytes, out var length));
            Assert.Equal(PythonDecoder.Decode(bytes).Text.Length, length);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x78 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x78, 0 })]
    [InlineData(new byte[] { 0x78, 0xE9, 0x78 })]
    public void Marked_and_broken_text_is_not_plain(byte[] bytes) => Assert.False(PythonDecoder.IsPlain(bytes, out _));

    [Theory]
    [InlineData("# coding: latin-1\n", false)]
    [InlineData("#!/bin/python\n# coding: cp1252\n", false)]
    [InlineData("# coding: utf-8\n", true)]
    public void Text_that_names_an_encoding_is_plain_only_in_utf8(string source, bool expected) =>
        Assert.Equal(expected, PythonDecoder.IsPlain(Encoding.UTF8.GetBytes(source), out _));
}
