using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel;

/// <summary>The files and folders of a catalog that show a framework, by the last part of their paths, so that of most paths of a project nothing has to be made.</summary>
internal sealed class MarkerTable
{
    private static readonly ConditionalWeakTable<FrameworkCatalog, MarkerTable> s_tables = [];

    private readonly Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly List<int> _byPattern = [];

    private MarkerTable(FrameworkCatalog catalog)
    {
        var byName = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var markers = ImmutableArray.CreateBuilder<Marker>();
        foreach (var framework in catalog.Frameworks)
        {
            foreach (var file in framework.Markers)
            {
                var last = WorkspacePath.FileName(file.Path.TrimEnd('/'));
                var list = _byPattern;
                if (last.AsSpan().IndexOfAny('*', '?') < 0 && !byName.TryGetValue(last, out list))
                {
                    byName.Add(last, list = []);
                }

                list!.Add(markers.Count);
                markers.Add(new(framework.Id, file, GlobPattern.Create(file.Path), last));
            }
        }

        Markers = markers.DrainToImmutable();
        _byName = byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>A marker of a framework.</summary>
    /// <param name="FrameworkId">Whose it is.</param>
    /// <param name="File">What the catalog says.</param>
    /// <param name="Pattern">Its path, as seen from the workspace's root.</param>
    /// <param name="Last">The last part of its path.</param>
    public sealed record Marker(string FrameworkId, MarkerFile File, GlobPattern Pattern, string Last);

    /// <summary>In the catalog's order.</summary>
    public ImmutableArray<Marker> Markers { get; }

    /// <summary>The table of a catalog, made once.</summary>
    public static MarkerTable Of(FrameworkCatalog catalog) => s_tables.GetValue(catalog, static catalog => new(catalog));

    /// <summary>Puts <paramref name="path"/> to each of the <paramref name="candidates"/>, a list or none for a marker, of which the last part fits.</summary>
    public void Add(string path, List<string>?[] candidates)
    {
        var name = WorkspacePath.LastPart(path);
        if (_byName.TryGetValue(name, out var numbers))
        {
            foreach (var number in numbers)
            {
                (candidates[number] ??= []).Add(path);
            }
        }

        foreach (var number in _byPattern)
        {
            if (Markers[number].Last is var last && (last == "**" || GlobPattern.MatchesPart(last, name)))
            {
                (candidates[number] ??= []).Add(path);
            }
        }
    }
}
