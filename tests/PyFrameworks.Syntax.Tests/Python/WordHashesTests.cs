using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Syntax.Python;

namespace PyFrameworks.Syntax.Tests.Python;

public sealed class WordHashesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(40, 1)]
    [InlineData(30, 30)]
    [InlineData(3, 400)]
    [InlineData(400, 3)]
    public void Common_hashes_are_found_whichever_list_is_longer(int known, int wanted)
    {
        var random = new Random(known * wanted);
        for (var i = 0; i < 300; i++)
        {
            var (left, right) = (Hashes(known), Hashes(wanted));
            Assert.Equal(left.Intersect(right).Any(), WordHashes.HaveCommon(Bytes(left), right));
        }

        ushort[] Hashes(int count) => [.. Enumerable.Range(0, random.Next(count + 1)).Select(_ => (ushort)(random.Next(900) * 71)).Distinct().Order()];
    }

    [Fact]
    public void Hashes_are_collected_in_order_and_each_once() => Prop.ForAll<ushort[], ushort[]>((first, second) =>
    {
        var collector = new HashCollector();
        Check(first);
        Check(second);
        Check([.. Enumerable.Range(0, 1000).Select(hash => (ushort)(hash * 65))]);

        void Check(ushort[] hashes)
        {
            foreach (var hash in hashes)
            {
                collector.Add(hash);
            }

            ushort[] expected = [.. hashes.Distinct().Order()];
            var bytes = new byte[2 * collector.Count];
            Assert.True(collector.CopyTo(bytes).IsEmpty, "There is room left");
            Assert.Equal(Bytes(expected), bytes);
            Assert.Equal(hashes.Length > 0, collector.HasAnyOf(expected, 0));
            Assert.False(collector.HasAnyOf(expected, collector.Count), "None was added since");
            collector.Clear();
            Assert.Equal(0, collector.Count);
        }
    }).QuickCheckThrowOnFailure();

    private static byte[] Bytes(ushort[] hashes) => [.. hashes.SelectMany(hash => (byte[])[(byte)hash, (byte)(hash >> 8)])];
}
