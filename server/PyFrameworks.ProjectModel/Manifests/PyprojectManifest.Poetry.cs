using System.Collections.Immutable;
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
        const string Key = "tool.poetry";
        if (Table(_document.Root.Find("tool", "poetry"), Key) is not { } poetry)
        {
            return;
        }

        var extras = ExtrasOf(poetry["extras"] as TomlTable);
        ReadPoetryTable(poetry["dependencies"], DependencyGroup.Main, extras, $"{Key}.dependencies");
        ReadPoetryTable(poetry["dev-dependencies"], DependencyGroup.Dev, extras, $"{Key}.dev-dependencies");
        foreach (var group in Table(poetry["group"], $"{Key}.group")?.Entries ?? [])
        {
            var table = Table(group.Value, $"{Key}.group.{group.Key}");
            ReadPoetryTable(table?["dependencies"], DependencyGroup.Group(group.Key), extras, $"{Key}.group.{group.Key}.dependencies");
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

    private void ReadPoetryTable(TomlValue? value, DependencyGroup group, Dictionary<string, string> extras, string key)
    {
        foreach (var entry in Table(value, key)?.Entries ?? [])
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (NormalizedName.From(entry.Key).Value == "python")
            {
                ReadPoetryPython(entry.Value, group, $"{key}.{entry.Key}");
                continue;
            }

            if (!NormalizedName.IsValid(entry.Key))
            {
                _problems.Add(new("PF001", $"'{SpanText(entry.KeySpan)}' is no distribution name: it holds ASCII letters, digits, '-', '_' and '.'", KeyOf(entry)));
                continue;
            }

            // Several constraints for several Pythons: one dependency each.
            if (entry.Value is TomlArray alternatives)
            {
                foreach (var item in alternatives.Items)
                {
                    AddPoetry(entry, item, group, extras, $"{key}.{entry.Key}");
                }
            }
            else
            {
                AddPoetry(entry, entry.Value, group, extras, $"{key}.{entry.Key}");
            }
        }
    }

    private void AddPoetry(TomlEntry entry, TomlValue value, DependencyGroup group, Dictionary<string, string> extras, string key)
    {
        var table = value as TomlTable;
        if (table is null && value is not TomlString)
        {
            WrongType(value, key, "a version such as \"^3.0\" or a table");
            return;
        }

        var version = value as TomlString ?? StringOf(table!, "version", key);
        var specifier = version is null ? VersionSpecifierSet.Any : ReadConstraint(version) ?? VersionSpecifierSet.Any;
        var canonical = NormalizedName.From(entry.Key).Value;
        var isOptional = BooleanOf(table, "optional", key);
        _dependencies.Add(new()
        {
            Name = entry.Key,
            CanonicalName = canonical,
            NameSpan = KeyOf(entry),
            Span = _toFile(TextSpan.FromBounds(entry.KeySpan.Start, EndOf(entry))),
            Extras = ReadPoetryExtras(table, key),
            Specifier = specifier,
            SpecifierSpan = version is null || specifier.IsEmpty ? null : ContentOf(version),
            Url = table is null ? null : (StringOf(table, "git", key) ?? StringOf(table, "url", key) ?? StringOf(table, "path", key) ?? StringOf(table, "file", key))?.Value,
            Marker = table is null ? null : ReadPoetryMarker(table, key),
            Group = isOptional && group.IsMain ? DependencyGroup.Extra(extras.GetValueOrDefault(canonical, "optional")) : group,
            IsEditable = BooleanOf(table, "develop", key),
        });
    }

    private ImmutableArray<string> ReadPoetryExtras(TomlTable? table, string key)
    {
        if (table?["extras"] is not { } value)
        {
            return [];
        }

        if (value is not TomlArray extras)
        {
            WrongType(value, $"{key}.extras", "an array of names");
            return [];
        }

        foreach (var item in extras.Items.Where(item => item is not TomlString))
        {
            WrongItem(item, $"{key}.extras", "the name of an extra");
        }

        return [.. extras.Items.OfType<TomlString>().Select(extra => extra.Value)];
    }

    /// <summary>The condition that <c>markers</c>, <c>python</c> and <c>platform</c> make together; null without one.</summary>
    private Marker? ReadPoetryMarker(TomlTable table, string key)
    {
        var parts = new List<string>();
        if (StringOf(table, "markers", key) is { IsBroken: false } markers)
        {
            if (Marker.Parse(markers.Value, 0) is { Error: { } error })
            {
                _problems.Add(new("PF001", error.Message, ToFile(markers, error.Span)));
            }
            else
            {
                parts.Add(markers.Value);
            }
        }

        if (StringOf(table, "python", key) is { } python && ReadConstraint(python) is not null && PoetryConstraint.ToPythonMarker(python.Value) is { } onPython)
        {
            parts.Add(onPython);
        }

        if (StringOf(table, "platform", key) is { IsBroken: false } platform && !platform.Value.Contains('"', StringComparison.Ordinal))
        {
            parts.Add($"sys_platform == \"{platform.Value}\"");
        }

        var text = parts.Count == 1 ? parts[0] : string.Join(" and ", parts.Select(part => part.Contains(" or ", StringComparison.Ordinal) ? $"({part})" : part));
        return Marker.TryParse(text, out var marker) ? marker : null;
    }

    private void ReadPoetryPython(TomlValue value, DependencyGroup group, string key)
    {
        var text = value as TomlString ?? (value is TomlTable table ? StringOf(table, "version", key) : null);
        if (text is not null)
        {
            if (ReadConstraint(text) is { } set && group.IsMain)
            {
                // What [project] says comes first.
                _requiresPython ??= new(set, new(_path, ContentOf(text)));
            }
        }
        else if (value is not (TomlTable or TomlArray))
        {
            WrongType(value, key, "a version such as \"^3.10\"");
        }
    }

    /// <summary>A version constraint; null, and a problem, when it is none. Of a broken string nothing more is said.</summary>
    private VersionSpecifierSet? ReadConstraint(TomlString text)
    {
        if (text.IsBroken)
        {
            return null;
        }

        if (PoetryConstraint.ToSpecifiers(text.Value) is { } set)
        {
            return set;
        }

        var span = ContentOf(text);
        _problems.Add(new("PF001", $"'{text.Value.Trim()}' is no version constraint; write for example \"^3.0\" or \">=3,<4\"", span.IsEmpty ? _toFile(text.Span) : span));
        return null;
    }

    private TomlString? StringOf(TomlTable table, string name, string key)
    {
        if (table[name] is { } value and not TomlString)
        {
            WrongType(value, $"{key}.{name}", "a string");
        }

        return table[name] as TomlString;
    }

    private bool BooleanOf(TomlTable? table, string name, string key)
    {
        if (table?[name] is { } value and not TomlBoolean)
        {
            WrongType(value, $"{key}.{name}", "true or false");
        }

        return table?[name] is TomlBoolean { Value: true };
    }

    /// <summary>The key without the quotes around it.</summary>
    private TextSpan KeyOf(TomlEntry entry)
    {
        var isQuoted = entry.KeySpan.Length > 2 && _document.Text.Content[entry.KeySpan.Start] is '"' or '\'';
        return _toFile(isQuoted ? new(entry.KeySpan.Start + 1, entry.KeySpan.Length - 2) : entry.KeySpan);
    }

    private string SpanText(TextSpan span) => _document.Text.Slice(span).Trim('"', '\'');

    /// <summary>The end of an entry's value; of a table that dotted keys or longer headers make, that of its last pair.</summary>
    private static int EndOf(TomlEntry entry)
    {
        var end = entry.Value is TomlTable { Kind: TomlTableKind.DottedKey or TomlTableKind.SuperTable, Entries: { IsEmpty: false } entries }
            ? entries.Max(EndOf)
            : entry.Value.Span.End;
        return Math.Max(end, entry.KeySpan.End);
    }
}
