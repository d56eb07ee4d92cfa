using System.Collections.Immutable;
using PyFrameworks.Catalog;

namespace PyFrameworks.ProjectModel;

/// <summary>The projects of a workspace, with what the next assembly may take over.</summary>
public sealed class AssembledWorkspace
{
    internal AssembledWorkspace(
        WorkspaceFiles files, FrameworkCatalog catalog, AnalysisOptions options, AssemblyPlan plan, ImmutableArray<AssembledProject> made, ImmutableArray<ProjectSnapshot> projects) =>
        (Files, Catalog, Options, Plan, Made, Projects) = (files, catalog, options, plan, made, projects);

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
}

/// <summary>A project, and the files that it was made of.</summary>
internal sealed record AssembledProject(ProjectFiles Part, ProjectSnapshot Project);
