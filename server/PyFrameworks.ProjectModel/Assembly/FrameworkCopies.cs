using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>A catalogued framework's own source in the tree.</summary>
/// <param name="FrameworkId">The framework.</param>
/// <param name="Root">Its file (<c>bottle.py</c>) or package folder (<c>flask</c>), a workspace path.</param>
/// <param name="EntryFile">The file that an import of it runs.</param>
internal sealed record FrameworkCopy(string FrameworkId, string Root, string EntryFile)
{
    /// <summary>Whether <paramref name="path"/> is part of the copy.</summary>
    public bool Contains(string path) => WorkspacePath.IsWithin(path, Root);
}

/// <summary>Finds frameworks' own source by what it defines, so that a project's own <c>flask/</c> is not taken for one.</summary>
internal static class FrameworkCopies
{
    private static readonly ConditionalWeakTable<FrameworkCatalog, Dictionary<string, List<Framework>>> s_owners = [];

    /// <summary>The copies among a project's Python files, which are sorted by path.</summary>
    public static ImmutableArray<FrameworkCopy> Find(IReadOnlyList<ParsedFile> files, FrameworkCatalog catalog)
    {
        var owners = s_owners.GetValue(catalog, Owners);
        var byModule = owners.GetAlternateLookup<ReadOnlySpan<char>>();
        var roots = new List<(string Name, string Root, string Entry)>();
        foreach (var file in files)
        {
            // This is asked of every file: nothing is made for it.
            var path = file.Path;
            var slash = path.LastIndexOf('/');
            var name = path.AsSpan(slash + 1);
            var isPackage = name is "__init__.py";
            var module = !isPackage ? (name.EndsWith(".py", StringComparison.Ordinal) ? name[..^3] : "")
                : slash < 0 ? "." : path.AsSpan(0, slash) is var folder ? folder[(folder.LastIndexOf('/') + 1)..] : "";
            if (byModule.TryGetValue(module, out _))
            {
                roots.Add((module.ToString(), isPackage ? WorkspacePath.Folder(path) : path, path));
            }
        }

        if (roots.Count == 0)
        {
            return [];
        }

        HashSet<string>? paths = null;
        var found = ImmutableArray.CreateBuilder<FrameworkCopy>();
        foreach (var (name, root, entry) in roots)
        {
            if (found.Any(copy => copy.Contains(root)))
            {
                continue;
            }

            HashSet<string>? defined = null;
            foreach (var framework in owners[name])
            {
                defined ??= DefinitionsBelow(files, root);
                if (IsOwnSource(framework, name, defined) || HoldsItsMarker(framework, name, root, paths ??= [.. files.Select(file => file.Path)]))
                {
                    found.Add(new(framework.Id, root, entry));
                    break;
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Frameworks by the modules and packages at the top that they are imported from.</summary>
    private static Dictionary<string, List<Framework>> Owners(FrameworkCatalog catalog)
    {
        var owners = new Dictionary<string, List<Framework>>(StringComparer.Ordinal);
        foreach (var framework in catalog.Frameworks)
        {
            foreach (var name in framework.Imports.Select(Top).Distinct(StringComparer.Ordinal))
            {
                if (!owners.TryGetValue(name, out var list))
                {
                    owners[name] = list = [];
                }

                list.Add(framework);
            }
        }

        return owners;
    }

    /// <summary>
    /// One class that the catalog knows as the application object settles it; otherwise two names of the framework's API must be defined.
    /// </summary>
    private static bool IsOwnSource(Framework framework, string name, HashSet<string> defined)
    {
        var prefix = name + ".";
        bool Defines(string dotted) => dotted.StartsWith(prefix, StringComparison.Ordinal) && defined.Contains(dotted[(dotted.LastIndexOf('.') + 1)..]);

        var code = framework.Code;
        return code.AppConstructors.Any(dotted => char.IsAsciiLetterUpper(dotted[dotted.LastIndexOf('.') + 1]) && Defines(dotted))
            || code.AppConstructors.Concat(code.SubAppConstructors).Concat(code.HandlerBases).Concat(code.RouteFunctions).Concat(code.RouteCalls)
                .Where(Defines)
                .Select(dotted => dotted[(dotted.LastIndexOf('.') + 1)..])
                .Distinct(StringComparer.Ordinal)
                .Skip(1)
                .Any();
    }

    /// <summary>Whether the package holds a file of the framework's own that shows it by its place alone: <c>gluon/main.py</c>.</summary>
    private static bool HoldsItsMarker(Framework framework, string name, string root, HashSet<string> paths) => framework.Markers.Any(marker =>
        marker is { IsStrong: true, Contains: null }
        && marker.Path.StartsWith($"{name}/", StringComparison.Ordinal)
        && paths.Contains(WorkspacePath.Join(WorkspacePath.Folder(root), marker.Path)));

    private static HashSet<string> DefinitionsBelow(IReadOnlyList<ParsedFile> files, string root)
    {
        // Files are sorted by path, so those of a package follow one another; a module is a run of one.
        var prefix = root.EndsWith(".py", StringComparison.Ordinal) ? root : root + "/";
        var (low, high) = (0, files.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(files[middle].Path, prefix) < 0 ? (middle + 1, high) : (low, middle);
        }

        var defined = new HashSet<string>(StringComparer.Ordinal);
        for (; low < files.Count && files[low].Path.StartsWith(prefix, StringComparison.Ordinal); low++)
        {
            if (files[low].Module is { } module)
            {
                defined.UnionWith(module.Classes.Select(type => type.Name));
                defined.UnionWith(module.Functions.Where(function => function.Depth == 0).Select(function => function.Name));
                defined.UnionWith(module.ModuleAssignments.Select(assignment => assignment.Name));
            }
        }

        return defined;
    }

    private static string Top(string module) => module.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? module[..dot] : module;
}
