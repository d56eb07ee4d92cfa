using System.Text;
using System.Text.Json;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>What a log in SARIF says of a rule.</summary>
internal static class SarifRules
{
    /// <summary>The rule as a <c>reportingDescriptor</c>.</summary>
    public static void Write(Utf8JsonWriter json, RuleDescriptor rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Code);
        json.WriteString("name", rule.Name);
        WriteText(json, "shortDescription", rule.Summary);
        WriteText(json, "fullDescription", Plain(RulePages.Section(rule, "What it looks at")));
        json.WriteString("helpUri", RulePages.Url(rule.Code));
        json.WriteStartObject("help");
        json.WriteString("text", Plain(RulePages.Markdown(rule)));
        json.WriteString("markdown", RulePages.Markdown(rule));
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteBoolean("enabled", rule.DefaultSeverity != Severity.Off);
        json.WriteString("level", SarifJson.Level(rule.DefaultSeverity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStrings("tags", ["python", "web-framework", Topic(rule.Code)]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What the first digit of a code stands for.</summary>
    private static string Topic(string code) => code[2] switch
    {
        '0' => "manifest",
        '1' => "lifecycle",
        '2' => "fit",
        '3' => "concurrency",
        _ => "dependencies",
    };

    // Nothing is put into these texts, so their braces stand as they are; services show them so.
    private static void WriteText(Utf8JsonWriter json, string member, string text)
    {
        json.WriteStartObject(member);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>A page without the marks of Markdown: examples are set in, headings and code stand bare.</summary>
    private static string Plain(string markdown)
    {
        var plain = new StringBuilder();
        var isExample = false;
        foreach (var line in markdown.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isExample = !isExample;
                continue;
            }

            _ = isExample && line.Length > 0
                ? plain.Append("    ").Append(line)
                : plain.Append(line.TrimStart('#').TrimStart().Replace("`", "", StringComparison.Ordinal));
            plain.Append('\n');
        }

        return plain.ToString().TrimEnd('\n');
    }
}
