using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Catalog.Reading;

/// <summary>A framework's file as read.</summary>
/// <param name="Framework">The entry, or null where the file has an error.</param>
/// <param name="Errors">What is wrong, in text order.</param>
/// <param name="Mentions">What the file says about other entries and about names, with places; empty where the file has an error.</param>
public sealed record FrameworkReading(Framework? Framework, ImmutableArray<CatalogError> Errors, ImmutableArray<CatalogMention> Mentions);

/// <summary>A companions file as read.</summary>
/// <param name="Companions">What the file holds, or null where it has an error.</param>
/// <param name="Errors">What is wrong, in text order.</param>
/// <param name="Mentions">What the file says about frameworks, with places; empty where the file has an error.</param>
public sealed record CompanionsReading(Companions? Companions, ImmutableArray<CatalogError> Errors, ImmutableArray<CatalogMention> Mentions);

/// <summary>What a mention is.</summary>
public enum MentionKind
{
    /// <summary>The entry's own identifier.</summary>
    Identity,

    /// <summary>Another framework's identifier.</summary>
    Reference,

    /// <summary>A distribution name (PEP 503 form) of the framework itself.</summary>
    OwnDistribution,

    /// <summary>A distribution name (PEP 503 form, perhaps with a trailing <c>*</c>) of an add-on.</summary>
    AddonDistribution,

    /// <summary>An import name of the framework itself.</summary>
    OwnImport,

    /// <summary>An import name (perhaps with a trailing <c>*</c>) of an add-on.</summary>
    AddonImport,
}

/// <summary>An identifier or name in a catalog file that concerns other files too.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The identifier or name.</param>
/// <param name="Key">The key that it stands under.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1, in UTF-16 code units.</param>
/// <param name="Span">Where it stands.</param>
public readonly record struct CatalogMention(MentionKind Kind, string Name, string Key, string Path, int Line, int Column, TextSpan Span);

/// <summary>Reads catalog files: the built-in ones while the project is compiled, users' own ones at run time. Never throws on any text.</summary>
public static class CatalogReader
{
    /// <summary>Reads a framework's file.</summary>
    /// <param name="path">The file's path, for errors only.</param>
    /// <param name="text">Its decoded text, at most 512 Ki UTF-16 code units.</param>
    /// <param name="isUserEntry">Whether it is a user's own file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static FrameworkReading ReadFramework(string path, string text, bool isUserEntry = true, CancellationToken cancellationToken = default)
    {
        var errors = new ErrorList(path, text);
        if (Tree(text, isUserEntry ? TeamGrammar.Framework : Grammar.Framework, errors, cancellationToken) is not var (root, references))
        {
            return new(null, errors.ToImmutable(), []);
        }

        var framework = FrameworkBuilder.Build(root, isUserEntry, new(root), path);
        EntryChecks.Check(root, framework, errors);
        return errors.Count > 0 ? new(null, errors.ToImmutable(), []) : new(framework, [], Mentions(root, references, path, errors));
    }

    /// <summary>Reads a companions file, whatever companions it holds.</summary>
    /// <param name="path">The file's path, for errors only.</param>
    /// <param name="text">Its decoded text, at most 512 Ki UTF-16 code units.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static CompanionsReading ReadCompanions(string path, string text, CancellationToken cancellationToken = default)
    {
        var errors = new ErrorList(path, text);
        if (Tree(text, CompanionGrammar.File, errors, cancellationToken) is not var (root, references))
        {
            return new(null, errors.ToImmutable(), []);
        }

        var companions = CompanionsBuilder.Build(root);
        EntryChecks.Check(root, companions, errors);
        return errors.Count > 0
            ? new(null, errors.ToImmutable(), [])
            : new(companions, [], [.. references.Select(use => Mention(MentionKind.Reference, use.Node.Value, use.Key, use.Node, path, errors))]);
    }

    /// <summary>
    /// The errors that show only between files: identifiers that no entry has, two entries of one identifier, names that two frameworks claim.
    /// </summary>
    /// <param name="mentions">Mentions of every file, in path order.</param>
    /// <param name="knownIds">Identifiers of entries that are there besides (the built-in ones, for users' files).</param>
    /// <returns>Errors in the order of the mentions.</returns>
    public static ImmutableArray<CatalogError> CheckTogether(IEnumerable<CatalogMention> mentions, IEnumerable<string> knownIds) =>
        CatalogChecks.Check([.. mentions], knownIds);

    /// <summary>The checked tree and its mentions of other frameworks, or null with at least one error.</summary>
    private static (MapNode Root, List<(ScalarNode Node, string Key)> References)? Tree(
        string text, RecordShape shape, ErrorList errors, CancellationToken cancellationToken)
    {
        if (YamlTree.Parse(text, errors, cancellationToken) is not { } root)
        {
            return null;
        }

        var validator = new Validator(errors, cancellationToken);
        validator.CheckRoot(root, shape);
        return errors.Count == 0 && root is MapNode map ? (map, validator.References) : null;
    }

    internal static ImmutableArray<CatalogMention> Mentions(MapNode root, List<(ScalarNode Node, string Key)> references, string path, ErrorList errors)
    {
        var mentions = ImmutableArray.CreateBuilder<CatalogMention>();
        void Add(MentionKind kind, Node? node, string key)
        {
            if (node is ScalarNode scalar)
            {
                var isDistribution = kind is MentionKind.OwnDistribution or MentionKind.AddonDistribution;
                mentions.Add(Mention(kind, isDistribution ? Scalars.Distribution(scalar.Value) : scalar.Value, key, scalar, path, errors));
            }
        }

        Add(MentionKind.Identity, root["id"], "id");
        Add(MentionKind.OwnDistribution, root["distribution"], "distribution");
        foreach (var alias in root.List("aliases"))
        {
            Add(MentionKind.OwnDistribution, alias, "aliases");
        }

        foreach (var import in root.List("imports"))
        {
            Add(MentionKind.OwnImport, import, "imports");
        }

        foreach (var item in root.List("implied-by").OfType<MapNode>())
        {
            Add(MentionKind.AddonDistribution, item["distribution"], "implied-by");
            Add(MentionKind.AddonImport, item["import"], "implied-by");
        }

        foreach (var (node, key) in references)
        {
            Add(MentionKind.Reference, node, key);
        }

        return mentions.ToImmutable();
    }

    internal static CatalogMention Mention(MentionKind kind, string name, string key, ScalarNode node, string path, ErrorList errors)
    {
        var place = errors.PlaceOf(node.Span);
        return new(kind, name, key, path, place.Line, place.Column, place.Span);
    }
}
