using System.Collections.Immutable;

namespace PyFrameworks.Catalog.Reading;

/// <summary>A team's catalog file as read by itself.</summary>
/// <param name="Path">The file, as given to the reader.</param>
/// <param name="Items">Its entries and changes, in file order; those with an error have none.</param>
/// <param name="Errors">What is wrong, in text order.</param>
public sealed record TeamReading(string Path, ImmutableArray<TeamItem> Items, ImmutableArray<CatalogError> Errors);

/// <summary>An item of a team's catalog file.</summary>
/// <param name="Entry">The entry or changes; null where the item has an error.</param>
/// <param name="Id">The framework that it is about; still known where another part is wrong, so that one slip raises no second error.</param>
/// <param name="Mentions">What it says about other entries and about names, with places; empty where it has an error.</param>
public sealed record TeamItem(TeamEntry? Entry, string Id, ImmutableArray<CatalogMention> Mentions);

/// <summary>
/// Reads a team's catalog file: one entry, or lists of entries and changes. What is wrong costs the item that it stands in, and the rest is in force.
/// Never throws on any text.
/// </summary>
public static class TeamCatalogReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path, for errors and for what the team says without a source.</param>
    /// <param name="text">Its decoded text, at most 512 Ki UTF-16 code units.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static TeamReading Read(string path, string text, CancellationToken cancellationToken = default)
    {
        var errors = new ErrorList(path, text);
        var (root, broken) = YamlTree.ParseRest(text, errors, cancellationToken);
        if (root is MapNode file && IsList(file))
        {
            return new ListReader(file, broken, path, errors, cancellationToken).Read();
        }

        var reading = CatalogReader.ReadFramework(path, text, isUserEntry: true, cancellationToken);
        return new(
            path,
            reading.Framework is { } framework ? [new(new(framework.Id, framework, null), framework.Id, reading.Mentions)] : Unread(root as MapNode),
            reading.Errors);
    }

    /// <summary>Whether the file holds lists: none of its keys is one that only an entry has.</summary>
    private static bool IsList(MapNode file) =>
        file.Entries.All(entry => entry.Key.Value == Grammar.Sources.Name || TeamGrammar.Framework.Keys.All(key => key.Name != entry.Key.Value));

    private static ImmutableArray<TeamItem> Unread(MapNode? item) => item?.Text("id") is { } id && Scalars.IsIdentifier(id) ? [new(null, id, [])] : [];

    /// <summary>Reads the items one by one.</summary>
    private sealed class ListReader(MapNode file, HashSet<Node> broken, string path, ErrorList errors, CancellationToken cancellationToken)
    {
        public TeamReading Read()
        {
            new Validator(errors, cancellationToken).CheckKeys(file, TeamGrammar.File, "the file");
            var names = file.MapEntries("sources").Select(entry => entry.Key.Value).ToList();
            var sources = new SourceTable(GoodSources());
            var items = ImmutableArray.CreateBuilder<TeamItem>();
            foreach (var node in Items("frameworks"))
            {
                items.AddRange(Item(node, TeamGrammar.Framework, "an item of frameworks", names, sources, (map, own, references) =>
                {
                    var framework = FrameworkBuilder.Build(map, isUserEntry: true, own, path);
                    EntryChecks.Check(map, framework, errors);
                    return (new(framework.Id, framework, null), CatalogReader.Mentions(map, references, path, errors));
                }));
            }

            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var node in Items("overrides"))
            {
                items.AddRange(Item(node, TeamGrammar.Override, "an item of overrides", names, sources, (map, own, _) =>
                {
                    var changes = FrameworkBuilder.BuildOverride(map, own, path);
                    var id = (ScalarNode)map["id"]!;
                    EntryChecks.Check(map, changes, isFirst: seen.Add(changes.Id), errors);
                    return (new(changes.Id, null, changes), [CatalogReader.Mention(MentionKind.Reference, changes.Id, "overrides", id, path, errors)]);
                }));
            }

            return new(path, items.ToImmutable(), errors.ToImmutable());
        }

        private ImmutableArray<Node> Items(string key)
        {
            if (file[key] is { } node and not ListNode)
            {
                errors.Add(CatalogErrorKind.WrongNode, node.Span, $"{key} is not a list: begin each item with \"- id:\"");
            }

            return file.List(key);
        }

        /// <summary>The sources of the file that are right.</summary>
        private List<MapEntry> GoodSources()
        {
            var good = new List<MapEntry>();
            if (file["sources"] is { } node and not MapNode)
            {
                new Validator(errors, cancellationToken).Check(node, Grammar.Sources.Shape, "sources");
            }

            foreach (var entry in file.MapEntries("sources"))
            {
                var before = errors.Count;
                new Validator(errors, cancellationToken).Check(new MapNode(entry.Key.Span, [entry]), Grammar.Sources.Shape, "sources");
                if (errors.Count == before && !broken.Contains(entry.Value))
                {
                    good.Add(entry);
                }
            }

            return good;
        }

        private ImmutableArray<TeamItem> Item(
            Node node,
            RecordShape shape,
            string name,
            List<string> names,
            SourceTable shared,
            Func<MapNode, SourceTable, List<(ScalarNode Node, string Key)>, (TeamEntry Entry, ImmutableArray<CatalogMention> Mentions)> build)
        {
            if (broken.Contains(node))
            {
                return Unread(node as MapNode);
            }

            var before = errors.Count;
            var validator = new Validator(errors, cancellationToken);
            validator.CheckRoot(node, shape, name, names);
            if (errors.Count > before || node is not MapNode map)
            {
                return Unread(node as MapNode);
            }

            // A source with an error is told there; what stands on it is not in force.
            var sources = new SourceTable(map, shared);
            if (!validator.SourceUses.TrueForAll(use => sources.Holds(use.Value)))
            {
                return Unread(map);
            }

            var (entry, mentions) = build(map, sources, validator.References);
            return errors.Count > before ? Unread(map) : [new(entry, entry.Id, mentions)];
        }
    }
}
