using System.Buffers;
using System.Globalization;
using System.Numerics;
using PyFrameworks.Syntax.Packaging;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// Poetry's version constraints as PEP 440 specifiers: <c>^2.3</c> is <c>&gt;=2.3,&lt;3</c>, <c>~2.3</c> is <c>&gt;=2.3,&lt;2.4</c>, <c>2.*</c> is <c>==2.*</c>, <c>*</c> is no
/// limit. See https://python-poetry.org/docs/dependency-specification/.
/// </summary>
internal static class PoetryConstraint
{
    private static readonly SearchValues<char> s_operators = SearchValues.Create("<>=!~^");

    /// <summary>The specifiers of <paramref name="constraint"/>; null when it can't be read. Alternatives (<c>||</c>) give the range around them all.</summary>
    public static VersionSpecifierSet? ToSpecifiers(string constraint)
    {
        var alternatives = new List<VersionSpecifierSet>();
        foreach (var alternative in constraint.Split("||").SelectMany(part => part.Split('|')))
        {
            if (ReadAll(alternative) is not { } set)
            {
                return null;
            }

            alternatives.Add(set);
        }

        return alternatives.Count == 1 ? alternatives[0] : Hull(alternatives);
    }

    private static VersionSpecifierSet? ReadAll(string text)
    {
        var clauses = new List<string>();
        foreach (var part in Parts(text))
        {
            if (part == "*")
            {
                continue;
            }

            if (ToClauses(part) is not { } read)
            {
                return null;
            }

            clauses.Add(read);
        }

        return VersionSpecifierSet.TryParse(string.Join(',', clauses), out var set) ? set : null;
    }

    /// <summary>Clauses stand between commas or blanks; a blank after an operator belongs to its clause.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        var pending = "";
        foreach (var word in text.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var joined = pending + word;
            if (!joined.AsSpan().ContainsAnyExcept(s_operators))
            {
                pending = joined;
                continue;
            }

            pending = "";
            yield return joined;
        }

        if (pending.Length > 0)
        {
            yield return pending;
        }
    }

    private static string? ToClauses(string clause)
    {
        switch (clause[0])
        {
            case '^':
                return Range(clause[1..], version => NextBreaking(version.Release));
            case '~' when clause.Length > 1 && clause[1] != '=':
                return Range(clause[1..], version => version.Release.Length < 2 ? [version.Major + 1] : [version.Major, version.Minor + 1]);
            case '=' when clause.Length > 1 && clause[1] != '=':
                return $"={clause}";
            case '<' or '>' or '!' or '=' or '~':
                return clause;
            default:
                return $"=={clause}";
        }
    }

    private static string? Range(string version, Func<Version, IReadOnlyList<BigInteger>> end)
    {
        // "^3.*" is met in the wild and means "^3".
        var text = version.EndsWith(".*", StringComparison.Ordinal) ? version[..^2] : version;
        return Version.TryParse(text, out var from) ? $">={from.Public},<{string.Join('.', end(from).Select(part => part.ToString(CultureInfo.InvariantCulture)))}" : null;
    }

    /// <summary>The left-most part that is not zero goes up by one; what stands behind it is dropped.</summary>
    private static List<BigInteger> NextBreaking(IReadOnlyList<BigInteger> release)
    {
        for (var i = 0; i < release.Count; i++)
        {
            if (!release[i].IsZero || i == release.Count - 1)
            {
                return [.. release.Take(i), release[i] + 1];
            }
        }

        return [BigInteger.One];
    }

    /// <summary>From the lowest lower bound to the highest upper bound; no limit where an alternative has none.</summary>
    private static VersionSpecifierSet Hull(List<VersionSpecifierSet> alternatives)
    {
        var lowest = alternatives.All(set => set.LowerBound is not null) ? alternatives.MinBy(set => set.LowerBound!.Value.Version)!.LowerBound : null;
        var highest = alternatives.All(set => set.UpperBound is not null) ? alternatives.MaxBy(set => set.UpperBound!.Value.Version)!.UpperBound : null;
        var clauses = new List<string>();
        if (lowest is { } lower)
        {
            clauses.Add($"{(lower.IsInclusive ? ">=" : ">")}{lower.Version}");
        }

        if (highest is { } upper)
        {
            clauses.Add($"{(upper.IsInclusive ? "<=" : "<")}{upper.Version}");
        }

        return VersionSpecifierSet.TryParse(string.Join(',', clauses), out var hull) ? hull : VersionSpecifierSet.Any;
    }
}
