using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Features;

/// <summary>Hovers of <c>[tool.pyframeworks]</c>: what a key does, and what a rule's code stands for.</summary>
internal static class SettingsHover
{
    /// <summary>The hover at <paramref name="offset"/>; null where no key or code of the settings stands.</summary>
    public static HoverContent? At(Manifest manifest, int offset, HoverOptions options)
    {
        if (manifest.Settings is null || TomlDocument.Parse(manifest.Text).Root.Find("tool", "pyframeworks") is not TomlTable settings)
        {
            return null;
        }

        foreach (var entry in settings.Entries)
        {
            if (entry.KeySpan.Touches(offset) && About(entry.Key) is { } about)
            {
                return new(new Markup(options.IsMarkdown).Bold(entry.Key).Text(" · setting of PyFrameworks").Paragraph().Text(about).ToString(), entry.KeySpan);
            }
        }

        foreach (var entry in (settings["rules"] as TomlTable)?.Entries ?? [])
        {
            if (entry.KeySpan.Touches(offset) && RuleSet.Find(entry.Key) is { } rule)
            {
                return new(About(rule, options), entry.KeySpan);
            }
        }

        foreach (var entry in (settings["ignore"] as TomlTable)?.Entries ?? [])
        {
            foreach (var code in (entry.Value as TomlArray)?.Items.OfType<TomlString>() ?? [])
            {
                if (code.Span.Touches(offset) && RuleSet.Find(code.Value) is { } rule)
                {
                    return new(About(rule, options), code.ContentSpan);
                }
            }
        }

        return null;
    }

    private static string? About(string key) => key switch
    {
        "needs" => "What the project wants from its framework. It decides how alternatives are ranked and which advice is given.",
        "exclude" => "Files and folders that are left out, as glob patterns.",
        "catalogs" => "Catalog files of the team's own, beside the built-in catalog.",
        "ignore" => "Rules that are silent in files that match a pattern, by code or name.",
        "rules" => "How loudly each rule speaks, by code or name: off, hint, information, warning or error.",
        _ => null,
    };

    /// <summary>Code, name and default, what the rule looks at, and its page.</summary>
    private static string About(RuleDescriptor rule, HoverOptions options)
    {
        var markup = new Markup(options.IsMarkdown).Bold(rule.Code).Text($" · {rule.Name} · {Words.Of(rule.DefaultSeverity)} by default");
        markup.Paragraph();
        var section = RulePages.Section(rule, "What it looks at");
        var isCode = false;
        foreach (var part in section.Split('`'))
        {
            _ = isCode ? markup.Code(part) : markup.Text(part);
            isCode = !isCode;
        }

        return markup.Paragraph().Link("The rule's page", RulePages.Url(rule.Code)).ToString();
    }
}
