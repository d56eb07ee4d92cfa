using System.Collections.Immutable;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>A migration plan as a page that stands alone.</summary>
public static class MigrateHtml
{
    private const int ShownPlaces = 10;

    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="uriOf">The address of a workspace path, where the page is shown in an editor that has the extension's commands; it gets the editor's colours and links to places and commands.</param>
    public static string Write(MigrationPlan plan, Func<string, string>? uriOf = null)
    {
        var title = MigrateMarkdown.Title(plan);
        var html = new HtmlText();
        html.Add($"<header class=\"top\">\n<h1>{title}</h1>\n<p class=\"lead\"><b>{FrameworkHover.Capitalised(Words.Of(plan.Size))}.</b> {plan.SizeReason}.</p>\n");
        html.Add($"<p class=\"quiet\">What the project's own code uses is counted; nothing is rewritten automatically, save the dependency's line, on request.</p>\n");
        Ways(html, plan, uriOf);
        html.Add($"</header>\n<main>\n");
        foreach (var warning in plan.Warnings)
        {
            html.Add($"<div class=\"verdict\"><p><b>Warning:</b> {warning}</p></div>\n");
        }

        html.Add($"<section>\n<h2>Order of work</h2>\n<ol>\n");
        foreach (var step in plan.Steps)
        {
            html.Add($"<li>{step.Text}</li>\n");
        }

        html.Add($"</ol>\n</section>\n");
        Items(html, plan, uriOf);
        Extensions(html, plan, uriOf);
        Dependencies(html, plan, uriOf);
        Known(html, plan);
        html.Add($"</main>\n<footer>\n<h2>Sources</h2>\n<ul>\n");
        foreach (var source in plan.Sources)
        {
            html.Add($"<li>").Link(source.Title, source.Url).Add($"</li>\n");
        }

        html.Add($"</ul>\n</footer>\n");
        return HtmlPage.Write(title, html, uriOf is not null);
    }

    private static void Ways(HtmlText html, MigrationPlan plan, Func<string, string>? uriOf)
    {
        if (uriOf?.Invoke(plan.Project.Path) is not { } uri)
        {
            return;
        }

        html.Add($"<nav aria-label=\"Go on\"><p>").Link($"Compare {plan.From.Name} and {plan.To.Name}", ClientCommand.Compare(uri, [plan.From.Id, plan.To.Id])).Add($" · ");
        html.Link($"All alternatives to {plan.From.Name}", ClientCommand.SuggestAlternatives(uri, plan.From.Id)).Add($" · ");
        html.Link("Open as Markdown", ClientCommand.MigrationText(uri, plan.From.Id, plan.To.Id)).Add($"</p></nav>\n");
    }

    private static void Items(HtmlText html, MigrationPlan plan, Func<string, string>? uriOf)
    {
        if (plan.Items.IsEmpty)
        {
            html.Add($"<section>\n<h2>What the code uses</h2>\n<p>Nothing of {plan.From.Name} that can be counted was found in application code.</p>\n</section>\n");
            return;
        }

        html.Add($"<section>\n<h2>What the code uses, and what it becomes</h2>\n");
        html.StartTable("One line for each kind of thing that was counted", "What", $"In {plan.From.Name}", $"In {plan.To.Name}", "Where");
        foreach (var item in plan.Items)
        {
            html.Add($"<tr><th scope=\"row\">{UsageWords.Count(item.Concept, item.Places.Length)}<small>{item.Note}</small></th><td data-label=\"In {plan.From.Name}\"><code>{item.From}</code></td><td data-label=\"In {plan.To.Name}\">");
            _ = item switch
            {
                { Stays: true } => html.Add($"{(plan.To.On == plan.From.Id ? "stays as it is" : "written the same way")}"),
                { HasCounterpart: true } => html.Add($"<code>{item.To}</code>"),
                _ => html.Add($"<b>no counterpart</b><small>{item.To}</small>"),
            };
            html.Add($"</td><td class=\"place\" data-label=\"Where\">");
            Places(html, plan, item.Places, uriOf);
            html.Add($"</td></tr>\n");
        }

        html.EndTable().Add($"</section>\n");
    }

    private static void Extensions(HtmlText html, MigrationPlan plan, Func<string, string>? uriOf)
    {
        if (plan.Extensions.IsEmpty)
        {
            return;
        }

        html.Add($"<section>\n<h2>Add-ons</h2>\n");
        html.StartTable("What becomes of each add-on in use", "Add-on", "What becomes of it", "Where");
        foreach (var extension in plan.Extensions)
        {
            html.Add($"<tr><th scope=\"row\">{extension.Name}<small>{extension.Role}</small></th><td data-label=\"What becomes of it\">{FrameworkHover.Capitalised(MigrateMarkdown.FateOf(extension))}</td><td class=\"place\" data-label=\"Where\">");
            Places(html, plan, extension.Places, uriOf);
            html.Add($"</td></tr>\n");
        }

        html.EndTable().Add($"</section>\n");
    }

    private static void Dependencies(HtmlText html, MigrationPlan plan, Func<string, string>? uriOf)
    {
        if (plan.Dependencies.IsEmpty)
        {
            return;
        }

        html.Add($"<section>\n<h2>The dependency</h2>\n");
        html.StartTable("Entries of manifests that declare the framework", "Now", "Then", "Where");
        foreach (var dependency in plan.Dependencies)
        {
            html.Add($"<tr><th scope=\"row\"><code>{dependency.Text}</code></th><td data-label=\"Then\">");
            _ = dependency.Fix is { } fix
                ? html.Add($"<code>{MigrateMarkdown.Written(dependency, plan.Project)}</code><small>by the code action \"{fix.Title}\"</small>")
                : html.Add($"written by hand, as {MigrateMarkdown.Reason(plan.To)}");
            html.Add($"</td><td class=\"place\" data-label=\"Where\">");
            Places(html, plan, [dependency.At], uriOf);
            html.Add($"</td></tr>\n");
        }

        html.EndTable().Add($"</section>\n");
    }

    private static void Known(HtmlText html, MigrationPlan plan)
    {
        if (plan.Note is not { } note)
        {
            return;
        }

        html.Add($"<section>\n<h2>What is known of the move from {plan.From.Name} to {plan.To.Name}</h2>\n<ul>\n");
        foreach (var step in note.Steps)
        {
            html.Add($"<li>{step}</li>\n");
        }

        html.Add($"</ul>\n</section>\n");
    }

    private static void Places(HtmlText html, MigrationPlan plan, ImmutableArray<FileSpan> places, Func<string, string>? uriOf)
    {
        for (var i = 0; i < places.Length && i < ShownPlaces; i++)
        {
            html.Add($"{(i == 0 ? "" : ", ")}").Place(plan.Project, places[i], uriOf);
        }

        html.Add($"{(places.Length > ShownPlaces ? $" and {Say.Number(places.Length - ShownPlaces)} more" : "")}");
    }
}
