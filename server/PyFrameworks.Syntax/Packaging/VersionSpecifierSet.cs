using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>An end of the versions that a specifier allows.</summary>
/// <param name="Version">The version at the end.</param>
/// <param name="IsInclusive">Whether the version itself is allowed.</param>
public readonly record struct VersionBound(Version Version, bool IsInclusive);

/// <summary>
/// Clauses that a version has to satisfy all (PEP 440), such as <c>&gt;=2.3,&lt;4</c>. The empty set allows every version.
/// Sets are equal when their clauses are, in order.
/// </summary>
public sealed class VersionSpecifierSet : IEquatable<VersionSpecifierSet>
{
    private ImmutableArray<VersionRange> _ranges;

    /// <summary>A set of <paramref name="specifiers"/> in their order.</summary>
    public VersionSpecifierSet(ImmutableArray<VersionSpecifier> specifiers) => Specifiers = specifiers;

    /// <summary>The set without clauses.</summary>
    public static VersionSpecifierSet Any { get; } = new([]);

    /// <summary>The clauses in source order.</summary>
    public ImmutableArray<VersionSpecifier> Specifiers { get; }

    /// <summary>Whether there is no clause, so that every version is allowed.</summary>
    public bool IsEmpty => Specifiers.IsEmpty;

    /// <summary>Whether a clause names a pre-release, which asks for pre-releases as a whole (PEP 440).</summary>
    public bool AllowsPrereleases => Specifiers.Any(specifier => specifier.AllowsPrereleases);

    /// <summary>The version of the first <c>==X</c> without wildcard or <c>===X</c>; null when no clause is a pin of a version.</summary>
    public Version? PinnedVersion => Specifiers.FirstOrDefault(specifier => specifier is { IsPin: true, Version: not null })?.Version;

    /// <summary>Whether no version can satisfy all clauses, as <c>&gt;=2,&lt;1</c>. Some sets that nothing satisfies are not recognised.</summary>
    public bool IsUnsatisfiable => Ranges.IsEmpty;

    /// <summary>
    /// The lower end of what is allowed; null when there is none or nothing is allowed. <c>==4.1.*</c> gives 4.1, inclusive.
    /// Gaps (<c>!=</c>) between the ends do not show.
    /// </summary>
    public VersionBound? LowerBound => Ranges is [{ Lower: { Version: { } version, Kind: var kind } }, ..]
        ? new(WithoutFirstDev(version), kind == CutKind.Before)
        : null;

    /// <summary>
    /// The upper end of what is allowed; null when there is none or nothing is allowed. <c>==4.1.*</c> gives 4.2, exclusive.
    /// </summary>
    public VersionBound? UpperBound => Ranges is [.., { Upper: { Version: { } version, Kind: var kind } }]
        ? new(kind == CutKind.Before ? WithoutFirstDev(version) : version, kind != CutKind.Before)
        : null;

    private ImmutableArray<VersionRange> Ranges
    {
        get
        {
            if (_ranges.IsDefault)
            {
                // Two readers may both compute the value; an immutable array is one reference, so either write is whole.
                _ranges = RangesOf(Specifiers.AsSpan());
            }

            return _ranges;
        }
    }

    /// <summary>
    /// Reads clauses between commas. As in the reference, empty clauses (<c>&gt;=1,,&lt;2</c>, a final comma) are passed over here,
    /// while a requirement allows a final comma only.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out VersionSpecifierSet? set)
    {
        set = TryRead(text, out var specifiers) < 0 ? new(specifiers) : null;
        return set is not null;
    }

    /// <summary>Reads clauses that are known to be valid, such as a constant.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a specifier.</exception>
    public static VersionSpecifierSet Parse(string text) =>
        TryParse(text, out var set) ? set : throw new FormatException($"'{text}' is not a version specifier");

    /// <summary>What is wrong with <paramref name="text"/>, which begins at <paramref name="offset"/> of the source; null when it is valid.</summary>
    public static SyntaxError? FindError(string text, int offset)
    {
        var at = TryRead(text, out _);
        if (at < 0)
        {
            return null;
        }

        var comma = text.IndexOf(',', at);
        var (start, end) = PythonText.Trim(text, at, comma < 0 ? text.Length : comma);
        return new(TextSpan.FromBounds(offset + start, offset + end), SpecifierMessages.Explain(text.AsSpan(start, end - start)));
    }

