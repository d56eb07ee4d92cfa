using PyFrameworks.Syntax.Requirements;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.ProjectModel;

/// <content>Tables of setuptools, uv, PDM, Hatch and Flit.</content>
internal sealed partial class PyprojectManifest
{
    /// <summary>setuptools: <c>dynamic</c> dependencies that stand in files.</summary>
    private void ReadSetuptools()
    {
        const string Key = "tool.setuptools.dynamic";
        if (Table(_document.Root.Find("tool", "setuptools", "dynamic"), Key) is not { } dynamic)
        {
            return;
        }

        ReadDynamic(dynamic["dependencies"], DependencyGroup.Main, $"{Key}.dependencies");
        foreach (var extra in Table(dynamic["optional-dependencies"], $"{Key}.optional-dependencies")?.Entries ?? [])
        {
            ReadDynamic(extra.Value, DependencyGroup.Extra(extra.Key), $"{Key}.optional-dependencies.{extra.Key}");
        }
    }

    private void ReadDynamic(TomlValue? value, DependencyGroup group, string key)
    {
        // "attr" takes the list from Python code, which nobody can read here.
        if (value is TomlTable table && table["file"] is { } file)
        {
            ReadFiles(file, group, $"{key}.file");
        }
        else if (value is not (null or TomlTable))
        {
            WrongType(value, key, "a table such as {file = [\"requirements.txt\"]}");
        }
    }

    /// <summary>The name of one requirements file, or an array of names.</summary>
    private void ReadFiles(TomlValue? value, DependencyGroup group, string key)
    {
        switch (value)
        {
            case null:
                break;
            case TomlString file:
                AddFile(file, group);
                break;
            case TomlArray files:
                foreach (var item in files.Items)
                {
                    if (item is TomlString file)
                    {
                        AddFile(file, group);
                    }
                    else
                    {
                        WrongItem(item, key, "the name of a file");
                    }
                }

                break;
            default:
                WrongType(value, key, "the name of a file or an array of names");
                break;
        }
    }

    private void AddFile(TomlString file, DependencyGroup group)
    {
        if (!file.IsBroken)
        {
            _includes.Add(Includes.File(_path, file.Value.Trim(), ContentOf(file), IncludeKind.File, group));
        }
    }

    /// <summary>PDM, uv, Hatch and Flit: tables of their own.</summary>
    private void ReadTools()
    {
        var root = _document.Root;
        foreach (var group in Table(root.Find("tool", "pdm", "dev-dependencies"), "tool.pdm.dev-dependencies")?.Entries ?? [])
        {
            ReadPdmGroup(group);
        }

        ReadRequirements(root.Find("tool", "uv", "dev-dependencies"), DependencyGroup.Dev, "tool.uv.dev-dependencies");
        ReadRequirements(root.Find("tool", "uv", "constraint-dependencies"), DependencyGroup.Constraint, "tool.uv.constraint-dependencies");
        ReadRequirements(root.Find("tool", "uv", "override-dependencies"), DependencyGroup.Constraint, "tool.uv.override-dependencies");
        ReadHatch();

        // Flit's tables from before PEP 621.
        ReadRequirements(root.Find("tool", "flit", "metadata", "requires"), DependencyGroup.Main, "tool.flit.metadata.requires");
        foreach (var extra in (root.Find("tool", "flit", "metadata", "requires-extra") as TomlTable)?.Entries ?? [])
        {
            ReadRequirements(extra.Value, DependencyGroup.Extra(extra.Key), $"tool.flit.metadata.requires-extra.{extra.Key}");
        }
    }

    private void ReadHatch()
    {
        const string Environments = "tool.hatch.envs";
        foreach (var environment in Table(_document.Root.Find("tool", "hatch", "envs"), Environments)?.Entries ?? [])
        {
            var table = Table(environment.Value, $"{Environments}.{environment.Key}");
            foreach (var key in (string[])["dependencies", "extra-dependencies"])
            {
                ReadRequirements(table?[key], DependencyGroup.Group(environment.Key), $"{Environments}.{environment.Key}.{key}");
            }
        }

        // The plug-in uv-dynamic-versioning puts versions into dynamic dependencies that it holds itself.
        const string Versioning = "tool.hatch.metadata.hooks.uv-dynamic-versioning";
        if (_document.Root.Find("tool", "hatch", "metadata", "hooks", "uv-dynamic-versioning") is TomlTable versioning)
        {
            ReadRequirements(versioning["dependencies"], DependencyGroup.Main, $"{Versioning}.dependencies");
            foreach (var extra in (versioning["optional-dependencies"] as TomlTable)?.Entries ?? [])
            {
                ReadRequirements(extra.Value, DependencyGroup.Extra(extra.Key), $"{Versioning}.optional-dependencies.{extra.Key}");
            }
        }

        // The plug-in hatch-requirements-txt takes dynamic dependencies from files.
        const string Hook = "tool.hatch.metadata.hooks.requirements_txt";
        if (_document.Root.Find("tool", "hatch", "metadata", "hooks", "requirements_txt") is not TomlTable hook)
        {
            return;
        }

        ReadFiles(hook["files"] ?? hook["filename"], DependencyGroup.Main, $"{Hook}.files");
        foreach (var extra in (hook["optional-dependencies"] as TomlTable)?.Entries ?? [])
        {
            ReadFiles(extra.Value, DependencyGroup.Extra(extra.Key), $"{Hook}.optional-dependencies.{extra.Key}");
        }
    }

    /// <summary>PDM's groups may hold editable installs as pip writes them: <c>-e file:///${PROJECT_ROOT}/sub#egg=name</c>.</summary>
    private void ReadPdmGroup(TomlEntry group)
    {
        var key = $"tool.pdm.dev-dependencies.{group.Key}";
        var target = DependencyGroup.Group(group.Key);
        if (group.Value is not TomlArray items)
        {
            WrongType(group.Value, key, "an array of requirements such as [\"flask>=3\"]");
            return;
        }

        foreach (var item in items.Items)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (item is TomlString { IsBroken: false } text && text.Value.StartsWith("-e ", StringComparison.Ordinal))
            {
                var lines = RequirementsFile.Parse(new SourceText(text.Value), _cancellationToken).Lines;
                if (lines is [EditableLine editable]
                    && Dependencies.From(editable.Reference, editable.Marker, editable.MarkerSpan, target, isEditable: true) is { } dependency)
                {
                    AddFrom(text, dependency);
                }
            }
            else
            {
                ReadRequirement(item, target, key);
            }
        }
    }
}
