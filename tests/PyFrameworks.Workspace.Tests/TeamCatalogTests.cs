using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Testing;

namespace PyFrameworks.Workspace.Tests;

/// <summary>Catalog files that settings name: what is read, over what, and what is said of mistakes in them.</summary>
public sealed class TeamCatalogTests
{
    private const string Project = """
        #- pyproject.toml
        [tool.pyframeworks]
        catalogs = ["kelp.yaml"]
        #- requirements.txt
        kelp
        #- kelp.yaml

        """;

    public static IEnumerable<object[]> Mistakes => CatalogMistakes.All;

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_a_finding_at_its_place(string kind, int line, int column, string message, string old, string bad)
    {
        var code = kind is "PFC001" or "PFC011" or "PFC012" ? "PF002" : "PF005";
        foreach (var (before, newline) in (ReadOnlySpan<(string, string)>)[("", "\n"), ("# é 😀\tx\n", "\n"), ("# é 😀\n", "\r\n"), ("\uFEFF# é\n", "\n")])
        {
            using var folder = new TestFolder(Project);
            folder.Write("kelp.yaml", (before + CatalogMistakes.Kelp.Replace(old, bad, StringComparison.Ordinal)).ReplaceLineEndings(newline));
            var index = Scan(folder);

            var finding = Assert.Single(Findings(index));
            Assert.Equal((code, "kelp.yaml", message), (finding.Code, finding.At.Path, finding.Message));
            var lines = index.TextOf("kelp.yaml")!.Lines;
            var at = lines.LineOf(finding.At.Span.Start);
            Assert.Equal((line + (before.Length == 0 ? 0 : 1), column), (at + 1, finding.At.Span.Start - lines.Start(at) + 1));
        }
    }

    [Fact]
    public void There_are_at_least_twelve_kinds_of_mistake() => Assert.True(CatalogMistakes.All.Select(mistake => mistake[0]).Distinct().Count() >= 12);

    [Fact]
    public void A_project_s_file_lies_over_the_editor_s_and_that_over_the_given_catalog()
    {
        using var outside = new TestFolder();
        outside.Write("editor.yaml", "overrides:\n  - {id: flask, stance: {level: assess, reason: Editor.}}\n  - {id: quart, stance: {level: assess, reason: Editor.}}\n");
        using var folder = new TestFolder("""
            #- pyproject.toml
            [tool.pyframeworks]
            catalogs = ["team.yaml"]
            #- team.yaml
            overrides: [{id: flask, stance: {level: adopt, reason: Project.}}]
            #- other/pyproject.toml
            [project]
            dependencies = ["flask"]
            [tool.pyframeworks]
            needs = []
            """);
        var index = Scan(folder, TestProjects.Options with { EditorCatalogs = [outside.FullPath("editor.yaml")] });

        Assert.Equal("Project.", index.Projects.Single(project => project.Path == ".").Catalog.Find("flask")!.Stance!.Reason);
        Assert.Equal("Editor.", index.Projects.Single(project => project.Path == ".").Catalog.Find("quart")!.Stance!.Reason);
        Assert.Equal("Editor.", index.Projects.Single(project => project.Path == "other").Catalog.Find("flask")!.Stance!.Reason);
        Assert.Equal([outside.FullPath("editor.yaml")], index.OuterCatalogs);
        Assert.Null(SampleCatalog.Instance.Find("flask")!.Stance);
    }

    [Fact]
    public void A_file_of_the_editor_s_settings_may_lie_outside_and_its_problems_are_told_apart()
    {
        using var outside = new TestFolder();
        outside.Write("editor.yaml", "overrides: [{id: flask, stance: {level: never, reason: R.}}]\n");
        using var folder = new TestFolder("#- requirements.txt\nflask\n");
        var index = Scan(folder, TestProjects.Options with { EditorCatalogs = [outside.FullPath("editor.yaml"), "gone.yaml"] });

        Assert.Equal(
            [
                "The setting pyframeworks.catalogs names gone.yaml, which does not exist",
                $"{outside.FullPath("editor.yaml")}:1:41 \"never\" is no stance; known: adopt, assess, hold",
            ],
            index.EditorCatalogProblems);
        Assert.Empty(Findings(index));

        outside.Write("editor.yaml", "overrides: [{id: flask, stance: {level: hold, reason: R.}}]\n");
        var changed = index.WithDiskChanges([outside.FullPath("editor.yaml")], CancellationToken.None);
        Assert.Equal(StanceLevel.Hold, changed.Projects.Single().Catalog.Find("flask")!.Stance?.Level);
        var edited = changed.WithBuffer(outside.FullPath("editor.yaml"), new("overrides: [{id: flask, stance: {level: adopt, reason: R.}}]\n"), CancellationToken.None);
        Assert.Equal(StanceLevel.Adopt, edited.Projects.Single().Catalog.Find("flask")!.Stance?.Level);
        Assert.Equal(StanceLevel.Hold, edited.WithoutBuffer(outside.FullPath("editor.yaml"), CancellationToken.None).Projects.Single().Catalog.Find("flask")!.Stance?.Level);
    }

