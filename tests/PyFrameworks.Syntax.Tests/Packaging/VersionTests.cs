using PyFrameworks.Syntax.Packaging;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Syntax.Tests.Packaging;

public sealed class VersionTests
{
    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData(" v1.0 ", "1.0")]
    [InlineData("1!2.0", "1!2.0")]
    [InlineData("0!2.0", "2.0")]
    [InlineData("1.0-alpha.1", "1.0a1")]
    [InlineData("1.0PREVIEW", "1.0rc0")]
    [InlineData("1.0c_2", "1.0rc2")]
    [InlineData("1.0-1", "1.0.post1")]
    [InlineData("1.0rev3", "1.0.post3")]
    [InlineData("1.0r", "1.0.post0")]
    [InlineData("1.0a.", "1.0a0")]
    [InlineData("1.0.DEV", "1.0.dev0")]
    [InlineData("01.002", "1.2")]
    [InlineData("1.0+Ubuntu-01.X_2", "1.0+ubuntu.1.x.2")]
    [InlineData("20231231235959123456789012345678901234567890", "20231231235959123456789012345678901234567890")]
    [InlineData("1!1.2b3.post4.dev5+l", "1!1.2b3.post4.dev5+l")]
    public void Normal_form(string text, string expected)
    {
        Assert.True(Version.TryParse(text, out var version));
        Assert.Equal(expected, version.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1..2")]
    [InlineData("1.0+")]
    [InlineData("1.0+a..b")]
    [InlineData("1.0x")]
    [InlineData("1.0.*")]
    [InlineData("1 .0")]
    [InlineData("1!")]
    [InlineData("1.0é")]
    [InlineData("1.0🎉")]
    [InlineData("١.0")]
    public void What_is_no_version(string text) => Assert.False(Version.TryParse(text, out _));

    [Fact]
    public void Order_is_that_of_PEP_440()
    {
        string[] ascending =
        [
            "0.dev0", "0", "1.dev0", "1.0a1.dev1", "1.0a1", "1.0a1.post1.dev2", "1.0a1.post1", "1.0b1", "1.0rc1", "1.0rc10", "1.0",
            "1.0+abc", "1.0+abc.5", "1.0+abd", "1.0+5", "1.0+10", "1.0.post1.dev1", "1.0.post1", "1.0.1.dev1", "1.0.1", "1.1", "1.10",
            "20231231235959", "20231231235959123456789", "1!0.1",
        ];
        for (var i = 0; i < ascending.Length; i++)
        {
            for (var j = 0; j < ascending.Length; j++)
            {
                Assert.Equal(i.CompareTo(j), Math.Sign(Version.Parse(ascending[i]).CompareTo(Version.Parse(ascending[j]))));
            }
        }
    }

    [Fact]
    public void Trailing_zeros_do_not_count()
    {
        Assert.Equal(Version.Parse("1"), Version.Parse("1.0.0"));
        Assert.Equal(Version.Parse("1").GetHashCode(), Version.Parse("1.0.0").GetHashCode());
        Assert.True(Version.Parse("1.0") != Version.Parse("1.0.1"));
        Assert.Equal("1.0.0", Version.Parse("1.0.0").ToString());
    }

    [Fact]
    public void Parts_are_at_hand()
    {
        var version = Version.Parse("2!4.2rc1.post3.dev4+x.1");

        Assert.Equal((2, 4, 2, 0), ((int)version.Epoch, (int)version.Major, (int)version.Minor, (int)version.Micro));
        Assert.Equal(new Prerelease(PrereleaseKind.ReleaseCandidate, 1), version.Pre);
        Assert.Equal((3, 4, "x.1"), ((int)version.Post!.Value, (int)version.Dev!.Value, version.Local));
        Assert.Equal("2!4.2rc1.post3.dev4", version.Public);
        Assert.True(version is { IsPrerelease: true, IsPostrelease: true, IsDevrelease: true });
    }

    [Theory]
    [InlineData("4.2.7", "4.2", true)]
    [InlineData("4.2.7", "4", true)]
    [InlineData("4", "4.0", true)]
    [InlineData("4.20", "4.2", false)]
    [InlineData("1!4.2", "4.2", false)]
    public void A_version_is_of_the_series_that_its_release_begins_with(string version, string series, bool expected) =>
        Assert.Equal(expected, Version.Parse(version).IsInSeries(Version.Parse(series)));

    [Fact]
    public void Numbers_of_more_digits_than_the_reference_reads_are_refused()
    {
        Assert.True(Version.TryParse(new string('9', 4300), out _));
        Assert.False(Version.TryParse(new string('9', 4301), out _));
    }

    [Theory]
    [InlineData("Flask_SQLAlchemy", "flask-sqlalchemy")]
    [InlineData("zope..interface", "zope-interface")]
    [InlineData("x-._y", "x-y")]
    [InlineData("-a-", "-a-")]
    [InlineData("\u0130._x", "i\u0307-x")]
    [InlineData("", "")]
    public void Names_compare_in_normal_form(string name, string expected)
    {
        Assert.Equal(expected, NormalizedName.From(name).Value);
        Assert.Equal(NormalizedName.From(expected), NormalizedName.From(name));
    }
}
