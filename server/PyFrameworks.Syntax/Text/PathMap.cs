using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PyFrameworks.Syntax.Text;

/// <summary>Makes maps of paths.</summary>
public static class PathMap
{
    /// <summary>A map of nothing.</summary>
    public static PathMap<T> Empty<T>() => PathMap<T>.Empty;

    /// <summary>The map of entries whose paths are in ordinal order and differ from one another; both have the same length.</summary>
    public static PathMap<T> FromSorted<T>(ReadOnlySpan<string> paths, ReadOnlySpan<T> values) => PathMap<T>.FromSorted(paths, values);

    /// <summary>The map of <paramref name="values"/>, whose paths are in ordinal order and differ from one another.</summary>
    public static PathMap<T> FromSorted<T>(IEnumerable<T> values, Converter<T, string> pathOf)
    {
        T[] all = [.. values];
        return PathMap<T>.FromSorted(Array.ConvertAll(all, pathOf), all);
    }

    /// <summary>The map of entries in any order; of several with the same path the last.</summary>
    public static PathMap<T> From<T>(IEnumerable<KeyValuePair<string, T>> entries) => PathMap<T>.Empty.SetItems(entries);
}

/// <summary>
/// Values by path, in ordinal order of the paths. Immutable: a change gives another map, which shares with this one all but a short run of entries. One that is made of
/// paths in order is made without comparing them, takes two words for an entry, and is gone through as arrays are.
/// </summary>
/// <typeparam name="T">The values.</typeparam>
public sealed class PathMap<T> : IReadOnlyCollection<KeyValuePair<string, T>>
{
    // Entries of a run: a change copies one, and the list of all.
    private const int MaxRun = 128;

    // With room for some more.
    private const int UsualRun = 96;

    private readonly Run[] _runs;

    private PathMap(Run[] runs, int count) => (_runs, Count) = (runs, count);

    /// <summary>Entries side by side; there is at least one.</summary>
    private sealed record Run(string[] Paths, T[] Values)
    {
        /// <summary>The place of <paramref name="path"/>, or the complement of the place where it would be.</summary>
        public int Find(string path)
        {
            var (low, high) = (0, Paths.Length - 1);
            while (low <= high)
            {
                var middle = (low + high) >> 1;
                var order = string.CompareOrdinal(Paths[middle], path);
                if (order == 0)
                {
                    return middle;
                }

                (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
            }

            return ~low;
        }
    }

    /// <summary>A map of nothing.</summary>
    internal static PathMap<T> Empty { get; } = new([], 0);

    /// <summary>Number of entries.</summary>
    public int Count { get; }

    /// <summary>The paths in order.</summary>
    public IEnumerable<string> Keys
    {
        get
        {
            foreach (var run in _runs)
            {
                foreach (var path in run.Paths)
                {
                    yield return path;
                }
            }
        }
    }

    /// <summary>The values in the order of their paths.</summary>
    public IEnumerable<T> Values
    {
        get
        {
            foreach (var run in _runs)
            {
                foreach (var value in run.Values)
                {
                    yield return value;
                }
            }
        }
    }

    /// <summary>The value at <paramref name="path"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T this[string path] => TryGetValue(path, out var value) ? value : throw new KeyNotFoundException(path);

    /// <summary>The map of entries whose paths are in ordinal order and differ from one another; both have the same length.</summary>
    internal static PathMap<T> FromSorted(ReadOnlySpan<string> paths, ReadOnlySpan<T> values)
    {
        var runs = new Run[(paths.Length + UsualRun - 1) / UsualRun];
        for (var i = 0; i < runs.Length; i++)
        {
            var (start, length) = (i * UsualRun, Math.Min(UsualRun, paths.Length - (i * UsualRun)));
            runs[i] = new(paths.Slice(start, length).ToArray(), values.Slice(start, length).ToArray());
        }

        return new(runs, paths.Length);
    }

    /// <summary>Whether there is a value at <paramref name="path"/>.</summary>
    public bool ContainsKey(string path) => TryGetValue(path, out _);

