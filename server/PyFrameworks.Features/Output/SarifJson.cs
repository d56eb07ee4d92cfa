using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>What a log in SARIF says beside the findings.</summary>
public sealed record SarifRun
{
    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Absolute path of the folder that addresses of files are relative to.</summary>
    public required string Folder { get; init; }

    /// <summary>Path from that folder to the workspace's root, with <c>/</c>; <c>.</c> where they are one.</summary>
    public string Root { get; init; } = ".";

    /// <summary>Whether what a baseline holds was taken out, so that what is left is new.</summary>
    public bool HasBaseline { get; init; }

    /// <summary>Places that could not be read, by path, and why.</summary>
    public ImmutableArray<(string Path, string Reason)> Unread { get; init; } = [];
}

/// <summary>The <c>check</c> result in SARIF 2.1.0 (OASIS), as code scanning services and editors read it.</summary>
public static class SarifJson
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string Home = "https://github.com/pyframeworks/pyframeworks";
    private const string BaseId = "SRCROOT";
    private const string Fingerprint = "findingHash/v1";

    // A snippet helps a reader; of a span over a whole file it would not.
    private const int MaxSnippet = 500;

    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="run">What it says beside the findings.</param>
    /// <param name="projects">The projects, by path.</param>
    public static string Write(SarifRun run, ImmutableArray<CheckedProject> projects) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "PyFrameworks");
        json.WriteString("version", run.Version);
        json.WriteString("semanticVersion", run.Version);
        json.WriteString("informationUri", Home);
        json.WriteStartArray("rules");
        foreach (var rule in RuleSet.All)
        {
            SarifRules.Write(json, rule);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        WriteInvocation(json, run);

        // GitHub: results of one tool are kept apart by this identifier.
        json.WriteStartObject("automationDetails");
        json.WriteString("id", "pyframeworks/");
        json.WriteEndObject();
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(BaseId);
        json.WriteString("uri", FolderUri(run.Folder));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStrings("newlineSequences", ["\r\n", "\n", "\r"]);
        WriteResults(json, run, projects);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>A member that holds a message of plain text. SARIF 2.1.0, 3.11.5 and 3.11.6: braces are doubled, and brackets before a parenthesis would be a link.</summary>
    internal static void WriteMessage(Utf8JsonWriter json, string member, string text)
    {
        json.WriteStartObject(member);
        json.WriteString("text", text
            .Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal).Replace("](", "\\](", StringComparison.Ordinal));
        json.WriteEndObject();
    }

    /// <summary>SARIF knows no hint: both it and information are notes.</summary>
    internal static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static void WriteInvocation(Utf8JsonWriter json, SarifRun run)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", true);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var (path, reason) in run.Unread)
        {
            json.WriteStartObject();
            json.WriteString("level", "warning");
            WriteMessage(json, "message", $"{path}: {reason}");
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            WriteArtifact(json, run, path);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResults(Utf8JsonWriter json, SarifRun run, ImmutableArray<CheckedProject> projects)
    {
        var indices = RuleSet.All.Select((rule, index) => (rule.Code, index)).ToDictionary(entry => entry.Code, entry => entry.index, StringComparer.Ordinal);
        var ordinals = new Dictionary<FindingKey, int>();
        json.WriteStartArray("results");
        foreach (var (project, finding) in CheckJson.Ordered(projects))
        {
            var key = FindingKey.Of(project, finding, WorkspacePath.Join(run.Root, finding.At.Path));
            var ordinal = ordinals[key] = ordinals.GetValueOrDefault(key, -1) + 1;
            json.WriteStartObject();
            json.WriteString("ruleId", finding.Code);
            json.WriteNumber("ruleIndex", indices[finding.Code]);
            json.WriteString("level", Level(finding.Severity));
            WriteMessage(json, "message", finding.Message);
            json.WriteStartArray("locations");
            json.WriteStartObject();
            WriteLocation(json, run, project, finding.At);
            json.WriteEndObject();
            json.WriteEndArray();
            if (!finding.Related.IsEmpty)
            {
                json.WriteStartArray("relatedLocations");
                foreach (var (index, related) in finding.Related.Index())
                {
                    json.WriteStartObject();
                    json.WriteNumber("id", index + 1);
                    WriteLocation(json, run, project, related.At);
                    WriteMessage(json, "message", related.Message);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteStartObject("partialFingerprints");
            json.WriteString(Fingerprint, key.Hash(ordinal));
            json.WriteEndObject();
            if (run.HasBaseline)
            {
                json.WriteString("baselineState", "new");
            }

            WriteFixes(json, run, project, finding.Fixes);
            json.WriteStartObject("properties");
            json.WriteString("severity", Words.Of(finding.Severity));
            json.WriteStringOrNull("framework", finding.FrameworkId);
            json.WriteString("project", finding.Project);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFixes(Utf8JsonWriter json, SarifRun run, ProjectSnapshot project, ImmutableArray<Fix> fixes)
    {
        if (fixes.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("fixes");
        foreach (var fix in fixes)
        {
            json.WriteStartObject();
            WriteMessage(json, "description", fix.Title);
            json.WriteStartArray("artifactChanges");
            foreach (var file in fix.Edits.GroupBy(edit => edit.At.Path, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                WriteArtifact(json, run, file.Key);
                json.WriteStartArray("replacements");
                foreach (var edit in file.OrderBy(edit => edit.At))
                {
                    json.WriteStartObject();
                    WriteRegion(json, "deletedRegion", project.TextOf(file.Key)?.Lines, edit.At.Span, snippet: null);
                    json.WriteStartObject("insertedContent");
                    json.WriteString("text", edit.NewText);
                    json.WriteEndObject();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLocation(Utf8JsonWriter json, SarifRun run, ProjectSnapshot project, FileSpan at)
    {
        json.WriteStartObject("physicalLocation");
        WriteArtifact(json, run, at.Path);
        if (project.TextOf(at.Path) is { } text)
        {
            WriteRegion(json, "region", text.Lines, at.Span, at.Span.Length is > 0 and <= MaxSnippet ? text.Slice(at.Span) : null);
        }

        json.WriteEndObject();
    }

    private static void WriteArtifact(Utf8JsonWriter json, SarifRun run, string path)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Escape(WorkspacePath.Join(run.Root, path)));
        json.WriteString("uriBaseId", BaseId);
        json.WriteEndObject();
    }

    /// <summary>Lines and columns from 1; the end is the column just past the last character.</summary>
    private static void WriteRegion(Utf8JsonWriter json, string member, LineMap? lines, TextSpan span, string? snippet)
    {
        var start = lines?.Position(span.Start) ?? default;
        var end = lines?.Position(span.End) ?? default;
        json.WriteStartObject(member);
        json.WriteNumber("startLine", start.Line + 1);
        json.WriteNumber("startColumn", start.Character + 1);
        json.WriteNumber("endLine", end.Line + 1);
        json.WriteNumber("endColumn", end.Character + 1);
        if (snippet is not null)
        {
            json.WriteStartObject("snippet");
            json.WriteString("text", snippet);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The <c>file:</c> address of a folder (RFC 8089), which ends in a slash.</summary>
    private static string FolderUri(string folder)
    {
        var path = folder.Replace('\\', '/').TrimEnd('/') + "/";
        return path.StartsWith("//", StringComparison.Ordinal) ? $"file:{Escape(path)}" : path.StartsWith('/') ? $"file://{Escape(path)}" : $"file:///{Escape(path)}";
    }

    /// <summary>Percent-encodes a path (RFC 3986); slashes stay.</summary>
    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
