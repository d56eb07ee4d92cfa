using PyFrameworks.Catalog;

namespace PyFrameworks.ProjectModel;

/// <summary>What is known of a project as a whole when roles are decided.</summary>
/// <param name="HasPython">Whether it has Python files beside those of its packaging.</param>
/// <param name="ReadsImports">Whether Python files were looked into; where not, what is declared has to say it all.</param>
/// <param name="IsLibrary">Whether it is packaged under a name.</param>
/// <param name="DeclaringFiles">Number of Python files of a package that says what it needs at run time; 0 where there is no package or it doesn't say.</param>
internal readonly record struct ProjectTraits(bool HasPython, bool ReadsImports, bool IsLibrary, int DeclaringFiles);

/// <summary>
/// Decides roles. <list type="number">
/// <item>The project's own framework is <c>self</c>, and then no other is <c>primary</c>, save the one that an add-on adds to.</item>
/// <item>A framework is <c>primary</c> when application code imports it and a manifest, a frozen file or a copy in the tree brings it, or the code
/// makes applications or routes with what it imports at module level, or a strong marker file shows it; in a project without code, when it is itself declared at run time.</item>
/// <item>Declared only in an extra or a group of a library, it is <c>dev</c>, unless a command starts the application made with it.</item>
/// <item>What is imported but neither declared nor built with, or only within functions, is <c>primary</c> only where nothing else is; otherwise <c>dev</c>. So is,
/// without code, a declared framework that may be meant as a client.</item>
/// <item>An extension called after the framework is built on it, whatever its manifests say.</item>
/// <item>Beside another primary, what a file or two use unasked, what only serves, and what only helps is <c>dev</c>.</item>
/// <item>Imports that are optional, for type checking, in integrations or of a client's modules make <c>dev</c>, whatever is declared.</item>
/// <item>Declared and never imported is <c>unused</c>, or <c>transitive</c> when another declared framework is built on it.</item>
/// <item>A framework on which a primary one is built stays <c>primary</c> only when it is used in its own right; then the other one is its add-on
/// if the catalog says that it is a platform on it.</item>
/// </list>
/// </summary>
internal static class RoleDecision
{
    private const int ManyFiles = 10;
    private const int FewFiles = 2;
    private const int SmallShare = 10;
    private const Signs Asked = Signs.DeclaredMain | Signs.DeclaredOther | Signs.AddonDeclaredMain | Signs.AddonDeclaredOther | Signs.OwnSource;
    private const Signs ApplicationImport = Signs.TopLevelImport | Signs.LazyImport;
    private const Signs Constructs = Signs.Constructor | Signs.OwnConstruct | Signs.Construct;
    private const Signs ApplicationAddon = Signs.AddonImport | Signs.AddonLazyImport;

    /// <summary>Roles by framework identifier; what is left out is not in use at all.</summary>
    public static SortedList<string, FrameworkRole> Decide(IReadOnlyDictionary<string, FrameworkFacts> facts, ProjectTraits project)
    {
        var roles = new SortedList<string, FrameworkRole>(StringComparer.Ordinal);
        var candidates = new List<FrameworkFacts>();
        foreach (var (id, found) in facts)
        {
            switch (DecideAlone(found, project))
            {
                case (null, true):
                    candidates.Add(found);
                    break;
                case ({ } role, _):
                    roles[id] = role;
                    break;
            }
        }

        // Between several that are merely imported, the one in most files is what the application is about.
        var best = roles.ContainsValue(FrameworkRole.Primary)
            ? null
            : candidates.OrderBy(found => IsAddon(found.Framework)).ThenByDescending(found => found.ApplicationFiles).FirstOrDefault();
        foreach (var found in candidates)
        {
            roles[found.Framework.Id] = found == best || (IsAddon(found.Framework) && best is not null) ? FrameworkRole.Primary : FrameworkRole.Dev;
        }

        SettleSideIssues(facts, roles);
        SettlePlatforms(facts, roles);
        SettleSelf(facts, roles);
        foreach (var (id, found) in facts)
        {
            if (IsAddon(found.Framework) && roles.TryGetValue(id, out var role) && role == FrameworkRole.Primary)
            {
                roles[id] = roles.ContainsKey(found.Framework.On!) ? FrameworkRole.Addon : role;
            }
        }

        return roles;
    }

