using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A blocking library beside an async framework, in places that PF301 can't judge.</summary>
[Rule("PF302", "blocking-library-with-async-framework", Severity.Information, Explanation = """
    ## What it looks at

    Libraries that a project on an async framework declares for run time, whose calls wait and for which an async counterpart is known, when application code
    calls them outside an `async def`: in helpers of a module that has async functions, or that one with async functions imports. Calls that PF301 names don't count
    again, nor do those in plain `def` endpoints that the framework runs in a thread pool, in lambdas, and in modules that hand work to threads, or that such a
    module imports.

    ## Why it matters

    A helper that waits is safe until the first `async def` calls it, and nothing at the place of the call shows that it waits. With the async counterpart the
    `await` shows it.

    ## When to ignore it

    When every caller is a plain `def` endpoint, a worker or a command, or hands the helper to a thread.

    ## Fires

    ```
    fastapi
    requests
    ```

    ```python
    import requests
    from fastapi import FastAPI

    app = FastAPI()

    def fetch(url):
        return requests.get(url).json()

    @app.get("/rate")
    async def rate():
        return fetch("https://example.org/rate")
    ```

    ## Stays silent

    ```
    fastapi
    requests
    ```

    ```python
    import requests
    from fastapi import FastAPI

    app = FastAPI()

    @app.get("/rate")
    def rate():
        return requests.get("https://example.org/rate").json()

    @app.get("/health")
    async def health():
        return "ok"
    ```

    ## Sources

    - Developing with asyncio, running blocking code: https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code
    - Concurrency and async in FastAPI: https://fastapi.tiangolo.com/async/
    """)]
internal sealed class BlockingLibraryWithAsyncFramework : IRule
{
    private const int ShownCalls = 5;

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        // Beside an async add-on (Channels on Django) most of the application is synchronous by right.
        if (EventLoops.Of(project) is not { } loops
            || loops.Frameworks.FirstOrDefault(entry => entry.Role == FrameworkRole.Primary) is not { } use
            || project.Metrics.AsyncFunctions == 0)
        {
            yield break;
        }

        var declared = Places.KnownRunTimeDeclarations(project).ToImmutableArray();
        ILookup<string, BlockingCall>? byLibrary = null;
        foreach (var library in project.Catalog.Companions.BlockingLibraries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (library.Counterparts.IsEmpty
                || declared.FirstOrDefault(entry => library.Distributions.Contains(entry.Dependency.CanonicalName)) is not { } declaration)
            {
                continue;
            }

            byLibrary ??= BlockingCalls.Find(project, loops, cancellationToken).ToLookup(found => found.Library.Id, StringComparer.Ordinal);
            var unnamed = Unnamed([.. byLibrary[library.Id]], project);
            if (unnamed.IsEmpty)
            {
                continue;
            }

            var files = unnamed.Select(found => found.File.Path).Distinct(StringComparer.Ordinal).Count();
            yield return new(
                declaration.Name,
                $"{Say.Count(unnamed.Length, "call")} of {declaration.Dependency.Name} outside async functions, in {Say.Count(files, "module")}, "
                + $"{(unnamed.Length == 1 ? "holds" : "hold")} up the event loop of {use.Framework.Name} whenever async code reaches {(unnamed.Length == 1 ? "it" : "them")}: {library.Why}. "
                + $"{BlockingCallInAsync.Counterparts(library)} would not; nothing needs to change where only plain endpoints, workers or threads do")
            {
                FrameworkId = use.Framework.Id,
                Claims = [Claim.Of(library.Source), Claim.Of(use.Framework)],
                Related =
                [
                    .. unnamed.Take(ShownCalls).Select(found => new RelatedPlace(new FileSpan(found.File.Path, found.Call.Span), $"{found.Name} waits")),
                    .. declaration.Name == use.Anchor ? [] : (RelatedPlace[])[new(use.Anchor, $"{use.Framework.Name} runs requests on an event loop")],
                ],
            };
        }
    }

    /// <summary>
    /// The calls that PF301 doesn't name and that async code may reach: those of a module with an async function, or that one imports. Where the module, or one that
    /// imports it, hands work to threads, nobody can tell which. An object that is only made counts where none of its calls is named.
    /// </summary>
    private static ImmutableArray<BlockingCall> Unnamed(ImmutableArray<BlockingCall> found, ProjectSnapshot project)
    {
        var isNamed = found.Any(call => call.OnLoop is not null);
        ImmutableArray<BlockingCall> unnamed =
        [
            .. found.Where(call => call.OnLoop is null && !call.InThread && !(call.IsClient && call.Others.IsEmpty && !call.Call.IsChained && isNamed)),
        ];
        if (unnamed.IsEmpty)
        {
            return unnamed;
        }

        var reached = new HashSet<string>(StringComparer.Ordinal);
        var handedOff = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in project.Files.Where(file => file.IsApplication && file.Module.AsyncFunctions > 0))
        {
            var names = EventLoops.HandsOff(file.Module) ? handedOff : reached;
            names.Add(ModuleName(file.Path));
            foreach (var import in file.Module.Imports)
            {
                names.Add(import.Module[(import.Module.LastIndexOf('.') + 1)..]);
                names.UnionWith(import.Names.Select(name => name.Name));
            }
        }

        return [.. unnamed.Where(call => ModuleName(call.File.Path) is var name && reached.Contains(name) && !handedOff.Contains(name) && !EventLoops.HandsOff(call.File.Module))];
    }

    private static string ModuleName(string path) =>
        WorkspacePath.FileName(path) is var name && name == "__init__.py" ? WorkspacePath.FileName(WorkspacePath.Folder(path)) : name[..Math.Max(0, name.LastIndexOf('.'))];
}
