using System.Runtime.CompilerServices;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Python;

namespace PyFrameworks.ProjectModel;

/// <summary>The packages of a catalog whose imports tell something, so that files without them need not be looked into.</summary>
public static class ImportedPackages
{
    private static readonly ConditionalWeakTable<FrameworkCatalog, PackageNames> s_frameworks = [];
    private static readonly ConditionalWeakTable<FrameworkCatalog, PackageNames> s_signals = [];
    private static readonly ConditionalWeakTable<FrameworkCatalog, HashSet<string>> s_beginnings = [];

    /// <summary>Those of frameworks and their add-ons.</summary>
    public static PackageNames Of(FrameworkCatalog catalog) => s_frameworks.GetValue(catalog, static catalog => new(catalog.ImportNames));

    /// <summary>Those that show what a project needs.</summary>
    internal static PackageNames OfSignals(FrameworkCatalog catalog) =>
        s_signals.GetValue(catalog, static catalog => new(catalog.Companions.Signals.SelectMany(signal => signal.Imports)));

    /// <summary>The first parts of the modules that show what a project needs.</summary>
    internal static HashSet<string> BeginningsOfSignals(FrameworkCatalog catalog) => s_beginnings.GetValue(
        catalog, static catalog => catalog.Companions.Signals.SelectMany(signal => signal.Imports).Select(module => module.Split('.')[0]).ToHashSet(StringComparer.Ordinal));
}
