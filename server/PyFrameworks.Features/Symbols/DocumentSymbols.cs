using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>What a symbol of a manifest stands for.</summary>
public enum ManifestSymbolKind
{
    /// <summary>Dependencies of one group that stand together.</summary>
    Group,

    /// <summary>A dependency.</summary>
    Dependency,

    /// <summary>A reference to another file or group.</summary>
    Include,
}

/// <summary>A named part of a manifest.</summary>
/// <param name="Name">What the user reads; never empty.</param>
/// <param name="Detail">What stands beside it: a specifier, a count.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Span">The whole part; holds the spans of all children.</param>
/// <param name="NameSpan">The part that is selected; inside <paramref name="Span"/>.</param>
/// <param name="Children">The parts inside it, in file order.</param>
public sealed record ManifestSymbol(string Name, string Detail, ManifestSymbolKind Kind, TextSpan Span, TextSpan NameSpan, ImmutableArray<ManifestSymbol> Children);

/// <summary>The outline of a manifest: its groups and what they hold.</summary>
public static class DocumentSymbols
{
    private const int MaxDetail = 80;

    /// <summary>The symbols of <paramref name="file"/>, in file order; empty where it is no manifest. Files that have one group only, as pip's do, list what it holds.</summary>
    public static ImmutableArray<ManifestSymbol> Of(ParsedFile file, CancellationToken cancellationToken)
    {
        if (file.Manifest is not { } manifest)
        {
            return [];
        }

        var entries = Entries(manifest, cancellationToken);
        if (manifest.Format is ManifestFormat.Requirements or ManifestFormat.Constraints || manifest.Format.IsLock())
        {
            return [.. entries.Select(entry => entry.Symbol)];
        }

        var groups = ImmutableArray.CreateBuilder<ManifestSymbol>();
        for (var start = 0; start < entries.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A group may be spread over the file; what stands together makes one symbol, so that no two overlap.
            var end = start + 1;
            while (end < entries.Count && entries[end].Group == entries[start].Group)
            {
                end++;
            }

            groups.Add(Group(entries[start].Group, [.. entries.Take(start..end).Select(entry => entry.Symbol)]));
            start = end;
        }

        return groups.ToImmutable();
    }

    private static List<(DependencyGroup Group, ManifestSymbol Symbol)> Entries(Manifest manifest, CancellationToken cancellationToken)
    {
        var entries = new List<(DependencyGroup Group, ManifestSymbol Symbol)>();
        foreach (var dependency in manifest.Dependencies.Where(dependency => !string.IsNullOrWhiteSpace(dependency.Name)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var detail = dependency.SpecifierSpan is { } specifier ? manifest.Text.Slice(specifier) : dependency.Url ?? "";
            entries.Add((dependency.Group, Leaf(dependency.Name, detail, ManifestSymbolKind.Dependency, dependency.Span, dependency.NameSpan)));
        }

        foreach (var include in manifest.Includes.Where(include => !string.IsNullOrWhiteSpace(include.Target)))
        {
            entries.Add((include.Group, Leaf(include.Target, About(include.Kind), ManifestSymbolKind.Include, include.Span, include.Span)));
        }

        // One entry may declare a dependency for several conditions.
        return [.. entries.DistinctBy(entry => (entry.Symbol.Span, entry.Symbol.Name)).OrderBy(entry => entry.Symbol.Span)];
    }

    private static ManifestSymbol Group(DependencyGroup group, ImmutableArray<ManifestSymbol> children)
    {
        var span = TextSpan.FromBounds(children.Min(child => child.Span.Start), children.Max(child => child.Span.End));
        return new(Title(group), Say.Count(children.Length, "entry", "entries"), ManifestSymbolKind.Group, span, children[0].NameSpan, children);
    }

    private static ManifestSymbol Leaf(string name, string detail, ManifestSymbolKind kind, TextSpan span, TextSpan nameSpan)
    {
        var whole = TextSpan.FromBounds(Math.Min(span.Start, nameSpan.Start), Math.Max(span.End, nameSpan.End));
        return new(OneLine(name), OneLine(detail), kind, whole, nameSpan, []);
    }

    private static string Title(DependencyGroup group) => group.Name switch
    {
        "main" => "dependencies",
        "build" => "build requirements",
        "dev" => "development",
        "constraint" => "constraints",
        var name when name.StartsWith("extra:", StringComparison.Ordinal) => $"extra {name["extra:".Length..]}",
        var name when name.StartsWith("group:", StringComparison.Ordinal) => $"group {name["group:".Length..]}",
        var name => name,
    };

    private static string About(IncludeKind kind) => kind switch
    {
        IncludeKind.Constraint => "constraints file",
        IncludeKind.Editable => "folder in development",
        IncludeKind.Group => "included group",
        _ => "requirements file",
    };

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxDetail ? line : $"{line[..(char.IsHighSurrogate(line[MaxDetail - 1]) ? MaxDetail - 1 : MaxDetail)]}…";
    }
}
