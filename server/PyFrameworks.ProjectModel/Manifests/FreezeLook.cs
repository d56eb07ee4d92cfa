using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Whether some lines, or all of a file, look like the output of <c>pip freeze</c>: bare pins, sorted, no blank line and no comment but its own.</summary>
/// <param name="IsPossible">Whether nothing speaks against it but the order.</param>
/// <param name="IsByName">Whether names in lower case are in order, as earlier releases sort.</param>
/// <param name="IsByCanonical">Whether normal forms are, as later ones do.</param>
/// <param name="First">The first and the last pin's name in lower case and normal form; null where there is no pin.</param>
/// <param name="Last">The last one's.</param>
internal readonly record struct FreezeLook(bool IsPossible, bool IsByName, bool IsByCanonical, (string Name, string Canonical)? First, (string Name, string Canonical)? Last)
{
    /// <summary>The look of no lines.</summary>
    public static FreezeLook Nothing { get; } = new(true, true, true, null, null);

    /// <summary>Whether it is taken for such output.</summary>
    public bool IsFrozen => IsPossible && Last is not null && (IsByName || IsByCanonical);

    /// <summary>The look of what was read of <paramref name="text"/>.</summary>
    public static FreezeLook Of(RequirementsFile file, SourceText text)
    {
        foreach (var comment in file.Comments)
        {
            if (!comment.Text.StartsWith("# Editable", StringComparison.Ordinal))
            {
                return default;
            }
        }

        if (HasBlankLine(text))
        {
            return default;
        }

        var look = Nothing;
        foreach (var line in file.Lines)
        {
            if (line is EditableLine)
            {
                continue;
            }

            if (line is not RequirementLine { Requirement: { } requirement } || (requirement.Specifiers.PinnedVersion is null && requirement.Url is null))
            {
                return default;
            }

            var names = (requirement.Name.ToLowerInvariant(), requirement.CanonicalName.Value);
            look = look.Then(new(true, true, true, names, names));
        }

        return look;
    }

    /// <summary>The look of these lines and the <paramref name="next"/> ones together.</summary>
    public FreezeLook Then(FreezeLook next) => new(
        IsPossible && next.IsPossible,
        IsByName && next.IsByName && (Last is not { } last || next.First is not { } first || string.CompareOrdinal(last.Name, first.Name) <= 0),
        IsByCanonical && next.IsByCanonical && (Last is not { } before || next.First is not { } after || string.CompareOrdinal(before.Canonical, after.Canonical) <= 0),
        First ?? next.First,
        next.Last ?? Last);

    private static bool HasBlankLine(SourceText text)
    {
        // The line after the last line end is empty by itself.
        for (var line = 0; line < text.Lines.Count - 1; line++)
        {
            if (text.AsSpan(TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line))).IsWhiteSpace())
            {
                return true;
            }
        }

        return false;
    }
}
