using System.Collections.Immutable;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <summary><c>[tool.pyframeworks]</c>. What has the wrong type is passed over here.</summary>
internal static class PyframeworksTable
{
    /// <summary>The settings of <paramref name="table"/>.</summary>
    public static ToolSettings Read(TomlTable table) => new()
    {
        Needs = [.. Strings(table["needs"]).Select(need => new DeclaredNeed(need.Value, need.ContentSpan))],
        Exclude = [.. Strings(table["exclude"]).Select(pattern => pattern.Value)],
        Catalogs = [.. Strings(table["catalogs"]).Select(catalog => catalog.Value)],
        Ignore = [.. ((table["ignore"] as TomlTable)?.Entries ?? []).Select(entry => (entry.Key, Strings(entry.Value).Select(rule => rule.Value).ToImmutableArray()))],
        Rules = [.. ((table["rules"] as TomlTable)?.Entries ?? []).Where(entry => entry.Value is TomlString).Select(entry => (entry.Key, ((TomlString)entry.Value).Value))],
    };

    private static IEnumerable<TomlString> Strings(TomlValue? value) => (value as TomlArray)?.Items.OfType<TomlString>() ?? [];
}
