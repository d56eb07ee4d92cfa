using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>Which move is asked about. Both faces ask with words of their users; what is wrong with them is one sentence.</summary>
/// <param name="From">The framework in use.</param>
/// <param name="To">The framework moved to.</param>
public sealed record MigrationQuestion(Framework From, Framework To)
{
    /// <summary>Reads the two identifiers.</summary>
    /// <param name="project">The project that is meant.</param>
    /// <param name="from">The framework in use; null for the one that the project is built on.</param>
    /// <param name="to">The framework moved to.</param>
    /// <param name="prefix">What stands before an argument's name: <c>--</c>.</param>
    /// <returns>The question, or what is wrong: one clause that names the argument.</returns>
    public static (MigrationQuestion? Question, string Error) Read(ProjectSnapshot project, string? from, string? to, string prefix)
    {
        if (string.IsNullOrWhiteSpace(to))
        {
            return (null, $"{prefix}to is missing: the identifier of the framework to move to");
        }

        if (Find(project.Catalog, to) is not { } target)
        {
            return (null, Unknown(project.Catalog, $"{prefix}to", to));
        }

        var primaries = project.Primaries.ToList();
        var uses = project.FrameworkUses.Where(use => use.Role is FrameworkRole.Primary or FrameworkRole.Addon or FrameworkRole.Dev).ToList();
        if (from is null)
        {
            return primaries switch
            {
                [] => (null, $"{prefix}from is missing: no web framework was found that {Name(project)} is built on"),
                [var only] => Check(only.Framework, target, prefix),
                _ => (null, $"{prefix}from is missing: {Name(project)} is built on {Say.List([.. primaries.Select(use => use.Framework.Id)])}; name one of them"),
            };
        }

        if (Find(project.Catalog, from) is not { } source)
        {
            return (null, Unknown(project.Catalog, $"{prefix}from", from));
        }

        if (uses.Exists(use => use.Framework.Id == source.Id))
        {
            return Check(source, target, prefix);
        }

        var used = uses.Count == 0 ? "it uses no web framework" : $"it uses {Say.List([.. uses.Select(use => use.Framework.Id)])}";
        return (null, $"{prefix}from names {source.Id}, which {Name(project)} does not use; {used}");
    }

    private static (MigrationQuestion?, string) Check(Framework from, Framework to, string prefix) => from.Id == to.Id
        ? (null, $"{prefix}to names {to.Id}, which is the framework in use; name another one")
        : (new(from, to), "");

    private static Framework? Find(FrameworkCatalog catalog, string id) => catalog.Find(id.ToLowerInvariant());

    private static string Unknown(FrameworkCatalog catalog, string argument, string id) =>
        $"{argument} names {id}, which the catalog does not know{(Suggestions(catalog, id) is { } near ? $"; did you mean {near}?" : "; see pyframeworks catalog list")}";

    private static string? Suggestions(FrameworkCatalog catalog, string id) => Catalog.Reading.Suggestion.Closest(id, catalog.Ids);

    private static string Name(ProjectSnapshot project) => project.Path == "." ? "the project" : $"the project {project.Path}";
}
