namespace PyFrameworks.Catalog.Reading;

/// <summary>Checks between the values of one file.</summary>
internal static class EntryChecks
{
    public static void Check(MapNode root, Framework framework, ErrorList errors)
    {
        if (framework.Kind == FrameworkKind.Addon && framework.On is null)
        {
            errors.Add(CatalogErrorKind.MissingKey, root["kind"]!.Span, "an addon lacks the key \"on\": the framework that it builds on");
        }

        if (framework.ReviewBy <= framework.Checked)
        {
            errors.Add(CatalogErrorKind.Contradiction, root["review-by"]!.Span, "review-by has to come after checked");
        }

        CheckSelfReferences(root, framework, errors);
        CheckDuplicates(root.List("releases"), "series", "releases", errors);
        CheckDuplicates(root.List("implied-by"), "distribution", "implied-by", errors);
        CheckDuplicates(root.List("migrations"), "to", "migrations", errors);
        CheckReleases(root, framework, errors);

        foreach (var entry in root.MapEntries("usage"))
        {
            // A pattern without names would count nothing and say nothing.
            if (entry.Value is MapNode usage && usage.Entries.All(key => key.Key.Value == "source"))
            {
                errors.Add(CatalogErrorKind.Contradiction, usage.Span, $"nothing shows the use of {entry.Key.Value}: give decorators, calls, bases, names or the like");
            }
        }

        foreach (var entry in root.MapEntries("batteries"))
        {
            // "none" says everything; any other level begs the question of what it is.
            if (entry.Value is MapNode battery && battery.Text("level") != "none" && battery["what"] is null)
            {
                errors.Add(CatalogErrorKind.MissingKey, battery.Span, $"{entry.Key.Value} lacks the key \"what\": what fills the part");
            }
        }
    }

    public static void Check(MapNode root, Companions companions, ErrorList errors)
    {
        if (root.Date("review-by") <= root.Date("checked"))
        {
            errors.Add(CatalogErrorKind.Contradiction, root["review-by"]!.Span, "review-by has to come after checked");
        }

        CheckDuplicates(root.List("servers"), "id", "servers", errors);
        CheckDuplicates(root.List("libraries"), "id", "libraries", errors);
        CheckDuplicates(root.List("queues"), "distribution", "queues", errors);
        CheckDuplicates(root.List("distributions"), "name", "distributions", errors);
        CheckDuplicates(root.List("pythons"), "version", "pythons", errors);

        foreach (var (server, node) in companions.Servers.Zip(root.List("servers").OfType<MapNode>(), (server, node) => (server, node)))
        {
            if (!server.Interfaces.Contains(server.Default))
            {
                errors.Add(CatalogErrorKind.Contradiction, node["default"]!.Span, $"default is \"{node.Text("default")}\", which is not among the server's interfaces");
            }

            foreach (var (option, place) in server.Options.Zip(node.List("options").OfType<MapNode>(), (option, place) => (option, place)))
            {
                if (!server.Interfaces.Contains(option.Interface))
                {
                    errors.Add(CatalogErrorKind.Contradiction, place["interface"]!.Span, $"\"{place.Text("interface")}\" is not among the server's interfaces");
                }
            }
        }

        foreach (var node in root.List("adapters").OfType<MapNode>())
        {
            if (node.Text("from") == node.Text("to"))
            {
                errors.Add(CatalogErrorKind.Contradiction, node["to"]!.Span, "an adapter leads from one interface to another");
            }
        }

        foreach (var (set, node) in companions.AddonSets.Zip(root.List("sets").OfType<MapNode>(), (set, node) => (set, node)))
        {
            if (set.Threshold > set.Roles.Length)
            {
                errors.Add(CatalogErrorKind.Contradiction, node["threshold"]!.Span, $"threshold is {set.Threshold}, but there are {set.Roles.Length} roles only");
            }
        }

        foreach (var node in root.List("distributions").OfType<MapNode>())
        {
            if (node.Distribution("name") == node.Distribution("use-instead"))
            {
                errors.Add(CatalogErrorKind.Contradiction, node["use-instead"]!.Span, "use-instead is the name itself");
            }
        }

        foreach (var node in root.List("pythons").OfType<MapNode>())
        {
            CheckOrder(node, "released", "end-of-life", errors);
        }

        foreach (var node in root.List("signals").OfType<MapNode>())
        {
            if (node.List("distributions").IsEmpty && node.List("imports").IsEmpty && node.Number("async-functions") == 0)
            {
                errors.Add(CatalogErrorKind.Contradiction, node.Span, "nothing shows this signal: give distributions, imports or async-functions");
            }
        }
    }

