using System.Collections.Immutable;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>
/// Answers whether an absolute import means a module of the project's own that is called like a distribution (<c>flask/</c>, <c>bottle.py</c>).
/// The folders that Python may search are the importing file's own and those above it which are no packages themselves, and the project's <c>src/</c>.
/// </summary>
/// <param name="files">Files of the workspace.</param>
/// <param name="folders">Folders that hold Python files, directly or further below.</param>
/// <param name="project">The project's folder.</param>
/// <param name="copies">Copies of frameworks, which are not the project's own modules.</param>
internal sealed class FirstPartyModules(
    PathMap<ParsedFile> files, IReadOnlySet<string> folders, string project, ImmutableArray<FrameworkCopy> copies)
{
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

        var source = WorkspacePath.Join(project, "src");
        if (ShadowsFrom(source, importer, import, isDeclared))
        {
            return true;
        }

        for (var folder = WorkspacePath.Folder(importer); ; folder = WorkspacePath.Folder(folder))
        {
            if (folder != source && !files.ContainsKey(WorkspacePath.Join(folder, "__init__.py")) && ShadowsFrom(folder, importer, import, isDeclared))
            {
                return true;
            }

            if (folder == ".")
            {
                return false;
            }
        }
    }

    private bool ShadowsFrom(string folder, string importer, ImportStatement import, bool isDeclared)
    {
        var parts = import.Module.Split('.');
        var root = WorkspacePath.Join(folder, parts[0]);
        var (file, package) = ($"{root}.py", $"{root}/__init__.py");
        if (files.TryGetValue(package, out var own))
        {
            return !IsCopy(package) && (parts.Length > 1 ? Exists($"{root}/{parts[1]}") : Defines(own, root, import));
        }

        // A file that imports its own name means the distribution.
        if (file != importer && files.TryGetValue(file, out own))
        {
            return !IsCopy(file) && parts.Length == 1 && Defines(own, root: null, import);
        }

        return !isDeclared && folders.Contains(root)
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

    private bool Exists(string module) => files.ContainsKey($"{module}.py") || folders.Contains(module);

    private bool IsCopy(string path) => copies.Any(copy => copy.Contains(path));
}
