using System.Collections.Immutable;

namespace PyFrameworks.Catalog.Reading;

/// <summary>Checks between files.</summary>
internal static class CatalogChecks
{
    public static ImmutableArray<CatalogError> Check(ImmutableArray<CatalogMention> mentions, IEnumerable<string> knownIds)
    {
        var errors = ImmutableArray.CreateBuilder<CatalogError>();
        var ids = new HashSet<string>(knownIds, StringComparer.Ordinal);
        ids.UnionWith(mentions.Where(mention => mention.Kind == MentionKind.Identity).Select(mention => mention.Name));

        var first = new Dictionary<(MentionKind Kind, string Name), (string Id, CatalogMention Mention)>();
        var id = "";
        foreach (var mention in mentions)
        {
            switch (mention.Kind)
            {
                case MentionKind.Identity:
                    id = mention.Name;
                    if (first.TryGetValue((mention.Kind, id), out var other))
                    {
                        Add(errors, CatalogErrorKind.DuplicateId, mention, $"the id \"{id}\" belongs to {FileName(other.Mention.Path)} already: choose another one");
                    }
                    else
                    {
                        first.Add((mention.Kind, id), (id, mention));
                    }

                    break;
                case MentionKind.Reference:
                    if (!ids.Contains(mention.Name))
                    {
                        var mend = Suggestion.For(mention.Name, ids.OrderBy(known => known, StringComparer.Ordinal), "; add the entry or remove the mention");
                        Add(errors, CatalogErrorKind.DanglingReference, mention, $"{mention.Key} names \"{mention.Name}\", which no entry of the catalog has as id{mend}");
                    }

                    break;
                default:
                    // A framework's own name may be another one's add-on (Flask-RESTful for Flask); two owners, or two that an add-on implies, leave it open.
                    if (!first.TryGetValue((mention.Kind, mention.Name), out var claim))
                    {
                        first.Add((mention.Kind, mention.Name), (id, mention));
                    }
                    else if (claim.Id != id)
                    {
                        var what = mention.Kind is MentionKind.OwnDistribution or MentionKind.AddonDistribution ? "distribution" : "import name";
                        Add(errors, CatalogErrorKind.ContestedName, mention, $"the {what} \"{mention.Name}\" is claimed by \"{claim.Id}\" too: keep it in one of the two entries");
                    }

                    break;
            }
        }

        return errors.ToImmutable();
    }

    private static void Add(ImmutableArray<CatalogError>.Builder errors, CatalogErrorKind kind, in CatalogMention at, string message) =>
        errors.Add(new(kind, at.Path, at.Line, at.Column, message, at.Span));

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
