using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Finds the projects of a workspace that share code or dependencies.</summary>
internal static class ProjectNeighbours
{
    /// <summary>The projects, in their order, each with its neighbours; those of <paramref name="previous"/> where they and their neighbours are the same.</summary>
    public static ImmutableArray<ProjectSnapshot> Join(ImmutableArray<ProjectSnapshot> projects, AssembledWorkspace? previous)
    {
        if (projects.Length < 2)
        {
            return projects;
        }

        var links = projects.Select((project, index) => new Links(project, index)).ToImmutableArray();
        var byPath = links.ToLookup(own => own.Project.Path, StringComparer.Ordinal);
        var byName = links.SelectMany(own => own.Names.Select(name => (name, own))).ToLookup(pair => pair.name, pair => pair.own, StringComparer.Ordinal);
        var near = links.ToDictionary(own => own, _ => new HashSet<Links>());
        foreach (var own in links)
        {
            Connect(own, own.Needed.SelectMany(name => byName[name]));
            Connect(own, own.Folders.SelectMany(folder => byPath[folder]));
            for (var folder = own.Project.Path; folder != ".";)
            {
                folder = WorkspacePath.Folder(folder);
                Connect(own, byPath[folder]);
            }
        }

        var known = new Dictionary<ProjectSnapshot, ProjectSnapshot>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < previous?.Made.Length; i++)
        {
            known[previous.Made[i].Project] = previous.Projects[i];
        }

        return [.. links.Select(own => Joined(own.Project, [.. near[own].OrderBy(other => other.Index).Select(other => other.Project)]))];

        ProjectSnapshot Joined(ProjectSnapshot project, ImmutableArray<ProjectSnapshot> neighbours) =>
            known.TryGetValue(project, out var joined) && joined.Neighbours.AsEnumerable().SequenceEqual(neighbours, ReferenceEqualityComparer.Instance)
                ? joined
                : project with { Neighbours = neighbours };

        void Connect(Links own, IEnumerable<Links> others)
        {
            foreach (var other in others.Where(other => other != own))
            {
                near[own].Add(other);
                near[other].Add(own);
            }
        }
    }

    /// <summary>What a project is called, and what it asks for by name or by path.</summary>
    private sealed class Links
    {
        public Links(ProjectSnapshot project, int index)
        {
            Project = project;
            Index = index;
            var own = project.Manifests.Where(manifest => !manifest.Format.IsLock()).ToList();
            Names = own.Where(manifest => WorkspacePath.Folder(manifest.Path) == project.Path)
                .Select(manifest => manifest.ProjectName).OfType<string>()
                .Select(name => NormalizedName.From(name).Value)
                .ToHashSet(StringComparer.Ordinal);
            Needed = own.SelectMany(manifest => manifest.Dependencies).Select(dependency => dependency.CanonicalName).ToHashSet(StringComparer.Ordinal);
            Folders = own.SelectMany(manifest => manifest.Includes)
                .Select(include => (include.Kind, include.Resolved) switch
                {
                    (IncludeKind.Group, _) or (_, null) => null,
                    (IncludeKind.Editable, { } folder) => folder,
                    (_, { } file) => WorkspacePath.Folder(file),
                })
                .OfType<string>()
                .ToHashSet(StringComparer.Ordinal);
        }

        public ProjectSnapshot Project { get; }

        /// <summary>Its place in the order of projects.</summary>
        public int Index { get; }

        /// <summary>Distributions that it builds.</summary>
        public HashSet<string> Names { get; }

        /// <summary>Distributions that it asks for.</summary>
        public HashSet<string> Needed { get; }

        /// <summary>Folders that it installs from or includes files of.</summary>
        public HashSet<string> Folders { get; }
    }
}
