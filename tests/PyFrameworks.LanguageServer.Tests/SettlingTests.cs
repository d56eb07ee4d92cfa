namespace PyFrameworks.LanguageServer.Tests;

public sealed class SettlingTests
{
    [Fact]
    public void Only_after_much_work_the_heap_is_settled()
    {
        var (allocated, collections) = (10L << 20, 0);
        var settling = new Settling(() => allocated, () => collections++, () => Assert.Fail("Nothing was scanned"));
        void Work(long bytes, int expected)
        {
            allocated += bytes;
            settling.Rest();
            Assert.Equal(expected, collections);
        }

        Work(0, 1);
        Work(0, 1);

        // Small pieces do not add up: that is what someone who types makes.
        for (var i = 0; i < 100; i++)
        {
            Work(1 << 20, 1);
        }

        Work(4 << 20, 2);
        Work(1 << 20, 2);
    }

    [Fact]
    public void After_a_scan_the_heap_is_compacted_once()
    {
        var (allocated, collections, compactions) = (10L << 20, 0, 0);
        var settling = new Settling(() => allocated, () => collections++, () => compactions++);
        settling.NoteScan();
        settling.NoteScan();
        settling.Rest();
        Assert.Equal((1, 1), (collections, compactions));
        settling.Rest();
        Assert.Equal((1, 1), (collections, compactions));
        allocated += 4 << 20;
        settling.Rest();
        Assert.Equal((2, 1), (collections, compactions));
        settling.NoteScan();
        settling.Rest();
        Assert.Equal((2, 2), (collections, compactions));
    }
}
