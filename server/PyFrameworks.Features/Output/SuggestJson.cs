using System.Collections.Immutable;
using System.Text.Json;

namespace PyFrameworks.Features;

/// <summary>The <c>suggest</c> result as JSON.</summary>
public static class SuggestJson
{
    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="result">The result.</param>
    /// <param name="markdown">The same for people, or null to leave it out.</param>
    /// <param name="isExplained">Whether the sum behind each score is given, and what was left out and why.</param>
    public static string Write(SuggestResult result, string? markdown = null, bool isExplained = false) => JsonText.Create(json =>
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
            if (isExplained)
            {
                WriteSum(json, suggestion.Sum);
            }

            CatalogJson.WriteStance(json, suggestion.Framework);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (isExplained)
        {
            WriteExcluded(json, result.Excluded);
        }

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

    private static void WriteSum(Utf8JsonWriter json, ImmutableArray<FitTerm> sum)
    {
        json.WriteStartArray("sum");
        foreach (var term in sum)
        {
            json.WriteStartObject();
            json.WriteString("kind", Words.Of(term.Kind));
            json.WriteString("what", term.What);
            WriteFigure(json, "score", term.Score);
            WriteFigure(json, "weight", term.Weight);
            WriteFigure(json, "points", term.Points);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Four decimals: enough for the lines to add up to the score's two, and the same on every machine.</summary>
    private static void WriteFigure(Utf8JsonWriter json, string member, double? figure)
    {
        if (figure is { } known)
        {
            json.WriteNumber(member, Math.Round((decimal)known, 4, MidpointRounding.AwayFromZero));
        }
        else
        {
            json.WriteNull(member);
        }
    }

    private static void WriteExcluded(Utf8JsonWriter json, ImmutableArray<Exclusion> excluded)
    {
        json.WriteStartArray("excluded");
        foreach (var (framework, reason) in excluded)
        {
            json.WriteStartObject();
            json.WriteString("id", framework.Id);
            json.WriteString("name", framework.Name);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

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
