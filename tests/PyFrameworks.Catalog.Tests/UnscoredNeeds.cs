namespace PyFrameworks.Catalog.Tests;

/// <summary>What entries leave out on purpose, because no source says anything.</summary>
internal static class UnscoredNeeds
{
    /// <summary>Needs without a score: <c>"framework need"</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "cubicweb openapi",
        "cubicweb typed",
        "klein extensible",
        "klein typed",
        "masonite multi-database",
        "turbogears geospatial",
        "twisted extensible",
        "twisted single-file",
        "web2py geospatial",
        "web2py multi-database",
    ];

    /// <summary>Frameworks of whose API the sources tell parts only.</summary>
    public static IReadOnlyList<string> FewConcepts { get; } = ["klein", "twisted"];

    /// <summary>Batteries of which no source says whether they exist: <c>"framework battery"</c>.</summary>
    public static IReadOnlyList<string> Batteries { get; } =
    [
        "cubicweb background-tasks",
        "cubicweb caching",
        "cubicweb csrf",
        "cubicweb openapi-docs",
        "emmett openapi-docs",
        "grok background-tasks",
        "grok caching",
        "grok csrf",
        "grok sessions",
        "klein auth",
        "klein background-tasks",
        "klein caching",
        "klein cli-scaffolding",
        "klein csrf",
        "klein i18n",
        "klein testing-client",
        "twisted caching",
        "twisted cli-scaffolding",
        "twisted i18n",
    ];
}
