using System.Collections.Immutable;

namespace PyFrameworks.Rules;

/// <content>Stands in for the generated list.</content>
public static partial class RuleSet
{
    /// <summary>Every rule.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } = [];
}
