using System.Globalization;
using System.Numerics;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// Poetry's version constraints as PEP 440 specifiers: <c>^2.3</c> is <c>&gt;=2.3,&lt;3</c>, <c>~2.3</c> is <c>&gt;=2.3,&lt;2.4</c>, <c>2.*</c> is <c>==2.*</c>, <c>*</c> is no
/// limit. See https://python-poetry.org/docs/dependency-specification/.
/// </summary>
internal static class PoetryConstraint
{
    private static readonly AsciiSet s_operators = new("<>=!~^");

    /// <summary>The specifiers of <paramref name="constraint"/>; null when it can't be read. Alternatives (<c>||</c>) give the range around them all.</summary>
    public static VersionSpecifierSet? ToSpecifiers(string constraint) => ReadAlternatives(constraint) switch
    {
        null => null,
        [var only] => only,
        var alternatives => Hull(alternatives),
    };

    /// <summary>
    /// The marker text that says of Python what <paramref name="constraint"/> says, such as <c>python_version &gt;= "3.8"</c>; null when it
    /// can't be read or says nothing.
    /// </summary>
    public static string? ToPythonMarker(string constraint)
    {
        if (ReadAlternatives(constraint) is not { } alternatives || alternatives.Exists(set => set.IsEmpty))
        {
            return null;
        }

        return string.Join(" or ", alternatives.Select(set => string.Join(" and ", set.Specifiers.Select(ToComparison))));
    }

    private static string ToComparison(VersionSpecifier clause)
    {
        // "python_version" holds two numbers only, so that a longer version compares with the full one.
        var variable = clause.Version is { Release.Length: > 2 } && !clause.IsWildcard ? "python_full_version" : "python_version";
        return $"{variable} {clause.OperatorText} \"{clause.VersionText}\"";
    }

    private static List<VersionSpecifierSet>? ReadAlternatives(string constraint)
    {
        var alternatives = new List<VersionSpecifierSet>();
        foreach (var alternative in constraint.Replace("||", "|", StringComparison.Ordinal).Split('|'))
        {
            if (ReadAll(alternative) is not { } set)
            {
                return null;
            }

            alternatives.Add(set);
        }

        return alternatives;
    }

    private static VersionSpecifierSet? ReadAll(string text)
    {
        var clauses = new List<string>();
        var isEmpty = true;
        foreach (var part in Parts(text))
        {
            isEmpty = false;
            if (IsWildcard(part))
            {
                continue;
            }

            if (ToClauses(part) is not { } read)
            {
                return null;
            }

            clauses.Add(read);
        }

        return !isEmpty && VersionSpecifierSet.TryParse(string.Join(',', clauses), out var set) ? set : null;
    }

    /// <summary>Clauses stand between commas or blanks; a blank after an operator belongs to its clause.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        var pending = "";
        foreach (var word in text.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var joined = pending + word;
            if (s_operators.IndexOfOtherIn(joined) < 0)
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

    /// <summary><c>*</c>, <c>x</c>, <c>*.*</c>: any version.</summary>
    private static bool IsWildcard(string part) => part.Split('.').All(piece => piece is "*" or "x" or "X");

    private static string? ToClauses(string clause)
    {
        switch (clause[0])
        {
            case '^':
                return Range(clause[1..], version => NextBreaking(version.Release));
            case '~' when clause.Length > 1 && clause[1] != '=':
                return Range(clause[1..], version => version.Release.Length < 2 ? [version.Major + 1] : [version.Major, version.Minor + 1]);
            case '=' when clause.Length > 1 && clause[1] != '=':
                return "==" + WithStar(clause[1..]);
            case '<' when clause.StartsWith("<>", StringComparison.Ordinal):
                return "!=" + WithStar(clause[2..]);
            case '!' or '=':
                return WithStar(clause);
            case '<' or '>' or '~':
                return clause;
            default:
                return "==" + WithStar(clause);
        }
    }

    /// <summary>A series as PEP 440 writes it: <c>2.x</c> and <c>2.*.*</c> are <c>2.*</c>.</summary>
    private static string WithStar(string version)
    {
        var end = version.Length;
        while (end > 2 && version[end - 1] is '*' or 'x' or 'X' && version[end - 2] == '.')
        {
            end -= 2;
        }

        return end == version.Length ? version : version[..end] + ".*";
    }

    private static string? Range(string version, Func<Version, IReadOnlyList<BigInteger>> end)
    {
        // "^3.*" is met in the wild and means "^3".
        var text = WithStar(version);
        if (!Version.TryParse(text.EndsWith(".*", StringComparison.Ordinal) ? text[..^2] : text, out var from))
        {
            return null;
        }

        var epoch = from.Epoch.IsZero ? "" : from.Epoch.ToString(CultureInfo.InvariantCulture) + "!";
        return $">={from.Public},<{epoch}{string.Join('.', end(from).Select(part => part.ToString(CultureInfo.InvariantCulture)))}";
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
    private static VersionSpecifierSet Hull(List<VersionSpecifierSet> all)
    {
        // An alternative that nothing satisfies widens nothing.
        var alternatives = all.Where(set => !set.IsUnsatisfiable).DefaultIfEmpty(all[0]).ToList();
        var lowers = alternatives.ConvertAll(set => set.LowerBound);
        var uppers = alternatives.ConvertAll(set => set.UpperBound);
        var clauses = new List<string>();
        if (lowers.TrueForAll(bound => bound is not null)
            && lowers.OrderBy(bound => bound!.Value.Version).ThenByDescending(bound => bound!.Value.IsInclusive).First() is { } lower)
        {
            clauses.Add($"{(lower.IsInclusive ? ">=" : ">")}{lower.Version.Public}");
        }

        if (uppers.TrueForAll(bound => bound is not null)
            && uppers.OrderByDescending(bound => bound!.Value.Version).ThenByDescending(bound => bound!.Value.IsInclusive).First() is { } upper)
        {
            clauses.Add($"{(upper.IsInclusive ? "<=" : "<")}{upper.Version.Public}");
        }

        return VersionSpecifierSet.TryParse(string.Join(',', clauses), out var hull) ? hull : VersionSpecifierSet.Any;
    }
}
