using System.Collections.Frozen;
using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>Looks for one framework's patterns in the code of a project. What is read of a file is kept while the plan is made.</summary>
internal sealed class UsageScan
{
    private readonly ProjectSnapshot _project;
    private readonly Framework _framework;
    private readonly CancellationToken _cancellationToken;
    private readonly ILookup<string, string> _imports;
    private readonly FrozenSet<string> _rivals;
    private readonly FrozenSet<string> _ownNames;
    private readonly Dictionary<string, ImmutableArray<DottedUse>> _uses = new(StringComparer.Ordinal);
    private readonly Lazy<DerivedClasses> _handlers;

    public UsageScan(ProjectSnapshot project, Framework framework, CancellationToken cancellationToken)
    {
        _project = project;
        _framework = framework;
        _cancellationToken = cancellationToken;
        _imports = project.Imports.ToLookup(import => import.At.Path, import => import.FrameworkId, StringComparer.Ordinal);
        _rivals = project.Primaries.Select(use => use.Framework.Id).Where(id => id != framework.Id).ToFrozenSet(StringComparer.Ordinal);
        _ownNames = project.Files.SelectMany(file => file.Path.Split('/')).Select(part => part.EndsWith(".py", StringComparison.Ordinal) ? part[..^3] : part).ToFrozenSet(StringComparer.Ordinal);
        _handlers = new(() => DerivedClasses.Of(Files(inTests: false), framework.Code.HandlerBases, _ownNames));
    }

    /// <summary>The classes of application code that derive from the framework's handlers, with their files.</summary>
    public IEnumerable<(PythonFile File, ClassDefinition Type)> HandlerClasses => _handlers.Value.All;

    /// <summary>Routes: declarations, pairs and actions; where there are none, handler classes.</summary>
    public IEnumerable<FileSpan> Routes(UsagePattern? pattern)
    {
        var declared = Files(inTests: false).SelectMany(file => Sites(file)
                .Where(site => site.FrameworkId == _framework.Id && site.Form == RouteForm.Declaration).Select(site => new FileSpan(file.Path, site.Span)))
            .Concat(pattern is null ? [] : Find(pattern, inTests: false)).ToList();
        return declared.Count > 0 ? declared : HandlerClasses.Select(entry => new FileSpan(entry.File.Path, entry.Type.NameSpan));
    }

    /// <summary>The places at which the pattern is met; with tests among the files where they are asked for.</summary>
    public IEnumerable<FileSpan> Find(UsagePattern pattern, bool inTests)
    {
        var derived = pattern.Bases.IsEmpty ? null : DerivedClasses.Of(Files(inTests), pattern.Bases, _ownNames);
        var actionFiles = pattern.ActionFiles.Select(path => GlobPattern.Create(path)).ToList();
        foreach (var file in Files(inTests))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var spans = Named(file, pattern)
                .Concat(Decorated(file, pattern.Decorators))
                .Concat(Called(file, pattern.Calls))
                .Concat(Assigned(file, pattern))
                .Concat(pattern.HasPairs ? Pairs(file) : [])
                .Concat(actionFiles.Exists(glob => glob.IsMatch(file.Path)) ? Actions(file) : []);
            foreach (var span in spans)
            {
                yield return new(file.Path, span);
            }
        }

        foreach (var (file, type) in derived?.All ?? [])
        {
            yield return new(file.Path, type.NameSpan);
        }

