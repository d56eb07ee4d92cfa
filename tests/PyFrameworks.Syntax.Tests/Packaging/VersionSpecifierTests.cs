using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Syntax.Tests.Packaging;

public sealed class VersionSpecifierTests
{
    [Theory]
    [InlineData(">=1.0", "1.0.dev1", false)]
    [InlineData("<=1.0", "1.0+local", true)]
    [InlineData("<=1.0", "1.0.post1", false)]
    [InlineData(">1.0", "1.0.post1", false)]
    [InlineData(">1.0", "1.0+local", false)]
    [InlineData(">1.0", "1.0.0.1", true)]
    [InlineData(">1.0.post1", "1.0.post2", true)]
    [InlineData("<1.0", "1.0rc1", false)]
    [InlineData("<1.0rc2", "1.0rc1", true)]
    [InlineData("==1.0", "1.0.0+x", true)]
    [InlineData("==1.0+x", "1.0", false)]
    [InlineData("!=1.0", "1.0+x", false)]
    [InlineData("==1.*", "1.0a1", true)]
    [InlineData("==1.*", "2.dev1", false)]
    [InlineData("!=1.2.*", "1.3", true)]
    [InlineData("~=1.4.5", "1.4.9", true)]
    [InlineData("~=1.4.5", "1.5", false)]
    [InlineData("~=1.4", "1.9", true)]
    [InlineData("===1.0", "1.0.0", false)]
    [InlineData("===Foo", "foo", true)]
    [InlineData("===É", "é", true)]
    [InlineData("===ς", "σ", false)]
    [InlineData("", "anything", true)]
    [InlineData(">=1", "anything", false)]
    public void Contains_follows_PEP_440(string specifier, string version, bool expected) =>
        Assert.Equal(expected, VersionSpecifierSet.Parse(specifier).Contains(version));

    [Fact]
    public void Pre_releases_can_be_refused()
    {
        var set = VersionSpecifierSet.Parse(">=1.0");

        Assert.True(set.Contains("2.0rc1"));
        Assert.True(set.Contains("2.0rc1", true));
        Assert.False(set.Contains("2.0rc1", false));
        Assert.False(set.AllowsPrereleases);
        Assert.True(VersionSpecifierSet.Parse(">=1.0rc1").AllowsPrereleases);
        Assert.False(VersionSpecifierSet.Parse("!=1.0rc1").AllowsPrereleases);
    }

    [Theory]
    [InlineData(" >= 2.3 , < 4 ", ">=2.3,<4")]
    [InlineData("!=1.0,==1.*", "!=1.0,==1.*")]
    [InlineData(">=1,,", ">=1")]
    [InlineData("", "")]
    public void Text_keeps_source_order_without_space(string text, string expected) =>
        Assert.Equal(expected, VersionSpecifierSet.Parse(text).ToString());

    [Theory]
    [InlineData("==4.2.1", "4.2.1")]
    [InlineData("===4.2.1", "4.2.1")]
    [InlineData(">=4,==4.2", "4.2")]
    [InlineData("==4.2.*", null)]
    [InlineData("~=4.2", null)]
    [InlineData("===foo", null)]
    public void A_pin_names_one_version(string specifier, string? expected) =>
        Assert.Equal(expected, VersionSpecifierSet.Parse(specifier).PinnedVersion?.ToString());

    [Theory]
    [InlineData(">=3,<4.2", "4.1", true)]
    [InlineData(">=3,<4.2", "4.2", false)]
    [InlineData(">=3,<4.2", "3.0", true)]
    [InlineData(">=3,<4.2", "2.2", false)]
    [InlineData("==3.2", "3.2", true)]
    [InlineData("==3.2", "3.1", false)]
    [InlineData("==3.2.5", "3.2", true)]
    [InlineData("==3.2.5", "3", true)]
    [InlineData("~=3.1", "3.1", true)]
    [InlineData("~=3.1", "3.2", true)]
    [InlineData("~=3.1", "3.0", false)]
    [InlineData("~=3.1", "4.0", false)]
    [InlineData("~=3.1.2", "3.2", false)]
    [InlineData("!=3.2.*", "3.2", false)]
    [InlineData("!=3.2.*", "3.1", true)]
    [InlineData("!=3.2", "3.2", true)]
    [InlineData("<=4.2", "4.2", true)]
    [InlineData("<=4.2", "4.3", false)]
    [InlineData(">4.2", "4.2", true)]
    [InlineData(">4.2", "4.1", false)]
    [InlineData(">=4.2.1,<4.2.1", "4.2", false)]
    [InlineData("==4.1.*,!=4.1.*", "4.1", false)]
    [InlineData("", "4.2", true)]
    [InlineData("<3", "3.0", false)]
    [InlineData("<3", "3", false)]
    [InlineData(">=1!3", "3.0", false)]
    [InlineData(">=3", "1!3", true)]
    [InlineData("<4.2rc1,>=4.2.dev1", "4.2", true)]
    [InlineData("==4.2rc1", "4.2", true)]
    [InlineData(">=4.2rc1,<4.2", "4.2", false)]
    [InlineData("===4.2.1", "4.2", true)]
    [InlineData("===4.2.1", "4.1", false)]
    [InlineData("===anything", "4.1", true)]
    [InlineData("<2", "2", false)]
    [InlineData("==2023.10.*", "2023.10", true)]
    [InlineData(">=4.2.post1,<4.2.0.1", "4.2", true)]
    public void A_series_may_hold_a_release_that_the_set_allows(string specifier, string series, bool expected) =>
        Assert.Equal(expected, VersionSpecifierSet.Parse(specifier).MayContainSeries(Version.Parse(series)));

