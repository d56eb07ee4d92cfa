using System.Text.RegularExpressions;

namespace PyFrameworks.Rules.Tests;

public sealed partial class RuleSetTests
{
    [Fact]
    public void Codes_and_names_are_unique_and_well_formed()
    {
        Assert.NotEmpty(RuleSet.All);
        Assert.All(RuleSet.All, rule => Assert.Matches(CodePattern(), rule.Code));
        Assert.All(RuleSet.All, rule => Assert.Matches(NamePattern(), rule.Name));
        Assert.Distinct(RuleSet.All.Select(rule => rule.Code));
        Assert.Distinct(RuleSet.All.Select(rule => rule.Name));
    }

    [Fact]
    public void Every_page_has_its_parts() => Assert.All(RuleSet.All, rule =>
    {
        foreach (var part in (string[])["## What it looks at", "## Why it matters", "## When to ignore it", "## Fires", "## Stays silent", "## Sources"])
        {
            Assert.Contains(part, rule.Explanation, StringComparison.Ordinal);
        }
    });

    [Theory]
    [InlineData("PF101")]
    [InlineData("pf101")]
    [InlineData("unsupported-version")]
    public void Rule_is_found_by_code_or_name(string key) => Assert.Equal("PF101", RuleSet.Find(key)?.Code);

    [Fact]
    public void Unknown_rule_is_null() => Assert.Null(RuleSet.Find("PF999"));

    [GeneratedRegex("^PF[0-9]{3}$")]
    private static partial Regex CodePattern();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex NamePattern();
}
