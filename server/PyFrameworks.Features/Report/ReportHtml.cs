using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>A report as a page that stands alone: first what matters for the whole tree, then a section a project, last the sources.</summary>
public static class ReportHtml
{
    // Enough for a large repository, and few enough for the page to stay one that can be sent by mail.
    private const int MostRows = 60;
    private const int MostSections = 20;

    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="report">The report.</param>
    /// <param name="uriOf">The address of a workspace path, where the page is shown in an editor that has the extension's commands; it gets the editor's colours and links to places and commands.</param>
    public static string Write(Report report, Func<string, string>? uriOf = null)
    {
        var title = $"Web frameworks in {report.Name}";
        var html = new HtmlText();
        html.Add($"<header class=\"top\">\n<h1>{title}</h1>\n<p class=\"lead quiet\">What the code is built on, how long that is supported, and what deserves attention. State of <span class=\"num\">{Say.Date(report.Today)}</span>.</p>\n");
        Figures(html, report);
        html.Add($"</header>\n<main>\n");
        var sections = report.Projects.Where(project => project.IsTelling).ToImmutableArray();
        if (report.Projects.Length > 1)
        {
            Overview(html, report, sections);
        }

        TimelineChart.Write(html, report);
        for (var i = 0; i < Math.Min(sections.Length, MostSections); i++)
        {
            ReportSection.Write(html, sections[i], i + 1, report.Projects.Length == 1, uriOf);
        }

        html.LeftOut(sections.Length - MostSections, "project");
        html.Add($"</main>\n<footer>\n");
        ReportSources.Write(html, report);
        html.Add($"</footer>\n");
        return HtmlPage.Write(title, html, uriOf is not null);
    }

    /// <summary>The page as the one member <c>html</c> of a JSON object, ending in a line feed.</summary>
    /// <param name="report">The report.</param>
    /// <param name="uriOf">As for <see cref="Write"/>.</param>
    public static string WriteJson(Report report, Func<string, string>? uriOf = null) => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteString("html", Write(report, uriOf));
        json.WriteEndObject();
    });

    /// <summary><c>2 warnings, 1 hint</c>, the loudest first; <c>none</c> where there is none.</summary>
    internal static string Counts(IEnumerable<Finding> findings)
    {
        var counts = findings.CountBy(finding => finding.Severity).ToDictionary();
        var parts = ((Severity Severity, string One, string Many)[])
            [(Severity.Error, "error", "errors"), (Severity.Warning, "warning", "warnings"), (Severity.Information, "note", "notes"), (Severity.Hint, "hint", "hints")];
        var said = parts.Where(part => counts.ContainsKey(part.Severity)).Select(part => Say.Count(counts[part.Severity], part.One, part.Many)).ToList();
        return said.Count == 0 ? "none" : string.Join(", ", said);
    }

    private static void Figures(HtmlText html, Report report)
    {
        var findings = report.Projects.SelectMany(project => project.Findings).ToList();
        html.Add($"<ul class=\"figures\">\n");
        Figure(report.Projects.Length, report.Projects.Length == 1 ? "project" : "projects");
        Figure(report.Frameworks.Count(), report.Frameworks.Count() == 1 ? "framework" : "frameworks");
        Figure(findings.Count(finding => finding.Severity >= Severity.Warning), "errors and warnings");
        Figure(findings.Count(finding => finding.Severity < Severity.Warning), "notes and hints");
        Figure(report.Projects.Sum(project => project.Project.Metrics.CodeLines), "lines of Python code");
        html.Add($"</ul>\n");

        void Figure(int value, string what) => html.Add($"<li><b>{Say.Number(value)}</b>{what}</li>\n");
    }

    private static void Overview(HtmlText html, Report report, ImmutableArray<ReportedProject> sections)
    {
        html.Add($"<section id=\"overview\">\n<h2>Projects</h2>\n");
        html.StartTable("One line for each project of the tree", "Project", "Built on", "Advice", "Findings", "Size");
        foreach (var project in report.Projects.Take(MostRows))
        {
            var place = sections.IndexOf(project);
            html.Add($"<tr><th scope=\"row\">");
            _ = place >= 0 && place < MostSections ? html.Add($"<a href=\"#project-{place + 1}\">{project.Name}</a>") : html.Add($"{project.Name}");
            html.Add($"</th><td data-label=\"Built on\">");
            BuiltOn(html, project, report.Today);
            html.Add($"</td><td data-label=\"Advice\">");
            Advice(html, project);
            html.Add($"</td><td data-label=\"Findings\">{Counts(project.Findings)}</td>");
            html.Add($"<td data-label=\"Size\">{Say.Count(project.Project.Metrics.CodeLines, "line")}<small>{Say.Count(project.Project.Metrics.Routes, "route")}</small></td></tr>\n");
        }

        html.EndTable().LeftOut(report.Projects.Length - MostRows, "project");
        html.Add($"</section>\n");
    }

    private static void BuiltOn(HtmlText html, ReportedProject project, DateOnly today)
    {
        if (project.Main is not { } main)
        {
            html.Add($"<span class=\"quiet\">no web framework</span>");
            return;
        }

        var others = project.Project.Primaries.Where(use => use != main).Select(use => use.Framework.Name).ToList();
        html.Add($"{Say.List([main.Framework.Name, .. others])}");
        html.Add($"<small>{SupportOf(main, today)}</small>");
    }

    /// <summary><c>4.2: end of life since 2026-04-07</c>; empty where nothing is known.</summary>
    internal static string SupportOf(FrameworkUse use, DateOnly today) =>
        VersionStatus.Of(use, today).Series is { } series && Support(series, use.Framework, today) is { Length: > 0 } support ? $"{series.Series}: {support}" : "";

    /// <summary>Whether a series is supported, as a clause; of a framework that nobody looks after no series is, whatever its table says.</summary>
    internal static string Support(Release series, Framework framework, DateOnly today) => framework.Lifecycle.Status is LifecycleStatus.Dormant or LifecycleStatus.Archived
        ? $"the framework is {Words.Of(framework.Lifecycle.Status)}"
        : VersionStatus.SupportOf(series, framework, today);

    /// <summary>The advice as a word whose weight grows with what it asks of the team.</summary>
    internal static void Advice(HtmlText html, ReportedProject project)
    {
        if (project.Answer.From is null)
        {
            return;
        }

        var word = Words.Of(project.Answer.Keep.Advice);
        _ = project.Answer.Keep.Advice switch
        {
            KeepAdvice.Keep => html.Add($"<span class=\"tag\">{word}</span>"),
            KeepAdvice.Consider => html.Add($"<span class=\"tag strong\">{word}</span>"),
            _ => html.Add($"<span class=\"tag loud\">{word}</span>"),
        };
    }
}
