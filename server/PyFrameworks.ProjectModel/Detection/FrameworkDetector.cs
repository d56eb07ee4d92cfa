using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>Turns evidence into frameworks with roles.</summary>
internal static class FrameworkDetector
{
    /// <summary>The frameworks of a project, primary first, then by confidence and identifier.</summary>
    public static ImmutableArray<FrameworkUse> Detect(DetectionInput input, ProjectEvidence evidence)
    {
        var traits = new ProjectTraits(
            input.Sources.Any(source => source.Role != PathRole.Vendored && !IsPackagingScript(source.Path)),
            input.ReadsImports,
            IsLibrary(input),
            input.IsPackage && DeclaresNeeds(input) ? input.Sources.Count(source => source.IsApplication) : 0);
        var roles = RoleDecision.Decide(evidence.Facts, traits);
        return
        [
            .. roles.Select(pair => MakeUse(evidence.Facts[pair.Key], pair.Value, roles))
                .OrderBy(use => use.Role != FrameworkRole.Primary)
                .ThenByDescending(use => use.Confidence)
                .ThenBy(use => use.Framework.Id, StringComparer.Ordinal),
        ];
    }

    private static FrameworkUse MakeUse(FrameworkFacts facts, FrameworkRole role, SortedList<string, FrameworkRole> roles)
    {
        var framework = facts.Framework;
        return new()
        {
            Framework = framework,
            Role = role,
            On = framework.On is { } on && roles.ContainsKey(on) && (role == FrameworkRole.Addon || framework.Kind == FrameworkKind.Addon) ? on : null,
            Interface = InterfaceOf(facts),
            Confidence = ConfidenceScore.Of(facts.Signs),
            Declarations =
            [
                .. facts.Declarations
                    .OrderBy(pair => !pair.IsRuntime)
                    .ThenBy(pair => pair.Declaration.Manifest.Format.Precedence(pair.Declaration.Manifest.Path))
                    .ThenBy(pair => pair.Declaration.Name)
                    .Select(pair => pair.Declaration),
            ],
            LockedVersion = facts.LockedVersion?.ToString(),
            Evidence = [.. facts.Evidence.Distinct().OrderBy(item => item.At).ThenBy(item => item.Kind).ThenBy(item => item.Text, StringComparer.Ordinal)],
            FirstImport = facts.FirstImport,
        };
    }

    /// <summary>The interface that the code's names show; where they show none or both, the one that a command's server offers, else the catalog's first.</summary>
    private static ServerInterface InterfaceOf(FrameworkFacts facts)
    {
        var offered = facts.Framework.Interfaces;
        var (isWsgi, isAsgi) = (facts.Has(Signs.WsgiName), facts.Has(Signs.AsgiName));
        if (isWsgi != isAsgi && offered.Contains(isAsgi ? ServerInterface.Asgi : ServerInterface.Wsgi))
        {
            return isAsgi ? ServerInterface.Asgi : ServerInterface.Wsgi;
        }

        return facts.CommandInterface is { } byCommand && offered.Contains(byCommand) ? byCommand
            : offered.IsEmpty ? ServerInterface.Own
            : offered[0];
    }

    /// <summary>A setup.py says what a project needs; it is no code that could use it. A notebook is no part of the application.</summary>
    private static bool IsPackagingScript(string path) =>
        WorkspacePath.FileName(path) is "setup.py" or "__pkginfo__.py" or "noxfile.py" or "conftest.py" || FileKinds.IsNotebook(path);

    private static bool DeclaresNeeds(DetectionInput input) =>
        input.Manifests.Any(manifest => manifest.Format is not (ManifestFormat.Script or ManifestFormat.Constraints) && !manifest.Format.IsLock()
            && manifest.HasMainDependencies)
        && !input.Manifests.Any(manifest => manifest.IsDynamic);

    private static bool IsLibrary(DetectionInput input) =>
        input.IsPackage || input.Manifests.Any(manifest => manifest.ProjectName is not null && manifest.HasMainDependencies);
}
