using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A framework or add-on that is declared for run time and that no code imports or names.</summary>
[Rule("PF402", "declared-not-imported", Severity.Hint, Explanation = """
    ## What it looks at

    Frameworks and their add-ons that a manifest declares for run time, against every Python file of the project, tests and notebooks among them. What an import, a string or a setting
    (`INSTALLED_APPS`, middleware) names counts as used, and so does a framework of which only an add-on is imported, or on which another declared one is built.

    It is silent where it can't tell: without Python code, with files that can't be read or are left out, with imports or settings that are computed at run time, in templates, for add-ons whose import
    name is not known, which the framework takes up by itself, or which INI and ZCML files load, and for frameworks that other packages use as a library (aiohttp, Tornado, Twisted, Starlette).

    ## Why it matters

    What nobody uses is installed, updated and watched for security holes all the same.

    ## When to ignore it

    When another package needs it without declaring it, when it is there to hold a version, or when code outside of this folder uses it.

    ## Fires

    ```
    flask
    django
    ```

    ```python
    from flask import Flask

    app = Flask(__name__)
    ```

    ## Stays silent

    ```
    django
    django-filter
    ```

    ```python
    from django.urls import path

    INSTALLED_APPS = ["django_filters"]
    urlpatterns = [path("", print)]
    ```

    ## Sources

    - What belongs among the dependencies: https://packaging.python.org/en/latest/discussions/install-requires-vs-requirements/
    """)]
internal sealed class DeclaredNotImported : IRule
{
    // So many declared distributions of which none is imported: the code that uses them is somewhere else.
    private const int OthersThatTell = 3;

    private static readonly ImmutableArray<string> s_configurationFiles = [".ini", ".zcml", ".cfg", ".conf"];

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var projects = project.Neighbours.Add(project);
        if (!project.Options.ReadsImports
            || projects.Any(each => each.HasUnseenCode)
            || !project.Files.Any(file => file.IsApplication && file.Module.HasImports && !file.Module.Imports.IsEmpty))
        {
            yield break;
        }

        var declared = Places.RunTimeDeclarations(project)
            .Where(declaration => WorkspacePath.IsWithin(declaration.Manifest.Path, project.Path) && !declaration.Manifest.IsFrozen && declaration.Dependency is { Url: null, IsEditable: false } && !RequirementEdits.HasHash(declaration))
            .ToLookup(declaration => declaration.Dependency.CanonicalName, StringComparer.Ordinal);
        var candidates = declared.Select(places => Candidate.Of(places.Key, project) is { } found ? found with { Places = [.. places] } : null).OfType<Candidate>().ToList();
        if (candidates.Count == 0)
        {
            yield break;
        }

        var files = projects.SelectMany(each => each.Files).ToList();
        if (files.Exists(file => file.Path.Contains("{{", StringComparison.Ordinal) || (file.IsApplication && ModuleUse.IsComputed(file))))
        {
            yield break;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var unused = candidates.Where(candidate => !IsUsed(candidate, files, projects)).ToList();
        if (unused.Count == 0 || !SeesTheCode(declared.Select(places => places.Key), files))
        {
            yield break;
        }

        foreach (var candidate in unused)
        {
            // The add-ons of a framework that nobody uses go with it.
            if (candidate.IsAddon && unused.Exists(other => !other.IsAddon && other.Framework.Id == candidate.Framework.Id))
            {
                continue;
            }

            yield return Report(candidate, candidate.IsAddon ? [] : [.. unused.Where(other => other.IsAddon && other.Framework.Id == candidate.Framework.Id)], project);
        }
    }

    private static Finding Report(Candidate candidate, ImmutableArray<Candidate> addons, ProjectSnapshot project)
    {
        var first = candidate.Places[0];
        var all = candidate.Places.Concat(addons.SelectMany(addon => addon.Places)).ToImmutableArray();
        var count = project.Files.Length;
        var files = count == 1 ? "the one Python file here does not import or name" : $"none of the {Say.Number(count)} Python files here imports or names";
        var what = candidate.IsAddon ? $"{first.Dependency.Name}, an add-on of {candidate.Framework.Name}," : candidate.Framework.Name;
        var with = addons.IsEmpty ? "it" : $"it or its {Say.Count(addons.Length, "declared add-on")}";
        var removals = all.Select(RequirementEdits.RemoveLine).ToList();
        return new(first.Name, $"{what} is declared for run time, and {files} {with}. It can go unless another package needs it")
        {

            // What is said of an add-on is no reason to look for another framework.
            FrameworkId = candidate.IsAddon ? null : candidate.Framework.Id,
            Related = [.. all.Skip(1).Select(other => new RelatedPlace(other.Name, $"{other.Dependency.Name} is declared here{(other.Dependency.CanonicalName == first.Dependency.CanonicalName ? ", too" : "")}"))],
            Fixes = removals.TrueForAll(edit => edit is not null) ? [new($"Remove {Say.List([.. all.Select(place => place.Dependency.Name).Distinct(StringComparer.OrdinalIgnoreCase)])}", [.. removals.Select(edit => edit!)])] : [],
        };
    }

