using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>A migration plan as JSON.</summary>
public static class MigrateJson
{
    /// <summary>Places that are written of each kind; the rest is counted.</summary>
    public const int ShownPlaces = 20;

    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="markdown">The same for people, or null to leave it out.</param>
    /// <param name="html">The same as a page, or null to leave it out.</param>
    public static string Write(MigrationPlan plan, string? markdown = null, string? html = null) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", InspectJson.FormatVersion);
        json.WriteString("from", plan.From.Id);
        json.WriteString("to", plan.To.Id);
        json.WriteString("project", plan.Project.Path);
        json.WriteStrings("warnings", plan.Warnings);
        json.WriteString("size", Words.Of(plan.Size));
        json.WriteString("sizeReason", plan.SizeReason);
        json.WriteStartArray("items");
        foreach (var item in plan.Items)
        {
            json.WriteStartObject();
            json.WriteString("concept", item.Concept);
            json.WriteNumber("count", item.Places.Length);
            json.WriteString("from", item.From);
            json.WriteString("to", item.To);
            json.WriteBoolean("counterpart", item.HasCounterpart);
            json.WriteBoolean("stays", item.Stays);
            WritePlaces(json, plan.Project, item.Places);
            if (item.Note.Length > 0)
            {
                json.WriteString("note", item.Note);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteExtensions(json, plan);
        WriteDependencies(json, plan);
        json.WriteString("server", plan.Server);
        json.WriteStartArray("steps");
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("step", i + 1);
            json.WriteString("text", plan.Steps[i].Text);
            json.WriteNumber("count", plan.Steps[i].Count);
            json.WriteStrings("concepts", plan.Steps[i].Concepts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (plan.Note is { } note)
        {
            json.WriteStartObject("known");
            json.WriteString("effort", Words.Of(note.Effort));
            json.WriteStrings("steps", note.Steps);
            json.WriteString("source", note.Source.Url);
            json.WriteEndObject();
        }

        json.WriteStrings("sources", plan.Sources.Select(source => source.Url));
        if (markdown is not null)
        {
            json.WriteString("markdown", markdown);
        }

        if (html is not null)
        {
            json.WriteString("html", html);
        }

        json.WriteEndObject();
    });

    private static void WriteExtensions(Utf8JsonWriter json, MigrationPlan plan)
    {
        json.WriteStartArray("extensions");
        foreach (var extension in plan.Extensions)
        {
            json.WriteStartObject();
            json.WriteString("name", extension.Name);
            if (extension.Role.Length > 0)
            {
                json.WriteString("role", extension.Role);
            }

            json.WriteString("fate", Words.Of(extension.Fate));
            json.WriteStrings("replacements", extension.Replacements);
            WritePlaces(json, plan.Project, extension.Places);
            if (extension.Note.Length > 0)
            {
                json.WriteString("note", extension.Note);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDependencies(Utf8JsonWriter json, MigrationPlan plan)
    {
        json.WriteStartArray("dependencies");
        foreach (var dependency in plan.Dependencies)
        {
            json.WriteStartObject();
            json.WriteString("file", dependency.At.Path);
            json.WriteRange("range", plan.Project.TextOf(dependency.At.Path)?.Lines, dependency.At.Span);
            json.WriteString("text", dependency.Text);
            json.WriteStartArray("edits");
            foreach (var edit in dependency.Fix?.Edits ?? [])
            {
                json.WriteStartObject();
                json.WriteString("file", edit.At.Path);
                json.WriteRange("range", plan.Project.TextOf(edit.At.Path)?.Lines, edit.At.Span);
                json.WriteString("newText", edit.NewText);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePlaces(Utf8JsonWriter json, ProjectSnapshot project, ImmutableArray<FileSpan> places)
    {
        json.WriteStartArray("places");
        foreach (var place in places.Take(ShownPlaces))
        {
            json.WriteStartObject();
            json.WriteString("file", place.Path);
            json.WriteRange("range", project.TextOf(place.Path)?.Lines, place.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (places.Length > ShownPlaces)
        {
            json.WriteNumber("more", places.Length - ShownPlaces);
        }
    }
}
