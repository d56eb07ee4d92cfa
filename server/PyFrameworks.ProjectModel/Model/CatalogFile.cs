using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Catalog.Reading;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>A team's catalog file of the workspace.</summary>
/// <param name="Path">Workspace path.</param>
/// <param name="Text">Its text.</param>
/// <param name="Errors">What is wrong in it, by place.</param>
public sealed record CatalogFile(string Path, SourceText Text, ImmutableArray<CatalogError> Errors);

/// <summary>A catalog file that settings name and that is not in force, though it is there.</summary>
/// <param name="Name">As the settings write it.</param>
/// <param name="Reason">Why, as a clause: <c>is larger than 2048 KiB</c>.</param>
public sealed record UnreadCatalog(string Name, string Reason);

/// <summary>The catalog that a settings file puts in force.</summary>
/// <param name="Catalog">All layers.</param>
/// <param name="Files">The files that the settings name, by path.</param>
/// <param name="Unread">Those that are there and could not be read, in the settings' order.</param>
public sealed record ProjectCatalog(FrameworkCatalog Catalog, ImmutableArray<CatalogFile> Files, ImmutableArray<UnreadCatalog> Unread);

/// <summary>The team catalogs of a workspace.</summary>
public sealed record WorkspaceCatalogs
{
    /// <summary>None.</summary>
    public static WorkspaceCatalogs Empty { get; } = new();

    /// <summary>What each pyproject.toml with catalogs puts in force, by its path.</summary>
    public ImmutableSortedDictionary<string, ProjectCatalog> BySettings { get; init; } = ImmutableSortedDictionary<string, ProjectCatalog>.Empty;

    /// <summary>The files of the workspace that the editor's settings name, by path.</summary>
    public ImmutableArray<CatalogFile> OfEditor { get; init; } = [];
}
