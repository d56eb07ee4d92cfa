using System.Collections;

namespace PyFrameworks.Syntax.Text;

/// <summary>Paths in ordinal order. Immutable, as <see cref="PathMap{T}"/> is.</summary>
public sealed class PathSet : IReadOnlyCollection<string>
{
    private readonly PathMap<bool> _paths;

    private PathSet(PathMap<bool> paths) => _paths = paths;

    /// <summary>No path.</summary>
    public static PathSet Empty { get; } = new(PathMap.Empty<bool>());

    /// <summary>Number of paths.</summary>
    public int Count => _paths.Count;

    /// <summary>The set of <paramref name="paths"/>, which are in ordinal order and differ from one another.</summary>
    public static PathSet FromSorted(ReadOnlySpan<string> paths) => new(PathMap.FromSorted<bool>(paths, new bool[paths.Length]));

    /// <summary>The set of <paramref name="paths"/>, in any order.</summary>
    public static PathSet From(IEnumerable<string> paths) => Empty.Union(paths);

    /// <summary>Whether <paramref name="path"/> is among them.</summary>
    public bool Contains(string path) => _paths.ContainsKey(path);

    /// <summary>The paths from the first on that is not before <paramref name="path"/>.</summary>
    public IEnumerable<string> StartingAt(string path) => _paths.KeysFrom(path);

    /// <summary>These paths and <paramref name="path"/>.</summary>
    public PathSet Add(string path) => Contains(path) ? this : new(_paths.SetItem(path, true));

    /// <summary>These paths without <paramref name="path"/>.</summary>
    public PathSet Remove(string path) => Contains(path) ? new(_paths.Remove(path)) : this;

    /// <summary>These paths and <paramref name="others"/>.</summary>
    public PathSet Union(IEnumerable<string> others)
    {
        var all = this;
        foreach (var path in others)
        {
            all = all.Add(path);
        }

        return all;
    }

    /// <summary>These paths without any of <paramref name="others"/>.</summary>
    public PathSet Except(IEnumerable<string> others)
    {
        var rest = this;
        foreach (var path in others)
        {
            rest = rest.Remove(path);
        }

        return rest;
    }

    /// <summary>Whether <paramref name="other"/> holds the same paths.</summary>
    public bool IsSame(PathSet other) => _paths.HasSameKeys(other._paths);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _paths.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
