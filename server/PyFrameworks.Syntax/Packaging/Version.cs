using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>The kind of a pre-release, in order.</summary>
public enum PrereleaseKind
{
    /// <summary><c>a</c>.</summary>
    Alpha,

    /// <summary><c>b</c>.</summary>
    Beta,

    /// <summary><c>rc</c>.</summary>
    ReleaseCandidate,
}

/// <summary>The pre-release part of a version, such as <c>rc1</c>.</summary>
/// <param name="Kind">Alpha, beta or release candidate.</param>
/// <param name="Number">0 or more; 0 where the text gives none.</param>
public readonly record struct Prerelease(PrereleaseKind Kind, BigInteger Number);

/// <summary>
/// A version of a distribution (PEP 440). Numbers may be of any size up to 4,300 digits, the limit of the reference's integers.
/// Two versions are equal where they order equally: <c>1.0</c> equals <c>1.0.0</c>.
/// </summary>
public sealed partial class Version : IComparable<Version>, IEquatable<Version>
{
    // CPython refuses to convert longer texts to integers; the reference therefore has no such version.
    private const int MaximumDigits = 4300;

    private readonly int _significant;

    internal Version(
        BigInteger epoch,
        ImmutableArray<BigInteger> release,
        Prerelease? pre = null,
        BigInteger? post = null,
        BigInteger? dev = null,
        ImmutableArray<string> localParts = default)
    {
        Epoch = epoch;
        Release = release;
        Pre = pre;
        Post = post;
        Dev = dev;
        LocalParts = localParts.IsDefault ? [] : localParts;
        _significant = release.Length;
        while (_significant > 0 && release[_significant - 1].IsZero)
        {
            _significant--;
        }
    }

    /// <summary>The epoch, 0 unless the text names one (<c>1!2.0</c>).</summary>
    public BigInteger Epoch { get; }

    /// <summary>The numbers of the release as written, trailing zeros included; at least one.</summary>
    public ImmutableArray<BigInteger> Release { get; }

    /// <summary>The pre-release part.</summary>
    public Prerelease? Pre { get; }

    /// <summary>The number of the post-release.</summary>
    public BigInteger? Post { get; }

    /// <summary>The number of the development release.</summary>
    public BigInteger? Dev { get; }

    /// <summary>The local version label without its <c>+</c>, in normal form; null when there is none.</summary>
    public string? Local => LocalParts.IsEmpty ? null : string.Join('.', LocalParts);

    /// <summary>The first number of the release.</summary>
    public BigInteger Major => Release[0];

    /// <summary>The second number of the release; 0 when there is none.</summary>
    public BigInteger Minor => Release.Length > 1 ? Release[1] : BigInteger.Zero;

    /// <summary>The third number of the release; 0 when there is none.</summary>
    public BigInteger Micro => Release.Length > 2 ? Release[2] : BigInteger.Zero;

    /// <summary>Whether this is a pre-release or a development release.</summary>
    public bool IsPrerelease => Pre is not null || Dev is not null;

    /// <summary>Whether this is a post-release.</summary>
    public bool IsPostrelease => Post is not null;

    /// <summary>Whether this is a development release.</summary>
    public bool IsDevrelease => Dev is not null;

    /// <summary>The normal form without the local version label.</summary>
    public string Public => Format(withLocal: false);

    /// <summary>Parts of the local label in normal form: lower case, numbers without leading zeros.</summary>
    internal ImmutableArray<string> LocalParts { get; }

    /// <summary>The release's numbers up to the last that is not zero.</summary>
    internal ReadOnlySpan<BigInteger> SignificantRelease => Release.AsSpan()[.._significant];

