using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>The order of work: tests first, then what everything else rests on, then the routes, then what hangs on them, the server last.</summary>
internal static class PlanSteps
{
    private const string Routes = "route-mapping";
    private const string Tests = "test-client";

    /// <summary>Groups of kinds that are moved together, with the words of the step.</summary>
    private static readonly (string Text, string[] Concepts)[] s_groups =
    [
        ("Change the import statements", [UsageWords.Imports]),
        ("Set up the application object and its configuration", ["app-object", "config", "dependency-injection"]),
        ("Move the data and what is built on it", ["orm", "migrations", "auth", "admin", "forms", "csrf", "caching", "i18n"]),
        ("Move the parts of the application and its routes, one module at a time and the smallest first", ["sub-app", Routes, "path-parameter", "query-params", "request-object", "json-response"]),
        ("Move hooks, error handlers and sessions", ["middleware-hooks", "error-handler", "session"]),
        ("Move templates and static files", ["template-render", "static-files"]),
        ("Move WebSockets and background work", ["websocket-endpoint", "background-task", "cli-scaffolding"]),
    ];

    /// <summary>The steps in order.</summary>
    public static ImmutableArray<PlanStep> Of(
        ProjectSnapshot project,
        Framework from,
        Framework to,
        ImmutableArray<PlanItem> items,
        ImmutableArray<PlanExtension> extensions,
        ImmutableArray<PlanDependency> dependencies,
        string server)
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        var moving = items.Where(item => !item.Stays).ToDictionary(item => item.Concept, StringComparer.Ordinal);
        steps.Add(First(project, from, items));
        AddDependency(steps, project, from, to, dependencies);
        AddExtensions(steps, extensions.Where(extension => extension.Fate != ExtensionFate.Stays).ToList());
        foreach (var (text, concepts) in s_groups)
        {
            var here = concepts.Where(moving.ContainsKey).Select(concept => moving[concept]).ToList();
            if (here.Count > 0)
            {
                steps.Add(new(
                    $"{text}: {Say.List([.. here.Select(item => UsageWords.Count(item.Concept, item.Places.Length))])}{Gaps(here, to)}.",
                    here.Sum(item => item.Places.Length),
                    [.. here.Select(item => item.Concept)]));
            }
        }

        if (moving.TryGetValue(Tests, out var tests))
        {
            steps.Add(new($"Move the tests to the test client of {to.Name}: {UsageWords.Count(Tests, tests.Places.Length)}{Gaps([tests], to)}.", tests.Places.Length, [Tests]));
        }

        var commands = ServerMove.Commands(project).Count();
        steps.Add(new($"Change the server{(commands > 0 ? $" in {Say.Count(commands, "command")}" : "")}: {server}.", commands, ["production-server"]));
        return steps.ToImmutable();
    }

    /// <summary>Functions of test modules that a test runner would pick up.</summary>
    public static int TestFunctions(ProjectSnapshot project) => project.Files
        .Where(file => file.Role == PathRole.Development && IsTest(file.Path))
        .Sum(file => file.Module.Functions.Count(function => function.Name.StartsWith("test", StringComparison.Ordinal)));

    private static PlanStep First(ProjectSnapshot project, Framework from, ImmutableArray<PlanItem> items)
    {
        var tests = TestFunctions(project);
        var routes = items.FirstOrDefault(item => item.Concept == Routes)?.Places.Length ?? 0;
        var covers = routes == 0 ? "" : $" for what {(routes == 1 ? "the route answers" : $"the {Say.Count(routes, "route")} answer")}";
        return tests == 0
            ? new($"Write tests{(covers.Length == 0 ? "" : covers)} before anything moves: the project has none that a test runner would find.", routes, [Tests])
            : new($"Run the {(tests == 1 ? "test function" : Say.Count(tests, "test function"))} and fill the gaps{covers}, so that each later step can be checked against {from.Name}.", tests, [Tests]);
    }

    private static void AddDependency(ImmutableArray<PlanStep>.Builder steps, ProjectSnapshot project, Framework from, Framework to, ImmutableArray<PlanDependency> dependencies)
    {
        var name = to.DistributionName.Length > 0 ? to.DistributionName : to.Name;
        var isThere = project.FrameworkUses.Any(use => use.Framework.Id == to.Id && !use.Declarations.IsEmpty);
        var byHand = to.DistributionName.Length > 0 ? "" : $"; {to.Name} is installed from its own pages, not from an index";
        if (isThere)
        {
            return;
        }

        if (dependencies.IsEmpty)
        {
            steps.Add(new($"Add {name} to what the project declares{byHand}.", 0, []));
            return;
        }

        var files = dependencies.Select(entry => entry.At.Path).Distinct(StringComparer.Ordinal).ToList();
        var offered = dependencies.Where(entry => entry.Fix is not null).Select(entry => entry.At.Path).Distinct(StringComparer.Ordinal).ToList();
        var help = offered.Count == 0 ? byHand : $"; the code action \"{ReplaceFramework.Title(from, to)}\" does it in {Say.List(offered)}";
        steps.Add(new($"Write {name} in the place of {from.Name} in {Say.List(files)}{help}. Nothing else is rewritten automatically.", dependencies.Length, []));
    }

    private static void AddExtensions(ImmutableArray<PlanStep>.Builder steps, List<PlanExtension> extensions)
    {
        if (extensions.Count == 0)
        {
            return;
        }

        var unknown = extensions.Where(extension => extension.Fate == ExtensionFate.Unknown).Select(extension => extension.Name).ToList();
        var rest = unknown.Count == 0 ? "" : $"; no replacement is known for {Say.List(unknown)}, so decide about {(unknown.Count == 1 ? "it" : "them")} before going on";
        steps.Add(new($"Replace {Say.Count(extensions.Count, "add-on")}{rest}.", extensions.Count, []));
    }

    private static string Gaps(List<PlanItem> items, Framework to)
    {
        var gaps = items.Where(item => !item.HasCounterpart).Select(item => UsageWords.Title(item.Concept)).ToList();
        return gaps.Count == 0 ? "" : $"; {to.Name} has no counterpart for {Say.List(gaps)}";
    }

    private static bool IsTest(string path)
    {
        var name = WorkspacePath.FileName(path);
        return path.Split('/').SkipLast(1).Any(part => part.StartsWith("test", StringComparison.Ordinal) || part.EndsWith("tests", StringComparison.Ordinal))
            || name.StartsWith("test", StringComparison.Ordinal) || name.EndsWith("_test.py", StringComparison.Ordinal) || name.EndsWith("_tests.py", StringComparison.Ordinal);
    }
}
