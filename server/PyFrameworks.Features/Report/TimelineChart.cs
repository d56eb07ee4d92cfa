using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>When the releases of every framework in the tree came and when they end, on one axis with today's line.</summary>
internal static class TimelineChart
{
    private const int MostFrameworks = 12;
    private const int MostSeries = 4;
    private const int PastYears = 4;

    // Sizes in units of the drawing; past the last end a stretch stays free for its label.
    private const int Titles = 240;
    private const int Axis = 660;
    private const int Top = 44;
    private const int RowHeight = 26;
    private const int LabelYears = 2;

    private sealed record Bar(Framework Framework, Release Release, bool IsUsed, bool IsFirst);

    /// <summary>Writes the chart and a table of the same dates.</summary>
    public static void Write(HtmlText html, Report report)
    {
        var frameworks = report.Frameworks.Where(entry => !entry.Framework.Releases.IsEmpty).ToImmutableArray();
        var bars = frameworks.Take(MostFrameworks).SelectMany(entry => Bars(entry.Framework, entry.Uses, report.Today)).ToImmutableArray();
        if (bars.IsEmpty)
        {
            return;
        }

        html.Add($"<section id=\"support\">\n<h2>Support over time</h2>\n<p>Releases in use are drawn in colour. A bar ends on the first day without security fixes; an arrow says that no end has been published.</p>\n");
        Draw(html, bars, report.Today);
        Table(html, bars, report);
        html.LeftOut(frameworks.Length - MostFrameworks, "framework").Add($"</section>\n");
    }

    /// <summary>The series in use, those that are supported and the newest: what a team can stay on or go to.</summary>
    private static IEnumerable<Bar> Bars(Framework framework, ImmutableArray<FrameworkUse> uses, DateOnly today)
    {
        var used = uses.Where(use => use.Declaration is not null || use.LockedVersion is not null).Select(use => VersionStatus.Of(use, today).Series).OfType<Release>().ToHashSet();
        var others = framework.Releases.Where((release, index) => !used.Contains(release) && (index == 0 || release.EndOfLife > today)).Take(Math.Max(1, MostSeries - used.Count)).ToHashSet();
        return framework.Releases
            .Where(release => used.Contains(release) || others.Contains(release))
            .Select((release, index) => new Bar(framework, release, used.Contains(release), index == 0));
    }

