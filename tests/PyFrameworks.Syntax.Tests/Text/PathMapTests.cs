using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Syntax.Tests.Text;

public sealed class PathMapTests
{
    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 400)]
    [InlineData(3, 3_000)]
    public void Says_after_any_changes_what_a_sorted_dictionary_says(int seed, int names)
    {
        var random = new Random(seed);
        var model = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var map = PathMap.Empty<int>();
        for (var step = 0; step < 3_000; step++)
        {
            var path = Path(random, names);
            var before = map;
            var said = step % 500 == 0 ? before.ToList() : null;
            switch (random.Next(10))
            {
                case 0:
                    var gone = Enumerable.Range(0, random.Next(40)).Select(_ => Path(random, names)).ToList();
                    gone.ForEach(one => model.Remove(one));
                    map = map.RemoveRange(gone);
                    break;
                case <= 3:
                    model.Remove(path);
                    map = map.Remove(path);
                    break;
                default:
                    model[path] = step;
                    map = map.SetItem(path, step);
                    break;
            }

            Assert.Equal(model.Count, map.Count);
            Assert.Equal(model.TryGetValue(path, out var expected), map.TryGetValue(path, out var actual));
            Assert.Equal(expected, actual);
            Assert.Equal(model.ContainsKey(path), map.ContainsKey(path));
            if (step % 100 == 0)
            {
                CheckSame(model, map);
                Assert.Equal(model.Keys.Where(key => string.CompareOrdinal(key, path) >= 0), map.KeysFrom(path));
                Assert.Equal(model.Keys.SequenceEqual(before.Keys), map.HasSameKeys(before));
            }

            // A change leaves alone what it was made from.
            if (said is not null)
            {
                Assert.Equal(said, before);
            }
        }

        var made = PathMap.FromSorted<int>(model.Keys.ToArray(), model.Values.ToArray());
        CheckSame(model, made);
        CheckSame(model, PathMap.From(model.Reverse()));
        var byItself = PathMap.FromSorted(model.Keys, path => path);
        Assert.Equal(model.Keys, byItself.Keys);
        Assert.Equal(model.Keys, byItself.Values);
        Assert.True(made.HasSameKeys(map));
        Assert.False(made.HasSameKeys(made.Remove(model.Keys.Last())));
        Assert.False(made.HasSameKeys(made.Remove(model.Keys.Last()).SetItem("zz", 1)));
        Assert.True(made.HasSameKeys(made.SetItem(model.Keys.First(), -1)));
    }

    [Fact]
    public void A_path_that_is_not_there_is_told_by_name() =>
        Assert.Contains("b.py", Assert.Throws<KeyNotFoundException>(() => PathMap.From([KeyValuePair.Create("a.py", 1)])["b.py"]).Message, StringComparison.Ordinal);

    [Fact]
    public void A_set_keeps_each_path_once_and_itself_where_nothing_changes()
    {
        var set = PathSet.From(["b/c.py", "a.py", "b.py", "a.py"]);
        Assert.Equal(["a.py", "b.py", "b/c.py"], set);
        Assert.Equal(3, set.Count);
        Assert.Same(set, set.Add("a.py"));
        Assert.Same(set, set.Remove("c.py"));
        Assert.Equal(["b/c.py"], set.StartingAt("b/"));
        Assert.Equal(["a.py", "b.py"], set.Except(["b/c.py", "d.py"]));
        Assert.True(set.IsSame(PathSet.FromSorted(["a.py", "b.py", "b/c.py"])));
        Assert.False(set.IsSame(set.Union(["d.py"])));
        Assert.Empty(PathSet.Empty);
    }

    private static void CheckSame(SortedDictionary<string, int> model, PathMap<int> map)
    {
        Assert.Equal(model, map);
        Assert.Equal(model.Keys, map.Keys);
        Assert.Equal(model.Values, map.Values);
        Assert.All(model, pair => Assert.Equal(pair.Value, map[pair.Key]));
    }

    // Upper and lower case, and what stands before and after a slash in the order.
    private static string Path(Random random, int names) => $"{"aB-.é"[random.Next(5)]}/{random.Next(names)}.py";
}