        foreach (var (file, type) in pattern.Methods.IsEmpty ? [] : _handlers.Value.All)
        {
            foreach (var method in file.Module.Functions.Where(function => function.IsMethod && function.ClassIndex >= 0
                && file.Module.Classes[function.ClassIndex].NameSpan == type.NameSpan && pattern.Methods.Contains(function.Name)))
            {
                yield return new(file.Path, method.NameSpan);
            }
        }
    }

    /// <summary>
    /// The files that count. A folder called <c>integrations</c> or <c>ext</c> mostly holds adapters to other frameworks, but what there uses this one is to be moved with
    /// the rest.
    /// </summary>
    private IEnumerable<PythonFile> Files(bool inTests) => _project.Files.Where(file =>
        file.IsApplication || (file.Role == PathRole.Integration && ImportsFramework(file)) || (inTests && file.Role == PathRole.Development));

    private ImmutableArray<RouteSite> Sites(PythonFile file) => file.IsApplication ? file.RouteSites : RouteCounter.Find(file.Module, [_framework]);

    private bool ImportsFramework(PythonFile file) => _imports[file.Path].Contains(_framework.Id, StringComparer.Ordinal);

    /// <summary>Whether a file may use an application that it has from a neighbour: it imports the framework, or none that rivals it.</summary>
    private bool MayUse(PythonFile file) => ImportsFramework(file) || !_imports[file.Path].Any(_rivals.Contains);

    private IEnumerable<TextSpan> Named(PythonFile file, UsagePattern pattern)
    {
        var byImport = !pattern.Names.IsEmpty && ImportsFramework(file);
        if (!byImport && (pattern.Written.IsEmpty || !MayUse(file)))
        {
            yield break;
        }

        foreach (var use in Uses(file))
        {
            if ((byImport && use.IsImported && pattern.Names.Any(name => IsOrIsIn(use.ResolvedName, name)))
                || (MayUse(file) && pattern.Written.Any(name => IsWritten(file, use, name))))
            {
                yield return use.Span;
            }
        }
    }

    private IEnumerable<TextSpan> Decorated(PythonFile file, ImmutableArray<string> known)
    {
        if (known.IsEmpty || !MayUse(file))
        {
            return [];
        }

        return file.Module.Functions.SelectMany(function => function.Decorators).Concat(file.Module.Classes.SelectMany(type => type.Decorators))
            .Where(decorator => known.Any(name => IsKnown(file, name, decorator.Name, decorator.ResolvedName, decorator.Receiver, isTelling: true)))
            .Select(decorator => decorator.Span);
    }

    private IEnumerable<TextSpan> Called(PythonFile file, ImmutableArray<string> known) => known.IsEmpty || !MayUse(file)
        ? []
        : file.Module.Calls.Where(call => known.Any(name => IsKnown(file, name, call.Name, call.ResolvedName, call.Receiver, isTelling: IsTelling(name)))).Select(call => call.Span);

    /// <summary>Whether a method's name can hardly be another object's: one of several words, with or without a line between them.</summary>
    private static bool IsTelling(string name) => name.Contains('_', StringComparison.Ordinal) || name.Length > 10;

    /// <summary>Whether a decorator or call is the dotted name, or that method of an application object; one of unknown class is one if the name can hardly be anything else's.</summary>
    private bool IsKnown(PythonFile file, string known, string name, string resolved, string? receiver, bool isTelling)
    {
        if (known.Contains('.', StringComparison.Ordinal))
        {
            return ImportsFramework(file) && RouteCounter.IsName(resolved, known);
        }

        var dot = name.LastIndexOf('.');
        return dot > 0 && name.AsSpan(dot + 1).SequenceEqual(known)
            && (RouteCounter.IsApplication(receiver, _framework.Code, file.Module)
                ?? (isTelling && (resolved == name || IsOwn(resolved))));
    }

    /// <summary>Whether a name leads to the project itself, or to no import at all.</summary>
    private bool IsOwn(string resolved) => resolved[0] == '.' || _ownNames.Contains(resolved[..resolved.IndexOf('.', StringComparison.Ordinal)]);

    private bool IsWritten(PythonFile file, DottedUse use, string known)
    {
        if (known.StartsWith("self.", StringComparison.Ordinal))
        {
            return IsOrIsIn(use.Name, known) && ClassAround(file.Module, use.EnclosingFunction) is { } type && _handlers.Value.Contains(type.Name);
        }

        // A name without a dot stands for itself, not for an attribute of something else.
        return known.Contains('.', StringComparison.Ordinal)
            ? $".{use.Name}.".Contains($".{known}.", StringComparison.Ordinal)
            : IsOrIsIn(use.Name, known) && (!use.IsImported || IsOwn(use.ResolvedName));
    }

    private static ClassDefinition? ClassAround(PythonModule module, int function)
    {
        for (; function >= 0; function = module.Functions[function].EnclosingFunction)
        {
            if (module.Functions[function].ClassIndex is >= 0 and var index)
            {
                return module.Classes[index];
            }
        }

        return null;
    }

    private static IEnumerable<TextSpan> Assigned(PythonFile file, UsagePattern pattern)
    {
        foreach (var assignment in file.Module.ModuleAssignments)
        {
            if (pattern.Settings.Contains(assignment.Name))
            {
                foreach (var item in assignment.Items)
                {
                    yield return item.Span;
                }
            }
            else if (pattern.Assignments.Contains(assignment.Name))
            {
                yield return assignment.NameSpan;
            }
        }
    }

    /// <summary>Functions without arguments at module level whose names don't begin with two underscores.</summary>
    private static IEnumerable<TextSpan> Actions(PythonFile file) => file.Module.Functions
        .Where(function => function.Depth == 0 && !function.Name.StartsWith("__", StringComparison.Ordinal)
            && file.Text.Content.AsSpan(function.NameSpan.End).TrimStart(" \t") is ['(', .. var rest] && rest.TrimStart(" \t") is [')', ..])
        .Select(function => function.NameSpan);

    /// <summary><c>(r"/path", Handler, …)</c>: the path of each.</summary>
    private IEnumerable<TextSpan> Pairs(PythonFile file)
    {
        var waiting = new Stack<PythonBindings>([PythonBindings.Read(file.Text, _cancellationToken)]);
        while (waiting.TryPop(out var scope))
        {
            foreach (var child in scope.Children)
            {
                waiting.Push(child);
            }

            var parts = new Stack<PythonExpression>(scope.Expressions);
            while (parts.TryPop(out var part))
            {
                foreach (var inner in part.Parts)
                {
                    parts.Push(inner);
                }

                if (part is SequenceExpression { Items: [StringExpression path, NameExpression or AttributeExpression, ..] items }
                    && path.Text.Value is ['/' or '^' or '(' or '.', ..]
                    && (LastName(items[1]) is { } name && (_handlers.Value.Contains(name) || _framework.Code.HandlerBases.Any(known => known.EndsWith($".{name}", StringComparison.Ordinal)))))
                {
                    yield return path.Span;
                }
            }
        }
    }

    private static string? LastName(PythonExpression expression) => expression switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute => attribute.Name,
        _ => null,
    };

    private ImmutableArray<DottedUse> Uses(PythonFile file)
    {
        if (!_uses.TryGetValue(file.Path, out var uses))
        {
            _uses[file.Path] = uses = PythonScanner.Uses(file.Text, _cancellationToken);
        }

        return uses;
    }

    private static bool IsOrIsIn(string name, string outer) =>
        name.StartsWith(outer, StringComparison.Ordinal) && (name.Length == outer.Length || name[outer.Length] == '.');
}
