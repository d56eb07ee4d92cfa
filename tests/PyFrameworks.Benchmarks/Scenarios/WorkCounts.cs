using System.Globalization;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Workspace;

namespace PyFrameworks.Benchmarks.Scenarios;

/// <summary>
/// How much work is done, in what no noise changes: bytes read, reads and bytes allocated. It is small enough to run with the tests, and fails where a goal is missed: where a file
/// is read twice, say, or an edit looks at the whole tree again.
/// </summary>
internal static class WorkCounts
{
    private const int SmallTree = 500;
    private const int LargeTree = 2_000;

    private static readonly AnalysisOptions s_options = new() { Today = new(2026, 11, 1) };

    /// <summary>Prints the table; 1 where a goal is missed.</summary>
    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("pyframeworks-counts-").FullName;
        try
        {
            // What happens once in a process is no work of a scan.
            _ = new Tree(folder, ScanCache.WorthSaving + 50).Count();
            var (small, large) = (new Tree(folder, SmallTree).Count(), new Tree(folder, LargeTree).Count());
            var files = string.Create(CultureInfo.InvariantCulture, $"{LargeTree:N0} files");
            List<Row> rows =
            [
                Row.Of($"allocated by a cold scan, a file, {files} beside {SmallTree}", large.Cold.Allocated / LargeTree / (small.Cold.Allocated / SmallTree), 1.1, "×"),
                Row.Of($"allocated by a cold scan, {files}, beside their length", large.Cold.Allocated / large.Bytes, 3, "×"),
                Row.Of($"allocated by a warm scan, {files}, beside their length", large.Warm.Allocated / large.Bytes, 0.8, "×"),
                Row.Of($"kept in memory, {files}, beside their length", large.Kept / large.Bytes, 0.25, "×"),
                Row.Of($"allocated by an edit, {files} beside {SmallTree}", large.Edit.Allocated / small.Edit.Allocated, 1.5, "×"),
                Row.Of($"allocated by a change on disk, {files} beside {SmallTree}", large.Change.Allocated / small.Change.Allocated, 1.5, "×"),
            ];
            if (OperatingSystem.IsLinux())
            {
                rows.AddRange(
                [
                    Row.Of($"read by a cold scan, {files}, beside their length", large.Cold.Read / large.Bytes, 1.05, "×"),
                    Row.Of("reads of a cold scan, a file", large.Cold.Reads / LargeTree, 1.1, ""),
                    Row.Of("read by a warm scan beside a cold one", large.Warm.Read / large.Cold.Read, 0.15, "×"),
                    Row.Of($"read by an edit in {files}, beside the length of the file", large.Edit.Read / large.FileBytes, 1, "×"),
                    Row.Of($"read by a change on disk in {files}, beside the length of the file", large.Change.Read / large.FileBytes, 3, "×"),
                ]);
            }
            else
            {
                rows.Add(Row.Plain("bytes read", "only Linux tells them"));
            }

            Console.WriteLine(Row.Table(rows));
            return rows.Exists(row => row.IsReached == false) ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Work that was done.</summary>
    /// <param name="Allocated">Bytes.</param>
    /// <param name="Read">Bytes read from files.</param>
    /// <param name="Reads">Number of reads.</param>
    private readonly record struct Work(double Allocated, double Read, double Reads)
    {
        /// <summary>What the process has done so far; nothing is known of reading where the system does not tell.</summary>
        public static Work SoFar()
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            if (!OperatingSystem.IsLinux())
            {
                return new(allocated, double.NaN, double.NaN);
            }

            var lines = File.ReadAllLines("/proc/self/io");
            return new(allocated, Number("rchar: "), Number("syscr: "));

            double Number(string name) => double.Parse(Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal))![name.Length..], CultureInfo.InvariantCulture);
        }

        public static Work Of(Action action)
        {
            // Reading what was read so far is work as well.
            var nothing = SoFar();
            var start = SoFar();
            action();
            var end = SoFar();
            return new(
                end.Allocated - start.Allocated - (start.Allocated - nothing.Allocated),
                end.Read - start.Read - (start.Read - nothing.Read),
                end.Reads - start.Reads - (start.Reads - nothing.Reads));
        }
    }

    /// <summary>What was counted of one tree.</summary>
    /// <param name="Bytes">Length of all its files.</param>
    /// <param name="FileBytes">Length of the file that was edited.</param>
    /// <param name="Cold">A scan to the findings.</param>
    /// <param name="Warm">The same, with the cache that another left.</param>
    /// <param name="Kept">Bytes of memory that the scan holds.</param>
    /// <param name="Edit">A keystroke in a Python file, to the findings.</param>
    /// <param name="Change">A Python file that has changed on disk, to the findings.</param>
    private sealed record Counted(double Bytes, double FileBytes, Work Cold, Work Warm, double Kept, Work Edit, Work Change);

    private sealed class Tree
    {
        private const string EditedFile = "services/service_0000/app/part0/module_0000.py";
        private readonly string _root;
        private readonly string _caches;

        public Tree(string parent, int files)
        {
            _root = SampleTree.Create(parent, files);
            _caches = Path.Combine(parent, "caches");
            SampleTree.AddEnvironment(_root, files);

            // A file that was just written is not kept in a cache.
            foreach (var file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
            {
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-1));
            }
        }

        public Counted Count()
        {
            var bytes = new DirectoryInfo(Path.Combine(_root, "services")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            var file = Path.Combine(_root, EditedFile);
            WorkspaceIndex? index = null;
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var cold = Work.Of(() => index = Scan(ScanCache.Open(_caches, _root, DateTime.UtcNow), isSaved: false));
            var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            Scan(ScanCache.Open(_caches, _root, DateTime.UtcNow), isSaved: true);
            var warm = Work.Of(() => Scan(ScanCache.Open(_caches, _root, DateTime.UtcNow), isSaved: false));

            // The first edit finds more to make than those that follow.
            var text = File.ReadAllText(file);
            index = Check(index!.WithBuffer(EditedFile, new SourceText(text + "#"), CancellationToken.None));
            var edit = Work.Of(() => index = Check(index.WithBuffer(EditedFile, new SourceText(text + "##"), CancellationToken.None)));
            index = index.WithoutBuffer(EditedFile, CancellationToken.None);
            File.WriteAllText(file, text + "#");
            index = Check(index.WithDiskChanges([EditedFile], CancellationToken.None));
            File.WriteAllText(file, text + "# more");
            var change = Work.Of(() => index = Check(index.WithDiskChanges([EditedFile], CancellationToken.None)));
            GC.KeepAlive(index);
            return new(bytes, text.Length, cold, warm, kept, edit, change);
        }

        private WorkspaceIndex Scan(ScanCache cache, bool isSaved)
        {
            var index = Check(WorkspaceIndex.Scan(_root, ["."], FrameworkCatalog.BuiltIn, s_options, cache, null, CancellationToken.None));
            return isSaved && !cache.Save() ? throw new InvalidOperationException("The cache was not saved") : index;
        }

        private static WorkspaceIndex Check(WorkspaceIndex index)
        {
            foreach (var project in index.Projects)
            {
                _ = index.Findings(project, CancellationToken.None);
            }

            return index;
        }
    }
}
