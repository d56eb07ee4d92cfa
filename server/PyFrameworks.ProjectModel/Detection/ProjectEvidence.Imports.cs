using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

internal sealed partial class ProjectEvidence
{
    private static readonly ConditionalWeakTable<CodePatterns, SignWords> s_signWords = [];

    private const Signs AnyDeclaration =
        Signs.DeclaredMain | Signs.DeclaredTransitive | Signs.DeclaredOther | Signs.Locked | Signs.AddonDeclaredMain | Signs.AddonDeclaredOther | Signs.DeclaredSession;

    private void ReadImports(CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, CatalogName?>(StringComparer.Ordinal);
        var beginnings = new Dictionary<string, bool>(StringComparer.Ordinal);
        var packages = _input.Sources.Where(source => WorkspacePath.LastPart(source.Path) is "__init__.py")
            .Select(source => WorkspacePath.Folder(source.Path))
            .ToHashSet(StringComparer.Ordinal);
        var strangers = new Lazy<HashSet<string>>(StrangersByName);
        var catalogued = ImportedPackages.Of(_input.Catalog);
        foreach (var source in _input.Sources)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A copy in the tree may be imported in other ways.
            if (source.Role == PathRole.Vendored || (_input.Copies.IsEmpty && !source.Module.MayImportAny(catalogued)))
            {
                continue;
            }

            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var import in source.Module.Imports)
            {
                var copied = CopyOf(source.Path, import);
                if ((copied ?? (import.Level > 0 ? null : Look(import))) is not { } name)
                {
                    continue;
                }

                var facts = _facts.GetValueOrDefault(name.FrameworkId);
                if (!name.IsAddon && facts?.Has(AnyDeclaration) != true && strangers.Value.Contains(TopName(import.Module)))
                {
                    continue;
                }

                if (name.FrameworkId != _input.SelfId && copied is null
                    && _input.FirstParty.Shadows(source.Path, import, facts?.Has(Signs.DeclaredMain | Signs.AddonDeclaredMain) == true))
                {
                    continue;
                }

                facts ??= FactsOf(name.FrameworkId);
                var use = new ImportUse(source, import, name, StrengthOf(source, import, name, facts, packages));
                _imports.Add(use);
                AddImport(facts, use, seen);
            }
        }

        CatalogName? Look(ImportStatement import)
        {
            if (Find(import.Module) is { } found)
            {
                return found;
            }

            if (import.Names.IsEmpty || !MayBegin(import.Module))
            {
                return null;
            }

            foreach (var name in import.Names)
            {
                if (Find($"{import.Module}.{name.Name}") is { } submodule)
                {
                    return submodule;
                }
            }

            return null;
        }

        bool MayBegin(string module)
        {
            if (!beginnings.TryGetValue(module, out var may))
            {
                beginnings[module] = may = _input.Catalog.MayBeginImport(module.Split('.')[0]);
            }

            return may;
        }

        CatalogName? Find(string module)
        {
            if (!known.TryGetValue(module, out var found))
            {
                known[module] = found = _input.Catalog.FindImport(module);
            }

            return found;
        }
    }

    /// <summary>
    /// The framework whose copy in the tree an import reaches by another way than its own name: <c>from .bottle import Bottle</c>,
    /// <c>from lib.bottle import route</c>.
    /// </summary>
    private CatalogName? CopyOf(string importer, ImportStatement import)
    {
        // A module's own name is looked up like any other import.
        if (_input.Copies.IsEmpty || (import.Level == 0 && !import.Module.Contains('.', StringComparison.Ordinal)))
        {
            return null;
        }

        var folder = WorkspacePath.Folder(importer);
        for (var level = 1; level < import.Level; level++)
        {
            folder = WorkspacePath.Folder(folder);
        }

        var relative = import.Module.TrimStart('.').Replace('.', '/');
        string[] starts = import.Level > 0 ? [folder] : [folder, _input.Path, WorkspacePath.Join(_input.Path, "src")];
        foreach (var copy in _input.Copies.Where(copy => copy.FrameworkId != _input.SelfId))
        {
            var root = copy.Root.EndsWith(".py", StringComparison.Ordinal) ? copy.Root[..^3] : copy.Root;
            foreach (var start in starts)
            {
                var target = relative.Length == 0 ? start : WorkspacePath.Join(start, relative);
                if ((WorkspacePath.IsWithin(target, root) || import.Names.Any(name => WorkspacePath.Join(target, name.Name) == root))
                    && _input.Catalog.FindImport(WorkspacePath.FileName(root)) is { } found && found.FrameworkId == copy.FrameworkId)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Declared distributions that the catalog doesn't know. One that is called like an import is what that import means: <c>import ninja</c> is the
    /// build tool where <c>ninja</c> is declared and Django Ninja is not.
    /// </summary>
    private HashSet<string> StrangersByName() =>
    [
        .. _input.Manifests.Where(manifest => !manifest.Format.IsLock())
            .SelectMany(manifest => manifest.Dependencies)
            .Where(dependency => dependency.Group != DependencyGroup.Constraint && _input.Catalog.FindDistribution(dependency.CanonicalName) is null)
            .Select(dependency => dependency.CanonicalName),
    ];

    private static string TopName(string module) =>
        Syntax.Packaging.NormalizedName.From(module.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? module[..dot] : module).Value;

    private void AddImport(FrameworkFacts facts, ImportUse use, HashSet<string> seen)
    {
        var text = Shorten(use.Import.FirstLine ?? use.Source.Text.Slice(use.Import.StatementSpan));
        if (use.Name.IsAddon)
        {
            facts.Signs |= AddonSign(use.Strength);
            AddEvidence(facts, EvidenceKind.Addon);
        }
        else
        {
            facts.Signs |= use.Strength switch
            {
                ImportStrength.TopLevel => Signs.TopLevelImport,
                ImportStrength.Lazy => Signs.LazyImport,
                ImportStrength.Doubtful => Signs.DoubtfulImport,
                _ => Signs.DevelopmentImport,
            };
            AddEvidence(facts, EvidenceKind.Import);
            foreach (var basis in BasesOf(facts.Framework))
            {
                basis.Signs |= AddonSign(use.Strength);
                AddEvidence(basis, EvidenceKind.Addon);
            }
        }

        // An import of the framework itself is a better place for a finding than one of an add-on.
        facts.Imports[(use.IsApplicationUse ? 0 : 2) + (use.Name.IsAddon ? 1 : 0)] ??= use.At;
        if (use.IsApplicationUse)
        {
            facts.ApplicationFiles += seen.Add($"file {facts.Framework.Id}") ? 1 : 0;
        }

        // One import a file is evidence enough; the list of imports has them all.
        void AddEvidence(FrameworkFacts target, EvidenceKind kind)
        {
            if (seen.Add($"{(int)kind} {target.Framework.Id}"))
            {
                target.Evidence.Add(new(kind, use.At, text));
            }
        }
    }

    private static Signs AddonSign(ImportStrength strength) => strength switch
    {
        ImportStrength.TopLevel => Signs.AddonImport,
        ImportStrength.Lazy => Signs.AddonLazyImport,
        _ => Signs.AddonWeakImport,
    };

    private ImportStrength StrengthOf(PythonFile source, ImportStatement import, CatalogName name, FrameworkFacts facts, HashSet<string> packages)
    {
        if (source.Role == PathRole.Development
            || (!_input.OfferedRoots.IsEmpty
                && (!facts.Framework.ServingModules.IsEmpty || !facts.Has(AnyDeclaration))
                && !_input.OfferedRoots.Any(root => WorkspacePath.IsWithin(source.Path, root) || source.Path == $"{root}.py")))
        {
            return ImportStrength.Development;
        }

        if (source.Role == PathRole.Integration
            || (import.Context & (ImportContext.Optional | ImportContext.TypeChecking)) != 0
            || (!name.IsAddon && !IsServing(source.Module, import, facts.Framework))
            || (!facts.Has(Signs.DeclaredMain) && IsAdapterModule(source.Path, facts.Framework, packages, isLoose: false))
            || (_input.IsPackage && !facts.Framework.ServingModules.IsEmpty && IsAdapterModule(source.Path, facts.Framework, packages, isLoose: true)))
        {
            return ImportStrength.Doubtful;
        }

        return import.Kind == ImportKind.Dynamic || (import.Context & (ImportContext.Function | ImportContext.Main)) != 0
            ? ImportStrength.Lazy
            : ImportStrength.TopLevel;
    }

    /// <summary>Whether an import is one of an application: for some frameworks (aiohttp) other modules are clients and libraries.</summary>
    private static bool IsServing(PythonModule module, ImportStatement import, Framework framework)
    {
        if (framework.ServingModules.IsEmpty)
        {
            return true;
        }

        foreach (var serving in framework.ServingModules)
        {
            if (IsBelow(import.Module, serving)
                || import.Names.Any(name => IsBelow($"{import.Module}.{name.Name}", serving))
                || (IsBelow(serving, import.Module) && import.Kind == ImportKind.Import && module.FindUse(serving) is not null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a package keeps a module for the framework (<c>library/flask.py</c>, <c>library/django/…</c>): how libraries lay out their adapters.
    /// Loosely, the name may say more: <c>library/webhook/aiohttp_server.py</c>.
    /// </summary>
    private static bool IsAdapterModule(string path, Framework framework, HashSet<string> packages, bool isLoose)
    {
        for (var (part, name) = (path, WorkspacePath.FileName(path)); ; name = WorkspacePath.FileName(part))
        {
            var folder = WorkspacePath.Folder(part);
            var module = name.EndsWith(".py", StringComparison.Ordinal) ? name[..^3] : name;
            if (packages.Contains(folder)
                && (module == framework.Id || framework.Imports.Contains(module)
                    || (isLoose && (module.StartsWith($"{framework.Id}_", StringComparison.Ordinal) || module.EndsWith($"_{framework.Id}", StringComparison.Ordinal)))))
            {
                return true;
            }

            if (folder == ".")
            {
                return false;
            }

            part = folder;
        }
    }

    private static bool IsBelow(string module, string above) =>
        module.StartsWith(above, StringComparison.Ordinal) && (module.Length == above.Length || module[above.Length] == '.');

    /// <summary>Looks for applications, routes and handlers in application code.</summary>
    private void ReadCode(CancellationToken cancellationToken)
    {
        var byFile = _imports.Where(use => use.IsApplicationUse && !use.Name.IsAddon)
            .GroupBy(use => use.Source.Path, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Select(use => use.Name.FrameworkId).Distinct(StringComparer.Ordinal).ToList(),
                StringComparer.Ordinal);
        var everywhere = Order(byFile.Values.SelectMany(ids => ids).Distinct(StringComparer.Ordinal));
        if (everywhere.Count == 0)
        {
            return;
        }

        foreach (var source in _input.Sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (source.Role != PathRole.Application)
            {
                continue;
            }

            // The application object is often imported from a neighbour, so a file may have routes without an import of the framework.
            var module = source.Module;
            var own = byFile.TryGetValue(source.Path, out var ids) ? Order(ids) : [];
            var sites = RouteCounter.Find(module, own.Count == 0 || own.Count == everywhere.Count ? everywhere : [.. own, .. everywhere.Where(framework => !ids!.Contains(framework.Id))]);
            if (!sites.IsEmpty)
            {
                _routes[source.Path] = sites;
            }

            foreach (var framework in own)
            {
                var facts = _facts[framework.Id];
                facts.Signs |= SignsOf(module, framework, sites, facts.Signs);
            }
        }

        // What builds on another framework has the more specific patterns.
        List<Framework> Order(IEnumerable<string> ids) =>
            [.. ids.Select(id => _facts[id].Framework).OrderBy(framework => framework.On is null).ThenBy(framework => framework.Id, StringComparer.Ordinal)];
    }

    /// <summary>Signs in one module; those that are <paramref name="known"/> need not be found again.</summary>
    private static Signs SignsOf(PythonModule module, Framework framework, ImmutableArray<RouteSite> sites, Signs known)
    {
        var code = framework.Code;
        var signs = Signs.None;
        var words = s_signWords.GetValue(code, static code => new(code));
        if ((!known.HasFlag(Signs.Constructor) && module.MayUseAny(words.Constructors)) || (!known.HasFlag(Signs.OwnConstruct) && module.MayUseAny(words.Constructs)))
        {
            foreach (var call in module.Calls)
            {
                Look(call.ResolvedName);
            }

            foreach (var type in module.Classes)
            {
                foreach (var @base in type.Bases)
                {
                    Look(@base.ResolvedName);
                }
            }

            foreach (var decorator in module.FunctionDecorators)
            {
                Look(decorator.ResolvedName);
            }
        }

        signs |= sites.Any(site => site.FrameworkId == framework.Id) ? Signs.Construct : 0;
        signs |= !known.HasFlag(Signs.WsgiName) && Uses(code.WsgiNames) ? Signs.WsgiName : 0;
        signs |= !known.HasFlag(Signs.AsgiName) && Uses(code.AsgiNames) ? Signs.AsgiName : 0;
        return signs;

        void Look(string name)
        {
            signs |= RouteCounter.ContainsName(code.AppConstructors, name) ? Signs.Constructor : 0;
            signs |= (signs & Signs.OwnConstruct) == 0
                && (RouteCounter.ContainsName(code.SubAppConstructors, name)
                    || RouteCounter.ContainsName(code.HandlerBases, name)
                    || code.RouteFunctions.Contains(name)
                    || (name.Contains('.', StringComparison.Ordinal) && code.RouteCalls.Contains(name))) ? Signs.OwnConstruct : 0;
        }

        bool Uses(ImmutableArray<string> names) => names.Any(name => module.FindUse(name) is not null
            || module.Imports.Any(import => import.Level == 0
                && (IsBelow(import.Module, name) || import.Names.Any(imported => $"{import.Module}.{imported.Name}" == name))));
    }

    /// <summary>The names of what shows that an application is made, for a quick look.</summary>
    private sealed class SignWords(CodePatterns code)
    {
        public NameWords Constructors { get; } = Anywhere(code.AppConstructors);

        public NameWords Constructs { get; } = Anywhere([.. code.SubAppConstructors, .. code.HandlerBases, .. code.RouteFunctions, .. code.RouteCalls]);

        private static NameWords Anywhere(ImmutableArray<string> names) => new(names, names, names);
    }
}
