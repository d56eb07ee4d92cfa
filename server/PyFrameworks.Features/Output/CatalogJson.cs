using System.Text.Json;
using PyFrameworks.Catalog;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>Catalog entries and rule pages as JSON. Dates are ISO 8601, unknown ones <c>null</c>.</summary>
public static class CatalogJson
{
    /// <summary>A short line on each of <paramref name="frameworks"/>, in their order; ends in a line feed.</summary>
    public static string List(IEnumerable<Framework> frameworks) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", InspectJson.FormatVersion);
        json.WriteStartArray("frameworks");
        foreach (var framework in frameworks)
        {
            json.WriteStartObject();
            WriteHead(json, framework);
            json.WriteStringOrNull("newestRelease", Newest(framework));
            json.WriteString("checked", Say.Date(framework.Checked));
            json.WriteString("reviewBy", Say.Date(framework.ReviewBy));
            WriteStance(json, framework);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>One entry as a whole; ends in a line feed.</summary>
    /// <param name="framework">The framework.</param>
    /// <param name="companions">Where its servers stand.</param>
    public static string Show(Framework framework, Companions companions) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", InspectJson.FormatVersion);
        WriteHead(json, framework);
        json.WriteStringOrNull("newestRelease", Newest(framework));
        json.WriteString("about", framework.About);
        json.WriteStringOrNull("on", framework.On);
        json.WriteStrings("distributions", framework.Distributions);
        json.WriteStrings("imports", framework.Imports);
        json.WriteString("async", Words.Of(framework.Async));
        json.WriteString("asyncDetail", framework.AsyncDetail);
        json.WriteStartArray("impliedBy");
        foreach (var addon in framework.ImpliedBy)
        {
            json.WriteStartObject();
            json.WriteString("distribution", addon.Distribution);
            json.WriteStringOrNull("import", addon.Import);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("lifecycleEvidence", framework.Lifecycle.Evidence);
        json.WriteString("lifecycleSource", framework.Lifecycle.Source.Place);
        json.WriteString("supportPolicy", framework.SupportPolicy);
        json.WriteStartArray("releases");
        foreach (var release in framework.Releases)
        {
            json.WriteStartObject();
            json.WriteString("series", release.Series);
            json.WriteStringOrNull("released", Date(release.Released));
            json.WriteStringOrNull("endOfLife", Date(release.EndOfLife));
            json.WriteBoolean("endIsDerived", release.EndIsDerived);
            json.WriteBoolean("lts", release.IsLts);
            json.WriteString("latest", release.Latest);
            json.WriteStringOrNull("latestReleased", Date(release.LatestReleased));
            json.WriteString("python", release.Python);
            json.WriteString("source", release.Source.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("needs");
        foreach (var score in framework.Needs)
        {
            json.WriteStartObject();
            json.WriteString("id", score.Need);
            json.WriteNumber("score", score.Score);
            json.WriteString("reason", score.Reason);
            json.WriteString("source", score.Source.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("batteries");
        foreach (var battery in framework.Batteries)
        {
            json.WriteStartObject();
            json.WriteString("id", battery.Id);
            json.WriteString("level", Words.Of(battery.Level));
            json.WriteString("what", battery.What);
            json.WriteString("source", battery.Source.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("watchOuts");
        foreach (var watchOut in framework.WatchOuts)
        {
            json.WriteStartObject();
            json.WriteString("text", watchOut.Text);
            json.WriteString("source", watchOut.Source.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("concepts");
        foreach (var concept in framework.Concepts)
        {
            json.WriteStartObject();
            json.WriteString("id", concept.Id);
            json.WriteString("api", concept.Api);
            json.WriteStrings("names", concept.Names);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("servers");
        foreach (var server in CatalogFacts.Servers(framework, companions))
        {
            json.WriteStartObject();
            json.WriteString("id", server.Id);
            json.WriteString("name", server.Name);
            json.WriteString("distribution", server.Distribution);
            json.WriteStrings("interfaces", server.Interfaces.Intersect(framework.Interfaces).Select(Words.Of));
            json.WriteString("note", server.Note);
            json.WriteString("source", server.Source.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("migrations");
        foreach (var move in framework.Migrations)
        {
            json.WriteStartObject();
            json.WriteString("to", move.To);
            json.WriteString("effort", Words.Of(move.Effort));
            json.WriteStrings("steps", move.Steps);
            json.WriteString("source", move.Source.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStringOrNull("ecosystemNote", framework.EcosystemNote.Length == 0 ? null : framework.EcosystemNote);
        json.WriteStrings("relatives", framework.Relatives);
        json.WriteStringOrNull("successor", framework.Successor);
        json.WriteStartObject("links");
        json.WriteString("homepage", framework.Links.Homepage);
        json.WriteString("documentation", framework.Links.Documentation);
        json.WriteString("repository", framework.Links.Repository);
        json.WriteString("changelog", framework.Links.Changelog);
        json.WriteEndObject();
        json.WriteStartArray("sources");
        foreach (var source in CatalogFacts.Sources(framework))
        {
            json.WriteStartObject();
            json.WriteString("title", source.Title);
            json.WriteString("url", source.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("checked", Say.Date(framework.Checked));
        json.WriteString("reviewBy", Say.Date(framework.ReviewBy));
        WriteStance(json, framework);
        json.WriteBoolean("userEntry", framework.IsUserEntry);
        json.WriteEndObject();
    });

    /// <summary>A short line on each of <paramref name="rules"/>, in their order; ends in a line feed.</summary>
    public static string Rules(IEnumerable<RuleDescriptor> rules) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", InspectJson.FormatVersion);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("code", rule.Code);
            json.WriteString("name", rule.Name);
            json.WriteString("severity", Words.Of(rule.DefaultSeverity));
            json.WriteString("summary", rule.Summary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>A rule's page; ends in a line feed.</summary>
    public static string Rule(RuleDescriptor rule) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", InspectJson.FormatVersion);
        json.WriteString("code", rule.Code);
        json.WriteString("name", rule.Name);
        json.WriteString("severity", Words.Of(rule.DefaultSeverity));
        json.WriteString("url", RulePages.Url(rule.Code));
        json.WriteString("markdown", RulePages.Markdown(rule));
        json.WriteEndObject();
    });

    /// <summary>What the check of catalog files found; ends in a line feed.</summary>
    /// <param name="files">Each file and its errors: line and column from 1, and what is wrong.</param>
    public static string Validation(IEnumerable<(string Path, IEnumerable<(int Line, int Column, string Message)> Errors)> files) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", InspectJson.FormatVersion);
        json.WriteStartArray("files");
        foreach (var (path, errors) in files)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteStartArray("errors");
            foreach (var (line, column, message) in errors)
            {
                json.WriteStartObject();
                json.WriteNumber("line", line);
                json.WriteNumber("column", column);
                json.WriteString("message", message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The newest release that the entry knows, or the newest series; null where it knows none.</summary>
    public static string? Newest(Framework framework) =>
        framework.Releases is [var newest, ..] ? newest.Latest.Length > 0 ? newest.Latest : newest.Series : null;

    /// <summary>What the organisation says of it, or <c>null</c>.</summary>
    internal static void WriteStance(Utf8JsonWriter json, Framework framework)
    {
        if (framework.Stance is not { } stance)
        {
            json.WriteNull("stance");
            return;
        }

        json.WriteStartObject("stance");
        json.WriteString("level", Words.Of(stance.Level));
        json.WriteString("reason", stance.Reason);
        json.WriteString("file", stance.File);
        json.WriteEndObject();
    }

    /// <summary>The members that say what a framework is, in a line.</summary>
    internal static void WriteHead(Utf8JsonWriter json, Framework framework)
    {
        json.WriteString("id", framework.Id);
        json.WriteString("name", framework.Name);
        json.WriteString("summary", framework.Summary);
        json.WriteString("kind", Words.Of(framework.Kind));
        json.WriteStrings("interfaces", framework.Interfaces.Select(Words.Of));
        json.WriteString("lifecycle", Words.Of(framework.Lifecycle.Status));
    }

    private static string? Date(DateOnly? date) => date is { } known ? Say.Date(known) : null;
}
