using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Rules;

/// <summary>A framework that application code imports and no manifest declares.</summary>
[Rule("PF403", "imported-not-declared", Severity.Warning, Explanation = """
    ## What it looks at

    Imports of frameworks at module level in application code, against all that the project's manifests declare, in any group, and what its locks hold. It also counts as declared when an add-on
    is declared (Flask-Login brings Flask), or a framework that is built on this one (FastAPI brings Starlette), or when a project above, below or next to this one, on which it depends, declares it.

    It is silent where it can't tell: without a manifest that declares something, with manifests that can't be read in full or are put together at run time, for imports that are optional,
    for type checking, in functions, in tests, examples, scripts and adapters (`integrations/`, `flask.py`), in libraries that are not built on the framework, for frameworks whose source lies in the tree, and for those that a Dockerfile installs by name. aiohttp, Tornado,
    Twisted and Starlette, which other packages bring along as libraries, count only where an application is made with them. Frameworks for data apps, which hosting services install by themselves, are a hint.

    ## Why it matters

    The application starts only where something else happens to install the framework, in a version that nobody has chosen.

    ## When to ignore it

    When the framework is installed apart from the project, by a platform or a base image.

    ## Fires

    ```
    requests
    ```

    ```python
    import requests
    from flask import Flask

    app = Flask(__name__)
    ```

    ## Stays silent

    ```
    requests
    flask-login
    ```

    ```python
    import requests
    from flask import Flask

    app = Flask(__name__)
    ```

    ## Sources

    - Declaring dependencies: https://packaging.python.org/en/latest/guides/writing-pyproject-toml/#dependencies-and-requirements
    """)]
internal sealed class ImportedNotDeclared : IRule
{
    private const int ShownFiles = 5;

