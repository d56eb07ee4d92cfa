using System.Collections.Immutable;

namespace PyFrameworks.Features;

/// <summary>How each of the frameworks serves the needs, as a chart: a row a need, a column a framework, a bar from 0 to the score. The tables below it hold the same figures.</summary>
internal static class ScoreChart
{
    private const int MostNeeds = 12;

    // Sizes in units of the drawing, about a pixel each: the whole, the titles, what stands above the rows, a row.
    private const int Width = 900;
    private const int Titles = 250;
    private const int Top = 50;
    private const int RowHeight = 30;

    /// <summary>Writes the chart: of the project's needs; where none is known, of those on which the frameworks differ.</summary>
    public static void Write(HtmlText html, Comparison comparison)
    {
        var scored = comparison.Groups.Where(group => group.Id is "needs" or "other-needs").ToList();
        var needs = scored.FirstOrDefault(group => group.Id == "needs")?.Rows ?? [.. scored.SelectMany(group => group.Rows).Where(row => !row.IsSame)];
        if (needs.IsEmpty)
        {
            return;
        }

        var shown = needs.Take(MostNeeds).ToImmutableArray();
        html.Add($"<section>\n<h2>At a glance</h2>\n<p>");
        html.Add($"{(comparison.Needs.IsEmpty ? "The needs on which they differ most" : comparison.Project is null ? "What is asked for" : "What this project needs")}, and how each serves it: from −2, works against it, to +2, made for it.</p>\n");
        Draw(html, shown, comparison);
        html.LeftOut(needs.Length - shown.Length, "need").Add($"</section>\n");
    }

    private static void Draw(HtmlText html, ImmutableArray<CompareRow> needs, Comparison comparison)
    {
        var frameworks = comparison.Frameworks;
        var scale = new Scale((Width - Titles) / frameworks.Length);
        var height = Top + (needs.Length * RowHeight) + 6;
        var said = needs.Select(need => $"{need.Title}: {string.Join(", ", frameworks.Zip(need.Cells, (framework, cell) => $"{framework.Name} {Score(cell)}"))}");
        html.Add($"<div class=\"chart\" role=\"region\" aria-label=\"Chart of the scores\" tabindex=\"0\"><svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-labelledby=\"scores-title scores-desc\">\n");
        html.Add($"<title id=\"scores-title\">{CompareMarkdown.Title(comparison)}: scores from −2 to +2</title>\n<desc id=\"scores-desc\">{string.Join("; ", said)}.</desc>\n");
        for (var column = 0; column < frameworks.Length; column++)
        {
            html.Add($"<text class=\"bold mid\" x=\"{scale.X(column, 0)}\" y=\"16\">{FitChart.Short(frameworks[column].Name, 18)}</text>");
            html.Add($"<text class=\"soft mid\" x=\"{scale.X(column, 0)}\" y=\"32\">{(comparison.IsInUse(frameworks[column]) ? "in use" : "")}</text>\n");
            for (var step = -2; step <= 2; step++)
            {
                html.Add($"<line class=\"{(step == 0 ? "axis" : "grid")}\" x1=\"{scale.X(column, step)}\" y1=\"{Top - 10}\" x2=\"{scale.X(column, step)}\" y2=\"{height - 6}\"/>");
            }

            html.Add($"\n");
        }

        for (var i = 0; i < needs.Length; i++)
        {
            var y = Top + (i * RowHeight);
            html.Add($"<text x=\"0\" y=\"{y + 14}\">{FitChart.Short(needs[i].Title, 34)}</text>");
            for (var column = 0; column < frameworks.Length; column++)
            {
                Bar(html, scale, column, y, needs[i].Cells[column]);
            }

            html.Add($"\n");
        }

        html.Add($"</svg></div>\n");
    }

    private static void Bar(HtmlText html, Scale scale, int column, int y, CompareCell cell)
    {
        var score = cell.Score ?? 0;
        if (cell.Score is null)
        {
            html.Add($"<text class=\"soft mid label\" x=\"{scale.X(column, 0)}\" y=\"{y + 14}\">not known</text>");
            return;
        }

        _ = score switch
        {
            0 => html.Add($"<circle class=\"on\" cx=\"{scale.X(column, 0)}\" cy=\"{y + 9}\" r=\"4\"/>"),
            > 0 => html.Add($"<rect class=\"on\" x=\"{scale.X(column, 0)}\" y=\"{y + 3}\" width=\"{score * scale.Step}\" height=\"12\" rx=\"2\"/>"),
            _ => html.Add($"<rect class=\"against\" x=\"{scale.X(column, score)}\" y=\"{y + 3}\" width=\"{-score * scale.Step}\" height=\"12\" rx=\"2\"/>"),
        };
        html.Add($"<text class=\"mid label\" x=\"{scale.X(column, score) + (score < 0 ? -14 : 14)}\" y=\"{y + 14}\">{Words.OfScore(score)}</text>");
    }

    private static string Score(CompareCell cell) => cell.Score is { } score ? Words.OfScore(score) : "not known";

    /// <summary>Where a score stands in a column; half a step and the figure fit on either side.</summary>
    private readonly record struct Scale(int Column)
    {
        public int Step => Column / 7;

        public int X(int column, int score) => Titles + (column * Column) + (Column / 2) + (score * Step);
    }
}
