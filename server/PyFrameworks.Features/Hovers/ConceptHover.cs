using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Features;

/// <summary>The hover of an imported name: what it is, and what it is called in the likeliest alternatives.</summary>
internal static class ConceptHover
{
    private const int ShownAlternatives = 3;

    /// <summary>The text for the dotted <paramref name="name"/>; null when the concept map does not know it.</summary>
    public static string? Text(ProjectSnapshot project, Framework framework, string name, HoverOptions options)
    {
        if (framework.Concepts.FirstOrDefault(concept => concept.Names.Contains(name)) is not { } concept)
        {
            return null;
        }

        var markup = new Markup(options.IsMarkdown).Code(name).Text($" · {framework.Name}'s {Concepts.Titles[concept.Id]}");
        markup.Paragraph().Code(concept.Api);
        var alternatives = Suggester.ForProject(project, framework.Id, CancellationToken.None).Suggestions.Take(ShownAlternatives)
            .Select(suggestion => suggestion.Framework)
            .Select(other => (Framework: other, Concept: other.Concepts.FirstOrDefault(entry => entry.Id == concept.Id)))
            .Where(entry => entry.Concept is not null).ToList();
        if (alternatives.Count > 0)
        {
            markup.Paragraph().Text("Elsewhere:");
            foreach (var (other, counterpart) in alternatives)
            {
                markup.Item().Bold(other.Name).Text(": ").Code(counterpart!.Api);
            }
        }

        return markup.ToString();
    }
}
