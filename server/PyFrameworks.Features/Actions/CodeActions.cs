using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>What can be done at a place: mend or silence a finding, look at alternatives, write another framework into a manifest.</summary>
public static class CodeActions
{
    /// <summary>The actions that touch <paramref name="range"/> of the file at <paramref name="path"/>: mends, then alternatives, then moves, then silence.</summary>
    public static ImmutableArray<QuickFix> At(
        ProjectSnapshot project, ImmutableArray<Finding> findings, string path, TextSpan range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var here = findings.Where(finding => finding.At.Path == path && finding.At.Span.Intersects(range)).ToList();
        var actions = ImmutableArray.CreateBuilder<QuickFix>();
        foreach (var finding in here)
        {
            actions.AddRange(finding.Fixes.Select((fix, index) => new QuickFix
            {
                Title = fix.Title,
                Kind = ActionKind.QuickFix,
                Edits = fix.Edits,
                Finding = finding,
                IsPreferred = index == 0,
            }));
        }

        foreach (var framework in FrameworksAt(project, here, path, range))
        {
            actions.Add(new()
            {
                Title = $"Suggest alternatives to {framework.Name}",
                Kind = here.Any(finding => finding.FrameworkId == framework.Id) ? ActionKind.QuickFix : ActionKind.Rewrite,
                SuggestFor = framework.Id,
                Finding = here.FirstOrDefault(finding => finding.FrameworkId == framework.Id),
            });
        }

        foreach (var (from, to) in Moves(project, path, range))
        {
            if (ReplaceFramework.In(project, path, from, to) is { } fix)
            {
                actions.Add(new() { Title = fix.Title, Kind = ActionKind.Rewrite, Edits = fix.Edits });
            }
        }

        foreach (var finding in here.DistinctBy(finding => (finding.Code, project.TextOf(path)?.Lines.LineOf(finding.At.Span.Start))))
        {
            if (SuppressionEdits.IgnoreHere(project, finding, cancellationToken) is { } edit)
            {
                actions.Add(new() { Title = $"Ignore {finding.Code} here", Kind = ActionKind.QuickFix, Edits = [edit], Finding = finding });
            }
        }

        foreach (var finding in here.DistinctBy(finding => finding.Code))
        {
            if (SuppressionEdits.TurnOff(project, finding.Code) is var (settings, creates))
            {
                actions.Add(new()
                {
                    Title = $"Turn {finding.Code} off for this project",
                    Kind = ActionKind.QuickFix,
                    Edits = [settings],
                    CreatesFile = creates ? settings.At.Path : null,
                    Finding = finding,
                });
            }
        }

        return actions.ToImmutable();
    }

    /// <summary>What opens a view of the extension, for clients that have these views: the page of each rule that speaks here, the plan of a move away from a framework that is declared or imported here.</summary>
    /// <param name="project">The project.</param>
    /// <param name="findings">What the rules find in it.</param>
    /// <param name="path">The file.</param>
    /// <param name="range">The place.</param>
    /// <param name="uri">The address of the file.</param>
    public static ImmutableArray<QuickFix> Views(ProjectSnapshot project, ImmutableArray<Finding> findings, string path, TextSpan range, string uri)
    {
        var here = findings.Where(finding => finding.At.Path == path && finding.At.Span.Intersects(range)).ToList();
        return
        [
            .. FrameworksAt(project, here, path, range)
                .Where(framework => project.Primaries.Any(use => use.Framework.Id == framework.Id))
                .Select(framework => new QuickFix
                {
                    Title = $"Show a migration plan from {framework.Name}",
                    Kind = ActionKind.Rewrite,
                    Opens = ClientCommand.MigrationPlan(uri, framework.Id, null),
                }),
            .. here.DistinctBy(finding => finding.Code).Select(finding => new QuickFix
            {
                Title = $"Explain {finding.Code}",
                Kind = ActionKind.QuickFix,
                Opens = ClientCommand.ExplainRule(finding.Code),
                Finding = finding,
            }),
        ];
    }

    /// <summary>The frameworks that are declared at the place, each with those to which the catalog has a way and that are looked after.</summary>
    private static IEnumerable<(Framework From, Framework To)> Moves(ProjectSnapshot project, string path, TextSpan range) =>
        from dependency in project.FindManifest(path)?.Dependencies ?? []
        where dependency.Span.Intersects(range)
        let known = project.Catalog.FindDistribution(dependency.CanonicalName)
        where known is { IsAddon: false }
        let framework = project.Catalog.Find(known.Value.FrameworkId)
        from move in framework.Migrations
        let target = project.Catalog.Find(move.To)
        where target is not null && Lifecycles.IsAlive(target, project.Today)
        select (framework, target);

    /// <summary>Frameworks that the findings are about, or that a dependency or import at the place names.</summary>
    private static IEnumerable<Framework> FrameworksAt(ProjectSnapshot project, List<Finding> findings, string path, TextSpan range)
    {
        var declared = project.FindManifest(path)?.Dependencies
            .Where(dependency => dependency.Span.Intersects(range))
            .Select(dependency => project.Catalog.FindDistribution(dependency.CanonicalName) is { IsAddon: false } known ? known.FrameworkId : null) ?? [];
        var imported = project.Imports.Where(import => import.At.Path == path && import.At.Span.Intersects(range)).Select(import => import.FrameworkId);
        return findings.Select(finding => finding.FrameworkId)
            .Concat(declared)
            .Concat(imported)
            .OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(project.Catalog.Find).OfType<Framework>();
    }
}
