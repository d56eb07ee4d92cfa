using System.Collections.Immutable;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>Places that rules show beside a finding.</summary>
internal static class Places
{
    /// <summary>The declarations of a framework beyond the one that carries its findings.</summary>
    public static ImmutableArray<RelatedPlace> OtherDeclarations(FrameworkUse use) =>
        [.. use.Declarations.Skip(1).Select(other => new RelatedPlace(other.Name, $"{use.Framework.Name} is declared here, too"))];

    /// <summary>Dependencies that the application has at run time without asking, of every manifest, in order of precedence.</summary>
    public static IEnumerable<Declaration> RunTimeDeclarations(ProjectSnapshot project) =>
        from manifest in project.Manifests
        where !manifest.Format.IsLock() && manifest.Format is not (ManifestFormat.Constraints or ManifestFormat.Script)
        orderby manifest.Format.Precedence(manifest.Path)
        from dependency in manifest.Dependencies
        where dependency.Group.IsMain && !dependency.IsTransitive
        select new Declaration(manifest, dependency);
}