    /// <summary>Whether <paramref name="upper"/> is built on <paramref name="lower"/> without being one of its add-ons.</summary>
    internal static bool IsBuiltOn(Framework upper, Framework lower) =>
        upper.Id != lower.Id
        && !IsAddon(upper)
        && (upper.On == lower.Id || lower.ImpliedBy.Any(implied => upper.Distributions.Contains(implied.Distribution)));

    /// <summary>Whether it may be meant as a client or an event loop: it brings its own server, and only some of its modules serve.</summary>
    private static bool IsClientToo(Framework framework) => !framework.ServingModules.IsEmpty && framework.Interfaces.Contains(ServerInterface.Own);

    private static bool IsPlain(Framework framework) => framework.Kind is FrameworkKind.Micro or FrameworkKind.Async;

    private static bool IsAddon(Framework framework) => framework is { Kind: FrameworkKind.Addon, On: not null };

    /// <summary>The role by the framework's own signs; (null, true) where it depends on what else there is, (null, false) where it is not in use.</summary>
    private static (FrameworkRole? Role, bool IsCandidate) DecideAlone(FrameworkFacts facts, ProjectTraits project)
    {
        if (facts.Has(Signs.Self))
        {
            return (FrameworkRole.Self, false);
        }

        if (IsPrimary(facts, project))
        {
            return (FrameworkRole.Primary, false);
        }

        // Without code, nobody can tell whether aiohttp serves or asks.
        if (!project.HasPython && facts.Has(Signs.DeclaredMain))
        {
            return (null, true);
        }

        var isUsed = facts.Has(ApplicationImport | ApplicationAddon);
        var isBuiltWith = facts.Has(Signs.TopLevelImport | Signs.AddonImport) || facts.Has(Constructs);
        if (isUsed && isBuiltWith && !facts.Has(Signs.DeclaredOther | Signs.AddonDeclaredOther) && !project.IsLibrary)
        {
            return (null, true);
        }

        if (isUsed || facts.Has(Signs.DoubtfulImport | Signs.DevelopmentImport | Signs.AddonWeakImport))
        {
            return (FrameworkRole.Dev, false);
        }

        if (facts.Has(Signs.DeclaredMain | Signs.AddonDeclaredMain))
        {
            return (FrameworkRole.Unused, false);
        }

        if (facts.Has(Signs.DeclaredOther | Signs.AddonDeclaredOther | Signs.DeclaredSession))
        {
            return (FrameworkRole.Dev, false);
        }

        return (facts.Has(Signs.DeclaredTransitive | Signs.Locked) ? FrameworkRole.Transitive : null, false);
    }

    private static bool IsPrimary(FrameworkFacts facts, ProjectTraits project)
    {
        if (facts.Has(Signs.StrongMarker))
        {
            return true;
        }

        var isDeclared = facts.Has(Signs.DeclaredMain);
        if (!project.HasPython)
        {
            return (isDeclared || (!project.ReadsImports && facts.Has(Signs.AddonDeclaredMain))) && !IsClientToo(facts.Framework);
        }

        // A framework of which only the client's modules are imported is not what its declaration or a marker is about.
        var isDoubtful = facts.Has(Signs.DoubtfulImport) && !facts.Has(ApplicationImport);
        if (isDeclared && !isDoubtful && facts.Has(Signs.Setting | Signs.Command | Signs.WeakMarker))
        {
            return true;
        }

        if (facts.Has(ApplicationImport))
        {
            return isDeclared
                || (facts.Has(Signs.NamedAfter) && facts.ApplicationFiles > 1)
                || facts.Has(Signs.DeclaredTransitive | Signs.OwnSource | Signs.AddonDeclaredMain)
                || (facts.Has(Constructs) && IsApplicationOf(facts, project))
                || (facts.Has(Signs.Command) && facts.Has(Signs.TopLevelImport));
        }

        return facts.Has(ApplicationAddon) && (isDeclared || facts.Has(Signs.AddonDeclaredMain | Signs.DeclaredTransitive));
    }