    [Fact]
    public void No_series_answer_contradicts_a_release_that_is_allowed()
    {
        string[] releases = ["2.2", "3.0", "3.1.4", "3.2", "3.2.25", "4.0", "4.1.13", "4.2", "4.2.0.post1", "5.0", "5.2.1"];
        string[] specifiers = [">=3", "<4.2", ">=3,<4.2,!=3.2.*", "~=3.1", "~=4.2.0", "==4.*", "!=4.2", ">4.2", "<=3.2", "===4.2", ">=3.2.1,<3.3", "==5.2.1"];
        foreach (var specifier in specifiers.Select(VersionSpecifierSet.Parse))
        {
            foreach (var release in releases.Select(Version.Parse).Where(release => specifier.Contains(release)))
            {
                Assert.True(specifier.MayContainSeries(Version.Parse($"{release.Major}.{release.Minor}")), $"{specifier} allows {release}");
                Assert.True(specifier.MayContainSeries(Version.Parse($"{release.Major}")), $"{specifier} allows {release}");
            }
        }
    }

    [Theory]
    [InlineData(">=3.8", "3.8", true)]
    [InlineData(">=3.8.1", "3.8", false)]
    [InlineData(">=3.8,<3.13", "3.12", true)]
    [InlineData(">=3.8,<3.13", "3.13", false)]
    [InlineData(">=3.8,!=3.9.1", "3.9", false)]
    [InlineData("==3.9.*", "3.9", true)]
    [InlineData("", "3.9", true)]
    public void A_whole_series_is_allowed_or_not(string specifier, string series, bool expected) =>
        Assert.Equal(expected, VersionSpecifierSet.Parse(specifier).ContainsWholeSeries(Version.Parse(series)));

    [Theory]
    [InlineData(">=3.8", "<3.8", false)]
    [InlineData(">=3.8", "<3.9", true)]
    [InlineData("==3.8.*", "!=3.8.*", false)]
    [InlineData("<=3.8", ">=3.8", true)]
    [InlineData("<3.8", ">3.7", true)]
    [InlineData("", "", true)]
    public void Two_sets_overlap_where_a_release_may_satisfy_both(string left, string right, bool expected)
    {
        Assert.Equal(expected, VersionSpecifierSet.Parse(left).Overlaps(VersionSpecifierSet.Parse(right)));
        Assert.Equal(expected, VersionSpecifierSet.Parse(right).Overlaps(VersionSpecifierSet.Parse(left)));
        Assert.Equal(left + (left.Length > 0 ? "," : "") + right, VersionSpecifierSet.Parse(left).And(VersionSpecifierSet.Parse(right)).ToString());
    }

    [Theory]
    [InlineData(">=3,<4.2", "[3", "4.2)")]
    [InlineData("==4.1.*", "[4.1", "4.2)")]
    [InlineData(">4.1", "(4.1", "none")]
    [InlineData("<=4.1,!=3.0", "none", "4.1]")]
    [InlineData("~=4.1", "[4.1", "5)")]
    [InlineData("==4.1", "[4.1", "4.1]")]
    [InlineData("", "none", "none")]
    [InlineData(">2,<1", "none", "none")]
    public void Bounds_show_the_ends(string specifier, string lower, string upper)
    {
        var set = VersionSpecifierSet.Parse(specifier);

        Assert.Equal(lower, set.LowerBound is { } low ? (low.IsInclusive ? "[" : "(") + low.Version : "none");
        Assert.Equal(upper, set.UpperBound is { } high ? high.Version + (high.IsInclusive ? "]" : ")") : "none");
        Assert.Equal(specifier == ">2,<1", set.IsUnsatisfiable);
    }

    [Fact]
    public void Very_many_clauses_are_still_answered()
    {
        var set = VersionSpecifierSet.Parse(">=1," + string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"!=2.{i}.*")));

        Assert.False(set.MayContainSeries(Version.Parse("2.777")));
        Assert.True(set.MayContainSeries(Version.Parse("2.50000")));
    }

    [Theory]
    [InlineData(">=1, >=", ">=", "Expected a version after '>='")]
    [InlineData("=1.0", "=1.0", "'=' is no operator; write '=='")]
    [InlineData("=>1.0", "=>1.0", "'=>' is no operator; write '>='")]
    [InlineData("=<1.0", "=<1.0", "'=<' is no operator; write '<='")]
    [InlineData("1.0", "1.0", "Expected an operator such as '==' or '>=' before '1.0'")]
    [InlineData(">=1,<é", "<é", "'é' after '<' is not a version")]
    [InlineData("~=1", "~=1", "'~=' needs a version of two numbers at least, such as '~=1.0'")]
    [InlineData(">=1.*", ">=1.*", "'.*' goes with '==' and '!=' only, not with '>='")]
    [InlineData("<1+x", "<1+x", "A local version label ('+...') goes with '==' and '!=' only, not with '<'")]
    public void An_error_names_the_clause_and_the_mend(string text, string place, string message)
    {
        var error = VersionSpecifierSet.FindError(text, 10);

        Assert.Equal(new SyntaxError(new TextSpan(10 + text.LastIndexOf(place, StringComparison.Ordinal), place.Length), message), error);
        Assert.False(VersionSpecifierSet.TryParse(text, out _));
        Assert.Null(VersionSpecifierSet.FindError(">=1,<2", 10));
    }

    [Theory]
    [InlineData("3.1", "3.2")]
    [InlineData("3.1rc1.post2", "3.2")]
    [InlineData("9", "10")]
    [InlineData("1!2.9.dev3+local", "1!2.10")]
    [InlineData("1.9223372036854775807", "1.9223372036854775808")]
    [InlineData("1.99999999999999999999", "1.100000000000000000000")]
    public void Next_series_follows_all_that_begin_so(string version, string expected) => Assert.Equal(expected, Version.Parse(version).NextSeries().ToString());
}
