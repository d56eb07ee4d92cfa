using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>Views written as <c>async def</c> under a framework that serves WSGI.</summary>
[Rule("PF304", "async-views-on-wsgi", Severity.Information, Explanation = """
    ## What it looks at

    Views and handler methods written as `async def` in a project whose framework serves WSGI: one that has no other interface (Flask, Bottle, Pyramid), or one that
    has both and whose code shows the WSGI one alone.

    ## Why it matters

    WSGI is one synchronous call a request. Where the framework accepts an async view at all, it runs an event loop for that one request, and the worker waits until
    it ends: nothing is gained over a plain view, and the loop costs a little.

    ## When to ignore it

    When a view awaits several calls at once (`asyncio.gather`), or needs a library that has an async interface only.

    ## Fires

    ```python
    from flask import Flask

    app = Flask(__name__)

    @app.get("/")
    async def index():
        return "ok"
    ```

    ## Stays silent

    ```python
    from quart import Quart

    app = Quart(__name__)

    @app.get("/")
    async def index():
        return "ok"
    ```

    ## Sources

    - Using async and await in Flask: https://flask.palletsprojects.com/en/stable/async-await/
    - Asynchronous support in Django: https://docs.djangoproject.com/en/stable/topics/async/
    """)]
internal sealed class AsyncViewsOnWsgi : IRule
{
    private const int ShownViews = 5;

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        if (project.Metrics.AsyncFunctions == 0)
        {
            yield break;
        }

        foreach (var use in project.Primaries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Flavours.IsWsgi(use, project))
            {
                continue;
            }

            var views = Views(use.Framework, project, cancellationToken);
            if (views.Count == 0)
            {
                continue;
            }

            var (first, at) = views[0];
            var files = views.Select(view => view.At.Path).Distinct(StringComparer.Ordinal).Count();
            var detail = use.Framework.AsyncDetail.TrimEnd('.');
            yield return new(
                at,
                $"{Say.Count(views.Count, "view")} of {use.Framework.Name}, in {Say.Count(files, "module")}, {(views.Count == 1 ? "is" : "are")} async def, but {use.Framework.Name} "
                + $"{(use.Framework.Interfaces.Length > 1 ? "is used here as" : "is")} a WSGI framework{(detail.Length > 0 ? $" ({detail})" : "")}. "
                + $"{Better(use.Framework, project)}; {Flip(use.Framework)}")
            {
                FrameworkId = use.Framework.Id,
                Claims = [Claim.Of(use.Framework)],
                Related =
                [
                    new RelatedPlace(use.Anchor, $"{use.Framework.Name} serves WSGI"),
                    .. views.Skip(1).Take(ShownViews).Select(view => new RelatedPlace(view.At, $"{view.Function.Name} is async def, too")),
                ],
            };
        }
    }

    private static string Better(Framework framework, ProjectSnapshot project)
    {
        if (framework.Interfaces.Contains(ServerInterface.Asgi))
        {
            return "Served as ASGI they would share an event loop";
        }

        var relatives = framework.Relatives.Select(project.Catalog.Find).OfType<Framework>()
            .Where(other => other.Async == AsyncSupport.Native && other.Kind != FrameworkKind.Addon && other.Interfaces.Contains(ServerInterface.Asgi) && Lifecycles.IsAlive(other, project.Today))
            .Select(other => other.Name).Take(2).ToList();
        return relatives.Count > 0 ? $"On {Say.List(relatives, "or")} they would share an event loop" : "On an ASGI framework they would share an event loop";
    }

    private static string Flip(Framework framework) => framework.Async == AsyncSupport.None
        ? "plain functions do the same work here"
        : "as they are they pay off where one view awaits several calls at once";

    /// <summary>Async views in order of path and place.</summary>
    private static List<(FunctionDefinition Function, FileSpan At)> Views(Framework framework, ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var handlers = new Handlers(project, [framework]);
        var importing = project.Imports.Where(import => import.FrameworkId == framework.Id).Select(import => import.At.Path).ToHashSet(StringComparer.Ordinal);
        HashSet<string>? routed = null;
        var views = new List<(FunctionDefinition, FileSpan)>();
        foreach (var file in project.Files.Where(file => file.IsApplication && file.Module.AsyncFunctions > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < file.Module.Functions.Length; i++)
            {
                var function = file.Module.Functions[i];
                if (function.IsAsync && function.EnclosingFunction < 0
                    && ((importing.Contains(file.Path) && handlers.Of(file, i) is not null)
                        || (!function.IsMethod && (routed ??= Routed(framework, project)).Contains($"{WorkspacePath.FileName(file.Path)[..^3]}.{function.Name}"))))
                {
                    views.Add((function, new(file.Path, function.NameSpan)));
                }
            }
        }

        return views;
    }

    /// <summary>
    /// The last two parts of what modules use that list their routes by calls (<c>path("", views.index)</c>): module and function.
    /// </summary>
    private static HashSet<string> Routed(Framework framework, ProjectSnapshot project)
    {
        var calls = framework.Code.RouteCalls.Where(name => name.Contains('.', StringComparison.Ordinal)).ToImmutableArray();
        var words = new NameWords(calls: calls);
        return
        [
            .. project.Files
                .Where(file => file.IsApplication && file.Module.MayUseAny(words) && file.Module.Calls.Any(call => calls.Contains(call.ResolvedName)))
                .SelectMany(file => file.Module.Names)
                .Select(use => use.Name.Split('.', StringSplitOptions.RemoveEmptyEntries))
                .Where(parts => parts.Length > 1)
                .Select(parts => $"{parts[^2]}.{parts[^1]}"),
        ];
    }
}
