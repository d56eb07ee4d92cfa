using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>How loudly a finding speaks, quietest first.</summary>
public enum Severity
{
    /// <summary>Not at all.</summary>
    Off,

    /// <summary>A faint mark in the editor.</summary>
    Hint,

    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>Will break or is unsupported.</summary>
    Warning,

    /// <summary>Can't be read.</summary>
    Error,
}

/// <summary>Another place that belongs to a finding.</summary>
public sealed record RelatedPlace(FileSpan At, string Message);

/// <summary>A change of one stretch of text.</summary>
public sealed record FixEdit(FileSpan At, string NewText);

/// <summary>A mend that an editor can apply.</summary>
public sealed record Fix(string Title, ImmutableArray<FixEdit> Edits);

/// <summary>Something that a rule found; a diagnostic only when it reaches an editor.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Message">What was measured and why it matters, a sentence.</param>
public sealed record Finding(FileSpan At, string Message)
{
    /// <summary>Rule code; set by the rule set.</summary>
    public string Code { get; init; } = "";

    /// <summary>Severity where the finding differs from its rule's default; null otherwise.</summary>
    public Severity? OwnSeverity { get; init; }

    /// <summary>Severity after settings; set by the rule set.</summary>
    public Severity Severity { get; init; }

    /// <summary>Identifier of the framework it is about, or null.</summary>
    public string? FrameworkId { get; init; }

    /// <summary>Path of the project it belongs to; set by the rule set.</summary>
    public string Project { get; init; } = ".";

    /// <summary>What of the catalog it stands on; once one of them is overdue for a check, the rule set makes it a hint and says so.</summary>
    public ImmutableArray<Claim> Claims { get; init; } = [];

    /// <summary>Other places that show it.</summary>
    public ImmutableArray<RelatedPlace> Related { get; init; } = [];

    /// <summary>Mends, the best first.</summary>
    public ImmutableArray<Fix> Fixes { get; init; } = [];
}
