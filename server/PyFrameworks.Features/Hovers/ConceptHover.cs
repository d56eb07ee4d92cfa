using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Features;

/// <summary>The hover of an imported name: what it is, and what it is called in the likeliest alternatives.</summary>
internal static class ConceptHover
{
    private const int ShownAlternatives = 3;

    /// <summary>The text for the dotted <paramref name="name"/>; null when the concept map does not know it.</summary>
    public static string? Text(ProjectSnapshot project, Framework framework, string name, HoverOptions options, CancellationToken cancellationToken)
    {
        if (framework.Concepts.FirstOrDefault(concept => concept.Names.Contains(name)) is not { } concept)
        {
            return null;
        }

        var markup = new Markup(options.IsMarkdown).Code(name).Text($" · {Concepts.Titles[concept.Id]} in {framework.Name}");
        Api(markup.Paragraph(), concept);
        var alternatives = Suggester.ForProject(project, framework.Id, cancellationToken).Suggestions.Take(ShownAlternatives)
            .Select(suggestion => suggestion.Framework)
            .Select(other => (Framework: other, Concept: other.Concepts.FirstOrDefault(entry => entry.Id == concept.Id)))
            .Where(entry => entry.Concept is not null).ToList();
        if (alternatives.Count > 0)
        {
            markup.Paragraph().Text("Elsewhere:");
            foreach (var (other, counterpart) in alternatives)
            {
                Api(markup.Item().Bold(other.Name).Text(": "), counterpart!);
            }
        }

        return markup.ToString();
    }

    /// <summary>How it is written; what says that there is none is no code.</summary>
    private static void Api(Markup markup, Concept concept)
    {
        if (concept.Api.StartsWith("none", StringComparison.Ordinal))
        {
            markup.Text(concept.Api);
        }
        else
        {
            markup.Code(concept.Api);
        }
    }
}
