using System.Collections.Immutable;
using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Catalog;

/// <summary>A catalog with a layer of team catalogs over it.</summary>
/// <param name="Catalog">All of it.</param>
/// <param name="Errors">What is wrong in and between the files of the layer, by file in their order, then by place.</param>
public sealed record TeamLayer(FrameworkCatalog Catalog, ImmutableArray<CatalogError> Errors)
{
    /// <summary>
    /// Lays <paramref name="files"/> over <paramref name="below"/>, the later over the earlier. Items with an error are left out, and what is wrong costs no other item.
    /// </summary>
    public static TeamLayer Over(FrameworkCatalog below, ImmutableArray<TeamReading> files)
    {
        if (files.IsEmpty)
        {
            return new(below, []);
        }

        var items = files.SelectMany(file => file.Items).ToList();
        var known = below.Ids.Concat(items.Where(item => item.Entry is null).Select(item => item.Id));
        var between = CatalogReader.CheckTogether(items.SelectMany(item => item.Mentions), known);
        var wrong = between.Select(error => (error.Path, error.Span)).ToHashSet();
        var good = items.Where(item => item.Entry is not null && !item.Mentions.Any(mention => wrong.Contains((mention.Path, mention.Span))));
        return new(
            below.WithTeam(good.Select(item => item.Entry!)),
            [.. files.SelectMany(file => file.Errors.Concat(between.Where(error => error.Path == file.Path)).OrderBy(error => error.Span.Start)).Distinct()]);
    }
}
