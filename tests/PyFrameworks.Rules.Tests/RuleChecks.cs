using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Testing;

namespace PyFrameworks.Rules.Tests;

/// <summary>The calls that the tests of rules share.</summary>
internal static class RuleChecks
{
    /// <summary>What the rules find in all projects of <paramref name="text"/>.</summary>
    public static ImmutableArray<Finding> Find(string text, AnalysisOptions? options = null) =>
        [.. TestProjects.Parse(text, options: options).Projects.SelectMany(project => RuleSet.Check(project, CancellationToken.None))];

    /// <summary>
    /// Checks that the rules find what the marks say, and nothing else. A mark is <c>^^^ CODE message</c>; a message that ends in <c>…</c> gives the beginning.
    /// </summary>
    public static ImmutableArray<Finding> CheckFindings(string text, AnalysisOptions? options = null)
    {
        var markers = TestProjects.Parse(text).Text.Markers;
        var findings = Find(text, options);
        var expected = markers.Select(marker => $"{marker.At.Path} {marker.At.Span} {marker.Id} {marker.Message}").Order(StringComparer.Ordinal).ToList();
        var actual = findings.Select(finding => $"{finding.At.Path} {finding.At.Span} {finding.Code} {finding.Message}").Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            if (expected[i].EndsWith('…') && actual[i].StartsWith(expected[i][..^1], StringComparison.Ordinal))
            {
                actual[i] = expected[i];
            }
        }

        Assert.Equal(expected, actual);
        return findings;
    }

    /// <summary>The codes of what is found, with their severities: <c>PF101 warning</c>.</summary>
    public static string Codes(string text, AnalysisOptions? options = null) =>
        string.Join(", ", Find(text, options).Select(finding => $"{finding.Code} {finding.Severity.ToString().ToLowerInvariant()}"));
}
