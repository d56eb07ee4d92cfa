using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Features;

/// <summary>The edits that silence a finding: a comment on its line, or a line in the project's settings.</summary>
internal static class SuppressionEdits
{
    private const string SettingsFile = "pyproject.toml";

    /// <summary>
    /// A comment at the end of the finding's first line, or one more code in the comment that stands there. Null where the format has no such comment, or
    /// where one would break the line (it ends in a backslash).
    /// </summary>
    public static FixEdit? IgnoreHere(ProjectSnapshot project, Finding finding)
    {
        var path = finding.At.Path;
        if (project.TextOf(path) is not { } text || !HasComments(project, path))
        {
            return null;
        }

        var line = text.Lines.LineOf(finding.At.Span.Start);
        var comments = project.FindFile(path)?.Module.Comments ?? project.FindManifest(path)?.Comments ?? [];
        var existing = Suppressions.Read(text, comments).FirstOrDefault(suppression =>
            suppression.Line == line && !suppression.IsWholeFile && !suppression.Rules.IsEmpty && (suppression.Until is not { } until || project.Today <= until));
        if (existing is not null)
        {
            var close = text.Content.IndexOf(']', existing.Span.Start);
            return new(new(path, new(close, 0)), $", {finding.Code}");
        }

        var end = text.Lines.EndWithoutBreak(line);
        var content = text.Content.AsSpan(text.Lines.Start(line), end - text.Lines.Start(line)).TrimEnd();
        return content is [.., '\\'] ? null : new(new(path, new(text.Lines.Start(line) + content.Length, end - text.Lines.Start(line) - content.Length)), $"  # pyframeworks: ignore[{finding.Code}]");
    }

    /// <summary>
    /// A line <c>CODE = "off"</c> in <c>[tool.pyframeworks.rules]</c> of the project's pyproject.toml, and whether that file is new. Null where the table is written
    /// in a way that an edit could break.
    /// </summary>
    public static (FixEdit Edit, bool CreatesFile)? TurnOff(ProjectSnapshot project, string code)
    {
        var setting = $"{code} = \"off\"";
        if (project.SettingsPath is not { } path || project.TextOf(path) is not { } text)
        {
            return (new(new(WorkspacePath.Join(project.Path, SettingsFile), default), $"[tool.pyframeworks.rules]\n{setting}\n"), true);
        }

        var document = TomlDocument.Parse(text);
        var lineEnd = text.Content.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        switch (document.Root.Find("tool", "pyframeworks", "rules"))
        {
            case null when document.Root.Find("tool", "pyframeworks") is TomlTable { Kind: TomlTableKind.InlineTable }:
                return null;

            case null:
                var separator = text.Length == 0 ? "" : text.Content.EndsWith('\n') ? lineEnd : lineEnd + lineEnd;
                return (new(new(path, new(text.Length, 0)), $"{separator}[tool.pyframeworks.rules]{lineEnd}{setting}{lineEnd}"), false);

            case TomlTable rules when (rules.FindEntry(code) ?? rules.FindEntry(RuleSet.Find(code)?.Name ?? code)) is { } entry:
                return (new(new(path, entry.Value.Span), "\"off\""), false);

            case TomlTable { Kind: TomlTableKind.Table }:
                var header = document.Expressions.OfType<Table>().First(table => table.Key is { } key && key.Parts.Select(part => part.Value).SequenceEqual(["tool", "pyframeworks", "rules"]));
                var end = text.Lines.EndWithoutBreak(text.Lines.LineOf(header.Span.Start));
                return (new(new(path, new(end, 0)), $"{lineEnd}{setting}"), false);

            default:
                return null;
        }
    }

    private static bool HasComments(ProjectSnapshot project, string path) =>
        project.FindFile(path) is not null
        || project.FindManifest(path)?.Format is ManifestFormat.Requirements or ManifestFormat.Constraints or ManifestFormat.Pyproject or ManifestFormat.Script;
}
