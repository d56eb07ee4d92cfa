using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <content>uv's sources: https://docs.astral.sh/uv/concepts/projects/dependencies/#dependency-sources.</content>
internal sealed partial class PyprojectManifest
{
    private UvWorkspace? ReadUvWorkspace() =>
        _document.Root.Find("tool", "uv", "workspace") is TomlTable workspace ? new(StringsOf(workspace["members"]), StringsOf(workspace["exclude"])) : null;

    private static ImmutableArray<string> StringsOf(TomlValue? list) =>
        [.. ((list as TomlArray)?.Items ?? []).OfType<TomlString>().Where(text => !text.IsBroken).Select(text => text.Value)];

    /// <summary>
    /// <c>[tool.uv.sources]</c> says where dependencies that are declared elsewhere come from. A member of the workspace is installed in place;
    /// of several sources for several platforms the first is taken.
    /// </summary>
    private void ApplyUvSources()
    {
        const string Key = "tool.uv.sources";
        var sources = new Dictionary<string, (string? Url, bool IsEditable)>(StringComparer.Ordinal);
        foreach (var entry in Table(_document.Root.Find("tool", "uv", "sources"), Key)?.Entries ?? [])
        {
            var key = $"{Key}.{entry.Key}";
            if ((entry.Value as TomlArray)?.Items.FirstOrDefault() is var first && (first ?? entry.Value) is TomlTable source)
            {
                var url = StringOf(source, "git", key) ?? StringOf(source, "url", key) ?? StringOf(source, "path", key);
                sources.TryAdd(NormalizedName.From(entry.Key).Value, (url?.Value, BooleanOf(source, "editable", key) || BooleanOf(source, "workspace", key)));
            }
            else
            {
                WrongType(entry.Value, key, "a table such as {workspace = true}");
            }
        }

        for (var i = 0; i < _dependencies.Count; i++)
        {
            if (sources.TryGetValue(_dependencies[i].CanonicalName, out var source))
            {
                _dependencies[i] = _dependencies[i] with { Url = _dependencies[i].Url ?? source.Url, IsEditable = _dependencies[i].IsEditable || source.IsEditable };
            }
        }
    }
}
