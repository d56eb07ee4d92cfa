using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>The files of one project, before anything is concluded from them.</summary>
/// <param name="Path">Workspace path of its folder.</param>
/// <param name="Manifests">Its manifests by path, groups settled.</param>
/// <param name="Paths">Every file path that it owns, sorted.</param>
/// <param name="IsPackage">Whether it is a named distribution with a package of its own.</param>
internal sealed record ProjectFiles(string Path, ImmutableArray<Manifest> Manifests, ImmutableArray<string> Paths, bool IsPackage);

/// <summary>
/// Divides a workspace into projects. A folder with a manifest is one, unless the manifest is only there to be included by another project's, or
/// stands in a folder for requirements, documentation, tests or examples; then it belongs to the project above. The nearest project owns a file.
/// </summary>
internal static class ProjectPartition
{
    /// <summary>The projects of a workspace, by path; at least one.</summary>
    public static ImmutableArray<ProjectFiles> Divide(ImmutableArray<string> paths, IncludeGraph graph, CancellationToken cancellationToken)
    {
        var makers = graph.Manifests.Values.Where(IsMaker).ToList();
        var home = HomeFolders(makers, paths);
        var atHome = makers.ToLookup(manifest => home[manifest.Path], StringComparer.Ordinal);
        var projects = ChooseFolders(makers, home, paths, graph);

        var manifests = new SortedList<string, SortedList<string, Manifest>>(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            manifests[project] = Closure(atHome[project], graph, cancellationToken);
        }

        // Folders that only include one another's files are projects after all.
        var placed = manifests.Values.SelectMany(own => own.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var manifest in makers)
        {
            if (!placed.Contains(manifest.Path) && !manifests.ContainsKey(home[manifest.Path]))
            {
                var own = Closure(atHome[home[manifest.Path]], graph, cancellationToken);
                manifests[home[manifest.Path]] = own;
                placed.UnionWith(own.Keys);
            }
        }

        if (manifests.Count == 0)
        {
            manifests["."] = new(StringComparer.Ordinal);
        }

        var owned = manifests.Keys.ToDictionary(path => path, _ => ImmutableArray.CreateBuilder<string>(), StringComparer.Ordinal);
        var outside = ImmutableArray.CreateBuilder<string>();
        var (run, owner) = (default(FolderRun), outside);
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!run.GoesOn(path))
            {
                owner = NearestFolder(WorkspacePath.Folder(path), owned.ContainsKey) is { } project ? owned[project] : outside;
            }

