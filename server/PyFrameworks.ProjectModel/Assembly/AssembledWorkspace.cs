using System.Collections.Immutable;
using PyFrameworks.Catalog;

namespace PyFrameworks.ProjectModel;

/// <summary>The projects of a workspace, with what the next assembly may take over.</summary>
public sealed class AssembledWorkspace
{
    internal AssembledWorkspace(
        WorkspaceFiles files,
        FrameworkCatalog catalog,
        AnalysisOptions options,
        AssemblyPlan plan,
        ImmutableArray<AssembledProject> made,
        ImmutableArray<ImmutableArray<int>> near,
        ImmutableArray<ProjectSnapshot> projects) =>
        (Files, Catalog, Options, Plan, Made, Near, Projects) = (files, catalog, options, plan, made, near, projects);

    /// <summary>The projects, by path; at least one.</summary>
    public ImmutableArray<ProjectSnapshot> Projects { get; }

    /// <summary>The files that they were made of.</summary>
    internal WorkspaceFiles Files { get; }

    /// <summary>The catalog that they were judged by.</summary>
    internal FrameworkCatalog Catalog { get; }

    /// <summary>The user's choices.</summary>
    internal AnalysisOptions Options { get; }

    /// <summary>Which files are whose.</summary>
    internal AssemblyPlan Plan { get; }

    /// <summary>The projects before they know of one another, in the same order.</summary>
    internal ImmutableArray<AssembledProject> Made { get; }

    /// <summary>The neighbours of each, by their places in that order.</summary>
    internal ImmutableArray<ImmutableArray<int>> Near { get; }
}

/// <summary>A project, the files that it was made of, and what it may share with others.</summary>
internal sealed class AssembledProject(ProjectFiles part, ProjectSnapshot project)
{
    public ProjectFiles Part { get; } = part;

    public ProjectSnapshot Project { get; } = project;

    public ProjectLinks Links => field ??= new(Project);
}
