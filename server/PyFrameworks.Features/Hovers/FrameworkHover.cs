using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>The hover of a framework: what it is, how it fits this project, what to watch, where to go on.</summary>
internal static class FrameworkHover
{
    private const int ShownNeeds = 4;
    private const int ShownWatchOuts = 3;
    private const int ShownFindings = 3;

    /// <summary>The whole text, shown in the file at <paramref name="path"/>; its first line alone is worth reading.</summary>
    public static string Text(ProjectSnapshot project, ImmutableArray<Finding> findings, Framework framework, string path, HoverOptions options)
    {
        var use = project.FrameworkUses.FirstOrDefault(entry => entry.Framework.Id == framework.Id);
        var markup = new Markup(options.IsMarkdown);
        FirstLine(markup, framework, use, project.Today);
        markup.Paragraph().Text(framework.About);
        if (framework.Stance is { } stance)
        {
            markup.Paragraph().Bold($"Your team: {Words.Of(stance.Level)}. ").Text($"{stance.Reason} ({stance.File})");
        }

        if (use is not null)
        {
            markup.Paragraph().Bold("Here: ").Text($"{RoleSentence(use, project)}.");
        }

        Fit(markup, framework, project);
        WatchOuts(markup, framework);
        Findings(markup, findings, framework, options);
        Links(markup, framework, project, path, options);
        var checkedOn = framework.IsStaleOn(project.Today) ? $"Last checked {Say.Date(framework.Checked)}, so it may be out of date" : $"Checked {Say.Date(framework.Checked)}";
        markup.Paragraph().Text($"{checkedOn}.");
        return markup.ToString();
    }

    /// <summary>Name, kind and interface, the project's version and whether it is supported.</summary>
    internal static void FirstLine(Markup markup, Framework framework, FrameworkUse? use, DateOnly today)
    {
        markup.Bold(framework.Name).Text($" · {framework.Summary}");
        if (framework.Lifecycle.Status is LifecycleStatus.Dormant or LifecycleStatus.Archived)
        {
            markup.Text($" · {Words.Of(framework.Lifecycle.Status)}");
        }

        if (use is null)
        {
            return;
        }

        var status = VersionStatus.Of(use, today);
        if (status.Version.Length > 0)
        {
            markup.Text(" · ").Code(status.Version);
        }

        // Of a framework that nobody looks after no release is supported, whatever its table says.
        if (status.Series is { } series && status.Support.Length > 0 && framework.Lifecycle.Status is not (LifecycleStatus.Dormant or LifecycleStatus.Archived))
        {
            markup.Text(status.Version.StartsWith(series.Series, StringComparison.Ordinal) ? $" · {status.Support}" : $" · series {series.Series} {status.Support}");
        }
    }

    private static string RoleSentence(FrameworkUse use, ProjectSnapshot project)
    {
        var declared = use.Declarations.Select(declaration => declaration.Manifest.Path).Distinct(StringComparer.Ordinal).ToList();
        var importing = project.Imports.Where(import => import.FrameworkId == use.Framework.Id).Select(import => import.At.Path).Distinct(StringComparer.Ordinal).Count();
        var parts = new List<string>();
        if (declared.Count > 0)
        {
            parts.Add($"declared in {Say.List(declared)}");
        }

        if (importing > 0)
        {
            parts.Add($"imported by {Say.Count(importing, "file")}");
        }

        if (use.Role == FrameworkRole.Primary && project.Metrics.Routes > 0 && project.Primaries.Count() == 1)
        {
            parts.Add(Say.Count(project.Metrics.Routes, "route"));
        }

        var role = use.Role switch
        {
            FrameworkRole.Primary => "the application is built on it",
            FrameworkRole.Addon => $"builds on {project.Catalog.Find(use.On ?? "")?.Name ?? use.On}",
            FrameworkRole.Dev => "not what the application is built on: tests, documentation, an optional part or a client",
            FrameworkRole.Unused => "declared, but no Python file imports it",
            FrameworkRole.Self => "this is the framework's own source",
            _ => "only another dependency brings it in",
        };
        return parts.Count == 0 ? role : $"{role} ({string.Join(", ", parts)})";
    }

