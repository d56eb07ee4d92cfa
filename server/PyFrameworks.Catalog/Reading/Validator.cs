namespace PyFrameworks.Catalog.Reading;

/// <summary>Checks a tree against a shape. A tree without errors can be built from without further checks.</summary>
internal sealed class Validator(ErrorList errors, CancellationToken cancellationToken)
{
    /// <summary>Mentions of sources.</summary>
    public List<ScalarNode> SourceUses { get; } = [];

    /// <summary>Mentions of other entries, for the checks that need the whole catalog.</summary>
    public List<(ScalarNode Node, string Key)> References { get; } = [];

    /// <summary>Checks a file, or an entry of one that lists the <paramref name="sources"/> for all its entries.</summary>
    public void CheckRoot(Node root, RecordShape shape, string name = "the file", IEnumerable<string>? sources = null)
    {
        Check(root, shape, name);
        if (root is not MapNode map)
        {
            return;
        }

        var known = map.MapEntries("sources").Select(entry => entry.Key.Value).Concat(sources ?? []).ToList();
        var isKnown = new HashSet<string>(known, StringComparer.Ordinal);
        foreach (var use in SourceUses)
        {
            if (!isKnown.Contains(use.Value))
            {
                var mend = Suggestion.For(use.Value, known, "; add it there with its title and url");
                errors.Add(CatalogErrorKind.Source, use.Span, $"\"{use.Value}\" is no key of this file's sources{mend}");
            }
        }
    }

