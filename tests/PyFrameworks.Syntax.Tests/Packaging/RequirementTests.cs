using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Packaging;

public sealed class RequirementTests
{
    [Fact]
    public void Every_part_has_its_place()
    {
        const string Before = "é😀\t\"";
        const string Text = " Flask[async, Dot.env] >=2.3 , < 4 ; python_version >= '3.9' ";
        var source = Before + Text + "\"";

        var requirement = Requirement.Parse(Text, Before.Length);

        Assert.Empty(requirement.Errors);
        Assert.Equal("Flask", Slice(source, requirement.NameSpan));
        Assert.Equal(["async", "Dot.env"], requirement.Extras.Select(extra => Slice(source, extra.Span)));
        Assert.Equal("dot-env", requirement.Extras[1].CanonicalName.Value);
        Assert.Equal(">=2.3 , < 4", Slice(source, requirement.SpecifierSpan!.Value));
        Assert.Equal([">=2.3", "< 4"], requirement.ClauseSpans.Select(span => Slice(source, span)));
        Assert.Equal(">=2.3,<4", requirement.Specifiers.ToString());
        Assert.Equal("python_version >= '3.9'", Slice(source, requirement.MarkerSpan!.Value));
        Assert.Equal("python_version >= \"3.9\"", requirement.Marker!.ToString());
        Assert.Equal(Text.Trim(), Slice(source, requirement.Span));
    }

    [Theory]
    [InlineData("flask", "flask", null, null, null)]
    [InlineData("flask[]", "flask", null, null, null)]
    [InlineData("flask (>=1,<2)", "flask", ">=1,<2", null, null)]
    [InlineData("flask>=1,", "flask", ">=1", null, null)]
    [InlineData("flask ()", "flask", null, null, null)]
    [InlineData("flask===1.0,<2", "flask", "===1.0,<2", null, null)]
    [InlineData("flask @ https://x/y;z", "flask", null, "https://x/y;z", null)]
    [InlineData("flask@ git+https://x/y ; os_name=='nt'", "flask", null, "git+https://x/y", "os_name == \"nt\"")]
    [InlineData("foo_", "foo_", null, null, null)]
    [InlineData("1", "1", null, null, null)]
    public void Valid_requirements(string text, string name, string? specifier, string? url, string? marker)
    {
        var requirement = Requirement.Parse(text);

        Assert.Empty(requirement.Errors);
        Assert.Equal(name, requirement.Name);
        Assert.Equal(specifier, requirement.SpecifierSpan is { } span ? Slice(text, span) : null);
        Assert.Equal(url, requirement.Url);
        Assert.Equal(marker, requirement.Marker?.ToString());
    }

    [Theory]
    [InlineData("flask >=", "flask", ">=", "Expected a version after '>='")]
    [InlineData("flask = 1.0", "flask", "= 1.0", "'=' is no operator; write '=='")]
    [InlineData("flask==1.0,,<2", "flask", ",<2", null)]
    [InlineData("flask 1.0", "flask", "1.0", "Expected a version specifier, '@' and a URL, or ';' and a marker, found '1.0'")]
    [InlineData("flask>=1.0.*", "flask", ">=1.0.*", "'.*' goes with '==' and '!=' only, not with '>='")]
    [InlineData("flask[a", "flask", "[", "This '[' has no ']'")]
    [InlineData("flask[a b]", "flask", "b]", "Expected a comma between the extras, found 'b]'")]
    [InlineData("flask (>=1", "flask", "(", "This '(' has no ')'")]
    [InlineData("flask @ ", "flask", " ", "Expected a URL after '@'")]
    [InlineData("flask;", "flask", ";", "Expected a marker such as python_version >= \"3.9\" after ';'")]
    [InlineData("flask; python == '3'", "flask", "python", "Expected a marker variable such as python_version, or a value in quotes, found 'python'")]
    [InlineData("flask; os_name = 'nt'", "flask", "=", "Expected an operator: ==, !=, <=, >=, <, >, ~=, ===, in or not in, found '='")]
    [InlineData("flask; os_name == 'nt", "flask", "'nt", "This quoted value has no closing quote")]
    [InlineData("flask; (os_name == 'nt'", "flask", "(", "This '(' has no ')'")]
    [InlineData("==1.0", "", "==1.0", "Expected a package name, found '==1.0'")]
    [InlineData("", "", "", "Expected a package name")]
    [InlineData("flask-", "flask", "-", "Expected a version specifier, '@' and a URL, or ';' and a marker, found '-'")]
    public void Invalid_requirements_keep_their_name_and_say_what_is_wrong(string text, string name, string place, string? message)
    {
        var requirement = Requirement.Parse(text);

        Assert.Equal(name, requirement.Name);
        var error = Assert.Single(requirement.Errors);
        if (message is not null)
        {
            Assert.Equal(message, error.Message);
            Assert.Equal(place, Slice(text, error.Span));
        }
    }

    [Fact]
    public void Clauses_before_an_error_are_kept()
    {
        var requirement = Requirement.Parse("flask>=1.0,<oops");

        Assert.False(requirement.IsValid);
        Assert.Equal(">=1.0", requirement.Specifiers.ToString());
    }

    [Fact]
    public void A_text_of_slices_leads_back_to_its_source()
    {
        // "flask>=1" was joined from two lines.
        const string Source = "é fla\\\nsk>=1\n";
        var map = OffsetMap.FromSlices([(0, 2), (3, 7)]);

        var requirement = Requirement.Parse("flask>=1", map);

        Assert.Equal("fla\\\nsk", Slice(Source, requirement.NameSpan));
        Assert.Equal(">=1", Slice(Source, requirement.SpecifierSpan!.Value));
        Assert.Equal("fla\\\nsk>=1", Slice(Source, requirement.Span));
    }

    private static string Slice(string source, TextSpan span) => source.Substring(span.Start, span.Length);
}
