using System.Collections.Concurrent;
using PyFrameworks.Syntax.Packaging;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// What requirements say, by their text, kept from one reading of an edited file to the next: a keystroke changes one of thousands. Places are counted from the text's start.
/// Readings may share it from several threads.
/// </summary>
internal sealed class RequirementMemo
{
    // Texts that a file no longer holds are dropped with all others once there are more of them than this beside those in use.
    private const int Spare = 1_000;

    private readonly ConcurrentDictionary<(string Text, string Group), Entry> _known = new();

    /// <summary>A requirement, and the dependency that it declares.</summary>
    public sealed record Entry(Requirement Requirement, Dependency Dependency);

    /// <summary>The memo to go on with after a reading of <paramref name="used"/> requirements.</summary>
    public static RequirementMemo After(RequirementMemo? previous, int used) => previous is not null && previous._known.Count <= used + Spare ? previous : new();

    /// <summary>What <paramref name="text"/> says in <paramref name="group"/>.</summary>
    public Entry Read(string text, DependencyGroup group) => _known.GetOrAdd((text, group.Name), static key => Parse(key.Text, new(key.Group)));

    /// <summary>The same, read afresh.</summary>
    public static Entry Parse(string text, DependencyGroup group)
    {
        var requirement = Requirement.Parse(text);
        return new(requirement, Dependencies.From(requirement, group));
    }
}
