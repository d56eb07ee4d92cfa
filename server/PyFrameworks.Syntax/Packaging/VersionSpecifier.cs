using System.Diagnostics.CodeAnalysis;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>The comparison of a version specifier (PEP 440).</summary>
public enum VersionOperator
{
    /// <summary><c>~=</c>.</summary>
    Compatible,

    /// <summary><c>==</c>, with or without a wildcard.</summary>
    Equal,

    /// <summary><c>!=</c>, with or without a wildcard.</summary>
    NotEqual,

    /// <summary><c>&lt;=</c>.</summary>
    LessOrEqual,

    /// <summary><c>&gt;=</c>.</summary>
    GreaterOrEqual,

    /// <summary><c>&lt;</c>.</summary>
    Less,

    /// <summary><c>&gt;</c>.</summary>
    Greater,

    /// <summary><c>===</c>: equality of the texts.</summary>
    Arbitrary,
}

/// <summary>One clause of a version specifier (PEP 440), such as <c>&gt;=2.3</c> or <c>==1.*</c>.</summary>
public sealed class VersionSpecifier : IEquatable<VersionSpecifier>
{
    private VersionSpecifier(VersionOperator comparison, string versionText, Version? version)
    {
        Operator = comparison;
        VersionText = versionText;
        Version = version;
    }

    /// <summary>The comparison.</summary>
    public VersionOperator Operator { get; }

    /// <summary>The comparison as written, such as <c>&gt;=</c>.</summary>
    public string OperatorText => TextOf(Operator);

    /// <summary>The version as written, with its wildcard; after <c>===</c> it may be any text, the empty one too.</summary>
    public string VersionText { get; }

    /// <summary>The version, without a wildcard; null where the text after <c>===</c> is none.</summary>
    public Version? Version { get; }

    /// <summary>Whether the version ends in <c>.*</c> and so stands for a series.</summary>
    public bool IsWildcard => Operator is VersionOperator.Equal or VersionOperator.NotEqual && VersionText.EndsWith(".*", StringComparison.Ordinal);

    /// <summary>Whether the clause allows one version alone (<c>==1.0</c>, <c>===1.0</c>), local labels aside.</summary>
    public bool IsPin => Operator == VersionOperator.Arbitrary || (Operator == VersionOperator.Equal && !IsWildcard);

    /// <summary>Whether the clause names a pre-release and so asks for them (PEP 440, "Handling of pre-releases"); <c>!=</c> does not.</summary>
    public bool AllowsPrereleases => Operator != VersionOperator.NotEqual && !IsWildcard && Version is { IsPrerelease: true };

    /// <summary>Reads one clause; white space around it and after the operator is no error.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out VersionSpecifier? specifier)
    {
        specifier = null;
        var (start, end) = PythonText.Trim(text, 0, text.Length);
        var body = text[start..end];
        if (Scan(body, 0) != body.Length || !TryOperator(body, out var comparison, out var length))
        {
            return false;
        }

        var versionStart = PythonText.SkipWhitespace(body, length);
        var versionText = body[versionStart..];
        var plain = comparison is VersionOperator.Equal or VersionOperator.NotEqual && versionText.EndsWith(".*") ? versionText[..^2] : versionText;
        var isVersion = Version.TryParse(plain, out var version);
        if (!isVersion && comparison != VersionOperator.Arbitrary)
        {
            return false;
        }

        specifier = new(comparison, versionText.ToString(), version);
        return true;
    }

    /// <summary>
    /// Whether <paramref name="version"/> satisfies the clause. Pre-releases are allowed unless <paramref name="prereleases"/> is false.
    /// </summary>
    public bool Contains(Version version, bool? prereleases = null) =>
        (prereleases != false || !version.IsPrerelease)
        && (Operator == VersionOperator.Arbitrary ? MatchesText(version.ToString()) : MatchesVersion(version));

    /// <summary>
    /// Whether the version that <paramref name="text"/> spells satisfies the clause. <c>===</c> compares the text itself, letter case
    /// aside; no other operator holds for a text that is not a version.
    /// </summary>
    public bool Contains(string text, bool? prereleases = null)
    {
        var isVersion = Version.TryParse(text, out var version);
        if (prereleases == false && version is { IsPrerelease: true })
        {
            return false;
        }

        return Operator == VersionOperator.Arbitrary ? MatchesText(text) : isVersion && MatchesVersion(version!);
    }

