using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Syntax.Tests.Toml;

public sealed class TomlPositionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("é = 1 # é😀\r\n")]
    [InlineData("# é😀\n\n")]
    [InlineData("\uFEFF# é\r\n\t\t")]
    [InlineData("'é😀' = \"😀\\U0001F600é\"\n\t")]
    public void Spans_count_utf16_units_whatever_stands_before(string before)
    {
        var document = TomlInvariants.Parse(before + "\tkey\t=\t\"😀é\"\t# note\r\nnext = [1, 'é']\r\n");
        TomlInvariants.Check(document);
        var entry = document.Root.FindEntry("key")!.Value;
        Assert.Equal("key", document.Text.Slice(entry.KeySpan));
        Assert.Equal("\"😀é\"", document.Text.Slice(entry.Value.Span));
        Assert.Equal("😀é", document.Text.Slice(((TomlString)entry.Value).ContentSpan));
        Assert.Equal("# note", document.Text.Slice(document.Comments[^1]));
        Assert.Equal("[1, 'é']", document.Text.Slice(document.Root["next"]!.Span));
        Assert.Equal(before.TrimStart('\uFEFF').Length + 1, entry.KeySpan.Start);
    }

    [Fact]
    public void Offsets_in_a_value_with_escapes_lead_to_the_source()
    {
        const string Source = """a = "x\u00e9y\U0001F600z\"😀w" """;
        var value = (TomlString)TomlInvariants.Parse(Source).Root["a"]!;
        Assert.Equal("xéy😀z\"😀w", value.Value);
        Assert.Equal(Source.IndexOf('x'), value.SourceOffset(0));
        Assert.Equal(Source.IndexOf("\\u00e9", StringComparison.Ordinal), value.SourceOffset(1));
        Assert.Equal(Source.IndexOf('y'), value.SourceOffset(2));
        Assert.Equal(Source.IndexOf("\\U", StringComparison.Ordinal), value.SourceOffset(3));
        Assert.Equal(Source.IndexOf("\\U", StringComparison.Ordinal), value.SourceOffset(4));
        Assert.Equal(Source.IndexOf('z'), value.SourceOffset(5));
        Assert.Equal(Source.IndexOf("\\\"", StringComparison.Ordinal), value.SourceOffset(6));
        Assert.Equal(Source.IndexOf('w'), value.SourceOffset(9));
        Assert.Equal(value.ContentSpan.End, value.SourceOffset(10));
        Assert.Equal(value.ContentSpan.End, value.SourceOffset(99));
        Assert.Equal("\\u00e9y", Slice(Source, value.SourceSpan(new(1, 2))));
        Assert.Equal("\\U0001F600", Slice(Source, value.SourceSpan(new(3, 2))));
        Assert.Equal("z", Slice(Source, value.SourceSpan(new(5, 1))));
        Assert.Equal("", Slice(Source, value.SourceSpan(new(5, 0))));
    }

    [Fact]
    public void Trimmed_line_ends_belong_to_no_part_of_the_value()
    {
        const string Source = "a = \"\"\"\r\nflask\\\r\n   \\u003e=3 \\\n\"\"\"";
        var value = (TomlString)TomlInvariants.Parse(Source).Root["a"]!;
        Assert.Equal("flask>=3 ", value.Value);
        Assert.Equal("flask", Slice(Source, value.SourceSpan(new(0, 5))));
        Assert.Equal("\\u003e=3", Slice(Source, value.SourceSpan(new(5, 3))));
        Assert.Equal("\r\n", Source.Substring(value.ContentSpan.Start, 2));
        Assert.Equal(Source.Length - 3, value.SourceOffset(9));
    }

    [Theory]
    [InlineData("\"\"\"")]
    [InlineData("'''")]
    public void Line_ends_of_two_characters_are_one_in_the_value(string quotes)
    {
        var source = $"a = {quotes}\r\né😀\r\n\r\nflask\n{quotes}\r\n";
        var value = (TomlString)TomlInvariants.Parse(source).Root["a"]!;
        Assert.Equal("é😀\n\nflask\n", value.Value);
        Assert.Equal("\r\n", Slice(source, value.SourceSpan(new(3, 1))));
        Assert.Equal("flask", Slice(source, value.SourceSpan(new(5, 5))));
        Assert.Equal(source.IndexOf("flask", StringComparison.Ordinal), value.SourceOffset(5));
    }

    [Fact]
    public void Headers_reach_to_their_last_pair()
    {
        const string Source = """
            top = 1
            [tool.a] # note
            x = 1

            y = [
            ]
            # end
            [[tool.b]]
            [[tool.b]]
            z.w = 2
            """;
        var document = TomlInvariants.Parse(Source);
        var text = document.Text;
        Assert.Equal(["KeyValue", "Table", "KeyValue", "KeyValue", "ArrayOfTables", "ArrayOfTables", "KeyValue"], document.Expressions.Select(e => e.GetType().Name));
        var table = (Table)document.Expressions[1];
        Assert.Equal("[tool.a]", text.Slice(table.Span));
        Assert.Equal("tool.a", text.Slice(table.Key!.Span));
        Assert.Equal("[tool.a] # note\nx = 1\n\ny = [\n]", text.Slice(table.FullSpan).ReplaceLineEndings("\n"));
        Assert.Equal(table.FullSpan, document.Root.Find("tool", "a")!.Span);
        Assert.Equal("[[tool.b]]\n[[tool.b]]\nz.w = 2", text.Slice(document.Root.Find("tool", "b")!.Span).ReplaceLineEndings("\n"));
        Assert.Equal("tool", text.Slice(document.Root["tool"]!.Span));
        Assert.Equal("z.w = 2", text.Slice(document.Expressions[^1].Span));
    }

    [Fact]
    public void Keys_tell_bare_from_quoted()
    {
        var key = ((KeyValue)TomlInvariants.Parse("a . \"b\\u0021\".'c' = 1").Expressions[0]).Key!;
        Assert.Equal([new BareKey("a", new(0, 1)), new QuotedKey("b!", new(4, 9)), new QuotedKey("c", new(14, 3))], key.Parts);
    }

    [Fact]
    public void Find_follows_tables_only()
    {
        var root = TomlInvariants.Parse("[project]\ndependencies = ['flask']\n[[x]]\ny = 1").Root;
        Assert.IsType<TomlArray>(root.Find("project", "dependencies"));
        Assert.Null(root.Find("project", "dependencies", "flask"));
        Assert.Null(root.Find("x", "y"));
        Assert.Null(root.Find("nothing", "here"));
        Assert.Same(root, root.Find());
    }

    [Fact]
    public void Tables_tell_what_made_them()
    {
        var root = TomlInvariants.Parse("[a.b]\nc.d = { e = 1 }\n[[f]]\n[g.h]\n[g]").Root;
        Assert.Equal(TomlTableKind.Root, root.Kind);
        Assert.Equal(TomlTableKind.SuperTable, Kind("a"));
        Assert.Equal(TomlTableKind.Table, Kind("a", "b"));
        Assert.Equal(TomlTableKind.DottedKey, Kind("a", "b", "c"));
        Assert.Equal(TomlTableKind.InlineTable, Kind("a", "b", "c", "d"));
        Assert.Equal(TomlTableKind.Table, Kind("g"));
        var array = (TomlArray)root["f"]!;
        Assert.True(array.IsArrayOfTables);
        Assert.Equal(TomlTableKind.ArrayItem, ((TomlTable)array.Items.Single()).Kind);

        TomlTableKind Kind(params string[] path) => ((TomlTable)root.Find(path)!).Kind;
    }

    [Fact]
    public void Broken_values_are_marked_and_their_neighbours_are_not()
    {
        var root = TomlInvariants.Parse("a = \"x\nb = [1 2]\nc = [\"\\q\"]\nd = {x = 1\ne = 'fine'").Root;
        Assert.True(root["a"]!.IsBroken);
        Assert.True(root["b"]!.IsBroken);
        Assert.False(root["c"]!.IsBroken);
        Assert.True(((TomlArray)root["c"]!).Items[0].IsBroken);
        Assert.True(root["d"]!.IsBroken);
        Assert.False(root["e"]!.IsBroken);
    }

    private static string Slice(string text, TextSpan span) => text.Substring(span.Start, span.Length);
}
