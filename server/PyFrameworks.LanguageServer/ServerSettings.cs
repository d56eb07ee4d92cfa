using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.Rules;

namespace PyFrameworks.LanguageServer;

/// <summary>The editor's settings: the section <c>pyframeworks</c>. The project's own file wins over them.</summary>
public sealed record ServerSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "pyframeworks";

    /// <summary>Whether the server says anything.</summary>
    public bool Enable { get; init; } = true;

    /// <summary>Need identifiers.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Levels by rule code or name.</summary>
    public ImmutableArray<(string Rule, string Level)> Rules { get; init; } = [];

    /// <summary>Path patterns that are left out.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Catalog files of the user.</summary>
    public ImmutableArray<string> Catalogs { get; init; } = [];

    /// <summary>
    /// Reads the section, or an object that holds it as a member; what is absent or means nothing keeps its default and is told to
    /// <paramref name="complain"/> in a sentence that names the setting.
    /// </summary>
    public static ServerSettings Read(JsonElement? json, Action<string> complain)
    {
        var settings = new ServerSettings();
        if (json is not { ValueKind: JsonValueKind.Object } section)
        {
            return settings;
        }

        if (section.TryGetProperty(Section, out var inner))
        {
            if (inner.ValueKind != JsonValueKind.Object)
            {
                return settings;
            }

            section = inner;
        }

        foreach (var property in section.EnumerateObject())
        {
            var value = property.Value;
            if (value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            settings = property.Name switch
            {
                "enable" when value.ValueKind is JsonValueKind.True or JsonValueKind.False => settings with { Enable = value.GetBoolean() },
                "enable" => Wrong("true or false"),
                "needs" => settings with { Needs = [.. Strings(property, complain).Where(IsNeed)] },
                "exclude" => settings with { Exclude = Strings(property, complain) },
                "catalogs" => settings with { Catalogs = Strings(property, complain) },
                "rules" when value.ValueKind == JsonValueKind.Object => settings with { Rules = [.. value.EnumerateObject().Where(IsRule).Select(rule => (rule.Name, rule.Value.GetString()!))] },
                "rules" => Wrong("an object of levels by rule"),
                _ => settings,
            };

            ServerSettings Wrong(string wanted)
            {
                complain($"The setting {Section}.{property.Name} has to be {wanted}");
                return settings;
            }
        }

        return settings;

        bool IsNeed(string id)
        {
            if (!Catalog.Needs.Titles.ContainsKey(id))
            {
                complain($"The setting {Section}.needs names '{id}', which is no need");
                return false;
            }

            return true;
        }

        bool IsRule(JsonProperty rule)
        {
            if (rule.Value.ValueKind != JsonValueKind.String || RuleSet.ParseLevel(rule.Value.GetString()!) is null)
            {
                complain($"The setting {Section}.rules gives {rule.Name} no level of off, hint, information, warning and error");
                return false;
            }

            if (RuleSet.Find(rule.Name) is null)
            {
                complain($"The setting {Section}.rules names '{rule.Name}', which is no rule");
                return false;
            }

            return true;
        }
    }

    private static ImmutableArray<string> Strings(JsonProperty property, Action<string> complain)
    {
        if (property.Value.ValueKind == JsonValueKind.Array && property.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. property.Value.EnumerateArray().Select(item => item.GetString()!)];
        }

        complain($"The setting {Section}.{property.Name} has to be a list of texts");
        return [];
    }
}
