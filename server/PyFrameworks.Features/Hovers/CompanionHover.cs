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
        return Sourced(markup, misnamed.Source, project.Today).ToString();
    }

    /// <summary>A server or a blocking library that a manifest declares; null when the catalog has nothing on it.</summary>
    public static string? Distribution(ProjectSnapshot project, Dependency dependency, HoverOptions options)
    {
        var (companions, name) = (project.Catalog.Companions, dependency.CanonicalName);
        if (companions.Servers.FirstOrDefault(server => server.Distribution == name) is { } server)
        {
            return Server(project, server, options);
        }

        return companions.BlockingLibraries.FirstOrDefault(entry => entry.Distributions.Contains(name)) is { } library
            ? Library(project, dependency.Name, library, options)
            : null;
    }

    /// <summary>A server or a blocking library that code imports; null when the catalog has nothing on it, or the module is the project's own.</summary>
    public static string? Import(ProjectSnapshot project, string module, HoverOptions options)
    {
        var companions = project.Catalog.Companions;
        var package = module.Split('.')[0];
        var server = companions.Servers.FirstOrDefault(server => server.Distribution.Replace('-', '_') == package);
        var library = companions.BlockingLibraries.FirstOrDefault(entry =>
            entry.Imports.Any(known => module == known || module.StartsWith($"{known}.", StringComparison.Ordinal)));
        if ((server is null && library is null) || IsOwn(project, package))
        {
            return null;
        }

        return server is not null ? Server(project, server, options) : Library(project, module, library!, options);
    }

    /// <summary>Whether a file or folder of the project bears the name of <paramref name="package"/>.</summary>
    private static bool IsOwn(ProjectSnapshot project, string package) =>
        project.Files.Any(file => $"/{file.Path}".Contains($"/{package}.py", StringComparison.Ordinal) || $"/{file.Path}".Contains($"/{package}/", StringComparison.Ordinal));

    private static string Server(ProjectSnapshot project, Server server, HoverOptions options)
    {
        var markup = new Markup(options.IsMarkdown).Bold(server.Name).Text($" · server for {Say.List([.. server.Interfaces.Select(ServedBy)])}");
        markup.Paragraph().Text(server.Note);
        foreach (var use in project.Primaries.Where(use => use.Interface != ServerInterface.Own))
        {
            var serves = server.Interfaces.Contains(use.Interface) ? "serves" : "can't serve";
            markup.Paragraph().Bold("Here: ").Text($"{serves} {use.Framework.Name}, {Say.AnInterface(use.Interface)} application.");
        }

        return Sourced(markup, server.Source, project.Today).ToString();
    }

    private static string Library(ProjectSnapshot project, string name, BlockingLibrary library, HoverOptions options)
    {
        var markup = new Markup(options.IsMarkdown).Bold(name).Text(" · blocking library");
        markup.Paragraph().Text($"{FrameworkHover.Capitalised(library.Why)}.");
        if (!library.Counterparts.IsEmpty)
        {
            markup.Paragraph().Text("In async code:");
            foreach (var counterpart in library.Counterparts)
            {
                markup.Item().Code(counterpart.Import).Text(counterpart.Note.Length == 0 ? "" : $": {counterpart.Note}");
            }
        }

        return Sourced(markup, library.Source, project.Today).ToString();
    }

    /// <summary>The page that says so, and when it was read.</summary>
    private static Markup Sourced(Markup markup, SourceReference source, DateOnly today)
    {
        markup.Paragraph().Link(source.Title, source.Url);
        return source.Checked is { } day
            ? markup.Text(source.IsStaleOn(today) ? $" · last checked {Say.Date(day)}, so it may be out of date" : $" · checked {Say.Date(day)}")
            : markup;
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
