using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>The frame of a page that stands alone: no script, nothing from the network, one style sheet that the content-security policy knows by its hash.</summary>
internal static class HtmlPage
{
    /// <summary>The whole document, ending in a line feed.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="body">What it says.</param>
    /// <param name="isInEditor">Whether it takes the colours and the typeface of the editor that shows it.</param>
    public static string Write(string title, HtmlText body, bool isInEditor)
    {
        var style = isInEditor ? PageStyle.Text + PageStyle.Editor : PageStyle.Text;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var page = new HtmlText();
        page.Add($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n");
        page.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Add($"<meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>");
        return $"{page}{style}</style>\n</head>\n<body>\n{body}</body>\n</html>\n";
    }

    /// <summary>The start of a table with these column titles; it becomes a list of cards on a narrow screen.</summary>
    public static HtmlText StartTable(this HtmlText html, string caption, params ReadOnlySpan<string> columns)
    {
        html.Add($"<table>\n<caption>{caption}</caption>\n<thead><tr>");
        foreach (var column in columns)
        {
            html.Add($"<th scope=\"col\">{column}</th>");
        }

        return html.Add($"</tr></thead>\n<tbody>\n");
    }

    /// <summary><c>app.py:3</c>, seen from the project's folder; the file alone where the place says nothing more. In an editor it opens the place.</summary>
    /// <param name="html">Takes it.</param>
    /// <param name="project">The project.</param>
    /// <param name="at">The place.</param>
    /// <param name="uriOf">The address of a workspace path in an editor that has the extension's commands; null elsewhere.</param>
    public static HtmlText Place(this HtmlText html, ProjectSnapshot project, FileSpan at, Func<string, string>? uriOf)
    {
        var path = project.Path != "." && WorkspacePath.IsWithin(at.Path, project.Path) ? at.Path[(project.Path.Length + 1)..] : at.Path;
        int? line = !at.Span.IsEmpty && project.TextOf(at.Path)?.Lines is { } lines ? lines.Position(at.Span.Start).Line + 1 : null;
        return html.Add($"<code>").Link(
            line is { } known ? string.Create(CultureInfo.InvariantCulture, $"{path}:{known}") : path,
            uriOf is null ? null : ClientCommand.OpenPlace(uriOf(at.Path), line ?? 1)).Add($"</code>");
    }

    /// <summary>The end of a table.</summary>
    public static HtmlText EndTable(this HtmlText html) => html.Add($"</tbody>\n</table>\n");

    /// <summary>How many entries a list leaves out, as a quiet line; nothing where it leaves out none.</summary>
    public static HtmlText LeftOut(this HtmlText html, int count, string singular, string? plural = null) =>
        count > 0 ? html.Add($"<p class=\"quiet\">{Rules.Say.Count(count, $"more {singular}", plural is null ? null : $"more {plural}")} left out here.</p>\n") : html;
}
