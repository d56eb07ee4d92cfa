using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <summary>TOML lock files: names and versions of everything that would be installed.</summary>
internal static class LockManifest
{
    /// <summary>The packages of uv.lock, poetry.lock, pdm.lock (<c>[[package]]</c>) or pylock.toml (<c>[[packages]]</c>).</summary>
    public static Manifest Read(string path, ManifestFormat format, TomlDocument document, CancellationToken cancellationToken)
    {
        var packages = document.Root[format == ManifestFormat.Pylock ? "packages" : "package"] as TomlArray;
        var dependencies = ImmutableArray.CreateBuilder<Dependency>(packages?.Items.Length ?? 0);
        foreach (var package in packages?.Items ?? [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (package is TomlTable table && ReadPackage(table) is { } dependency)
            {
                dependencies.Add(dependency);
            }
        }

        return new()
        {
            Path = path,
            Format = format,
            Text = document.Text,
            Dependencies = dependencies.ToImmutable(),
            Problems = Problems.Keep(path, document.Text, document.Errors.Select(error => new ManifestProblem("PF002", error.Message, error.Span))),
            Comments = document.Comments,
        };
    }

    private static Dependency? ReadPackage(TomlTable package)
    {
        if (package["name"] is not TomlString { IsBroken: false, Value.Length: > 0 } name)
        {
            return null;
        }

        var version = package["version"] as TomlString;
        var pin = VersionSpecifierSet.Any;
        var isPinned = version is { IsBroken: false } && VersionSpecifierSet.TryParse($"=={version.Value}", out pin);
        return new()
        {
            Name = name.Value,
            CanonicalName = NormalizedName.From(name.Value).Value,
            NameSpan = name.ContentSpan,
            Span = name.ContentSpan,
            Specifier = isPinned ? pin! : VersionSpecifierSet.Any,
            SpecifierSpan = isPinned ? version!.ContentSpan : null,
            Group = GroupOf(package),

            // uv's way to say that a package is the project itself or a member of its workspace.
            IsEditable = package["source"] is TomlTable source && (source["editable"] ?? source["virtual"]) is not null,
        };
    }

    /// <summary>Poetry and PDM say which groups brought a package in; a package outside of the main one is for developers.</summary>
    private static DependencyGroup GroupOf(TomlTable package)
    {
        if (package["category"] is TomlString { Value: "dev" })
        {
            return DependencyGroup.Dev;
        }

        var groups = (package["groups"] as TomlArray)?.Items.OfType<TomlString>().Select(group => group.Value).ToList() ?? [];
        return groups.Count == 0 || groups.Contains("main") || groups.Contains("default") ? DependencyGroup.Main : DependencyGroup.Group(groups[0]);
    }
}
