using System.Security.Cryptography;
using System.Text;

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

    /// <summary>The end of a table.</summary>
    public static HtmlText EndTable(this HtmlText html) => html.Add($"</tbody>\n</table>\n");

    /// <summary>How many entries a list leaves out, as a quiet line; nothing where it leaves out none.</summary>
    public static HtmlText LeftOut(this HtmlText html, int count, string singular, string? plural = null) =>
        count > 0 ? html.Add($"<p class=\"quiet\">{Rules.Say.Count(count, $"more {singular}", plural is null ? null : $"more {plural}")} left out here.</p>\n") : html;
}
