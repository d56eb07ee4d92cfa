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
        var size = Size(project);
        if (from.Migrations.FirstOrDefault(note => note.To == to.Id) is { } note)
        {
            var first = note.Steps.IsEmpty ? "" : $"{note.Steps[0].TrimEnd('.')}";
            var more = note.Steps.Length > 1 ? $"; {Say.Count(note.Steps.Length - 1, "further step")}" : "";
            return (note.Effort, $"{first}{more}{size}.");
        }

        if (to.On == from.Id)
        {
            return (Effort.Low, $"{to.Name} builds on {from.Name}: the application stays{size}.");
        }

        var sharesInterface = from.Interfaces.Any(to.Interfaces.Contains);
        if (!sharesInterface)
        {
            return (Effort.High, $"From {Say.Interface(from.Interfaces[0])} to {Say.Interface(to.Interfaces[0])}: handlers, extensions and the server change{size}.");
        }

        return from.Kind == to.Kind
            ? (Effort.Medium, $"Both are {KindName(from.Kind)} on {Say.Interface(from.Interfaces.First(to.Interfaces.Contains))}: routes and handlers are rewritten one by one{size}.")
            : (Effort.High, $"From {Singular(from.Kind)} to {Singular(to.Kind)}: the structure of the application changes{size}.");
    }

    private static string Size(ProjectSnapshot project)
    {
        var routing = project.Files.Count(file => file.IsApplication && file.Routes > 0);
        return project.Metrics.Routes == 0 ? "" : $" ({Say.Count(project.Metrics.Routes, "route")} in {Say.Count(routing, "module")} to move)";
    }

    private static string KindName(FrameworkKind kind) => kind switch
    {
        FrameworkKind.FullStack => "full-stack frameworks",
        FrameworkKind.Micro => "microframeworks",
        FrameworkKind.Async => "async frameworks",
        FrameworkKind.DataApp => "data-app frameworks",
        FrameworkKind.Cms => "content management systems",
        _ => "add-ons",
    };

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
