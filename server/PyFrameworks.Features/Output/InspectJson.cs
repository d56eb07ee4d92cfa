using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>The <c>inspect</c> result as JSON.</summary>
public static class InspectJson
{
    /// <summary>Version of the format; it changes only when a field is renamed, removed or changes its meaning.</summary>
    public const int FormatVersion = 1;

    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="root">Absolute path of the root.</param>
    /// <param name="projects">The projects, by path.</param>
    public static string Write(string root, ImmutableArray<ProjectSnapshot> projects) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", FormatVersion);
        json.WriteString("root", root);
        json.WriteStartArray("projects");
        foreach (var project in projects)
        {
            WriteProject(json, project);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>One line of compact JSON for each project: the members that it has in <see cref="Write"/>, behind <c>version</c> and <c>root</c>.</summary>
    /// <param name="root">Absolute path of the root.</param>
    /// <param name="projects">The projects, by path.</param>
    public static IEnumerable<string> WriteLines(string root, IEnumerable<ProjectSnapshot> projects) =>
        projects.Select(project => JsonText.Create(
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("version", FormatVersion);
                json.WriteString("root", root);
                WriteMembers(json, project);
                json.WriteEndObject();
            },
            isCompact: true));

    private static void WriteProject(Utf8JsonWriter json, ProjectSnapshot project)
    {
        json.WriteStartObject();
        WriteMembers(json, project);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ProjectSnapshot project)
    {
        json.WriteString("path", project.Path);
        json.WriteStringOrNull("requiresPython", project.RequiresPython?.Specifier.ToString());
        json.WriteStartArray("frameworks");
        foreach (var use in project.FrameworkUses)
        {
            WriteUse(json, use, project);
        }

        json.WriteEndArray();
        json.WriteStartArray("needs");
        foreach (var need in project.Needs)
        {
            WriteNeed(json, need);
        }

        json.WriteEndArray();
        json.WriteStartObject("metrics");
        json.WriteNumber("pythonFiles", project.Metrics.PythonFiles);
        json.WriteNumber("codeLines", project.Metrics.CodeLines);
        json.WriteNumber("routes", project.Metrics.Routes);
        json.WriteNumber("asyncFunctions", project.Metrics.AsyncFunctions);
        json.WriteEndObject();
        json.WriteStartArray("manifests");
        foreach (var manifest in project.Manifests.Where(manifest => manifest.Format != ManifestFormat.Commands))
        {
            WriteManifest(json, manifest);
        }

        json.WriteEndArray();
        json.WriteStartArray("imports");
        foreach (var import in project.Imports)
        {
            json.WriteStartObject();
            json.WriteString("module", import.Module);
            json.WriteString("framework", import.FrameworkId);
            json.WriteString("file", import.At.Path);
            json.WriteRange("range", project.TextOf(import.At.Path)?.Lines, import.At.Span);
            json.WriteStrings("names", import.Names);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>One need, as <c>inspect</c> and <c>suggest</c> give it.</summary>
    internal static void WriteNeed(Utf8JsonWriter json, ProjectNeed need)
    {
        json.WriteStartObject();
        json.WriteString("id", need.Id);
        json.WriteString("source", Words.Of(need.Source));
        json.WriteString("because", need.Because);
        json.WriteEndObject();
    }

    private static void WriteUse(Utf8JsonWriter json, FrameworkUse use, ProjectSnapshot project)
    {
        json.WriteStartObject();
        json.WriteString("id", use.Framework.Id);
        json.WriteString("name", use.Framework.Name);
        json.WriteString("role", Words.Of(use.Role));
        json.WriteStringOrNull("on", use.On);
        json.WriteString("interface", Words.Of(use.Interface));
        json.WriteNumber("confidence", use.Confidence);
        json.WriteString("specifier", use.Specifier.ToString());
        json.WriteStringOrNull("lockedVersion", use.LockedVersion);
        json.WriteStartArray("evidence");
        foreach (var evidence in use.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("kind", Words.Of(evidence.Kind));
            json.WriteString("file", evidence.At.Path);
            json.WriteRange("range", project.TextOf(evidence.At.Path)?.Lines, evidence.At.Span);
            json.WriteString("text", evidence.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteManifest(Utf8JsonWriter json, Manifest manifest)
    {
        var lines = manifest.Text.Lines;
        json.WriteStartObject();
        json.WriteString("path", manifest.Path);
        json.WriteString("format", manifest.Format.Name());
        json.WriteStartArray("dependencies");
        foreach (var dependency in manifest.Dependencies)
        {
            WriteDependency(json, dependency, lines);
        }

        json.WriteEndArray();
        json.WriteStartArray("includes");
        foreach (var include in manifest.Includes)
        {
            json.WriteStartObject();
            json.WriteString("path", include.Target);
            json.WriteString("kind", Words.Of(include.Kind));
            json.WriteStringOrNull("resolved", include.Resolved);
            json.WriteRange("range", lines, include.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in manifest.Problems)
        {
            json.WriteStartObject();
            json.WriteString("code", problem.Code);
            json.WriteString("message", problem.Message);
            json.WriteRange("range", lines, problem.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDependency(Utf8JsonWriter json, Dependency dependency, LineMap lines)
    {
        json.WriteStartObject();
        json.WriteString("name", dependency.Name);
        json.WriteString("canonicalName", dependency.CanonicalName);
        json.WriteStrings("extras", dependency.Extras);
        json.WriteString("specifier", dependency.Specifier.ToString());
        json.WriteStringOrNull("url", dependency.Url);
        json.WriteStringOrNull("marker", dependency.Marker?.ToString());
        json.WriteString("group", dependency.Group.Name);
        json.WriteBoolean("editable", dependency.IsEditable);
        json.WriteRange("range", lines, dependency.Span);
        json.WriteEndObject();
    }
}
