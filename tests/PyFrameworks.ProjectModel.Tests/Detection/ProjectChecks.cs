using System.Collections.Immutable;
using PyFrameworks.Testing;

namespace PyFrameworks.ProjectModel.Tests.Detection;

/// <summary>The calls that the tests of detection share.</summary>
internal static class ProjectChecks
{
    public static AnalysisOptions Options { get; } = new() { Today = new(2026, 11, 23) };

    public static ImmutableArray<ProjectSnapshot> Assemble(string text, AnalysisOptions? options = null) =>
        ProjectAssembler.Assemble(ProjectText.Parse(text, PlainManifests.Read).Files, SmallCatalog.Instance, options ?? Options, CancellationToken.None);

    public static ProjectSnapshot AssembleOne(string text, AnalysisOptions? options = null) => Assert.Single(Assemble(text, options));

    /// <summary>Checks the roles of a single project: <c>flask primary, django dev</c>, by identifier.</summary>
    public static void CheckRoles(string text, string expected) =>
        Assert.Equal(expected, Roles(AssembleOne(text)));

    /// <summary>Checks paths and roles of every project, a line each: <c>api: flask primary</c>.</summary>
    public static void CheckProjects(string text, params string[] expected) =>
        Assert.Equal(expected, Assemble(text).Select(project => $"{project.Path}: {Roles(project)}".TrimEnd()));

    public static string Roles(ProjectSnapshot project) => string.Join(
        ", ",
        project.FrameworkUses.OrderBy(use => use.Framework.Id, StringComparer.Ordinal).Select(use => $"{use.Framework.Id} {use.Role.ToString().ToLowerInvariant()}"));
}
