using System.Collections.Immutable;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// Answers whether an absolute import means a module of the project's own that is called like a distribution (<c>flask/</c>, <c>bottle.py</c>).
/// The folders that Python may search are the importing file's own and those above it which are no packages themselves, and the project's <c>src/</c>.
/// For one thread: what was found of a folder is kept.
/// </summary>
internal sealed class FirstPartyModules
{
    private readonly PathMap<ParsedFile> _files;
    private readonly IReadOnlySet<string> _folders;
    private readonly ImmutableArray<FrameworkCopy> _copies;
    private readonly Dictionary<string, SearchedFolder> _searched = new(StringComparer.Ordinal);
    private readonly SearchedFolder _source;

    /// <param name="files">Files of the workspace.</param>
    /// <param name="folders">Folders that hold Python files, directly or further below.</param>
    /// <param name="project">The project's folder.</param>
    /// <param name="copies">Copies of frameworks, which are not the project's own modules.</param>
    public FirstPartyModules(PathMap<ParsedFile> files, IReadOnlySet<string> folders, string project, ImmutableArray<FrameworkCopy> copies)
    {
        (_files, _folders, _copies) = (files, folders, copies);
        _source = Searched(WorkspacePath.Join(project, "src"));
    }

    /// <summary>
    /// Whether <paramref name="import"/> in <paramref name="importer"/> means a first-party module. A name that the own module doesn't define
    /// must come from the distribution, since the code would not run otherwise.
    /// </summary>
    /// <param name="importer">Workspace path of the importing file.</param>
    /// <param name="import">The import.</param>
    /// <param name="isDeclared">Whether a manifest declares the distribution; then a folder without <c>__init__.py</c> doesn't hide it (PEP 420).</param>
    public bool Shadows(string importer, ImportStatement import, bool isDeclared)
    {
        if (import.Level > 0 || import.Module.Length == 0)
        {
            return import.Level > 0;
        }

        var first = import.Module.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? import.Module[..dot] : import.Module;
        if (ShadowsFrom(_source, first, importer, import, isDeclared))
        {
            return true;
        }

        for (var folder = Searched(WorkspacePath.Folder(importer)); folder is not null; folder = folder.Parent)
        {
            if (folder != _source && !folder.IsPackage && ShadowsFrom(folder, first, importer, import, isDeclared))
            {
                return true;
            }
        }

        return false;
    }

    private bool ShadowsFrom(SearchedFolder folder, string first, string importer, ImportStatement import, bool isDeclared)
    {
        if (!MayHold(folder, first))
        {
            return false;
        }

        var parts = import.Module.Split('.');
        var root = WorkspacePath.Join(folder.Path, parts[0]);
        var (file, package) = ($"{root}.py", $"{root}/__init__.py");
        if (_files.TryGetValue(package, out var own))
        {
            return !IsCopy(package) && (parts.Length > 1 ? Exists($"{root}/{parts[1]}") : Defines(own, root, import));
        }

        // A file that imports its own name means the distribution.
        if (file != importer && _files.TryGetValue(file, out own))
        {
            return !IsCopy(file) && parts.Length == 1 && Defines(own, root: null, import);
        }

        return !isDeclared && _folders.Contains(root)
            && (parts.Length > 1 ? Exists($"{root}/{parts[1]}")
                : import.Kind != ImportKind.ImportFrom || import.Names.Any(name => Exists($"{root}/{name.Name}")));
    }

    private bool Defines(ParsedFile file, string? root, ImportStatement import)
    {
        if (import.Kind != ImportKind.ImportFrom || file.Module is not { } module)
        {
            return true;
        }

        return module.Imports.Any(other => other.Names.Any(name => name.Name == "*"))
            || import.Names.Any(wanted => wanted.Name == "*"
                || (root is not null && Exists($"{root}/{wanted.Name}"))
                || module.Functions.Any(function => function.Name is "__getattr__" || function.Name == wanted.Name)
                || module.Classes.Any(type => type.Name == wanted.Name)
                || module.ModuleAssignments.Any(assignment => assignment.Name == wanted.Name)
                || module.Imports.Any(other => other.Module != import.Module
                    && (other.Alias == wanted.Name || other.Names.Any(name => (name.Alias ?? name.Name) == wanted.Name))));
    }

    private bool Exists(string module) => _files.ContainsKey($"{module}.py") || _folders.Contains(module);

    private bool IsCopy(string path) => _copies.Any(copy => copy.Contains(path));

    private SearchedFolder Searched(string folder)
    {
        if (!_searched.TryGetValue(folder, out var known))
        {
            known = new(folder, folder == "." ? null : Searched(WorkspacePath.Folder(folder)), _files.ContainsKey(WorkspacePath.Join(folder, "__init__.py")));
            _searched.Add(folder, known);
        }

        return known;
    }

    // The same few names are looked for from every file of a folder.
    private bool MayHold(SearchedFolder folder, string name)
    {
        if (!folder.Names.TryGetValue(name, out var may))
        {
            var root = WorkspacePath.Join(folder.Path, name);
            folder.Names.Add(name, may = _folders.Contains(root) || _files.ContainsKey($"{root}.py") || _files.ContainsKey($"{root}/__init__.py"));
        }

        return may;
    }

    /// <summary>A folder that may be searched.</summary>
    private sealed class SearchedFolder(string path, SearchedFolder? parent, bool isPackage)
    {
        /// <summary>Its path.</summary>
        public string Path { get; } = path;

        /// <summary>The folder above; null for the root.</summary>
        public SearchedFolder? Parent { get; } = parent;

        /// <summary>Whether it is a package.</summary>
        public bool IsPackage { get; } = isPackage;

        /// <summary>Names, and whether a module or folder of that name may be there.</summary>
        public Dictionary<string, bool> Names { get; } = new(StringComparer.Ordinal);
    }
}
