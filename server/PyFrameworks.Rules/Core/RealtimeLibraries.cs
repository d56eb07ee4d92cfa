using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>Libraries that serve WebSockets or push to browsers, in projects whose frameworks know WSGI alone.</summary>
internal static class RealtimeLibraries
{
    private const string Need = "realtime";

    /// <summary>Each library with the place that stands for it: its dependency, or where none is declared the first import; none where another interface may serve it.</summary>
    public static ImmutableArray<(string Name, FileSpan At)> BesideWsgi(ProjectSnapshot project)
    {
        var primaries = project.Primaries.ToImmutableArray();
        var signals = Signals(project);
        if (primaries.IsEmpty
            || signals.IsEmpty
            || primaries.Any(use => use.Framework.Interfaces.Any(offered => offered != ServerInterface.Wsgi))
            || EventLoops.Of(project) is not null
            || project.Catalog.Companions.Adapters.Any(adapter => adapter.To == ServerInterface.Asgi && Flavours.UsesName(project, adapter.Api)))
        {
            return [];
        }

        var distributions = signals.SelectMany(signal => signal.Distributions).ToHashSet(StringComparer.Ordinal);
        var declared = Places.KnownRunTimeDeclarations(project).Where(entry => distributions.Contains(entry.Dependency.CanonicalName))
            .DistinctBy(entry => entry.Dependency.CanonicalName)
            .Select(entry => (entry.Dependency.Name, entry.Name)).ToImmutableArray();
        return declared.IsEmpty ? FirstImport(project, [.. signals.SelectMany(signal => signal.Imports)]) : declared;
    }

    /// <summary>What shows push in a project.</summary>
    public static ImmutableArray<NeedSignal> Signals(ProjectSnapshot project) => [.. project.Catalog.Companions.Signals.Where(signal => signal.Need == Need)];

    /// <summary>How many modules of application code import such a library.</summary>
    public static int ImportingModules(ProjectSnapshot project)
    {
        var modules = Signals(project).SelectMany(signal => signal.Imports).ToImmutableArray();
        var packages = new PackageNames(modules);
        return project.Files.Count(file => file.IsApplication && file.Module.MayImportAny(packages) && file.Module.Imports.Any(import => IsPlain(import, modules)));
    }

    private static bool IsPlain(ImportStatement import, ImmutableArray<string> modules) =>
        import.Level == 0
        && (import.Context & (ImportContext.Optional | ImportContext.TypeChecking)) == 0
        && modules.Any(module => ModuleUse.IsOrIsIn(import.Module, module));

    private static ImmutableArray<(string Name, FileSpan At)> FirstImport(ProjectSnapshot project, ImmutableArray<string> modules)
    {
        var packages = new PackageNames(modules);
        foreach (var file in project.Files.Where(file => file.IsApplication && file.Module.MayImportAny(packages)))
        {
            foreach (var import in file.Module.Imports)
            {
                if (IsPlain(import, modules))
                {
                    return [(import.Module, new(file.Path, import.ModuleSpan))];
                }
            }
        }

        return [];
    }
}
