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
        var byName = PathsByName();
        foreach (var framework in _input.Catalog.Frameworks)
        {
            foreach (var marker in framework.Markers)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var pattern = GlobPattern.Create(marker.Path, _input.Path);
                var last = WorkspacePath.FileName(marker.Path.TrimEnd('/'));
                string? found = null;
                if (last.AsSpan().IndexOfAny('*', '?') < 0)
                {
                    LookAt(byName.GetValueOrDefault(last, []));
                }
                else
                {
                    foreach (var (name, paths) in byName)
                    {
                        if (last == "**" || GlobPattern.MatchesPart(last, name))
                        {
                            LookAt(paths);
                        }
                    }
                }

                // The first one by path stands for all.
                void LookAt(List<string> paths)
                {
                    foreach (var path in paths)
                    {
                        if ((found is null || string.CompareOrdinal(path, found) < 0)
                            && pattern.IsExactMatch(path)
                            && (marker.Contains is not { } text
                                || (_input.Files.Parsed.TryGetValue(path, out var file) && file.Text.Content.Contains(text, StringComparison.Ordinal))))
                        {
                            found = path;
                        }
                    }
                }

                if (found is not null)
                {
                    var facts = FactsOf(framework.Id);
                    facts.Signs |= marker.IsStrong ? Signs.StrongMarker : Signs.WeakMarker;
                    facts.Evidence.Add(new(EvidenceKind.File, new(found, default), WorkspacePath.FileName(found)));
                }
            }
        }
    }

    /// <summary>Application files and their folders by the last part of their path.</summary>
    private Dictionary<string, List<string>> PathsByName()
    {
        var byName = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in _input.Paths)
        {
            if (PathRoles.Of(path, _input.Path, _input.IsPackage) != PathRole.Application
                || (!_input.Copies.IsEmpty && _input.Copies.FirstOrDefault(copy => copy.Contains(path)) is { } copy && copy.FrameworkId != _input.SelfId))
            {
                continue;
            }

            Add(path);
            for (var folder = WorkspacePath.Folder(path); folder != _input.Path && folder != "." && folders.Add(folder); folder = WorkspacePath.Folder(folder))
            {
                Add(folder);
            }
        }

        return byName;

        void Add(string path)
        {
            var name = WorkspacePath.FileName(path);
            if (!byName.TryGetValue(name, out var list))
            {
                byName[name] = list = [];
            }

            list.Add(path);
        }
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
