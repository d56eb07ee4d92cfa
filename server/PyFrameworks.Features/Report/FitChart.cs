using System.Collections.Immutable;
using PyFrameworks.Catalog;

namespace PyFrameworks.Features;

/// <summary>How the present framework and the best alternative serve the needs, as a chart and as a table of the same figures.</summary>
internal static class FitChart
{
    private const int MostNeeds = 12;

    // Sizes in units of the drawing: the titles, the scale, the figures.
    private const int Titles = 220;
    private const int Scale = 340;
    private const int Figures = 240;
    private const int Top = 56;
    private const int RowHeight = 32;

    /// <summary>Writes the chart and its table; the needs of the project, or what the framework is made for where none is known.</summary>
    public static void Write(HtmlText html, SuggestResult answer, int number)
    {
        var from = answer.From!;
        var best = answer.Suggestions.FirstOrDefault()?.Framework;
        ImmutableArray<string> needs = answer.Needs.IsEmpty
            ? [.. from.Needs.OrderByDescending(score => Math.Abs(score.Score)).Select(score => score.Need)]
            : [.. answer.Needs.Select(need => need.Id)];
        if (needs.IsEmpty)
        {
            return;
        }

        var shown = needs.Take(MostNeeds).ToImmutableArray();
        html.Add($"<h3>Fit</h3>\n<p>");
        html.Add($"{(answer.Needs.IsEmpty ? $"Neither settings nor code name a need; these are the clearest marks of {from.Name}" : $"What the project needs, and how {from.Name} serves it")}{(best is null ? "" : $", beside {best.Name}, the first of the alternatives")}.</p>\n");
        Draw(html, shown, from, best, number);
        Table(html, shown, answer, best);
        html.LeftOut(needs.Length - shown.Length, "need");
    }

    private static void Draw(HtmlText html, ImmutableArray<string> needs, Framework from, Framework? best, int number)
    {
        var (width, height) = (Titles + Scale + Figures, Top + (needs.Length * RowHeight) + 8);
        var said = needs.Select(need => $"{Needs.Titles[need]}: {from.Name} {Words.OfScore(Suggester.ScoreOf(from, need))}{(best is null ? "" : $", {best.Name} {Words.OfScore(Suggester.ScoreOf(best, need))}")}");
        html.Add($"<div class=\"chart\" role=\"region\" aria-label=\"Chart of the fit\" tabindex=\"0\"><svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"fit-title-{number} fit-desc-{number}\">\n");
        html.Add($"<title id=\"fit-title-{number}\">Fit of {from.Name}{(best is null ? "" : $" and {best.Name}")} to the needs, from −2 to +2</title>\n");
        html.Add($"<desc id=\"fit-desc-{number}\">{string.Join("; ", said)}.</desc>\n");
        for (var step = -2; step <= 2; step++)
        {
            html.Add($"<line class=\"grid\" x1=\"{X(step)}\" y1=\"{Top - 14}\" x2=\"{X(step)}\" y2=\"{height - 4}\"/><text class=\"soft mid\" x=\"{X(step)}\" y=\"{Top - 22}\">{Words.OfScore(step)}</text>\n");
        }

        html.Add($"<text class=\"soft mid\" x=\"{X(-2)}\" y=\"14\">against it</text><text class=\"soft mid\" x=\"{X(2)}\" y=\"14\">made for it</text>\n");
        for (var i = 0; i < needs.Length; i++)
        {
            var y = Top + (i * RowHeight) + (RowHeight / 2) - 8;
            var present = Suggester.ScoreOf(from, needs[i]);
            html.Add($"<text x=\"0\" y=\"{y + 5}\">{FrameworkHover.Capitalised(Needs.Titles[needs[i]])}</text>");
            if (best is not null)
            {
                var other = Suggester.ScoreOf(best, needs[i]);
                html.Add($"<line class=\"way\" x1=\"{X(present)}\" y1=\"{y}\" x2=\"{X(other)}\" y2=\"{y}\"/>");
                html.Add($"<circle class=\"on\" cx=\"{X(other)}\" cy=\"{y}\" r=\"{(other == present ? 10 : 7)}\"/>");
                html.Add($"<text x=\"{Titles + Scale + 24}\" y=\"{y + 5}\">{Short(from.Name)} {Words.OfScore(present)} · <tspan class=\"accent bold\">{Short(best.Name)} {Words.OfScore(other)}</tspan></text>");
            }
            else
            {
                html.Add($"<text x=\"{Titles + Scale + 24}\" y=\"{y + 5}\">{Short(from.Name)} {Words.OfScore(present)}</text>");
            }

            html.Add($"<circle class=\"ring\" cx=\"{X(present)}\" cy=\"{y}\" r=\"6\"/>\n");
        }

        html.Add($"</svg></div>\n");
    }

    private static void Table(HtmlText html, ImmutableArray<string> needs, SuggestResult answer, Framework? best)
    {
        ImmutableArray<Framework> compared = best is null ? [answer.From!] : [answer.From!, best];
        html.StartTable("The figures of the chart, with their reasons", ["Need", .. compared.Select(framework => framework.Name)]);
        foreach (var id in needs)
        {
            html.Add($"<tr><th scope=\"row\">{FrameworkHover.Capitalised(Needs.Titles[id])}");
            if (answer.Needs.FirstOrDefault(need => need.Id == id) is { } need)
            {
                html.Add($"<small>{Words.Of(need.Source)}: {need.Because}</small>");
            }

            html.Add($"</th>");
            foreach (var framework in compared)
            {
                html.Add($"<td data-label=\"{framework.Name}\">");
                if (framework.Needs.FirstOrDefault(score => score.Need == id) is { } score)
                {
                    html.Add($"<span class=\"num\">{Words.OfScore(score.Score)}</span> {FrameworkHover.Verdict(score.Score)}<small>{score.Reason} ").Link("source", score.Source.Url).Add($"</small>");
                }
                else
                {
                    html.Add($"<span class=\"quiet\">0, as the catalog says nothing</span>");
                }

                html.Add($"</td>");
            }

            html.Add($"</tr>\n");
        }

        html.EndTable();
    }

    private static int X(int score) => Titles + 24 + ((score + 2) * (Scale - 48) / 4);

    /// <summary>A name that leaves room for the other one.</summary>
    internal static string Short(string name, int most = 16) => name.Length <= most ? name : $"{name[..(most - 1)].TrimEnd()}…";
}