    [Fact]
    public void A_file_of_the_editor_s_settings_in_the_workspace_shows_its_mistakes_once()
    {
        using var folder = new TestFolder("""
            #- team.yaml
            overrides: [{id: flask, stance: {level: never, reason: R.}}]
            #- a/requirements.txt
            flask
            #- b/requirements.txt
            flask
            """);
        var finding = Assert.Single(Findings(Scan(folder, TestProjects.Options with { EditorCatalogs = ["team.yaml"] })));

        Assert.Equal(("PF005", "team.yaml"), (finding.Code, finding.At.Path));
    }

    [Fact]
    public void Nothing_is_read_where_the_workspace_is_not_trusted()
    {
        using var folder = new TestFolder(Project);
        folder.Write("kelp.yaml", CatalogMistakes.Kelp + "distribution: kelp\n");
        var options = TestProjects.Options with { EditorCatalogs = ["kelp.yaml"], ReadsCatalogs = false };

        Assert.Null(Scan(folder, options).Projects.Single().Catalog.Find("kelp"));
        Assert.NotNull(Scan(folder, options with { ReadsCatalogs = true }).Projects.Single().Catalog.Find("kelp"));
    }

    [Theory]
    [InlineData("linked.yaml", "Catalog file 'linked.yaml' lies behind a link that leaves the folder, which is never followed")]
    [InlineData("folder/kelp.yaml", "Catalog file 'folder/kelp.yaml' lies behind a link that leaves the folder, which is never followed")]
    [InlineData("../kelp.yaml", "Catalog file '../kelp.yaml' lies outside the workspace, which is never read")]
    [InlineData("gone.yaml", "Catalog file 'gone.yaml' does not exist")]
    [InlineData("sub", "Catalog file 'sub' does not exist")]
    [InlineData("huge.yaml", "Catalog file 'huge.yaml' is larger than 2048 KiB")]
    public void A_file_that_can_not_be_read_is_a_finding_on_the_setting(string file, string message)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows");
        using var outside = new TestFolder();
        outside.Write("kelp.yaml", CatalogMistakes.Kelp);
        using var folder = new TestFolder($"#- pyproject.toml\n[tool.pyframeworks]\ncatalogs = [\"{file}\", \"good.yaml\"]\n#- sub/x.txt\n\n#- good.yaml\noverrides: [{{id: flask, stance: {{level: hold, reason: R.}}}}]\n");
        folder.Write("huge.yaml", new byte[(2 << 20) + 1]);
        folder.Link("linked.yaml", outside.FullPath("kelp.yaml"));
        folder.Link("folder", outside.Root);
        var index = Scan(folder);

        Assert.Equal([("PF005", message)], Findings(index).Select(finding => (finding.Code, finding.Message)));
        Assert.Equal(StanceLevel.Hold, index.Projects.Single().Catalog.Find("flask")!.Stance?.Level);
    }

    [Fact]
    public void Only_so_many_files_are_read()
    {
        var names = string.Join(", ", Enumerable.Range(0, FileReader.MostCatalogs + 1).Select(number => $"\"{number}.yaml\""));
        using var folder = new TestFolder($"#- pyproject.toml\n[tool.pyframeworks]\ncatalogs = [{names}]\n");
        for (var i = 0; i <= FileReader.MostCatalogs; i++)
        {
            folder.Write($"{i}.yaml", $"overrides: [{{id: flask, stance: {{level: assess, reason: Of {i}.}}}}]\n");
        }

        var index = Scan(folder);
        Assert.Equal("Of 31.", index.Projects.Single().Catalog.Find("flask")!.Stance!.Reason);
        Assert.Equal(["Only the first 32 catalog files are read; put several frameworks into one file"], Findings(index).Select(finding => finding.Message));
    }

    [Fact]
    public void A_nest_of_aliases_costs_nothing()
    {
        using var folder = new TestFolder(Project);
        folder.Write("kelp.yaml", "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{(char)('b' + i)}: &{(char)('b' + i)} [{string.Join(", ", Enumerable.Repeat($"*{(char)('a' + i)}", 9))}]\n")));

        Assert.All(Findings(Scan(folder)), finding => Assert.Contains(finding.Code, (string[])["PF002", "PF005"]));
    }

    [Fact]
    public void An_edit_of_a_YAML_file_that_nothing_names_leaves_projects_as_they_are()
    {
        using var folder = new TestFolder("#- requirements.txt\nflask\n#- notes.yaml\na: 1\n");
        var index = Scan(folder).WithBuffer("notes.yaml", new("a: 2\n"), CancellationToken.None);
        var edited = index.WithBuffer("notes.yaml", new("a: 3\n"), CancellationToken.None);

        Assert.Same(index.Projects[0], edited.Projects[0]);
        Assert.Equal("a: 3\n", edited.TextOf("notes.yaml")!.Content);
    }

    private static WorkspaceIndex Scan(TestFolder folder, AnalysisOptions? options = null) =>
        WorkspaceIndex.Scan(folder.Root, SampleCatalog.Instance, options ?? TestProjects.Options, null, CancellationToken.None);

    private static IEnumerable<Rules.Finding> Findings(WorkspaceIndex index) =>
        index.Projects.SelectMany(project => index.Findings(project, CancellationToken.None)).Where(finding => finding.Code is "PF002" or "PF005");
}