    /// <summary>Operator and version as written, without white space.</summary>
    public override string ToString() => OperatorText + VersionText;

    /// <summary>Whether both say the same: <c>==1.0</c> equals <c>==1.0.0</c>, but <c>~=1.0</c> is not <c>~=1.0.0</c>.</summary>
    public bool Equals(VersionSpecifier? other)
    {
        if (other is null || Operator != other.Operator || IsWildcard != other.IsWildcard)
        {
            return false;
        }

        if (Operator == VersionOperator.Arbitrary || IsWildcard)
        {
            return VersionText == other.VersionText;
        }

        return Version == other.Version && (Operator != VersionOperator.Compatible || Version!.Release.Length == other.Version!.Release.Length);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VersionSpecifier);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Operator == VersionOperator.Arbitrary || IsWildcard ? HashCode.Combine(Operator, VersionText) : HashCode.Combine(Operator, Version);

    /// <summary>Offset after the clause that begins at <paramref name="at"/>; -1 when none begins there.</summary>
    internal static int Scan(ReadOnlySpan<char> text, int at)
    {
        if (!TryOperator(text[at..], out var comparison, out var length))
        {
            return -1;
        }

        at = PythonText.SkipWhitespace(text, at + length);
        if (comparison == VersionOperator.Arbitrary)
        {
            while (at < text.Length && !PythonText.IsWhitespace(text[at]) && text[at] is not (';' or ')'))
            {
                at++;
            }

            return at;
        }

        var release = VersionScanner.Epoch(text, VersionScanner.Prefix(text, at));
        var end = VersionScanner.Release(text, release);
        if (end == release || (comparison == VersionOperator.Compatible && text[release..end].IndexOf('.') < 0))
        {
            return -1;
        }

        var allowsMore = comparison is VersionOperator.Equal or VersionOperator.NotEqual;
        if (allowsMore && VersionScanner.Wildcard(text, end) is var wildcard && wildcard > end)
        {
            return wildcard;
        }

        end = VersionScanner.Pre(text, end, out _, out _);
        end = VersionScanner.Post(text, end, out _, out _);
        end = VersionScanner.Dev(text, end, out _);
        return allowsMore ? VersionScanner.Local(text, end) : end;
    }

    /// <summary>The operator at the start of <paramref name="text"/> and its length.</summary>
    internal static bool TryOperator(ReadOnlySpan<char> text, out VersionOperator comparison, out int length)
    {
        (comparison, length) = text switch
        {
            ['=', '=', '=', ..] => (VersionOperator.Arbitrary, 3),
            ['=', '=', ..] => (VersionOperator.Equal, 2),
            ['!', '=', ..] => (VersionOperator.NotEqual, 2),
            ['~', '=', ..] => (VersionOperator.Compatible, 2),
            ['<', '=', ..] => (VersionOperator.LessOrEqual, 2),
            ['>', '=', ..] => (VersionOperator.GreaterOrEqual, 2),
            ['<', ..] => (VersionOperator.Less, 1),
            ['>', ..] => (VersionOperator.Greater, 1),
            _ => (default, 0),
        };
        return length > 0;
    }

    /// <summary>The operator as written.</summary>
    internal static string TextOf(VersionOperator comparison) => comparison switch
    {
        VersionOperator.Compatible => "~=",
        VersionOperator.Equal => "==",
        VersionOperator.NotEqual => "!=",
        VersionOperator.LessOrEqual => "<=",
        VersionOperator.GreaterOrEqual => ">=",
        VersionOperator.Less => "<",
        VersionOperator.Greater => ">",
        _ => "===",
    };

    /// <summary>Whether <c>===</c> holds for <paramref name="text"/>: lower case decides, which is finer than .NET's comparison without case.</summary>
    internal bool MatchesText(string text) => PythonText.ToLower(text) == PythonText.ToLower(VersionText);

    /// <summary>Whether <paramref name="version"/> lies in the clause's ranges.</summary>
    internal bool MatchesVersion(Version version)
    {
        foreach (var range in VersionRange.Of(this))
        {
            if (range.Contains(version))
            {
                return true;
            }
        }

        return false;
    }
}
