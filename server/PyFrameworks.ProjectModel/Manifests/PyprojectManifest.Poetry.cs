using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <content>Poetry's tables.</content>
internal sealed partial class PyprojectManifest
{
    /// <summary><c>[tool.poetry]</c>: dependencies, groups, the old dev table, optional entries and their extras.</summary>
    private void ReadPoetry()
    {
        if (_document.Root.Find("tool", "poetry") is not TomlTable poetry)
        {
            return;
        }

        var extras = ExtrasOf(poetry["extras"] as TomlTable);
        ReadPoetryTable(poetry["dependencies"] as TomlTable, DependencyGroup.Main, extras);
        ReadPoetryTable(poetry["dev-dependencies"] as TomlTable, DependencyGroup.Dev, extras);
        foreach (var group in (poetry["group"] as TomlTable)?.Entries ?? [])
        {
            ReadPoetryTable((group.Value as TomlTable)?["dependencies"] as TomlTable, DependencyGroup.Group(group.Key), extras);
        }
    }

    /// <summary>Distribution (PEP 503) → the first extra that names it.</summary>
    private static Dictionary<string, string> ExtrasOf(TomlTable? table)
    {
        var extras = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in table?.Entries ?? [])
        {
            foreach (var name in (entry.Value as TomlArray)?.Items.OfType<TomlString>() ?? [])
            {
                extras.TryAdd(NormalizedName.From(name.Value).Value, entry.Key);
            }
        }

        return extras;
    }

    private void ReadPoetryTable(TomlTable? table, DependencyGroup group, Dictionary<string, string> extras)
    {
        foreach (var entry in table?.Entries ?? [])
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (entry.Value.IsBroken)
            {
                continue;
            }

            if (NormalizedName.From(entry.Key).Value == "python" && entry.Value is TomlString python)
            {
                ReadPoetryPython(python);
                continue;
            }

            if (!NormalizedName.IsValid(entry.Key))
            {
                _problems.Add(new("PF001", $"'{entry.Key}' is no distribution name", _toFile(entry.KeySpan)));
                continue;
            }

            // Several constraints for several Pythons: one dependency each.
            if (entry.Value is TomlArray alternatives)
            {
                foreach (var item in alternatives.Items)
                {
                    AddPoetry(entry, item, group, extras);
                }
            }
            else
            {
                AddPoetry(entry, entry.Value, group, extras);
            }
        }
    }

    private void AddPoetry(TomlEntry entry, TomlValue value, DependencyGroup group, Dictionary<string, string> extras)
    {
        var table = value as TomlTable;
        if (table is null && value is not TomlString)
        {
            WrongType(value, entry.Key, "a version such as \"^3.0\" or a table");
            return;
        }

        var version = value as TomlString ?? table!["version"] as TomlString;
        var specifier = VersionSpecifierSet.Any;
        if (version is not null && PoetryConstraint.ToSpecifiers(version.Value) is { } read)
        {
            specifier = read;
        }
        else if (version is not null)
        {
            _problems.Add(new("PF001", $"'{version.Value}' is no version constraint; write for example \"^3.0\" or \">=3,<4\"", _toFile(version.ContentSpan)));
        }

        var canonical = NormalizedName.From(entry.Key).Value;
        var isOptional = table?["optional"] is TomlBoolean { Value: true };
        _dependencies.Add(new()
        {
            Name = entry.Key,
            CanonicalName = canonical,
            NameSpan = _toFile(entry.KeySpan),
            Span = EntrySpan(entry, value),
            Extras = [.. (table?["extras"] as TomlArray)?.Items.OfType<TomlString>().Select(extra => extra.Value) ?? []],
            Specifier = specifier,
            SpecifierSpan = version is null || specifier.IsEmpty ? null : _toFile(version.ContentSpan),
            Url = ((table?["git"] ?? table?["url"]) as TomlString)?.Value,
            Marker = table?["markers"] is TomlString markers && Marker.TryParse(markers.Value, out var marker) ? marker : null,
            Group = isOptional && group.IsMain ? DependencyGroup.Extra(extras.GetValueOrDefault(canonical, "optional")) : group,
            IsEditable = table?["develop"] is TomlBoolean { Value: true },
        });
    }

    /// <summary>From the key to the end of the value; of a table with a header of its own, the key alone stands for it.</summary>
    private TextSpan EntrySpan(TomlEntry entry, TomlValue value)
    {
        var end = value.Span.Start >= entry.KeySpan.End ? value.Span.End : entry.KeySpan.End;
        return _toFile(TextSpan.FromBounds(entry.KeySpan.Start, end));
    }

    private void ReadPoetryPython(TomlString python)
    {
        if (PoetryConstraint.ToSpecifiers(python.Value) is { } set)
        {
            _requiresPython ??= new(set, new(_path, _toFile(python.ContentSpan)));
        }
        else
        {
            _problems.Add(new("PF001", $"'{python.Value}' is no version constraint; write for example \"^3.10\"", _toFile(python.ContentSpan)));
        }
    }
}
