using System.Globalization;
using PyFrameworks.Features;
using PyFrameworks.Testing;

namespace PyFrameworks.Workspace.Tests;

public sealed class ScanCacheTests : IDisposable
{
    private static readonly DateTime s_written = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private static readonly DateTime s_now = s_written.AddHours(1);

    private readonly TestFolder _folder = new();
    private readonly TestFolder _caches = new();

    public ScanCacheTests()
    {
        Write("requirements.txt", "fastapi\nflask==2.2\n");
        Write("app.py", "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/é')\nasync def view():\n    time.sleep(1)  # 😀\n    time.sleep(2)  # pyframeworks: ignore[PF301]\n");
        Write("script.py", "# /// script\n# dependencies = ['django']\n# ///\nimport django\n");
        Write("pkg/plain.py", "from os import path\nclass A(B):\n    '''é'''\n    x = path.join('😀')  # pyframeworks: ignore\n");
        for (var i = 0; i < ScanCache.WorthSaving; i++)
        {
            Write($"pkg/module_{i}.py", $"import flask\nx_{i} = flask.Flask(__name__)\n");
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
        _caches.Dispose();
    }

    [Fact]
    public void Second_scan_reads_nothing_again_and_says_the_same()
    {
        var fresh = Describe(Scan(null));
        Assert.True(ScanAndSave(out _));
        var cache = Open();
        Assert.Equal(ScanCache.WorthSaving + 2, cache.Count);
        Assert.Equal(fresh, Describe(Scan(cache)));
        Assert.False(cache.Save(), "There is nothing new to save");

        // That it comes from there shows in a file that has changed where nobody can see it.
        Write("app.py", File.ReadAllText(FullPath("app.py")).Replace("fastapi", "FASTAPI", StringComparison.Ordinal));
        var unaware = Open();
        Assert.Contains(Scan(unaware).FindFile("app.py")!.Module!.Imports, import => import.Module == "fastapi");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Changed_file_is_read_again(int seconds)
    {
        Assert.True(ScanAndSave(out _));
        var text = File.ReadAllText(FullPath("app.py")).Replace("fastapi", seconds == 0 ? "django_x" : "aiohttp", StringComparison.Ordinal);
        Write("app.py", text, s_written.AddSeconds(seconds));
        File.Delete(FullPath("pkg/module_1.py"));
        Write("pkg/new.py", "import bottle\n");
        var cache = Open();
        Assert.Equal(Describe(Scan(null)), Describe(Scan(cache)));
    }

    [Fact]
    public void Cache_that_is_damaged_anywhere_changes_nothing()
    {
        Assert.True(ScanAndSave(out var file));
        var fresh = Describe(Scan(null));
        var bytes = File.ReadAllBytes(file);
        var random = new Random(1);
        IEnumerable<int> places = [.. Enumerable.Range(0, 48), .. Enumerable.Range(0, 60).Select(_ => random.Next(bytes.Length))];
        foreach (var place in places)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[place] ^= 0x10;
            File.WriteAllBytes(file, damaged);
            var cache = Open();
            Assert.Equal(fresh, Describe(Scan(cache)));
        }

        foreach (var length in (int[])[0, 7, 24, 39, 40, 1000, bytes.Length / 2, bytes.Length - 1])
        {
            File.WriteAllBytes(file, bytes[..length]);
            var cache = Open();
            Assert.Equal(fresh, Describe(Scan(cache)));
        }
    }

    [Fact]
    public void Cache_of_another_folder_is_not_taken()
    {
        Assert.True(ScanAndSave(out var file));
        using var other = new TestFolder();
        var none = ScanCache.Open(_caches.Root, other.Root, s_now);
        Assert.Equal(0, none.Count);
        Assert.NotEqual(file, none.FilePath);
        File.Move(file, none.FilePath);

        // Were two folders to have the same hash, the name within would tell them apart.
        var same = ScanCache.Open(_caches.Root, other.Root, s_now);
        Assert.Equal(0, same.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3600)]
    public void File_that_was_just_written_or_lies_in_the_future_is_not_kept(int seconds)
    {
        Write("app.py", "import flask\n", s_now.AddSeconds(seconds));
        Assert.True(ScanAndSave(out _));
        var cache = Open();
        Assert.Equal(ScanCache.WorthSaving + 1, cache.Count);
    }

    [Fact]
    public void Small_folder_gets_no_cache()
    {
        for (var i = 0; i < 10; i++)
        {
            File.Delete(FullPath(string.Create(CultureInfo.InvariantCulture, $"pkg/module_{i}.py")));
        }

        Assert.False(ScanAndSave(out _));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_caches.Root));
    }

    [Fact]
    public void Place_that_can_not_be_written_costs_nothing()
    {
        var blocked = Path.Combine(_caches.Root, "file");
        File.WriteAllText(blocked, "");
        var cache = ScanCache.Open(Path.Combine(blocked, "folder"), _folder.Root, s_now);
        Scan(cache);
        Assert.False(cache.Save());

        // The draft is there, and can't take the place of a folder.
        Assert.True(ScanAndSave(out var file));
        File.Delete(file);
        Directory.CreateDirectory(file);
        Assert.False(ScanAndSave(out _));
        Assert.Equal([blocked, file], Directory.EnumerateFileSystemEntries(_caches.Root).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_programs_may_save_at_once()
    {
        var first = Open();
        var second = Open();
        var fresh = Describe(Scan(first));
        Scan(second);
        Assert.True(first.Save());
        Assert.True(second.Save());
        var third = Open();
        Assert.Equal(ScanCache.WorthSaving + 2, third.Count);
        Assert.Equal(fresh, Describe(Scan(third)));
    }

    [Fact]
    public void Caches_of_folders_that_are_not_opened_any_more_go_after_a_month()
    {
        var (old, recent, other) = (Path.Combine(_caches.Root, "scan-1.bin"), Path.Combine(_caches.Root, "scan-2.bin"), Path.Combine(_caches.Root, "other.bin"));
        foreach (var file in (string[])[old, recent, other])
        {
            File.WriteAllText(file, "");
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(file == recent ? -20 : -40));
        }

        Assert.True(ScanAndSave(out _));
        Assert.Equal([false, true, true], new[] { old, recent, other }.Select(File.Exists));
    }

    [Fact]
    public void Nobody_else_may_read_it()
    {
        var folder = Path.Combine(_caches.Root, "own");
        var cache = ScanCache.Open(folder, _folder.Root, s_now);
        Scan(cache);
        Assert.True(cache.Save());
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes; the user's own folder has the rights");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.EnumerateFiles(folder))));
        }
    }

    private static string Describe(WorkspaceIndex index) => string.Join('\n', index.Projects.Select(project =>
        InspectJson.Write(index.Root, [project]) + string.Join('\n', index.Findings(project, CancellationToken.None).Select(finding => $"{finding.At} {finding.Code} {finding.Message}"))
        + string.Concat(project.Files.Select(file => $"\n{file.Path} {file.MentionsProgram} {file.Text.Content}\n{ModuleText.Of(file.Module)}"))));

    private bool ScanAndSave(out string file)
    {
        var cache = Open();
        Scan(cache);
        var isSaved = cache.Save();
        file = cache.FilePath;
        return isSaved;
    }

    private ScanCache Open() => ScanCache.Open(_caches.Root, _folder.Root, s_now);

    private WorkspaceIndex Scan(ScanCache? cache) =>
        WorkspaceIndex.Scan(_folder.Root, ["."], Catalog.FrameworkCatalog.BuiltIn, TestProjects.Options, cache, null, CancellationToken.None);

    private string FullPath(string path) => FolderWalk.FullPath(_folder.Root, path);

    private void Write(string path, string text, DateTime? written = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(path))!);
        File.WriteAllText(FullPath(path), text);
        File.SetLastWriteTimeUtc(FullPath(path), written ?? s_written);
    }
}
