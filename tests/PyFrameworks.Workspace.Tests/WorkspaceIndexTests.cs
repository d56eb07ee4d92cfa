using System.Text;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Workspace.Tests;

public sealed class WorkspaceIndexTests
{
    [Fact]
    public void Files_are_read_once_and_put_together() => Check("""
        #- requirements.txt
        flask==2.3
        #- app.py
        import flask
        #- notes.txt
        django==3.2
        """, index =>
    {
        Assert.Equal(2, index.FileCount);
        Assert.Equal("flask", Assert.Single(Assert.Single(index.Projects).Primaries).Framework.Id);
        Assert.Same(index.Projects[0], index.FindProject("app.py"));
        Assert.Null(index.TextOf("notes.txt"));
    });

    [Fact]
    public void Two_scans_give_the_same_bytes() => Check("""
        #- b/requirements.txt
        flask==2.3
        #- a/pyproject.toml
        [project]
        dependencies = ["django==3.2"]
        #- a/app.py
        import django
        #- b/app.py
        import flask
        """, index => Assert.Equal(Describe(index), Describe(Scan(index.Root))));

    [Fact]
    public void What_is_included_is_read_whatever_its_name_and_not_where_it_is_left_out() => Check("""
        #- requirements.txt
        -r deps/main.txt
        -r build/out.txt
        -r ../outside.txt
        #- deps/main.txt
        -r more
        #- deps/more
        flask==2.3
        #- build/out.txt
        django
        """, index =>
    {
        Assert.Equal(["deps/main.txt", "deps/more", "requirements.txt"], index.Projects.Single().Manifests.Select(manifest => manifest.Path));
        Assert.Equal(["PF003"], index.Findings(index.Projects.Single(), CancellationToken.None).Where(finding => finding.Code == "PF003").Select(finding => finding.Code));
    });

    [Theory]
    [InlineData(null)]
    [InlineData("x = 1\n")]
    [InlineData("import fastapi, time\nasync def changed():\n    time.sleep(22)\n    print('😀')\n")]
    public void File_that_changes_unseen_costs_its_text_and_nothing_else(string? now) => Check("""
        #- requirements.txt
        fastapi
        #- app.py
        import fastapi, time
        app = fastapi.FastAPI()
        @app.get("/é")
        async def view():
            time.sleep(1)  # 😀
        #- other.py
        x = 1
        """, index =>
    {
        var (path, before) = (FolderWalk.FullPath(index.Root, "app.py"), index.TextOf("app.py")!.Length);
        if (now is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, now);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(1));
        }