    public void Check(Node node, Shape shape, string name)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (shape)
        {
            case RecordShape record:
                CheckRecord(node, record, name);
                break;
            case TableShape table:
                CheckTable(node, table, name);
                break;
            case ListShape list:
                CheckList(node, list, name);
                break;
            case ScalarShape scalar when node is ScalarNode value:
                CheckScalar(value, scalar, name);
                break;
            default:
                errors.Add(CatalogErrorKind.WrongNode, node.Span, $"{name} is {Kind(node)}: a single value is meant");
                break;
        }
    }

    private void CheckRecord(Node node, RecordShape shape, string name)
    {
        if (node is not MapNode map)
        {
            var keys = string.Join(", ", shape.Keys.Take(3).Select(key => key.Name)) + (shape.Keys.Length > 3 ? ", …" : "");
            errors.Add(CatalogErrorKind.WrongNode, node.Span, $"{name} is {Kind(node)}: a mapping with the keys {keys} is meant");
            return;
        }

        foreach (var entry in map.Entries)
        {
            if (shape.Keys.FirstOrDefault(key => key.Name == entry.Key.Value) is { } key)
            {
                Check(entry.Value, key.Shape, key.Name);
                if (key.Shape is ScalarShape { Form: Form.Framework } or ListShape { Item: ScalarShape { Form: Form.Framework } })
                {
                    AddReferences(entry.Value, key.Name);
                }
            }
        }

        CheckKeys(map, shape, name);
    }

    /// <summary>Checks which keys are there, not their values.</summary>
    public void CheckKeys(MapNode map, RecordShape shape, string name)
    {
        // A misspelt key is one error, not also a missing one.
        var misspelt = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (shape.Keys.All(key => key.Name != entry.Key.Value))
            {
                var known = shape.Keys.Select(candidate => candidate.Name);
                if (Suggestion.Closest(entry.Key.Value, known) is { } meant)
                {
                    misspelt.Add(meant);
                }

                var mend = Suggestion.For(entry.Key.Value, known, $"; known here: {string.Join(", ", known)}");
                errors.Add(CatalogErrorKind.UnknownKey, entry.Key.Span, $"\"{entry.Key.Value}\" is no key of {name}{mend}");
            }
        }

        foreach (var key in shape.Keys)
        {
            if (key.IsRequired && map[key.Name] is null && !misspelt.Contains(key.Name))
            {
                var (kind, message) = key.Shape is ScalarShape { Form: Form.Source }
                    ? (CatalogErrorKind.Source, $"{name} names no source: add \"source\" with a key of this file's sources")
                    : (CatalogErrorKind.MissingKey, $"{name} lacks the key \"{key.Name}\": {Lower(key.Description)}");
                errors.Add(kind, map.Span, message);
            }
        }
    }

    private void CheckTable(Node node, TableShape shape, string name)
    {
        if (node is not MapNode map)
        {
            errors.Add(CatalogErrorKind.WrongNode, node.Span, $"{name} is {Kind(node)}: a mapping by {shape.Keys?.Title ?? "key"} is meant");
            return;
        }

        if (map.Entries.Length < shape.Least)
        {
            errors.Add(CatalogErrorKind.WrongNode, map.Span, $"{name} is empty: at least {shape.Least} is meant");
        }

        foreach (var entry in map.Entries)
        {
            if (shape.Keys is { } words)
            {
                CheckWord(entry.Key, words);
            }
            else if (!Scalars.IsIdentifier(entry.Key.Value))
            {
                errors.Add(CatalogErrorKind.Value, entry.Key.Span, $"\"{entry.Key.Value}\" is no key of {name}: write lower-case words joined by \"-\"");
            }

            Check(entry.Value, shape.Value, entry.Key.Value);
        }
    }

    private void CheckList(Node node, ListShape shape, string name)
    {
        if (node is not ListNode list)
        {
            errors.Add(CatalogErrorKind.WrongNode, node.Span, $"{name} is {Kind(node)}: a list is meant");
            return;
        }

        if (list.Items.Length < shape.Least)
        {
            errors.Add(CatalogErrorKind.WrongNode, list.Span, $"{name} is empty: at least {shape.Least} is meant");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            Check(item, shape.Item, shape.Item is ScalarShape ? name : $"an item of {name}");

            // A name that differs in case alone is the same distribution; other values compare as they stand.
            if (shape.Item is ScalarShape { Form: var form } && item is ScalarNode { Value: var value } scalar
                && !seen.Add(form == Form.Distribution ? Scalars.Distribution(value) : value))
            {
                errors.Add(CatalogErrorKind.Duplicate, scalar.Span, $"\"{value}\" stands twice in {name}: remove one");
            }
        }
    }

    private void CheckScalar(ScalarNode node, ScalarShape shape, string name)
    {
        var value = node.Value;
        if (node.IsEmpty || (shape.Form is Form.Prose or Form.Verbatim && string.IsNullOrWhiteSpace(value)))
        {
            errors.Add(CatalogErrorKind.Value, node.Span, $"{name} is empty: give a value or remove the key");
            return;
        }

        switch (shape.Form)
        {
            case Form.Word:
                CheckWord(node, shape.Vocabulary!);
                break;
            case Form.Source:
                SourceUses.Add(node);
                break;
            case Form.Number:
                if (!node.IsPlain || Scalars.Number(value) is not { } number)
                {
                    errors.Add(CatalogErrorKind.OutOfRange, node.Span, $"{name} is \"{value}\": a whole number from {shape.Least} to {shape.Most} without quotes is meant");
                }
                else if (number < shape.Least || number > shape.Most)
                {
                    errors.Add(CatalogErrorKind.OutOfRange, node.Span, $"{name} is {number}: it goes from {shape.Least} to {shape.Most}");
                }

                break;
            case Form.Flag when !node.IsPlain || value is not ("true" or "false"):
                errors.Add(CatalogErrorKind.UnknownWord, node.Span, $"{name} is \"{value}\": true or false without quotes is meant");
                break;
            case Form.Date when Scalars.Date(value) is null:
                errors.Add(CatalogErrorKind.Date, node.Span, $"{name} is \"{value}\": a day of the calendar as yyyy-MM-dd is meant");
                break;
            case Form.Version when !Scalars.IsVersion(value):
                errors.Add(CatalogErrorKind.Version, node.Span, $"{name} is \"{value}\": a PEP 440 version such as \"4.2\" is meant");
                break;
            case Form.Specifiers when !Scalars.IsSpecifierSet(value):
                errors.Add(CatalogErrorKind.Version, node.Span, $"{name} is \"{value}\": a PEP 440 specifier set such as \">=3.9,<3.14\" is meant");
                break;
            default:
                if (Mend(shape.Form, value) is { } mend)
                {
                    errors.Add(CatalogErrorKind.Value, node.Span, $"{name} is \"{Short(value)}\": {mend}");
                }

                break;
        }
    }

    /// <summary>What is meant instead, or null where the value is fine.</summary>
    private static string? Mend(Form form, string value) => form switch
    {
        Form.Identifier or Form.Framework when !Scalars.IsIdentifier(value) => "lower-case words joined by \"-\" are meant",
        Form.Distribution when !Scalars.IsDistribution(value, isPattern: false) => "a distribution name is meant, letters and digits with \"-\", \"_\" or \".\" inside",
        Form.DistributionPattern when !Scalars.IsDistribution(value, isPattern: true) => "a distribution name is meant, at its end perhaps one \"*\"",
        Form.Dotted when !Scalars.IsDotted(value, isPattern: false) => "a dotted Python name is meant",
        Form.DottedPattern when !Scalars.IsDotted(value, isPattern: true) => "a dotted Python name is meant, at its end perhaps one \"*\"",
        Form.Path when !Scalars.IsPath(value) => "a path below the project is meant, with \"/\" and without \"..\"",
        Form.Url when !Scalars.IsUrl(value) => "an https address is meant",
        _ => null,
    };

    private void CheckWord(ScalarNode node, Vocabulary words)
    {
        if (words.IndexOf(node.Value) < 0)
        {
            var mend = Suggestion.For(node.Value, words.Words, $"; known: {string.Join(", ", words.Words)}");
            errors.Add(CatalogErrorKind.UnknownWord, node.Span, $"\"{Short(node.Value)}\" is no {words.Title}{mend}");
        }
    }

    private void AddReferences(Node node, string key)
    {
        foreach (var item in node is ListNode list ? list.Items : [node])
        {
            if (item is ScalarNode scalar && Scalars.IsIdentifier(scalar.Value))
            {
                References.Add((scalar, key));
            }
        }
    }

    private static string Kind(Node node) => node switch
    {
        MapNode => "a mapping",
        ListNode => "a list",
        ScalarNode { IsEmpty: true } => "empty",
        _ => "a single value",
    };

    private static string Short(string value) => value.Length <= 80 ? value : $"{value.Substring(0, char.IsHighSurrogate(value[78]) ? 78 : 79)}…";

    /// <summary>A description as the second half of a sentence.</summary>
    private static string Lower(string text)
    {
        var clause = text.TrimEnd('.');
        return char.IsUpper(clause[0]) && clause.Length > 1 && char.IsLower(clause[1]) ? char.ToLowerInvariant(clause[0]) + clause.Substring(1) : clause;
    }
}
