using PyFrameworks.Catalog;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Packaging;

namespace PyFrameworks.Features;

/// <summary>What there is to say of a proposal, made when the user looks at it.</summary>
public static class ProposalPages
{
    /// <summary>The text of the proposal with <paramref name="key"/>; null where there is none. A key comes back from the client and may be anything.</summary>
    public static string? Find(FrameworkCatalog catalog, DateOnly today, string key, bool isMarkdown)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = colon < 0 ? ("", "") : (key[..colon], key[(colon + 1)..]);
        return kind switch
        {
            "distribution" => Distribution(catalog, today, name, isMarkdown),
            "release" => ReleaseOf(catalog, today, name, isMarkdown),
            "rule" when RuleSet.Find(name) is { } rule => SettingsHover.About(rule, isMarkdown),
            "need" when Needs.Titles.TryGetValue(name, out var title) => new Markup(isMarkdown).Bold(FrameworkHover.Capitalised(title)).Text(" · a need of the project").ToString(),
            "setting" when ToolSettingKeys.About(name) is { } about => new Markup(isMarkdown).Text(about).ToString(),
            _ => null,
        };
    }

    private static string? Distribution(FrameworkCatalog catalog, DateOnly today, string name, bool isMarkdown)
    {
        if (catalog.FindDistribution(name) is { } known && catalog.Find(known.FrameworkId) is { } framework)
        {
            var markup = new Markup(isMarkdown);
            if (known.IsAddon)
            {
                markup.Bold(name).Text($" · add-on to {framework.Name}").Paragraph();
            }

            FrameworkHover.FirstLine(markup, framework, use: null, today);
            markup.Paragraph().Text(framework.About);
            if (!known.IsAddon && framework.Links.Documentation.Length > 0)
            {
                markup.Paragraph().Link("Documentation", framework.Links.Documentation);
            }

            return markup.Paragraph().Text($"Checked {Say.Date(framework.Checked)}.").ToString();
        }

        var (companions, canonical) = (catalog.Companions, NormalizedName.From(name).Value);
        if (companions.Servers.FirstOrDefault(server => server.Distribution == canonical) is { } server)
        {
            return new Markup(isMarkdown).Bold(server.Name).Text(" · server").Paragraph().Text(server.Note).Paragraph().Link(server.Source.Title, server.Source.Url).ToString();
        }

        return companions.BlockingLibraries.FirstOrDefault(library => library.Distributions.Contains(canonical)) is { } blocking
            ? new Markup(isMarkdown).Bold(name).Text(" · blocking library").Paragraph().Text($"{FrameworkHover.Capitalised(blocking.Why)}.").Paragraph().Link(blocking.Source.Title, blocking.Source.Url).ToString()
            : null;
    }

    private static string? ReleaseOf(FrameworkCatalog catalog, DateOnly today, string name, bool isMarkdown)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || catalog.Find(name[..slash]) is not { } framework || framework.Releases.FirstOrDefault(release => release.Series == name[(slash + 1)..]) is not { } release)
        {
            return null;
        }

        var markup = new Markup(isMarkdown).Bold($"{framework.Name} {release.Series}").Text(release.IsLts ? " · long-term support" : "");
        if (VersionStatus.SupportOf(release, framework, today) is { Length: > 0 } support)
        {
            markup.Text($" · {support}");
        }

        if (release.Python.Length > 0)
        {
            markup.Paragraph().Text("Runs on Python ").Code(release.Python);
        }

        if (release.Latest.Length > 0)
        {
            markup.Paragraph().Text("Newest release: ").Code(release.Latest);
        }

        return markup.Paragraph().Link(release.Source.Title, release.Source.Url).Text($" · checked {Say.Date(framework.Checked)}").ToString();
    }
}
