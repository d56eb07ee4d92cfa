using System.Collections.Immutable;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>Reads markers (PEP 508) up to where they end.</summary>
internal static class MarkerParser
{
    /// <summary>How deep parentheses may nest; each level is a few frames of the stack.</summary>
    public const int MaximumDepth = 100;

    // Spelling and the name of today; the old names are those of the first versions of PEP 345 and setuptools.
    private static readonly (string Spelling, string Name)[] s_variables =
    [
        ("python_version", "python_version"),
        ("python_full_version", "python_full_version"),
        ("os_name", "os_name"),
        ("os.name", "os_name"),
        ("sys_platform", "sys_platform"),
        ("sys.platform", "sys_platform"),
        ("platform_release", "platform_release"),
        ("platform_system", "platform_system"),
        ("platform_version", "platform_version"),
        ("platform.version", "platform_version"),
        ("platform_machine", "platform_machine"),
        ("platform.machine", "platform_machine"),
        ("platform_python_implementation", "platform_python_implementation"),
        ("platform.python_implementation", "platform_python_implementation"),
        ("python_implementation", "platform_python_implementation"),
        ("implementation_name", "implementation_name"),
        ("implementation_version", "implementation_version"),
        ("extras", "extras"),
        ("extra", "extra"),
        ("dependency_groups", "dependency_groups"),
    ];

    /// <summary>Reads the marker that takes up the rest of the text; null, with the scanner's error set, when there is none.</summary>
    public static MarkerNode? Parse(DependencyScanner scanner)
    {
        var root = ParseOr(scanner, 0);
        if (root is null)
        {
            return null;
        }

        scanner.SkipSpace();
        if (!scanner.AtEnd)
        {
            scanner.FailHere("'and', 'or' or the end of the marker");
            return null;
        }

        return root;
    }

    private static MarkerNode? ParseOr(DependencyScanner scanner, int depth)
    {
        var terms = ImmutableArray.CreateBuilder<MarkerNode>();
        var factors = ImmutableArray.CreateBuilder<MarkerNode>();
        while (true)
        {
            if (ParseAtom(scanner, depth) is not { } atom)
            {
                return null;
            }

            factors.Add(atom);
            if (scanner.TakeWord("and"))
            {
                continue;
            }

            terms.Add(factors.Count == 1 ? factors[0] : new MarkerAnd(factors.ToImmutable()));
            factors.Clear();
            if (!scanner.TakeWord("or"))
            {
                return terms.Count == 1 ? terms[0] : new MarkerOr(terms.ToImmutable());
            }
        }
    }

    private static MarkerNode? ParseAtom(DependencyScanner scanner, int depth)
    {
        scanner.SkipSpace();
        var open = scanner.Position;
        if (!scanner.Take('('))
        {
            return ParseComparison(scanner);
        }

        if (depth == MaximumDepth)
        {
            scanner.Fail(open, open + 1, $"Parentheses nest deeper than {MaximumDepth} levels");
            return null;
        }

        if (ParseOr(scanner, depth + 1) is not { } inner)
        {
            return null;
        }

        if (!scanner.Take(')'))
        {
            scanner.Fail(open, open + 1, "This '(' has no ')'");
            return null;
        }

        scanner.SkipSpace();
        return new MarkerParentheses(inner);
    }

    private static MarkerComparison? ParseComparison(DependencyScanner scanner)
    {
        if (ParseOperand(scanner) is not { } left)
        {
            return null;
        }

        scanner.SkipSpace();
        if (ParseOperator(scanner) is not { } comparison)
        {
            return null;
        }

        scanner.SkipSpace();
        if (ParseOperand(scanner) is not { } right)
        {
            return null;
        }

        scanner.SkipSpace();

        // PEP 685: names of extras and groups compare in normal form, so a marker holds them so.
        if (left is { IsVariable: true, Text: "extra" } && !right.IsVariable)
        {
            right = right with { Text = NormalizedName.From(right.Text).Value };
        }
        else if (right is { IsVariable: true, Text: "extra" or "extras" or "dependency_groups" } && !left.IsVariable)
        {
            left = left with { Text = NormalizedName.From(left.Text).Value };
        }

        return new(left, comparison, right);
    }

    private static MarkerOperand? ParseOperand(DependencyScanner scanner)
    {
        foreach (var (spelling, name) in s_variables)
        {
            if (scanner.TakeWord(spelling))
            {
                return new(true, name);
            }
        }

        if (scanner.Rest is not [var quote and ('"' or '\''), ..])
        {
            scanner.FailHere("a marker variable such as python_version, or a value in quotes");
            return null;
        }

        var start = scanner.Position;
        var length = scanner.Text.AsSpan(start + 1).IndexOf(quote);
        if (length < 0)
        {
            scanner.Fail(start, scanner.Text.Length, "This quoted value has no closing quote");
            return null;
        }

        scanner.Position = start + length + 2;
        if (PythonString.Unescape(scanner.Text.AsSpan(start + 1, length)) is not { } value)
        {
            scanner.Fail(start, scanner.Position, "This quoted value is not a Python string");
            return null;
        }

        return new(false, value);
    }

    private static string? ParseOperator(DependencyScanner scanner)
    {
        var start = scanner.Position;
        if (scanner.TakeWord("in"))
        {
            return "in";
        }

        if (scanner.TakeWord("not"))
        {
            if (scanner.SkipSpace() && scanner.TakeWord("in"))
            {
                return "not in";
            }

            scanner.Fail(start, scanner.Position, "Expected 'in' after 'not'");
            return null;
        }

        if (VersionSpecifier.TryOperator(scanner.Rest, out var comparison, out var length))
        {
            scanner.Position += length;
            return VersionSpecifier.TextOf(comparison);
        }

        scanner.FailHere("an operator: ==, !=, <=, >=, <, >, ~=, ===, in or not in");
        return null;
    }
}
