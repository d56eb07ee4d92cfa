using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Features;

/// <summary>Where something is defined.</summary>
/// <param name="Origin">What leads there, in the file that was asked about.</param>
/// <param name="Target">The whole definition; empty at the start for a file.</param>
/// <param name="Name">The part of it that is selected.</param>
public sealed record DefinitionTarget(TextSpan Origin, FileSpan Target, TextSpan Name);

/// <summary>An include leads to its file or group, an import to the dependency that declares it.</summary>
public static class Definitions
{
    /// <summary>The definitions of what stands at <paramref name="offset"/> of the file at <paramref name="path"/>, the most telling first.</summary>
    public static ImmutableArray<DefinitionTarget> At(ProjectSnapshot project, string path, int offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (project.FindManifest(path) is { } manifest && manifest.Includes.FirstOrDefault(include => include.Span.Touches(offset)) is { } found)
        {
            return Of(project, manifest, found, cancellationToken);
        }

        if (project.FindFile(path)?.Module.Imports.FirstOrDefault(import => import.ModuleSpan.Touches(offset) && !import.ModuleSpan.IsEmpty) is not { } statement)
        {
            return [];
        }

        var distributions = new ImportedDistributions(project);
        if (!distributions.IsForeign(path, statement))
        {
            return [];
        }

        return
        [
            .. Declarations.Of(project, name => distributions.Installs(name, statement.Module), cancellationToken)
                .Select(declaration => new DefinitionTarget(statement.ModuleSpan, new(declaration.Manifest.Path, declaration.Dependency.Span), declaration.Dependency.NameSpan)),
        ];
    }

    private static ImmutableArray<DefinitionTarget> Of(ProjectSnapshot project, Manifest manifest, Include include, CancellationToken cancellationToken)
    {
        if (include.Kind == IncludeKind.Group)
        {
            return GroupOf(manifest, include, cancellationToken) is var (group, name) ? [new(include.Span, new(manifest.Path, group), name)] : [];
        }

        return IncludedFiles.PathOf(project, include) is { } path ? [new(include.Span, new(path, default), default)] : [];
    }

    /// <summary>PEP 735: the group of the name, compared as PEP 503 compares names; null where there is none.</summary>
    private static (TextSpan Group, TextSpan Name)? GroupOf(Manifest manifest, Include include, CancellationToken cancellationToken)
    {
        var wanted = NormalizedName.From(include.Target);
        var groups = TomlDocument.Parse(manifest.Text, TomlVersion.V11, cancellationToken).Root["dependency-groups"] as TomlTable;
        foreach (var entry in groups?.Entries ?? [])
        {
            if (NormalizedName.From(entry.Key) == wanted)
            {
                return (TextSpan.FromBounds(entry.KeySpan.Start, Math.Max(entry.KeySpan.End, entry.Value.Span.End)), entry.KeySpan);
            }
        }

        return null;
    }
}
