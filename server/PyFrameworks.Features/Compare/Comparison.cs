using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Features;

/// <summary>What a framework says on a row.</summary>
/// <param name="Value">The answer in a few words; empty where the catalog has none.</param>
/// <param name="Detail">More on it; empty where there is no more to say.</param>
/// <param name="Source">Where it comes from, or null.</param>
public sealed record CompareCell(string Value, string Detail = "", SourceReference? Source = null)
{
    /// <summary>For a need: the catalog's score, -2 to 2.</summary>
    public int? Score { get; init; }
}

/// <summary>A question that is put to all frameworks.</summary>
/// <param name="Id">Identifier within its group: a need, a battery, a concept, ….</param>
/// <param name="Title">The question in a few words.</param>
/// <param name="Cells">The answers, in the order of the frameworks.</param>
public sealed record CompareRow(string Id, string Title, ImmutableArray<CompareCell> Cells)
{
    /// <summary>The project's need that the row is about, or null.</summary>
    public ProjectNeed? Need { get; init; }

    /// <summary>Whether all answers agree, whatever their details.</summary>
    public bool IsSame => Cells.All(cell => cell.Value == Cells[0].Value);
}

/// <summary>Rows on one subject.</summary>
/// <param name="Id">Identifier: <c>needs</c>, <c>batteries</c>, ….</param>
/// <param name="Title">The subject, as a heading.</param>
/// <param name="Rows">The rows; none of it is empty.</param>
public sealed record CompareGroup(string Id, string Title, ImmutableArray<CompareRow> Rows);

/// <summary>Frameworks side by side.</summary>
public sealed record Comparison
{
    /// <summary>The frameworks, in the order asked for.</summary>
    public required ImmutableArray<Framework> Frameworks { get; init; }

    /// <summary>The project against whose needs they are held, or null.</summary>
    public ProjectSnapshot? Project { get; init; }

    /// <summary>The needs that come first.</summary>
    public ImmutableArray<ProjectNeed> Needs { get; init; } = [];

    /// <summary>The rows, by subject.</summary>
    public required ImmutableArray<CompareGroup> Groups { get; init; }

    /// <summary>The day that is asked about.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether the project uses <paramref name="framework"/> as what it is built on or as an add-on of that.</summary>
    public bool IsInUse(Framework framework) =>
        Project?.FrameworkUses.Any(use => use.Framework.Id == framework.Id && use.Role is FrameworkRole.Primary or FrameworkRole.Addon) == true;
}
