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
            if (entry.KeySpan.Touches(offset) && ToolSettingKeys.About(entry.Key) is { } about)
            {
                return new(new Markup(options.IsMarkdown).Bold(entry.Key).Text(" · setting of PyFrameworks").Paragraph().Text(about).ToString(), entry.KeySpan);
            }
        }

        foreach (var entry in (settings["rules"] as TomlTable)?.Entries ?? [])
        {
            if (entry.KeySpan.Touches(offset) && RuleSet.Find(entry.Key) is { } rule)
            {
                return new(About(rule, options.IsMarkdown), entry.KeySpan);
            }
        }

        foreach (var entry in (settings["ignore"] as TomlTable)?.Entries ?? [])
        {
            foreach (var code in (entry.Value as TomlArray)?.Items.OfType<TomlString>() ?? [])
            {
                if (code.Span.Touches(offset) && RuleSet.Find(code.Value) is { } rule)
                {
                    return new(About(rule, options.IsMarkdown), code.ContentSpan);
                }
            }
        }

        return null;
    }

    /// <summary>Code, name and default, what the rule looks at, and its page.</summary>
    internal static string About(RuleDescriptor rule, bool isMarkdown)
    {
        var markup = new Markup(isMarkdown).Bold(rule.Code).Text($" · {rule.Name} · {Words.Of(rule.DefaultSeverity)} by default");
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
