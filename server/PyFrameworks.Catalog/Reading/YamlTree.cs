using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PyFrameworks.Catalog.Reading;

/// <summary>YAML text as a tree of mappings, lists and scalars; anything that could make a small file large is refused.</summary>
internal static class YamlTree
{
    /// <summary>The largest file read, in UTF-16 code units. The longest built-in entry is a tenth of it.</summary>
    public const int MostCharacters = 512 * 1024;

    /// <summary>The deepest nesting read. The catalog itself needs six levels.</summary>
    public const int MostLevels = 24;

    /// <summary>The document's root, or null with at least one error.</summary>
    public static Node? Parse(string text, ErrorList errors, CancellationToken cancellationToken)
    {
        var root = ParseRest(text, errors, cancellationToken).Root;
        return errors.Count == 0 ? root : null;
    }

    /// <summary>
    /// The document's root as far as it can be read: what comes before a break, without the item of a list of the root's that it stands in. Beside it, the
    /// items that hold an error. Null where there is nothing.
    /// </summary>
    public static (Node? Root, HashSet<Node> Broken) ParseRest(string text, ErrorList errors, CancellationToken cancellationToken)
    {
        if (text.Length > MostCharacters)
        {
            errors.Add(CatalogErrorKind.TooLarge, default, $"the file holds {text.Length} characters, more than the {MostCharacters} that are read; split it");
            return (null, []);
        }

        var reader = new Reader(text, errors, cancellationToken);
        return (reader.Document(), reader.Broken);
    }

    /// <summary>The scanner's message in the form of ours: no position in front, no full stop.</summary>
    private static string Sentence(string message)
    {
        var text = message.Trim().TrimEnd('.');
        if (text.Length > 0 && text[0] == '(' && text.IndexOf("): ", StringComparison.Ordinal) is > 0 and var end)
        {
            text = text.Substring(end + 3);
        }

        return text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text.Substring(1) : text;
    }

    /// <summary>Lists at this level are the root's own; what is complete in them outlives a break further down.</summary>
    private const int KeptLevel = 2;

    private sealed class Reader(string text, ErrorList errors, CancellationToken cancellationToken)
    {
        // The scanner counts a byte order mark as a column of the first line and then takes the next line for a continuation.
        private readonly int _offset = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        private readonly Parser _parser = new(new StringReader(text.Length > 0 && text[0] == '\uFEFF' ? text.Substring(1) : text));

        // Whether nothing more can be read.
        private bool _isOver;

        /// <summary>Items of the root's lists that hold an error.</summary>
        public HashSet<Node> Broken { get; } = [];

        public Node? Document()
        {
            Next();
            if (Next() is not DocumentStart start)
            {
                if (!_isOver)
                {
                    errors.Add(CatalogErrorKind.WrongNode, default, "the file is empty: a mapping of keys is meant");
                }

                return null;
            }

            if (start.Version is not null)
            {
                errors.Add(CatalogErrorKind.Indirection, SpanOf(start.Start, start.End), "a catalog file has no directives: remove this line");
                return null;
            }

            var root = Read(level: 1);
            if (root is null || _isOver)
            {
                return root;
            }

            Next();
            if (Next() is DocumentStart second)
            {
                errors.Add(CatalogErrorKind.WrongNode, SpanOf(second.Start, second.End), "a second document: write one file for each");
            }

            return root;
        }

        /// <summary>The node at the next event, or null once reading has come to its end. What is refused is an error, and reading goes on after it.</summary>
        private Node? Read(int level)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var current = Next();
            if (_isOver)
            {
                return null;
            }

            if (current is AnchorAlias alias)
            {
                // The value is not looked up, so that a few lines can't stand for many.
                var span = SpanOf(alias.Start, alias.End);
                errors.Add(CatalogErrorKind.Indirection, span, $"aliases are not read: write the value of \"*{alias.Value.Value}\" out");
                return new ScalarNode(span, "", isPlain: true);
            }

            if (current is not NodeEvent node)
            {
                errors.Add(CatalogErrorKind.Syntax, SpanOfCurrent(), "this is not YAML: a value is missing");
                _isOver = true;
                return null;
            }

