using System.Numerics;

namespace PyFrameworks.Syntax.Packaging;

/// <content>The order of versions and the versions next to one (PEP 440, "Summary of permitted suffixes and relative ordering").</content>
public sealed partial class Version
{
    /// <summary>PEP 440 order: a development release comes first, then pre-releases, the release, local labels, post-releases.</summary>
    public int CompareTo(Version? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = ComparePublic(other);
        return order != 0 ? order : CompareLocal(other);
    }

    /// <summary>Whether the two order equally.</summary>
    public bool Equals(Version? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Version);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Epoch);
        foreach (var number in SignificantRelease)
        {
            hash.Add(number);
        }

        hash.Add(Pre);
        hash.Add(Post);
        hash.Add(Dev);
        foreach (var part in LocalParts)
        {
            hash.Add(part, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether this version's release begins with that of <paramref name="series"/>: 4.2.7 is of the series 4.2 and of 4.</summary>
    public bool IsInSeries(Version series)
    {
        if (Epoch != series.Epoch)
        {
            return false;
        }

        for (var i = 0; i < series.Release.Length; i++)
        {
            // PEP 440, "Version matching": a missing number counts as zero, so 4 is of the series 4.0.
            if ((i < Release.Length ? Release[i] : BigInteger.Zero) != series.Release[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Order without the local version labels.</summary>
    internal int ComparePublic(Version other)
    {
        var order = Epoch.CompareTo(other.Epoch);
        if (order == 0)
        {
            order = SignificantRelease.SequenceCompareTo(other.SignificantRelease);
        }

        if (order == 0)
        {
            order = PreRank.CompareTo(other.PreRank);
        }

        if (order == 0)
        {
            order = (Pre?.Number ?? BigInteger.Zero).CompareTo(other.Pre?.Number ?? BigInteger.Zero);
        }

        if (order == 0)
        {
            order = (Post ?? BigInteger.MinusOne).CompareTo(other.Post ?? BigInteger.MinusOne);
        }

        if (order != 0)
        {
            return order;
        }

        return (Dev, other.Dev) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            ({ } left, { } right) => left.CompareTo(right),
        };
    }

    /// <summary>Whether both are of one release and pre-release, so that they differ in post, dev and local parts alone.</summary>
    internal bool IsSameBase(Version other) =>
        Epoch == other.Epoch && SignificantRelease.SequenceEqual(other.SignificantRelease) && Pre == other.Pre;

    /// <summary>The first development release of this release, which no version of it precedes: 1.2rc1 gives 1.2.dev0.</summary>
    internal Version FirstOfRelease() => new(Epoch, Release, dev: BigInteger.Zero);

    /// <summary>The first version after all that begin with this release: 1.2 gives 1.3.dev0.</summary>
    internal Version FirstOfNextSeries() => new(Epoch, Release.SetItem(Release.Length - 1, Release[^1] + 1), dev: BigInteger.Zero);

    /// <summary>The release after all that begin with this one's numbers: <c>3.2</c> for <c>3.1</c> and for <c>3.1rc1</c>.</summary>
    public Version NextSeries() => new(Epoch, Release.SetItem(Release.Length - 1, Release[^1] + 1));

    /// <summary>This version as a development release, without its local label.</summary>
    internal Version WithDev(BigInteger dev) => new(Epoch, Release, Pre, Post, dev);

    /// <summary>The next post-release: 1.0 gives 1.0.post0 and that 1.0.post1.</summary>
    internal Version NextPost() => new(Epoch, Release, Pre, (Post ?? BigInteger.MinusOne) + 1);

    /// <summary>The release without its last number, of which there must be two at least.</summary>
    internal Version WithoutLastNumber() => new(Epoch, Release.RemoveAt(Release.Length - 1));

    /// <summary>The first version at or above this pre-release that is none: 1.0rc1.post2 gives 1.0, 1.0.post1.dev2 gives 1.0.post1.</summary>
    internal Version NearestFinal() => new(Epoch, Release, post: Pre is null ? Post : null);

    /// <summary>Whether both are, or neither is, a development release that precedes all pre-releases of its release.</summary>
    internal bool SharesRank(Version other) => PreRank == other.PreRank;

    /// <summary>Pre-release letters in order; a development release alone precedes them, a release without a letter follows them.</summary>
    private int PreRank => Pre is { } pre ? (int)pre.Kind : Post is null && Dev is not null ? -1 : 3;

    private int CompareLocal(Version other)
    {
        for (var i = 0; i < LocalParts.Length && i < other.LocalParts.Length; i++)
        {
            var order = ComparePart(LocalParts[i], other.LocalParts[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return LocalParts.Length.CompareTo(other.LocalParts.Length);
    }

    private static int ComparePart(string left, string right)
    {
        var leftIsNumber = !left.AsSpan().ContainsAnyExceptInRange('0', '9');
        var rightIsNumber = !right.AsSpan().ContainsAnyExceptInRange('0', '9');
        if (leftIsNumber != rightIsNumber)
        {
            return leftIsNumber ? 1 : -1;
        }

        // Numbers are kept without leading zeros, so the longer one is the greater.
        var byLength = leftIsNumber ? left.Length.CompareTo(right.Length) : 0;
        return byLength != 0 ? byLength : string.CompareOrdinal(left, right);
    }

    /// <summary>Whether the two order equally.</summary>
    public static bool operator ==(Version? left, Version? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the two differ in order.</summary>
    public static bool operator !=(Version? left, Version? right) => !(left == right);

    /// <summary>PEP 440 order.</summary>
    public static bool operator <(Version left, Version right) => left.CompareTo(right) < 0;

    /// <summary>PEP 440 order.</summary>
    public static bool operator >(Version left, Version right) => left.CompareTo(right) > 0;

    /// <summary>PEP 440 order.</summary>
    public static bool operator <=(Version left, Version right) => left.CompareTo(right) <= 0;

    /// <summary>PEP 440 order.</summary>
    public static bool operator >=(Version left, Version right) => left.CompareTo(right) >= 0;
}
