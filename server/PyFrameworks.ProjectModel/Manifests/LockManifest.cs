using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <summary>TOML lock files: names and versions of everything that would be installed.</summary>
internal static class LockManifest
{
    /// <summary>The packages of uv.lock, poetry.lock, pdm.lock (<c>[[package]]</c>) or pylock.toml (<c>[[packages]]</c>).</summary>
    public static Manifest Read(string path, ManifestFormat format, TomlDocument document)
    {
        var packages = (document.Root["package"] ?? document.Root["packages"]) as TomlArray;
        return new()
        {
            Path = path,
            Format = format,
            Text = document.Text,
            Dependencies = [.. packages?.Items.OfType<TomlTable>().Select(ReadPackage).OfType<Dependency>() ?? []],
            Problems = [.. document.Errors.Select(error => new ManifestProblem("PF002", error.Message, error.Span))],
            Comments = document.Comments,
        };
    }

    private static Dependency? ReadPackage(TomlTable package) =>
        package["name"] is not TomlString name ? null : new()
        {
            Name = name.Value,
            CanonicalName = NormalizedName.From(name.Value).Value,
            NameSpan = name.ContentSpan,
            Span = name.ContentSpan,
            Specifier = package["version"] is TomlString version && VersionSpecifierSet.TryParse($"=={version.Value}", out var pin) ? pin : VersionSpecifierSet.Any,
            SpecifierSpan = (package["version"] as TomlString)?.ContentSpan,
            Group = DependencyGroup.Main,
        };
}
