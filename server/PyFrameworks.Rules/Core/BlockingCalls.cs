using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A call in application code that waits.</summary>
/// <param name="File">The file.</param>
/// <param name="Call">The call.</param>
/// <param name="Library">Whose call it is.</param>
/// <param name="OnLoop">The function on whose event loop it runs; null where it runs elsewhere.</param>
/// <param name="InThread">Whether it runs in a thread for certain: in a plain handler of a framework that has a pool for them.</param>
/// <param name="IsClient">Whether it only makes an object whose methods wait.</param>
/// <param name="Others">Further calls on the same object in the same function; they belong to this one.</param>
internal sealed record BlockingCall(
    PythonFile File, CallExpression Call, BlockingLibrary Library, FunctionDefinition? OnLoop, bool InThread, bool IsClient, ImmutableArray<CallExpression> Others)
{
    /// <summary>The call as written, with what it stands for where an alias hides that: <c>nap (time.sleep)</c>.</summary>
    public string Name => Call.Name == Call.ResolvedName || Call.ResolvedName.Length == 0 ? $"{Call.Name}()" : $"{Call.Name}() ({Call.ResolvedName})";
}

/// <summary>Finds calls that wait.</summary>
internal static class BlockingCalls
{
    private static readonly ConditionalWeakTable<FrameworkCatalog, KnownLibraries> s_known = [];

