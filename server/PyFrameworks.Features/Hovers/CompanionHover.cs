using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>Hovers of what stands beside frameworks: add-ons, servers, blocking libraries, needs.</summary>
internal static class CompanionHover
{
    /// <summary>An add-on: what it belongs to, and that framework's first line.</summary>
    public static string Addon(ProjectSnapshot project, Framework framework, string name, HoverOptions options)
    {
        var markup = new Markup(options.IsMarkdown).Bold(name).Text($" · add-on to {framework.Name}");
        var role = project.Catalog.Companions.AddonSets
            .Where(set => set.Frameworks.Contains(framework.Id))
            .SelectMany(set => set.Roles)
            .FirstOrDefault(entry => entry.Distributions.Contains(name.ToLowerInvariant().Replace('_', '-')));
        if (role is not null)
        {
            markup.Text($" · {role.Title}");
        }

        markup.Paragraph();
        FrameworkHover.FirstLine(markup, framework, project.FrameworkUses.FirstOrDefault(use => use.Framework.Id == framework.Id), project.Today);
        return markup.ToString();
    }

    /// <summary>A misnamed distribution: what it is and what to write; null when the name is in order.</summary>
    public static string? Misnamed(ProjectSnapshot project, Dependency dependency, HoverOptions options)
    {
        if (project.Catalog.Companions.Misnamed.FirstOrDefault(entry => entry.Name == dependency.CanonicalName) is not { } misnamed)
        {
            return null;
        }

        var markup = new Markup(options.IsMarkdown).Bold(dependency.Name).Text($" {misnamed.Problem}");
        markup.Paragraph().Text("Use ").Code(misnamed.UseInstead).Text(" instead.");
        return markup.Paragraph().Link(misnamed.Source.Title, misnamed.Source.Url).ToString();
    }

    /// <summary>A server or a blocking library; null when the catalog has nothing on it.</summary>
    public static string? Distribution(ProjectSnapshot project, Dependency dependency, HoverOptions options)
    {
        var companions = project.Catalog.Companions;
        var name = dependency.CanonicalName;
        var markup = new Markup(options.IsMarkdown);
        if (companions.Servers.FirstOrDefault(server => server.Distribution == name) is { } server)
        {
            markup.Bold(server.Name).Text($" · server for {Say.List([.. server.Interfaces.Select(ServedBy)])}");
            markup.Paragraph().Text(server.Note);
            foreach (var use in project.Primaries.Where(use => use.Interface != ServerInterface.Own))
            {
                var serves = server.Interfaces.Contains(use.Interface) ? "serves" : "can't serve";
                markup.Paragraph().Bold("Here: ").Text($"{serves} {use.Framework.Name}, {Say.AnInterface(use.Interface)} application.");
            }

            markup.Paragraph().Link(server.Source.Title, server.Source.Url);
            return markup.ToString();
        }

        if (companions.BlockingLibraries.FirstOrDefault(entry => entry.Distributions.Contains(name)) is { } library)
        {
            markup.Bold(dependency.Name).Text(" · blocking library");
            markup.Paragraph().Text($"{FrameworkHover.Capitalised(library.Why)}.");
            if (!library.Counterparts.IsEmpty)
            {
                markup.Paragraph().Text("In async code:");
                foreach (var counterpart in library.Counterparts)
                {
                    markup.Item().Code(counterpart.Import).Text(counterpart.Note.Length == 0 ? "" : $": {counterpart.Note}");
                }
            }

            markup.Paragraph().Link(library.Source.Title, library.Source.Url);
            return markup.ToString();
        }

        return null;
    }

    private static string ServedBy(ServerInterface offered) => offered == ServerInterface.Own ? "frameworks with a server of their own" : Say.Interface(offered);

    /// <summary>A need of the settings: its title and how the project's framework serves it.</summary>
    public static string? Need(ProjectSnapshot project, string id, HoverOptions options)
    {
        if (!Needs.Titles.TryGetValue(id, out var title))
        {
            return null;
        }

        var markup = new Markup(options.IsMarkdown).Bold(FrameworkHover.Capitalised(title)).Text(" · a need of this project");
        foreach (var use in project.Primaries)
        {
            if (use.Framework.Needs.FirstOrDefault(score => score.Need == id) is { } score)
            {
                markup.Paragraph().Text($"{use.Framework.Name}: {FrameworkHover.Verdict(score.Score)}. {score.Reason} ").Link(score.Source.Title, score.Source.Url);
            }
        }

        return markup.ToString();
    }
}
