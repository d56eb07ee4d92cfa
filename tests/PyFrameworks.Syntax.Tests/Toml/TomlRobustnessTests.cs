using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Syntax.Tests.Toml;

public sealed class TomlRobustnessTests
{
    private static readonly string[] Fragments =
    [
        "a", "b.c", "é", "😀", " ", "\t", "\n", "\r\n", "\r", "=", "= ", "\"", "'", "\"\"\"", "'''", "\\", "\\u00e9", "\\n", "\\\n  ", "[", "]", "[[", "]]", "{", "}", ",", ".",
        "#", "# c\n", "1", "1.5", "0x1F", "true", "inf", "2026-01-02", "07:08:09", "\n[a]\n", "\n[[a]]\n", "\nk = ", "\nd.e = ", "'x'", "\"y\\t\"", "\u0001", "\uFEFF", "\uD800", "\uDC00",
        "[1, 2]", "{ x = 1 }", "\nb = [\n  'q',\n", "\"\"\"m\nn\"\"\"", "==", ":", "(", "<<<<<<<",
    ];

    private static Arbitrary<string> AnyText() =>
        Gen.OneOf(Gen.Elements(Fragments), Gen.Choose(0, 0x2FF).Select(c => ((char)c).ToString())).ListOf().Select(string.Concat).ToArbitrary();

