using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <content>Pixi, in pyproject.toml and in its own pixi.toml: https://pixi.sh/latest/reference/pixi_manifest/.</content>
internal sealed partial class PyprojectManifest
{
    /// <summary>Reads a pixi.toml, which declares a conda environment.</summary>
    public static Manifest ReadPixiFile(string path, TomlDocument document, CancellationToken cancellationToken)
    {
        var reader = new PyprojectManifest(path, document, span => span, cancellationToken);
        reader.ReadPixi(document.Root, "");
        return reader.Finish(ManifestFormat.Conda, document.Text);
    }

    private void ReadPixi()
    {
        const string Key = "tool.pixi";
        if (Table(_document.Root.Find("tool", "pixi"), Key) is { } pixi)
        {
            ReadPixi(pixi, $"{Key}.");
        }
    }

    private void ReadPixi(TomlTable pixi, string prefix)
    {
        ReadPixiTables(pixi, DependencyGroup.Main, prefix);
        foreach (var feature in Table(pixi["feature"], $"{prefix}feature")?.Entries ?? [])
        {
            if (Table(feature.Value, $"{prefix}feature.{feature.Key}") is { } table)
            {
                ReadPixiTables(table, DependencyGroup.Group(feature.Key), $"{prefix}feature.{feature.Key}.");
            }
        }
    }

    /// <summary>The dependencies of the environment or of a feature, for all platforms and for single ones.</summary>
    private void ReadPixiTables(TomlTable owner, DependencyGroup group, string prefix)
    {
        ReadCondaTable(owner["dependencies"], group, $"{prefix}dependencies");
        ReadPlainTable(owner["pypi-dependencies"], group, $"{prefix}pypi-dependencies");
        ReadCondaTable(owner["build-dependencies"], DependencyGroup.Build, $"{prefix}build-dependencies");
        ReadCondaTable(owner["host-dependencies"], DependencyGroup.Build, $"{prefix}host-dependencies");
        foreach (var target in (owner["target"] as TomlTable)?.Entries ?? [])
        {
            if (target.Value is TomlTable table)
            {
                ReadCondaTable(table["dependencies"], group, $"{prefix}target.{target.Key}.dependencies");
                ReadPlainTable(table["pypi-dependencies"], group, $"{prefix}target.{target.Key}.pypi-dependencies");
            }
        }
    }

    /// <summary>A table of conda's names and versions.</summary>
    private void ReadCondaTable(TomlValue? value, DependencyGroup group, string key)
    {
        foreach (var entry in Table(value, key)?.Entries ?? [])
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var table = entry.Value as TomlTable;
            if (table is null && entry.Value is not TomlString)
            {
                WrongType(entry.Value, $"{key}.{entry.Key}", "a version such as \">=3.0\" or a table");
                continue;
            }

            var version = entry.Value as TomlString ?? StringOf(table!, "version", $"{key}.{entry.Key}");
            var specifier = version is null or { IsBroken: true } ? VersionSpecifierSet.Any : CondaSpec.ToSpecifiers(version.Value.Trim(), isFuzzy: true);
            if (specifier is null)
            {
                var span = ContentOf(version!);
                _problems.Add(new("PF001", $"'{version!.Value.Trim()}' is no version of conda; write for example \"3.0.*\" or \">=3.0,<4\"", span.IsEmpty ? _toFile(version.Span) : span));
                specifier = VersionSpecifierSet.Any;
            }

            var canonical = NormalizedName.From(entry.Key).Value;
            if (canonical == "python")
            {
                if (group.IsMain && !specifier.IsEmpty)
                {
                    // What [project] says comes first.
                    _requiresPython ??= new(specifier, new(_path, ContentOf(version!)));
                }

                continue;
            }

            _dependencies.Add(new()
            {
                Name = entry.Key,
                CanonicalName = canonical,
                NameSpan = KeyOf(entry),
                Span = _toFile(TextSpan.FromBounds(entry.KeySpan.Start, EndOf(entry))),
                Specifier = specifier,
                SpecifierSpan = specifier.IsEmpty ? null : ContentOf(version!),
                Url = table is null ? null : (StringOf(table, "git", key) ?? StringOf(table, "url", key) ?? StringOf(table, "path", key))?.Value,
                Group = group,
            });
        }
    }
}
