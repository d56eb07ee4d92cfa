using PyFrameworks.Testing;

namespace PyFrameworks.Workspace.Tests;

public sealed class FolderWalkTests
{
    [Theory]
    [InlineData("app.py")]
    [InlineData("a folder/it's \"quoted\".py")]
    [InlineData("é😀/日本.py")]
    [InlineData("environment/app.py")]
    [InlineData("buildings/app.py")]
    [InlineData("build.py")]
    public void Files_of_the_project_are_found(string path) => CheckFound($"""
        #- {path}
        """, path);

    [Fact]
    public void A_name_may_hold_a_line_break()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no line break in a name");
        CheckFound(folder => folder.Write("a\nb/c\td.py", ""), "a\nb/c\td.py");
    }

    [Theory]
    [InlineData("env/pyvenv.cfg", "env/lib/site.py")]
    [InlineData("deep/down/venv/pyvenv.cfg", "deep/down/venv/app.py")]
    [InlineData(".git/config", ".git/hooks/hook.py")]
    [InlineData(".venv/app.py")]
    [InlineData(".tox/py/app.py")]
    [InlineData("node_modules/x/app.py")]
    [InlineData("web/node_modules/x/app.py")]
    [InlineData("__pycache__/app.py")]
    [InlineData("__pypackages__/3.12/app.py")]
    [InlineData("build/lib/app.py")]
    [InlineData("dist/app.py")]
    [InlineData("__MACOSX/._requirements.txt")]
    [InlineData("lib/python3/site-packages/flask.py")]
    [InlineData("app.egg-info/requires.txt")]
    public void Environments_tool_folders_and_build_output_are_left_out(params string[] paths) =>
        CheckFound(string.Join('\n', paths.Select(path => $"#- {path}")) + "\n#- kept.py", "kept.py");

    [Fact]
    public void The_folder_that_was_asked_for_is_read_whatever_it_is()
    {
        using var outer = new TestFolder("""
            #- build/pyvenv.cfg
            #- build/app.py
            """);
        Assert.Equal(["app.py", "pyvenv.cfg"], FolderWalk.Files(outer.FullPath("build"), CancellationToken.None).Paths.Order(StringComparer.Ordinal));
    }

    [Theory]

    // A name alone matches at any depth; a slash anchors.
    [InlineData("*.py", "a.txt", "sub/b.txt")]
    [InlineData("/a.py", "a.txt", "sub/a.py", "sub/b.py", "sub/b.txt", "sub/deep/a.py")]
    [InlineData("sub/a.py", "a.py", "a.txt", "sub/b.py", "sub/b.txt", "sub/deep/a.py")]
    [InlineData("a.py", "a.txt", "sub/b.py", "sub/b.txt")]
    [InlineData("sub/", "a.py", "a.txt")]
    [InlineData("a.py/", "a.py", "a.txt", "sub/a.py", "sub/b.py", "sub/b.txt", "sub/deep/a.py")]
    [InlineData("deep", "a.py", "a.txt", "sub/a.py", "sub/b.py", "sub/b.txt")]

    // Two stars.
    [InlineData("**/deep", "a.py", "a.txt", "sub/a.py", "sub/b.py", "sub/b.txt")]
    [InlineData("sub/**", "a.py", "a.txt")]
    [InlineData("sub/**/a.py", "a.py", "a.txt", "sub/b.py", "sub/b.txt")]
    [InlineData("**/*.py", "a.txt", "sub/b.txt")]
    [InlineData("s**a.py", "a.py", "a.txt", "sub/a.py", "sub/b.py", "sub/b.txt", "sub/deep/a.py")]
    [InlineData("/s**/a.py", "a.py", "a.txt", "sub/b.py", "sub/b.txt", "sub/deep/a.py")]

    // Negation: the last pattern decides, but nothing comes back from an excluded folder.
    [InlineData("*.py\n!b.py", "a.txt", "sub/b.py", "sub/b.txt")]
    [InlineData("!b.py\n*.py", "a.txt", "sub/b.txt")]
    [InlineData("sub/\n!sub/b.py", "a.py", "a.txt")]
    [InlineData("sub/*\n!sub/b.py", "a.py", "a.txt", "sub/b.py")]

    // Classes, question marks, escapes, comments, blanks, line ends.
    [InlineData("[ab].py", "a.txt", "sub/b.txt")]
    [InlineData("[!a].py", "a.py", "a.txt", "sub/a.py", "sub/b.txt", "sub/deep/a.py")]
    [InlineData("[b-z].py", "a.py", "a.txt", "sub/a.py", "sub/b.txt", "sub/deep/a.py")]
    [InlineData("?.py", "a.txt", "sub/b.txt")]
    [InlineData("\\a.py", "a.txt", "sub/b.py", "sub/b.txt")]
    [InlineData("# *.py\r\nsub\r\n", "a.py", "a.txt")]
    [InlineData("sub   ", "a.py", "a.txt")]
    [InlineData("\\!a.py\n\\#x", "a.py", "a.txt", "sub/a.py", "sub/b.py", "sub/b.txt", "sub/deep/a.py")]
    [InlineData("", "a.py", "a.txt", "sub/a.py", "sub/b.py", "sub/b.txt", "sub/deep/a.py")]
    public void Gitignore_excludes(string patterns, params string[] expected) => CheckFound(folder =>
    {
        folder.Write(".gitignore", patterns);
        foreach (var path in (string[])["a.py", "a.txt", "sub/a.py", "sub/b.py", "sub/b.txt", "sub/deep/a.py"])
        {
            folder.Write(path, "");
        }
    }, expected);

    [Fact]
    public void An_inner_gitignore_speaks_for_its_folder_and_wins_over_the_outer_one() => CheckFound("""
        #- .gitignore
        *.txt
        /one.py
        #- one.py
        #- a.txt
        #- sub/.gitignore
        !keep.txt
        /one.py
        two.py
        #- sub/keep.txt
        #- sub/drop.txt
        #- sub/one.py
        #- sub/two.py
        #- sub/deep/one.py
        #- sub/deep/two.py
        """, "sub/deep/one.py", "sub/keep.txt");

    [Fact]
    public void A_pattern_can_not_make_matching_slow()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 400)) + "b";
        Assert.False(GlobMatcher.IsMatch(pattern, new string('a', 5000)));
    }

    [Fact]
    public void No_link_leads_out_of_the_folder_or_around_in_it()
    {
        using var outside = new TestFolder("""
            #- secret.py
            #- .gitignore
            *.py
            """);
        CheckFound(folder =>
        {
            folder.Write("app.py", "");
            folder.Write("sub/real.py", "");
            folder.Link("sub/again", "..");
            folder.Link("loop.py", "loop.py");
            folder.Link("nowhere.py", "gone.py");
            folder.Link("inside.py", "sub/real.py");
            folder.Link("inside2.py", folder.FullPath("sub/../sub/real.py"));
            folder.Link("chain.py", "inside.py");
            folder.Link("escape.py", outside.FullPath("secret.py"));
            folder.Link("escape", outside.Root);

            // Each of its steps lies in the folder, but the last file does not.
            folder.Link("sly.py", "escape/secret.py");
            folder.Link("sub/sly.py", "../sly.py");
            folder.Link("up.py", $"../{Path.GetFileName(outside.Root)}/secret.py");

            // git does not follow such a link either.
            folder.Link(".gitignore", outside.FullPath(".gitignore"));
        }, "app.py", "chain.py", "inside.py", "inside2.py", "sub/real.py");
    }

    [Fact]
    public void A_folder_that_is_itself_reached_by_a_link_is_read()
    {
        using var folder = new TestFolder("""
            #- real/app.py
            #- real/sub/b.py
            """);
        folder.Link("real/c.py", "sub/b.py");
        folder.Link("linked", "real");
        Assert.Equal(["app.py", "c.py", "sub/b.py"], FolderWalk.Files(folder.FullPath("linked"), CancellationToken.None).Paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_unreadable_folder_is_told_and_the_rest_is_read()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("This user may read every folder");
            return;
        }

        using var folder = new TestFolder("""
            #- a/app.py
            #- b/app.py
            """);
        File.SetUnixFileMode(folder.FullPath("a"), UnixFileMode.None);
        try
        {
            var walk = FolderWalk.Files(folder.Root, CancellationToken.None);
            Assert.Equal(["b/app.py"], walk.Paths);
            Assert.Equal(new UnreadPlace("a", "permission denied"), Assert.Single(walk.Unread));
        }
        finally
        {
            File.SetUnixFileMode(folder.FullPath("a"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        using var folder = new TestFolder();
        var walk = FolderWalk.Files(folder.FullPath("gone"), CancellationToken.None);
        Assert.Empty(walk.Paths);
        Assert.Equal(new UnreadPlace(".", "it does not exist"), Assert.Single(walk.Unread));
    }

    [Fact]
    public void However_many_folders_lie_side_by_side_all_are_listed()
    {
        using var folder = new TestFolder();
        for (var i = 0; i < 300; i++)
        {
            folder.Write($"f{i}/sub/a.py", "");
        }

        var walk = FolderWalk.Files(folder.Root, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"f{i}/sub/a.py").Order(StringComparer.Ordinal), walk.Paths);
        Assert.False(walk.IsTruncated);
    }

    [Fact]
    public void Files_come_in_the_order_of_their_paths()
    {
        using var folder = new TestFolder();
        string[] names = ["a", "a-b", "a.b", "a0", "ab", "A", "é", "z"];
        foreach (var name in names)
        {
            folder.Write($"{name}/a.py", "");
            folder.Write($"{name}/a/a.py", "");
            folder.Write($"{name}/a/a/a.py", "");
            folder.Write($"{name}/a-/a.py", "");
            folder.Write($"{name}.py", "");
            folder.Write($"a/{name}x.py", "");
        }

        var found = FolderWalk.Files(folder.Root, CancellationToken.None).Paths.ToList();
        Assert.Equal(names.Length * 6, found.Count);
        Assert.Equal(found.Order(StringComparer.Ordinal), found);
        var asked = FolderWalk.Files(folder.Root, ["z", "a", "a-b"], CancellationToken.None).Paths.ToList();
        Assert.Equal(found.Where(path => path.Split('/')[0] is "z" or "a" or "a-b"), asked);
    }

    [Fact]
    public void A_walk_can_be_cancelled()
    {
        using var folder = new TestFolder();
        Assert.Throws<OperationCanceledException>(() => FolderWalk.Files(folder.Root, new CancellationToken(canceled: true)));
    }

    private static void CheckFound(string project, params string[] expected) => CheckFound(
        folder =>
        {
            foreach (var (path, content) in ProjectText.ReadFiles(project).Files)
            {
                folder.Write(path, content);
            }
        },
        expected);

    /// <summary>The walk finds <paramref name="expected"/> beside guides such as .gitignore, and answers the same when asked for each file by itself.</summary>
    private static void CheckFound(Action<TestFolder> write, params string[] expected)
    {
        using var folder = new TestFolder();
        write(folder);
        var walk = FolderWalk.Files(folder.Root, CancellationToken.None);
        Assert.Empty(walk.Unread);
        Assert.False(walk.IsTruncated);
        Assert.Equal(expected, walk.Paths.Where(path => !FolderWalk.IsGuide(path)).Order(StringComparer.Ordinal));
        var all = Directory.EnumerateFiles(folder.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, MaxRecursionDepth = 5 })
            .Select(path => Path.GetRelativePath(folder.Root, path).Replace(Path.DirectorySeparatorChar, '/'));
        Assert.Equal(expected, all.Where(path => !FolderWalk.IsGuide(path) && FolderWalk.Finds(folder.Root, path)).Order(StringComparer.Ordinal));
    }
}
