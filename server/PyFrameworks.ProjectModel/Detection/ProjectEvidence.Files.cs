using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

internal sealed partial class ProjectEvidence
{
    /// <summary>The entry points through which PasteDeploy finds a WSGI application: https://docs.pylonsproject.org/projects/pastedeploy/en/latest/#paste-app-factory.</summary>
    private const string AppFactory = "paste.app_factory";

    /// <summary>Modules that settings name: <c>INSTALLED_APPS</c>, middleware, and every list of a settings module.</summary>
    private void ReadSettings(CancellationToken cancellationToken)
    {
        foreach (var source in _input.Sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (source.Role != PathRole.Application)
            {
                continue;
            }

            var isSettings = source.Path.Contains("settings", StringComparison.Ordinal);
            if (!isSettings && !source.Module.MayAssignSettings)
            {
                continue;
            }

            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var assignment in source.Module.ModuleAssignments)
            {
                if (!isSettings && !PythonModule.IsSetting(assignment.Name))
                {
                    continue;
                }

                foreach (var item in assignment.Items)
                {
                    if (!IsModule(item.Value) || _input.Catalog.FindImport(item.Value) is not { } name)
                    {
                        continue;
                    }

                    // A word such as "flask" may mean anything in a setting; only lists of applications hold bare modules.
                    if (!item.Value.Contains('.', StringComparison.Ordinal) && !assignment.Name.EndsWith("_APPS", StringComparison.Ordinal))
                    {
                        continue;
                    }

                    var facts = FactsOf(name.FrameworkId);
                    facts.Signs |= name.IsAddon ? Signs.AddonImport : Signs.Setting;
                    Add(facts);
                    if (!name.IsAddon)
                    {
                        foreach (var basis in BasesOf(facts.Framework))
                        {
                            basis.Signs |= Signs.AddonImport;
                            Add(basis);
                        }
                    }

                    void Add(FrameworkFacts target)
                    {
                        if (seen.Add(target.Framework.Id))
                        {
                            target.Evidence.Add(new(EvidenceKind.Config, new(source.Path, item.Span), Shorten(item.Value)));
                        }
                    }
                }
            }
        }
    }

    private static bool IsModule(string value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.'))
            {
                return false;
            }
        }

        return value.Length > 0 && value[0] != '.';
    }

    /// <summary>Files and folders that show a framework; a pattern without <c>/</c> is looked for in the whole project.</summary>
    private void ReadMarkers(CancellationToken cancellationToken)
    {
        var table = MarkerTable.Of(_input.Catalog);
        var candidates = MarkerCandidates(table);
        for (var i = 0; i < candidates.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (candidates[i] is { } paths && First(table.Markers[i], paths) is { } found)
            {
                var facts = FactsOf(table.Markers[i].FrameworkId);
                facts.Signs |= table.Markers[i].File.IsStrong ? Signs.StrongMarker : Signs.WeakMarker;
                facts.Evidence.Add(new(EvidenceKind.File, new(found, default), WorkspacePath.FileName(found)));
            }
        }

        // The first one by path stands for all.
        string? First(MarkerTable.Marker marker, List<string> paths)
        {
            string? first = null;
            var pattern = marker.Pattern.In(_input.Path);
            foreach (var path in paths)
            {
                if ((first is null || string.CompareOrdinal(path, first) < 0)
                    && pattern.IsExactMatch(path)
                    && (marker.File.Contains is not { } text
                        || (_input.Files.Parsed.TryGetValue(path, out var file) && file.Text.Content.Contains(text, StringComparison.Ordinal))))
                {
                    first = path;
                }
            }

            return first;
        }
    }

    /// <summary>Application files and their folders whose last part is that of a marker, by the marker's number.</summary>
    private List<string>?[] MarkerCandidates(MarkerTable table)
    {
        var candidates = new List<string>?[table.Markers.Length];
        var folders = new HashSet<string>(StringComparer.Ordinal);
        var run = new FolderRun();
        foreach (var path in _input.Paths)
        {
            if (PathRoles.Of(path, _input.Path, _input.IsPackage) != PathRole.Application
                || (!_input.Copies.IsEmpty && _input.Copies.FirstOrDefault(copy => copy.Contains(path)) is { } copy && copy.FrameworkId != _input.SelfId))
            {
                continue;
            }

            table.Add(path, candidates);
            if (run.GoesOn(path))
            {
                continue;
            }

            for (var folder = WorkspacePath.Folder(path); folder != _input.Path && folder != "." && folders.Add(folder); folder = WorkspacePath.Folder(folder))
            {
                table.Add(folder, candidates);
            }
        }

        return candidates;
    }

    /// <summary>Commands that start a framework's own program, or a server with a module of the project.</summary>
    private void ReadCommands()
    {
        Dictionary<string, List<string>>? byFile = null;
        foreach (var manifest in _input.Manifests)
        {
            foreach (var command in manifest.Commands)
            {
                byFile ??= _imports.Where(use => use.IsApplicationUse)
                    .GroupBy(use => use.Source.Path, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.Select(use => use.Name.FrameworkId).Distinct().ToList(), StringComparer.Ordinal);
                ReadCommand(manifest, command, byFile);
            }
        }
    }

    /// <summary>
    /// Programs that the distribution installs, and factories of applications. A program is evidence and no more: that of a library may need an extra.
    /// </summary>
    private void ReadEntryPoints()
    {
        ILookup<string, string>? imported = null;
        foreach (var manifest in _input.Manifests.Where(manifest => !PathRoles.IsCompanion(manifest.Path, _input.Path, _input.IsPackage)))
        {
            foreach (var entry in manifest.EntryPoints.Where(entry => entry.Group is EntryPoints.Console or EntryPoints.Gui or AppFactory))
            {
                imported ??= _imports.Where(use => use.Strength == ImportStrength.TopLevel)
                    .Select(use => (use.Source.Path, use.Name.FrameworkId))
                    .Distinct()
                    .ToLookup(pair => pair.Path, pair => pair.FrameworkId, StringComparer.Ordinal);
                if (ModuleFile(manifest, entry.Target) is not { } path)
                {
                    continue;
                }

                foreach (var id in imported[path].Order(StringComparer.Ordinal))
                {
                    var facts = FactsOf(id);
                    facts.Signs |= entry.Group == AppFactory ? Signs.Command : Signs.EntryPoint;
                    facts.Evidence.Add(new(EvidenceKind.Config, new(manifest.Path, entry.Span), Shorten(entry.Target)));
                }
            }
        }
    }

    private void ReadCommand(Manifest manifest, ServerCommand command, Dictionary<string, List<string>> byFile)
    {
        var words = command.Text.Split([' ', '\t', '"', '\'', ',', '[', ']', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var server = words.Select(word => _input.Catalog.Companions.Servers.FirstOrDefault(server => server.Commands.Contains(WorkspacePath.FileName(word))))
            .FirstOrDefault(server => server is not null);
        var offered = server?.Options.FirstOrDefault(option => command.Text.Contains(option.Text, StringComparison.Ordinal))?.Interface ?? server?.Default;

        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (ModuleFile(manifest, word) is { } path && byFile.TryGetValue(path, out var imported))
            {
                ids.UnionWith(imported);
            }
        }

        // "streamlit run app.py" and "flask run": the program is called like the distribution.
        for (var i = 0; i < words.Length - 1; i++)
        {
            if (words[i + 1] is "run" or "runserver" or "serve" or "start" or "dev"
                && _input.Catalog.FindDistribution(WorkspacePath.FileName(words[i])) is { IsAddon: false } own)
            {
                ids.Add(own.FrameworkId);
            }
        }

        foreach (var id in ids)
        {
            var facts = FactsOf(id);
            facts.Signs |= Signs.Command;
            facts.CommandInterface ??= offered;
            facts.Evidence.Add(new(EvidenceKind.Config, new(manifest.Path, command.Span), Shorten(command.Text)));
        }
    }

    /// <summary>The file of <c>package.module:app</c>, seen from the project, its <c>src</c> folder or the manifest's folder.</summary>
    private string? ModuleFile(Manifest manifest, string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var module = colon < 0 ? word : word[..colon];
        if (!IsModule(module))
        {
            return null;
        }

        var relative = module.Replace('.', '/');
        foreach (var folder in (ReadOnlySpan<string>)[_input.Path, WorkspacePath.Join(_input.Path, "src"), WorkspacePath.Folder(manifest.Path)])
        {
            var path = WorkspacePath.Join(folder, relative);
            if (_input.Files.Parsed.ContainsKey($"{path}.py"))
            {
                return $"{path}.py";
            }

            if (_input.Files.Parsed.ContainsKey($"{path}/__init__.py"))
            {
                return $"{path}/__init__.py";
            }
        }

        return null;
    }
}
