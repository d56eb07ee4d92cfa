using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PyFrameworks.Syntax.Python;

/// <summary>
/// Where the bytes stand in a text in UTF-8 that mean something to a glance: a bit for each byte of the text, so that all of them are found by one pass over whole vectors.
/// </summary>
internal readonly ref struct GlanceMarks
{
    private const int BlockSize = 64;

    private readonly ReadOnlySpan<ulong> _marks;
    private readonly ReadOnlySpan<ulong> _breaks;
    private readonly ReadOnlySpan<ulong> _quotes;
    private readonly int _length;

    /// <summary>Looks through <paramref name="text"/>.</summary>
    /// <param name="text">Text in UTF-8.</param>
    /// <param name="room">At least <see cref="RoomFor"/> of its length.</param>
    public GlanceMarks(ReadOnlySpan<byte> text, Span<ulong> room)
    {
        var blocks = BlocksOf(text.Length);
        var marks = room[..blocks];
        var breaks = room.Slice(blocks, blocks);
        var quotes = room.Slice(2 * blocks, blocks);
        var pairs = Vector128<byte>.Zero;
        Span<byte> end = stackalloc byte[BlockSize + Vector128<byte>.Count];
        for (var i = 0; i < blocks; i++)
        {
            // A vector more is looked at than the block has, for what goes on behind it.
            scoped var block = text[(i * BlockSize)..];
            if (block.Length < end.Length)
            {
                end.Clear();
                block.CopyTo(end);
                block = end;
            }

            ref var first = ref MemoryMarshal.GetReference(block);
            var (mark0, break0, quote0) = Look(ref first, 0, ref pairs);
            var (mark1, break1, quote1) = Look(ref first, 16, ref pairs);
            var (mark2, break2, quote2) = Look(ref first, 32, ref pairs);
            var (mark3, break3, quote3) = Look(ref first, 48, ref pairs);
            marks[i] = mark0 | ((ulong)mark1 << 16) | ((ulong)mark2 << 32) | ((ulong)mark3 << 48);
            breaks[i] = break0 | ((ulong)break1 << 16) | ((ulong)break2 << 32) | ((ulong)break3 << 48);
            quotes[i] = quote0 | ((ulong)quote1 << 16) | ((ulong)quote2 << 32) | ((ulong)quote3 << 48);
        }

        _marks = marks;
        _breaks = breaks;
        _quotes = quotes;
        _length = text.Length;
        MayNameSettings = pairs != Vector128<byte>.Zero && (text.IndexOf("_APPS"u8) >= 0 || text.IndexOf("MIDDLEWARE"u8) >= 0);
    }

    /// <summary>Whether something stands in the text that may be a name for which <see cref="PythonModule.IsSetting"/> holds.</summary>
    public bool MayNameSettings { get; }

    /// <summary>Size of the room for a text of <paramref name="length"/> bytes.</summary>
    public static int RoomFor(int length) => 3 * BlocksOf(length);

    /// <summary>The first byte from <paramref name="position"/> on at which a leap through code may end: a line end, <c>#</c>, quote, backslash, bracket, colon or semicolon; else the text's end.</summary>
    public int Next(int position) => Next(_marks, position);

    /// <summary>The first byte of a line end from <paramref name="position"/> on; else the text's end.</summary>
    public int NextBreak(int position) => Next(_breaks, position);

    /// <summary>The first quote or backslash from <paramref name="position"/> on; else the text's end.</summary>
    public int NextQuote(int position) => Next(_quotes, position);

    private static int BlocksOf(int length) => (length + BlockSize - 1) / BlockSize;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (uint Marks, uint Breaks, uint Quotes) Look(ref byte block, nuint offset, ref Vector128<byte> pairs)
    {
        var bytes = Vector128.LoadUnsafe(ref block, offset);
        var next = Vector128.LoadUnsafe(ref block, offset + 1);
        var breaks = Vector128.Equals(bytes, Vector128.Create((byte)'\n')) | Vector128.Equals(bytes, Vector128.Create((byte)'\r'));
        var quotes = Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\'')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'));

        // "(" and ")", ":" and ";" differ in their last bit, "[" and "{", "]" and "}" in that of upper and lower case.
        var odd = bytes | Vector128.Create((byte)1);
        var lower = bytes | Vector128.Create((byte)0x20);
        var marks = breaks | quotes | Vector128.Equals(bytes, Vector128.Create((byte)'#'))
            | Vector128.Equals(odd, Vector128.Create((byte)')')) | Vector128.Equals(odd, Vector128.Create((byte)';'))
            | Vector128.Equals(lower, Vector128.Create((byte)'{')) | Vector128.Equals(lower, Vector128.Create((byte)'}'));

        // What names of settings have in common, and little else: a doubled P or D.
        pairs |= Vector128.Equals(bytes, next) & (Vector128.Equals(bytes, Vector128.Create((byte)'P')) | Vector128.Equals(bytes, Vector128.Create((byte)'D')));
        return (marks.ExtractMostSignificantBits(), breaks.ExtractMostSignificantBits(), quotes.ExtractMostSignificantBits());
    }

    private int Next(ReadOnlySpan<ulong> bits, int position)
    {
        var block = position / BlockSize;
        if ((uint)block >= (uint)bits.Length)
        {
            return _length;
        }

        var rest = bits[block] & (ulong.MaxValue << position);
        while (rest == 0)
        {
            block++;
            if ((uint)block >= (uint)bits.Length)
            {
                return _length;
            }

            rest = bits[block];
        }

        return (block * BlockSize) + BitOperations.TrailingZeroCount(rest);
    }
}
