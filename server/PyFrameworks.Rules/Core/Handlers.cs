using System.Collections.Frozen;
using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;

namespace PyFrameworks.Rules;

/// <summary>Functions and methods that answer requests, by the catalog's code patterns.</summary>
/// <param name="project">The project.</param>
/// <param name="frameworks">Those whose handlers are looked for; where several fit, the first one's.</param>
internal sealed class Handlers(ProjectSnapshot project, ImmutableArray<Framework> frameworks)
{
    private static readonly ImmutableArray<string> s_verbs = ["get", "post", "put", "patch", "delete", "head", "options"];

    private readonly Dictionary<string, FrozenDictionary<int, string>> _routes = new(StringComparer.Ordinal);
    private Dictionary<string, Framework>? _classes;

    /// <summary>The framework whose handler the function at <paramref name="index"/> of <paramref name="file"/> is, or null.</summary>
    public Framework? Of(PythonFile file, int index)
    {
        var module = file.Module;
        var function = module.Functions[index];
        foreach (var decorator in function.Decorators)
        {
            if (Routes(file).TryGetValue(decorator.Span.Start, out var id))
            {
                return frameworks.FirstOrDefault(framework => framework.Id == id);
            }
        }

        return function is { IsMethod: true, ClassIndex: >= 0 } && OfClass(module.Classes[function.ClassIndex]) is { } owner && Methods(owner).Contains(function.Name)
            ? owner
            : null;
    }

    private static ImmutableArray<string> Methods(Framework framework) => framework.Code.HandlerMethods.IsEmpty ? s_verbs : framework.Code.HandlerMethods;

    /// <summary>Offsets of decorators that declare routes, with the framework's identifier.</summary>
    private FrozenDictionary<int, string> Routes(PythonFile file)
    {
        if (!_routes.TryGetValue(file.Path, out var routes))
        {
            _routes[file.Path] = routes = RouteCounter.Find(file.Module, frameworks)
                .Where(site => site.Form == RouteForm.Declaration)
                .ToFrozenDictionary(site => site.Span.Start, site => site.FrameworkId);
        }

        return routes;
    }

    private Framework? OfClass(ClassDefinition type)
    {
        // Where handlers are plain classes, only their methods' names tell.
        return FromBases(type, Classes())
            ?? (type.Bases.IsEmpty ? frameworks.FirstOrDefault(framework => framework.Code.HandlerBases.IsEmpty && framework.Code.HandlerMethods.Any(type.MethodNames.Contains)) : null);
    }

    /// <summary>Classes of the project that derive from a framework's handlers, by name; most handlers derive from one in another module.</summary>
    private Dictionary<string, Framework> Classes()
    {
        if (_classes is not null)
        {
            return _classes;
        }

        _classes = new(StringComparer.Ordinal);
        var waiting = Derived();
        for (var count = -1; count != _classes.Count;)
        {
            count = _classes.Count;
            waiting.RemoveAll(type => FromBases(type, _classes) is { } framework && (_classes.TryAdd(type.Name, framework) || true));
        }

        return _classes;
    }

    /// <summary>Classes with bases of application code, in order, but for modules none of whose classes can have a handler above them.</summary>
    private List<ClassDefinition> Derived()
    {
        var files = project.Files.Where(file => file.IsApplication).ToList();
        var names = frameworks.SelectMany(framework => framework.Code.HandlerBases).ToHashSet(StringComparer.Ordinal);
        var taken = new bool[files.Count];
        for (var isLonger = true; isLonger;)
        {
            isLonger = false;
            var words = new NameWords(bases: names);
            for (var i = 0; i < files.Count; i++)
            {
                if (!taken[i] && files[i].Module.MayUseAny(words))
                {
                    taken[i] = isLonger = true;
                    names.UnionWith(files[i].Module.Classes.Select(type => type.Name));
                }
            }
        }

        return [.. files.Where((_, i) => taken[i]).SelectMany(file => file.Module.Classes).Where(type => !type.Bases.IsEmpty)];
    }

    private Framework? FromBases(ClassDefinition type, Dictionary<string, Framework> known)
    {
        foreach (var @base in type.Bases)
        {
            foreach (var framework in frameworks)
            {
                if (framework.Code.HandlerBases.Any(name => RouteCounter.IsName(@base.ResolvedName, name)))
                {
                    return framework;
                }
            }

            if (known.TryGetValue(@base.Name[(@base.Name.LastIndexOf('.') + 1)..], out var found))
            {
                return found;
            }
        }

        return null;
    }
}