    [Fact]
    public void Any_text_is_read_without_an_exception_and_with_spans_in_it() =>
        Prop.ForAll(AnyText(), text =>
        {
            TomlInvariants.Check(TomlDocument.Parse(new SourceText(text), TomlVersion.V11, CancellationToken.None));
            TomlInvariants.Check(TomlDocument.Parse(new SourceText(text), TomlVersion.V10, CancellationToken.None));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

    [Fact]
    public void Any_bytes_are_read() =>
        Prop.ForAll<byte[]>(bytes => TomlDocument.Parse(bytes, TomlVersion.V11, CancellationToken.None).Text.Length >= 0)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_value_s_own_text_reads_as_the_same_value() =>
        Prop.ForAll(AnyText(), text =>
        {
            var document = TomlDocument.Parse(new SourceText(text), TomlVersion.V11, CancellationToken.None);
            foreach (var value in document.Expressions.OfType<KeyValue>().Select(e => e.Value).OfType<TomlValue>())
            {
                CheckAlone(document.Text, value);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

    [Fact]
    public void Any_string_survives_its_escapes() =>
        Prop.ForAll(AnyText(), text =>
        {
            // Half of a surrogate pair has no place in TOML; everything else has an escape.
            var runes = text.EnumerateRunes().ToArray();
            var source = new StringBuilder("key = \"");
            foreach (var rune in runes)
            {
                source.Append(rune.Value is >= ' ' and < 0x7f and not '"' and not '\\' ? rune.ToString() : $"\\U{rune.Value:X8}");
            }

            var document = TomlDocument.Parse(new SourceText(source.Append('"').ToString()), TomlVersion.V10, CancellationToken.None);
            var value = (TomlString)document.Root["key"]!;
            Assert.Equal(string.Concat(runes), value.Value);
            for (var i = 0; i < value.Value.Length; i++)
            {
                var at = document.Text.Content[value.SourceOffset(i)];
                Assert.True(at == value.Value[i] || at == '\\');
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a = ", "[")]
    [InlineData("a = ", "{a=")]
    [InlineData("a = ", "[{a=")]
    [InlineData("a = ", "[\n")]
    public void Deep_nesting_is_an_error_and_no_crash(string start, string level)
    {
        var document = TomlInvariants.Parse("before = 1\n" + start + string.Concat(Enumerable.Repeat(level, 100_000)) + "\nafter = 2\n");
        TomlInvariants.Check(document);
        Assert.Equal("Values nest more than 100 levels deep here", document.Errors.Single().Message);
        Assert.Equal(1, ((TomlInteger)document.Root["before"]!).Value);
        Assert.Equal(2, ((TomlInteger)document.Root["after"]!).Value);
    }

    [Theory]
    [InlineData("", " = 1")]
    [InlineData("[", "]")]
    [InlineData("[[", "]]")]
    public void Long_dotted_keys_are_an_error_and_no_crash(string open, string close)
    {
        var key = string.Join('.', Enumerable.Repeat("a", 100_000));
        var document = TomlInvariants.Parse($"{open}{key}{close}\n[after]\nb = 2\n");
        TomlInvariants.Check(document);
        Assert.Equal("Tables nest more than 100 levels deep here", document.Errors.Single().Message);
        Assert.Equal(2, ((TomlInteger)document.Root.Find("after", "b")!).Value);
    }

    [Fact]
    public void Ninety_levels_are_fine()
    {
        var document = TomlInvariants.Parse("a = " + new string('[', 90) + new string(']', 90));
        Assert.Empty(document.Errors);
    }

    [Theory]
    [InlineData("[[package]]\nname = \"flask\" # é\ndependencies = [\n  { name = \"x\" },\n]\n\n")]
    [InlineData("key = \"unterminated\n")]
    [InlineData("[a]\nb = [\n")]
    [InlineData("a = \"\"\"\\\"\"\"\n")]
    [InlineData("junk ")]
    [InlineData("[[[[ {{ ")]
    [InlineData("a = [1,\n")]
    [InlineData("'")]
    [InlineData("\r")]
    public void A_megabyte_is_read(string unit)
    {
        var count = 1_000_000 / unit.Length;
        var document = TomlInvariants.Parse(string.Concat(Enumerable.Repeat(unit, count)) + "\n[last]\nx = 1\n");
        Assert.True(document.Errors.Length <= TomlDocument.MaxErrors);
        if (unit.StartsWith("[[package]]", StringComparison.Ordinal))
        {
            Assert.Empty(document.Errors);
            Assert.Equal(count, ((TomlArray)document.Root["package"]!).Items.Length);
        }
    }

    [Fact]
    public void A_table_of_many_keys_is_searched_by_name()
    {
        var document = TomlInvariants.Parse(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"k{i} = {i}\n")) + "k7 = 0\n");
        Assert.Equal("Key 'k7' is already defined on line 8", document.Errors.Single().Message);
        Assert.Equal(49_999, ((TomlInteger)document.Root["k49999"]!).Value);
    }

    [Theory]
    [InlineData("a = 1")]
    [InlineData("a = [1]")]
    public void Cancellation_is_honoured(string text)
    {
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => TomlDocument.Parse(new SourceText(text), TomlVersion.V11, cancelled));
    }

    private static void CheckAlone(SourceText text, TomlValue value)
    {
        if (!value.IsBroken && value is not (TomlArray or TomlTable))
        {
            var alone = TomlDocument.Parse(new SourceText("v = " + text.Slice(value.Span)), TomlVersion.V11, CancellationToken.None);
            Assert.Empty(alone.Errors.Where(e => !e.Message.Contains("carriage return", StringComparison.Ordinal)));
            Assert.Equal(TomlInvariants.Show(value), TomlInvariants.Show(alone.Root["v"]));
        }
        else if (value is TomlArray array && !array.IsBroken)
        {
            var alone = TomlDocument.Parse(new SourceText("v = " + text.Slice(value.Span)), TomlVersion.V11, CancellationToken.None);
            Assert.Equal(TomlInvariants.Show(value), TomlInvariants.Show(alone.Root["v"]));
            foreach (var item in array.Items)
            {
                CheckAlone(text, item);
            }
        }
        else if (value is TomlTable table)
        {
            foreach (var entry in table.Entries.Where(e => e.Value is not TomlTable { Kind: TomlTableKind.DottedKey }))
            {
                CheckAlone(text, entry.Value);
            }
        }
    }
}
