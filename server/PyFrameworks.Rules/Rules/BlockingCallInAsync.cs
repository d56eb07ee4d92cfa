using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A call that waits on the event loop that serves requests.</summary>
[Rule("PF301", "blocking-call-in-async", Severity.Information, Explanation = """
    ## What it looks at

    Calls that are known to wait (`time.sleep`, `requests.get`, a synchronous database driver, `subprocess.run`) in the body of an `async def`, in a project on an
    async framework; under Tornado, Sanic and aiohttp also in handlers written with a plain `def`, which run on the event loop as well. Names are followed through
    imports and aliases, methods through the object that a client's constructor gave or that an annotation names (`Annotated[Session, Depends(get_session)]`
    too), and cursors through the connection that gave them. Several calls on one object in one function are one finding.

    ## Why it matters

    One thread runs all requests of a process in turn. While the call waits, every one of them waits with it.

    ## When to ignore it

    When nothing else runs on that loop: in a job or a script of its own. The rule is silent for what is handed to an executor
    (`asyncio.to_thread(requests.get, url)`), for a function or lambda that is only defined there, while the server starts or stops, and for plain `def` endpoints
    of frameworks that run them in a thread pool (FastAPI, Starlette, Quart).

    ## Fires

    ```python
    import requests
    from fastapi import FastAPI

    app = FastAPI()

    @app.get("/rate")
    async def rate():
        return requests.get("https://example.org/rate").json()
    ```

    ## Stays silent

    ```python
    import asyncio
    import requests
    from fastapi import FastAPI

    app = FastAPI()

    @app.get("/rate")
    async def rate():
        answer = await asyncio.to_thread(requests.get, "https://example.org/rate")
        return answer.json()

    @app.get("/plain")
    def plain():
        return requests.get("https://example.org/rate").json()
    ```

    ## Sources

    - Developing with asyncio, running blocking code: https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code
    - Concurrency and async in FastAPI: https://fastapi.tiangolo.com/async/
    - Tornado's FAQ on blocking code: https://www.tornadoweb.org/en/stable/faq.html
    """)]
internal sealed class BlockingCallInAsync : IRule
{
    private const int ShownCalls = 5;

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        if (EventLoops.Of(project) is not { } loops)
        {
            yield break;
        }

        foreach (var found in BlockingCalls.Find(project, loops, cancellationToken))
        {
            if (found.OnLoop is not { } function)
            {
                continue;
            }

            var path = found.File.Path;
            var more = found.Others.IsEmpty ? "" : $" ({Say.Count(found.Others.Length, "more call")} on the same object{(found.Others.Any(other => other.Origin is not null) ? " or on what it gave" : "")})";
            var use = Counterparts(found.Library);
            yield return new(
                new(path, found.Call.Span),
                $"{found.Name} runs on the event loop, in {(function.IsAsync ? "async def" : "the handler")} {function.Name}{more}: {found.Library.Why}. "
                + $"{(use.Length == 0 ? "Hand" : $"Use {use}, or hand")} it to a thread (asyncio.to_thread); it does no harm where no other request shares the loop")
            {
                FrameworkId = loops.Frameworks[0].Framework.Id,
                Claims = [Claim.Of(found.Library.Source), Claim.Of(loops.Frameworks[0].Framework)],
                Related =
                [
                    new RelatedPlace(new(path, function.NameSpan), $"{function.Name} runs on the event loop"),
                    .. found.Others.Take(ShownCalls).Select(other => new RelatedPlace(new FileSpan(path, other.Span), $"{other.Name}() waits, too")),
                ],
            };
        }
    }

    /// <summary>What to use instead, as the catalog words it, without the remarks.</summary>
    internal static string Counterparts(BlockingLibrary library) => Say.List(
        [.. library.Counterparts.Take(2).Select(other => other.Note.Length > 0 ? other.Note : other.Import).Select(note => note.Split([',', ';'])[0].Split(" in code on ")[0])], "or");
}
