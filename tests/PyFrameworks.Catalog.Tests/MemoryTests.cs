using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace PyFrameworks.Catalog.Tests;

/// <summary>What the whole built-in catalog costs once every entry is made.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    private const long Most = 10 << 20;

    [Fact]
    public void The_whole_catalog_takes_less_than_ten_megabytes()
    {
        // In a context of its own the catalog is made anew, whatever other tests have asked of it.
        var context = new AssemblyLoadContext(nameof(MemoryTests), isCollectible: true);
        try
        {
            var (catalog, entries, allocated, retained) = Measure(context);

            Assert.Equal(FrameworkCatalog.BuiltIn.Ids.Length, entries);
            Assert.InRange(allocated, 1, Most);
            Assert.InRange(retained, 1, Most);
            GC.KeepAlive(catalog);
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>Makes every entry and the companions; the bytes that this thread allocates for it, and those that stay.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (object Catalog, int Entries, long Allocated, long Retained) Measure(AssemblyLoadContext context)
    {
        var folder = AppContext.BaseDirectory;
        context.LoadFromAssemblyPath(Path.Combine(folder, "PyFrameworks.Syntax.dll"));
        var type = context.LoadFromAssemblyPath(Path.Combine(folder, "PyFrameworks.Catalog.dll")).GetType("PyFrameworks.Catalog.FrameworkCatalog", throwOnError: true)!;
        var (builtIn, frameworks, companions) = (type.GetProperty("BuiltIn")!, type.GetProperty("Frameworks")!, type.GetProperty("Companions")!);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var catalog = builtIn.GetValue(null)!;
        var entries = ((System.Collections.IEnumerable)frameworks.GetValue(catalog)!).Cast<object>().Count();
        _ = companions.GetValue(catalog);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return (catalog, entries, allocated, GC.GetTotalMemory(forceFullCollection: true) - before);
    }
}
