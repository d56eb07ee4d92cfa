using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>An extra that a requirement asks for, such as <c>async</c> in <c>flask[async]</c>.</summary>
/// <param name="Name">As written.</param>
/// <param name="Span">Where in the source.</param>
public readonly record struct Extra(string Name, TextSpan Span)
{
    /// <summary>The form in which extras compare (PEP 685).</summary>
    public NormalizedName CanonicalName => NormalizedName.From(Name);
}

/// <summary>
/// A dependency specifier (PEP 508), such as <c>flask[async]&gt;=2.3 ; python_version &gt;= "3.9"</c>. What can be read of an invalid one
/// is there, with its errors. Spans are those of the source.
/// </summary>
public sealed class Requirement
{
    /// <summary>The name as written; empty when none can be read.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Where the name is; empty, at the start, when none can be read.</summary>
    public TextSpan NameSpan { get; internal init; }

    /// <summary>The form in which names compare (PEP 503).</summary>
    public NormalizedName CanonicalName => NormalizedName.From(Name);

    /// <summary>Extras in source order, repeated ones too.</summary>
    public ImmutableArray<Extra> Extras { get; internal init; } = [];

    /// <summary>The version clauses; empty for a URL.</summary>
    public VersionSpecifierSet Specifiers { get; internal init; } = VersionSpecifierSet.Any;

    /// <summary>From the first clause's operator to the end of the last clause, without parentheses; null when there is no clause.</summary>
    public TextSpan? SpecifierSpan => ClauseSpans.IsEmpty ? null : TextSpan.FromBounds(ClauseSpans[0].Start, ClauseSpans[^1].End);

    /// <summary>Where each of <see cref="Specifiers"/> is, operator included.</summary>
    public ImmutableArray<TextSpan> ClauseSpans { get; internal init; } = [];

    /// <summary>The URL after <c>@</c>; null when there is none.</summary>
    public string? Url { get; internal init; }

    /// <summary>Where the URL is.</summary>
    public TextSpan? UrlSpan { get; internal init; }

    /// <summary>The condition after <c>;</c>; null when there is none.</summary>
    public Marker? Marker { get; internal init; }

    /// <summary>Where the condition is, without the semicolon and white space around it.</summary>
    public TextSpan? MarkerSpan { get; internal init; }

    /// <summary>
    /// From the first character of the name to the last of the extras, specifier (a closing parenthesis included), URL or marker; of an
    /// invalid requirement, the whole text without white space around it.
    /// </summary>
    public TextSpan Span { get; internal init; }

    /// <summary>What is wrong; one error at most, for after it nothing is certain.</summary>
    public ImmutableArray<SyntaxError> Errors { get; internal init; } = [];

    /// <summary>Whether the text is a valid dependency specifier.</summary>
    public bool IsValid => Errors.IsEmpty;

    /// <summary>Reads <paramref name="text"/>, which begins at <paramref name="offset"/> of the source.</summary>
    public static Requirement Parse(string text, int offset = 0) => Parse(text, OffsetMap.Shift(offset));

    /// <summary>Reads <paramref name="text"/>, whose places in the source <paramref name="map"/> knows.</summary>
    public static Requirement Parse(string text, OffsetMap map) => RequirementParser.Parse(text, map, cutsUrl: false);

    /// <summary>
    /// Reads <paramref name="text"/> as pip reads a line of a requirements file: it looks for the marker before it reads the rest, so that a URL ends at its
    /// first semicolon, with or without a blank before it. PEP 508 wants the blank.
    /// </summary>
    public static Requirement ParseLine(string text, OffsetMap map) => RequirementParser.Parse(text, map, cutsUrl: true);
}
