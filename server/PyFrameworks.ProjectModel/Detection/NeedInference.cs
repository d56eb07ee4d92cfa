using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// What a project wants: what its settings and the editor's declare, what the user asks for, and what the catalog's signals show. A need stands
/// once: a declared one wins over one asked for, that over an inferred one, and among signals an import over a declaration over a count.
/// </summary>
internal static class NeedInference
{
    /// <summary>Needs in the order declared, inferred, asked; unknown identifiers are left out.</summary>
    public static ImmutableArray<ProjectNeed> Infer(
        ToolSettings settings,
        string? settingsPath,
        AnalysisOptions options,
        ImmutableArray<Manifest> manifests,
        ImmutableArray<PythonFile> files,
        FrameworkCatalog catalog,
        CancellationToken cancellationToken)
    {
        var declared = new List<ProjectNeed>();
        foreach (var need in settings.Needs)
        {
            Add(declared, new(need.Id, NeedSource.Declared, $"{settingsPath ?? "pyproject.toml"} declares it", settingsPath is null ? null : new(settingsPath, need.Span)));
        }

        foreach (var id in options.EditorNeeds)
        {
            Add(declared, new(id, NeedSource.Declared, "the editor's settings name it", null));
        }

        var asked = new List<ProjectNeed>();
        foreach (var id in options.AskedNeeds.Where(id => !declared.Exists(need => need.Id == id)))
        {
            Add(asked, new(id, NeedSource.Asked, "you asked for it", null));
        }

        var index = new SignalIndex(manifests, files, catalog, cancellationToken);
        var inferred = new SortedList<string, (int Strength, ProjectNeed Need)>(StringComparer.Ordinal);
        foreach (var signal in catalog.Companions.Signals)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Needs.Titles.ContainsKey(signal.Need)
                || declared.Exists(need => need.Id == signal.Need)
                || asked.Exists(need => need.Id == signal.Need)
                || index.Find(signal) is not { } found)
            {
                continue;
            }

            if (!inferred.TryGetValue(signal.Need, out var known) || found.Strength > known.Strength)
            {
                inferred[signal.Need] = found;
            }
        }

        return [.. declared, .. inferred.Values.Select(pair => pair.Need), .. asked];

        static void Add(List<ProjectNeed> needs, ProjectNeed need)
        {
            if (Needs.Titles.ContainsKey(need.Id) && !needs.Exists(other => other.Id == need.Id))
            {
                needs.Add(need);
            }
        }
    }

    /// <summary>Where distributions and modules stand first, made once for all signals.</summary>
    private sealed class SignalIndex
    {
        private readonly Dictionary<string, (string Name, FileSpan At)> _distributions = new(StringComparer.Ordinal);
        private readonly Dictionary<string, (string Name, FileSpan At)> _modules = new(StringComparer.Ordinal);
        private readonly int _asyncFunctions;

        public SignalIndex(ImmutableArray<Manifest> manifests, ImmutableArray<PythonFile> files, FrameworkCatalog catalog, CancellationToken cancellationToken)
        {
            var asides = files.Where(file => !file.IsApplication).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
            foreach (var manifest in manifests.OrderBy(manifest => manifest.Format.Precedence(manifest.Path)).ThenBy(manifest => manifest.Path, StringComparer.Ordinal))
            {
                if (manifest.Format.IsLock() || manifest.IsFrozen || asides.Contains(manifest.Path))
                {
                    continue;
                }

                foreach (var dependency in manifest.KnownTo(catalog).Where(dependency => dependency.Group.IsMain && !dependency.IsTransitive))
                {
                    _distributions.TryAdd(dependency.CanonicalName, (dependency.Name, new(manifest.Path, dependency.NameSpan)));
                }
            }

            var (telling, beginnings) = (ImportedPackages.OfSignals(catalog), ImportedPackages.BeginningsOfSignals(catalog).GetAlternateLookup<ReadOnlySpan<char>>());
            foreach (var file in files.Where(file => file.IsApplication))
            {
                cancellationToken.ThrowIfCancellationRequested();
                _asyncFunctions += file.Module.AsyncFunctions;
                if (!file.Module.MayImportAny(telling))
                {
                    continue;
                }

                foreach (var import in file.Module.Imports)
                {
                    if (import.Level > 0 || (import.Context & (ImportContext.Optional | ImportContext.TypeChecking)) != 0 || !beginnings.Contains(FirstPart(import.Module)))
                    {
                        continue;
                    }

                    var at = new FileSpan(file.Path, import.ModuleSpan);
                    for (var module = import.Module; module.Length > 0; module = module.LastIndexOf('.') is >= 0 and var dot ? module[..dot] : "")
                    {
                        _modules.TryAdd(module, (import.Module, at));
                    }

                    foreach (var imported in import.Names)
                    {
                        var name = $"{import.Module}.{imported.Name}";
                        _modules.TryAdd(name, (name, at));
                    }
                }
            }
        }

        /// <summary>What in the project shows the signal, and how strongly: 3 for an import, 2 for a declaration, 1 for a count.</summary>
        public (int Strength, ProjectNeed Need)? Find(NeedSignal signal)
        {
            if (First(signal.Imports, _modules) is { } import)
            {
                return (3, Need($"{import.At.Path} imports {import.Name}, which {signal.Because}", import.At));
            }

            if (First(signal.Distributions, _distributions) is { } distribution)
            {
                return (2, Need($"{distribution.At.Path} declares {distribution.Name}, which {signal.Because}", distribution.At));
            }

            return signal.AsyncFunctions > 0 && _asyncFunctions >= signal.AsyncFunctions
                ? (1, Need(string.Create(CultureInfo.InvariantCulture, $"{_asyncFunctions} async functions in application code"), null))
                : null;

            ProjectNeed Need(string because, FileSpan? at) => new(signal.Need, NeedSource.Inferred, because, at);
        }

        private static ReadOnlySpan<char> FirstPart(string module) => module.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? module.AsSpan(0, dot) : module;

        private static (string Name, FileSpan At)? First(ImmutableArray<string> wanted, Dictionary<string, (string Name, FileSpan At)> known)
        {
            (string Name, FileSpan At)? first = null;
            foreach (var name in wanted)
            {
                if (known.TryGetValue(name, out var found) && (first is not { } other || found.At < other.At))
                {
                    first = found;
                }
            }

            return first;
        }
    }
}
