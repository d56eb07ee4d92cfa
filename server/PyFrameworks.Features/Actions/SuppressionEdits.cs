using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Features;

/// <summary>
/// The edits that silence a finding: a comment on its line, or a line in the project's settings. Each is tried on the text first, so one that would not
/// silence the finding, or would break the file, is not offered.
/// </summary>
internal static class SuppressionEdits
{
    private const string SettingsFile = "pyproject.toml";

    /// <summary>
    /// A comment at the end of the finding's first line, or one more code in the comment that stands there. Null where the format has no such comment, or
    /// where the line can't hold one (it ends in a backslash or within a string).
    /// </summary>
    public static FixEdit? IgnoreHere(ProjectSnapshot project, Finding finding, CancellationToken cancellationToken)
    {
        var path = finding.At.Path;
        if (project.TextOf(path) is not { } text || project.FindCatalogFile(path) is not null || project.FindManifest(path) is { } manifest && (manifest.Format.IsLock() || manifest.Format == ManifestFormat.Commands))
        {
            return null;
        }

        var line = text.Lines.LineOf(finding.At.Span.Start);
        var (start, end) = (text.Lines.Start(line), text.Lines.EndWithoutBreak(line));
        var content = text.AsSpan(TextSpan.FromBounds(start, end)).TrimEnd();
        if (content is [.., '\\'])
        {
            return null;
        }

        var comments = project.FindFile(path)?.Module.Comments ?? project.FindManifest(path)?.Comments ?? [];
        var existing = Suppressions.Read(text, comments).FirstOrDefault(suppression =>
            suppression.Line == line && !suppression.IsWholeFile && !suppression.Rules.IsEmpty && (suppression.Until is not { } until || project.Today <= until));
        var edit = existing is null
            ? new FixEdit(new(path, TextSpan.FromBounds(start + content.Length, end)), $"  # pyframeworks: ignore[{finding.Code}]")
            : new FixEdit(new(path, new(text.Content.IndexOf(']', existing.Span.Start), 0)), $", {finding.Code}");

        var after = text.Replace(edit.At.Span, edit.NewText);
        return CommentsOf(project, path, after, cancellationToken) is { } found
            && Suppressions.Read(after, found).Any(suppression => suppression.Line == line && suppression.Rules.Contains(finding.Code, StringComparer.OrdinalIgnoreCase))
                ? edit
                : null;
    }

    /// <summary>
    /// A line <c>CODE = "off"</c> in <c>[tool.pyframeworks.rules]</c> of the project's pyproject.toml, and whether that file is new. Null where the settings stand in
    /// a folder above the project, or in a way that an edit would break.
    /// </summary>
    public static (FixEdit Edit, bool CreatesFile)? TurnOff(ProjectSnapshot project, string code)
    {
        var setting = $"{code} = \"off\"";
        if (project.SettingsPath is not { } path)
        {
            return (new(new(WorkspacePath.Join(project.Path, SettingsFile), default), $"[tool.pyframeworks.rules]\n{setting}\n"), true);
        }

        if (project.TextOf(path) is not { } text)
        {
            return null;
        }

        var document = TomlDocument.Parse(text);
        if (SettingEdit(document, path, code, setting) is not { } edit)
        {
            return null;
        }

        var after = TomlDocument.Parse(text.Replace(edit.At.Span, edit.NewText));
        var isOff = after.Root.Find("tool", "pyframeworks", "rules") is TomlTable rules && EntryOf(rules, code) is { Value: TomlString { Value: "off" } };
        return isOff && after.Errors.Length <= document.Errors.Length ? (edit, false) : null;
    }

    private static FixEdit? SettingEdit(TomlDocument document, string path, string code, string setting)
    {
        var text = document.Text;
        var lineEnd = text.Content.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var tool = document.Root.Find("tool", "pyframeworks") as TomlTable;
        switch (tool?["rules"])
        {
            case TomlTable rules when EntryOf(rules, code) is { } entry:
                return new(new(path, entry.Value.Span), "\"off\"");

            case TomlTable { Kind: TomlTableKind.InlineTable } rules:
                return IntoBraces(rules, text, path, setting);

            case TomlTable { Kind: TomlTableKind.Table } when AfterHeader(document, "tool", "pyframeworks", "rules") is { } at:
                return new(new(path, new(at, 0)), $"{lineEnd}{setting}");

            case TomlTable { Kind: TomlTableKind.DottedKey } when AfterHeader(document, "tool", "pyframeworks") is { } at:
                return new(new(path, new(at, 0)), $"{lineEnd}rules.{setting}");

            case null when tool is { Kind: TomlTableKind.InlineTable }:
                return IntoBraces(tool, text, path, $"rules = {{ {setting} }}");

            case null:
                var separator = text.Length == 0 ? "" : text.Content.EndsWith('\n') ? lineEnd : lineEnd + lineEnd;
                return new(new(path, new(text.Length, 0)), $"{separator}[tool.pyframeworks.rules]{lineEnd}{setting}{lineEnd}");

            default:
                return null;
        }
    }

    /// <summary>The entry that decides about the rule: of several, by code or name, the last.</summary>
    private static TomlEntry? EntryOf(TomlTable rules, string code)
    {
        foreach (var entry in rules.Entries.Reverse())
        {
            if (string.Equals(entry.Key, code, StringComparison.OrdinalIgnoreCase) || RuleSet.Find(entry.Key)?.Code == code)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>One more entry at the end of an inline table.</summary>
    private static FixEdit IntoBraces(TomlTable table, SourceText text, string path, string entry)
    {
        if (table.Entries.IsEmpty)
        {
            return new(new(path, table.Span), $"{{ {entry} }}");
        }

        var end = table.Entries.Max(existing => existing.Value.Span.End);
        return new(new(path, new(end, 0)), $", {entry}");
    }

    /// <summary>The end of the line of a header, comment included; null where there is none.</summary>
    private static int? AfterHeader(TomlDocument document, params string[] parts)
    {
        var header = document.Expressions.OfType<Table>().FirstOrDefault(table => table.Key is { } key && key.Parts.Select(part => part.Value).SequenceEqual(parts));
        return header is null ? null : document.Text.Lines.EndWithoutBreak(document.Text.Lines.LineOf(header.Span.Start));
    }

    private static ImmutableArray<TextSpan>? CommentsOf(ProjectSnapshot project, string path, SourceText text, CancellationToken cancellationToken)
    {
        var isRequirements = project.FindManifest(path)?.Format is ManifestFormat.Requirements or ManifestFormat.Constraints;
        var file = FileReader.Read(path, text, isRequirements, cancellationToken);
        return file?.Module?.Comments ?? file?.Manifest?.Comments;
    }
}
