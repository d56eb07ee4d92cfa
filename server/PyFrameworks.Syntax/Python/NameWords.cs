using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>Where in a module a name may stand that is looked for.</summary>
internal enum NamePlace
{
    /// <summary>What is called.</summary>
    Call,

    /// <summary>A decorator.</summary>
    Decorator,

    /// <summary>The base of a class.</summary>
    Base,

    /// <summary>What an import names: <c>Flask</c> in <c>from flask import Flask</c>.</summary>
    Import,
}

/// <summary>Names that are to be looked for by their last part: what is called, decorates, is derived from or is imported by name.</summary>
public sealed class NameWords
{
    private readonly ImmutableArray<ushort> _hashes;

    /// <summary>The last parts of names, dotted or not.</summary>
    /// <param name="calls">What may be called.</param>
    /// <param name="decorators">What may decorate.</param>
    /// <param name="bases">What classes may derive from.</param>
    /// <param name="imports">What imports may name.</param>
    public NameWords(IEnumerable<string>? calls = null, IEnumerable<string>? decorators = null, IEnumerable<string>? bases = null, IEnumerable<string>? imports = null)
    {
        (IEnumerable<string> Names, NamePlace Place)[] all =
            [(calls ?? [], NamePlace.Call), (decorators ?? [], NamePlace.Decorator), (bases ?? [], NamePlace.Base), (imports ?? [], NamePlace.Import)];
        var hashes = new List<ushort>();
        foreach (var (names, place) in all)
        {
            foreach (var name in names)
            {
                hashes.Add(Of(LastPart(name), place));
                IsBeyondAscii |= !Ascii.IsValid(name);
            }
        }

        _hashes = Sorted(hashes);
    }

    /// <summary>In order, each once.</summary>
    internal ReadOnlySpan<ushort> Hashes => _hashes.AsSpan();

    /// <summary>The hashes in order, each once.</summary>
    internal static ImmutableArray<ushort> Sorted(List<ushort> hashes)
    {
        hashes.Sort();
        var kept = 0;
        for (var i = 0; i < hashes.Count; i++)
        {
            if (i == 0 || hashes[i] != hashes[i - 1])
            {
                hashes[kept++] = hashes[i];
            }
        }

        return [.. hashes[..kept]];
    }

    /// <summary>Whether a name has characters beyond ASCII, for which a glance does not look.</summary>
    internal bool IsBeyondAscii { get; }

    /// <summary>What stands after the last dot of <paramref name="name"/>.</summary>
    internal static ReadOnlySpan<char> LastPart(ReadOnlySpan<char> name) => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>A hash of a name without dots at a place: FNV-1a, folded to 16 bits; the same in every process.</summary>
    internal static ushort Of(ReadOnlySpan<char> name, NamePlace place) => WordHashes.Of(name, 2166136261u + (uint)place);

    /// <summary>The same of a name in ASCII.</summary>
    internal static ushort Of(ReadOnlySpan<byte> name, NamePlace place) => WordHashes.Of(name, 2166136261u + (uint)place);
}

/// <summary>Packages of which imports are to be looked for, whatever they import of them.</summary>
public sealed class PackageNames
{
    private const uint Seed = 2166136261u;

    private readonly ImmutableArray<ushort> _hashes;

    /// <summary>
    /// The packages of <paramref name="modules"/>: <c>flask</c> for <c>flask.views</c>, all that begin so for <c>cubicweb_*</c>. The case of letters does not matter.
    /// </summary>
    public PackageNames(params IEnumerable<string> modules)
    {
        var hashes = new List<ushort>();
        foreach (var module in modules)
        {
            var package = FirstPart(module);
            var isBeginning = package is [.., '*'];
            package = isBeginning ? package[..^1] : package;

            // Of beginnings those are known that end with their first underscore.
            IsEverything |= !Ascii.IsValid(package) || (isBeginning && package.IndexOf('_') != package.Length - 1);
            hashes.Add(Of(package));
        }

        _hashes = NameWords.Sorted(hashes);
    }

    /// <summary>In order, each once.</summary>
    internal ReadOnlySpan<ushort> Hashes => _hashes.AsSpan();

    /// <summary>Whether a name is among them that hashes do not tell.</summary>
    internal bool IsEverything { get; }

    /// <summary>Notes the package of <paramref name="module"/> as an import of it is looked for.</summary>
    internal static void Note(ReadOnlySpan<char> module, HashCollector hashes)
    {
        var package = FirstPart(module);
        hashes.Add(Of(package));
        if (package.IndexOf('_') is >= 0 and var underscore && underscore < package.Length - 1)
        {
            hashes.Add(Of(package[..(underscore + 1)]));
        }
    }

    /// <summary>The same of a package in ASCII, without what is in it.</summary>
    internal static void Note(ReadOnlySpan<byte> package, HashCollector hashes)
    {
        hashes.Add(WordHashes.Of(package, Seed, ignoresCase: true));
        if (package.IndexOf((byte)'_') is >= 0 and var underscore && underscore < package.Length - 1)
        {
            hashes.Add(WordHashes.Of(package[..(underscore + 1)], Seed, ignoresCase: true));
        }
    }

    /// <summary>Whether the package of <paramref name="module"/> is among the hashes in <paramref name="noted"/>, as far as they tell.</summary>
    internal static bool IsNoted(ReadOnlySpan<char> module, ReadOnlySpan<byte> noted) =>
        FirstPart(module) is var package && (!Ascii.IsValid(package) || WordHashes.HaveCommon(noted, [Of(package)]));

    private static ushort Of(ReadOnlySpan<char> package) => WordHashes.Of(package, Seed, ignoresCase: true);

