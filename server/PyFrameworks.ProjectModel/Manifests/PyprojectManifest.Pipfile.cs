using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <content>Pipfile: tables of its own in TOML, see https://pipenv.pypa.io/en/latest/pipfile.html.</content>
internal sealed partial class PyprojectManifest
{
    /// <summary>Reads a Pipfile. Errors in one place leave the others readable.</summary>
    public static Manifest ReadPipfile(string path, TomlDocument document, CancellationToken cancellationToken)
    {
        var reader = new PyprojectManifest(path, document, span => span, cancellationToken);
        foreach (var entry in document.Root.Entries)
        {
            switch (entry.Key)
            {
                case "source" or "scripts" or "pipenv" or "global":
                    break;
                case "requires":
                    reader.ReadPipfilePython(entry.Value);
                    break;
                case "packages":
                    reader.ReadPlainTable(entry.Value, DependencyGroup.Main, entry.Key);
                    break;
                case "dev-packages":
                    reader.ReadPlainTable(entry.Value, DependencyGroup.Dev, entry.Key);
                    break;
                default:
                    // Any other table is a category of packages.
                    if (entry.Value is TomlTable)
                    {
                        reader.ReadPlainTable(entry.Value, DependencyGroup.Group(entry.Key), entry.Key);
                    }

                    break;
            }
        }

        return reader.Finish(ManifestFormat.Pipfile, document.Text);
    }

    /// <summary><c>python_full_version = "3.11.4"</c> is that release, <c>python_version = "3.11"</c> its series.</summary>
    private void ReadPipfilePython(TomlValue value)
    {
        if (Table(value, "requires") is not { } table)
        {
            return;
        }

        foreach (var (name, suffix) in (ReadOnlySpan<(string, string)>)[("python_full_version", ""), ("python_version", ".*")])
        {
            if (StringOf(table, name, "requires") is not { IsBroken: false } version)
            {
                continue;
            }

            var text = version.Value.Trim();
            var isPlain = text.Length > 0 && char.IsAsciiDigit(text[0]);
            if (VersionSpecifierSet.TryParse(isPlain ? $"=={text}{(text.EndsWith(".*", StringComparison.Ordinal) ? "" : suffix)}" : text, out var set) && !set.IsEmpty)
            {
                _requiresPython ??= new(set, new(_path, ContentOf(version)));
            }
            else if (text != "*")
            {
                _problems.Add(new("PF001", $"'{text}' is no version of Python; write for example \"3.12\"", version.Value.Length == 0 ? _toFile(version.Span) : ContentOf(version)));
            }
        }
    }

    /// <summary>A table of names and PEP 440 versions, as Pipenv and Pixi (<c>pypi-dependencies</c>) have it.</summary>
    private void ReadPlainTable(TomlValue? value, DependencyGroup group, string key)
    {
        foreach (var entry in Table(value, key)?.Entries ?? [])
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (!NormalizedName.IsValid(entry.Key))
            {
                _problems.Add(new("PF001", $"'{SpanText(entry.KeySpan)}' is no distribution name: it holds ASCII letters, digits, '-', '_' and '.'", KeyOf(entry)));
                continue;
            }

            AddPlain(entry, group, $"{key}.{entry.Key}");
        }
    }

    private void AddPlain(TomlEntry entry, DependencyGroup group, string key)
    {
        var table = entry.Value as TomlTable;
        if (table is null && entry.Value is not TomlString)
        {
            WrongType(entry.Value, key, "a version such as \">=3.0\" or a table");
            return;
        }

        var version = entry.Value as TomlString ?? StringOf(table!, "version", key);
        var specifier = version is null ? VersionSpecifierSet.Any : ReadPlainVersion(version);
        _dependencies.Add(new()
        {
            Name = entry.Key,
            CanonicalName = NormalizedName.From(entry.Key).Value,
            NameSpan = KeyOf(entry),
            Span = _toFile(TextSpan.FromBounds(entry.KeySpan.Start, EndOf(entry))),
            Extras = ReadPoetryExtras(table, key),
            Specifier = specifier,
            SpecifierSpan = version is null || specifier.IsEmpty ? null : ContentOf(version),
            Url = table is null ? null : (StringOf(table, "git", key) ?? StringOf(table, "url", key) ?? StringOf(table, "path", key) ?? StringOf(table, "file", key))?.Value,
            Marker = table is null ? null : ReadPlainMarker(table, key),
            Group = group,
            IsEditable = BooleanOf(table, "editable", key),
        });
    }

    /// <summary>The versions that a text allows: <c>*</c> is any, a version alone is a pin.</summary>
    private VersionSpecifierSet ReadPlainVersion(TomlString version)
    {
        var text = version.Value.Trim();
        if (version.IsBroken || text == "*")
        {
            return VersionSpecifierSet.Any;
        }

        if (text.Length > 0 && VersionSpecifierSet.TryParse(char.IsAsciiDigit(text[0]) ? $"=={text}" : text, out var set))
        {
            return set;
        }

        var error = text.Length == 0 ? null : VersionSpecifierSet.FindError(version.Value, 0);
        _problems.Add(error is { } found
            ? new("PF001", found.Message, ToFile(version, found.Span))
            : new("PF001", "Expected a version such as \">=3.0\", or \"*\" for any", _toFile(version.Span)));
        return VersionSpecifierSet.Any;
    }

    /// <summary>The condition of <c>markers</c> and of keys that are named for a variable of PEP 508: <c>sys_platform = "== 'win32'"</c>.</summary>
    private Marker? ReadPlainMarker(TomlTable table, string key)
    {
        var parts = new List<string>();
        foreach (var entry in table.Entries)
        {
            var isVariable = entry.Key is "os_name" or "sys_platform" or "platform_machine" or "platform_python_implementation" or "platform_release"
                or "platform_system" or "platform_version" or "python_version" or "python_full_version" or "implementation_name" or "implementation_version";
            if ((!isVariable && entry.Key != "markers") || StringOf(table, entry.Key, key) is not { IsBroken: false } text)
            {
                continue;
            }

            var before = isVariable ? $"{entry.Key} " : "";
            if (Marker.Parse(before + text.Value, 0) is { Error: { } error })
            {
                var start = Math.Max(error.Span.Start - before.Length, 0);
                _problems.Add(new("PF001", error.Message, ToFile(text, TextSpan.FromBounds(start, Math.Max(error.Span.End - before.Length, start)))));
            }
            else
            {
                parts.Add(before + text.Value);
            }
        }

        var whole = parts.Count == 1 ? parts[0] : string.Join(" and ", parts.Select(part => $"({part})"));
        return Marker.TryParse(whole, out var marker) ? marker : null;
    }
}
