using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PyFrameworks.Catalog;
using PyFrameworks.Rules;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

public sealed partial class ReportTests
{
    private const string Tree = "tests/fixtures/services/tree";

    [Fact]
    public void Five_services()
    {
        var page = Write("/srv/services", Services());
        Golden.Check("tests/fixtures/services/report.html", page);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, 500_000);
        Assert.Equal(page, Write("/srv/services", Services()));
    }

    [Fact]
    public void The_page_needs_no_script_and_no_network_and_its_policy_knows_its_style()
    {
        var page = Write("/srv/services", Services());
        CheckPolicy(page);
        Assert.DoesNotContain("vscode", page, StringComparison.Ordinal);
        Assert.DoesNotContain("command:", page, StringComparison.Ordinal);
    }

    /// <summary>The page holds no script, names nothing that would be fetched, and its policy knows its style.</summary>
    internal static void CheckPolicy(string page)
    {
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(NetworkOrInline(), page);
        var style = page.Split("<style>")[1].Split("</style>")[0];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_editor_s_page_opens_places_rules_and_comparisons_and_keeps_the_policy()
    {
        var page = ReportHtml.Write(Report.Of("/w", [.. Checked(TestProjects.Parse("#- requirements.txt\nflask==2.3\n#- é😀.py\nimport flask\napp = flask.Flask('x')\n").Projects)], TestProjects.Today, CancellationToken.None), path => $"file:///w/{Uri.EscapeDataString(path)}");
        var commands = Commands(page);
        Assert.Contains(("requirements.txt:1", """pyframeworks.openPlace [{"uri":"file:///w/requirements.txt","line":1}]"""), commands);
        Assert.Contains(("é😀.py:1", """pyframeworks.openPlace [{"uri":"file:///w/%C3%A9%F0%9F%98%80.py","line":1}]"""), commands);
        Assert.Contains(("PF101 unsupported-version", """pyframeworks.explainRule [{"rule":"PF101"}]"""), commands);
        Assert.Contains(("compare", """pyframeworks.compare [{"uri":"file:///w/.","frameworks":["flask","quart"]}]"""), commands);
        Assert.Contains(("migration plan", """pyframeworks.showMigrationPlan [{"uri":"file:///w/.","from":"flask","to":"quart"}]"""), commands);
        CheckPolicy(page);
        Assert.Contains("var(--vscode-editor-foreground)", page, StringComparison.Ordinal);
    }

    /// <summary>Every link of a page that runs a command: its title, the command and what it is given.</summary>
    internal static List<(string Title, string Command)> Commands(string page) =>
    [
        .. Regex.Matches(page, "<a href=\"command:(?<id>[A-Za-z.]+)[?](?<arguments>[^\"]*)\">(?<title>[^<]*)</a>")
            .Select(link => (link.Groups["title"].Value, $"{link.Groups["id"].Value} {Uri.UnescapeDataString(link.Groups["arguments"].Value)}")),
    ];

    [Fact]
    public void Charts_have_a_title_a_description_and_a_table_of_the_same_figures()
    {
        var page = Write("/srv/services", Services());
        var charts = Regex.Matches(page, "<svg viewBox=\"[^\"]+\" role=\"img\" aria-labelledby=\"(?<title>[^ \"]+) (?<desc>[^\"]+)\">");
        Assert.Equal(6, charts.Count);
        Assert.All(charts, chart => Assert.All((string[])["title", "desc"], part => Assert.Contains($"<{part} id=\"{chart.Groups[part].Value}\">", page, StringComparison.Ordinal)));
        Assert.Contains("WebSocket and server push: Flask −1, Quart +2.", page, StringComparison.Ordinal);
        Assert.Contains("<caption>The figures of the chart, with their reasons</caption>", page, StringComparison.Ordinal);
        Assert.Contains("<caption>The dates of the chart</caption>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_workspace_writes_is_no_markup()
    {
        const string evil = "#- <img src=x>\u202e'\"&é😀/requirements.txt\nflask==<script>\nflask\n";
        var page = Write("/srv/<b>", Checked(TestProjects.Parse(evil).Projects));
        Assert.Contains("<title>Web frameworks in &lt;b&gt;</title>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x&gt;\uFFFD&#39;&quot;&amp;é😀", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_lists_are_cut_with_a_count()
    {
        var tree = string.Concat(Enumerable.Range(0, 80).Select(number => $"#- p{number:00}/requirements.txt\nflask\n"));
        var page = Write("/srv/many", Checked(TestProjects.Parse(tree).Projects));
        Assert.Contains("<p class=\"quiet\">20 more projects left out here.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"quiet\">60 more projects left out here.</p>", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 1, 500_000);
    }

    [Fact]
    public void A_tree_without_projects_still_has_a_page()
    {
        var page = Write("/", []);
        Assert.Contains("<b>0</b>projects", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Equal("html", Assert.Single(JsonElement.Parse(ReportHtml.WriteJson(Report.Of("/", [], TestProjects.Today, CancellationToken.None))).EnumerateObject()).Name);
    }

    /// <summary>The five services of the fixture, with what the rules find in them.</summary>
    internal static ImmutableArray<CheckedProject> Services()
    {
        var root = Golden.PathOf(Tree);
        return Checked(TestProjects.Assemble(
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file))),
            FrameworkCatalog.BuiltIn));
    }

    private static ImmutableArray<CheckedProject> Checked(ImmutableArray<ProjectModel.ProjectSnapshot> projects) =>
        [.. projects.Select(project => new CheckedProject(project, RuleSet.Check(project, CancellationToken.None)))];

    private static string Write(string root, ImmutableArray<CheckedProject> projects) =>
        ReportHtml.Write(Report.Of(root, projects, TestProjects.Today, TestContext.Current.CancellationToken));

    [GeneratedRegex("""<(link|img|iframe|object|embed|base)\b|\bsrc=|\bstyle=|\bon\w+=|@import|url\(""")]
    private static partial Regex NetworkOrInline();
}
