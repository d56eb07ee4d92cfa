using PyFrameworks.ProjectModel;

namespace PyFrameworks.Rules;

/// <summary>Marks a rule; a generator collects the marked classes.</summary>
/// <param name="code">Stable code, <c>PF</c> and three digits; never reused.</param>
/// <param name="name">Stable name in lower case with hyphens.</param>
/// <param name="severity">Default severity.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RuleAttribute(string code, string name, Severity severity) : Attribute
{
    /// <summary>Stable code.</summary>
    public string Code { get; } = code;

    /// <summary>Stable name.</summary>
    public string Name { get; } = name;

    /// <summary>Default severity.</summary>
    public Severity Severity { get; } = severity;

    /// <summary>The rule's page in Markdown: what it looks at, why it matters, when to ignore it, an example that fires and one that doesn't, sources.</summary>
    public string Explanation { get; init; } = "";
}

/// <summary>A rule: a function of the snapshot that sees no other rule.</summary>
public interface IRule
{
    /// <summary>What the rule finds in <paramref name="project"/>, in any order, without settings and suppressions applied.</summary>
    static abstract IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken);
}

/// <summary>A rule as the generator lists it.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">Stable name.</param>
/// <param name="DefaultSeverity">Default severity.</param>
/// <param name="Summary">What it finds, in a sentence: the first one of the class's own summary.</param>
/// <param name="Explanation">Its page in Markdown.</param>
/// <param name="Check">What it finds in a project, without settings and suppressions applied.</param>
public sealed record RuleDescriptor(
    string Code, string Name, Severity DefaultSeverity, string Summary, string Explanation, Func<ProjectSnapshot, CancellationToken, IEnumerable<Finding>> Check);
