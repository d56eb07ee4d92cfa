using System.Collections.Immutable;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>Places that rules show beside a finding.</summary>
internal static class Places
{
    /// <summary>The declarations of a framework beyond the one that carries its findings.</summary>
    public static ImmutableArray<RelatedPlace> OtherDeclarations(FrameworkUse use) =>
        [.. use.Declarations.Skip(1).Select(other => new RelatedPlace(other.Name, $"{use.Framework.Name} is declared here, too"))];

    /// <summary>
    /// Dependencies that the application has at run time without asking, of every manifest, in order of precedence. Of the output of <c>pip freeze</c>,
    /// which lists what others bring along as well, only what the code imports counts.
    /// </summary>
    public static IEnumerable<Declaration> RunTimeDeclarations(ProjectSnapshot project) =>
        from manifest in project.Manifests
        where !manifest.Format.IsLock() && manifest.Format is not (ManifestFormat.Constraints or ManifestFormat.Script)
        orderby manifest.Format.Precedence(manifest.Path)
        from dependency in manifest.Dependencies
        where dependency.Group.IsMain && !dependency.IsTransitive && (!manifest.IsFrozen || IsImported(project, dependency))
        select new Declaration(manifest, dependency);

    /// <summary>Whether a module is imported that bears the distribution's name.</summary>
    private static bool IsImported(ProjectSnapshot project, Dependency dependency)
    {
        var module = dependency.CanonicalName.Replace('-', '_');
        return project.Files.Any(file => file.IsApplication && file.Module.Imports.Any(import =>
            import.Level == 0
            && import.Module.StartsWith(module, StringComparison.OrdinalIgnoreCase)
            && (import.Module.Length == module.Length || import.Module[module.Length] == '.')));
    }
}
