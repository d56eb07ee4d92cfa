using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Makes dependencies of what the packaging reader gives.</summary>
internal static class Dependencies
{
    /// <summary>The dependency that <paramref name="requirement"/> declares; its spans are the requirement's.</summary>
    public static Dependency From(Requirement requirement, DependencyGroup group) => new()
    {
        Name = requirement.Name,
        CanonicalName = requirement.CanonicalName.Value,
        NameSpan = requirement.NameSpan,
        Span = requirement.Span,
        Extras = [.. requirement.Extras.Select(extra => extra.Name)],
        Specifier = requirement.Specifiers,
        SpecifierSpan = requirement.SpecifierSpan,
        Url = requirement.Url,
        Marker = requirement.Marker,
        Group = group,
    };
}

/// <summary>Makes includes: what can be said of a target by its text alone.</summary>
internal static class Includes
{
    /// <summary>A reference to a file; whether it exists is settled when the project is put together.</summary>
    public static Include File(string path, string target, TextSpan span, IncludeKind kind, DependencyGroup group)
    {
        var isOpaque = target.Contains("://", StringComparison.Ordinal) || RequirementsFile.HoldsVariable(target) || target.StartsWith('~');
        return new(target, kind, span, Resolved: null, group)
        {
            IsOpaque = isOpaque,
            IsOutside = !isOpaque && WorkspacePath.Resolve(WorkspacePath.Folder(path), target) is null,
        };
    }
}