    private static void Draw(HtmlText html, ImmutableArray<Bar> bars, DateOnly today)
    {
        var firstYear = Math.Max(today.Year - PastYears, bars.Min(bar => (bar.Release.Released ?? today).Year));
        var lastYear = Math.Max(today.Year + 1, bars.Max(bar => (bar.Release.EndOfLife ?? today).Year)) + LabelYears;
        var height = Top + (bars.Length * RowHeight) + 8;
        html.Add($"<div class=\"chart\" role=\"region\" aria-label=\"Chart of support over time\" tabindex=\"0\"><svg viewBox=\"0 0 {Titles + Axis} {height}\" role=\"img\" aria-labelledby=\"time-title time-desc\">\n");
        html.Add($"<title id=\"time-title\">Support of the frameworks in use, {firstYear} to {lastYear}</title>\n<desc id=\"time-desc\">");
        html.Add($"{string.Join("; ", bars.Select(bar => $"{bar.Framework.Name} {bar.Release.Series}{(bar.IsUsed ? ", in use" : "")}, {End(bar.Release, bar.Framework, today)}"))}.</desc>\n");
        for (var year = firstYear; year <= lastYear; year++)
        {
            var x = X(new(year, 1, 1));
            html.Add($"<line class=\"grid\" x1=\"{x:0.#}\" y1=\"{Top - 12}\" x2=\"{x:0.#}\" y2=\"{height - 4}\"/>");
            html.Add($"<text class=\"soft\" x=\"{x + 4:0.#}\" y=\"{Top - 4}\">{year}</text>\n");
        }

        var now = X(today);
        html.Add($"<line class=\"today\" x1=\"{now:0.#}\" y1=\"18\" x2=\"{now:0.#}\" y2=\"{height - 4}\"/><text class=\"accent bold mid\" x=\"{now:0.#}\" y=\"13\">today</text>\n");
        for (var i = 0; i < bars.Length; i++)
        {
            DrawBar(bars[i], Top + (i * RowHeight) + 10);
        }

        html.Add($"</svg></div>\n");

        void DrawBar(Bar bar, int y)
        {
            if (bar.IsFirst)
            {
                html.Add($"<line class=\"grid\" x1=\"0\" y1=\"{y - 8}\" x2=\"{Titles + Axis}\" y2=\"{y - 8}\"/><text class=\"bold\" x=\"0\" y=\"{y + 10}\">{FitChart.Short(bar.Framework.Name, 20)}</text>");
            }

            html.Add($"<text class=\"end\" x=\"{Titles - 14}\" y=\"{y + 10}\">{FitChart.Short(bar.Release.Series, 10)}</text>");
            var style = bar.IsUsed ? "on" : "bar";
            var start = Math.Max(X(bar.Release.Released ?? new(firstYear, 1, 1)), Titles);
            var last = LastDay(bar);
            var end = last is { } known ? Math.Max(X(known), start + 3) : X(today) + 26;
            html.Add($"<rect class=\"{style}\" x=\"{start:0.#}\" y=\"{y}\" width=\"{end - start:0.#}\" height=\"11\" rx=\"2\"/>");
            if (last is null)
            {
                html.Add($"<path class=\"{style}\" d=\"M{end - 2:0.#} {y - 3}l9 8.5l-9 8.5z\"/>");
            }

            var label = IsOrphaned(bar.Framework) ? Words.Of(bar.Framework.Lifecycle.Status) : last is { } day ? Say.Date(day) : "no end published";
            html.Add($"<text class=\"soft label\" x=\"{Math.Max(end, Titles) + 12:0.#}\" y=\"{y + 10}\">{label}</text>\n");
        }

        // What nobody looks after ended with its last release, whatever was announced.
        DateOnly? LastDay(Bar bar) => IsOrphaned(bar.Framework) ? bar.Release.LatestReleased ?? bar.Release.Released ?? today : bar.Release.EndOfLife;

        double X(DateOnly day)
        {
            var (from, to) = (new DateOnly(firstYear, 1, 1).DayNumber, new DateOnly(lastYear + 1, 1, 1).DayNumber);
            return Titles + (Math.Clamp(day.DayNumber - from, 0, to - from) * (double)Axis / (to - from));
        }
    }

    private static void Table(HtmlText html, ImmutableArray<Bar> bars, Report report)
    {
        html.StartTable("The dates of the chart", "Framework", "Series", "Released", "Support", "Used by");
        foreach (var bar in bars)
        {
            var users = bar.IsUsed
                ? report.Projects.Where(project => project.Project.FrameworkUses.Any(use => use.Framework.Id == bar.Framework.Id
                    && (use.Declaration is not null || use.LockedVersion is not null) && VersionStatus.Of(use, report.Today).Series == bar.Release)).Select(project => project.Name).ToList()
                : [];
            html.Add($"<tr><th scope=\"row\">{bar.Framework.Name}</th><td data-label=\"Series\">{bar.Release.Series}{(bar.Release.IsLts ? " LTS" : "")}</td>");
            html.Add($"<td class=\"num\" data-label=\"Released\">{(bar.Release.Released is { } day ? Say.Date(day) : "not known")}</td>");
            html.Add($"<td data-label=\"Support\">{End(bar.Release, bar.Framework, report.Today)}{(bar.Release.EndIsDerived ? ", as its policy says" : "")} ").Link("source", bar.Release.Source.Url).Add($"</td>");
            html.Add($"<td data-label=\"Used by\">{(users.Count > 0 ? Say.List([.. users.Take(6)]) : "no project")}{(users.Count > 6 ? $" and {Say.Number(users.Count - 6)} more" : "")}</td></tr>\n");
        }

        html.EndTable();
    }

    private static bool IsOrphaned(Framework framework) => framework.Lifecycle.Status is LifecycleStatus.Dormant or LifecycleStatus.Archived;

    private static string End(Release release, Framework framework, DateOnly today) => ReportHtml.Support(release, framework, today) is { Length: > 0 } support ? support : "no end published";
}
