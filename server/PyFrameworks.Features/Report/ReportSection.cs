using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>The section of one project.</summary>
internal static class ReportSection
{
    private const int MostFrameworks = 10;
    private const int MostEvidence = 4;
    private const int MostFindings = 20;
    private const int MostAlternatives = 4;
    private const int MostChanges = 2;

    /// <summary>Writes the section.</summary>
    /// <param name="html">Takes it.</param>
    /// <param name="project">The project.</param>
    /// <param name="number">The number that links to the section carry.</param>
    /// <param name="isOnly">Whether the report is about this project alone.</param>
    /// <param name="uriOf">The address of a workspace path in an editor that has the extension's commands; null elsewhere.</param>
    public static void Write(HtmlText html, ReportedProject project, int number, bool isOnly, Func<string, string>? uriOf)
    {
        html.Add($"<section id=\"project-{number}\">\n<h2>{(isOnly ? "This project" : project.Name)}</h2>\n");
        if (project.Answer.From is { } from)
        {
            var (word, object_) = project.Answer.Keep.Advice switch
            {
                KeepAdvice.Keep => ("Keep", from.Name),
                KeepAdvice.Consider => ("Consider", $"an alternative to {from.Name}"),
                _ => ("Move", $"away from {from.Name}"),
            };
            html.Add($"<div class=\"verdict\"><p><b>{word}</b> {object_}. {project.Answer.Keep.Reason}</p></div>\n");
        }

        Found(html, project.Project, uriOf);
        Findings(html, project, uriOf);
        if (project.Answer.From is not null)
        {
            FitChart.Write(html, project.Answer, number);
            Alternatives(html, project, uriOf);
        }

        html.Add($"</section>\n");
    }

    private static string Sure(double confidence) => confidence switch
    {
        >= 0.9 => "certain",
        >= 0.7 => "very likely",
        >= 0.5 => "likely",
        _ => "possible",
    };

    private static void Found(HtmlText html, ProjectSnapshot project, Func<string, string>? uriOf)
    {
        if (project.FrameworkUses.IsEmpty)
        {
            return;
        }

        html.Add($"<h3>What was found</h3>\n").StartTable("Frameworks, how sure that is, and what shows it", "Framework", "Role", "Version", "Sure", "Evidence");
        foreach (var use in project.FrameworkUses.Take(MostFrameworks))
        {
            var status = VersionStatus.Of(use, project.Today);
            html.Add($"<tr><th scope=\"row\">{use.Framework.Name}<small>{use.Framework.Summary}</small></th><td data-label=\"Role\">{Role(use, project)}</td>");
            html.Add($"<td data-label=\"Version\">{(status.Version.Length > 0 ? status.Version : "not pinned")}<small>{ReportHtml.SupportOf(use, project.Today)}</small></td>");
            html.Add($"<td data-label=\"Sure\">{Sure(use.Confidence)}<small class=\"num\">{use.Confidence * 100:0} %</small></td><td data-label=\"Evidence\">");
            foreach (var evidence in use.Evidence.OrderBy(evidence => evidence.Kind).Take(MostEvidence))
            {
                html.Place(project, evidence.At, uriOf).Add($" ");
                if (!evidence.At.Path.EndsWith(evidence.Text, StringComparison.Ordinal))
                {
                    html.Add($"<span class=\"quiet\">{evidence.Text}</span>");
                }

                html.Add($"<br>");
            }

            html.Add($"<small>{(use.Evidence.Length > MostEvidence ? $"and {Say.Count(use.Evidence.Length - MostEvidence, "more place")}" : "")}</small></td></tr>\n");
        }

        html.EndTable().LeftOut(project.FrameworkUses.Length - MostFrameworks, "framework");
    }

    private static string Role(FrameworkUse use, ProjectSnapshot project) => use.Role switch
    {
        FrameworkRole.Primary => "the application is built on it",
        FrameworkRole.Addon => $"builds on {project.Catalog.Find(use.On ?? "")?.Name ?? use.On}",
        FrameworkRole.Dev => "in tests, documentation or an optional part",
        FrameworkRole.Unused => "declared, never imported",
        FrameworkRole.Self => "this is its own source",
        _ => "brought in by another dependency",
    };

