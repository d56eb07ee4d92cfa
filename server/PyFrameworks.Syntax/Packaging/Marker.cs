using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>A part of a marker (PEP 508).</summary>
public abstract record MarkerNode
{
    private protected MarkerNode()
    {
    }
}

/// <summary>Holds where any of its parts holds.</summary>
/// <param name="Parts">Two or more parts in source order; each is no <see cref="MarkerOr"/>.</param>
public sealed record MarkerOr(ImmutableArray<MarkerNode> Parts) : MarkerNode;

/// <summary>Holds where all of its parts hold.</summary>
/// <param name="Parts">Two or more parts in source order: comparisons and parentheses.</param>
public sealed record MarkerAnd(ImmutableArray<MarkerNode> Parts) : MarkerNode;

/// <summary>A part in parentheses.</summary>
/// <param name="Inner">What they enclose.</param>
public sealed record MarkerParentheses(MarkerNode Inner) : MarkerNode;

/// <summary>A comparison of a variable with a value.</summary>
/// <param name="Left">The operand before the operator.</param>
/// <param name="Operator">An operator of a specifier, <c>in</c> or <c>not in</c>.</param>
/// <param name="Right">The operand after the operator.</param>
public sealed record MarkerComparison(MarkerOperand Left, string Operator, MarkerOperand Right) : MarkerNode;

/// <summary>A variable or a quoted value in a comparison.</summary>
/// <param name="IsVariable">Whether this is a variable of the environment.</param>
/// <param name="Text">The variable's name as PEP 508 has it today, or the value without quotes; an extra's name is normalised.</param>
public readonly record struct MarkerOperand(bool IsVariable, string Text)
{
    /// <summary>As source text: a value stands in double quotes unless it holds one.</summary>
    public override string ToString() => IsVariable ? Text : Text.Contains('"') ? $"'{Text}'" : $"\"{Text}\"";
}

/// <summary>A condition on the environment under which a requirement applies (PEP 508).</summary>
public sealed partial class Marker : IEquatable<Marker>
{
    internal Marker(MarkerNode root) => Root = root;

    /// <summary>The whole condition.</summary>
    public MarkerNode Root { get; }

    /// <summary>Reads a marker.</summary>
    /// <returns>False when <paramref name="text"/> is none.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Marker? marker)
    {
        (marker, _) = Parse(text, 0);
        return marker is not null;
    }

    /// <summary>Reads a marker that begins at <paramref name="offset"/> of the source; exactly one of the results is null.</summary>
    public static (Marker? Marker, SyntaxError? Error) Parse(string text, int offset)
    {
        var scanner = new DependencyScanner(text);
        var root = MarkerParser.Parse(scanner);
        return root is not null ? (new(root), null) : (null, scanner.Error!.Value with { Span = scanner.Error.Value.Span.Shift(offset) });
    }

    /// <summary>The normal form: one space between words, no parentheses around a single comparison or the whole.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var root = Root;
        while (root is MarkerParentheses { Inner: var inner })
        {
            root = inner;
        }

        Append(text, root);
        return text.ToString();
    }

    /// <summary>Whether the normal forms are equal.</summary>
    public bool Equals(Marker? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Marker);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    // Depth is bounded by the parser's cap on parentheses.
    private static void Append(StringBuilder text, MarkerNode node)
    {
        switch (node)
        {
            case MarkerComparison comparison:
                text.Append(comparison.Left).Append(' ').Append(comparison.Operator).Append(' ').Append(comparison.Right);
                break;
            case MarkerParentheses { Inner: MarkerComparison or MarkerParentheses } redundant:
                Append(text, redundant.Inner);
                break;
            case MarkerParentheses parentheses:
                text.Append('(');
                Append(text, parentheses.Inner);
                text.Append(')');
                break;
            case MarkerAnd and:
                AppendAll(text, and.Parts, " and ");
                break;
            case MarkerOr or:
                AppendAll(text, or.Parts, " or ");
                break;
        }
    }

    private static void AppendAll(StringBuilder text, ImmutableArray<MarkerNode> parts, string separator)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            text.Append(i == 0 ? "" : separator);
            Append(text, parts[i]);
        }
    }
}
