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

    /// <summary>Whether code lenses are shown.</summary>
    public bool CodeLens { get; init; } = true;

    /// <summary>Whether the first import of a primary framework bears a code lens, too.</summary>
    public bool CodeLensImports { get; init; }

    /// <summary>Whether inlay hints are shown.</summary>
    public bool InlayHints { get; init; } = true;

    /// <summary>Whether dependencies and includes are links.</summary>
    public bool DocumentLinks { get; init; } = true;

    /// <summary>The names of every setting that the server reads, in the order of the alphabet.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["catalogs", "codeLens.enable", "codeLens.imports", "documentLinks.enable", "enable", "exclude", "inlayHints.enable", "needs", "rules"];

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

        foreach (var (name, property) in Flatten(section))
        {
            var value = property.Value;
            if (value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            settings = name switch
            {
                "enable" or "codeLens.enable" or "codeLens.imports" or "inlayHints.enable" or "documentLinks.enable"
                    when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) => Wrong("true or false"),
                "enable" => settings with { Enable = value.GetBoolean() },
                "codeLens.enable" => settings with { CodeLens = value.GetBoolean() },
                "codeLens.imports" => settings with { CodeLensImports = value.GetBoolean() },
                "inlayHints.enable" => settings with { InlayHints = value.GetBoolean() },
                "documentLinks.enable" => settings with { DocumentLinks = value.GetBoolean() },
                "needs" => settings with { Needs = [.. Strings(property, complain).Where(IsNeed)] },
                "exclude" => settings with { Exclude = Strings(property, complain) },
                "catalogs" => settings with { Catalogs = Strings(property, complain) },
                "rules" when value.ValueKind == JsonValueKind.Object => settings with { Rules = [.. value.EnumerateObject().Where(IsRule).Select(rule => (rule.Name, rule.Value.GetString()!))] },
                "rules" => Wrong("an object of levels by rule"),
                _ => settings,
            };

            ServerSettings Wrong(string wanted)
            {
                complain($"The setting {Section}.{name} has to be {wanted}");
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

    /// <summary>The settings by name: an editor gives those with a dot as members of an object, a user may write them as they are.</summary>
    private static IEnumerable<(string Name, JsonProperty Property)> Flatten(JsonElement section)
    {
        foreach (var property in section.EnumerateObject())
        {
            if (property.Name is "codeLens" or "inlayHints" or "documentLinks" && property.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var inner in property.Value.EnumerateObject())
                {
                    yield return ($"{property.Name}.{inner.Name}", inner);
                }
            }
            else
            {
                yield return (property.Name, property);
            }
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