    /// <summary>
    /// Whether <paramref name="version"/> satisfies every clause. With <paramref name="prereleases"/> null the default rule of PEP 440
    /// applies: a pre-release is allowed where there is no other version, as is the case for a single one; false refuses them.
    /// </summary>
    public bool Contains(Version version, bool? prereleases = null)
    {
        if (prereleases == false && version.IsPrerelease)
        {
            return false;
        }

        foreach (var specifier in Specifiers)
        {
            if (!specifier.Contains(version))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether the version that <paramref name="text"/> spells satisfies every clause; a text that is no version satisfies the empty
    /// set and <c>===</c> of the same text.
    /// </summary>
    public bool Contains(string text, bool? prereleases = null)
    {
        if (prereleases == false && Version.TryParse(text, out var version) && version.IsPrerelease)
        {
            return false;
        }

        foreach (var specifier in Specifiers)
        {
            if (!specifier.Contains(text))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a release of the series that <paramref name="series"/> begins may satisfy the set: for 4.2, any of 4.2, 4.2.1, ...
    /// <c>&gt;=3,&lt;4.2</c> may contain 4.1 and not 4.2, <c>~=3.1</c> may contain 3.1 and 3.2 and not 4.0, <c>!=3.2.*</c> may not contain
    /// 3.2. Pre-releases count only where a clause names one (<see cref="AllowsPrereleases"/>), as installers choose.
    /// </summary>
    /// <remarks>
    /// No is certain: nothing of the series satisfies the set, whatever gets published. Yes is an upper estimate, for the series may
    /// not have the releases that are left: <c>&gt;4.2.99</c> may contain 4.2. A text after <c>===</c> that is no version allows everything.
    /// </remarks>
    public bool MayContainSeries(Version series)
    {
        var range = new VersionRange(
            new(series.FirstOfRelease(), CutKind.Before), new(new Version(series.Epoch, series.Release).FirstOfNextSeries(), CutKind.Before));
        return HoldsRelease(VersionRange.Intersect(Ranges, [range]), AllowsPrereleases);
    }

    /// <summary>
    /// Whether a release may satisfy both sets. As with <see cref="MayContainSeries"/>, no is certain and yes an upper estimate;
    /// pre-releases count where either set names one.
    /// </summary>
    public bool Overlaps(VersionSpecifierSet other) =>
        HoldsRelease(VersionRange.Intersect(Ranges, other.Ranges), AllowsPrereleases || other.AllowsPrereleases);

    /// <summary>Whether every release of the series satisfies the set; no where in doubt.</summary>
    public bool ContainsWholeSeries(Version series)
    {
        var first = series.FirstOfRelease().NearestFinal();
        var next = new Cut(series.FirstOfNextSeries(), CutKind.Before);
        if (Specifiers.Any(specifier => specifier.Operator == VersionOperator.Arbitrary))
        {
            return false;
        }

        foreach (var range in Ranges)
        {
            if (range.Contains(first)
                && (range.Upper.Version is not { } upper || Cut.Compare(next.Version!, next.Kind, upper, range.Upper.Kind) <= 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The clauses of both sets, these first.</summary>
    public VersionSpecifierSet And(VersionSpecifierSet other) =>
        IsEmpty ? other : other.IsEmpty ? this : new(Specifiers.AddRange(other.Specifiers));

    /// <summary>The clauses as written, in source order, with commas between them and no white space; empty for no clause.</summary>
    public override string ToString() => string.Join(',', Specifiers);

    /// <summary>Whether the clauses are equal, in order.</summary>
    public bool Equals(VersionSpecifierSet? other) => other is not null && Specifiers.SequenceEqual(other.Specifiers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VersionSpecifierSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var specifier in Specifiers)
        {
            hash.Add(specifier);
        }

        return hash.ToHashCode();
    }

    /// <summary>Offset of the first clause that is not valid; -1 when all are.</summary>
    private static int TryRead(ReadOnlySpan<char> text, out ImmutableArray<VersionSpecifier> specifiers)
    {
        specifiers = [];
        var found = ImmutableArray.CreateBuilder<VersionSpecifier>();
        foreach (var part in text.Split(','))
        {
            if (text[part].IsWhiteSpace() || PythonText.SkipWhitespace(text[part], 0) == text[part].Length)
            {
                continue;
            }

            if (!VersionSpecifier.TryParse(text[part], out var specifier))
            {
                return part.Start.Value;
            }

            found.Add(specifier);
        }

        specifiers = found.ToImmutable();
        return -1;
    }

    // Halves of equal size keep the work below the square of the number of clauses, of which a hostile file may have many.
    private static ImmutableArray<VersionRange> RangesOf(ReadOnlySpan<VersionSpecifier> specifiers) => specifiers.Length switch
    {
        0 => VersionRange.Everything,
        1 => VersionRange.Of(specifiers[0]),
        var count => VersionRange.Intersect(RangesOf(specifiers[..(count / 2)]), RangesOf(specifiers[(count / 2)..])),
    };

    private static bool HoldsRelease(ImmutableArray<VersionRange> ranges, bool prereleases) =>
        ranges.Any(range => prereleases ? !range.IsEmpty : range.MayContainFinal());

    // ".dev0" is what PEP 440 adds to a bound to leave out pre-releases; a reader wants the version that was written.
    private static Version WithoutFirstDev(Version version) =>
        version is { Pre: null, Post: null, Dev.IsZero: true } ? new(version.Epoch, version.Release) : version;
}
