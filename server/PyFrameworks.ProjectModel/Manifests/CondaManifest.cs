using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Environment files of conda. Names of packages are conda's; where PyPI has another one, this one is kept.</summary>
internal static class CondaManifest
{
    /// <summary>Reads <paramref name="text"/>; null when it has no list of dependencies, so that it is some other file.</summary>
    public static Manifest? Read(string path, SourceText text, CancellationToken cancellationToken)
    {
        var (root, errors) = YamlReader.Read(text, cancellationToken);
        if ((root as YamlMap)?["dependencies"] is not YamlList dependencies)
        {
            return null;
        }

        var manifest = new ManifestBuilder(path, ManifestFormat.Conda, text, cancellationToken);
        var group = PathRoles.IsDevelopmentName(path) ? DependencyGroup.Dev : DependencyGroup.Main;
        foreach (var item in dependencies.Items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (item)
            {
                case YamlScalar { Text: { Value.Length: > 0 } entry }:
                    AddPackage(manifest, entry, group);
                    break;
                case YamlMap map when map["pip"] is YamlList lines:
                    foreach (var line in lines.Items.OfType<YamlScalar>())
                    {
                        manifest.AddPipLine(line.Text, group);
                    }

                    break;
            }
        }

        foreach (var error in errors)
        {
            manifest.AddProblem("PF002", error.Message, error.Span);
        }

        AddComments(manifest, text);
        return manifest.Build();
    }

    private static void AddPackage(ManifestBuilder manifest, MappedText entry, DependencyGroup group)
    {
        // conda-build's templates and selectors are filled in before conda sees the file.
        if (Includes.IsTemplate(entry.Value) || entry.Value.Contains("${{", StringComparison.Ordinal))
        {
            return;
        }

        if (CondaSpec.Parse(entry) is not { } spec)
        {
            manifest.AddProblem("PF001", $"'{entry.Value.Trim()}' is no package of conda; write for example 'flask>=3.0'", entry.Trim().Span);
            return;
        }

        if (spec is { Specifier: null, Version: { } version })
        {
            manifest.AddProblem("PF001", $"'{version.Value}' is no version of conda; write for example '=3.0' or '>=3.0,<4'", version.Span);
        }

        if (NormalizedName.From(spec.Name.Value).Value == "python")
        {
            if (spec is { Specifier: { IsEmpty: false } pythons, Version: { } at })
            {
                manifest.SetPython(pythons, at.Span);
            }

            return;
        }

        var specifier = spec.Specifier ?? VersionSpecifierSet.Any;
        manifest.Add(new()
        {
            Name = spec.Name.Value,
            CanonicalName = NormalizedName.From(spec.Name.Value).Value,
            NameSpan = spec.Name.Span,
            Span = TextSpan.FromBounds(spec.Name.Span.Start, (spec.Version ?? spec.Name).Span.End),
            Specifier = specifier,
            SpecifierSpan = specifier.IsEmpty ? null : spec.Version?.Span,
            Group = group,
        });
    }

    /// <summary>Comments as YAML has them: a <c>#</c> at the start of a line or after a blank. One within quotes is rare enough to do no harm.</summary>
    private static void AddComments(ManifestBuilder manifest, SourceText text)
    {
        for (var line = 0; line < text.Lines.Count; line++)
        {
            var span = TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line));
            var content = text.AsSpan(span);
            for (var at = content.IndexOf('#'); at >= 0;)
            {
                if (at == 0 || content[at - 1] is ' ' or '\t')
                {
                    manifest.AddComment(TextSpan.FromBounds(span.Start + at, span.End));
                    break;
                }

                var next = content[(at + 1)..].IndexOf('#');
                at = next < 0 ? -1 : at + 1 + next;
            }
        }
    }
}
