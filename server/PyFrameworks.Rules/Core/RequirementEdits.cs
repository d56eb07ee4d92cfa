using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>Edits of what a manifest declares. Where the text can't be changed with certainty there is none.</summary>
public static class RequirementEdits
{
    /// <summary>
    /// Writes <paramref name="name"/> for the name of <paramref name="declaration"/> and takes its version away, which counts the releases of the old one; where a table needs a version it
    /// becomes <c>*</c>. Empty where the text is not written plainly enough.
    /// </summary>
    public static ImmutableArray<FixEdit> Rename(Declaration declaration, string name)
    {
        var (text, dependency, path) = (declaration.Manifest.Text, declaration.Dependency, declaration.Manifest.Path);
        if (NameIn(text, dependency) is not { } nameSpan)
        {
            return [];
        }

        var edits = ImmutableArray.Create(new FixEdit(new(path, nameSpan), name));
        if (dependency.SpecifierSpan is not { } specifier)
        {
            return edits;
        }

        return VersionEdit(text, nameSpan, specifier) is var (span, version) ? edits.Add(new(new(path, span), version)) : [];
    }

    /// <summary>
    /// Writes <paramref name="name"/> for the name of <paramref name="declaration"/>, and where it bears a version <paramref name="specifier"/> for that; extras, which are the old
    /// distribution's, go. Empty where the text is not written plainly enough.
    /// </summary>
    public static ImmutableArray<FixEdit> Replace(Declaration declaration, string name, string specifier)
    {
        var (text, dependency, path) = (declaration.Manifest.Text, declaration.Dependency, declaration.Manifest.Path);
        if (dependency is { Url: not null } or { IsEditable: true } || HasHash(declaration) || NameIn(text, dependency) is not { } nameSpan)
        {
            return [];
        }

        var versioned = dependency.SpecifierSpan is { } written && written.Start >= nameSpan.End ? dependency.SpecifierSpan : null;
        if ((dependency.Extras.IsEmpty ? new TextSpan(nameSpan.End, 0) : ExtrasAfter(text, nameSpan.End)) is not { } extras)
        {
            return [];
        }

        var edits = ImmutableArray.Create(new FixEdit(new(path, TextSpan.FromBounds(nameSpan.Start, extras.End)), name));
        if (dependency.SpecifierSpan is null)
        {
            return edits;
        }

        return versioned is { } span && text.AsSpan(span).IndexOfAny("\"'\r\n\\") < 0 ? edits.Add(new(new(path, span), specifier)) : [];
    }

    /// <summary><c>[a, b]</c> after a name, with the blanks before it; null where something else stands there.</summary>
    private static TextSpan? ExtrasAfter(SourceText text, int start)
    {
        var rest = text.AsSpan(TextSpan.FromBounds(start, text.Length));
        var open = rest.Length - rest.TrimStart(" \t").Length;
        return open < rest.Length && rest[open] == '[' && rest.IndexOf(']') is > 0 and var close ? new(start, close + 1) : null;
    }

    /// <summary>Takes the whole line of a requirements file away that holds nothing but the requirement and a comment; null elsewhere.</summary>
    public static FixEdit? RemoveLine(Declaration declaration)
    {
        var (manifest, dependency) = declaration;
        var lines = manifest.Text.Lines;
        var line = lines.LineOf(dependency.Span.Start);
        var (start, end) = (lines.Start(line), lines.EndWithoutBreak(line));
        if (manifest.Format != ManifestFormat.Requirements
            || dependency.Span.End > end
            || !manifest.Text.AsSpan(TextSpan.FromBounds(start, dependency.Span.Start)).IsWhiteSpace()
            || manifest.Text.AsSpan(TextSpan.FromBounds(dependency.Span.End, end)).TrimStart() is not ([] or ['#', ..]))
        {
            return null;
        }

        var next = line + 1 < lines.Count ? lines.Start(line + 1) : end;
        return new(new(manifest.Path, TextSpan.FromBounds(start, next)), "");
    }

    /// <summary>Where the name stands, without quotes; null where it is put together of several strings.</summary>
    private static TextSpan? NameIn(SourceText text, Dependency dependency)
    {
        var written = text.AsSpan(dependency.NameSpan);
        if (written.SequenceEqual(dependency.Name))
        {
            return dependency.NameSpan;
        }

        return written is ['"' or '\'', _, ..] && written[0] == written[^1] && written[1..^1].SequenceEqual(dependency.Name)
            ? new(dependency.NameSpan.Start + 1, dependency.NameSpan.Length - 2)
            : null;
    }

    /// <summary>Takes the version away with what leads to it; in a table's value, which can't be without, it becomes <c>*</c>.</summary>
    private static (TextSpan Span, string Version)? VersionEdit(SourceText text, TextSpan name, TextSpan specifier)
    {
        if (specifier.Start < name.End || text.AsSpan(specifier).IndexOfAny("\"'\r\n\\") >= 0)
        {
            return null;
        }

        var between = text.AsSpan(TextSpan.FromBounds(name.End, specifier.Start));
        var after = specifier.End < text.Length ? text[specifier.End] : '\n';
        if (between.IndexOfAny("\"'=") >= 0)
        {
            return after is '"' or '\'' ? (specifier, "*") : null;
        }

        var start = name.End + between.TrimEnd().Length;
        if (start > name.End && text[start - 1] == '(')
        {
            var close = specifier.End;
            while (close < text.Length && text[close] == ' ')
            {
                close++;
            }

            var open = name.End + between[..(start - 1 - name.End)].TrimEnd().Length;
            return close < text.Length && text[close] == ')' ? (TextSpan.FromBounds(open, close + 1), "") : null;
        }

        return char.IsWhiteSpace(after) || after is ';' or '"' or '\'' or ',' or '#' ? (TextSpan.FromBounds(start, specifier.End), "") : null;
    }

    /// <summary>Whether hashes follow on the same logical line: a tool has written it, as a lock.</summary>
    public static bool HasHash(Declaration declaration)
    {
        var text = declaration.Manifest.Text;
        for (var line = text.Lines.LineOf(declaration.Dependency.Span.Start); line < text.Lines.Count; line++)
        {
            var content = text.AsSpan(TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line)));
            if (content.Contains("--hash", StringComparison.Ordinal))
            {
                return true;
            }

            if (!content.TrimEnd().EndsWith("\\"))
            {
                return false;
            }
        }

        return false;
    }
}