    /// <summary>The waiting calls of application code, by path and place.</summary>
    public static IEnumerable<BlockingCall> Find(ProjectSnapshot project, EventLoops loops, CancellationToken cancellationToken)
    {
        var known = s_known.GetValue(project.Catalog, static catalog => new(catalog.Companions.BlockingLibraries));
        FrozenSet<string>? own = null;
        foreach (var file in project.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!file.IsApplication || !file.Module.MayImportAny(known.Imported) || !file.Module.Imports.Any(import => import.Level == 0 && known.Packages.Contains(Package(import.Module))) || loops.IsScript(file))
            {
                continue;
            }

            foreach (var found in FindIn(file, loops, known.Calls, known.Clients, own ??= OwnNames(project)))
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<BlockingCall> FindIn(
        PythonFile file,
        EventLoops loops,
        FrozenDictionary<string, BlockingLibrary> calls,
        FrozenDictionary<string, BlockingLibrary> clients,
        FrozenSet<string> own)
    {
        var module = file.Module;

        // By the function and the name of the object: what is waited for on one object is one finding.
        var objects = new Dictionary<(int Function, string Name), BlockingCall>();

        // What such an object gave, by function and name: the object from which it is.
        var givers = new Dictionary<(int Function, string Name), (int Function, string Name)>();
        var order = new List<object>();
        foreach (var call in module.Calls)
        {
            if (call.IsAwaited || call.InLambda)
            {
                continue;
            }

            var isCall = calls.TryGetValue(call.ResolvedName, out var library);
            var isClient = !isCall && clients.TryGetValue(call.ResolvedName, out library);
            if (library is not null && call.IsImported && !own.Contains(Package(call.ResolvedName)))
            {
                var made = Make(library, call, isClient);
                if (call.AssignedTo is { } name && (!library.Methods.IsEmpty || isClient))
                {
                    order.Add((call.EnclosingFunction, name));
                    objects[(call.EnclosingFunction, name)] = made;
                }
                else
                {
                    order.Add(made);
                }
            }
            else if (call.Receiver is { } receiver
                && (calls.TryGetValue(receiver, out library) || clients.TryGetValue(receiver, out library))
                && call.Name.LastIndexOf('.') is > 0 and var dot
                && !own.Contains(Package(receiver)))
            {
                var key = (call.EnclosingFunction, Root(call.Name));
                var method = call.Name[(dot + 1)..];
                if (!library.Methods.Contains(method) || EventLoops.IsHandedOff(module, call))
                {
                    continue;
                }

                if (call.AssignedTo is { } given && library.Makers.Contains(method))
                {
                    givers[(call.EnclosingFunction, given)] = key;
                }

                Follow(call, library);
            }
            else if (call.Origin is { } origin
                && origin.LastIndexOf('.') is > 0 and var end
                && (calls.TryGetValue(origin[..end], out library) || clients.TryGetValue(origin[..end], out library))
                && library.Makers.Contains(origin[(end + 1)..])
                && library.MadeMethods.Contains(call.Name[(call.Name.LastIndexOf('.') + 1)..])
                && !own.Contains(Package(origin))
                && !EventLoops.IsHandedOff(module, call))
            {
                Follow(call, library);
            }
        }

        void Follow(CallExpression call, BlockingLibrary library)
        {
            var key = (call.EnclosingFunction, Root(call.Name));
            key = givers.GetValueOrDefault(key, key);
            if (objects.TryGetValue(key, out var first))
            {
                objects[key] = first with { Others = first.Others.Add(call) };
            }
            else
            {
                order.Add(key);
                objects[key] = Make(library, call, isClient: false);
            }
        }

        foreach (var entry in order)
        {
            var found = entry as BlockingCall ?? objects[((int, string))entry];

            // An object that is only made here, and handed to a thread or kept for others, holds nobody up.
            if (!found.IsClient || found.Call.IsChained || !found.Others.IsEmpty)
            {
                yield return found;
            }
            else
            {
                yield return found with { OnLoop = null };
            }
        }

        BlockingCall Make(BlockingLibrary library, CallExpression call, bool isClient) => new(
            file, call, library, loops.RunsOn(file, call.EnclosingFunction), loops.RunsInThread(file, call.EnclosingFunction), isClient, []);
    }

    /// <summary><c>session</c> of <c>session.get</c>, <c>self.session</c> of <c>self.session.get</c>.</summary>
    private static string Root(string name)
    {
        var start = name.StartsWith("self.", StringComparison.Ordinal) ? 5 : 0;
        var dot = name.IndexOf('.', start);
        return dot < 0 ? name : name[..dot];
    }

    private static string Package(string dotted) => dotted.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? dotted[..dot] : dotted;

    /// <summary>Modules and packages of the project itself that lie in no package: they hide distributions of their name.</summary>
    private static FrozenSet<string> OwnNames(ProjectSnapshot project)
    {
        var packages = project.Files.Where(file => WorkspacePath.LastPart(file.Path) is "__init__.py").Select(file => WorkspacePath.Folder(file.Path)).ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in project.Files.Select(file => file.Path))
        {
            var (folder, name) = (WorkspacePath.Folder(path), WorkspacePath.FileName(path));
            if (!packages.Contains(folder))
            {
                names.Add(name[..Math.Max(0, name.LastIndexOf('.'))]);
            }
            else if (name == "__init__.py" && !packages.Contains(WorkspacePath.Folder(folder)))
            {
                names.Add(WorkspacePath.FileName(folder));
            }
        }

        return names.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>What the catalog knows of such libraries, by name.</summary>
    private sealed class KnownLibraries(ImmutableArray<BlockingLibrary> libraries)
    {
        public FrozenDictionary<string, BlockingLibrary> Calls { get; } = Index(libraries, library => library.Calls);

        public FrozenDictionary<string, BlockingLibrary> Clients { get; } = Index(libraries, library => library.Clients);

        public FrozenSet<string> Packages { get; } = libraries.SelectMany(library => library.Imports).Select(Package).ToFrozenSet(StringComparer.Ordinal);

        public PackageNames Imported { get; } = new(libraries.SelectMany(library => library.Imports).Select(Package));

        private static FrozenDictionary<string, BlockingLibrary> Index(ImmutableArray<BlockingLibrary> libraries, Func<BlockingLibrary, ImmutableArray<string>> names) =>
            libraries.SelectMany(library => names(library).Select(name => KeyValuePair.Create(name, library)))
                .DistinctBy(pair => pair.Key).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
