using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// What <c>conda list --export</c> writes, often into a requirements file: a line <c>name=version=build</c> for each package that is installed. See
/// https://docs.conda.io/projects/conda/en/stable/commands/list.html.
/// </summary>
internal static class CondaList
{
    /// <summary>The packages, frozen ones all; null when most lines have another form.</summary>
    public static Manifest? Read(string path, SourceText text, CancellationToken cancellationToken)
    {
        var packages = ImmutableArray.CreateBuilder<Dependency>();
        var comments = ImmutableArray.CreateBuilder<TextSpan>();
        var others = 0;
        var group = PathRoles.IsDevelopmentName(path) ? DependencyGroup.Dev : DependencyGroup.Main;
        for (var line = 0; line < text.Lines.Count; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var content = MappedText.Of(text, TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line))).Trim();
            if (content.Value.StartsWith('#'))
            {
                comments.Add(content.Span);
            }
            else if (content.Value.Length > 0)
            {
                if (ReadPackage(content, group) is { } package)
                {
                    packages.Add(package);
                }
                else if (++others > packages.Count + 10)
                {
                    return null;
                }
            }
        }

        return packages.Count <= others ? null : new()
        {
            Path = path,
            Format = ManifestFormat.Conda,
            Text = text,
            Dependencies = packages.ToImmutable(),
            Comments = comments.ToImmutable(),
            IsFrozen = true,
        };
    }

    private static Dependency? ReadPackage(MappedText line, DependencyGroup group)
    {
        var parts = line.Value.Split('=');
        if (parts is not [{ Length: > 0 } name, { Length: > 0 } version, { Length: > 0 }] || !NormalizedName.IsValid(name) || line.Value.AsSpan().ContainsAny(" \t<>;"))
        {
            return null;
        }

        var isPinned = VersionSpecifierSet.TryParse($"=={version}", out var pin);
        return new()
        {
            Name = name,
            CanonicalName = NormalizedName.From(name).Value,
            NameSpan = line.Slice(0, name.Length).Span,
            Span = line.Span,
            Specifier = isPinned ? pin! : VersionSpecifierSet.Any,
            SpecifierSpan = isPinned ? line.Slice(name.Length, version.Length + 1).Span : null,
            Group = group,
        };
    }
}
