using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;

namespace PyFrameworks.Rules;

/// <summary>Two frameworks of one kind on which one project is built.</summary>
[Rule("PF401", "competing-frameworks", Severity.Information, Explanation = """
    ## What it looks at

    The frameworks that application code is built on, by kind: full-stack, micro, async, data apps, content management. It speaks where two are of one kind, and stands on
    the one that fewer files import. Tests, examples and documentation don't count, nor does what only an extra or a development group declares. Where one application is mounted in another
    (`WSGIMiddleware`, `WSGIContainer`, `DispatcherMiddleware`, `app.mount`, …) the two belong together, and where they share no folder they are applications of their own: there the rule is silent.

    ## Why it matters

    Two frameworks of one kind do the same work twice: two ways to route and to configure, two sets of releases to follow, and code that can't be shared between them.

    ## When to ignore it

    While one replaces the other, or when the project holds several applications that are deployed apart.

    ## Fires

    ```
    flask
    bottle
    ```

    ```python
    import bottle
    from flask import Flask

    app = Flask(__name__)
    admin = bottle.Bottle()
    ```

    ## Stays silent

    ```
    fastapi
    flask
    a2wsgi
    ```

    ```python
    from a2wsgi import WSGIMiddleware
    from fastapi import FastAPI
    from flask import Flask

    old = Flask(__name__)
    app = FastAPI()
    app.mount("/old", WSGIMiddleware(old))
    ```

    ## Sources

    - Combining WSGI applications: https://flask.palletsprojects.com/en/stable/patterns/appdispatch/
    - Mounting one application in another: https://fastapi.tiangolo.com/advanced/wsgi/
    """)]
internal sealed class CompetingFrameworks : IRule
{
    /// <summary>Names by which one application serves another one; the catalog's adapters come on top.</summary>
    private static readonly ImmutableArray<string> s_mounts =
        ["mount", "graft", "WSGIMiddleware", "ASGIMiddleware", "WSGIContainer", "WSGIResource", "DispatcherMiddleware", "WsgiToAsgi", "FallbackHandler"];

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var hasManifest = project.Manifests.Any(manifest => manifest.HasDependencies);
        var kinds = project.Primaries
            .Where(use => use.Framework.Kind != FrameworkKind.Addon && (IsAskedFor(use) || !hasManifest))
            .Select(use => (Use: use, Files: FilesOf(use, project)))
            .Where(entry => !entry.Files.IsEmpty)
            .GroupBy(entry => entry.Use.Framework.Kind)
            .Where(kind => kind.Skip(1).Any());
        foreach (var kind in kinds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ordered = kind.OrderByDescending(entry => entry.Files.Count)
                .ThenByDescending(entry => entry.Use.Confidence)
                .ThenBy(entry => entry.Use.Framework.Id, StringComparer.Ordinal)
                .ToImmutableArray();
            var (first, firstFiles) = ordered[0];
            if (IsMounted(project, ordered))
            {
                continue;
            }

            foreach (var (second, files) in ordered.Skip(1))
            {
                if (AreApart(firstFiles, files, project)
                    || IsBuiltOn(first.Framework, second.Framework, project)
                    || IsBuiltOn(second.Framework, first.Framework, project))
                {
                    continue;
                }

                yield return new(
                    second.Anchor,
                    $"This project is built on two {Kind(kind.Key)}: {first.Framework.Name} in {Say.Count(firstFiles.Count, "file")} and {second.Framework.Name} in {Say.Count(files.Count, "file")}. "
                    + "They do the same work in two ways, which is right while one replaces the other or where they are deployed apart")
                {
                    FrameworkId = second.Framework.Id,
                    Related =
                    [
                        new(first.Anchor, $"{first.Framework.Name}, in {Say.Count(firstFiles.Count, "file")}"),
                        .. second.Declaration is not null && second.FirstImport is { } import ? [new RelatedPlace(import, $"{second.Framework.Name} is first imported here")] : Array.Empty<RelatedPlace>(),
                        .. Places.OtherPlaces(second, project),
                    ],
                };
            }
        }
    }

    /// <summary>Whether the project asks for it at run time, itself or through an add-on.</summary>
    private static bool IsAskedFor(FrameworkUse use) =>
        use.Declaration?.Dependency.Group.IsMain ?? use.Evidence.Any(evidence => evidence.Kind == EvidenceKind.Addon);

    /// <summary>Application files that import the framework or an add-on of it.</summary>
    private static ImmutableHashSet<string> FilesOf(FrameworkUse use, ProjectSnapshot project) =>
    [
        .. project.Imports
            .Where(import => import.FrameworkId == use.Framework.Id && project.FindFile(import.At.Path)?.IsApplication == true)
            .Select(import => import.At.Path),
    ];

    /// <summary>Whether the files share no outermost folder, as those of two applications in one repository.</summary>
    private static bool AreApart(ImmutableHashSet<string> left, ImmutableHashSet<string> right, ProjectSnapshot project)
    {
        var start = project.Path == "." ? 0 : project.Path.Length + 1;
        return !left.Select(Outermost).Intersect(right.Select(Outermost), StringComparer.Ordinal).Any();

        string Outermost(string path) => path.IndexOf('/', start) is >= 0 and var slash ? path[..slash] : "";
    }

    private static bool IsBuiltOn(Framework upper, Framework lower, ProjectSnapshot project)
    {
        var current = upper;
        for (var depth = 0; depth < 5 && current?.On is { } on; depth++)
        {
            if (on == lower.Id)
            {
                return true;
            }

            current = project.Catalog.Find(on);
        }

        return lower.ImpliedBy.Any(implied => upper.Distributions.Contains(implied.Distribution));
    }

    /// <summary>Whether application code serves one application within another one; mounting files, or an application of its own kind, is something else.</summary>
    private static bool IsMounted(ProjectSnapshot project, ImmutableArray<(FrameworkUse Use, ImmutableHashSet<string> Files)> uses)
    {
        var names = s_mounts.Concat(project.Catalog.Companions.Adapters.Select(adapter => LastName(adapter.Api))).ToHashSet(StringComparer.Ordinal);
        var words = new NameWords(calls: names, imports: names);
        foreach (var module in project.Files.Where(file => file.IsApplication && file.Module.MayUseAny(words)).Select(file => file.Module))
        {
            if (module.Imports.Any(import => import.Names.Any(name => name.Name != "mount" && names.Contains(name.Name))))
            {
                return true;
            }

            for (var index = 0; index < module.Calls.Length; index++)
            {
                var call = module.Calls[index];
                if (names.Contains(LastName(call.ResolvedName)) && call.ResolvedName.Contains('.', StringComparison.Ordinal)
                    && !uses.Any(entry => entry.Use.Framework.Code.AppConstructors.Contains(call.ResolvedName)) && !MountsFiles(module, index))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool MountsFiles(PythonModule module, int mount) =>
        module.Calls.Any(call => call.EnclosingCall == mount && LastName(call.ResolvedName).Contains("Static", StringComparison.Ordinal));

    private static string LastName(string dottedName) => dottedName[(dottedName.LastIndexOf('.') + 1)..];

    private static string Kind(FrameworkKind kind) => kind switch
    {
        FrameworkKind.FullStack => "full-stack frameworks",
        FrameworkKind.Micro => "micro-frameworks",
        FrameworkKind.Async => "async frameworks",
        FrameworkKind.DataApp => "frameworks for data apps",
        _ => "content management systems",
    };
}