            owner.Add(path);
        }

        if (outside.Any(path => FileReader.IsPython(path) && !PathRoles.IsVendored(path)))
        {
            owned["."] = outside;
            manifests["."] = new(StringComparer.Ordinal);
        }

        var parts = graph.Manifests.Where(pair => IsPart(pair.Value) && !PathRoles.IsVendored(pair.Key)).ToDictionary(StringComparer.Ordinal);
        return [.. manifests.Select(pair => Finish(pair.Key, pair.Value, owned[pair.Key].DrainToImmutable(), parts, graph, cancellationToken))];
    }

    /// <summary><paramref name="part"/> with the present contents of its manifests; <paramref name="graph"/> is one of the same files and includes as before.</summary>
    public static ProjectFiles Settled(ProjectFiles part, IncludeGraph graph, CancellationToken cancellationToken) => part with
    {
        Manifests = GroupResolution.Settle([.. part.Manifests.Select(manifest => graph.Manifests[manifest.Path])], part.Path, part.IsPackage, graph, cancellationToken),
    };

    /// <summary>
    /// Whether the file belongs to the project that owns it and makes no project of its folder: script blocks, command files, test sessions, and the
    /// metadata that a package holds for its setup.py.
    /// </summary>
    private static bool IsPart(Manifest manifest) =>
        manifest.Format is ManifestFormat.Script or ManifestFormat.Commands || WorkspacePath.FileName(manifest.Path) == "__pkginfo__.py";

    private static bool IsMaker(Manifest manifest) =>
        !IsPart(manifest) && !PathRoles.IsVendored(manifest.Path);

    /// <summary>The folder for which each manifest speaks: its own, or the project above that of documentation, tests, examples and requirements.</summary>
    private static Dictionary<string, string> HomeFolders(List<Manifest> makers, ImmutableArray<string> paths)
    {
        var plain = makers.Select(manifest => WorkspacePath.Folder(manifest.Path)).Where(folder => PathRoles.Companion(folder) is null)
            .ToHashSet(StringComparer.Ordinal);
        var named = makers.Where(manifest => manifest.ProjectName is not null).Select(manifest => WorkspacePath.Folder(manifest.Path))
            .Where(plain.Contains)
            .ToHashSet(StringComparer.Ordinal);
        var packages = new Dictionary<string, bool>(StringComparer.Ordinal);
        plain.RemoveWhere(folder => DemonstratedPackage(folder) is not null);
        var home = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var manifest in makers)
        {
            var folder = WorkspacePath.Folder(manifest.Path);
            if (PathRoles.Companion(folder) is not { } companion)
            {
                home[manifest.Path] = DemonstratedPackage(folder) ?? folder;
                continue;
            }

            // Without a project above, an example is a project of its own; plain requirements speak for the folder around them.
            home[manifest.Path] = NearestFolder(companion.Above, plain.Contains)
                ?? (companion.IsRequirementFolder || companion.IsDirect ? companion.Above
                    : PathRoles.RequirementsClaim(manifest.Path).ByFolder ? WorkspacePath.Folder(folder)
                    : folder);
        }

        return home;

        // The nearest package above, where the folder lies among its samples, benchmarks or demonstrations.
        string? DemonstratedPackage(string folder)
        {
            for (var above = folder; above != ".";)
            {
                above = WorkspacePath.Folder(above);
                if (named.Contains(above))
                {
                    return PathRoles.IsCompanion($"{folder}/x", above, isPackage: true) && IsPackage(above) ? above : null;
                }
            }

            return null;
        }

        bool IsPackage(string folder) => packages.TryGetValue(folder, out var known) ? known : packages[folder] = PathRoles.HoldsPackage(paths, folder);
    }

    private static List<string> ChooseFolders(List<Manifest> makers, Dictionary<string, string> home, ImmutableArray<string> paths, IncludeGraph graph)
    {
        // Home folders of other projects that include a manifest; constraints don't make a reader of the file an owner of its folder.
        var includers = new Dictionary<string, List<(string Home, IncludeKind Kind)>>(StringComparer.Ordinal);
        foreach (var manifest in makers)
        {
            foreach (var (include, target) in graph.Targets(manifest))
            {
                if (home.TryGetValue(target.Path, out var targetHome) && targetHome != home[manifest.Path])
                {
                    if (!includers.TryGetValue(target.Path, out var list))
                    {
                        includers[target.Path] = list = [];
                    }

                    list.Add((home[manifest.Path], include.Kind));
                }
            }
        }

        var folders = home.Values.ToHashSet(StringComparer.Ordinal);
        var withPython = new HashSet<string>(StringComparer.Ordinal);
        var run = default(FolderRun);
        foreach (var path in paths)
        {
            if (FileReader.IsPython(path) && !run.GoesOn(path) && !PathRoles.IsVendored(path))
            {
                if (NearestFolder(WorkspacePath.Folder(path), folders.Contains) is { } folder)
                {
                    withPython.Add(folder);
                }
            }
        }

        bool StandsByItself(Manifest manifest) =>
            !includers.TryGetValue(manifest.Path, out var list)
            || (withPython.Contains(home[manifest.Path])
                && list.TrueForAll(includer => !WorkspacePath.IsWithin(home[manifest.Path], includer.Home))
                && list.Exists(includer => includer.Kind != IncludeKind.Constraint));

        return [.. makers.Where(StandsByItself).Select(manifest => home[manifest.Path]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static SortedList<string, Manifest> Closure(IEnumerable<Manifest> roots, IncludeGraph graph, CancellationToken cancellationToken)
    {
        var found = new SortedList<string, Manifest>(StringComparer.Ordinal);
        var stack = new Stack<Manifest>(roots);
        while (stack.TryPop(out var manifest))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (found.TryAdd(manifest.Path, manifest))
            {
                foreach (var (_, target) in graph.Targets(manifest))
                {
                    stack.Push(target);
                }
            }
        }

        return found;
    }

    /// <summary>Adds script blocks and command files, which belong to the project that owns the file.</summary>
    private static ProjectFiles Finish(
        string project, SortedList<string, Manifest> manifests, ImmutableArray<string> paths, Dictionary<string, Manifest> parts, IncludeGraph graph, CancellationToken cancellationToken)
    {
        foreach (var path in parts.Count == 0 ? [] : paths)
        {
            if (parts.TryGetValue(path, out var manifest))
            {
                manifests.TryAdd(path, manifest);
            }
        }

        var isPackage = manifests.Values.Any(manifest => manifest.ProjectName is not null && WorkspacePath.Folder(manifest.Path) == project) && PathRoles.HoldsPackage(paths, project);
        return new(project, GroupResolution.Settle([.. manifests.Values], project, isPackage, graph, cancellationToken), paths, isPackage);
    }

    private static string? NearestFolder(string folder, Func<string, bool> isProject)
    {
        while (true)
        {
            if (isProject(folder))
            {
                return folder;
            }

            if (folder == ".")
            {
                return null;
            }

            folder = WorkspacePath.Folder(folder);
        }
    }
}
