using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>A rule's page: what <c>explain CODE</c> prints and what a diagnostic links to.</summary>
public static class RulePages
{
    // The rendered pages stand beside the server's documentation; offline the same text comes from `explain`.
    private const string Base = "https://github.com/pyframeworks/pyframeworks/blob/main/server/docs/rules/";

    /// <summary>Address of the page of <paramref name="code"/>.</summary>
    public static string Url(string code) => $"{Base}{code}.md";

    /// <summary>The page as Markdown, ending in a line feed.</summary>
    public static string Markdown(RuleDescriptor rule) =>
        $"""
        # {rule.Code} {rule.Name}

        Default severity: {Words.Of(rule.DefaultSeverity)}

        {rule.Explanation.Trim()}

        ## Switching it off

        - For the project: `[tool.pyframeworks.rules]` with `{rule.Code} = "off"` in pyproject.toml (or `hint`, `information`, `warning`, `error`).
        - On one line: `# pyframeworks: ignore[{rule.Code}]`; for a whole file, `# pyframeworks: ignore-file[{rule.Code}]` in its first ten lines.

        """.ReplaceLineEndings("\n");

    /// <summary>The text below a heading of the rule's page, up to the next one; empty when the page has no such heading.</summary>
    public static string Section(RuleDescriptor rule, string heading)
    {
        var page = Markdown(rule);
        var mark = $"\n## {heading}\n";
        var start = page.IndexOf(mark, StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        start += mark.Length;
        var end = page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return page[start..(end < 0 ? page.Length : end)].Trim();
    }
}
