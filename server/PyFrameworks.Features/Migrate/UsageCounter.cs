using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>Where a project's code uses one concept of a framework.</summary>
/// <param name="Id">Concept or battery identifier.</param>
/// <param name="Places">Every place, by path and span.</param>
public sealed record UsageCount(string Id, ImmutableArray<FileSpan> Places);

/// <summary>
/// Counts what a project's own code uses of a framework, by the catalog's code and usage patterns; a concept without a pattern is counted by the names of the concept
/// map. Tests count for the test client alone, documentation, examples and vendored copies not at all.
/// </summary>
public static class UsageCounter
{
    private const string App = "app-object";
    private const string Routes = "route-mapping";
    private const string SubApp = "sub-app";
    private const string TestClient = "test-client";

    /// <summary>Concepts whose names stand for more than a use that has to be moved.</summary>
    private static readonly ImmutableHashSet<string> s_ownPatterns = ImmutableHashSet.Create(StringComparer.Ordinal, App, Routes, "production-server", "run-dev-server");

    /// <summary>What the application code of <paramref name="project"/> uses of <paramref name="framework"/>, in the order of the vocabulary; what it doesn't use is left out.</summary>
    public static ImmutableArray<UsageCount> Count(ProjectSnapshot project, Framework framework, CancellationToken cancellationToken)
    {
        var patterns = Patterns(framework).ToImmutableDictionary(pattern => pattern.Id, StringComparer.Ordinal);
        var scan = new UsageScan(project, framework, cancellationToken);
        var counts = ImmutableArray.CreateBuilder<UsageCount>();
        foreach (var id in Concepts.Titles.Keys.Concat(Batteries.Titles.Keys))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pattern = patterns.GetValueOrDefault(id);
            var places = (id switch
            {
                Routes => scan.Routes(pattern),
                _ => pattern is null ? [] : scan.Find(pattern, inTests: id == TestClient),
            }).Distinct().Order().ToImmutableArray();
            if (!places.IsEmpty)
            {
                counts.Add(new(id, places));
            }
        }

        return counts.ToImmutable();
    }

    /// <summary>The classes of application code that derive from the handlers of <paramref name="framework"/>.</summary>
    public static int HandlerClasses(ProjectSnapshot project, Framework framework, CancellationToken cancellationToken) =>
        new UsageScan(project, framework, cancellationToken).HandlerClasses.Count();

    /// <summary>The catalog's patterns, and for what has none the names of the concept map.</summary>
    private static IEnumerable<UsagePattern> Patterns(Framework framework)
    {
        var source = new SourceReference(framework.Name, framework.Links.Documentation);
        var written = framework.Usage.ToDictionary(pattern => pattern.Id, StringComparer.Ordinal);
        foreach (var concept in framework.Concepts.Where(concept => !concept.Names.IsEmpty && !s_ownPatterns.Contains(concept.Id) && concept.Id != SubApp && !written.ContainsKey(concept.Id)))
        {
            yield return new(concept.Id, source) { Names = concept.Names };
        }

        foreach (var (id, constructors) in new[] { (App, framework.Code.AppConstructors), (SubApp, framework.Code.SubAppConstructors) })
        {
            var own = written.GetValueOrDefault(id) ?? new(id, source);
            yield return own with { Calls = own.Calls.AddRange(constructors), Bases = own.Bases.AddRange(constructors) };
        }

        foreach (var pattern in framework.Usage.Where(pattern => pattern.Id is not (App or SubApp)))
        {
            yield return pattern;
        }
    }
}
