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
    private readonly ImmutableArray<RequirementItem>.Builder _items = ImmutableArray.CreateBuilder<RequirementItem>();
    private RequirementMemo? _memo;

    private PyprojectManifest(string path, TomlDocument document, Func<TextSpan, TextSpan> toFile, CancellationToken cancellationToken)
    {
        _path = path;
        _document = document;
        _toFile = toFile;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads a pyproject.toml. Errors in one place leave the others readable.</summary>
    public static Manifest Read(string path, TomlDocument document, CancellationToken cancellationToken) => Read(path, document, memo: null, cancellationToken);

    /// <summary>The same for a file that is being edited; the result of <paramref name="previous"/>, an earlier reading, is of help.</summary>
    public static Manifest ReadEdited(string path, TomlDocument document, Manifest? previous, CancellationToken cancellationToken) =>
        Read(path, document, RequirementMemo.After(previous?.Pyproject?.Memo, previous?.Pyproject?.Count ?? 0), cancellationToken);

    private static Manifest Read(string path, TomlDocument document, RequirementMemo? memo, CancellationToken cancellationToken)
    {
        var reader = new PyprojectManifest(path, document, span => span, cancellationToken) { _memo = memo };
        reader.ReadProject();
        reader.ReadBuildSystem();
        reader.ReadDependencyGroups();
        reader.ReadSetuptools();
        reader.ReadPoetry();
        reader.ReadTools();
        reader.ReadPixi();
        reader.ApplyUvSources();
        return reader.Finish(ManifestFormat.Pyproject, document.Text) with
        {
            ProjectName = (document.Root.Find("project", "name") as TomlString ?? document.Root.Find("tool", "poetry", "name") as TomlString)?.Value,
            EntryPoints = reader.ReadEntryPoints(),
            IsDynamic = StringsOf(document.Root.Find("project", "dynamic")).Contains("dependencies"),
            Workspace = reader.ReadUvWorkspace(),
            Settings = document.Root.Find("tool", "pyframeworks") is TomlTable settings ? PyframeworksTable.Read(settings) : null,
            Pyproject = memo is null ? null : new(memo, reader.Items()),
        };
    }

    /// <summary>Reads the TOML of a PEP 723 block; <paramref name="toFile"/> leads from its places to those of the Python file.</summary>
    public static Manifest ReadScript(string path, SourceText file, TomlDocument document, Func<TextSpan, TextSpan> toFile, CancellationToken cancellationToken)
    {
        var reader = new PyprojectManifest(path, document, toFile, cancellationToken);
        reader.ReadRequirements(document.Root["dependencies"], DependencyGroup.Main, "dependencies");
        reader.ReadRequiresPython(document.Root["requires-python"], "requires-python");
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
            Dependencies = InOrder(_dependencies),
            Includes = [.. _includes.OrderBy(include => include.Span)],
            Problems = Problems.Keep(_path, text, problems),
            Comments = _document.Comments,
            RequiresPython = _requiresPython,
        };
    }

    /// <summary>By place, as they stand already where one table declares all.</summary>
    private static ImmutableArray<Dependency> InOrder(ImmutableArray<Dependency>.Builder dependencies)
    {
        for (var i = 1; i < dependencies.Count; i++)
        {
            if (dependencies[i].Span < dependencies[i - 1].Span)
            {
                return [.. dependencies.OrderBy(dependency => dependency.Span)];
            }
        }

        return dependencies.ToImmutable();
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

        ReadRequiresPython(project["requires-python"], "project.requires-python");
    }

    /// <summary>PEP 621's scripts and entry points, and Poetry's, whose scripts may be tables.</summary>
    private ImmutableArray<EntryPoint> ReadEntryPoints()
    {
        var found = ImmutableArray.CreateBuilder<EntryPoint>();
        Add(_document.Root.Find("project", "scripts"), EntryPoints.Console);
        Add(_document.Root.Find("project", "gui-scripts"), EntryPoints.Gui);
        Add(_document.Root.Find("tool", "poetry", "scripts"), EntryPoints.Console);
        foreach (var groups in (ReadOnlySpan<TomlValue?>)[_document.Root.Find("project", "entry-points"), _document.Root.Find("tool", "poetry", "plugins")])
        {
            foreach (var group in (groups as TomlTable)?.Entries ?? [])
            {
                Add(group.Value, group.Key);
            }
        }

        return [.. found.OrderBy(entry => entry.Span)];

        void Add(TomlValue? table, string group)
        {
            foreach (var entry in (table as TomlTable)?.Entries ?? [])
            {
                if ((entry.Value as TomlString ?? (entry.Value as TomlTable)?["reference"] as TomlString ?? (entry.Value as TomlTable)?["callable"] as TomlString) is { IsBroken: false } target)
                {
                    found.Add(new(group, target.Value.Trim(), ContentOf(target)));
                }
            }
        }
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
                WrongType(entry.Value, $"dependency-groups.{entry.Key}", "an array of requirements such as [\"flask>=3\"]");
                continue;
            }

            var group = DependencyGroup.Group(entry.Key);
            foreach (var item in items.Items)
            {
                _cancellationToken.ThrowIfCancellationRequested();
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
            Wrong(table, "Expected a requirement or {include-group = \"name\"}");
            return;
        }

        if (target.IsBroken)
        {
            return;
        }

        var resolved = names[NormalizedName.From(target.Value).Value].FirstOrDefault();
        _includes.Add(new(target.Value, IncludeKind.Group, ContentOf(target), resolved, group));
    }

    private void ReadRequiresPython(TomlValue? value, string key)
    {
        switch (value)
        {
            case null or { IsBroken: true }:
                break;
            case TomlString text when VersionSpecifierSet.TryParse(text.Value, out var set):
                _requiresPython = new(set, new(_path, ContentOf(text)));
                break;
            case TomlString text:
                var error = VersionSpecifierSet.FindError(text.Value, 0)!.Value;
                _problems.Add(new("PF001", error.Message, ToFile(text, error.Span)));
                break;
            default:
                WrongType(value, key, "a string such as \">=3.10\"");
                break;
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
                WrongType(value, key, "an array of requirements such as [\"flask>=3\"]");
                break;
        }
    }

    private void ReadRequirement(TomlValue value, DependencyGroup group, string key)
    {
        if (value is not TomlString text)
        {
            WrongItem(value, key, "a string such as \"flask>=3\"");
            return;
        }

        if (_memo is not null)
        {
            _items.Add(new(text.Span, group));
        }

        var (requirement, dependency) = _memo?.Read(text.Value, group) ?? RequirementMemo.Parse(text.Value, group);

        // What the TOML reader has reported already needs no second word, and a guess at its text counts only when it is whole.
        if (requirement.Name.Length > 0 && (requirement.IsValid || !text.IsBroken))
        {
            AddFrom(text, dependency);
        }

        if (!requirement.IsValid && !text.IsBroken)
        {
            _problems.AddRange(ProblemsOf(requirement, text.Value, ToFile(text, requirement.Span)));
        }
    }

    /// <summary>What is wrong with a requirement that stands at <paramref name="span"/> as <paramref name="value"/>.</summary>
    public static ImmutableArray<ManifestProblem> ProblemsOf(Requirement requirement, string value, TextSpan span) =>
        requirement.IsValid || HoldsHatchField(value) ? [] : [.. requirement.Errors.Select(error => new ManifestProblem("PF001", error.Message, span))];

    /// <summary>The requirements by place; none where sources elsewhere in the file bear on them.</summary>
    private ImmutableArray<RequirementItem> Items()
    {
        if (_document.Root.Find("tool", "uv", "sources") is not null)
        {
            return [];
        }

        _items.Sort((left, right) => left.Span.CompareTo(right.Span));
        return _items.ToImmutable();
    }

    /// <summary>Adds a dependency whose spans are those of a string's value.</summary>
    private void AddFrom(TomlString text, Dependency dependency) => _dependencies.Add(dependency with
    {
        NameSpan = ToFile(text, dependency.NameSpan),
        Span = ToFile(text, dependency.Span),
        SpecifierSpan = dependency.SpecifierSpan is { } specifier ? ToFile(text, specifier) : null,
    });

    /// <summary>Hatch fills these in when it builds (context formatting).</summary>
    private static bool HoldsHatchField(ReadOnlySpan<char> text) =>
        text.Contains("{root", StringComparison.Ordinal) || text.Contains("{home", StringComparison.Ordinal)
        || text.Contains("{env:", StringComparison.Ordinal) || text.Contains("{matrix:", StringComparison.Ordinal);

    private TextSpan ToFile(TomlString text, TextSpan valueSpan) => _toFile(text.SourceSpan(valueSpan));

    /// <summary>Where a string's text stands, without quotes and white space around it.</summary>
    private TextSpan ContentOf(TomlString text)
    {
        var start = text.Value.Length - text.Value.AsSpan().TrimStart().Length;
        var length = text.Value.AsSpan().Trim().Length;
        return length == 0 ? _toFile(text.ContentSpan) : ToFile(text, new(start, length));
    }

    private TomlTable? Table(TomlValue? value, string key)
    {
        if (value is not (null or TomlTable))
        {
            WrongType(value, key, "a table");
        }

        return value as TomlTable;
    }

    private void WrongType(TomlValue value, string key, string expected) => Wrong(value, $"'{key}' has to be {expected}");

    private void WrongItem(TomlValue value, string key, string expected) => Wrong(value, $"Every item of '{key}' has to be {expected}");

    /// <summary>Reports a value of the wrong type, unless it is broken and so reported already; of one on many lines the first is shown.</summary>
    private void Wrong(TomlValue value, string message)
    {
        if (value.IsBroken)
        {
            return;
        }

        var lineEnd = _document.Text.AsSpan(value.Span).IndexOfAny('\r', '\n');
        var span = lineEnd > 0 ? new TextSpan(value.Span.Start, lineEnd) : value.Span;
        _problems.Add(new("PF001", message, _toFile(span)));
    }
}
