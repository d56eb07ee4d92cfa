using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Syntax.Tests.Toml;

/// <summary>What TOML 1.1 added: fine there, and in 1.0 an error whose value is still given. And what no version allows.</summary>
public sealed class TomlVersionTests
{
    [Theory]
    [InlineData("a = \"\\e[0m\"", "\\e", "The escape \\e needs TOML 1.1: write \\u001B", "\"\u001b[0m\"")]
    [InlineData("a = \"\\x41\"", "\\x41", "The escape \\x needs TOML 1.1: write \\u0041", "\"A\"")]
    [InlineData("a = 07:32", "07:32", "A time without seconds needs TOML 1.1: add ':00'", "07:32:00")]
    [InlineData("a = 1979-05-27 07:32z", "1979-05-27 07:32z", "A time without seconds needs TOML 1.1: add ':00'", "1979-05-27T07:32:00Z")]
    [InlineData("a = {b = 1,}", ",", "Remove the ',' before '}', which needs TOML 1.1", "{b=1}")]
    [InlineData("a = {b = 1,\nc = {d = 2\n}\n}", "{", "An inline table stays on one line before TOML 1.1", "{b=1, c={d=2}}")]
    public void Additions_of_version_1_1(string text, string place, string message, string value)
    {
        var newer = TomlInvariants.Parse(text);
        Assert.Empty(newer.Errors);
        Assert.Equal(value, TomlInvariants.Show(newer.Root["a"]));

        var older = TomlInvariants.Parse(text, TomlVersion.V10);
        TomlInvariants.Check(older);
        Assert.Equal(new(new(text.IndexOf(place, StringComparison.Ordinal), place.Length), message), older.Errors[0]);
        Assert.Equal(value, TomlInvariants.Show(older.Root["a"]));
    }

    [Theory]
    [InlineData("a = 'x\u0001y'\nb = 2", 6, 1, "A string of this kind can't hold the character U+0001")]
    [InlineData("a = \"x\u0001y\"\nb = 2", 6, 1, "A string can't hold the character U+0001 itself: write \\u0001")]
    [InlineData("a = \"x\ry\"\nb = 2", 6, 1, "A string can't hold the character U+000D itself: write \\u000D")]
    [InlineData("a = \"\"\"x\u007fy\"\"\"\nb = 2", 8, 1, "A string can't hold the character U+007F itself: write \\u007F")]
    [InlineData("a = 1 # x\0\nb = 2", 9, 1, "A comment can't hold the character U+0000")]
    [InlineData("a = 1\rb = 2", 5, 1, "A line ends with a line feed: this carriage return stands alone")]
    [InlineData("a = 1 # x\rb = 2\rc = 3", 9, 1, "A line ends with a line feed: this carriage return stands alone")]
    [InlineData("\u00a0a = 1\nb = 2", 0, 1, "Remove the character U+00A0: no key holds it outside of quotes")]
    [InlineData("a = \u200b1\nb = 2", 4, 2, "Unexpected the character U+200B: a value should stand here")]
    [InlineData("a = \"\\ud800\"\nb = 2", 5, 6, "Invalid escape '\\ud800': there is no such Unicode character")]
    [InlineData("a = \"\\U00110000\"\nb = 2", 5, 10, "Invalid escape '\\U00110000': there is no such Unicode character")]
    [InlineData("a = \"\\u00g\"\nb = 2", 5, 4, "Invalid escape: 4 hexadecimal digits follow \\u; write \\\\ for a backslash, or use single quotes")]
    [InlineData("a = \"\\😀\"\nb = 2", 5, 3, "Invalid escape '\\😀': write \\\\ for a backslash, or use single quotes")]
    [InlineData("\"\"\"a\"\"\" = 1\nb = 2", 0, 7, "A key can't be a multi-line string: use one quote on each side")]
    [InlineData("\"a = 1\nb = 2", 0, 6, "Unterminated string: add a closing \"")]
    [InlineData("a = -2026-01-01\nb = 2", 4, 11, "This is no number: put quotes around it")]
    [InlineData("a = 2026-1-1\nb = 2", 4, 8, "Invalid date: it is written YYYY-MM-DD")]
    [InlineData("a = 2026-01-01 b\nb = 2", 15, 1, "Unexpected text: the line should end here")]
    [InlineData("a = 1900-02-29\nb = 2", 4, 10, "Invalid date: this month has no such day")]
    [InlineData("a = 9223372036854775808\nb = 2", 4, 19, "This integer is beyond the range of 64 bits")]
    [InlineData("a = 0x8000000000000000\nb = 2", 4, 18, "This integer is beyond the range of 64 bits")]
    [InlineData("a = +0x1\nb = 2", 4, 4, "This is no number: put quotes around it")]
    public void What_no_version_allows_spoils_its_line_alone(string text, int start, int length, string message)
    {
        var document = TomlInvariants.Parse(text);
        TomlInvariants.Check(document);
        Assert.Equal(new(new(start, length), message), Assert.Single(document.Errors));
        Assert.Equal("2", TomlInvariants.Show(document.Root["b"]));
    }

    [Theory]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("0x7fff_ffff_ffff_ffff", "9223372036854775807")]
    [InlineData("0o17", "15")]
    [InlineData("0b101", "5")]
    [InlineData("-0", "0")]
    [InlineData("1e400", "∞f")]
    [InlineData("6.0_2E+2_3", "6.02E+23f")]
    [InlineData("2000-02-29", "2000-02-29")]
    [InlineData("1990-12-31t23:59:60.50-00:00", "1990-12-31T23:59:60.50-00:00")]
    [InlineData("\"\"\"\"\"x\"\"\"\"\"", "\"\"\"x\"\"\"")]
    [InlineData("''''x'''''", "\"'x''\"")]
    [InlineData("'''\r\na\r\nb'''", "\"a\nb\"")]
    public void Values_at_their_limits(string text, string value)
    {
        var document = TomlInvariants.Parse("a = " + text, TomlVersion.V10);
        Assert.Empty(document.Errors);
        Assert.Equal(value.Replace("∞", double.PositiveInfinity.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), TomlInvariants.Show(document.Root["a"]));
    }
}