    /// <summary>Folders for what is run beside the application, with an environment of its own.</summary>
    private static readonly ImmutableHashSet<string> s_sideFolders = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "scripts", "script", "tools", "tool", "demo", "demos", "tutorial", "tutorials", "playground", "sandbox", "snippets", "templates", "cookbook", "mocks", "mock", "fixtures", "ci", "hack", "misc",
        "extras", "plugins", "adapters", "backends", "instrumentation", "middleware", "frameworks", "hooks", "exercises", "lessons", "notebooks");

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        if (!project.Options.ReadsImports)
        {
            yield break;
        }

        var imports = project.Imports
            .Where(import => IsOwn(import, project.Catalog) && IsPlain(import, project))
            .GroupBy(import => import.FrameworkId, StringComparer.Ordinal)
            .ToList();
        if (imports.Count == 0)
        {
            yield break;
        }

        var manifests = project.Manifests.Where(manifest => !manifest.Format.IsLock() && manifest.Format is not (ManifestFormat.Constraints or ManifestFormat.Commands or ManifestFormat.Script)).ToImmutableArray();
        if (!manifests.Any(manifest => manifest.HasMainDependencies) || !AreComplete(manifests, project, cancellationToken))
        {
            yield break;
        }

        var declared = DeclaredAround(project);
        foreach (var found in imports)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var framework = project.Catalog.Find(found.Key)!;
            var files = found.DistinctBy(import => import.At.Path).OrderBy(import => import.At).ToImmutableArray();
            if (IsDeclared(framework, declared, project) || IsInTree(framework, project) || (!framework.ServingModules.IsEmpty && !IsBuiltWith(framework, files, project)))
            {
                continue;
            }

            yield return new(
                files[0].At,
                $"{framework.Name} is imported in {Say.Count(files.Length, "file")}, and {Manifests(manifests)} it: it is there only where something else installs it")
            {
                FrameworkId = framework.Id,
                OwnSeverity = framework.Kind == FrameworkKind.DataApp ? Severity.Hint : null,
                Related = [.. files.Skip(1).Take(ShownFiles).Select(import => new RelatedPlace(import.At, $"{framework.Name} is imported here, too"))],
                Fixes = Mend(framework, manifests),
            };
        }
    }

    private static string Manifests(ImmutableArray<Manifest> manifests) =>
        manifests.Length == 1 ? $"{manifests[0].Path} does not declare" : $"none of the {Say.Number(manifests.Length)} manifests declares";

    /// <summary>Whether the import is of the framework itself and not of an add-on.</summary>
    private static bool IsOwn(FrameworkImport import, FrameworkCatalog catalog) =>
        (catalog.FindImport(import.Module) is { } name && name == new CatalogName(import.FrameworkId, IsAddon: false))
        || import.Names.Any(imported => catalog.FindImport($"{import.Module}.{imported}") is { } name && name == new CatalogName(import.FrameworkId, IsAddon: false));

    /// <summary>Whether the application can't start without the import.</summary>
    private static bool IsPlain(FrameworkImport import, ProjectSnapshot project)
    {
        if (project.FindFile(import.At.Path) is not { IsApplication: true } file
            || file.Module.Imports.FirstOrDefault(statement => statement.ModuleSpan == import.At.Span) is not { Context: ImportContext.None, Kind: not ImportKind.Dynamic }
            || file.Module.Script is not null
            || file.Path.Contains("{{", StringComparison.Ordinal))
        {
            return false;
        }

        var inside = project.Path == "." ? file.Path : file.Path[(project.Path.Length + 1)..];
        var parts = inside.Split('/');
        return !parts[..^1].Any(s_sideFolders.Contains) && !IsAdapter(parts, import, project);
    }

    /// <summary>Whether a folder or module is called after the framework; in a library the name needs only to hold it.</summary>
    private static bool IsAdapter(string[] parts, FrameworkImport import, ProjectSnapshot project)
    {
        var top = import.Module.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? import.Module[..dot] : import.Module;
        var isLibrary = IsLibrary(project);
        return parts.Any(part =>
        {
            var name = part.EndsWith(".py", StringComparison.Ordinal) ? part[..^3] : part;
            return name == top || name == import.FrameworkId || (isLibrary && name.Split('_', '-').Any(word => word == top || word == import.FrameworkId));
        });
    }

    /// <summary>Whether the manifests say all that they ask for: nothing that can't be read, and nothing that is put together when the project is built.</summary>
    private static bool AreComplete(ImmutableArray<Manifest> manifests, ProjectSnapshot project, CancellationToken cancellationToken)
    {
        foreach (var manifest in manifests)
        {
            if (!manifest.Problems.IsEmpty
                || manifest.Includes.Any(include => include.IsOpaque || include.IsOutside || include.IsUnreadable || include.Resolved is null
                    || (include.Kind is IncludeKind.Requirement or IncludeKind.File && project.FindManifest(include.Resolved) is null))
                || manifest.Dependencies.Any(dependency => dependency.CanonicalName.Length == 0))
            {
                return false;
            }

            var isSilent = manifest.Includes.IsEmpty && !manifest.HasMainDependencies;
            var text = manifest.Text.Content;
            if (isSilent && manifest.Format == ManifestFormat.SetupPy && (text.Contains("install_requires", StringComparison.Ordinal) || text.Contains("**", StringComparison.Ordinal)))
            {
                return false;
            }

            if (isSilent && manifest.Format == ManifestFormat.Pyproject && text.Contains("dynamic", StringComparison.Ordinal)
                && TomlDocument.Parse(manifest.Text, TomlVersion.V11, cancellationToken).Root.Find("project", "dynamic") is TomlArray dynamic
                && dynamic.Items.OfType<TomlString>().Any(item => item.Value == "dependencies")
                && !manifests.Any(other => other.Format is ManifestFormat.SetupPy or ManifestFormat.SetupCfg && other.Dependencies.Any(dependency => dependency.Group.IsMain)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Names of all that the project and its neighbours declare or lock, constraints among them.</summary>
    private static ImmutableHashSet<string> DeclaredAround(ProjectSnapshot project) =>
    [
        .. project.Neighbours.Add(project).SelectMany(each => each.Manifests).SelectMany(manifest => manifest.DependencyNames),
    ];

    private static bool IsDeclared(Framework framework, ImmutableHashSet<string> declared, ProjectSnapshot project)
    {
        var use = project.FrameworkUses.FirstOrDefault(use => use.Framework.Id == framework.Id);
        if (framework.Distributions.IsEmpty
            || use is null or { Role: FrameworkRole.Self }

            // A library may hold modules for frameworks that its users bring; one that is built on a framework needs it.
            || (IsLibrary(project) && use.Role is not (FrameworkRole.Primary or FrameworkRole.Addon))
            || !use.Declarations.IsEmpty
            || use.Evidence.Any(evidence => evidence.Kind is EvidenceKind.Lock or EvidenceKind.Dependency)
            || project.Neighbours.Any(each => each.FrameworkUses.Any(other => other.Role == FrameworkRole.Self && other.Framework.Id == framework.Id)))
        {
            return true;
        }

        // What one declared framework is built on is declared with it, and so on down.
        var brought = new HashSet<string>(declared.Select(name => project.Catalog.FindDistribution(name)?.FrameworkId).OfType<string>(), StringComparer.Ordinal);
        for (var before = -1; before != brought.Count;)
        {
            before = brought.Count;
            var uppers = brought.Select(project.Catalog.Find).OfType<Framework>().ToList();
            brought.UnionWith(uppers.Select(upper => upper.On).OfType<string>());
            brought.UnionWith(project.Catalog.Frameworks
                .Where(lower => lower.ImpliedBy.Any(implied => uppers.Exists(upper => upper.Distributions.Contains(implied.Distribution))))
                .Select(lower => lower.Id));
        }

        return brought.Contains(framework.Id)
            || framework.ImpliedBy.Any(implied => declared.Contains(implied.Distribution))
            || project.Catalog.Companions.Misnamed.Any(misnamed => declared.Contains(misnamed.Name) && framework.Distributions.Contains(misnamed.UseInstead))
            || framework.Distributions.Any(distribution => declared.Any(name => HoldsWords(name, distribution)))
            || project.Neighbours.Add(project).SelectMany(each => each.Manifests).Any(manifest => manifest.Format == ManifestFormat.Commands
                && framework.Distributions.Any(distribution => manifest.Text.Content.Contains(distribution, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether the name is put together of the other and more: <c>pytest-django</c> brings Django by all that its name says.</summary>
    private static bool HoldsWords(string name, string distribution) =>
        $"-{name}-".Contains($"-{distribution}-", StringComparison.Ordinal);

    /// <summary>Whether the tree holds a module that is called like the framework: a copy, or something else of that name.</summary>
    private static bool IsInTree(Framework framework, ProjectSnapshot project) =>
        project.Neighbours.Add(project).SelectMany(each => each.Files).Any(file => framework.Imports.Any(import =>
            import.IndexOf('.', StringComparison.Ordinal) < 0
            && ($"/{file.Path}".EndsWith($"/{import}.py", StringComparison.Ordinal) || $"/{file.Path}".EndsWith($"/{import}/__init__.py", StringComparison.Ordinal))));

    /// <summary>Whether an application, or outside of libraries a handler, is made with the framework.</summary>
    private static bool IsBuiltWith(Framework framework, ImmutableArray<FrameworkImport> imports, ProjectSnapshot project)
    {
        var bases = IsLibrary(project) ? framework.Code.AppConstructors : framework.Code.AppConstructors.AddRange(framework.Code.HandlerBases);
        return imports.Select(import => project.FindFile(import.At.Path)!.Module).Any(module =>
            module.Calls.Any(call => framework.Code.AppConstructors.Contains(call.ResolvedName))
            || module.Classes.Any(type => type.Bases.Any(found => bases.Contains(found.ResolvedName))));
    }

    private static bool IsLibrary(ProjectSnapshot project) =>
        project.Manifests.Any(manifest => manifest.ProjectName is not null && WorkspacePath.Folder(manifest.Path) == project.Path);

    /// <summary>One more line in the requirements file that comes first among the project's manifests; other formats have no one place for it.</summary>
    private static ImmutableArray<Fix> Mend(Framework framework, ImmutableArray<Manifest> manifests)
    {
        var first = manifests.Where(manifest => manifest.HasMainDependencies).MinBy(manifest => (manifest.Format.Precedence(manifest.Path), manifest.Path));
        if (first is not { Format: ManifestFormat.Requirements, IsFrozen: false })
        {
            return [];
        }

        var text = first.Text.Content;
        var lineEnd = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var name = framework.DistributionName.Length > 0 ? framework.DistributionName : framework.Distributions[0];
        var line = text.EndsWith('\n') ? $"{name}{lineEnd}" : $"{lineEnd}{name}{lineEnd}";
        return [new($"Add {name} to {first.Path}", [new(new(first.Path, new(text.Length, 0)), line)])];
    }
}
