using System.Text;
using PyFrameworks.Catalog;

namespace PyFrameworks.Features.Tests;

/// <summary>The README's table of frameworks.</summary>
public sealed class ReadmeTests
{
    private const string Start = "<!-- frameworks -->\n";
    private const string End = "<!-- /frameworks -->";

    /// <summary>The table is written from the catalog; <c>PYFRAMEWORKS_UPDATE_GOLDEN=1 dotnet test</c> writes it anew.</summary>
    [Fact]
    public void The_table_of_frameworks_says_what_the_catalog_says()
    {
        var path = Golden.PathOf("README.md");
        var readme = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (start, end) = (readme.IndexOf(Start, StringComparison.Ordinal) + Start.Length, readme.IndexOf(End, StringComparison.Ordinal));
        Assert.True(start >= Start.Length && end >= start, "the README has no place for the table");
        if (Golden.IsUpdating)
        {
            readme = readme[..start] + Table() + readme[end..];
            File.WriteAllText(path, readme);
        }

        Assert.Equal(Table(), readme[start..readme.IndexOf(End, StringComparison.Ordinal)]);
    }

    private static string Table()
    {
        var text = new StringBuilder("| kind | frameworks |\n| --- | --- |\n");
        foreach (var kind in FrameworkCatalog.BuiltIn.Frameworks.GroupBy(framework => framework.Kind).OrderBy(group => group.Key))
        {
            text.Append($"| {Words.Of(kind.Key)} | {string.Join(", ", kind.OrderBy(framework => framework.Name, StringComparer.OrdinalIgnoreCase).Select(Cell))} |\n");
        }

        return text.ToString();
    }

    /// <summary>The name; of what nobody looks after, in which way.</summary>
    private static string Cell(Framework framework) =>
        framework.Lifecycle.Status is LifecycleStatus.Dormant or LifecycleStatus.Archived ? $"{framework.Name} ({Words.Of(framework.Lifecycle.Status)})" : framework.Name;
}
