using System.Collections.Immutable;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>Places that rules show beside a finding.</summary>
public static class Places
{
    /// <summary>
    /// The declarations of a framework beyond the one that carries its findings; where an included file carries them, before these the includes that lead to it.
    /// </summary>
    public static ImmutableArray<RelatedPlace> OtherPlaces(FrameworkUse use, ProjectSnapshot project) =>
    [
        .. use.Declarations.Take(1).SelectMany(first => Includes(first.Manifest.Path, project)),
        .. use.Declarations.Skip(1).Select(other => new RelatedPlace(other.Name, $"{use.Framework.Name} is declared here, too")),
    ];

    /// <summary>The includes that lead to a file, its own first; of several files that include one, the first by path is followed.</summary>
    private static IEnumerable<RelatedPlace> Includes(string path, ProjectSnapshot project)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Add(path)
            && project.Manifests.SelectMany(manifest => manifest.Includes.Select(include => (manifest.Path, Include: include)))
                .FirstOrDefault(entry => entry.Include.Kind is IncludeKind.Requirement or IncludeKind.File && entry.Include.Resolved == path && !seen.Contains(entry.Path))
                is (not null, not null) found)
        {
            yield return new(new(found.Path, found.Include.Span), $"{path} is included here");
            path = found.Path;
        }
    }

    /// <summary>
    /// Dependencies that the application has at run time without asking, of every manifest, in order of precedence. Of the output of <c>pip freeze</c>,
    /// which lists what others bring along as well, only what the code imports counts.
    /// </summary>
    public static IEnumerable<Declaration> RunTimeDeclarations(ProjectSnapshot project) => RunTimeDeclarations(project, manifest => manifest.Dependencies);

    /// <summary>Those of them that the project's catalog speaks of: for whoever looks for names of the catalog, in files of thousands of lines.</summary>
    public static IEnumerable<Declaration> KnownRunTimeDeclarations(ProjectSnapshot project) => RunTimeDeclarations(project, manifest => manifest.KnownTo(project.Catalog));

    private static IEnumerable<Declaration> RunTimeDeclarations(ProjectSnapshot project, Func<Manifest, ImmutableArray<Dependency>> of) =>
        from manifest in project.Manifests
        where !manifest.Format.IsLock() && manifest.Format is not (ManifestFormat.Constraints or ManifestFormat.Script)
        orderby manifest.Format.Precedence(manifest.Path)
        from dependency in of(manifest)
        where dependency.Group.IsMain && !dependency.IsTransitive && (!manifest.IsFrozen || IsImported(project, dependency))
        select new Declaration(manifest, dependency);

    /// <summary>Whether a module is imported that bears the distribution's name.</summary>
    private static bool IsImported(ProjectSnapshot project, Dependency dependency)
    {
        var module = dependency.CanonicalName.Replace('-', '_');
        return project.Files.Any(file => file.IsApplication && file.Module.MayImport(module) && file.Module.Imports.Any(import =>
            import.Level == 0
            && import.Module.StartsWith(module, StringComparison.OrdinalIgnoreCase)
            && (import.Module.Length == module.Length || import.Module[module.Length] == '.')));
    }
}
