using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;

namespace PyFrameworks.Rules;

/// <summary>What of a project runs on an event loop that serves requests.</summary>
internal sealed class EventLoops
{
    private static readonly NameWords s_runners = new(calls: ["run", "run_until_complete"]);

    private readonly ProjectSnapshot _project;
    private readonly Handlers _handlers;
    private readonly bool _hasPlainHandlers;

    private EventLoops(ProjectSnapshot project, ImmutableArray<FrameworkUse> frameworks)
    {
        _project = project;
        Frameworks = frameworks;
        _handlers = new(project, [.. frameworks.Select(use => use.Framework)]);
        _hasPlainHandlers = frameworks.Any(use => use.Framework.PlainHandlers == PlainHandlers.EventLoop);
    }

    /// <summary>The frameworks that serve requests on an event loop.</summary>
    public ImmutableArray<FrameworkUse> Frameworks { get; }

    /// <summary>The event loops of <paramref name="project"/>, or null when nothing that it is built on has one.</summary>
    public static EventLoops? Of(ProjectSnapshot project)
    {
        ImmutableArray<FrameworkUse> frameworks =
        [
            .. project.FrameworkUses.Where(use => use.Role is FrameworkRole.Primary or FrameworkRole.Addon
                && use.Framework.Async == AsyncSupport.Native && use.Interface != ServerInterface.Wsgi),
        ];
        return frameworks.IsEmpty ? null : new(project, frameworks);
    }

    /// <summary>Whether a script starts a loop of its own in <paramref name="file"/>, on which no request waits.</summary>
    public bool IsScript(PythonFile file) =>
        file.Module.MayUseAny(s_runners)
        && file.Module.Calls.Any(call => call.ResolvedName is "asyncio.run" or "anyio.run" or "trio.run" || call.Name.EndsWith(".run_until_complete", StringComparison.Ordinal))
        && !_project.Imports.Any(import => import.At.Path == file.Path && Frameworks.Any(use => use.Framework.Id == import.FrameworkId));

    /// <summary>
    /// The function on whose loop the body of the one at <paramref name="index"/> runs: itself where it is <c>async def</c> or a handler that its framework
    /// calls on the loop, the one around where that calls it; null where it runs elsewhere or can't be told.
    /// </summary>
    public FunctionDefinition? RunsOn(PythonFile file, int index)
    {
        // Nothing waits for a server that is only starting or stopping.
        for (var depth = 0; index >= 0 && depth < 10; depth++)
        {
            var function = file.Module.Functions[index];
            if (IsStartOrStop(function))
            {
                return null;
            }

            if (function.IsAsync)
            {
                return function;
            }

            // The caller of a generator decides where it is iterated, a decorator where a function runs.
            if (function.IsGenerator)
            {
                return null;
            }

            if (_hasPlainHandlers && !function.Decorators.Any(IsHandOff)
                && _handlers.Of(file, index) is { PlainHandlers: PlainHandlers.EventLoop })
            {
                return function;
            }

            if (function.IsMethod || !function.Decorators.IsEmpty || function.EnclosingFunction < 0 || !IsCalled(file.Module, function))
            {
                return null;
            }

            index = function.EnclosingFunction;
        }

        return null;
    }

    /// <summary>Whether the function at <paramref name="index"/> is a handler without <c>async</c> that its framework runs in a thread.</summary>
    public bool RunsInThread(PythonFile file, int index) =>
        index >= 0 && !file.Module.Functions[index].IsAsync && _handlers.Of(file, index) is { PlainHandlers: PlainHandlers.ThreadPool };

    /// <summary>Whether the function at <paramref name="index"/> answers requests.</summary>
    public bool IsHandler(PythonFile file, int index) => index >= 0 && _handlers.Of(file, index) is not null;

    /// <summary>Whether a call around the one at <paramref name="call"/> hands its arguments to a thread or another process.</summary>
    public static bool IsHandedOff(PythonModule module, CallExpression call)
    {
        for (var around = call.EnclosingCall; around >= 0; around = module.Calls[around].EnclosingCall)
        {
            if (IsHandOff(module.Calls[around].Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a module hands work to a thread or another process somewhere.</summary>
    public static bool HandsOff(PythonModule module) =>
        module.Calls.Any(call => IsHandOff(call.Name)) || module.Functions.Any(function => function.Decorators.Any(IsHandOff));

    private static bool IsHandOff(Decorator decorator) => IsHandOff(decorator.Name);

    private static bool IsHandOff(string name) => name[(name.LastIndexOf('.') + 1)..]
        is "to_thread" or "run_in_executor" or "run_sync" or "run_in_threadpool" or "sync_to_async" or "database_sync_to_async" or "run_on_executor"
        or "io_bound" or "cpu_bound" or "submit" or "deferToThread" or "run_sync_in_worker_thread" or "to_process";

    /// <summary>Whether the function around calls this one by its name.</summary>
    private static bool IsCalled(PythonModule module, FunctionDefinition function) => module.Calls.Any(call =>
        call.Name == function.Name && call.EnclosingFunction == function.EnclosingFunction && !call.InLambda && !call.IsAwaited);

    private static bool IsStartOrStop(FunctionDefinition function) =>
        function.Name.Contains("startup", StringComparison.OrdinalIgnoreCase)
        || function.Name.Contains("shutdown", StringComparison.OrdinalIgnoreCase)
        || function.Name.Contains("lifespan", StringComparison.OrdinalIgnoreCase)
        || function.Decorators.Any(decorator => decorator.FirstString?.Value is "startup" or "shutdown"
            || decorator.Name[(decorator.Name.LastIndexOf('.') + 1)..] is "before_serving" or "after_serving" or "before_server_start" or "after_server_stop"
                or "main_process_start" or "main_process_stop");
}
