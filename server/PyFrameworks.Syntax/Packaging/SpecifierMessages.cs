namespace PyFrameworks.Syntax.Packaging;

/// <summary>What to say about a clause that is not valid.</summary>
internal static class SpecifierMessages
{
    /// <summary>Explains why <paramref name="clause"/>, which has no white space around it, is no version specifier.</summary>
    public static string Explain(ReadOnlySpan<char> clause)
    {
        if (!VersionSpecifier.TryOperator(clause, out var comparison, out var length))
        {
            switch (clause)
            {
                case ['=', '>' or '<', ..]:
                    return $"'{clause[..2]}' is no operator; write '{clause[1]}='";
                case ['=', ..]:
                    return "'=' is no operator; write '=='";
            }

            return Version.TryParse(clause, out _)
                ? $"Expected an operator such as '==' or '>=' before '{Shorten(clause)}'"
                : $"Expected a version specifier such as '>=1.0', found '{Shorten(clause)}'";
        }

        var name = VersionSpecifier.TextOf(comparison);
        var version = clause[PythonText.SkipWhitespace(clause, length)..];
        if (version.IsEmpty)
        {
            return $"Expected a version after '{name}'";
        }

        if (comparison == VersionOperator.Compatible && Version.TryParse(version, out var parsed) && parsed.LocalParts.IsEmpty)
        {
            return "'~=' needs a version of two numbers at least, such as '~=1.0'";
        }

        if (version.EndsWith(".*"))
        {
            return comparison is VersionOperator.Equal or VersionOperator.NotEqual
                ? $"'.*' may follow release numbers only, not '{Shorten(version[..^2])}'"
                : $"'.*' goes with '==' and '!=' only, not with '{name}'";
        }

        if (version.Contains('+') && Version.TryParse(version, out _))
        {
            return $"A local version label ('+...') goes with '==' and '!=' only, not with '{name}'";
        }

        return $"'{Shorten(version)}' after '{name}' is not a version";
    }

    /// <summary>At most 60 characters of <paramref name="text"/>, so that a message stays one line.</summary>
    public static string Shorten(ReadOnlySpan<char> text) => text.Length <= 60 ? text.ToString() : string.Concat(text[..57], "...");
}
