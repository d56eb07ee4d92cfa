using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Finds the projects of a workspace that share code or dependencies.</summary>
internal static class ProjectNeighbours
{
    /// <summary>
    /// The projects, in their order, each with its neighbours, and which these are; those of <paramref name="previous"/> where they and their neighbours are the same.
    /// </summary>
    /// <param name="made">The projects before they know of one another.</param>
    /// <param name="projects">The same, with the editor's catalogs.</param>
    /// <param name="previous">The last assembly, if there was one.</param>
    public static (ImmutableArray<ProjectSnapshot> Projects, ImmutableArray<ImmutableArray<int>> Near) Join(
        ImmutableArray<AssembledProject> made, ImmutableArray<ProjectSnapshot> projects, AssembledWorkspace? previous)
    {
        if (projects.Length < 2)
        {
            return (projects, [.. projects.Select(_ => ImmutableArray<int>.Empty)]);
        }

        var near = previous is not null && HaveSameLinks(made, previous.Made) ? previous.Near : Connect(made);
        var known = new Dictionary<ProjectSnapshot, ProjectSnapshot>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < previous?.Made.Length; i++)
        {
            known[previous.Made[i].Project] = previous.Projects[i];
        }

        var joined = ImmutableArray.CreateBuilder<ProjectSnapshot>(projects.Length);
        for (var i = 0; i < projects.Length; i++)
        {
            joined.Add(known.TryGetValue(projects[i], out var last) && IsSame(last.Neighbours, near[i]) ? last : projects[i] with { Neighbours = [.. near[i].Select(other => projects[other])] });
        }

        return (joined.MoveToImmutable(), near);

        bool IsSame(ImmutableArray<ProjectSnapshot> neighbours, ImmutableArray<int> places)
        {
            var same = neighbours.Length == places.Length;
            for (var i = 0; i < places.Length && same; i++)
            {
                same = ReferenceEquals(neighbours[i], projects[places[i]]);
            }

            return same;
        }
    }

    private static bool HaveSameLinks(ImmutableArray<AssembledProject> made, ImmutableArray<AssembledProject> before)
    {
        var same = made.Length == before.Length;
        for (var i = 0; i < made.Length && same; i++)
        {
            same = ReferenceEquals(made[i], before[i]) || (made[i].Project.Path == before[i].Project.Path && made[i].Links.IsSame(before[i].Links));
        }

        return same;
    }

    private static ImmutableArray<ImmutableArray<int>> Connect(ImmutableArray<AssembledProject> made)
    {
        var places = Enumerable.Range(0, made.Length);
        var byPath = places.ToLookup(own => made[own].Project.Path, StringComparer.Ordinal);
        var byName = places.SelectMany(own => made[own].Links.Names.Select(name => (name, own))).ToLookup(pair => pair.name, pair => pair.own, StringComparer.Ordinal);
        var near = places.Select(_ => new SortedSet<int>()).ToArray();
        for (var own = 0; own < made.Length; own++)
        {
            Add(own, made[own].Links.Needed.SelectMany(name => byName[name]));
            Add(own, made[own].Links.Folders.SelectMany(folder => byPath[folder]));
            for (var folder = made[own].Project.Path; folder != ".";)
            {
                folder = WorkspacePath.Folder(folder);
                Add(own, byPath[folder]);
            }
        }

        return [.. near.Select(others => others.ToImmutableArray())];

        void Add(int own, IEnumerable<int> others)
        {
            foreach (var other in others.Where(other => other != own))
            {
                near[own].Add(other);
                near[other].Add(own);
            }
        }
    }
}