    /// <summary>How it serves the project's needs; without any, what it is good at.</summary>
    private static void Fit(Markup markup, Framework framework, ProjectSnapshot project)
    {
        var scores = project.Needs
            .Select(need => (Need: need, Score: framework.Needs.FirstOrDefault(score => score.Need == need.Id)))
            .Where(entry => entry.Score is not null)
            .Take(ShownNeeds).ToList();
        if (scores.Count > 0)
        {
            markup.Paragraph().Bold("For this project");
            foreach (var (need, score) in scores)
            {
                markup.Item().Text($"{Capitalised(Needs.Titles[need.Id])}: {Verdict(score!.Score)}. {score.Reason}");
                markup.Text(need.Source == NeedSource.Inferred ? $" ({need.Because})" : "");
            }

            return;
        }

        var best = framework.Needs.Where(score => score.Score == 2).Take(ShownNeeds).Select(score => score.Need).ToList();
        if (best.Count > 0)
        {
            markup.Paragraph().Bold("Made for: ").Text($"{Words.OfNeeds(best)}.");
        }
    }

    private static void WatchOuts(Markup markup, Framework framework)
    {
        if (framework.WatchOuts.IsEmpty)
        {
            return;
        }

        markup.Paragraph().Bold("Watch out");
        foreach (var watchOut in framework.WatchOuts.Take(ShownWatchOuts))
        {
            markup.Item().Text(watchOut.Text);
        }
    }

    private static void Findings(Markup markup, ImmutableArray<Finding> findings, Framework framework, HoverOptions options)
    {
        var own = findings.Where(finding => finding.FrameworkId == framework.Id).OrderByDescending(finding => finding.Severity).ToList();
        if (own.Count == 0)
        {
            return;
        }

        markup.Paragraph().Bold("Findings");
        foreach (var finding in own.Take(ShownFindings))
        {
            markup.Item();
            _ = HasCommands(options) ? markup.Link(finding.Code, ClientCommand.ExplainRule(finding.Code).Link) : markup.Code(finding.Code);
            markup.Text($" {finding.Message.TrimEnd('.')}.");
        }
    }

    private static void Links(Markup markup, Framework framework, ProjectSnapshot project, string path, HoverOptions options)
    {
        markup.Paragraph();
        var links = new List<(string Title, string Url)>();
        if (framework.Links.Documentation.Length > 0)
        {
            links.Add(("Documentation", framework.Links.Documentation));
        }

        if (HasCommands(options))
        {
            var uri = options.UriOf(path);
            links.Add(("Suggest alternatives", ClientCommand.SuggestAlternatives(uri, framework.Id).Link));
            var main = project.Primaries.FirstOrDefault()?.Framework;
            links.Add(main is null || main.Id == framework.Id
                ? ("Compare", ClientCommand.Compare(uri, [framework.Id]).Link)
                : ($"Compare with {main.Name}", ClientCommand.Compare(uri, [main.Id, framework.Id]).Link));
            if (project.Primaries.Any(use => use.Framework.Id == framework.Id))
            {
                links.Add(("Migration plan", ClientCommand.MigrationPlan(uri, framework.Id, null).Link));
            }
        }

        if (framework.Links.Changelog.Length > 0)
        {
            links.Add(("Changes", framework.Links.Changelog));
        }

        for (var i = 0; i < links.Count; i++)
        {
            markup.Text(i == 0 ? "" : " · ").Link(links[i].Title, links[i].Url);
        }
    }

    private static bool HasCommands(HoverOptions options) => options is { HasCommandLinks: true, IsMarkdown: true };

    /// <summary>A score in words.</summary>
    internal static string Verdict(int score) => score switch
    {
        2 => "made for it",
        1 => "good",
        0 => "possible",
        -1 => "against the grain",
        _ => "works against it",
    };

    internal static string Capitalised(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
