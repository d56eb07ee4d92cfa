using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Requirements;

/// <summary>An option of a line, such as <c>-r base.txt</c> or <c>--hash=sha256:...</c>.</summary>
/// <param name="Name">The long name, such as <c>--requirement</c>, whatever spelling the line uses.</param>
/// <param name="NameSpan">The option as spelled, without value and <c>=</c>.</param>
/// <param name="Value">The value without quotes; null for an option without one.</param>
/// <param name="ValueSpan">The value in the source, without quotes around it.</param>
public readonly record struct LineOption(string Name, TextSpan NameSpan, string? Value, TextSpan? ValueSpan);

/// <summary>A comment, from its <c>#</c> to the end of its (logical) line.</summary>
/// <param name="Text">The text as pip sees it, <c>#</c> included, continued lines joined.</param>
/// <param name="Span">Where in the source.</param>
/// <param name="Line">The line (from 0) that the <c>#</c> is on.</param>
public readonly record struct RequirementsComment(string Text, TextSpan Span, int Line);

/// <summary>How the name of something installed from a URL or a path is known.</summary>
public enum NameSource
{
    /// <summary>It is not known.</summary>
    None,

    /// <summary>The requirement says it: <c>name @ URL</c>.</summary>
    Declared,

    /// <summary>The URL says it: <c>#egg=name</c>.</summary>
    Egg,

    /// <summary>A guess from the name of a wheel, which begins with the distribution's (PEP 427).</summary>
    Wheel,

    /// <summary>A guess from the name of an archive, <c>name-version.tar.gz</c>.</summary>
    Archive,

    /// <summary>A weak guess: the repository's name, which need not be the distribution's.</summary>
    Repository,
}

/// <summary>A URL or a path that is installed.</summary>
/// <param name="Target">As written, without a marker.</param>
/// <param name="TargetSpan">Where in the source.</param>
/// <param name="IsUrl">Whether it is a URL rather than a path.</param>
/// <param name="Location">The target without extras, query and fragment: of a path, the file or folder.</param>
/// <param name="Name">The name of the distribution; null when not even a guess is there.</param>
/// <param name="NameSpan">Where the name is in the source.</param>
/// <param name="NameSource">How the name is known.</param>
/// <param name="Extras">Extras in source order.</param>
public sealed record DirectReference(
    string Target,
    TextSpan TargetSpan,
    bool IsUrl,
    string Location,
    string? Name,
    TextSpan? NameSpan,
    NameSource NameSource,
    ImmutableArray<Extra> Extras);

/// <summary>One logical line: physical lines joined by <c>\</c>, without comments.</summary>
/// <param name="Span">From the first to the last character, white space around it left out.</param>
/// <param name="Line">The physical line (from 0) on which the logical one begins, as pip counts: a leading lone <c>\</c> counts.</param>
/// <param name="Options">All options of the line in source order, those that pip knows.</param>
public abstract record RequirementsLine(TextSpan Span, int Line, ImmutableArray<LineOption> Options)
{
    /// <summary>The values of <c>--hash</c>, such as <c>sha256:...</c>, in source order; none beside <c>-e</c>, where pip passes over them.</summary>
    public IEnumerable<string> Hashes => Options.Any(option => option.Name == "--editable")
        ? []
        : Options.Where(option => option.Name == "--hash").Select(option => option.Value!);
}

/// <summary>A requirement by name (PEP 508), <c>name @ URL</c> included.</summary>
/// <param name="Span">The whole line.</param>
/// <param name="Line">The physical line (from 0).</param>
/// <param name="Options">The line's options.</param>
/// <param name="Requirement">The requirement, perhaps invalid.</param>
/// <param name="HasVariable">
/// Whether the text holds <c>${NAME}</c>, which pip takes from the environment; then nobody can say whether it is valid, and no error is reported.
/// </param>
public sealed record RequirementLine(
    TextSpan Span, int Line, ImmutableArray<LineOption> Options, Requirement Requirement, bool HasVariable) : RequirementsLine(Span, Line, Options);

/// <summary>A URL or a path without a declared name, as <c>git+https://...#egg=x</c> or <c>./pkg</c>.</summary>
/// <param name="Span">The whole line.</param>
/// <param name="Line">The physical line (from 0).</param>
/// <param name="Options">The line's options.</param>
/// <param name="Reference">What is installed.</param>
/// <param name="Marker">The condition after <c>;</c>.</param>
/// <param name="MarkerSpan">Where the condition is.</param>
public sealed record UrlLine(
    TextSpan Span, int Line, ImmutableArray<LineOption> Options, DirectReference Reference, Marker? Marker, TextSpan? MarkerSpan)
    : RequirementsLine(Span, Line, Options);

/// <summary>A path or URL that is installed in place (<c>-e</c>).</summary>
/// <param name="Span">The whole line.</param>
/// <param name="Line">The physical line (from 0).</param>
/// <param name="Options">The line's options, <c>--editable</c> included.</param>
/// <param name="Reference">What is installed.</param>
/// <param name="Marker">The condition after <c>;</c>.</param>
/// <param name="MarkerSpan">Where the condition is.</param>
public sealed record EditableLine(
    TextSpan Span, int Line, ImmutableArray<LineOption> Options, DirectReference Reference, Marker? Marker, TextSpan? MarkerSpan)
    : RequirementsLine(Span, Line, Options);

/// <summary>Another requirements file to read (<c>-r</c>).</summary>
/// <param name="Span">The whole line.</param>
/// <param name="Line">The physical line (from 0).</param>
/// <param name="Options">The line's options, <c>--requirement</c> included.</param>
/// <param name="Target">The path or URL, relative to this file.</param>
/// <param name="TargetSpan">Where the target is, without quotes.</param>
public sealed record IncludeLine(TextSpan Span, int Line, ImmutableArray<LineOption> Options, string Target, TextSpan TargetSpan)
    : RequirementsLine(Span, Line, Options);

/// <summary>A constraints file to read (<c>-c</c>).</summary>
/// <param name="Span">The whole line.</param>
/// <param name="Line">The physical line (from 0).</param>
/// <param name="Options">The line's options, <c>--constraint</c> included.</param>
/// <param name="Target">The path or URL, relative to this file.</param>
/// <param name="TargetSpan">Where the target is, without quotes.</param>
public sealed record ConstraintLine(TextSpan Span, int Line, ImmutableArray<LineOption> Options, string Target, TextSpan TargetSpan)
    : RequirementsLine(Span, Line, Options);

/// <summary>A line of options that concern the whole file, such as <c>--index-url</c>.</summary>
/// <param name="Span">The whole line.</param>
/// <param name="Line">The physical line (from 0).</param>
/// <param name="Options">The line's options; empty when none is one that pip knows.</param>
public sealed record OptionLine(TextSpan Span, int Line, ImmutableArray<LineOption> Options) : RequirementsLine(Span, Line, Options);
