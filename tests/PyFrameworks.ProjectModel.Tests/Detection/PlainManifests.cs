using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel.Tests.Detection;

/// <summary>
/// Reads the few shapes of manifests that detection's tests need, one entry a line, so that detection is tested apart from the file formats.
/// In pyproject.toml, Pipfile and locks a line <c>[main]</c>, <c>[dev]</c>, <c>[extra:NAME]</c>, <c>[group:NAME]</c> or <c>[build]</c> sets the group.
/// </summary>
internal static class PlainManifests
{
    public static Manifest? Read(string path, SourceText text, CancellationToken cancellationToken)
    {
        var name = WorkspacePath.FileName(path);
        var folder = WorkspacePath.FileName(WorkspacePath.Folder(path));
        ManifestFormat? format = name switch
        {
            "pyproject.toml" => ManifestFormat.Pyproject,
            "setup.cfg" => ManifestFormat.SetupCfg,
            "Pipfile" => ManifestFormat.Pipfile,
            "uv.lock" => ManifestFormat.UvLock,
            "environment.yml" => ManifestFormat.Conda,
            "Procfile" => ManifestFormat.Commands,
            _ when name.EndsWith(".py", StringComparison.Ordinal) && text.Content.StartsWith("# /// script", StringComparison.Ordinal) => ManifestFormat.Script,
            _ when !name.EndsWith(".txt", StringComparison.Ordinal) => null,
            _ when name.Contains("constraints", StringComparison.Ordinal) => ManifestFormat.Constraints,
            _ when name.Contains("requirements", StringComparison.Ordinal) || folder is "requirements" or "reqs" or "deps" => ManifestFormat.Requirements,
            _ when text.Content.StartsWith("# requirements", StringComparison.Ordinal) => ManifestFormat.Requirements,
            _ => null,
        };
        return format is { } known ? new Reader(path, text, known).Run() : null;
    }

    private sealed class Reader(string path, SourceText text, ManifestFormat format)
    {
        private readonly ImmutableArray<Dependency>.Builder _dependencies = ImmutableArray.CreateBuilder<Dependency>();
        private readonly ImmutableArray<Include>.Builder _includes = ImmutableArray.CreateBuilder<Include>();
        private readonly ImmutableArray<ServerCommand>.Builder _commands = ImmutableArray.CreateBuilder<ServerCommand>();
        private DependencyGroup _group = format == ManifestFormat.Constraints ? DependencyGroup.Constraint : DependencyGroup.Main;
        private ToolSettings? _settings;
        private string? _projectName;
        private RequiresPython? _requiresPython;
        private bool _isFrozen;

        public Manifest Run()
        {
            for (var i = 0; i < text.Lines.Count; i++)
            {
                var span = TextSpan.FromBounds(text.Lines.Start(i), text.Lines.EndWithoutBreak(i));
                Line(text.Slice(span), span);
            }

            return new()
            {
                Path = path,
                Format = format,
                Text = text,
                Dependencies = _dependencies.ToImmutable(),
                Includes = _includes.ToImmutable(),
                Commands = _commands.ToImmutable(),
                Settings = _settings,
                ProjectName = _projectName,
                RequiresPython = _requiresPython,
                IsFrozen = _isFrozen,
            };
        }

        private void Line(string line, TextSpan span)
        {
            var trimmed = line.Trim();
            if (WorkspacePath.FileName(path) == "Procfile")
            {
                if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
                {
                    _commands.Add(new(line[(colon + 2)..], TextSpan.FromBounds(span.Start + colon + 2, span.End)));
                }
            }
            else if (format == ManifestFormat.Script)
            {
                if (trimmed.StartsWith("# - ", StringComparison.Ordinal))
                {
                    Add(line, 4, span);
                }
            }
            else if (trimmed.Length == 0)
            {
            }
            else if (trimmed == "# frozen")
            {
                _isFrozen = true;
            }
            else if (trimmed[0] == '#')
            {
            }
            else if (trimmed[0] == '[')
            {
                _group = new(trimmed[1..^1]);
            }
            else if (line.Split(" = ") is [var key, var value])
            {
                Setting(key, value, span);
            }
            else if (trimmed.StartsWith("-r ", StringComparison.Ordinal) || trimmed.StartsWith("-c ", StringComparison.Ordinal)
                || trimmed.StartsWith("-e ", StringComparison.Ordinal) || trimmed.StartsWith("file ", StringComparison.Ordinal))
            {
                var at = line.IndexOf(' ', StringComparison.Ordinal) + 1;
                var kind = trimmed[1] switch { 'r' => IncludeKind.Requirement, 'c' => IncludeKind.Constraint, 'e' => IncludeKind.Editable, _ => IncludeKind.File };
                _includes.Add(new(line[at..], kind, TextSpan.FromBounds(span.Start + at, span.End), null, _group));
            }
            else
            {
                Add(line, 0, span);
            }
        }

        private void Setting(string key, string value, TextSpan span)
        {
            switch (key)
            {
                case "name":
                    _projectName = value;
                    break;
                case "requires-python":
                    _requiresPython = new(VersionSpecifierSet.Parse(value), new(path, span));
                    break;
                case "needs":
                    _settings = (_settings ?? new()) with { Needs = [.. value.Split(' ').Select(id => new DeclaredNeed(id, span))] };
                    break;
                case "exclude":
                    _settings = (_settings ?? new()) with { Exclude = [.. value.Split(' ')] };
                    break;
            }
        }

        private void Add(string line, int start, TextSpan span)
        {
            var isTransitive = line.Contains("# via", StringComparison.Ordinal) && !line.Contains("# via -r", StringComparison.Ordinal);
            var comment = line.IndexOf(" #", start, StringComparison.Ordinal);
            var entry = line[start..(comment < 0 ? line.Length : comment)].TrimEnd();
            var end = entry.IndexOfAny([.. "=<>!~ ;[@"]);
            var name = end < 0 ? entry : entry[..end];
            var at = entry.IndexOfAny([.. "=<>!~"]);
            _dependencies.Add(new()
            {
                Name = name,
                CanonicalName = NormalizedName.From(name).Value,
                NameSpan = new(span.Start + start, name.Length),
                Span = new(span.Start + start, entry.Length),
                Specifier = at >= 0 && VersionSpecifierSet.TryParse(entry.AsSpan(at), out var set) ? set : VersionSpecifierSet.Any,
                SpecifierSpan = at >= 0 ? new TextSpan(span.Start + start + at, entry.Length - at) : null,
                Group = _group,
                IsTransitive = isTransitive,
            });
        }
    }
}
