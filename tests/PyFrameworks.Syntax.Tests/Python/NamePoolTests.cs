using System.Text;
using PyFrameworks.Syntax.Python;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class NamePoolTests
{
    [Fact]
    public void Name_that_was_just_made_is_not_made_again()
    {
        var name = Guid.NewGuid().ToString("N");
        var made = NamePool.Get(Encoding.ASCII.GetBytes(name));
        Assert.Equal(name, made);
        Assert.Same(made, NamePool.Get(Encoding.ASCII.GetBytes(name)));
    }

    [Fact]
    public void Names_are_told_apart_where_they_share_a_place()
    {
        // More than there are places, so that most of them have to share one.
        string[] names = ["", "a", "A", new('x', 48), new('x', 49), .. Enumerable.Range(0, 40_000).Select(i => $"name_{i}")];
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.All(names, name => Assert.Equal(name, NamePool.Get(Encoding.ASCII.GetBytes(name))));
        }
    }

    [Fact]
    public void Threads_may_ask_at_once() => Parallel.For(0, 100_000, i =>
    {
        var name = $"shared_{i % 20_000}";
        if (NamePool.Get(Encoding.ASCII.GetBytes(name)) != name)
        {
            throw new InvalidOperationException(name);
        }
    });
}