    private static void Findings(HtmlText html, ReportedProject project, Func<string, string>? uriOf)
    {
        if (project.Findings.IsEmpty)
        {
            html.Add($"<h3>Findings</h3>\n<p>The rules found nothing.</p>\n");
            return;
        }

        html.Add($"<h3>Findings</h3>\n").StartTable(ReportHtml.Counts(project.Findings), "Finding", "What was measured", "Where");
        foreach (var finding in project.Findings.Take(MostFindings))
        {
            html.Add($"<tr><th scope=\"row\">");
            Severity(html, finding.Severity);
            html.Add($"<small>");
            var rule = $"{finding.Code} {RuleSet.Find(finding.Code)?.Name}";
            _ = uriOf is null ? html.Link(rule, RulePages.Url(finding.Code)) : html.Link(rule, ClientCommand.ExplainRule(finding.Code));
            html.Add($"</small></th><td data-label=\"What was measured\">{finding.Message}");
            if (finding.Fixes is [var fix, ..])
            {
                html.Add($"<small>Mend: {fix.Title}</small>");
            }

            html.Add($"</td><td class=\"place\" data-label=\"Where\">");
            html.Place(project.Project, finding.At, uriOf).Add($"</td></tr>\n");
        }

        html.EndTable().LeftOut(project.Findings.Length - MostFindings, "finding");
    }

    private static void Severity(HtmlText html, Severity severity) => _ = severity switch
    {
        Rules.Severity.Error => html.Add($"<span class=\"tag loud\">error</span>"),
        Rules.Severity.Warning => html.Add($"<span class=\"tag strong\">warning</span>"),
        Rules.Severity.Information => html.Add($"<span class=\"tag\">note</span>"),
        _ => html.Add($"<span class=\"tag\">hint</span>"),
    };

    private static void Alternatives(HtmlText html, ReportedProject project, Func<string, string>? uriOf)
    {
        var answer = project.Answer;
        html.Add($"<h3>Alternatives</h3>\n");
        if (answer.Suggestions.IsEmpty)
        {
            html.Add($"<p>The catalog has no alternative that can run here.</p>\n");
            return;
        }

        html.StartTable("Fit runs from 0 to 1 and weighs what the project needs, uses and would have to replace", "Framework", "Fit", "Better", "Worse", "Effort");
        foreach (var suggestion in answer.Suggestions.Take(MostAlternatives))
        {
            html.Add($"<tr><th scope=\"row\">{suggestion.Framework.Name}<small>{suggestion.Framework.Summary}</small>");
            if (uriOf?.Invoke(project.Project.Path) is { } uri)
            {
                html.Add($"<small>").Link("compare", ClientCommand.Compare(uri, [answer.From!.Id, suggestion.Framework.Id])).Add($" · ");
                html.Link("migration plan", ClientCommand.MigrationPlan(uri, answer.From.Id, suggestion.Framework.Id)).Add($"</small>");
            }

            html.Add($"</th><td class=\"num\" data-label=\"Fit\">{suggestion.Score:0.00}</td><td data-label=\"Better\">");
            Changes(html, suggestion.Gains);
            html.Add($"</td><td data-label=\"Worse\">");
            Changes(html, suggestion.Losses);
            html.Add($"</td><td data-label=\"Effort\">{Words.Of(suggestion.Effort)}<small>{suggestion.EffortReason}</small></td></tr>\n");
        }

        html.EndTable().LeftOut(answer.Suggestions.Length - MostAlternatives, "alternative");
    }

    private static void Changes(HtmlText html, ImmutableArray<ScoreChange> changes)
    {
        if (changes.IsEmpty)
        {
            html.Add($"<span class=\"quiet\">nothing that counts here</span>");
            return;
        }

        foreach (var change in changes.Take(MostChanges))
        {
            html.Add($"{FrameworkHover.Capitalised(Needs.Titles.GetValueOrDefault(change.Need, change.Need))} <span class=\"num\">{Words.OfScore(change.From)} → {Words.OfScore(change.To)}</span><small>{change.Reason} ").Link("source", change.Source).Add($"</small>");
        }
    }
}
