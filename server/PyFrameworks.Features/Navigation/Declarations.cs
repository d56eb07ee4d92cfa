using System.Collections.Immutable;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Features;

/// <summary>The lines that declare a dependency.</summary>
internal static class Declarations
{
    /// <summary>
    /// The declarations of the distributions that <paramref name="isWanted"/> picks by PEP 503 name, the manifest that carries findings first: the project's own, else its
    /// neighbours'. A constraint declares nothing and counts only where nothing else is there; locks are no declarations.
    /// </summary>
    public static ImmutableArray<Declaration> Of(ProjectSnapshot project, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        // A name is met again and again in a large tree.
        var wanted = new Dictionary<string, bool>(StringComparer.Ordinal);
        var found = In([project]);
        return found.IsEmpty ? In(project.Neighbours) : found;

        ImmutableArray<Declaration> In(IEnumerable<ProjectSnapshot> projects)
        {
            var all = new List<Declaration>();
            foreach (var manifest in projects.SelectMany(each => each.Manifests).Where(manifest => !manifest.Format.IsLock() && manifest.Format != ManifestFormat.Commands))
            {
                cancellationToken.ThrowIfCancellationRequested();
                all.AddRange(manifest.Dependencies.Where(dependency => IsWanted(dependency.CanonicalName)).Select(dependency => new Declaration(manifest, dependency)));
            }

            var declaring = all.Where(declaration => declaration.Dependency.Group != DependencyGroup.Constraint).ToList();
            return
            [
                .. (declaring.Count > 0 ? declaring : all)
                    .OrderBy(declaration => declaration.Manifest.Format.Precedence(declaration.Manifest.Path))
                    .ThenBy(declaration => declaration.Name),
            ];
        }

        bool IsWanted(string name)
        {
            if (!wanted.TryGetValue(name, out var answer))
            {
                wanted[name] = answer = name.Length > 0 && isWanted(name);
            }

            return answer;
        }
    }
}
