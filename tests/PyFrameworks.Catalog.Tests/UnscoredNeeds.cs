namespace PyFrameworks.Catalog.Tests;

/// <summary>Needs for which an entry has no score on purpose, because no source says anything: <c>"framework need"</c>.</summary>
internal static class UnscoredNeeds
{
    public static IReadOnlyList<string> All { get; } = [];
}
