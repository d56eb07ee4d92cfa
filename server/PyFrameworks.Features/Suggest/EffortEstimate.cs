using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>How much work a move is: the catalog's note where there is one, else what the two frameworks have in common; with the project's own figures.</summary>
internal static class EffortEstimate
{
    /// <summary>The effort and a sentence that gives its reason.</summary>
    public static (Effort Effort, string Reason) For(Framework from, Framework to, ProjectSnapshot project)
    {
        if (from.Migrations.FirstOrDefault(note => note.To == to.Id) is { Steps: [var first, ..] } note)
        {
            var more = note.Steps.Length > 1 ? $"; {Say.Count(note.Steps.Length - 1, "further step")}" : "";
            return (note.Effort, $"{first.TrimEnd('.')}{more}{Size(project)}.");
        }

        if (to.On == from.Id)
        {
            return (Effort.Low, $"{to.Name} builds on {from.Name}: the application stays as it is.");
        }

        var (effort, reason) = Compare(from, to, project);
        return (effort, $"{reason}{Size(project)}.");
    }

    private static (Effort Effort, string Reason) Compare(Framework from, Framework to, ProjectSnapshot project)
    {
        if (Shape(from.Kind) != Shape(to.Kind))
        {
            return (Effort.High, $"From {Singular(from.Kind)} to {Singular(to.Kind)}: the structure of the application changes");
        }

        if (from.Kind is FrameworkKind.FullStack or FrameworkKind.Cms)
        {
            return (Effort.High, $"Both are {Plural(from.Kind)}: models, templates and forms are rewritten along with the routes");
        }

        var used = project.FrameworkUses.FirstOrDefault(use => use.Framework.Id == from.Id)?.Interface ?? from.Interfaces[0];
        if (used != ServerInterface.Own && to.Interfaces.Contains(used))
        {
            return (Effort.Medium, $"Both run on {Say.Interface(used)} servers: routes and handlers are rewritten one by one");
        }

        var isAsync = IsAsync(from, used);
        return to.Interfaces.Any(other => IsAsync(to, other) == isAsync)
            ? (Effort.Medium, $"Both are {(isAsync ? "async" : "synchronous")}: routes and handlers are rewritten one by one, and the server changes")
            : (Effort.High, $"From {(isAsync ? "async to synchronous" : "synchronous to async")} code: handlers, the libraries that they call and the server change");
    }

    /// <summary>Micro and async frameworks are of one build: a core of routes and handlers, the rest from libraries.</summary>
    private static FrameworkKind Shape(FrameworkKind kind) => kind == FrameworkKind.Async ? FrameworkKind.Micro : kind;

    /// <summary>Whether handlers run on an event loop when the framework is served this way; a server of its own may be of either sort.</summary>
    private static bool IsAsync(Framework framework, ServerInterface served) => served switch
    {
        ServerInterface.Wsgi => false,
        ServerInterface.Own => framework.Async == AsyncSupport.Native,
        _ => true,
    };

    private static string Size(ProjectSnapshot project)
    {
        var routing = project.Files.Count(file => file.IsApplication && file.Routes > 0);
        return project.Metrics.Routes == 0 ? "" : $" ({Say.Count(project.Metrics.Routes, "route")} in {Say.Count(routing, "module")} to move)";
    }

    private static string Plural(FrameworkKind kind) => kind == FrameworkKind.Cms ? "content management systems" : "full-stack frameworks";

    private static string Singular(FrameworkKind kind) => kind switch
    {
        FrameworkKind.FullStack => "a full-stack framework",
        FrameworkKind.Micro => "a microframework",
        FrameworkKind.Async => "an async framework",
        FrameworkKind.DataApp => "a data-app framework",
        FrameworkKind.Cms => "a content management system",
        _ => "an add-on",
    };
}
