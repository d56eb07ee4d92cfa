using System.Collections.Immutable;
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

    /// <summary>The dependency that a URL or path brings in; null when nothing says its name.</summary>
    /// <param name="reference">The URL or path.</param>
    /// <param name="marker">Its condition.</param>
    /// <param name="markerSpan">Where the condition stands, to which the dependency reaches.</param>
    /// <param name="group">The group it stands in.</param>
    /// <param name="isEditable">Whether <c>-e</c> precedes it.</param>
    public static Dependency? From(DirectReference reference, Marker? marker, TextSpan? markerSpan, DependencyGroup group, bool isEditable)
    {
        // The name of a repository or folder is too weak a guess: `masonite.git` may be anybody's.
        return reference.NameSource is NameSource.None or NameSource.Repository ? null : Make(reference, marker, markerSpan, group, isEditable);
    }

    /// <summary>What a repository or archive without a name is likely to bring in, called like the repository; null for other references.</summary>
    /// <param name="reference">The URL.</param>
    /// <param name="group">The group it stands in.</param>
    public static Dependency? Guess(DirectReference reference, DependencyGroup group) =>
        reference is { NameSource: NameSource.Repository, IsUrl: true } ? Make(reference, marker: null, markerSpan: null, group, isEditable: false) : null;

    private static Dependency? Make(DirectReference reference, Marker? marker, TextSpan? markerSpan, DependencyGroup group, bool isEditable)
    {
        if (reference is not { Name: { } name, NameSpan: { } nameSpan })
        {
            return null;
        }

        var start = Math.Min(nameSpan.Start, reference.TargetSpan.Start);
        var end = Math.Max(Math.Max(nameSpan.End, reference.TargetSpan.End), markerSpan?.End ?? 0);
        return new()
        {
            Name = name,
            CanonicalName = NormalizedName.From(name).Value,
            NameSpan = nameSpan,
            Span = TextSpan.FromBounds(start, end),
            Extras = [.. reference.Extras.Select(extra => extra.Name)],
            Url = reference.Target,
            Marker = marker,
            Group = group,
            IsEditable = isEditable,
        };
    }
}

/// <summary>Makes includes: what can be said of a target by its text alone.</summary>
internal static class Includes
{
    private const string FileScheme = "file:";

    /// <summary>A reference to a file; whether it exists is settled when the project is put together.</summary>
    public static Include File(string path, string target, TextSpan span, IncludeKind kind, DependencyGroup group)
    {
        var isOpaque = target.Contains("://", StringComparison.Ordinal) || RequirementsFile.HoldsVariable(target) || target.StartsWith('~')
            || IsTemplate(target);
        return new(target, kind, span, Resolved: null, group)
        {
            IsOpaque = isOpaque,
            IsOutside = !isOpaque && Resolve(path, target) is null,
        };
    }

    /// <summary>The workspace path of <paramref name="target"/> as the file at <paramref name="path"/> names it; null when it is outside.</summary>
    public static string? Resolve(string path, string target) =>
        WorkspacePath.Resolve(WorkspacePath.Folder(path), target.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) ? target[FileScheme.Length..] : target);

    /// <summary>Whether a text holds a place that a template engine fills in.</summary>
    public static bool IsTemplate(ReadOnlySpan<char> text) => text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal);
}

/// <summary>Reads entry points where they are text: <c>name = module:object [extra]</c>, one a line.</summary>
internal static class EntryPoints
{
    /// <summary>The group of programs for a terminal.</summary>
    public const string Console = "console_scripts";

    /// <summary>The group of programs with windows.</summary>
    public const string Gui = "gui_scripts";

    /// <summary>The entry point that a line declares; null when it is none.</summary>
    public static EntryPoint? Parse(string group, MappedText line)
    {
        var equals = line.Value.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return null;
        }

        var target = line.Slice(equals + 1, line.Value.Length - equals - 1);
        var bracket = target.Value.IndexOf('[', StringComparison.Ordinal);
        target = (bracket < 0 ? target : target.Slice(0, bracket)).Trim();
        return target.Value.Length == 0 ? null : new(group, target.Value, target.Span);
    }
}

/// <summary>Keeps what is said of a file within bounds.</summary>
internal static class Problems
{
    /// <summary>How many problems one manifest has at most: a file that is no manifest at all has no use for more.</summary>
    public const int Max = Manifest.MostProblems;

    /// <summary>The first problems of a file, by place.</summary>
    /// <param name="path">The manifest. Below a folder named for a template variable, any sign of a template engine excuses a line; elsewhere only <c>{{ … }}</c> does.</param>
    /// <param name="text">Its text.</param>
    /// <param name="problems">All that was found.</param>
    public static ImmutableArray<ManifestProblem> Keep(string path, SourceText text, IEnumerable<ManifestProblem> problems)
    {
        var isTemplate = Includes.IsTemplate(WorkspacePath.Folder(path));
        return
        [
            .. problems
                .Where(problem => problem.Code != "PF001" || !(isTemplate ? Includes.IsTemplate(LineAt(text, problem.Span)) : IsFilledIn(LineAt(text, problem.Span))))
                .OrderBy(problem => problem.Span)
                .ThenBy(problem => problem.Code, StringComparer.Ordinal)
                .Take(Max)
                .Select(problem => problem with { Message = OneLine(problem.Message) }),
        ];
    }

    /// <summary>The message on one line: what it quotes of the file may hold line ends.</summary>
    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Replace('\v', ' ');

    private static bool IsFilledIn(ReadOnlySpan<char> line) =>
        line.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var start && line[start..].Contains("}}", StringComparison.Ordinal);

    /// <summary>What is wrong in a file of pip's format. An error of a requirement stands on all of it; its message names the place within.</summary>
    public static IEnumerable<ManifestProblem> Of(RequirementsFile file)
    {
        var whole = file.Lines.OfType<RequirementLine>().Where(line => !line.Requirement.IsValid)
            .ToDictionary(line => line.Requirement.Errors[0].Span, line => line.Requirement.Span);
        return file.Errors.Select(error => new ManifestProblem("PF001", error.Message, whole.GetValueOrDefault(error.Span, error.Span)));
    }

    private static ReadOnlySpan<char> LineAt(SourceText text, TextSpan span)
    {
        var line = text.Lines.LineOf(span.Start);
        return text.AsSpan(TextSpan.FromBounds(text.Lines.Start(line), Math.Max(span.End, text.Lines.EndWithoutBreak(line))));
    }
}
