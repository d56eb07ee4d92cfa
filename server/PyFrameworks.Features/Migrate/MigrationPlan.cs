using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>How much work a plan is; the rule stands in <see cref="PlanSizing"/>.</summary>
public enum PlanSize
{
    /// <summary>Hours to a few days.</summary>
    Small,

    /// <summary>Module by module.</summary>
    Medium,

    /// <summary>A project of its own.</summary>
    Large,
}

/// <summary>One kind of thing that the code uses, and what it becomes.</summary>
public sealed record PlanItem
{
    /// <summary>Concept or battery identifier.</summary>
    public required string Concept { get; init; }

    /// <summary>Every place, by path and span.</summary>
    public required ImmutableArray<FileSpan> Places { get; init; }

    /// <summary>How it is written now.</summary>
    public required string From { get; init; }

    /// <summary>What it becomes; where there is no counterpart, what the catalog says of that.</summary>
    public required string To { get; init; }

    /// <summary>Whether the other framework has it.</summary>
    public required bool HasCounterpart { get; init; }

    /// <summary>Whether it stays as it is, since the other framework builds on this one or writes it the same way.</summary>
    public bool Stays { get; init; }

    /// <summary>A sentence more, or empty.</summary>
    public string Note { get; init; } = "";
}

/// <summary>What becomes of an add-on.</summary>
public enum ExtensionFate
{
    /// <summary>It works under the other framework as well.</summary>
    Stays,

    /// <summary>Something takes its place.</summary>
    Replaced,

    /// <summary>The catalog knows no replacement.</summary>
    Unknown,
}

/// <summary>An add-on in use.</summary>
public sealed record PlanExtension
{
    /// <summary>The distribution as the project or the catalog writes it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, or empty: <c>login</c>.</summary>
    public string Role { get; init; } = "";

    /// <summary>What becomes of it.</summary>
    public required ExtensionFate Fate { get; init; }

    /// <summary>What takes its place, the likeliest first.</summary>
    public ImmutableArray<string> Replacements { get; init; } = [];

    /// <summary>A sentence more, or empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>Where it is declared, else where it is imported.</summary>
    public required ImmutableArray<FileSpan> Places { get; init; }

    /// <summary>Where that comes from, or null.</summary>
    public SourceReference? Source { get; init; }
}

/// <summary>A manifest that declares the framework.</summary>
/// <param name="At">The entry.</param>
/// <param name="Text">The entry as written.</param>
/// <param name="Fix">The edit that changes it, or null where a person has to.</param>
public sealed record PlanDependency(FileSpan At, string Text, Fix? Fix);

/// <summary>A step of the work.</summary>
/// <param name="Text">What to do, a sentence with its figures.</param>
/// <param name="Count">Places that it touches; 0 where it is about none.</param>
/// <param name="Concepts">The kinds that it is about.</param>
public sealed record PlanStep(string Text, int Count, ImmutableArray<string> Concepts);

/// <summary>What a move from one framework to another takes in one project.</summary>
public sealed record MigrationPlan
{
    /// <summary>The framework in use.</summary>
    public required Framework From { get; init; }

    /// <summary>The framework moved to.</summary>
    public required Framework To { get; init; }

    /// <summary>The project.</summary>
    public required ProjectSnapshot Project { get; init; }

    /// <summary>What speaks against the move, a sentence each; the first thing to read.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>How much work it is.</summary>
    public required PlanSize Size { get; init; }

    /// <summary>The figures on which that rests.</summary>
    public required string SizeReason { get; init; }

    /// <summary>What the code uses, in the order of the vocabulary.</summary>
    public required ImmutableArray<PlanItem> Items { get; init; }

    /// <summary>Add-ons in use, by name.</summary>
    public required ImmutableArray<PlanExtension> Extensions { get; init; }

    /// <summary>Entries of manifests that declare the framework.</summary>
    public required ImmutableArray<PlanDependency> Dependencies { get; init; }

    /// <summary>How the server changes, a sentence or two.</summary>
    public required string Server { get; init; }

    /// <summary>The order of work.</summary>
    public required ImmutableArray<PlanStep> Steps { get; init; }

    /// <summary>The catalog's note on this very move, or null.</summary>
    public MigrationNote? Note { get; init; }

    /// <summary>Where the claims come from, each once.</summary>
    public required ImmutableArray<SourceReference> Sources { get; init; }
}