    /// <summary>Reads a version; white space around it is no error, as in the reference.</summary>
    /// <returns>False when <paramref name="text"/> is not a PEP 440 version.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Version? version)
    {
        version = null;
        var (start, end) = PythonText.Trim(text, 0, text.Length);
        var body = text[start..end];

        var at = VersionScanner.Prefix(body, 0);
        var epochEnd = VersionScanner.Epoch(body, at);
        var epochText = epochEnd > at ? body[at..(epochEnd - 1)] : default;
        var releaseEnd = VersionScanner.Release(body, epochEnd);
        if (releaseEnd == epochEnd || !TryNumber(epochText, out var epoch) || !TryRelease(body[epochEnd..releaseEnd], out var release))
        {
            return false;
        }

        var preEnd = VersionScanner.Pre(body, releaseEnd, out var preLetter, out var preNumber);
        var postEnd = VersionScanner.Post(body, preEnd, out _, out var postNumber);
        var devEnd = VersionScanner.Dev(body, postEnd, out var devNumber);
        var localEnd = VersionScanner.Local(body, devEnd);
        if (localEnd != body.Length
            || !TryNumber(preNumber, out var pre) || !TryNumber(postNumber, out var post) || !TryNumber(devNumber, out var dev))
        {
            return false;
        }

        version = new(
            epoch,
            release,
            preEnd > releaseEnd ? new Prerelease(KindOf(preLetter), pre) : null,
            postEnd > preEnd ? post : null,
            devEnd > postEnd ? dev : null,
            localEnd > devEnd ? LocalOf(body[(devEnd + 1)..localEnd]) : []);
        return true;
    }

    /// <summary>Reads a version that is known to be valid, such as a constant.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a PEP 440 version.</exception>
    public static Version Parse(string text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is not a version");

    /// <summary>The normal form (PEP 440), such as <c>1!2.0rc1.post2.dev3+local.1</c>.</summary>
    public override string ToString() => Format(withLocal: true);

    private static PrereleaseKind KindOf(ReadOnlySpan<char> letter) => letter[0] switch
    {
        'a' or 'A' => PrereleaseKind.Alpha,
        'b' or 'B' => PrereleaseKind.Beta,
        _ => PrereleaseKind.ReleaseCandidate,
    };

    private static bool TryNumber(ReadOnlySpan<char> digits, out BigInteger number)
    {
        number = BigInteger.Zero;
        if (digits.Length <= 18)
        {
            var small = 0L;
            foreach (var digit in digits)
            {
                small = (small * 10) + (digit - '0');
            }

            number = small;
            return true;
        }

        return digits.Length <= MaximumDigits && BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryRelease(ReadOnlySpan<char> text, out ImmutableArray<BigInteger> release)
    {
        release = [];
        var numbers = ImmutableArray.CreateBuilder<BigInteger>(text.Count('.') + 1);
        foreach (var part in text.Split('.'))
        {
            if (!TryNumber(text[part], out var number))
            {
                return false;
            }

            numbers.Add(number);
        }

        release = numbers.MoveToImmutable();
        return true;
    }

    private static ImmutableArray<string> LocalOf(ReadOnlySpan<char> text)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        foreach (var range in text.SplitAny("-_."))
        {
            var part = text[range];
            if (part.ContainsAnyExceptInRange('0', '9'))
            {
                parts.Add(part.ToString().ToLowerInvariant());
            }
            else
            {
                var significant = part.TrimStart('0');
                parts.Add(significant.IsEmpty ? "0" : significant.ToString());
            }
        }

        return parts.ToImmutable();
    }

    private string Format(bool withLocal)
    {
        var text = new StringBuilder();
        if (!Epoch.IsZero)
        {
            Append(Epoch).Append('!');
        }

        for (var i = 0; i < Release.Length; i++)
        {
            text.Append(i == 0 ? "" : ".");
            Append(Release[i]);
        }

        if (Pre is { } pre)
        {
            var letter = pre.Kind switch { PrereleaseKind.Alpha => "a", PrereleaseKind.Beta => "b", _ => "rc" };
            text.Append(letter);
            Append(pre.Number);
        }

        if (Post is { } post)
        {
            text.Append(".post");
            Append(post);
        }

        if (Dev is { } dev)
        {
            text.Append(".dev");
            Append(dev);
        }

        if (withLocal && !LocalParts.IsEmpty)
        {
            text.Append('+').AppendJoin('.', LocalParts);
        }

        return text.ToString();

        // Nearly all numbers are small, and the code that writes the others is slow to get ready.
        StringBuilder Append(BigInteger number) =>
            number <= long.MaxValue ? text.Append(CultureInfo.InvariantCulture, $"{(long)number}") : text.Append(CultureInfo.InvariantCulture, $"{number}");
    }
}
