using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>Which distribution installs which module: by the catalog where it knows either, else by the name itself.</summary>
/// <param name="project">The project.</param>
internal sealed class ImportedDistributions(ProjectSnapshot project)
{
    private readonly Dictionary<string, bool> _ownModules = new(StringComparer.Ordinal);

    /// <summary>Whether the distribution <paramref name="name"/> (PEP 503 form) installs the dotted <paramref name="module"/>.</summary>
    public bool Installs(string name, string module)
    {
        var catalog = project.Catalog;
        if (catalog.FindImport(module) is { } known)
        {
            return known.IsAddon
                ? catalog.Find(known.FrameworkId)!.ImpliedBy.Any(addon => addon.Import is { } import && IsPrefix(import, module) && IsName(addon.Distribution, name))
                : catalog.FindDistribution(name) == known;
        }

        return catalog.Companions.BlockingLibraries.Any(library => library.Distributions.Contains(name) && library.Imports.Any(import => IsPrefix(import, module)))
            || IsSpelledLike(name, module);
    }

    /// <summary>
    /// Whether <paramref name="import"/> brings in a distribution's module: no relative import, and none of a module that the project has itself. What the catalog
    /// knows was told apart when the project was put together.
    /// </summary>
    public bool IsForeign(string path, ImportStatement import)
    {
        if (import.Level > 0 || import.Module.Length == 0)
        {
            return false;
        }

        return project.Catalog.FindImport(import.Module) is not null ? IsKnown(path, import) : !IsOwn(import.Module.Split('.')[0]);
    }

    /// <summary>Whether the project's model took the import for a framework's; both lists are in the order of places.</summary>
    private bool IsKnown(string path, ImportStatement import)
    {
        var at = new FileSpan(path, import.ModuleSpan);
        var (low, high) = (0, project.Imports.Length - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            switch (project.Imports[middle].At.CompareTo(at))
            {
                case 0:
                    return true;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return false;
    }

    private bool IsOwn(string package)
    {
        if (!_ownModules.TryGetValue(package, out var isOwn))
        {
            _ownModules[package] = isOwn = project.Files.Any(file =>
                $"/{file.Path}".EndsWith($"/{package}.py", StringComparison.Ordinal) || $"/{file.Path}".Contains($"/{package}/", StringComparison.Ordinal));
        }

        return isOwn;
    }

    /// <summary>PEP 503 makes one of <c>-</c>, <c>_</c> and <c>.</c>, so <c>zope.interface</c> is installed by <c>zope-interface</c>; any of its leading parts may be the name.</summary>
    private static bool IsSpelledLike(string name, string module)
    {
        var spelled = module.Replace('_', '-').Replace('.', '-').ToLowerInvariant();
        return spelled.StartsWith(name, StringComparison.Ordinal)
            && (spelled.Length == name.Length || (module.Length > name.Length && module[name.Length] == '.'));
    }

    private static bool IsPrefix(string import, string module) => import.EndsWith('*')
        ? module.StartsWith(import[..^1], StringComparison.Ordinal)
        : module == import || (module.StartsWith(import, StringComparison.Ordinal) && module[import.Length] == '.');

    private static bool IsName(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == name;
}
