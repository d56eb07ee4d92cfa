using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>A project and what the rules found in it.</summary>
public sealed record CheckedProject(ProjectSnapshot Project, ImmutableArray<Finding> Findings);

/// <summary>The <c>check</c> result as JSON.</summary>
public static class CheckJson
{
    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="root">Absolute path of the root.</param>
    /// <param name="projects">The projects, by path.</param>
    /// <param name="files">Number of files that were read.</param>
    /// <param name="hidden">Number of findings that a baseline holds and that are left out; null without one.</param>
    public static string Write(string root, ImmutableArray<CheckedProject> projects, int files, int? hidden = null) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", InspectJson.FormatVersion);
        json.WriteString("root", root);
        json.WriteStartArray("diagnostics");
        var ordered = Ordered(projects).ToList();
        foreach (var (project, finding) in ordered)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("name", RuleSet.Find(finding.Code)?.Name ?? finding.Code);
            json.WriteString("severity", Words.Of(finding.Severity));
            json.WriteString("file", finding.At.Path);
            json.WriteRange("range", project.TextOf(finding.At.Path)?.Lines, finding.At.Span);
            json.WriteString("message", finding.Message);
            json.WriteStringOrNull("framework", finding.FrameworkId);
            json.WriteString("project", finding.Project);
            json.WriteString("url", RulePages.Url(finding.Code));
            json.WriteStartArray("related");
            foreach (var related in finding.Related)
            {
                json.WriteStartObject();
                json.WriteString("file", related.At.Path);
                json.WriteRange("range", project.TextOf(related.At.Path)?.Lines, related.At.Span);
                json.WriteString("message", related.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("fixes");
            foreach (var fix in finding.Fixes)
            {
                json.WriteStartObject();
                json.WriteString("title", fix.Title);
                json.WriteStartArray("edits");
                foreach (var edit in fix.Edits)
                {
                    json.WriteStartObject();
                    json.WriteString("file", edit.At.Path);
                    json.WriteRange("range", project.TextOf(edit.At.Path)?.Lines, edit.At.Span);
                    json.WriteString("newText", edit.NewText);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("summary");
        json.WriteNumber("projects", projects.Length);
        json.WriteNumber("files", files);
        foreach (var severity in (Severity[])[Severity.Error, Severity.Warning, Severity.Information, Severity.Hint])
        {
            json.WriteNumber(Words.Of(severity), ordered.Count(entry => entry.Finding.Severity == severity));
        }

        if (hidden is { } count)
        {
            json.WriteNumber("hidden", count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>All findings in the order of the output: path, then range, then code. What several projects that share a file find in it stands once, as the loudest.</summary>
    public static IEnumerable<(ProjectSnapshot Project, Finding Finding)> Ordered(ImmutableArray<CheckedProject> projects) =>
        projects
            .SelectMany(entry => entry.Findings.Select(finding => (entry.Project, Finding: finding)))
            .OrderBy(entry => entry.Finding.At)
            .ThenBy(entry => entry.Finding.Code, StringComparer.Ordinal)
            .ThenByDescending(entry => entry.Finding.Severity)
            .ThenBy(entry => entry.Finding.Project, StringComparer.Ordinal)
            .DistinctBy(entry => (entry.Finding.Code, entry.Finding.At, entry.Finding.Message));
}
