namespace PyFrameworks.Testing;

/// <summary>A small entry of a catalog, and mistakes that one may make in it: a kind each.</summary>
public static class CatalogMistakes
{
    /// <summary>An entry with only the keys that have to be there.</summary>
    public const string Kelp = """
        id: kelp
        name: Kelp
        summary: WSGI microframework
        about: Small things for small teams.
        kind: micro
        interfaces: [wsgi]
        async: {support: none}
        imports: [kelp]
        sources:
          changes: {title: Kelp changes, url: "https://kelp.example/changes"}
        lifecycle: {status: active, evidence: Released in May 2026., source: changes}
        links: {homepage: "https://kelp.example/"}
        checked: 2026-05-01
        review-by: 2026-11-01

        """;

    /// <summary>Kind of mistake, line and column from 1, what is said, the text that is right and the text that is wrong.</summary>
    public static IEnumerable<object[]> All { get; } =
    [
        ["PFC001", 9, 10, "this is not YAML: while scanning a quoted scalar, found unknown escape character", "sources:", "sources: \"\\q\""],
        ["PFC002", 2, 1, "\"nmae\" is no key of the file, did you mean \"name\"?", "name: Kelp", "nmae: Kelp"],
        ["PFC003", 1, 1, "the file lacks the key \"about\": one or two sentences: what it is good at and for whom", "about: Small things for small teams.\n", ""],
        ["PFC004", 3, 1, "the key \"name\" stands here twice: remove one", "name: Kelp\n", "name: Kelp\nname: Kelp\n"],
        ["PFC005", 8, 10, "imports is a single value: a list is meant", "[kelp]", "kelp"],
        ["PFC006", 11, 70, "\"news\" is no key of this file's sources; add it there with its title and url", "source: changes", "source: news"],
        ["PFC007", 5, 7, "\"mikro\" is no kind, did you mean \"micro\"?", "kind: micro", "kind: mikro"],
        ["PFC008", 1, 27, "score is 3: it goes from -2 to 2", "id: kelp", "needs: {rest-api: {score: 3, reason: R., source: changes}}\nid: kelp"],
        ["PFC009", 13, 10, "checked is \"2026-13-01\": a day of the calendar as yyyy-MM-dd is meant", "checked: 2026-05-01", "checked: 2026-13-01"],
        ["PFC010", 1, 21, "series is \"four\": a PEP 440 version such as \"4.2\" is meant", "id: kelp", "releases: [{series: four, source: changes}]\nid: kelp"],
        ["PFC011", 2, 7, "aliases are not read: write the value of \"*x\" out", "name: Kelp", "name: *x"],
        ["PFC012", 2, 30, "nested deeper than the 24 levels that are read", "name: Kelp", "name: [[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]"],
        ["PFC013", 12, 19, "homepage is \"kelp.example\": an https address is meant", "\"https://kelp.example/\"", "kelp.example"],
        ["PFC014", 1, 12, "successor names \"zzzz\", which no entry of the catalog has as id; add the entry or remove the mention", "id: kelp", "successor: zzzz\nid: kelp"],
        ["PFC018", 14, 12, "review-by has to come after checked", "review-by: 2026-11-01", "review-by: 2026-04-01"],
    ];
}
