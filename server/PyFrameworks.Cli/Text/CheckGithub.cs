using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Cli;

/// <summary>
/// The <c>check</c> result as workflow commands of GitHub Actions, which become annotations: one line a finding. Lines and columns are 1-based, the columns in
/// UTF-16 code units; the end is just past the last character.
/// </summary>
internal static class CheckGithub
{
    /// <summary>Writes the commands.</summary>
    /// <param name="output">Takes them.</param>
    /// <param name="projects">The projects, by path.</param>
    /// <param name="nameOf">What GitHub calls a file of the workspace.</param>
    public static void Write(TextWriter output, ImmutableArray<CheckedProject> projects, Func<string, string> nameOf)
    {
        foreach (var (project, finding) in CheckJson.Ordered(projects))
        {
            var title = $"{finding.Code} {RuleSet.Find(finding.Code)?.Name}";
            var lines = new List<string> { finding.Message };
            lines.AddRange(finding.Related.Select(related => $"{CheckText.Place(project, related.At)} {related.Message}"));
            lines.Add(RulePages.Url(finding.Code));
            output.Write($"::{Command(finding.Severity)} file={Property(nameOf(finding.At.Path))}{Place(project, finding)},title={Property(title)}::{string.Join("%0A", lines.Select(Data))}\n");
        }
    }

    private static string Command(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    /// <summary>The place; GitHub takes columns only where it lies on one line.</summary>
    private static string Place(ProjectSnapshot project, Finding finding)
    {
        if (project.TextOf(finding.At.Path)?.Lines is not { } lines)
        {
            return "";
        }

        var (start, end) = (lines.Position(finding.At.Span.Start), lines.Position(finding.At.Span.End));
        return start.Line == end.Line
            ? string.Create(CultureInfo.InvariantCulture, $",line={start.Line + 1},endLine={end.Line + 1},col={start.Character + 1},endColumn={end.Character + 1}")
            : string.Create(CultureInfo.InvariantCulture, $",line={start.Line + 1},endLine={end.Line + 1}");
    }

    /// <summary>
    /// Text behind the second <c>::</c>. It is made safe for a terminal first, so that it holds no line end: a command ends with its line, and what follows
    /// would be read as another one. GitHub's own escape, <c>%</c>, is escaped.
    /// </summary>
    private static string Data(string text) => SafeText.Of(text).Replace("%", "%25", StringComparison.Ordinal);

    /// <summary>A value between commas.</summary>
    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
