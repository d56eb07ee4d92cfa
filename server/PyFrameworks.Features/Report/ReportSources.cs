using PyFrameworks.Catalog;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>Where the claims of a report come from, and when they were checked.</summary>
internal static class ReportSources
{
    private const int MostFrameworks = 40;
    private const int MostPages = 12;

    /// <summary>Writes the list: the frameworks of the tree, then those that are put beside them.</summary>
    public static void Write(HtmlText html, Report report)
    {
        var compared = report.Projects.Select(project => project.Answer.Suggestions.FirstOrDefault()?.Framework).OfType<Framework>();
        var frameworks = report.Frameworks.Select(entry => entry.Framework).Concat(compared).DistinctBy(framework => framework.Id).ToList();
        html.Add($"<h2>Sources</h2>\n<p class=\"quiet\">What is said of a framework comes from the catalog, which names a page for every claim. Whatever is said of the code was measured in the files themselves; nothing was run.</p>\n");
        if (frameworks.Count == 0)
        {
            return;
        }

        html.StartTable("Entries of the catalog and the pages behind them", "Framework", "Checked", "Pages");
        foreach (var framework in frameworks.Take(MostFrameworks))
        {
            var pages = framework.Needs.Select(score => score.Source)
                .Concat(framework.Releases.Select(release => release.Source))
                .Prepend(framework.Lifecycle.Source)
                .DistinctBy(source => source.Url).ToList();
            html.Add($"<tr><th scope=\"row\">{framework.Name}{(framework.IsUserEntry ? " (a catalog file of yours)" : "")}</th>");
            html.Add($"<td class=\"num\" data-label=\"Checked\">{Say.Date(framework.Checked)}<small>{(framework.IsStaleOn(report.Today) ? "overdue for a new check" : "")}</small></td><td data-label=\"Pages\">");
            foreach (var (page, index) in pages.Take(MostPages).Select((page, index) => (page, index)))
            {
                html.Add($"{(index == 0 ? "" : " · ")}").Link(page.Title, page.Url);
            }

            html.Add($"{(pages.Count > MostPages ? $" and {Say.Number(pages.Count - MostPages)} more" : "")}</td></tr>\n");
        }

        html.EndTable().LeftOut(frameworks.Count - MostFrameworks, "framework");
    }
}
