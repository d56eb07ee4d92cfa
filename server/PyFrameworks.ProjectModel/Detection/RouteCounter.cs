using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>How a route is written.</summary>
public enum RouteForm
{
    /// <summary>A decorator or a call that names a path.</summary>
    Declaration,

    /// <summary>A class of handlers, to which a route leads that is declared elsewhere or implied.</summary>
    HandlerClass,
}

/// <summary>A place at which a route is declared.</summary>
/// <param name="FrameworkId">The framework whose route it is.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Span">The decorator's or call's dotted name, or the class's name.</param>
public readonly record struct RouteSite(string FrameworkId, RouteForm Form, TextSpan Span);

/// <summary>Finds routes by the catalog's code patterns.</summary>
public static class RouteCounter
{
    private static readonly ConditionalWeakTable<CodePatterns, RouteWords> s_words = [];

    /// <summary>
    /// Routes in <paramref name="module"/> by the patterns of <paramref name="frameworks"/>, in order of the text; where several fit, the first one's.
    /// A decorator on an object of unknown class counts when it names a path.
    /// </summary>
    public static ImmutableArray<RouteSite> Find(PythonModule module, IReadOnlyList<Framework> frameworks)
    {
        // Of most files not even the lists have to be made.
        var (mayDecorate, mayCall, mayDerive) = (May(words => words.Decorators), May(words => words.Calls), May(words => words.Bases));
        if (!mayDecorate && !mayCall && !mayDerive)
        {
            return [];
        }

        var sites = new SortedList<int, RouteSite>();
        var local = new Lazy<Dictionary<string, ClassDefinition>>(() => module.Classes.Where(type => !type.Bases.IsEmpty).DistinctBy(type => type.Name)
            .ToDictionary(type => type.Name, StringComparer.Ordinal));
        if (mayDecorate)
        {
            AddDecorators(module.FunctionDecorators);
            AddDecorators(module.ClassDecorators);
        }

        if (mayCall)
        {
            // path("api/", include("api.urls")) hands on to other routes and is none itself.
            var forwarding = module.Calls.Where(call => LastPart(call.ResolvedName) is "include").Select(call => call.EnclosingCall).ToHashSet();
            for (var i = 0; i < module.Calls.Length; i++)
            {
                var call = module.Calls[i];
                if (!forwarding.Contains(i) && First(call, static (call, code, local) => IsRouteCall(call, code, local)) is { } framework)
                {
                    sites.TryAdd(call.Span.Start, new(framework.Id, RouteForm.Declaration, call.Span));
                }
            }
        }

        if (mayDerive)
        {
            foreach (var type in module.Classes)
            {
                if (!type.Bases.IsEmpty && First(type, static (type, code, _) => IsHandler(type, code)) is { } framework)
                {
                    sites.TryAdd(type.NameSpan.Start, new(framework.Id, RouteForm.HandlerClass, type.NameSpan));
                }
            }
        }

        return [.. sites.Values];

        void AddDecorators(ImmutableArray<Decorator> decorators)
        {
            foreach (var decorator in decorators)
            {
                if (First(decorator, static (decorator, code, local) => IsRouteDecorator(decorator, code, local)) is { } framework)
                {
                    sites.TryAdd(decorator.Span.Start, new(framework.Id, RouteForm.Declaration, decorator.Span));
                }
            }
        }

        Framework? First<T>(T item, Func<T, CodePatterns, Lazy<Dictionary<string, ClassDefinition>>, bool> isRoute)
        {
            for (var i = 0; i < frameworks.Count; i++)
            {
                if (isRoute(item, frameworks[i].Code, local))
                {
                    return frameworks[i];
                }
            }

            return null;
        }

        bool May(Func<RouteWords, WordsOfPackages> of)
        {
            for (var i = 0; i < frameworks.Count; i++)
            {
                if (of(s_words.GetValue(frameworks[i].Code, static code => new(code))).MayBeIn(module))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// Number of routes among <paramref name="sites"/> of one or many files: declarations, and handler classes of the frameworks in
    /// <paramref name="byClass"/>, whose routes are not declared one by one.
    /// </summary>
    public static int Count(IEnumerable<RouteSite> sites, IReadOnlySet<string> byClass) =>
        sites.Count(site => site.Form == RouteForm.Declaration || byClass.Contains(site.FrameworkId));

    /// <summary>Frameworks of which <paramref name="sites"/>, those of a whole project, hold handler classes and no declarations.</summary>
    public static FrozenSet<string> CountedByClass(IEnumerable<RouteSite> sites)
    {
        var classes = new HashSet<string>(StringComparer.Ordinal);
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var site in sites)
        {
            (site.Form == RouteForm.HandlerClass ? classes : declared).Add(site.FrameworkId);
        }

        classes.ExceptWith(declared);
        return classes.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether <paramref name="resolved"/> is <paramref name="known"/>; a class may also be imported from the module that defines it
    /// (<c>flask.app.Flask</c> for <c>flask.Flask</c>).
    /// </summary>
    public static bool IsName(string resolved, string known)
    {
        if (resolved == known)
        {
            return true;
        }

        var last = LastPart(known);
        return char.IsAsciiLetterUpper(last[0]) && last.Length < known.Length && LastPart(resolved).SequenceEqual(last) && FirstPart(resolved).SequenceEqual(FirstPart(known));
    }

    /// <summary>Whether an object of the class <paramref name="receiver"/> is an application or a sub-application; null when nothing is known of it.</summary>
    public static bool? IsApplication(string? receiver, CodePatterns code, PythonModule module) => receiver is null ? null
        : IsApplicationObject(receiver, code, new(() => module.Classes.Where(type => type.Name == receiver && !type.Bases.IsEmpty).Take(1).ToDictionary(type => type.Name, StringComparer.Ordinal)));

    /// <summary>Whether one of <paramref name="known"/> is <paramref name="resolved"/>, as <see cref="IsName"/> has it.</summary>
    internal static bool ContainsName(ImmutableArray<string> known, string resolved)
    {
        foreach (var name in known)
        {
            if (name.Length > 0 && IsName(resolved, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRouteDecorator(Decorator decorator, CodePatterns code, Lazy<Dictionary<string, ClassDefinition>> local)
    {
        if (code.RouteFunctions.Contains(decorator.ResolvedName))
        {
            return true;
        }

        var last = LastPart(decorator.Name);
        return last.Length < decorator.Name.Length
            && Contains(code.RouteDecorators, last)
            && IsApplicationObject(decorator.Receiver, code, local)
                is var known && (known ?? (IsPath(decorator.FirstString ?? decorator.FirstListItem) || (last is "route" && decorator.FirstString is null)));
    }

    private static bool IsRouteCall(CallExpression call, CodePatterns code, Lazy<Dictionary<string, ClassDefinition>> local)
    {
        var last = LastPart(call.Name);
        foreach (var known in code.RouteCalls)
        {
            if (known.Contains('.', StringComparison.Ordinal))
            {
                if (IsName(call.ResolvedName, known))
                {
                    return true;
                }
            }
            else if (last.Length < call.Name.Length && last.SequenceEqual(known))
            {
                // A method name of two words, add_url_rule, is told from others by itself.
                return IsApplicationObject(call.Receiver, code, local) ?? (known.Contains('_', StringComparison.Ordinal) || IsPath(call.FirstString));
            }
        }

        return false;
    }

    /// <summary>Whether an object of the class <paramref name="receiver"/> is an application; null when nothing is known of it.</summary>
    private static bool? IsApplicationObject(string? receiver, CodePatterns code, Lazy<Dictionary<string, ClassDefinition>> local)
    {
        if (receiver is null)
        {
            return null;
        }

        if (IsConstructor(receiver, code))
        {
            return true;
        }

        return local.Value.TryGetValue(receiver, out var type) && type.Bases.Any(@base => IsConstructor(@base.ResolvedName, code)) ? true
            : receiver.Contains('.', StringComparison.Ordinal) && receiver[0] != '.' && HasConstructors(code) && !IsFunction(receiver) ? false
            : null;
    }

    /// <summary>Whether a name is written like a function's, which may make anything: <c>shop.create_app</c>.</summary>
    private static bool IsFunction(string name) => LastPart(name) is [>= 'a' and <= 'z', ..] and var last && last.Contains('_');

    private static bool IsConstructor(string name, CodePatterns code) =>
        ContainsName(code.AppConstructors, name) || ContainsName(code.SubAppConstructors, name);

    /// <summary>Whether the catalog knows how applications are made, so that an object made otherwise is none.</summary>
    private static bool HasConstructors(CodePatterns code) =>
        !code.AppConstructors.IsEmpty || !code.SubAppConstructors.IsEmpty;

    private static bool IsPath(StringArgument? text) => text is { Value: var value } && (value.Length == 0 || value[0] is '/' or '^' or '<');

    private static bool IsHandler(ClassDefinition type, CodePatterns code)
    {
        foreach (var @base in type.Bases)
        {
            if (ContainsName(code.HandlerBases, @base.ResolvedName))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(ImmutableArray<string> names, ReadOnlySpan<char> wanted)
    {
        foreach (var name in names)
        {
            if (wanted.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> LastPart(string name) => name.AsSpan(name.LastIndexOf('.') + 1);

    private static ReadOnlySpan<char> FirstPart(string name) => name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name.AsSpan(0, dot) : name;
}

/// <summary>The names with which the routes of a framework are declared, for a quick look.</summary>
/// <param name="code">The framework's patterns.</param>
internal sealed class RouteWords(CodePatterns code)
{
    /// <summary>Decorators.</summary>
    public WordsOfPackages Decorators { get; } = new([.. code.RouteFunctions], names => new(decorators: names), code.RouteDecorators);

    /// <summary>Calls.</summary>
    public WordsOfPackages Calls { get; } = new(code.RouteCalls, names => new(calls: names));

    /// <summary>Bases of handlers.</summary>
    public WordsOfPackages Bases { get; } = new(code.HandlerBases, names => new(bases: names));
}

/// <summary>Names for a quick look, of which the dotted ones are met through an import of their package, or of everything from a module that imports it.</summary>
internal sealed class WordsOfPackages
{
    private readonly NameWords _anywhere;
    private readonly NameWords _ofPackages;
    private readonly PackageNames _packages;

    /// <summary>Words of <paramref name="names"/>, and of <paramref name="methods"/>, which are met anywhere.</summary>
    public WordsOfPackages(IReadOnlyCollection<string> names, Func<IEnumerable<string>, NameWords> words, IEnumerable<string>? methods = null)
    {
        _anywhere = words(names.Where(name => !name.Contains('.', StringComparison.Ordinal)).Concat(methods ?? []));
        _ofPackages = words(names);
        _packages = new(names);
    }

    /// <summary>Whether <paramref name="module"/> may hold one: never wrong when it says no.</summary>
    public bool MayBeIn(PythonModule module) => module.MayUseAny(_anywhere) || ((module.HasStarImport || module.MayImportAny(_packages)) && module.MayUseAny(_ofPackages));
}