            if (!node.Anchor.IsEmpty)
            {
                errors.Add(CatalogErrorKind.Indirection, SpanOf(node.Start, node.End), $"anchors are not read: remove \"&{node.Anchor.Value}\"");
            }
            else if (!node.Tag.IsEmpty)
            {
                errors.Add(CatalogErrorKind.Indirection, SpanOf(node.Start, node.End), "tags are not read: remove it");
            }

            if (level > MostLevels)
            {
                errors.Add(CatalogErrorKind.TooLarge, SpanOf(node.Start, node.End), $"nested deeper than the {MostLevels} levels that are read");
                _isOver = true;
                return null;
            }

            return node switch
            {
                Scalar scalar => new ScalarNode(SpanOf(scalar.Start, scalar.End), scalar.Value, scalar.Style == ScalarStyle.Plain),
                SequenceStart sequence => ReadList(sequence, level),
                MappingStart mapping => ReadMap(mapping, level),
                _ => null,
            };
        }

        private ListNode? ReadList(SequenceStart start, int level)
        {
            var items = ImmutableArray.CreateBuilder<Node>();
            while (!Accept<SequenceEnd>())
            {
                var errorsBefore = errors.Count;
                if (Read(level + 1) is not { } item)
                {
                    // Of a list of the root's what was complete is kept.
                    return level <= KeptLevel ? new(First(start), items.ToImmutable()) : null;
                }

                items.Add(item);
                if (level <= KeptLevel && errors.Count > errorsBefore)
                {
                    Broken.Add(item);
                }
            }

            return new(First(start), items.ToImmutable());
        }

        private MapNode? ReadMap(MappingStart start, int level)
        {
            var entries = ImmutableArray.CreateBuilder<MapEntry>();
            var keys = new HashSet<string>(StringComparer.Ordinal);
            while (!Accept<MappingEnd>())
            {
                if (Read(level + 1) is not { } key || Read(level + 1) is not { } value)
                {
                    return level < KeptLevel ? new(First(start), entries.ToImmutable()) : null;
                }

                if (key is not ScalarNode name)
                {
                    errors.Add(CatalogErrorKind.WrongNode, key.Span, "a key has to be a word");
                }
                else if (!keys.Add(name.Value))
                {
                    errors.Add(CatalogErrorKind.Duplicate, name.Span, $"the key \"{name.Value}\" stands here twice: remove one");
                }
                else
                {
                    entries.Add(new(name, value));
                }
            }

            return new(First(start), entries.ToImmutable());
        }

        private bool _isAhead;

        /// <summary>Whether the next event is of that type; then it is passed over.</summary>
        private bool Accept<T>()
            where T : ParsingEvent
        {
            if (_isOver)
            {
                return false;
            }

            var isThere = Next() is T;
            _isAhead = !isThere && !_isOver;
            return isThere;
        }

        private ParsingEvent? Next()
        {
            if (_isAhead)
            {
                _isAhead = false;
                return _parser.Current;
            }

            try
            {
                return !_isOver && _parser.MoveNext() ? _parser.Current : null;
            }
            catch (YamlException e)
            {
                errors.Add(CatalogErrorKind.Syntax, SpanOf(e.Start, e.End), $"this is not YAML: {Sentence(e.Message)}");
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
            {
                // The scanner lets such exceptions out, for one where a flow list is not closed; a broken file must not stop the host.
                errors.Add(CatalogErrorKind.Syntax, SpanOfCurrent(), "from here on this is not YAML: close brackets and quotes");
            }

            _isOver = true;
            return null;
        }

        public TextSpan SpanOfCurrent() => _parser.Current is { } current ? SpanOf(current.Start, current.End) : default;

        /// <summary>A list or mapping shows at its first character; underlining all of it would hide the place.</summary>
        private TextSpan First(ParsingEvent start) => SpanOf(start.Start, start.Start) is { Start: var at } && at < text.Length ? new(at, 1) : new(text.Length, 0);

        public TextSpan SpanOf(in Mark start, in Mark end)
        {
            var from = (int)Math.Max(0, Math.Min(start.Index + _offset, text.Length));
            var to = (int)Math.Max(from, Math.Min(end.Index + _offset, text.Length));

            // A block scalar ends on the next line; blanks and line ends after a value are no part of it.
            while (to > from && char.IsWhiteSpace(text[to - 1]))
            {
                to--;
            }

            return TextSpan.FromBounds(from, to);
        }
    }
}