        var finding = Assert.Single(index.Findings(index.Projects.Single(), CancellationToken.None), finding => finding.Code == "PF301");
        var text = index.TextOf("app.py")!;
        Assert.Equal(before, text.Length);
        Assert.Equal("          ", text.Slice(finding.At.Span)[..10]);
        Assert.Equal("x = 1\n", index.TextOf("other.py")!.Content);
        Assert.Equal(now, index.WithDiskChanges(["app.py"], CancellationToken.None).TextOf("app.py")?.Content);
    });

    [Fact]
    public void Python_files_are_kept_without_their_text() => Check("""
        #- app.py
        import flask  # pyframeworks: ignore
        #- tool.py
        # /// script
        # dependencies = ["flask"]
        # ///
        """, index =>
    {
        var (app, tool) = (index.FindFile("app.py")!, index.FindFile("tool.py")!);
        Assert.NotNull(app.Module!.Kept);
        Assert.True(app.MentionsProgram);
        Assert.Null(tool.Module!.Kept);
        Assert.False(tool.MentionsProgram);
        Assert.Equal("import flask  # pyframeworks: ignore\n", app.Text.Content);
    });

    [Fact]
    public void Catalog_files_of_settings_may_lie_in_a_folder_that_is_left_out() => Check("""
        #- pyproject.toml
        [tool.pyframeworks]
        catalogs = ["build/team.yaml", "gone.yaml", "team.yaml"]
        #- build/team.yaml
        id: ours
        #- team.yaml
        id: ours
        """, index => Assert.Equal(["gone.yaml"], index.Projects.Single().MissingCatalogs));

    [Theory]
    [InlineData("requirements.txt", new byte[] { 0xEF, 0xBB, 0xBF, (byte)'f', (byte)'l', (byte)'a', (byte)'s', (byte)'k' }, "flask")]
    [InlineData("requirements.txt", new byte[] { 0xFF, 0xFE, (byte)'f', 0, (byte)'l', 0 }, "fl")]
    [InlineData("requirements.txt", new byte[] { (byte)'#', 0xE9 }, "#é")]
    [InlineData("app.py", new byte[] { 0xEF, 0xBB, 0xBF, (byte)'#', 0xC3, 0xA9 }, "#é")]
    [InlineData("pyproject.toml", new byte[] { 0xEF, 0xBB, 0xBF, (byte)'#', 0xF0, 0x9F, 0x98, 0x80 }, "#😀")]
    [InlineData("requirements.txt", new byte[0], "")]
    public void A_file_is_decoded_as_its_own_readers_do(string path, byte[] bytes, string expected)
    {
        using var folder = new TestFolder();
        folder.Write(path, bytes);
        Assert.Equal(expected, Scan(folder.Root).TextOf(path)?.Content);
    }

    [Theory]
    [InlineData("data.py", (4 << 20) + 1, "it is larger than 4096 KiB")]
    [InlineData("uv.lock", (32 << 20) + 1, "it is larger than 32768 KiB")]
    public void A_file_beyond_sense_is_told_and_the_rest_is_read(string path, int length, string reason)
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            """);
        folder.Write(path, new byte[length]);

        // The length of a link is not that of its target.
        folder.Link("linked-" + path, path);
        var index = Scan(folder.Root);
        Assert.Contains(new UnreadPlace(path, reason), index.UnreadFiles);
        Assert.Equal(path.EndsWith(".py", StringComparison.Ordinal) ? 2 : 1, index.UnreadFiles.Count());
        Assert.Equal("flask", Assert.Single(index.Projects.Single().FrameworkUses).Framework.Id);
    }

    [Fact]
    public void A_file_that_is_locked_is_told_and_the_rest_is_read()
    {
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            #- broken/requirements.txt
            django
            #- app.py
            import flask
            """);
        using (folder.Lock("broken/requirements.txt"))
        using (folder.Lock("app.py"))
        {
            var index = Scan(folder.Root);
            Assert.Equal(["app.py", "broken/requirements.txt"], index.UnreadFiles.Select(place => place.Path));
            Assert.All(index.UnreadFiles, place => Assert.DoesNotContain('\n', place.Reason));
            var findings = index.Projects.SelectMany(project => index.Findings(project, CancellationToken.None)).ToList();
            Assert.Equal("broken/requirements.txt", Assert.Single(findings, finding => finding.Code == "PF002").At.Path);
            Assert.Contains(findings, finding => finding.Code == "PF101");
        }

        Assert.Empty(Scan(folder.Root).UnreadFiles);
    }

    [Fact]
    public async Task A_named_pipe_does_not_hold_up_the_scan()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes among its files");
        using var folder = new TestFolder("""
            #- requirements.txt
            flask==2.3
            """);
        using var made = System.Diagnostics.Process.Start("mkfifo", [folder.FullPath("app.py"), folder.FullPath(".gitignore")]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, made.ExitCode);
        var index = await Task.Run(() => Scan(folder.Root)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("", index.TextOf("app.py")?.Content);
        Assert.Equal("flask", Assert.Single(index.Projects.Single().FrameworkUses).Framework.Id);
    }

    [Fact]
    public void An_open_editor_wins_over_the_disk_until_it_closes() => Check("""
        #- requirements.txt
        flask==2.3
        """, (index, folder) =>
    {
        var open = Open(index, "requirements.txt", "django==3.2\n");
        Assert.Equal(["django"], Frameworks(open));
        Assert.Equal(["flask"], Frameworks(index));
        folder.Write("requirements.txt", "bottle\n");
        var changed = open.WithDiskChanges(["requirements.txt"], CancellationToken.None);
        Assert.Equal(["django"], Frameworks(changed));
        Assert.Equal(["bottle"], Frameworks(changed.WithoutBuffer("requirements.txt", CancellationToken.None)));
    });

    [Fact]
    public void An_open_editor_stands_for_a_file_that_is_not_saved_yet() => Check("""
        #- .gitignore
        left/
        """, index =>
    {
        Assert.Equal(["django"], Frameworks(Open(index, "new/requirements.txt", "django\n")));
        Assert.Empty(Frameworks(Open(index, "left/requirements.txt", "django\n")));
        Assert.Empty(Frameworks(Open(index, ".venv/requirements.txt", "django\n")));
    });

    [Fact]
    public void What_does_not_change_is_not_read_again() => Check("""
        #- requirements.txt
        -r deps.list
        #- deps.list
        flask
        #- app.py
        import flask
        """, (index, folder) =>
    {
        // Neither file can be read now, so texts that are still there were kept.
        using var first = folder.Lock("deps.list");
        using var second = folder.Lock("app.py");
        var open = Open(index, "requirements.txt", "-r deps.list\n# more\n");
        Assert.Same(index.TextOf("app.py"), open.TextOf("app.py"));
        Assert.Same(index.TextOf("deps.list"), open.TextOf("deps.list"));
        Assert.Same(index.TextOf("app.py"), open.WithOptions(index.Options with { Exclude = ["x"] }, CancellationToken.None).TextOf("app.py"));
    });

    [Fact]
    public void Options_that_say_the_same_leave_the_index_as_it_is() => Check("#- app.py", index =>
    {
        var options = index.Options with { AskedNeeds = ["cms"], EditorNeeds = ["cms"], EditorRules = [("PF101", "off")], EditorCatalogs = ["x.yaml"], Exclude = ["x"] };
        var under = index.WithOptions(options, CancellationToken.None);
        Assert.NotSame(index, under);
        Assert.Same(under, under.WithOptions(
            options with { AskedNeeds = ["cms"], EditorNeeds = ["cms"], EditorRules = [("PF101", "off")], EditorCatalogs = ["x.yaml"], Exclude = ["x"] }, CancellationToken.None));
        AnalysisOptions[] others =
        [
            options with { Today = options.Today.AddDays(1) }, options with { AskedNeeds = [] }, options with { EditorNeeds = [] }, options with { EditorRules = [("PF101", "error")] },
            options with { EditorCatalogs = [] }, options with { ReadsCatalogs = false }, options with { Exclude = [] }, options with { ReadsImports = false },
        ];
        Assert.All(others, other => Assert.Equal(other, under.WithOptions(other, CancellationToken.None).Options));
    });

    [Theory]
    [InlineData("web/app.py", "import flask\n", ". web")]
    [InlineData("web/requirements.txt", "flask\nuvicorn\n", ". web")]
    [InlineData("flask.py", "class Flask: ...\n", ". api web")]
    [InlineData("pyproject.toml", "[tool.pyframeworks]\nneeds = ['cms']\n", ". api web")]
    public void An_edit_makes_only_the_projects_anew_that_look_at_the_file_and_their_neighbours(string path, string text, string expected) => Check("""
        #- pyproject.toml
        [tool.pyframeworks]
        needs = ["realtime"]
        #- main.py
        import bottle
        #- flask.py
        Flask = None
        #- api/requirements.txt
        django
        #- api/app.py
        from django.urls import path
        #- web/requirements.txt
        flask
        #- web/app.py
        from flask import Flask
        """, (index, _) =>
    {
        var before = index.Projects;
        var findings = before.Select(project => index.Findings(project, CancellationToken.None)).ToList();
        var edited = Open(index, path, text);
        var made = edited.Projects.Where((project, i) => !ReferenceEquals(project, before[i])).Select(project => project.Path);
        Assert.Equal(expected, string.Join(' ', made));
        for (var i = 0; i < before.Length; i++)
        {
            // The findings of what has not changed are those found before.
            Assert.True(!ReferenceEquals(edited.Projects[i], before[i]) || edited.Findings(edited.Projects[i], CancellationToken.None) == findings[i]);
        }
    });

    [Fact]
    public void A_marker_file_keeps_its_meaning_in_an_open_editor()
    {
        using var folder = new TestFolder("""
            #- etc/zope.ini
            [app:main]
            use = egg:Zope#main
            """);
        var index = WorkspaceIndex.Scan(folder.Root, Catalog.FrameworkCatalog.BuiltIn, TestProjects.Options, null, CancellationToken.None);
        Assert.Equal(["zope"], Frameworks(index));
        Assert.Equal(["zope"], Frameworks(Open(index, "etc/zope.ini", "use = egg:Zope#main\n# more\n")));
        Assert.Empty(Frameworks(Open(index, "etc/zope.ini", "use = egg:Paste\n")));
    }

    [Fact]
    public void A_folder_that_goes_takes_its_files_with_it_and_no_others() => Check("""
        #- api/requirements.txt
        flask
        #- api-2/requirements.txt
        django
        #- api.d/requirements.txt
        bottle
        """, (index, folder) =>
    {
        folder.Delete("api");
        Assert.Equal(["bottle", "django"], Frameworks(index.WithDiskChanges(["api"], CancellationToken.None)).Order(StringComparer.Ordinal));
    });

    [Theory]
    [InlineData(".", true)]
    [InlineData("sub/.gitignore", true)]
    [InlineData("sub/pyvenv.cfg", true)]
    [InlineData("sub", true)]
    [InlineData("sub/app.py", false)]
    [InlineData("gone", false)]
    [InlineData("node_modules", false)]
    [InlineData("left", false)]
    public void Another_scan_is_needed_where_files_may_come_unnamed(string path, bool expected) => Check("""
        #- .gitignore
        left/
        #- sub/app.py
        #- node_modules/a.py
        #- left/a.py
        """, index => Assert.Equal(expected, index.NeedsScan(path)));

    [Theory]
    [InlineData("sub", true)]
    [InlineData("sub/app.py", true)]
    [InlineData("new.py", true)]
    [InlineData("node_modules/a.py", false)]
    [InlineData("left/a.py", false)]
    [InlineData("sub/__pycache__/app.pyc", false)]
    [InlineData("notes.md", false)]
    [InlineData("left/deps.list", true)]
    [InlineData("left", true)]
    public void A_change_concerns_the_index_where_it_reads(string path, bool expected) => Check("""
        #- .gitignore
        left/
        #- sub/app.py
        #- notes.md
        #- requirements.txt
        -r left/deps.list
        """, index => Assert.Equal(expected, index.Concerns(path)));

    [Fact]
    public void An_include_that_comes_where_it_is_left_out_is_told_from_one_that_is_not_there() => Check("""
        #- .gitignore
        left/
        #- requirements.txt
        -r left/deps.list
        """, (index, folder) =>
    {
        Assert.Contains("does not exist", Message(index), StringComparison.Ordinal);
        folder.Write("left/deps.list", "");
        var changed = index.WithDiskChanges(["left/deps.list"], CancellationToken.None);
        Assert.Null(Message(changed));
        folder.Delete("left");
        Assert.Contains("does not exist", Message(changed.WithDiskChanges(["left"], CancellationToken.None)), StringComparison.Ordinal);

        static string? Message(WorkspaceIndex index) => index.Findings(index.Projects.Single(), CancellationToken.None).SingleOrDefault(finding => finding.Code == "PF003")?.Message;
    });

    [Fact]
    public void A_scan_tells_how_far_it_is_and_can_be_cancelled()
    {
        using var folder = new TestFolder("""
            #- a.py
            #- b.py
            #- requirements.txt
            #- other.md
            """);
        var seen = new List<ScanProgress>();
        WorkspaceIndex.Scan(folder.Root, SampleCatalog.Instance, TestProjects.Options, new Progress(progress =>
        {
            lock (seen)
            {
                seen.Add(progress);
            }
        }), CancellationToken.None);
        Assert.Equal([0, 1, 2, 3], seen.Select(progress => progress.Done).Order());
        Assert.All(seen, progress => Assert.Equal(3, progress.Total));

        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => WorkspaceIndex.Scan(
            folder.Root, SampleCatalog.Instance, TestProjects.Options, new Progress(_ => cancellation.Cancel()), cancellation.Token));
    }

    /// <summary>An index in words: what every project holds, what the rules find and what a hover says.</summary>
    internal static string Describe(WorkspaceIndex index)
    {
        var text = new StringBuilder(InspectJson.Write("", index.Projects));
        text.Append(CheckJson.Write("", [.. index.Projects.Select(project => new CheckedProject(project, index.Findings(project, CancellationToken.None)))], index.FileCount));
        foreach (var project in index.Projects)
        {
            foreach (var dependency in project.Manifests.SelectMany(manifest => manifest.Dependencies.Select(dependency => (manifest.Path, dependency.NameSpan.Start))))
            {
                text.AppendLine(HoverFeature.At(
                    project, index.Findings(project, CancellationToken.None), dependency.Path, dependency.Start, new(true, false, path => path), CancellationToken.None)?.Text);
            }
        }

        foreach (var place in index.UnreadFiles)
        {
            text.AppendLine(place.ToString());
        }

        return text.ToString();
    }

    private static WorkspaceIndex Scan(string root) => WorkspaceIndex.Scan(root, SampleCatalog.Instance, TestProjects.Options, null, CancellationToken.None);

    private static WorkspaceIndex Open(WorkspaceIndex index, string path, string text) => index.WithBuffer(path, new SourceText(text), CancellationToken.None);

    private static IEnumerable<string> Frameworks(WorkspaceIndex index) => index.Projects.SelectMany(project => project.FrameworkUses).Select(use => use.Framework.Id).Distinct();

    private static void Check(string project, Action<WorkspaceIndex> check) => Check(project, (index, _) => check(index));

    private static void Check(string project, Action<WorkspaceIndex, TestFolder> check)
    {
        using var folder = new TestFolder(project);
        check(Scan(folder.Root), folder);
    }

    private sealed class Progress(Action<ScanProgress> report) : IProgress<ScanProgress>
    {
        public void Report(ScanProgress value) => report(value);
    }
}
