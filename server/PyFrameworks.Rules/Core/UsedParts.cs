using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Rules;

/// <summary>A part of a framework that a project uses, and would have to find again elsewhere.</summary>
/// <param name="Battery">Battery identifier.</param>
/// <param name="By">The distribution that fills it, where the framework itself does not; null where it does.</param>
/// <param name="At">Where that shows.</param>
public sealed record UsedPart(string Battery, string? By, FileSpan At);

/// <summary>What of a framework and its add-ons a project stands on.</summary>
/// <param name="Parts">The parts in use, in the order in which batteries are shown.</param>
/// <param name="Extensions">Add-ons of the framework that run-time dependencies declare and that fill none of <paramref name="Parts"/>, by name.</param>
public sealed record UsedParts(ImmutableArray<UsedPart> Parts, ImmutableArray<string> Extensions)
{
    /// <summary>Nothing.</summary>
    public static UsedParts None { get; } = new([], []);

    /// <summary>What <paramref name="project"/> uses of <paramref name="framework"/>; general libraries, which move along, don't count.</summary>
    public static UsedParts Of(ProjectSnapshot project, Framework framework, CancellationToken cancellationToken)
    {
        var addons = Places.KnownRunTimeDeclarations(project)
            .Where(declaration => project.Catalog.FindDistribution(declaration.Dependency.CanonicalName) == new CatalogName(framework.Id, IsAddon: true))
            .DistinctBy(declaration => declaration.Dependency.CanonicalName)
            .ToList();
        var roles = project.Catalog.Companions.AddonSets.FirstOrDefault(set => set.Frameworks.Contains(framework.Id))?.Roles ?? [];
        var parts = ImmutableArray.CreateBuilder<UsedPart>();
        var filling = new HashSet<string>(StringComparer.Ordinal);
        foreach (var battery in Batteries.Titles.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var role = roles.FirstOrDefault(role => BatteryOf(role.Id) == battery);
            var fillers = role is null ? [] : addons.Where(addon => role.Distributions.Contains(addon.Dependency.CanonicalName)).ToList();
            filling.UnionWith(fillers.Select(addon => addon.Dependency.CanonicalName));
            if (FirstUse(project, Rules.Parts.NamesOf(framework, battery)) is { } at)
            {
                parts.Add(new(battery, By: null, at));
            }
            else if (fillers is [var first, ..])
            {
                parts.Add(new(battery, first.Dependency.Name, first.Name));
            }
        }

        return new(
            parts.ToImmutable(),
            [.. addons.Where(addon => !filling.Contains(addon.Dependency.CanonicalName)).Select(addon => addon.Dependency.Name).Order(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>Add-on sets speak of logins where the catalog's batteries speak of all that has to do with accounts.</summary>
    private static string BatteryOf(string role) => role == "login" ? "auth" : role;

    private static FileSpan? FirstUse(ProjectSnapshot project, ImmutableArray<string> names) => names.IsEmpty
        ? null
        : project.Files.Where(file => file.IsApplication).Select(file => Rules.Parts.FirstUse(file, names)).FirstOrDefault(use => use is not null);
}
