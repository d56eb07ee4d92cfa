using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>Heavy computing in an async handler.</summary>
[Rule("PF306", "cpu-bound-on-event-loop", Severity.Hint, Explanation = """
    ## What it looks at

    Calls of libraries that compute for long (pandas, scikit-learn, PyTorch, TensorFlow, OpenCV, Pillow, `numpy.linalg`, `numpy.fft`) in the body of an `async def`
    handler. Calls that only make a small object don't count, nor does what is handed to an executor. A project that declares a worker queue (Celery, RQ, Dramatiq)
    is left alone.

    ## Why it matters

    While one handler computes, the event loop stands still, and every other request of the process with it. How long depends on the data, which code doesn't tell;
    hence a hint.

    ## When to ignore it

    When the data is small, or the process serves one request at a time anyway.

    ## Fires

    ```python
    import pandas
    from fastapi import FastAPI, UploadFile

    app = FastAPI()

    @app.post("/report")
    async def report(file: UploadFile):
        return len(pandas.read_csv(file.file))
    ```

    ## Stays silent

    ```python
    import asyncio
    import pandas
    from fastapi import FastAPI, UploadFile

    app = FastAPI()

    @app.post("/report")
    async def report(file: UploadFile):
        return len(await asyncio.to_thread(pandas.read_csv, file.file))
    ```

    ## Sources

    - Developing with asyncio, running blocking code: https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code
    - FastAPI on CPU-bound work: https://fastapi.tiangolo.com/async/
    """)]
internal sealed class CpuBoundOnEventLoop : IRule
{
    private const int ShownCalls = 5;

    public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken)
    {
        var companions = project.Catalog.Companions;
        if (EventLoops.Of(project) is not { } loops
            || Places.KnownRunTimeDeclarations(project).Any(entry => companions.WorkerQueues.Any(queue => queue.Distribution == entry.Dependency.CanonicalName)))
        {
            yield break;
        }

        var packages = companions.HeavyLibraries.SelectMany(library => library.Imports).Select(name => name.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var imported = new PackageNames(packages);
        foreach (var file in project.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!file.IsApplication || !file.Module.MayImportAny(imported) || !file.Module.Imports.Any(import => import.Level == 0 && packages.Contains(import.Module.Split('.')[0])))
            {
                continue;
            }

            foreach (var handler in Calls(file, companions.HeavyLibraries, loops).GroupBy(found => found.Call.EnclosingFunction))
            {
                var (call, library) = handler.First();
                var function = file.Module.Functions[handler.Key];
                var count = handler.Count();
                yield return new(
                    new(file.Path, call.Span),
                    $"{call.Name}() computes on the event loop, in async def {function.Name}{(count > 1 ? $", and {Say.Count(count - 1, "more call")} there" : "")}: "
                    + $"no other request is served while {library.Name} works. Hand it to an executor (asyncio.to_thread, a process pool) or a worker queue; for small data it does no harm")
                {
                    FrameworkId = loops.Frameworks[0].Framework.Id,
                    Claims = [Claim.Of(library.Source), Claim.Of(loops.Frameworks[0].Framework)],
                    Related =
                    [
                        new RelatedPlace(new(file.Path, function.NameSpan), $"{function.Name} runs on the event loop"),
                        .. handler.Skip(1).Take(ShownCalls).Select(other => new RelatedPlace(new FileSpan(file.Path, other.Call.Span), $"{other.Call.Name}() computes, too")),
                    ],
                };
            }
        }
    }

    private static IEnumerable<(CallExpression Call, HeavyLibrary Library)> Calls(PythonFile file, ImmutableArray<HeavyLibrary> libraries, EventLoops loops)
    {
        foreach (var call in file.Module.Calls)
        {
            if (call.EnclosingFunction >= 0
                && !call.IsAwaited && !call.InLambda
                && file.Module.Functions[call.EnclosingFunction].IsAsync
                && libraries.FirstOrDefault(library => IsHeavy(call, library)) is { } found
                && !EventLoops.IsHandedOff(file.Module, call)
                && loops.IsHandler(file, call.EnclosingFunction))
            {
                yield return (call, found);
            }
        }
    }

    private static bool IsHeavy(CallExpression call, HeavyLibrary library)
    {
        var name = call.IsImported ? call.ResolvedName : call.Receiver;
        if (name is null || !library.Imports.Any(module => name.StartsWith(module, StringComparison.Ordinal) && name.Length > module.Length && name[module.Length] == '.'))
        {
            return false;
        }

        var last = call.Name[(call.Name.LastIndexOf('.') + 1)..];
        var called = name[(name.LastIndexOf('.') + 1)..];
        return call.IsImported ? !char.IsAsciiLetterUpper(called[0]) && !library.Light.Contains(called) : library.Methods.Contains(last);
    }
}