    /// <summary>Finds the value at <paramref name="path"/>.</summary>
    public bool TryGetValue(string path, [MaybeNullWhen(false)] out T value)
    {
        if (Locate(path) is (var run, >= 0 and var at))
        {
            value = _runs[run].Values[at];
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The value at <paramref name="path"/>, or the default.</summary>
    public T? GetValueOrDefault(string path) => TryGetValue(path, out var value) ? value : default;

    /// <summary>The paths from the first on that is not before <paramref name="path"/>.</summary>
    public IEnumerable<string> KeysFrom(string path)
    {
        var (run, at) = Locate(path);
        for (at = at < 0 ? ~at : at; run < _runs.Length; (run, at) = (run + 1, 0))
        {
            for (; at < _runs[run].Paths.Length; at++)
            {
                yield return _runs[run].Paths[at];
            }
        }
    }

    /// <summary>This map with <paramref name="value"/> at <paramref name="path"/>.</summary>
    public PathMap<T> SetItem(string path, T value)
    {
        if (_runs.Length == 0)
        {
            return new([new([path], [value])], 1);
        }

        var (place, at) = Locate(path);
        var run = _runs[place];
        if (at >= 0)
        {
            T[] values = [.. run.Values];
            values[at] = value;
            return new(With(place, run with { Values = values }), Count);
        }

        var changed = new Run(Inserted(run.Paths, ~at, path), Inserted(run.Values, ~at, value));
        return new(changed.Paths.Length <= MaxRun ? With(place, changed) : Split(place, changed), Count + 1);
    }

    /// <summary>This map with each of <paramref name="entries"/> in place of what was at its path.</summary>
    public PathMap<T> SetItems(IEnumerable<KeyValuePair<string, T>> entries)
    {
        var map = this;
        foreach (var (path, value) in entries)
        {
            map = map.SetItem(path, value);
        }

        return map;
    }

    /// <summary>This map without <paramref name="path"/>.</summary>
    public PathMap<T> Remove(string path)
    {
        if (Locate(path) is not (var place, >= 0 and var at))
        {
            return this;
        }

        var run = _runs[place];
        return run.Paths.Length == 1
            ? new([.. _runs.AsSpan(0, place), .. _runs.AsSpan(place + 1)], Count - 1)
            : new(With(place, new([.. run.Paths.AsSpan(0, at), .. run.Paths.AsSpan(at + 1)], [.. run.Values.AsSpan(0, at), .. run.Values.AsSpan(at + 1)])), Count - 1);
    }

    /// <summary>This map without any of <paramref name="paths"/>.</summary>
    public PathMap<T> RemoveRange(IEnumerable<string> paths)
    {
        var map = this;
        foreach (var path in paths)
        {
            map = map.Remove(path);
        }

        return map;
    }

    /// <summary>Whether <paramref name="other"/> has the same paths.</summary>
    public bool HasSameKeys(PathMap<T> other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        // What comes of one map by changes is mostly in the same runs.
        var aligned = 0;
        while (aligned < _runs.Length && aligned < other._runs.Length && ReferenceEquals(_runs[aligned].Paths, other._runs[aligned].Paths))
        {
            aligned++;
        }

        return aligned == _runs.Length || KeysFrom(_runs[aligned].Paths[0]).SequenceEqual(other.KeysFrom(other._runs[aligned].Paths[0]), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        foreach (var run in _runs)
        {
            for (var i = 0; i < run.Paths.Length; i++)
            {
                yield return new(run.Paths[i], run.Values[i]);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The run that holds or would hold <paramref name="path"/>, and the place in it or the complement of the place where it would be.</summary>
    private (int Run, int At) Locate(string path)
    {
        // The last run that begins no later.
        var (low, high) = (0, _runs.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            (low, high) = string.CompareOrdinal(_runs[middle].Paths[0], path) <= 0 ? (middle, high) : (low, middle - 1);
        }

        return _runs.Length == 0 ? (0, ~0) : (low, _runs[low].Find(path));
    }

    private Run[] With(int place, Run run)
    {
        Run[] runs = [.. _runs];
        runs[place] = run;
        return runs;
    }

    private Run[] Split(int place, Run run)
    {
        var half = run.Paths.Length / 2;
        return [.. _runs.AsSpan(0, place), new(run.Paths[..half], run.Values[..half]), new(run.Paths[half..], run.Values[half..]), .. _runs.AsSpan(place + 1)];
    }

    private static TItem[] Inserted<TItem>(TItem[] items, int at, TItem item) => [.. items.AsSpan(0, at), item, .. items.AsSpan(at)];
}