    /// <summary>
    /// Beside what the application is built on, these are side issues: what one file imports within functions while many import the other; what nothing
    /// asks for and one or two files use while the other is asked for; and a framework that makes no application or route while the other does, since
    /// its server alone may be wanted (Tornado's WSGI container, CherryPy's tree).
    /// </summary>
    private static void SettleSideIssues(IReadOnlyDictionary<string, FrameworkFacts> facts, SortedList<string, FrameworkRole> roles)
    {
        var primaries = roles.Where(pair => pair.Value == FrameworkRole.Primary).Select(pair => facts[pair.Key]).ToList();
        foreach (var found in primaries.Where(found => !found.Has(Signs.StrongMarker | Signs.WeakMarker | Signs.Command | Signs.Setting | ApplicationAddon)))
        {
            // Micro-frameworks and asynchronous ones have an application object; pages of a dashboard or a CMS need none.
            var makesNothing = IsPlain(found.Framework) && found.Has(Signs.TopLevelImport) && !found.Has(Constructs);
            var others = primaries.Where(other => other != found && roles[other.Framework.Id] == FrameworkRole.Primary).ToList();
            var isLazy = found.ApplicationFiles == 1 && !found.Has(Signs.TopLevelImport)
                && others.Exists(other => other.Has(Signs.TopLevelImport) && other.ApplicationFiles >= ManyFiles);
            var isUnasked = found.ApplicationFiles <= FewFiles && !found.Has(Asked)
                && others.Exists(other => other.Has(Signs.DeclaredMain | Signs.AddonDeclaredMain))
                && !others.Exists(other => IsBuiltOn(other.Framework, found.Framework));
            var isServer = makesNothing
                && found.Framework.Interfaces.Contains(ServerInterface.Own)
                && others.Exists(other => other.Has(Constructs) && other.Framework.Interfaces.Contains(ServerInterface.Wsgi));

            // FastAPI's helpers in a Starlette application make no FastAPI application.
            var isHelper = makesNothing && others.Exists(other => other.Has(Signs.Constructor) && IsBuiltOn(found.Framework, other.Framework));
            if (isLazy || isUnasked || isServer || isHelper)
            {
                roles[found.Framework.Id] = FrameworkRole.Dev;
            }
        }
    }

    /// <summary>A framework's own source may serve others or run on their servers, but is an application of none; an add-on's is one of what it adds to.</summary>
    private static void SettleSelf(IReadOnlyDictionary<string, FrameworkFacts> facts, SortedList<string, FrameworkRole> roles)
    {
        var platforms = facts.Values.Where(found => found.Has(Signs.Self)).Select(found => found.Framework.On).ToList();
        if (platforms.Count == 0)
        {
            return;
        }

        foreach (var id in roles.Where(pair => pair.Value is FrameworkRole.Primary && !platforms.Contains(pair.Key)).Select(pair => pair.Key).ToList())
        {
            roles[id] = facts[id].Has(Signs.DeclaredMain | Signs.AddonDeclaredMain) ? FrameworkRole.Transitive : FrameworkRole.Dev;
        }
    }

    /// <summary>
    /// Whether what the code makes with an undeclared framework, or one of an extra or group, is the application: not when only a function imports it, nor in
    /// a library that serves itself when its extra is installed, unless a command starts it. A package that says what it needs doesn't need
    /// what a few of its many modules import besides.
    /// </summary>
    private static bool IsApplicationOf(FrameworkFacts facts, ProjectTraits project) =>
        facts.Has(Signs.Command)
        || (facts.Has(Signs.TopLevelImport) && !(project.IsLibrary && (facts.Has(Signs.DeclaredOther) || (!facts.Has(Signs.Locked) && facts.ApplicationFiles * SmallShare <= project.DeclaringFiles))));

