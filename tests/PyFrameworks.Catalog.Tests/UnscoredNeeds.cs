namespace PyFrameworks.Catalog.Tests;

/// <summary>Needs for which an entry has no score on purpose, because no source says anything: <c>"framework need"</c>.</summary>
internal static class UnscoredNeeds
{
    public static IReadOnlyList<string> All { get; } =
    [
        "cubicweb geospatial",
        "cubicweb openapi",
        "cubicweb typed",
        "masonite multi-database",
        "turbogears geospatial",
        "web2py geospatial",
        "web2py multi-database",
    ];
}
