using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>Where a dependency is used: every import of what it installs.</summary>
public static class References
{
    /// <summary>
    /// The imports of the dependency whose line or import stands at <paramref name="offset"/> of the file at <paramref name="path"/>, by place; with
    /// <paramref name="includesDeclaration"/> its lines in manifests before them. Notebooks are left out, as an editor can't show a place in their source. Null where no
    /// dependency stands.
    /// </summary>
    public static ImmutableArray<FileSpan>? At(ProjectSnapshot project, string path, int offset, bool includesDeclaration, CancellationToken cancellationToken)
    {
        var distributions = new ImportedDistributions(project);
        if (Declared(project, path, offset) is { } name)
        {
            return Collect(project, distributions, other => other == name, module => distributions.Installs(name, module), includesDeclaration, cancellationToken);
        }

        if (project.FindFile(path)?.Module.Imports.FirstOrDefault(import => import.ModuleSpan.Touches(offset) && !import.ModuleSpan.IsEmpty) is not { } statement
            || !distributions.IsForeign(path, statement))
        {
            return null;
        }

        // What installs the module; where nothing does, the modules of the same package belong together.
        var names = Declarations.Of(project, other => distributions.Installs(other, statement.Module), cancellationToken)
            .Select(declaration => declaration.Dependency.CanonicalName).ToImmutableHashSet(StringComparer.Ordinal);
        var package = statement.Module.Split('.')[0];
        return Collect(
            project,
            distributions,
            names.Contains,
            module => names.IsEmpty ? module.Split('.')[0] == package : names.Any(other => distributions.Installs(other, module)),
            includesDeclaration,
            cancellationToken);
    }

    private static string? Declared(ProjectSnapshot project, string path, int offset) =>
        project.FindManifest(path)?.Dependencies.FirstOrDefault(dependency =>
            dependency.CanonicalName.Length > 0 && (dependency.Span.Touches(offset) || dependency.NameSpan.Touches(offset)))?.CanonicalName;

    private static ImmutableArray<FileSpan> Collect(
        ProjectSnapshot project, ImportedDistributions distributions, Func<string, bool> isName, Func<string, bool> isModule, bool includesDeclaration, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<FileSpan>();
        if (includesDeclaration)
        {
            found.AddRange(Declarations.Of(project, isName, cancellationToken).Select(declaration => declaration.Name));
        }

        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var file in project.Files.Where(file => !FileKinds.IsNotebook(file.Path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var import in file.Module.Imports)
            {
                if (IsWanted(import) && distributions.IsForeign(file.Path, import))
                {
                    found.Add(new(file.Path, import.ModuleSpan));
                }
            }
        }

        return [.. found.Distinct()];

        bool IsWanted(ImportStatement import)
        {
            if (!known.TryGetValue(import.Module, out var answer))
            {
                known[import.Module] = answer = isModule(import.Module);
            }

            return answer && !import.ModuleSpan.IsEmpty;
        }
    }
}
