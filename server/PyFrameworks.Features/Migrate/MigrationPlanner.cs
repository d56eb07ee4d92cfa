using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>Plans a move from one framework to another by what the project's own code uses. A function of its input.</summary>
public static class MigrationPlanner
{
    private const string None = "none";

    /// <summary>The plan for <paramref name="project"/>.</summary>
    public static MigrationPlan Plan(ProjectSnapshot project, Framework from, Framework to, CancellationToken cancellationToken)
    {
        var items = Items(project, from, to, cancellationToken);
        var extensions = ExtensionMoves.Of(project, from, to, cancellationToken);
        var dependencies = Dependencies(project, from, to);
        var server = ServerMove.Of(project, from, to);
        var note = from.Migrations.FirstOrDefault(move => move.To == to.Id);
        var (size, reason) = PlanSizing.Of(from, to, project, items, extensions);
        return new()
        {
            From = from,
            To = to,
            Project = project,
            Warnings = Warnings(project, to),
            Size = size,
            SizeReason = reason,
            Items = items,
            Extensions = extensions,
            Dependencies = dependencies,
            Server = server,
            Steps = PlanSteps.Of(project, from, to, items, extensions, dependencies, server),
            Note = note,
            Sources = Sources(from, to, note, items, extensions),
        };
    }

    private static ImmutableArray<PlanItem> Items(ProjectSnapshot project, Framework from, Framework to, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<PlanItem>();
        if (to.On != from.Id && Imports(project, from) is { IsEmpty: false } imports && from.Imports is [var old, ..] && to.Imports is [var other, ..])
        {
            items.Add(new() { Concept = UsageWords.Imports, Places = imports, From = $"import {old}", To = $"import {other}", HasCounterpart = true });
        }

        foreach (var count in UsageCounter.Count(project, from, cancellationToken))
        {
            var (before, _) = Api(from, count.Id);
            var (after, hasCounterpart) = Api(to, count.Id);

            // What builds on the framework in use leaves alone what it has no way of its own for.
            var stays = (to.On == from.Id && (!hasCounterpart || Batteries.Titles.ContainsKey(count.Id) || after.StartsWith($"{from.Name}'s", StringComparison.Ordinal))) || before == after;
            items.Add(new()
            {
                Concept = count.Id,
                Places = count.Places,
                From = before,
                To = stays ? before : after,
                HasCounterpart = hasCounterpart || stays,
                Stays = stays,
                Note = Note(project, from, count.Id, cancellationToken),
            });
        }

        return items.ToImmutable();
    }

    /// <summary>Imports of the framework itself, in tests as well.</summary>
    private static ImmutableArray<FileSpan> Imports(ProjectSnapshot project, Framework from) =>
    [
        .. project.Imports
            .Where(import => import.FrameworkId == from.Id && project.Catalog.FindImport(import.Module) is not { IsAddon: true }
                && project.FindFile(import.At.Path)?.Role is not (null or PathRole.Vendored))
            .Select(import => import.At).Distinct().Order(),
    ];

    /// <summary>How a framework writes a concept or what fills a battery there, and whether it has it.</summary>
    private static (string Api, bool IsThere) Api(Framework framework, string id)
    {
        if (framework.Concepts.FirstOrDefault(concept => concept.Id == id) is { } concept)
        {
            var isNone = concept.Api == None || concept.Api.StartsWith("none;", StringComparison.Ordinal) || concept.Api.StartsWith("none ", StringComparison.Ordinal);
            return (isNone ? concept.Api[None.Length..].TrimStart(';', ' ') : concept.Api, !isNone);
        }

        return framework.Batteries.FirstOrDefault(battery => battery.Id == id) is { } part ? (part.What, part.Level is not BatteryLevel.None) : ("", false);
    }

    private static string Note(ProjectSnapshot project, Framework from, string id, CancellationToken cancellationToken)
    {
        switch (id)
        {
            case "route-mapping" when UsageCounter.HandlerClasses(project, from, cancellationToken) is > 0 and var classes:
                return $"{Say.Count(classes, "handler class", "handler classes")} in all";
            case "template-render" when project.TemplateFiles > 0:
                return $"{Say.Count(project.TemplateFiles, "file")} in the folders for templates";
            case "test-client" when PlanSteps.TestFunctions(project) is > 0 and var tests:
                return $"{Say.Count(tests, "test function")} in all";
            default:
                return "";
        }
    }

    private static ImmutableArray<PlanDependency> Dependencies(ProjectSnapshot project, Framework from, Framework to) =>
    [
        .. from use in project.FrameworkUses
           where use.Framework.Id == @from.Id && to.On != @from.Id
           from declaration in use.Declarations
           where !declaration.Manifest.Format.IsLock()
           orderby declaration.Name
           select new PlanDependency(
               new(declaration.Manifest.Path, declaration.Dependency.Span),
               declaration.Manifest.Text.Slice(declaration.Dependency.Span),
               ReplaceFramework.In(project, declaration.Manifest.Path, @from, to)),
    ];

    private static ImmutableArray<string> Warnings(ProjectSnapshot project, Framework to)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        var successor = to.Successor is { } id && project.Catalog.Find(id) is { } next ? $" Its authors name {next.Name} as its successor." : "";
        if (to.Lifecycle.Status is LifecycleStatus.Dormant or LifecycleStatus.Archived)
        {
            warnings.Add($"{to.Name} is {Words.Of(to.Lifecycle.Status)}: {to.Lifecycle.Evidence.TrimEnd('.')}.{successor}");
        }
        else if (!Lifecycles.HasSupportedRelease(to, project.Today) && to.Releases.MaxBy(release => release.EndOfLife) is { EndOfLife: { } end } last)
        {
            warnings.Add($"No release of {to.Name} is supported any more; {last.Series}, the last, ended on {Say.Date(end)}.{successor}");
        }

        if (PythonFit.RunsOn(to, project) == false)
        {
            warnings.Add($"No supported release of {to.Name} runs on the Pythons that the project allows ({project.RequiresPython!.Specifier}).");
        }

        return warnings.ToImmutable();
    }

    private static ImmutableArray<SourceReference> Sources(
        Framework from, Framework to, MigrationNote? note, ImmutableArray<PlanItem> items, ImmutableArray<PlanExtension> extensions) =>
    [
        .. (note is null ? [] : new[] { note.Source })
            .Concat(from.Usage.Where(pattern => items.Any(item => item.Concept == pattern.Id)).Select(pattern => pattern.Source))
            .Concat(extensions.Select(extension => extension.Source).OfType<SourceReference>())
            .Concat(new[] { from, to }.Where(framework => framework.Links.Documentation.Length > 0).Select(framework => new SourceReference($"{framework.Name} documentation", framework.Links.Documentation)))
            .DistinctBy(source => source.Url, StringComparer.Ordinal),
    ];
}
