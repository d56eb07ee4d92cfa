using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>A framework that is no alternative here, and why.</summary>
/// <param name="Framework">The framework.</param>
/// <param name="Reason">A clause: <c>it is dormant</c>.</param>
public sealed record Exclusion(Framework Framework, string Reason);

/// <summary>What keeps a framework out of the ranking, whatever its scores: its life, its Pythons, its interface, its purpose.</summary>
internal static class CandidateFilter
{
    /// <summary>Why <paramref name="candidate"/> can't be an alternative to <paramref name="from"/>, as a clause; null where it can.</summary>
    public static string? Reason(Framework candidate, Framework from, ImmutableArray<ProjectNeed> needs, ProjectSnapshot project)
    {
        if (candidate.Lifecycle.Status is LifecycleStatus.Dormant or LifecycleStatus.Archived)
        {
            return $"it is {Words.Of(candidate.Lifecycle.Status)}";
        }

        if (!Lifecycles.HasSupportedRelease(candidate, project.Today))
        {
            return "none of its releases is supported any more";
        }

        if (PythonFit.RunsOn(candidate, project) == false)
        {
            return $"no supported release runs on Python {project.RequiresPython!.Specifier}";
        }

        // What builds on the framework in use is served as that is.
        if (candidate.On != from.Id && !HasEventLoop(candidate) && WhyEventLoop(from, needs, project) is { } why)
        {
            return $"it offers {Say.List([.. candidate.Interfaces.Select(Say.Interface)])} without an event loop, and {why}";
        }

        if (candidate.Kind == FrameworkKind.Addon && candidate.On != from.Id)
        {
            return $"it is an add-on of {project.Catalog.Find(candidate.On ?? "")?.Name ?? candidate.On}";
        }

        if (PurposeOf(candidate.Kind) is { } purpose && candidate.Kind != from.Kind && candidate.On != from.Id && !needs.Any(need => need.Id == purpose))
        {
            return $"it is made for {Needs.Titles[purpose]}, which nothing here asks for";
        }

        return project.FrameworkUses.Any(use => use.Framework.Id == candidate.Id && use.Role == FrameworkRole.Addon) ? "the project uses it already" : null;
    }

    /// <summary>Whether handlers may wait on an event loop, however it is served.</summary>
    private static bool HasEventLoop(Framework framework) => framework.Interfaces.Any(offered => offered switch
    {
        ServerInterface.Wsgi => false,
        ServerInterface.Own => framework.Async != AsyncSupport.None,
        _ => true,
    });

    /// <summary>Why the project can't do without an event loop, as a clause; null where it can.</summary>
    private static string? WhyEventLoop(Framework from, ImmutableArray<ProjectNeed> needs, ProjectSnapshot project)
    {
        if (needs.FirstOrDefault(need => need.Id is "realtime" or "async") is { } need)
        {
            return $"the project needs {Needs.Titles[need.Id]}";
        }

        return project.FrameworkUses.FirstOrDefault(use => use.Framework.Id == from.Id) is { Interface: not ServerInterface.Wsgi }
            && from.Async == AsyncSupport.Native
            && project.Metrics.AsyncFunctions > 0
            ? $"the project has {Say.Count(project.Metrics.AsyncFunctions, "async function")}"
            : null;
    }

    /// <summary>The one need that frameworks of <paramref name="kind"/> are made for; null where they are made for many.</summary>
    private static string? PurposeOf(FrameworkKind kind) => kind switch
    {
        FrameworkKind.DataApp => "data-app",
        FrameworkKind.Cms => "cms",
        _ => null,
    };
}
