using System.Collections.Immutable;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>What an action does beside editing.</summary>
public enum ActionKind
{
    /// <summary>Mends or silences a finding.</summary>
    QuickFix,

    /// <summary>Leads to another framework.</summary>
    Rewrite,
}

/// <summary>Something that an editor offers at a place.</summary>
public sealed record QuickFix
{
    /// <summary>The words of the menu.</summary>
    public required string Title { get; init; }

    /// <summary>What kind of action it is.</summary>
    public required ActionKind Kind { get; init; }

    /// <summary>Edits; empty when it only asks for alternatives.</summary>
    public ImmutableArray<FixEdit> Edits { get; init; } = [];

    /// <summary>A file that does not exist and whose whole text the only edit gives, or null.</summary>
    public string? CreatesFile { get; init; }

    /// <summary>Identifier of the framework to whose alternatives it leads, or null.</summary>
    public string? SuggestFor { get; init; }

    /// <summary>A view of the extension that it opens, or null; only for clients that have these views.</summary>
    public ClientCommand? Opens { get; init; }

    /// <summary>The finding that it is about, or null.</summary>
    public Finding? Finding { get; init; }

    /// <summary>Whether it is the best mend.</summary>
    public bool IsPreferred { get; init; }
}
