using System.Text.Json;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>A comparison as JSON.</summary>
public static class CompareJson
{
    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="markdown">The same for people, or null to leave it out.</param>
    /// <param name="html">The same as a page, or null to leave it out.</param>
    public static string Write(Comparison comparison, string? markdown = null, string? html = null) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", InspectJson.FormatVersion);
        json.WriteStringOrNull("project", comparison.Project?.Path);
        json.WriteStartArray("frameworks");
        foreach (var framework in comparison.Frameworks)
        {
            json.WriteStartObject();
            CatalogJson.WriteHead(json, framework);
            json.WriteString("documentation", framework.Links.Documentation);
            json.WriteString("checked", Say.Date(framework.Checked));
            json.WriteBoolean("inUse", comparison.IsInUse(framework));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("needs");
        foreach (var need in comparison.Needs)
        {
            InspectJson.WriteNeed(json, need);
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var group in comparison.Groups)
        {
            foreach (var row in group.Rows)
            {
                WriteRow(json, group, row, comparison);
            }
        }

        json.WriteEndArray();
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

    private static void WriteRow(Utf8JsonWriter json, CompareGroup group, CompareRow row, Comparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("group", group.Id);
        json.WriteString("id", row.Id);
        json.WriteString("title", row.Title);
        json.WriteBoolean("same", row.IsSame);
        json.WriteStartArray("cells");
        foreach (var (framework, cell) in comparison.Frameworks.Zip(row.Cells))
        {
            json.WriteStartObject();
            json.WriteString("framework", framework.Id);
            json.WriteStringOrNull("value", cell.Value.Length == 0 ? null : cell.Value);
            if (cell.Score is { } score)
            {
                json.WriteNumber("score", score);
            }

            json.WriteString("detail", cell.Detail);
            json.WriteStringOrNull("source", cell.Source?.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