    private static ReadOnlySpan<char> FirstPart(ReadOnlySpan<char> module) => module.IndexOf('.') is >= 0 and var dot ? module[..dot] : module;
}

/// <summary>Sorted lists of hashes of 16 bits, as packed modules and glances hold them: in little endian, each once.</summary>
internal static class WordHashes
{
    private const int MuchLonger = 8;

    /// <summary>FNV-1a, folded to 16 bits.</summary>
    public static ushort Of(ReadOnlySpan<char> word, uint seed, bool ignoresCase = false)
    {
        var hash = seed;
        foreach (var c in word)
        {
            hash = (hash ^ (ignoresCase && c is >= 'A' and <= 'Z' ? (uint)(c | 0x20) : c)) * 16777619u;
        }

        return (ushort)(hash ^ (hash >> 16));
    }

    /// <summary>The same of a word in ASCII.</summary>
    public static ushort Of(ReadOnlySpan<byte> word, uint seed, bool ignoresCase = false)
    {
        var hash = seed;
        foreach (var c in word)
        {
            hash = (hash ^ (ignoresCase && c is >= (byte)'A' and <= (byte)'Z' ? c | 0x20u : c)) * 16777619u;
        }

        return (ushort)(hash ^ (hash >> 16));
    }

    /// <summary>Whether <paramref name="known"/> and <paramref name="wanted"/>, both in order, have one in common.</summary>
    public static bool HaveCommon(ReadOnlySpan<byte> known, ReadOnlySpan<ushort> wanted)
    {
        // Often one list is much longer than the other: then each of the shorter one is looked for in what is left of the longer one.
        var count = known.Length / sizeof(ushort);
        return wanted.Length > count * MuchLonger ? HasAnyOfKnown(known, wanted)
            : count > wanted.Length * MuchLonger ? HasAnyOfWanted(known, wanted)
            : HaveCommonInOrder(known, wanted);
    }

    private static int At(ReadOnlySpan<byte> known, int index) => BinaryPrimitives.ReadUInt16LittleEndian(known[(index * sizeof(ushort))..]);

    private static bool HasAnyOfKnown(ReadOnlySpan<byte> known, ReadOnlySpan<ushort> wanted)
    {
        for (; known.Length > 1; known = known[sizeof(ushort)..])
        {
            var hash = At(known, 0);
            var (low, high) = (0, wanted.Length);
            while (low < high)
            {
                var middle = (low + high) >> 1;
                (low, high) = wanted[middle] < hash ? (middle + 1, high) : (low, middle);
            }

            if (low < wanted.Length && wanted[low] == hash)
            {
                return true;
            }

            wanted = wanted[low..];
        }

        return false;
    }

    private static bool HasAnyOfWanted(ReadOnlySpan<byte> known, ReadOnlySpan<ushort> wanted)
    {
        foreach (var hash in wanted)
        {
            var (low, high) = (0, known.Length / sizeof(ushort));
            while (low < high)
            {
                var middle = (low + high) >> 1;
                (low, high) = At(known, middle) < hash ? (middle + 1, high) : (low, middle);
            }

            known = known[(low * sizeof(ushort))..];
            if (known.Length > 1 && At(known, 0) == hash)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HaveCommonInOrder(ReadOnlySpan<byte> known, ReadOnlySpan<ushort> wanted)
    {
        var (i, j) = (0, 0);
        while (i < known.Length / sizeof(ushort) && j < wanted.Length)
        {
            var (left, right) = (At(known, i), wanted[j]);
            if (left == right)
            {
                return true;
            }

            i += left < right ? 1 : 0;
            j += left < right ? 0 : 1;
        }

        return false;
    }
}

/// <summary>Collects hashes, each once.</summary>
internal sealed class HashCollector
{
    private readonly ulong[] _seen = new ulong[(ushort.MaxValue + 1) / 64];

    // Which of the numbers above are other than zero.
    private readonly ulong[] _filled = new ulong[(ushort.MaxValue + 1) / 64 / 64];
    private ushort[] _hashes = new ushort[256];

    /// <summary>Number of different ones.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one, if it is new.</summary>
    public void Add(ushort hash)
    {
        ref var bits = ref _seen[hash >> 6];
        var bit = 1ul << (hash & 63);
        if ((bits & bit) != 0)
        {
            return;
        }

        bits |= bit;
        _filled[hash >> 12] |= 1ul << ((hash >> 6) & 63);
        if (Count == _hashes.Length)
        {
            Array.Resize(ref _hashes, 2 * Count);
        }

        _hashes[Count++] = hash;
    }

    /// <summary>Whether one that was added after the first <paramref name="start"/> is in <paramref name="sorted"/>.</summary>
    public bool HasAnyOf(ReadOnlySpan<ushort> sorted, int start)
    {
        for (var i = start; i < Count; i++)
        {
            if (sorted.BinarySearch(_hashes[i]) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes them in order to <paramref name="target"/> and returns the rest of that.</summary>
    public Span<byte> CopyTo(Span<byte> target)
    {
        for (var i = 0; i < _filled.Length; i++)
        {
            for (var filled = _filled[i]; filled != 0; filled &= filled - 1)
            {
                var word = (i << 6) + BitOperations.TrailingZeroCount(filled);
                for (var bits = _seen[word]; bits != 0; bits &= bits - 1)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)((word << 6) + BitOperations.TrailingZeroCount(bits)));
                    target = target[sizeof(ushort)..];
                }
            }
        }

        return target;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        foreach (var hash in _hashes.AsSpan(0, Count))
        {
            _seen[hash >> 6] = 0;
        }

        Array.Clear(_filled);
        Count = 0;
    }
}
