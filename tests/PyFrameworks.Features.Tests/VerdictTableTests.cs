using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PyFrameworks.Catalog;
using PyFrameworks.Rules;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>The tables of <c>server/docs/verdicts.md</c>, held to the catalog, the rules and the expected texts of the fixtures.</summary>
public sealed partial class VerdictTableTests
{
    private const string Page = "server/docs/verdicts.md";

    private static readonly string[] s_frameworks =
        ["Bottle", "CherryPy", "CubicWeb", "Django", "Falcon", "Flask", "Masonite", "Pyramid", "Sanic", "Tornado", "TurboGears", "Zope", "web2py"];

    /// <summary>Framework, what says the verdict, and where it shows.</summary>
    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var cells in Tables().SelectMany(table => table))
            {
                rows.Add(cells[0], cells[^2], cells[^1]);
            }

            return rows;
        }
    }

    [Fact]
    public void Each_framework_has_verdicts_that_hold_and_verdicts_that_are_dated()
    {
        var tables = Tables();
        Assert.Equal([4, 5], tables.Select(table => table.Select(cells => cells.Length).Distinct().Single()));
        Assert.All(tables, table => Assert.Equal(s_frameworks, table.Select(cells => cells[0]).Distinct().Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Verdict_is_said_where_the_table_says(string name, string saidBy, string shownIn)
    {
        var framework = FrameworkCatalog.BuiltIn.Frameworks.Single(framework => framework.Name == name);
        if (WatchOut().Match(saidBy) is { Success: true } watchOut)
        {
            Assert.Equal($"`catalog show {framework.Id}`", shownIn);
            Assert.Single(framework.WatchOuts, one => one.Text.StartsWith(watchOut.Groups[1].Value, StringComparison.Ordinal));
            return;
        }

        var (id, folder) = shownIn.Trim('`').Split('/') is [var first, var second] ? (first, second) : throw new InvalidOperationException(shownIn);
        Assert.Equal(framework.Id, id);
        var root = Golden.PathOf($"tests/fixtures/{id}");
        Assert.True(Directory.Exists(Path.Combine(root, folder)), shownIn);
        var expected = File.ReadAllLines(Path.Combine(root, "expected.txt"));
        foreach (var said in saidBy.Split(", "))
        {
            if (RuleCode().Match(said) is { Success: true } rule)
            {
                Assert.NotNull(RuleSet.Find(rule.Groups[1].Value));
                Assert.Contains(expected, line => line.StartsWith($"{folder}/", StringComparison.Ordinal) && line.Contains($" {rule.Groups[1].Value} ", StringComparison.Ordinal));
                continue;
            }

            var score = NeedScore().Match(said);
            Assert.True(score.Success, said);
            CheckNeed(framework, folder, expected, score.Groups[1].Value, int.Parse(score.Groups[2].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Checks that the catalog gives the score, that the fixture's project has the need, and that it is told how the need is served.</summary>
    private static void CheckNeed(Framework framework, string folder, string[] expected, string need, int score)
    {
        var scored = Assert.Single(framework.Needs, one => one.Need == need);
        Assert.Equal(score, scored.Score);
        Assert.Contains(expected, line => line.StartsWith($"{folder} needs {need} (", StringComparison.Ordinal));
        if (score < 0)
        {
            Assert.Contains(expected, line => line.Contains($", score {score}: {scored.Reason.TrimEnd('.')} (", StringComparison.Ordinal) && line.Contains(" PF204 ", StringComparison.Ordinal));
        }

        var project = Assert.Single(TestProjects.Assemble(
            Fixtures.Files(Golden.PathOf("."), framework.Id).Where(file => file.Path.StartsWith($"{folder}/", StringComparison.Ordinal)), FrameworkCatalog.BuiltIn));
        var anchor = project.FrameworkUses.Single(use => use.Framework.Id == framework.Id).Anchor;

        // A file that speaks for a framework by its place alone has nothing to point at.
        if (!anchor.Span.IsEmpty)
        {
            var hover = HoverFeature.At(project, [], anchor.Path, anchor.Span.Start, new(IsMarkdown: false, HasCommandLinks: false, path => path), CancellationToken.None);
            Assert.Contains(scored.Reason, hover?.Text, StringComparison.Ordinal);
        }
    }

    /// <summary>The rows of each table of the page, without its head.</summary>
    private static ImmutableArray<ImmutableArray<string[]>> Tables() =>
    [
        .. File.ReadAllText(Golden.PathOf(Page)).ReplaceLineEndings("\n").Split("\n\n")
            .Where(paragraph => paragraph.StartsWith('|'))
            .Select(paragraph => paragraph.TrimEnd('\n').Split('\n').Skip(2).Select(row => row.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToImmutableArray()),
    ];

    [GeneratedRegex("^watch-out \"(.+)\"$")]
    private static partial Regex WatchOut();

    [GeneratedRegex(@"^rule `(PF\d{3})`$")]
    private static partial Regex RuleCode();

    [GeneratedRegex(@"^need `([a-z-]+)` ([+-]?\d)$")]
    private static partial Regex NeedScore();
}
