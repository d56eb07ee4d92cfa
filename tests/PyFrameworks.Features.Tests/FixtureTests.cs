using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>
/// The small projects below <c>tests/fixtures</c>, read with the real catalog. A framework's folder holds <c>by-requirements</c>, <c>by-pyproject</c> and
/// <c>by-import</c>, in each of which nothing else tells of it, and <c>app</c>, a little application; others show one finding each, or in <c>fit</c> how needs are
/// served.
/// </summary>
public sealed class FixtureTests
{
    private const string Folder = "tests/fixtures";
    private static readonly string[] s_goldenFiles = ["expected.txt", "suggest.txt", "hover.md"];
    private static readonly HoverOptions s_hover = new(IsMarkdown: true, HasCommandLinks: false, path => path);

    /// <summary>The frameworks that have to have a fixture.</summary>
    private static readonly string[] s_required =
    [
        "bottle", "cherrypy", "cubicweb", "django", "emmett", "eve", "falcon", "fasthtml", "flask", "flask-restful", "grok", "hug", "japronto", "masonite", "microdot",
        "molten", "morepath", "muffin", "nameko", "panel", "pylons", "pyramid", "ravyn", "reflex", "responder", "sanic", "socketify", "tornado", "turbogears", "vibora", "web.py", "web2py", "zope",
    ];

    /// <summary>Every framework of the catalog that has a fixture.</summary>
    public static TheoryData<string> Ids => [.. FrameworkCatalog.BuiltIn.Ids.Where(id => Directory.Exists(Golden.PathOf($"{Folder}/{id}")))];

    [Fact]
    public void Frameworks_that_need_a_fixture_have_one() =>
        Assert.Empty(s_required.Except(Ids.Select(row => row.Data), StringComparer.Ordinal));

