using System.Collections.Immutable;
using PyFrameworks.Catalog;

namespace PyFrameworks.ProjectModel;

/// <summary>Puts projects together.</summary>
public static class ProjectAssembler
{
    /// <summary>The projects of <paramref name="files"/>, by path.</summary>
    public static ImmutableArray<ProjectSnapshot> Assemble(
        WorkspaceFiles files, FrameworkCatalog catalog, AnalysisOptions options, CancellationToken cancellationToken) => [];
}