    /// <summary>Those that are built on <paramref name="lower"/>, or on one that is: NiceGUI on FastAPI on Starlette.</summary>
    private static List<FrameworkFacts> BuiltOn(FrameworkFacts lower, IReadOnlyDictionary<string, FrameworkFacts> facts)
    {
        var found = new List<FrameworkFacts> { lower };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(facts.Values.Where(upper => IsBuiltOn(upper.Framework, found[i].Framework) && !found.Contains(upper)).ToList());
        }

        found.RemoveAt(0);
        return found;
    }

    /// <summary>FastAPI is built on Starlette: the lower one is an answer of its own only where the code uses it as such.</summary>
    private static void SettlePlatforms(IReadOnlyDictionary<string, FrameworkFacts> facts, SortedList<string, FrameworkRole> roles)
    {
        foreach (var lower in facts.Values)
        {
            if (!roles.TryGetValue(lower.Framework.Id, out var role) || role is FrameworkRole.Self or FrameworkRole.Addon)
            {
                continue;
            }

            var uppers = BuiltOn(lower, facts);
            if (role == FrameworkRole.Primary)
            {
                // A package for a CMS uses what that is built on as well, and often declares neither.
                foreach (var cms in uppers.Where(upper => upper.Framework.Kind == FrameworkKind.Cms && upper.Has(Signs.TopLevelImport | Signs.AddonImport)
                    && roles.TryGetValue(upper.Framework.Id, out var upperRole) && upperRole == FrameworkRole.Dev))
                {
                    roles[cms.Framework.Id] = FrameworkRole.Primary;
                }
            }

            var builtOn = uppers.Where(upper => roles.TryGetValue(upper.Framework.Id, out var upperRole) && upperRole is FrameworkRole.Primary or FrameworkRole.Addon or FrameworkRole.Self).ToList();

            // In a framework's own source, what it is built on is never the answer; nor where a few modules step down to it from what most modules use.
            // Nor is what a dashboard is only given as its server, without a route of its own.
            var isOwnRight = !builtOn.Exists(upper => roles[upper.Framework.Id] == FrameworkRole.Self
                    || (IsPlain(upper.Framework) && upper.ApplicationFiles > 2 * lower.ApplicationFiles)
                    || (upper.Framework.Kind == FrameworkKind.DataApp && !(lower.Has(Signs.Constructor) && lower.Has(Signs.OwnConstruct | Signs.Construct))))
                && (lower.Has(Signs.Constructor) || (lower.Has(Signs.DeclaredMain) && lower.Has(Signs.StrongMarker | Signs.OwnConstruct)));
            if (role == FrameworkRole.Primary && builtOn.Count > 0)
            {
                if (!isOwnRight)
                {
                    roles[lower.Framework.Id] = FrameworkRole.Transitive;
                }
                else
                {
                    // Klein and Twisted, FastAPI and Starlette: two ways to the same end, and both are used.
                    foreach (var upper in builtOn.Where(upper => upper.Framework.On == lower.Framework.Id
                        && (!IsPlain(upper.Framework) || upper.ApplicationFiles * 2 < lower.ApplicationFiles)))
                    {
                        roles[upper.Framework.Id] = FrameworkRole.Addon;
                    }
                }
            }
            else if (role == FrameworkRole.Unused && uppers.Exists(upper => upper.Has(Signs.DeclaredMain)))
            {
                roles[lower.Framework.Id] = FrameworkRole.Transitive;
            }
            else if (role == FrameworkRole.Dev && uppers.Exists(IsPart) && lower.Has(ApplicationImport | Signs.DoubtfulImport) && !lower.Has(Signs.DeclaredOther))
            {
                roles[lower.Framework.Id] = FrameworkRole.Transitive;
            }
        }

        // Starlette is part of FastAPI, and that of NiceGUI.
        bool IsPart(FrameworkFacts upper) => roles.TryGetValue(upper.Framework.Id, out var role) && role switch
        {
            FrameworkRole.Primary or FrameworkRole.Addon or FrameworkRole.Self => true,
            FrameworkRole.Transitive => upper.Has(ApplicationImport | Signs.DoubtfulImport),
            _ => false,
        };
    }
}
