using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Toml;

/// <summary>One part of a key: bare or quoted.</summary>
/// <param name="Value">The key without quotes and escapes.</param>
/// <param name="Span">The part as written, quotes included.</param>
public abstract record SimpleKey(string Value, TextSpan Span);

/// <summary>A key part without quotes.</summary>
/// <inheritdoc/>
public sealed record BareKey(string Value, TextSpan Span) : SimpleKey(Value, Span);

/// <summary>A key part in quotes.</summary>
/// <inheritdoc/>
public sealed record QuotedKey(string Value, TextSpan Span) : SimpleKey(Value, Span);

/// <summary>One key part, or several with dots between them.</summary>
/// <param name="Parts">The parts in order; at least one.</param>
public sealed record DottedKey(ImmutableArray<SimpleKey> Parts)
{
    /// <summary>From the first part to the last.</summary>
    public TextSpan Span => TextSpan.FromBounds(Parts[0].Span.Start, Parts[^1].Span.End);
}

/// <summary>What stands on a line of the document.</summary>
/// <param name="Span">The header with its brackets, or key and value; without a comment.</param>
public abstract record TomlExpression(TextSpan Span);

/// <summary>A header with its key.</summary>
/// <param name="Key">The name; null when it can't be read.</param>
/// <param name="Span">The header with its brackets.</param>
/// <param name="FullSpan">From the header to the end of the last pair that belongs to it.</param>
public abstract record TomlHeader(DottedKey? Key, TextSpan Span, TextSpan FullSpan) : TomlExpression(Span);

/// <summary>A <c>[header]</c>.</summary>
/// <inheritdoc/>
public sealed record Table(DottedKey? Key, TextSpan Span, TextSpan FullSpan) : TomlHeader(Key, Span, FullSpan);

/// <summary>A <c>[[header]]</c>.</summary>
/// <inheritdoc/>
public sealed record ArrayOfTables(DottedKey? Key, TextSpan Span, TextSpan FullSpan) : TomlHeader(Key, Span, FullSpan);

/// <summary>A key and its value; pairs of inline tables are not expressions.</summary>
/// <param name="Key">The key; null when it can't be read.</param>
/// <param name="Value">The value; null when it is missing or can't be read.</param>
/// <param name="Span">From key to value.</param>
public sealed record KeyValue(DottedKey? Key, TomlValue? Value, TextSpan Span) : TomlExpression(Span);