    [Fact]
    public void Every_folder_of_fixtures_is_a_framework_of_the_catalog() => Assert.Empty(
        Directory.GetDirectories(Golden.PathOf(Folder)).Select(Path.GetFileName).Except([.. FrameworkCatalog.BuiltIn.Ids, "sample", "corpus", "migrate", "services"], StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Found_by_requirements_alone(string id) => CheckFoundByDependency(id, "by-requirements");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Found_by_pyproject_alone(string id) => CheckFoundByDependency(id, "by-pyproject");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Found_by_an_import_alone(string id)
    {
        var use = CheckFound(id, "by-import", EvidenceKind.Import);
        Assert.Empty(use.Declarations);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Found_as_what_the_application_is_built_on(string id)
    {
        var framework = FrameworkCatalog.BuiltIn.Find(id)!;
        CheckFound(id, "app", framework.Distributions.IsEmpty ? EvidenceKind.File : EvidenceKind.Dependency);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Hover_on_every_import_and_dependency_gives_its_name_first(string id)
    {
        var framework = FrameworkCatalog.BuiltIn.Find(id)!;
        var seen = 0;
        foreach (var project in Projects(id, ""))
        {
            var findings = RuleSet.Check(project, CancellationToken.None);
            var places = project.Imports
                .Where(import => FrameworkCatalog.BuiltIn.FindImport(import.Module) == new CatalogName(id, IsAddon: false)).Select(import => import.At)
                .Concat(project.Manifests.SelectMany(manifest => manifest.Dependencies
                    .Where(dependency => FrameworkCatalog.BuiltIn.FindDistribution(dependency.CanonicalName) == new CatalogName(id, IsAddon: false))
                    .Select(dependency => new FileSpan(manifest.Path, dependency.NameSpan))));
            foreach (var at in places)
            {
                seen++;
                var hover = HoverFeature.At(project, findings, at.Path, at.Span.Start, s_hover, CancellationToken.None);
                Assert.StartsWith($"**{framework.Name}** · {framework.Summary}", hover?.Text, StringComparison.Ordinal);
                Assert.Equal(at.Span, hover!.Span);
            }
        }

        Assert.True(seen >= (framework.Distributions.IsEmpty ? 1 : 3), $"only {seen} places name {framework.Name}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Frameworks_and_findings_of_the_whole_fixture(string id)
    {
        var projects = Projects(id, "");
        var frameworks = projects.SelectMany(project => project.FrameworkUses.Select(use => string.Create(
            CultureInfo.InvariantCulture, $"{project.Path} {use.Framework.Id} {Words.Of(use.Role)} {Words.Of(use.Interface)} {use.Confidence:0.00}")));
        var needs = projects.SelectMany(project => project.Needs.Select(need => $"{project.Path} needs {need.Id} ({Words.Of(need.Source)}: {need.Because})"));
        var findings = projects
            .SelectMany(project => RuleSet.Check(project, CancellationToken.None).Select(finding => (finding.At, Line: Line(project, finding))))
            .OrderBy(entry => entry.At).Select(entry => entry.Line);
        Golden.Check($"{Folder}/{id}/expected.txt", string.Concat(frameworks.Concat(needs).Concat(findings).Select(line => line + "\n")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Alternatives_for_the_application(string id)
    {
        var project = Assert.Single(Projects(id, "app"));
        var result = Suggester.ForProject(project, id, CancellationToken.None);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Words.Of(result.Keep.Advice)}: {result.Keep.Reason}\n");
        foreach (var suggestion in result.Suggestions)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{suggestion.Rank}. {suggestion.Framework.Name} {suggestion.Score:0.00}\n");
            text.Append(CultureInfo.InvariantCulture, $"   effort {Words.Of(suggestion.Effort)}: {suggestion.EffortReason}\n");
            foreach (var (sign, change) in suggestion.Gains.Select(change => ('+', change)).Concat(suggestion.Losses.Select(change => ('-', change))))
            {
                text.Append(CultureInfo.InvariantCulture, $"   {sign} {change.Need} {change.From} to {change.To}: {change.Reason}\n");
            }
        }

        Golden.Check($"{Folder}/{id}/suggest.txt", text.ToString());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_finding_can_be_silenced(string id)
    {
        foreach (var folder in Directory.GetDirectories(Golden.PathOf($"{Folder}/{id}")).Select(Path.GetFileName))
        {
            var project = TestProject.Of(FrameworkCatalog.BuiltIn, Files(id, folder!));
            foreach (var finding in project.Findings)
            {
                var actions = CodeActions.At(project.Snapshot, project.Findings, finding.At.Path, finding.At.Span, CancellationToken.None);
                foreach (var title in (string[])[$"Ignore {finding.Code} here", $"Turn {finding.Code} off for this project"])
                {
                    var after = project.Apply(Assert.Single(actions, action => action.Title == title));
                    Assert.Equal(project.Findings.Where(other => other.Code != finding.Code).Select(other => other.Message), after.Findings.Select(other => other.Message));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Hover_in_the_application(string id)
    {
        var project = Assert.Single(Projects(id, "app"));
        var anchor = Answer(project, id).Anchor;
        var findings = RuleSet.Check(project, CancellationToken.None);
        var hover = HoverFeature.At(project, findings, anchor.Path, anchor.Span.Start, s_hover, CancellationToken.None);

        // A file that speaks for a framework by its place alone has nothing to point at.
        if (anchor.Span.IsEmpty)
        {
            Assert.Null(hover);
            return;
        }

        Golden.Check($"{Folder}/{id}/hover.md", $"{hover?.Text}\n");
    }

    private static void CheckFoundByDependency(string id, string folder)
    {
        // What is no distribution can't be declared.
        if (FrameworkCatalog.BuiltIn.Find(id)!.Distributions.IsEmpty)
        {
            Assert.False(Directory.Exists(Golden.PathOf($"{Folder}/{id}/{folder}")));
            return;
        }

        var use = CheckFound(id, folder, EvidenceKind.Dependency);
        Assert.Single(use.Evidence);
        Assert.Null(use.FirstImport);
    }

    private static FrameworkUse CheckFound(string id, string folder, EvidenceKind kind)
    {
        var project = Assert.Single(Projects(id, folder));
        var use = Answer(project, id);
        Assert.Equal(id, use.Framework.Id);
        Assert.Contains(use.Evidence, evidence => evidence.Kind == kind);
        Assert.InRange(use.Confidence, 0.5, 0.99);
        return use;
    }

    /// <summary>What the application is built on; an add-on is found beside its base, which is then the answer.</summary>
    private static FrameworkUse Answer(ProjectSnapshot project, string id)
    {
        if (FrameworkCatalog.BuiltIn.Find(id)!.Kind != FrameworkKind.Addon)
        {
            return Assert.Single(project.Primaries);
        }

        var use = Assert.Single(project.FrameworkUses, use => use.Framework.Id == id);
        Assert.Equal(FrameworkRole.Addon, use.Role);
        return use;
    }

    private static string Line(ProjectSnapshot project, Finding finding)
    {
        var lines = project.TextOf(finding.At.Path)!.Lines;
        var (start, end) = (lines.Position(finding.At.Span.Start), lines.Position(finding.At.Span.End));
        return $"{finding.At.Path}:{start.Line + 1}:{start.Character + 1}-{end.Character + 1} {finding.Code} {Words.Of(finding.Severity)} {finding.Message}";
    }

    /// <summary>The projects of a fixture, or of one folder of it.</summary>
    private static ImmutableArray<ProjectSnapshot> Projects(string id, string folder) => TestProjects.Assemble(Files(id, folder), FrameworkCatalog.BuiltIn);

    private static IEnumerable<(string Path, string Content)> Files(string id, string folder)
    {
        var root = Golden.PathOf(folder.Length == 0 ? $"{Folder}/{id}" : $"{Folder}/{id}/{folder}");
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), Full: file))
            .Where(file => !s_goldenFiles.Contains(file.Path))
            .Select(file => (file.Path, File.ReadAllText(file.Full)));
    }
}
