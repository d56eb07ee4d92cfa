using System.Collections.Immutable;
using System.Text.Json;

namespace PyFrameworks.Features;

/// <summary>The <c>suggest</c> result as JSON.</summary>
public static class SuggestJson
{
    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="result">The result.</param>
    /// <param name="markdown">The same for people, or null to leave it out.</param>
    public static string Write(SuggestResult result, string? markdown = null) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", InspectJson.FormatVersion);
        json.WriteStringOrNull("from", result.From?.Id);
        json.WriteStartArray("needs");
        foreach (var need in result.Needs)
        {
            InspectJson.WriteNeed(json, need);
        }

        json.WriteEndArray();
        json.WriteStartArray("suggestions");
        foreach (var suggestion in result.Suggestions)
        {
            json.WriteStartObject();
            json.WriteString("id", suggestion.Framework.Id);
            json.WriteString("name", suggestion.Framework.Name);
            json.WriteNumber("rank", suggestion.Rank);
            json.WriteNumber("score", suggestion.Score);
            WriteChanges(json, "gains", suggestion.Gains);
            WriteChanges(json, "losses", suggestion.Losses);
            json.WriteString("effort", Words.Of(suggestion.Effort));
            json.WriteString("effortReason", suggestion.EffortReason);
            CatalogJson.WriteStance(json, suggestion.Framework);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("keep");
        json.WriteString("advice", Words.Of(result.Keep.Advice));
        json.WriteString("reason", result.Keep.Reason);
        json.WriteEndObject();
        if (markdown is not null)
        {
            json.WriteString("markdown", markdown);
        }

        json.WriteEndObject();
    });

    private static void WriteChanges(Utf8JsonWriter json, string member, ImmutableArray<ScoreChange> changes)
    {
        json.WriteStartArray(member);
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("need", change.Need);
            json.WriteNumber("from", change.From);
            json.WriteNumber("to", change.To);
            json.WriteString("reason", change.Reason);
            json.WriteString("source", change.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
