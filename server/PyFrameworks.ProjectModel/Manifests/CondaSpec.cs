using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// A package match specification of conda: <c>channel::name version build</c>, the version with or without a blank before it. See
/// https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html#package-match-specifications.
/// </summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">What is said of its versions, operators included and without the build; null where nothing is.</param>
/// <param name="Specifier">The same as PEP 440 has it; null where it can't be read.</param>
internal sealed record CondaSpec(MappedText Name, MappedText? Version, VersionSpecifierSet? Specifier)
{
    /// <summary>Reads <paramref name="text"/>; null when it has no name.</summary>
    public static CondaSpec? Parse(MappedText text)
    {
        text = text.Trim();
        var channel = text.Value.IndexOf("::", StringComparison.Ordinal);
        if (channel >= 0)
        {
            text = text.Slice(channel + 2, text.Value.Length - channel - 2);
        }

        var length = 0;
        while (length < text.Value.Length && (char.IsAsciiLetterOrDigit(text.Value[length]) || text.Value[length] is '-' or '_' or '.'))
        {
            length++;
        }

        if (length == 0)
        {
            return null;
        }

        var name = text.Slice(0, length);
        var rest = text.Slice(length, text.Value.Length - length).Trim();
        if (rest.Value.StartsWith('['))
        {
            rest = Bracketed(rest);
        }
        else if (rest.Value.IndexOf('[', StringComparison.Ordinal) is >= 0 and var bracket)
        {
            rest = rest.Slice(0, bracket).Trim();
        }

        if (rest.Value.Length == 0)
        {
            return new(name, null, VersionSpecifierSet.Any);
        }

        var (version, hasBuild) = WithoutBuild(rest);
        return new(name, version, ToSpecifiers(version.Value, isFuzzy: !hasBuild));
    }

    /// <summary>The specifiers of conda's <paramref name="version"/>; null when it can't be read. Alternatives (<c>|</c>) give the range around them all.</summary>
    /// <param name="version">The versions: <c>=3.0</c>, <c>&gt;=2,&lt;4</c>, <c>3.0.*</c>.</param>
    /// <param name="isFuzzy">Whether a single <c>=</c> means the series, as it does where no build follows.</param>
    public static VersionSpecifierSet? ToSpecifiers(string version, bool isFuzzy) =>
        Translate(version, isFuzzy) ?? (IsValid(version) ? (isFuzzy ? Translate(version, isFuzzy: false) : null) ?? VersionSpecifierSet.Any : null);

    /// <summary>
    /// Whether <paramref name="version"/> is one in conda's own scheme, which knows more than PEP 440 does: <c>9e</c>, <c>1.1.1w</c>, <c>2024a</c>. See
    /// https://docs.conda.io/projects/conda/en/stable/dev-guide/api/conda/models/version/index.html.
    /// </summary>
    private static bool IsValid(string version) => version.Length > 0 && Array.TrueForAll(version.Split('|', ','), clause =>
    {
        var text = clause.AsSpan().Trim();
        var length = text.StartsWith("==", StringComparison.Ordinal) || text.StartsWith("!=", StringComparison.Ordinal) || text.StartsWith("<=", StringComparison.Ordinal)
            || text.StartsWith(">=", StringComparison.Ordinal) || text.StartsWith("~=", StringComparison.Ordinal) ? 2
            : text is ['=' or '<' or '>', ..] ? 1
            : 0;
        text = text[length..].Trim();
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '!' or '+' or '-' or '*'))
            {
                return false;
            }
        }

        return text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] == '*');
    });

    private static VersionSpecifierSet? Translate(string version, bool isFuzzy) =>
        PoetryConstraint.ToSpecifiers(string.Join('|', version.Split('|').Select(alternative => string.Join(',', alternative.Split(',').Select(clause => ToClause(clause.Trim(), isFuzzy))))));

    private static string ToClause(string clause, bool isFuzzy)
    {
        var length = clause.AsSpan().IndexOfAnyExcept("<>=!~") is >= 0 and var end ? end : clause.Length;
        var (comparison, version) = (clause[..length], clause[length..].Trim());
        if (version.Length > 1 && version.EndsWith('*') && version[^2] != '.')
        {
            version = version[..^1] + ".*";
        }

        var isSeries = version.EndsWith(".*", StringComparison.Ordinal);
        return comparison switch
        {
            "=" when isFuzzy && !isSeries && version != "*" => $"=={version}.*",
            "=" when version == "*" => "*",
            "=" => $"=={version}",
            "<" or "<=" or ">" or ">=" or "~=" when isSeries => comparison + version[..^2],
            _ => comparison + version,
        };
    }

    /// <summary>The value of <c>version</c> among keys in brackets; empty where it is missing.</summary>
    private static MappedText Bracketed(MappedText text)
    {
        const string Key = "version=";
        var at = text.Value.IndexOf(Key, StringComparison.Ordinal);
        if (at < 0)
        {
            return text.Slice(0, 0);
        }

        at += Key.Length;
        var quote = at < text.Value.Length && text.Value[at] is '\'' or '"' ? text.Value[at] : '\0';
        at += quote == '\0' ? 0 : 1;
        var end = quote == '\0' ? text.Value.AsSpan(at).IndexOfAny(',', ']') : text.Value.AsSpan(at).IndexOf(quote);
        return text.Slice(at, end < 0 ? text.Value.Length - at : end).Trim();
    }

    /// <summary>The versions without the build after them: <c>=3.0.1=py311_0</c>, <c>3.0 py311_0</c>.</summary>
    private static (MappedText Version, bool HasBuild) WithoutBuild(MappedText text)
    {
        var value = text.Value;
        var isFree = false;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is '<' or '>' or '=' or '!' or '~' or ',' or '|')
            {
                // Behind a version, a lone "=" begins the build.
                if (isFree && value[i] == '=' && (i + 1 == value.Length || value[i + 1] != '='))
                {
                    return (text.Slice(0, i).Trim(), true);
                }

                isFree = false;
            }
            else if (!char.IsWhiteSpace(value[i]))
            {
                if (isFree && char.IsWhiteSpace(value[i - 1]))
                {
                    return (text.Slice(0, i).Trim(), true);
                }

                isFree = true;
            }
        }

        return (text, false);
    }
}
