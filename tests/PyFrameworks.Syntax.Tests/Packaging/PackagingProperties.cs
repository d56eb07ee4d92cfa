using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Syntax.Tests.Packaging;

public sealed class PackagingProperties
{
    private static readonly string[] s_parts =
    [
        "1", "0", "23", "20231231235959123456", ".", "-", "_", "+", "!", "a", "rc", "post", "dev", "v", " ", "\t", "\n", "x", ".*", ",", ";",
        "==", ">=", "~=", "===", "<", "(", ")", "[", "]", "@", "https://x", "flask", "python_version", "os.name", "and", "or", "in", "not in",
        "'3.8'", "\"", "'", "\\", "é", "😀", "\ud83d", "#", "\u2028",
    ];

    [Fact]
    public void Versions_are_ordered_totally() => Prop.ForAll(Versions(), Versions(), Versions(), (a, b, c) =>
        Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
        && (a.CompareTo(b) > 0 || b.CompareTo(c) > 0 || a.CompareTo(c) <= 0)
        && (!a.Equals(b) || a.GetHashCode() == b.GetHashCode())).QuickCheckThrowOnFailure();

    [Fact]
    public void A_version_is_read_back_from_its_normal_form() => Prop.ForAll(Versions(), version =>
        Version.TryParse(version.ToString(), out var again) && again.Equals(version) && again.ToString() == version.ToString()).QuickCheckThrowOnFailure();

    [Fact]
    public void A_release_that_is_allowed_is_in_a_series_that_may_be() => Prop.ForAll(Sets(), Versions(), (set, version) =>
        !set.Contains(version) || (version.IsPrerelease && !set.AllowsPrereleases)
        || set.MayContainSeries(new Version(version.Epoch, [version.Major, version.Minor]))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_whole_series_that_is_allowed_holds_no_release_that_is_not() => Prop.ForAll(Sets(), Versions(), (set, version) =>
        version.IsPrerelease || set.Contains(version) || !set.ContainsWholeSeries(new Version(version.Epoch, [version.Major, version.Minor]))).QuickCheckThrowOnFailure();

    [Fact]
    public void Sets_that_share_a_release_overlap() => Prop.ForAll(Sets(), Sets(), Versions(), (a, b, version) =>
        version.IsPrerelease || !a.And(b).Contains(version) || a.Overlaps(b)).QuickCheckThrowOnFailure();

    [Fact]
    public void Reading_never_fails_and_spans_lie_in_the_text() => Prop.ForAll(Texts(), text =>
    {
        var requirement = Requirement.Parse(text);
        _ = Version.TryParse(text, out _);
        _ = Marker.TryParse(text, out _);
        _ = VersionSpecifierSet.TryParse(text, out _);
        var whole = new TextSpan(0, text.Length);
        TextSpan[] spans =
        [
            requirement.Span, requirement.NameSpan, requirement.SpecifierSpan ?? whole, requirement.UrlSpan ?? whole, requirement.MarkerSpan ?? whole,
            .. requirement.ClauseSpans, .. requirement.Extras.Select(extra => extra.Span), .. requirement.Errors.Select(error => error.Span),
        ];
        return spans.All(span => span.Length >= 0 && whole.Contains(span))
            && Slice(requirement.NameSpan) == requirement.Name
            && (requirement.Url is null || Slice(requirement.UrlSpan!.Value) == requirement.Url)
            && requirement.Extras.All(extra => Slice(extra.Span) == extra.Name)
            && requirement.ClauseSpans.Length == requirement.Specifiers.Specifiers.Length;

        string Slice(TextSpan span) => text.Substring(span.Start, span.Length);
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<string> Texts() =>
        Gen.Elements(s_parts).ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    private static Gen<string> VersionText() =>
        from epoch in Gen.Elements("", "", "", "1!")
        from release in Gen.Elements("1", "2", "1.0", "1.1", "1.1.0", "1.2", "2.0.1", "10", "20231231235959123456789")
        from pre in Gen.Elements("", "", "", "a1", "rc1")
        from post in Gen.Elements("", "", ".post1", ".post2")
        from dev in Gen.Elements("", "", "", ".dev1")
        select epoch + release + pre + post + dev;

    private static Arbitrary<Version> Versions() => (
        from text in VersionText()
        from local in Gen.Elements("", "", "", "+a", "+2", "+10")
        select Version.Parse(text + local)).ToArbitrary();

    private static Arbitrary<VersionSpecifierSet> Sets()
    {
        var plain = from name in Gen.Elements("==", "!=", "<=", ">=", "<", ">", "===") from version in VersionText() select name + version;
        var special = Gen.Elements("~=1.1", "~=1.0.1", "==1.*", "!=1.1.*", "==1.1.*", "~=2.0", "!=1.*");
        return Gen.OneOf(plain, plain, special).ListOf().Select(clauses => VersionSpecifierSet.Parse(string.Join(',', clauses.Take(3)))).ToArbitrary();
    }
}
