using System.Collections.Immutable;
using PyFrameworks.Syntax.Packaging;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// pyproject.toml and PEP 723 script blocks as manifests: PEP 621, PEP 735, build requirements, setuptools' dynamic files, Poetry, PDM, Hatch, uv and our own table.
/// </summary>
internal sealed partial class PyprojectManifest
{
    private readonly string _path;
    private readonly TomlDocument _document;
    private readonly Func<TextSpan, TextSpan> _toFile;
    private readonly CancellationToken _cancellationToken;
    private readonly ImmutableArray<Dependency>.Builder _dependencies = ImmutableArray.CreateBuilder<Dependency>();
    private readonly ImmutableArray<Include>.Builder _includes = ImmutableArray.CreateBuilder<Include>();
    private readonly ImmutableArray<ManifestProblem>.Builder _problems = ImmutableArray.CreateBuilder<ManifestProblem>();
    private RequiresPython? _requiresPython;

    private PyprojectManifest(string path, TomlDocument document, Func<TextSpan, TextSpan> toFile, CancellationToken cancellationToken)
    {
        _path = path;
        _document = document;
        _toFile = toFile;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads a pyproject.toml. Errors in one place leave the others readable.</summary>
    public static Manifest Read(string path, TomlDocument document, CancellationToken cancellationToken)
    {
        var reader = new PyprojectManifest(path, document, span => span, cancellationToken);
        reader.ReadProject();
        reader.ReadBuildSystem();
        reader.ReadDependencyGroups();
        reader.ReadSetuptools();
        reader.ReadPoetry();
        reader.ReadTools();
        return reader.Finish(ManifestFormat.Pyproject, document.Text) with
        {
            ProjectName = (document.Root.Find("project", "name") as TomlString ?? document.Root.Find("tool", "poetry", "name") as TomlString)?.Value,
            Settings = document.Root.Find("tool", "pyframeworks") is TomlTable settings ? PyframeworksTable.Read(settings) : null,
        };
    }

    /// <summary>Reads the TOML of a PEP 723 block; <paramref name="toFile"/> leads from its places to those of the Python file.</summary>
    public static Manifest ReadScript(string path, SourceText file, TomlDocument document, Func<TextSpan, TextSpan> toFile, CancellationToken cancellationToken)
    {
        var reader = new PyprojectManifest(path, document, toFile, cancellationToken);
        reader.ReadRequirements(document.Root["dependencies"], DependencyGroup.Main, "dependencies");
        reader.ReadRequiresPython(document.Root["requires-python"]);
        return reader.Finish(ManifestFormat.Script, file) with { Comments = [] };
    }

    private Manifest Finish(ManifestFormat format, SourceText text)
    {
        var problems = _document.Errors.Select(error => new ManifestProblem("PF002", error.Message, _toFile(error.Span))).Concat(_problems);
        return new()
        {
            Path = _path,
            Format = format,
            Text = text,
            Dependencies = [.. _dependencies.OrderBy(dependency => dependency.Span)],
            Includes = [.. _includes.OrderBy(include => include.Span)],
            Problems = [.. problems.OrderBy(problem => problem.Span).ThenBy(problem => problem.Code, StringComparer.Ordinal)],
            Comments = _document.Comments,
            RequiresPython = _requiresPython,
        };
    }

    /// <summary>PEP 621.</summary>
    private void ReadProject()
    {
        if (Table(_document.Root["project"], "project") is not { } project)
        {
            return;
        }

        ReadRequirements(project["dependencies"], DependencyGroup.Main, "project.dependencies");
        foreach (var extra in Table(project["optional-dependencies"], "project.optional-dependencies")?.Entries ?? [])
        {
            ReadRequirements(extra.Value, DependencyGroup.Extra(extra.Key), $"project.optional-dependencies.{extra.Key}");
        }

        ReadRequiresPython(project["requires-python"]);
    }

    /// <summary>PEP 518.</summary>
    private void ReadBuildSystem()
    {
        if (Table(_document.Root["build-system"], "build-system") is { } build)
        {
            ReadRequirements(build["requires"], DependencyGroup.Build, "build-system.requires");
        }
    }

    /// <summary>PEP 735: lists of requirements and of other groups to include.</summary>
    private void ReadDependencyGroups()
    {
        if (Table(_document.Root["dependency-groups"], "dependency-groups") is not { } groups)
        {
            return;
        }

        // Group names compare as PEP 503 compares distribution names.
        var names = groups.Entries.ToLookup(entry => NormalizedName.From(entry.Key).Value, entry => entry.Key, StringComparer.Ordinal);
        foreach (var entry in groups.Entries)
        {
            if (entry.Value is not TomlArray items)
            {
                WrongType(entry.Value, $"dependency-groups.{entry.Key}", "an array of requirements");
                continue;
            }

            var group = DependencyGroup.Group(entry.Key);
            foreach (var item in items.Items)
            {
                if (item is TomlTable table)
                {
                    ReadIncludeGroup(table, group, names);
                }
                else
                {
                    ReadRequirement(item, group, $"dependency-groups.{entry.Key}");
                }
            }
        }
    }

    private void ReadIncludeGroup(TomlTable table, DependencyGroup group, ILookup<string, string> names)
    {
        if (table["include-group"] is not TomlString target)
        {
            _problems.Add(new("PF001", "Expected a requirement or {include-group = \"name\"}", _toFile(table.Span)));
            return;
        }

        var resolved = names[NormalizedName.From(target.Value).Value].FirstOrDefault();
        _includes.Add(new(target.Value, IncludeKind.Group, _toFile(target.ContentSpan), resolved, group));
    }

    /// <summary>setuptools: <c>dynamic</c> dependencies that stand in files.</summary>
    private void ReadSetuptools()
    {
        if (_document.Root.Find("tool", "setuptools", "dynamic") is not TomlTable dynamic)
        {
            return;
        }

        ReadDynamicFiles(dynamic["dependencies"], DependencyGroup.Main);
        foreach (var extra in (dynamic["optional-dependencies"] as TomlTable)?.Entries ?? [])
        {
            ReadDynamicFiles(extra.Value, DependencyGroup.Extra(extra.Key));
        }
    }

    private void ReadDynamicFiles(TomlValue? value, DependencyGroup group)
    {
        var files = (value as TomlTable)?["file"] switch
        {
            TomlString one => [one],
            TomlArray many => many.Items.OfType<TomlString>(),
            _ => [],
        };
        foreach (var file in files)
        {
            _includes.Add(Includes.File(_path, file.Value, _toFile(file.ContentSpan), IncludeKind.File, group));
        }
    }

    /// <summary>PDM, uv and Hatch: tables of their own for what developers need.</summary>
    private void ReadTools()
    {
        foreach (var group in (_document.Root.Find("tool", "pdm", "dev-dependencies") as TomlTable)?.Entries ?? [])
        {
            ReadRequirements(group.Value, DependencyGroup.Group(group.Key), $"tool.pdm.dev-dependencies.{group.Key}");
        }

        ReadRequirements(_document.Root.Find("tool", "uv", "dev-dependencies"), DependencyGroup.Dev, "tool.uv.dev-dependencies");
        foreach (var environment in (_document.Root.Find("tool", "hatch", "envs") as TomlTable)?.Entries ?? [])
        {
            foreach (var key in (string[])["dependencies", "extra-dependencies"])
            {
                ReadRequirements((environment.Value as TomlTable)?[key], DependencyGroup.Group(environment.Key), $"tool.hatch.envs.{environment.Key}.{key}");
            }
        }
    }

    private void ReadRequiresPython(TomlValue? value)
    {
        if (value is not TomlString text)
        {
            if (value is not null)
            {
                WrongType(value, "requires-python", "a string such as \">=3.10\"");
            }

            return;
        }

        if (VersionSpecifierSet.TryParse(text.Value, out var set))
        {
            _requiresPython = new(set, new(_path, _toFile(text.ContentSpan)));
        }
        else
        {
            _problems.Add(new("PF001", $"'{text.Value}' is no version specifier; write for example \">=3.10\"", _toFile(text.ContentSpan)));
        }
    }

    private void ReadRequirements(TomlValue? value, DependencyGroup group, string key)
    {
        switch (value)
        {
            case null:
                break;
            case TomlArray array:
                foreach (var item in array.Items)
                {
                    _cancellationToken.ThrowIfCancellationRequested();
                    ReadRequirement(item, group, key);
                }

                break;
            default:
                WrongType(value, key, "an array of requirements");
                break;
        }
    }

    private void ReadRequirement(TomlValue value, DependencyGroup group, string key)
    {
        // What the TOML reader has reported already needs no second word.
        if (value.IsBroken)
        {
            return;
        }

        if (value is not TomlString text)
        {
            WrongType(value, key, "strings such as \"flask>=3\"");
            return;
        }

        // Hatch fills {root:uri} and the like in when it builds.
        if (text.Value.Contains("{root", StringComparison.Ordinal))
        {
            return;
        }

        var requirement = Requirement.Parse(text.Value);
        if (requirement.Name.Length > 0)
        {
            var dependency = Dependencies.From(requirement, group);
            _dependencies.Add(dependency with
            {
                NameSpan = ToFile(text, dependency.NameSpan),
                Span = ToFile(text, dependency.Span),
                SpecifierSpan = dependency.SpecifierSpan is { } specifier ? ToFile(text, specifier) : null,
            });
        }

        foreach (var error in requirement.Errors)
        {
            _problems.Add(new("PF001", error.Message, ToFile(text, error.Span)));
        }
    }

    private TextSpan ToFile(TomlString text, TextSpan valueSpan) => _toFile(text.SourceSpan(valueSpan));

    private TomlTable? Table(TomlValue? value, string key)
    {
        if (value is not (null or TomlTable))
        {
            WrongType(value, key, "a table");
        }

        return value as TomlTable;
    }

    private void WrongType(TomlValue value, string key, string expected)
    {
        if (!value.IsBroken)
        {
            _problems.Add(new("PF001", $"'{key}' has to be {expected}", _toFile(value.Span)));
        }
    }
}
