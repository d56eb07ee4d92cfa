using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>A comparison as a page that stands alone.</summary>
public static class CompareHtml
{
    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="uriOf">The address of a workspace path, where the page is shown in an editor that has the extension's commands; it gets the editor's colours and links to commands.</param>
    public static string Write(Comparison comparison, Func<string, string>? uriOf = null)
    {
        var title = CompareMarkdown.Title(comparison);
        var against = comparison.Project is { } project ? $"Held against what {(project.Path == "." ? "this project" : project.Path)} needs" : "From the catalog";
        var html = new HtmlText();
        html.Add($"<header class=\"top\">\n<h1>{title}</h1>\n<p class=\"lead quiet\">");
        html.Add($"{against}, {Say.Date(comparison.Today)}</p>\n");
        Ways(html, comparison, uriOf);
        html.Add($"</header>\n<main>\n");
        ScoreChart.Write(html, comparison);
        Heads(html, comparison);
        foreach (var group in comparison.Groups)
        {
            html.Add($"<section id=\"{group.Id}\">\n<h2>{group.Title}</h2>\n<table class=\"compare\">\n<thead><tr><th scope=\"col\">{Subject(group.Id)}</th>");
            foreach (var framework in comparison.Frameworks)
            {
                html.Add($"<th scope=\"col\">{framework.Name}</th>");
            }

            html.Add($"</tr></thead>\n<tbody>\n");
            foreach (var row in group.Rows)
            {
                Row(html, row, comparison);
            }

            html.EndTable().Add($"</section>\n");
        }

        html.Add($"</main>\n<footer><p class=\"quiet\">Scores run from −2 (works against it) to 2 (made for it). Rows on which all agree are set in grey. ");
        html.Add($"Every score and fact links to its source; entries were checked on {Say.List([.. comparison.Frameworks.Select(framework => $"{Say.Date(framework.Checked)} ({framework.Name})")])}.</p></footer>\n");
        return HtmlPage.Write(title, html, uriOf is not null);
    }

    /// <summary>Five steps from -2 to 2, the score's own and those below it filled; the words beside it say the same.</summary>
    internal static void Meter(HtmlText html, int score)
    {
        html.Add($"<svg class=\"meter\" viewBox=\"0 0 70 10\" aria-hidden=\"true\">");
        for (var step = -2; step <= 2; step++)
        {
            html.Add($"<rect class=\"{(step <= score ? "on" : "off")}\" x=\"{(step + 2) * 14}\" y=\"2\" width=\"12\" height=\"6\" rx=\"1\"/>");
        }

        html.Add($"</svg>");
    }

    /// <summary>Where to go on in the editor: the plan of a move to each framework that is not in use, and the other alternatives.</summary>
    private static void Ways(HtmlText html, Comparison comparison, Func<string, string>? uriOf)
    {
        if (uriOf is null || comparison.Project is not { } project || project.Primaries.FirstOrDefault() is not { } main)
        {
            return;
        }

        var uri = uriOf(project.Path);
        var from = comparison.Frameworks.FirstOrDefault(framework => project.Primaries.Any(use => use.Framework.Id == framework.Id)) ?? main.Framework;
        html.Add($"<nav aria-label=\"Go on\"><p>");
        foreach (var framework in comparison.Frameworks.Where(framework => framework.Id != from.Id))
        {
            html.Link($"Show Migration Plan to {framework.Name}", ClientCommand.MigrationPlan(uri, from.Id, framework.Id)).Add($" · ");
        }

        html.Link($"All alternatives to {from.Name}", ClientCommand.SuggestAlternatives(uri, from.Id)).Add($"</p></nav>\n");
    }

    private static void Heads(HtmlText html, Comparison comparison)
    {
        html.StartTable("What they are", "Framework", "Good for", "State", "Documentation");
        foreach (var framework in comparison.Frameworks)
        {
            html.Add($"<tr><th scope=\"row\">{framework.Name}");
            if (comparison.IsInUse(framework))
            {
                html.Add($" <span class=\"tag strong\">in use</span>");
            }

            html.Add($"<small>{framework.Summary}</small></th><td data-label=\"Good for\">{framework.About}</td><td data-label=\"State\">{Words.Of(framework.Lifecycle.Status)}</td><td data-label=\"Documentation\">");
            html.Link(framework.Links.Documentation.Length > 0 ? "documentation" : "", framework.Links.Documentation).Add($"</td></tr>\n");
        }

        html.EndTable();
    }

    private static string Subject(string group) => group switch
    {
        "needs" or "other-needs" => "Need",
        "batteries" => "Part",
        "concepts" => "Concept",
        _ => "Question",
    };

    private static void Row(HtmlText html, CompareRow row, Comparison comparison)
    {
        _ = row.IsSame ? html.Add($"<tr class=\"same\">") : html.Add($"<tr>");
        html.Add($"<th scope=\"row\">{row.Title}");
        if (row.Need is { } need)
        {
            html.Add($"<small>{Words.Of(need.Source)}: {need.Because}</small>");
        }

        html.Add($"</th>");
        foreach (var (framework, cell) in comparison.Frameworks.Zip(row.Cells))
        {
            html.Add($"<td data-label=\"{framework.Name}\">");
            Cell(html, cell);
            html.Add($"</td>");
        }

        html.Add($"</tr>\n");
    }

    private static void Cell(HtmlText html, CompareCell cell)
    {
        if (cell.Value.Length == 0)
        {
            html.Add($"<span class=\"quiet\">not known</span>");
            return;
        }

        if (cell.Score is { } score)
        {
            html.Add($"<b>{cell.Value}</b> <span class=\"num\">{Words.OfScore(score)}</span>");
            Meter(html, score);
        }
        else
        {
            html.Add($"{cell.Value}");
        }

        if (cell.Detail.Length > 0 || cell.Source is not null)
        {
            html.Add($"<small>{cell.Detail} ");
            if (cell.Source is { } source)
            {
                html.Add($"<span title=\"{source.Title}\">").Link("source", source.Url).Add($"</span>");
            }

            html.Add($"</small>");
        }
    }
}
