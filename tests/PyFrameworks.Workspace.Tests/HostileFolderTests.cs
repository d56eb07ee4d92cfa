using PyFrameworks.Testing;

namespace PyFrameworks.Workspace.Tests;

/// <summary>Folders that change under the scan, or hold what no project holds.</summary>
public sealed class HostileFolderTests
{
    [Fact]
    public void Files_may_vanish_between_walk_and_reading() => Disturb(folder =>
    {
        folder.Delete("app.py");
        folder.Delete("sub");
    }, index => Assert.Equal(["requirements.txt"], index.Projects.SelectMany(project => project.Manifests).Select(manifest => manifest.Path)));

    [Fact]
    public void A_file_may_become_a_folder_between_walk_and_reading() => Disturb(folder =>
    {
        folder.Delete("app.py");
        folder.Write("app.py/x.py", "");
    }, index => Assert.Equal("flask", Assert.Single(index.Projects.SelectMany(project => project.FrameworkUses)).Framework.Id));

    [Fact]
    public void A_file_may_grow_beyond_sense_between_walk_and_reading() => Disturb(
        folder => folder.Write("app.py", new byte[5 << 20]),
        index => Assert.Contains(index.UnreadFiles, place => place.Path == "app.py"));

    [Fact]
    public void A_file_may_become_binary_between_walk_and_reading() => Disturb(
        folder => folder.Write("requirements.txt", [0, 1, 2, 255, 254, 0]),
        index => Assert.Contains(index.Projects.SelectMany(project => index.Findings(project, CancellationToken.None)), finding => finding.At.Path == "requirements.txt"));

    [Fact]
    public void The_whole_folder_may_vanish_between_walk_and_reading() => Disturb(folder =>
    {
        folder.Delete("app.py");
        folder.Delete("requirements.txt");
        folder.Delete("sub");
    }, index => Assert.Empty(index.Projects.SelectMany(project => project.FrameworkUses)));

    [Theory]
    [InlineData("a b.txt")]
    [InlineData("it's \"quoted\".txt")]
    [InlineData("é😀日本.txt")]
    [InlineData("%2e%2e.txt")]
    [InlineData("-r.txt")]
    [InlineData("$(id).txt")]
    [InlineData("`id`.txt")]
    [InlineData("con.txt")]
    [InlineData("nul")]
    [InlineData("aux.requirements.txt")]
    [InlineData("...")]
    public void An_included_file_may_have_any_name(string name)
    {
        using var folder = new TestFolder();
        folder.Write(name, "flask==2.3\n");
        folder.Write("requirements.txt", $"-r '{name.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'\n");
        var index = Scan(folder.Root);
        Assert.Contains("flask", index.Projects.SelectMany(project => project.FrameworkUses).Select(use => use.Framework.Id));
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("sub/../../secret.txt")]
    [InlineData("..\\secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//host/share/a.txt")]
    [InlineData("C:\\a.txt")]
    [InlineData("link/secret.txt")]
    [InlineData("link.txt")]
    [InlineData("~/.netrc")]
    [InlineData("/dev/zero")]
    [InlineData("/proc/self/environ")]
    [InlineData("a\0b.txt")]
    public void An_include_leads_out_by_no_way(string target)
    {
        using var outer = new TestFolder("#- secret.txt\ndjango==3.2\n#- inner/app.py\nimport bottle\n");
        outer.Write("inner/requirements.txt", $"flask\n-r {target}\n-c {target}\n-e {target}\n");
        outer.Write("inner/pyproject.toml", $"[project]\nname = 'x'\ndynamic = ['dependencies']\n[tool.setuptools.dynamic]\ndependencies = {{file = ['{target.Replace("\0", "", StringComparison.Ordinal)}']}}\n[tool.pyframeworks]\ncatalogs = ['{target.Replace("\0", "", StringComparison.Ordinal)}']\n");
        outer.Link("inner/link", outer.Root);
        outer.Link("inner/link.txt", outer.FullPath("secret.txt"));
        var index = Scan(outer.FullPath("inner"));
        Assert.DoesNotContain("django", index.Projects.SelectMany(project => project.Manifests).SelectMany(manifest => manifest.Dependencies).Select(dependency => dependency.CanonicalName));
        Assert.Null(index.TextOf(target));
    }

    [Fact]
    public void Links_that_run_in_circles_end()
    {
        using var folder = new TestFolder("#- requirements.txt\n-r a.txt\nflask\n#- sub/app.py\nimport flask\n");
        folder.Link("a.txt", "b.txt");
        folder.Link("b.txt", "a.txt");
        folder.Link("sub/up", "..");
        folder.Link("sub/self", "self");
        Assert.Equal("flask", Assert.Single(Scan(folder.Root).Projects.SelectMany(project => project.FrameworkUses)).Framework.Id);
    }

    [Fact]
    public void Folders_may_nest_as_deep_as_the_system_lets_them()
    {
        using var folder = new TestFolder("#- requirements.txt\nflask\n");
        var path = string.Join('/', Enumerable.Repeat("d", 400));
        folder.Write($"{path}/requirements.txt", "django\n");
        Assert.Contains("flask", Scan(folder.Root).Projects.SelectMany(project => project.FrameworkUses).Select(use => use.Framework.Id));
    }

    [Fact]
    public void A_clock_that_is_set_back_and_on_again_leaves_no_trace()
    {
        using var folder = new TestFolder("#- requirements.txt\nflask==2.3\n#- app.py\nimport flask\n");
        var index = Scan(folder.Root);
        var before = WorkspaceIndexTests.Describe(index);
        foreach (var day in (DateOnly[])[new(1, 1, 1), new(1970, 1, 1), new(2019, 1, 1), DateOnly.MaxValue])
        {
            index = index.WithOptions(TestProjects.Options with { Today = day }, CancellationToken.None);
            Assert.Equal(day, index.Projects[0].Today);
            Assert.NotEqual(before, WorkspaceIndexTests.Describe(index));
            folder.Write("app.py", $"import flask  # {day:O}\n");
            index = index.WithDiskChanges(["app.py"], CancellationToken.None);
        }

        folder.Write("app.py", "import flask\n");
        index = index.WithDiskChanges(["app.py"], CancellationToken.None).WithOptions(TestProjects.Options, CancellationToken.None);
        Assert.Equal(before, WorkspaceIndexTests.Describe(index));
    }

    private static WorkspaceIndex Scan(string root, IProgress<ScanProgress>? progress = null) =>
        WorkspaceIndex.Scan(root, Catalog.FrameworkCatalog.BuiltIn, TestProjects.Options, progress, CancellationToken.None);

    /// <summary>Scans a project that is changed once the walk is over and before the first file is read.</summary>
    private static void Disturb(Action<TestFolder> change, Action<WorkspaceIndex> check)
    {
        using var folder = new TestFolder("#- requirements.txt\nflask==2.3\n#- app.py\nimport flask\n#- sub/deps.txt\ndjango\n#- sub/mod.py\nimport os\n");
        var progress = new AtStart(() => change(folder));
        var index = Scan(folder.Root, progress);
        Assert.True(progress.WasReached);
        check(index);
        Assert.NotEmpty(WorkspaceIndexTests.Describe(index));
    }

    private sealed class AtStart(Action action) : IProgress<ScanProgress>
    {
        public bool WasReached { get; private set; }

        public void Report(ScanProgress value)
        {
            // Told once before the reading begins, then after each file.
            if (value.Done == 0)
            {
                WasReached = true;
                action();
            }
        }
    }
}
