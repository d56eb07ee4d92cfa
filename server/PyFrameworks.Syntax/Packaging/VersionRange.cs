using System.Collections.Immutable;
using System.Numerics;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>Where on the line of versions a cut lies, relative to its version; in order.</summary>
internal enum CutKind
{
    /// <summary>Just before the version.</summary>
    Before,

    /// <summary>Just after the version, before longer local labels of it.</summary>
    After,

    /// <summary>After the version with any local label, before its post-releases.</summary>
    AfterLocals,

    /// <summary>After the version's post-releases, before the next release.</summary>
    AfterPosts,
}

/// <summary>
/// A place between versions. PEP 440 gives some operators bounds that no version names: <c>&lt;=1.0</c> ends after 1.0+local and
/// before 1.0.post0, and <c>&gt;1.0</c> begins after the post-releases of 1.0.
/// </summary>
/// <param name="Version">The version by which the cut lies; null for an end of the line.</param>
/// <param name="Kind">On which side; ignored at an end.</param>
internal readonly record struct Cut(Version? Version, CutKind Kind)
{
    /// <summary>Order of two cuts that both name a version.</summary>
    public static int Compare(Version left, CutKind leftKind, Version right, CutKind rightKind)
    {
        if (leftKind == CutKind.AfterPosts || rightKind == CutKind.AfterPosts)
        {
            // Within one base, the cut after the post-releases is above everything else.
            return left.IsSameBase(right) && left.SharesRank(right)
                ? leftKind == rightKind ? 0 : leftKind == CutKind.AfterPosts ? 1 : -1
                : left.ComparePublic(right);
        }

        var order = left.ComparePublic(right);
        if (order == 0 && (leftKind == CutKind.AfterLocals || rightKind == CutKind.AfterLocals))
        {
            return leftKind.CompareTo(rightKind);
        }

        if (order == 0)
        {
            order = left.CompareTo(right);
        }

        return order != 0 ? order : leftKind.CompareTo(rightKind);
    }
}

/// <summary>The versions between two cuts.</summary>
/// <param name="Lower">The cut before the first; without a version there is no lower end.</param>
/// <param name="Upper">The cut after the last; without a version there is no upper end.</param>
internal readonly record struct VersionRange(Cut Lower, Cut Upper)
{
    private static readonly Version s_zero = new(BigInteger.Zero, [BigInteger.Zero]);

    /// <summary>Every version.</summary>
    public static ImmutableArray<VersionRange> Everything { get; } = [new(default, default)];

    /// <summary>The ranges of one specifier, in order; those of <c>===</c> hold the one version that its text names.</summary>
    public static ImmutableArray<VersionRange> Of(VersionSpecifier specifier)
    {
        if (specifier.Version is not { } version)
        {
            // A legacy text after === may name anything.
            return Everything;
        }

        if (specifier.IsWildcard)
        {
            var first = new Cut(version.FirstOfRelease(), CutKind.Before);
            var next = new Cut(version.FirstOfNextSeries(), CutKind.Before);
            return specifier.Operator == VersionOperator.Equal ? [new(first, next)] : [new(default, first), new(next, default)];
        }

        var before = new Cut(version, CutKind.Before);
        var after = new Cut(version, version.LocalParts.IsEmpty ? CutKind.AfterLocals : CutKind.After);
        switch (specifier.Operator)
        {
            case VersionOperator.GreaterOrEqual:
                return [new(before, default)];
            case VersionOperator.LessOrEqual:
                return [new(default, after)];
            case VersionOperator.Greater:
                return [new(AfterAllOf(version), default)];
            case VersionOperator.Less:
                // PEP 440: "<V" leaves out the pre-releases of V unless V is one itself.
                return [new(default, version.IsPrerelease ? before : before with { Version = version.WithDev(BigInteger.Zero) })];
            case VersionOperator.Equal:
                return [new(before, after)];
            case VersionOperator.NotEqual:
                return [new(default, before), new(after, default)];
            case VersionOperator.Compatible:
                return [new(before, new(version.WithoutLastNumber().FirstOfNextSeries(), CutKind.Before))];
            default:
                return [new(before, new(version, CutKind.After))];
        }
    }

    /// <summary>The ranges of versions that lie in a range of both lists; both in order without overlap, as is the result.</summary>
    public static ImmutableArray<VersionRange> Intersect(ImmutableArray<VersionRange> left, ImmutableArray<VersionRange> right)
    {
        var result = ImmutableArray.CreateBuilder<VersionRange>();
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            var lower = CompareLower(left[i].Lower, right[j].Lower) >= 0 ? left[i].Lower : right[j].Lower;
            var leftEndsFirst = CompareUpper(left[i].Upper, right[j].Upper) < 0;
            var candidate = new VersionRange(lower, leftEndsFirst ? left[i].Upper : right[j].Upper);
            if (!candidate.IsEmpty)
            {
                result.Add(candidate);
            }

            if (leftEndsFirst)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return result.ToImmutable();
    }

    /// <summary>Whether no version can lie between the cuts. A few ranges that are not empty by this hold no version either.</summary>
    public bool IsEmpty => Lower.Version is { } lower && Upper.Version is { } upper
        && Cut.Compare(lower, Lower.Kind, upper, Upper.Kind) >= 0;

    /// <summary>Whether <paramref name="version"/> lies in the range.</summary>
    public bool Contains(Version version) =>
        (Lower.Version is not { } lower || Cut.Compare(lower, Lower.Kind, version, CutKind.Before) <= 0)
        && (Upper.Version is not { } upper || Cut.Compare(version, CutKind.After, upper, Upper.Kind) <= 0);

    /// <summary>
    /// Whether the range holds a version that is no pre-release. Release numbers may grow longer without end, so between two
    /// releases there always is a third; the answer errs by yes alone.
    /// </summary>
    public bool MayContainFinal()
    {
        if (IsEmpty)
        {
            return false;
        }

        if (Lower.Version is not { } lower)
        {
            return Contains(s_zero);
        }

        if (lower.IsPrerelease)
        {
            return Contains(lower.NearestFinal());
        }

        return Lower.Kind switch
        {
            CutKind.Before => Contains(lower),
            CutKind.AfterLocals => Contains(lower.NextPost()),
            _ => true,
        };
    }

    private static Cut AfterAllOf(Version version)
    {
        // PEP 440: ">V" leaves out the post-releases and local labels of V, unless V is a post-release itself.
        if (version.Dev is { } dev)
        {
            return new(version.WithDev(dev + 1), CutKind.Before);
        }

        return version.IsPostrelease
            ? new(version.NextPost().WithDev(BigInteger.Zero), CutKind.Before)
            : new(version, CutKind.AfterPosts);
    }

    private static int CompareLower(Cut left, Cut right) => (left.Version, right.Version) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        ({ } a, { } b) => Cut.Compare(a, left.Kind, b, right.Kind),
    };

    private static int CompareUpper(Cut left, Cut right) => (left.Version, right.Version) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        ({ } a, { } b) => Cut.Compare(a, left.Kind, b, right.Kind),
    };
}