    private static bool IsUsed(Candidate candidate, List<PythonFile> files, ImmutableArray<ProjectSnapshot> projects) =>
        candidate.Modules.Any(module => files.Exists(file => ModuleUse.IsImported(file, module)))
        || candidate.Modules.Any(module => files.Exists(file => !IsPackaging(file, projects) && ModuleUse.IsNamed(file, module))
            || projects.Any(project => project.Manifests.Any(manifest => IsNamed(manifest, module))));

    /// <summary>Whether the file is a setup.py or the like, whose strings declare.</summary>
    private static bool IsPackaging(PythonFile file, ImmutableArray<ProjectSnapshot> projects) =>
        projects.Any(project => project.FindManifest(file.Path) is { Format: ManifestFormat.SetupPy });

    /// <summary>Whether a command or a table's value (an entry point, a tool's setting) names the module.</summary>
    private static bool IsNamed(Manifest manifest, string module)
    {
        if (manifest.Format.IsLock())
        {
            return false;
        }

        var text = manifest.Text.Content;
        return ModuleUse.Words(text, module).Any(at => manifest.Format == ManifestFormat.Commands || (at + module.Length < text.Length && text[at + module.Length] is '.' or ':'
            && !manifest.Dependencies.Any(dependency => dependency.Span.Touches(at))));
    }

    /// <summary>Whether the code at hand is that of the manifests: among several distributions, some are imported.</summary>
    private static bool SeesTheCode(IEnumerable<string> declared, List<PythonFile> files)
    {
        var names = declared.Select(name => name.Replace('-', '_')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return names.Count <= OthersThatTell
            || files.Exists(file => file.Module.Imports.Any(import => import.Level == 0 && names.Contains(import.Module.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? import.Module[..dot] : import.Module)));
    }

    /// <summary>A declared framework or add-on of which it can be told whether code uses it.</summary>
    private sealed record Candidate(Framework Framework, bool IsAddon, ImmutableArray<string> Modules)
    {
        public ImmutableArray<Declaration> Places { get; init; } = [];

        /// <summary>What the distribution is; null where it is nothing that the catalog knows, or nobody can tell whether it is used.</summary>
        public static Candidate? Of(string distribution, ProjectSnapshot project)
        {
            // What goes by another name is PF104's matter.
            if (project.Catalog.Companions.Misnamed.Any(misnamed => misnamed.Name == distribution))
            {
                return null;
            }

            if (project.Catalog.FindDistribution(distribution) is not { } name || project.Catalog.Find(name.FrameworkId) is not { } framework)
            {
                return null;
            }

            if (!name.IsAddon)
            {
                var use = project.FrameworkUses.FirstOrDefault(use => use.Framework.Id == framework.Id);
                return use?.Role == FrameworkRole.Unused && framework.ServingModules.IsEmpty && !framework.Imports.IsEmpty
                    && !use.Evidence.Any(evidence => evidence.Kind is EvidenceKind.Import or EvidenceKind.File or EvidenceKind.Config)
                    ? new(framework, false, framework.Imports)
                    : null;
            }

            var addon = framework.ImpliedBy.FirstOrDefault(addon => addon.Distribution == distribution);
            return addon is { Import: { } import, IsSelfLoading: false } && !import.EndsWith('*') && !IsConfiguredElsewhere(framework) ? new(framework, true, [import]) : null;
        }

        /// <summary>Whether files that are not Python may load the framework's add-ons.</summary>
        private static bool IsConfiguredElsewhere(Framework framework) =>
            framework.Markers.Any(marker => s_configurationFiles.Any(extension => marker.Path.EndsWith(extension, StringComparison.Ordinal)));
    }
}
