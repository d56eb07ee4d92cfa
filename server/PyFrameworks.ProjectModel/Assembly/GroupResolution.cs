using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// Gives the entries of requirements files their group. A file's own name speaks first; included entries take the group of the file that
/// includes them, and where several include one, what is needed at run time wins.
/// </summary>
internal static class GroupResolution
{
    /// <summary>The manifests of one project with their groups settled.</summary>
    public static ImmutableArray<Manifest> Settle(ImmutableArray<Manifest> manifests, string project, bool isPackage, IncludeGraph graph, CancellationToken cancellationToken)
    {
        var index = manifests.ToDictionary(manifest => manifest.Path, StringComparer.Ordinal);
        var incoming = new Dictionary<string, List<Include>>(StringComparer.Ordinal);
        foreach (var manifest in manifests)
        {
            foreach (var (include, target) in graph.Targets(manifest))
            {
                if (!incoming.TryGetValue(target.Path, out var list))
                {
                    incoming[target.Path] = list = [];
                }

                list.Add(include);
            }
        }

        var groups = new Dictionary<string, DependencyGroup>(StringComparer.Ordinal);
        var queue = new Queue<Manifest>();
        foreach (var manifest in manifests)
        {
            if (!IsPlain(manifest))
            {
                queue.Enqueue(manifest);
            }
            else if (OwnGroup(manifest, IsCompanion(manifest), incoming.GetValueOrDefault(manifest.Path)) is { } own)
            {
                groups[manifest.Path] = own;
                queue.Enqueue(manifest);
            }
        }

        Spread(queue);

        // Files that only include one another have nobody to take a group from.
        foreach (var manifest in manifests)
        {
            if (IsPlain(manifest) && groups.TryAdd(manifest.Path, DependencyGroup.Main))
            {
                queue.Enqueue(manifest);
                Spread(queue);
            }
        }

        return [.. manifests.Select(manifest => Apply(manifest, IsCompanion(manifest), groups))];

        bool IsCompanion(Manifest manifest) => PathRoles.IsCompanion(manifest.Path, project, isPackage);

        // A group can only improve, and there are few ranks, so each file is met a bounded number of times.
        void Spread(Queue<Manifest> work)
        {
            while (work.TryDequeue(out var manifest))
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var (include, target) in graph.Targets(manifest))
                {
                    if (!index.ContainsKey(target.Path) || !IsPlain(target))
                    {
                        continue;
                    }

                    var group = include.Kind == IncludeKind.Constraint ? DependencyGroup.Constraint
                        : IsPlain(manifest) ? groups[manifest.Path]
                        : include.Group.IsMain && IsCompanion(manifest) ? DependencyGroup.Dev
                        : include.Group;
                    if (!groups.TryGetValue(target.Path, out var known) || Rank(group) < Rank(known))
                    {
                        groups[target.Path] = group;
                        work.Enqueue(target);
                    }
                }
            }
        }
    }

    /// <summary>How near to run time a group is: 0 is run time.</summary>
    internal static int Rank(DependencyGroup group) => group.Name switch
    {
        "main" => 0,
        "constraint" => 4,
        "dev" => 3,
        "build" => 2,
        _ => 1,
    };

    /// <summary>The group that a file has by itself; null when it takes that of the files which include it.</summary>
    private static DependencyGroup? OwnGroup(Manifest manifest, bool isCompanion, List<Include>? includes)
    {
        if (manifest.Format == ManifestFormat.Constraints)
        {
            return DependencyGroup.Constraint;
        }

        if (isCompanion || PathRoles.IsDevelopmentName(manifest.Path))
        {
            return DependencyGroup.Dev;
        }

        if (includes is null)
        {
            return DependencyGroup.Main;
        }

        // The packaging knows better than a name such as requirements-web.txt what the file is for; "requirements.txt" itself is never in doubt.
        var (byName, byFolder) = PathRoles.RequirementsClaim(manifest.Path);
        if (includes.Exists(include => include.Kind == IncludeKind.File && !include.Group.IsMain)
            && WorkspacePath.FileName(manifest.Path) != "requirements.txt")
        {
            return null;
        }

        return byName || (byFolder && !includes.TrueForAll(include => include.Kind == IncludeKind.Constraint)) ? DependencyGroup.Main : null;
    }

    private static bool IsPlain(Manifest manifest) => manifest.Format is ManifestFormat.Requirements or ManifestFormat.Constraints;

    /// <summary>The dependencies in <paramref name="group"/>; themselves where they are in it, as thousands mostly are.</summary>
    private static ImmutableArray<Dependency> InGroup(ImmutableArray<Dependency> dependencies, DependencyGroup group)
    {
        foreach (var dependency in dependencies)
        {
            if (dependency.Group != group)
            {
                return [.. dependencies.Select(other => other.Group == group ? other : other with { Group = group })];
            }
        }

        return dependencies;
    }

    private static Manifest Apply(Manifest manifest, bool isCompanion, Dictionary<string, DependencyGroup> groups)
    {
        if (IsPlain(manifest))
        {
            var group = groups[manifest.Path];
            var own = manifest.Requirements is { } requirements
                ? manifest with { Requirements = requirements.In(group) }
                : manifest with { Dependencies = InGroup(manifest.Dependencies, group) };
            return own with
            {
                Unnamed = [.. manifest.Unnamed.Select(dependency => dependency with { Group = group })],
                Includes = [.. manifest.Includes.Select(include =>
                    include with { Group = include.Kind == IncludeKind.Constraint ? DependencyGroup.Constraint : group })],
            };
        }

        var isForDevelopers = isCompanion
            || (manifest.Format == ManifestFormat.Conda && PathRoles.IsDevelopmentName(manifest.Path));
        return isForDevelopers && manifest.Format != ManifestFormat.Script
            ? manifest with
            {
                Dependencies = [.. manifest.Dependencies.Select(dependency =>
                    dependency.Group.IsMain ? dependency with { Group = DependencyGroup.Dev } : dependency)],
            }
            : manifest;
    }
}
