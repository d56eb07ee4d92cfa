using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>What becomes of the add-ons that a project uses.</summary>
internal static class ExtensionMoves
{
    private const int Shown = 3;

    /// <summary>The add-ons in use, by name: those that the project declares for run time, and those that its code imports undeclared.</summary>
    public static ImmutableArray<PlanExtension> Of(ProjectSnapshot project, Framework from, Framework to, CancellationToken cancellationToken)
    {
        var set = project.Catalog.Companions.AddonSets.FirstOrDefault(entry => entry.Frameworks.Contains(from.Id));
        var found = new SortedDictionary<string, (string Name, List<FileSpan> Places)>(StringComparer.Ordinal);
        foreach (var declaration in Places.RunTimeDeclarations(project))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = declaration.Dependency.CanonicalName;
            if (to.Distributions.Contains(name) || !(IsAddon(project, from, name) || set?.Roles.Any(role => role.Distributions.Contains(name)) == true))
            {
                continue;
            }

            if (!found.TryGetValue(name, out var entry))
            {
                found[name] = entry = (declaration.Dependency.Name, []);
            }

            entry.Places.Add(declaration.Name);
        }

        foreach (var addon in from.ImpliedBy.Where(addon => addon.Import is not null && !addon.Distribution.EndsWith('*') && !found.ContainsKey(addon.Distribution) && !to.Distributions.Contains(addon.Distribution)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var imports = project.Imports.Where(import => IsOrIsIn(import.Module, addon.Import!) && project.FindFile(import.At.Path)?.IsApplication == true).Select(import => import.At).ToList();

            // Two distributions may share an import name; the one that is declared is meant.
            if (imports.Count > 0 && !from.ImpliedBy.Any(other => other.Import == addon.Import && found.ContainsKey(other.Distribution)))
            {
                found[addon.Distribution] = (addon.Distribution, imports);
            }
        }

        return [.. found.Select(entry => Describe(project, from, to, set, entry.Key, entry.Value.Name, [.. entry.Value.Places]))];
    }

    private static bool IsAddon(ProjectSnapshot project, Framework from, string distribution) =>
        project.Catalog.FindDistribution(distribution) is { } known
        && (known.IsAddon ? known.FrameworkId == from.Id : project.Catalog.Find(known.FrameworkId)?.On == from.Id);

    private static PlanExtension Describe(ProjectSnapshot project, Framework from, Framework to, AddonSet? set, string distribution, string name, ImmutableArray<FileSpan> places)
    {
        var role = set?.Roles.FirstOrDefault(entry => entry.Distributions.Contains(distribution));
        var extension = new PlanExtension { Name = name, Role = role?.Title ?? "", Fate = ExtensionFate.Unknown, Places = places };
        if (to.On == from.Id)
        {
            return extension with { Fate = ExtensionFate.Stays, Note = $"{to.Name} builds on {from.Name}" };
        }

        var companions = project.Catalog.Companions;
        var replacements = companions.Replacements.Where(entry => entry.Distribution == distribution && entry.Framework == to.Id).ToList();
        if (replacements.Count > 0)
        {
            return extension with
            {
                Fate = ExtensionFate.Replaced,
                Replacements = [.. replacements.Select(entry => entry.Use)],
                Note = string.Join("; ", replacements.Select(entry => entry.Note).Where(note => note.Length > 0)),
                Source = replacements[0].Source,
            };
        }

        var other = companions.AddonSets.FirstOrDefault(entry => entry.Frameworks.Contains(to.Id));
        if (role is not null && BatteryOf(to, role.Id) is { Level: BatteryLevel.BuiltIn or BatteryLevel.Official } battery)
        {
            return extension with { Fate = ExtensionFate.Replaced, Replacements = [battery.What], Note = $"{to.Name} brings {battery.What}", Source = battery.Source };
        }

        if (!IsAddon(project, from, distribution))
        {
            return extension with { Fate = ExtensionFate.Stays, Note = $"it does not depend on {from.Name}" };
        }

        if (role is not null && other?.Roles.FirstOrDefault(entry => entry.Id == role.Id) is { } counterpart)
        {
            // The framework's own add-ons come before general libraries.
            var own = counterpart.Distributions.OrderBy(entry => project.Catalog.FindDistribution(entry) is { } known && known.FrameworkId == to.Id ? 0 : 1).Take(Shown);
            return extension with { Fate = ExtensionFate.Replaced, Replacements = [.. own], Source = other.Source };
        }

        return extension with { Note = $"the catalog knows no replacement under {to.Name}" };
    }

    /// <summary>The battery that fills a role of add-ons; the two vocabularies differ in a few words.</summary>
    private static Battery? BatteryOf(Framework framework, string role)
    {
        var id = role == "login" ? "auth" : role;
        return framework.Batteries.FirstOrDefault(battery => battery.Id == id);
    }

    private static bool IsOrIsIn(string module, string outer) =>
        module.StartsWith(outer, StringComparison.Ordinal) && (module.Length == outer.Length || module[outer.Length] == '.');
}