    /// <summary>Checks changes to an entry, which is <paramref name="isFirst"/> named in the list or not.</summary>
    public static void Check(MapNode root, FrameworkOverride changes, bool isFirst, ErrorList errors)
    {
        if (!isFirst)
        {
            errors.Add(CatalogErrorKind.Duplicate, root["id"]!.Span, $"\"{changes.Id}\" stands twice in overrides: put both together");
        }

        if (changes is { Stance: null, Needs.IsEmpty: true, WatchOuts.IsEmpty: true })
        {
            errors.Add(CatalogErrorKind.Contradiction, root["id"]!.Span, $"nothing of \"{changes.Id}\" is changed: give a stance, needs or watch-outs");
        }
    }

    private static void CheckReleases(MapNode root, Framework framework, ErrorList errors)
    {
        Release? newer = null;
        foreach (var (release, node) in framework.Releases.Zip(root.List("releases").OfType<MapNode>(), (release, node) => (release, node)))
        {
            CheckOrder(node, "released", "end-of-life", errors);
            CheckOrder(node, "released", "latest-released", errors);
            if (node["derived"] is { } derived && release.EndIsDerived && release.EndOfLife is null)
            {
                errors.Add(CatalogErrorKind.Contradiction, derived.Span, "derived speaks of end-of-life, which is not there");
            }

            if (release.Latest.Length > 0 && release.Latest != release.Series && !release.Latest.StartsWith(release.Series, StringComparison.Ordinal))
            {
                errors.Add(CatalogErrorKind.Contradiction, node["latest"]!.Span, $"latest is \"{release.Latest}\", which is not of the series {release.Series}");
            }

            if (newer is { Released: { } later } && release.Released is { } earlier && earlier > later)
            {
                errors.Add(CatalogErrorKind.Contradiction, node["released"]!.Span, $"releases go from the newest to the oldest, and {newer.Series} above is older");
            }

            newer = release;
        }
    }

    private static void CheckOrder(MapNode node, string first, string second, ErrorList errors)
    {
        if (node.Date(first) is { } start && node.Date(second) is { } end && end < start)
        {
            errors.Add(CatalogErrorKind.Contradiction, node[second]!.Span, $"{second} comes before {first}");
        }
    }

    private static void CheckSelfReferences(MapNode root, Framework framework, ErrorList errors)
    {
        var mentions = root.List("relatives").Concat([root["on"], root["successor"]])
            .Concat(root.List("migrations").OfType<MapNode>().Select(node => node["to"]));
        foreach (var node in mentions.OfType<ScalarNode>())
        {
            if (node.Value == framework.Id)
            {
                errors.Add(CatalogErrorKind.Contradiction, node.Span, "the entry names itself");
            }
        }
    }

    private static void CheckDuplicates(IEnumerable<Node> items, string key, string list, ErrorList errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items.OfType<MapNode>())
        {
            if (item[key] is ScalarNode value && !seen.Add(key is "distribution" or "name" ? Scalars.Distribution(value.Value) : value.Value))
            {
                errors.Add(CatalogErrorKind.Duplicate, value.Span, $"\"{value.Value}\" stands twice in {list}: remove one");
            }
        }
    }
}
