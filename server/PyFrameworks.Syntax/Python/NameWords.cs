using System.Collections.Immutable;
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
        var hashes = new SortedSet<ushort>();
        foreach (var (names, place) in all)
        {
            foreach (var name in names)
            {
                hashes.Add(Of(LastPart(name), place));
                IsBeyondAscii |= !Ascii.IsValid(name);
            }
        }

        _hashes = [.. hashes];
    }

    /// <summary>In order, each once.</summary>
    internal ReadOnlySpan<ushort> Hashes => _hashes.AsSpan();

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
        var hashes = new SortedSet<ushort>();
        foreach (var module in modules)
        {
            var package = FirstPart(module);
            var isBeginning = package is [.., '*'];
            package = isBeginning ? package[..^1] : package;

            // Of beginnings those are known that end with their first underscore.
            IsEverything |= !Ascii.IsValid(package) || (isBeginning && package.IndexOf('_') != package.Length - 1);
            hashes.Add(Of(package));
        }

        _hashes = [.. hashes];
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
        var at = 0;
        foreach (var hash in wanted)
        {
            while (at < known.Length && (known[at] | (known[at + 1] << 8)) < hash)
            {
                at += sizeof(ushort);
            }

            if (at >= known.Length)
            {
                return false;
            }

            if ((known[at] | (known[at + 1] << 8)) == hash)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Collects hashes, each once.</summary>
internal sealed class HashCollector
{
    private readonly ulong[] _seen = new ulong[(ushort.MaxValue + 1) / 64];
    private readonly List<ushort> _hashes = [];

    /// <summary>Number of different ones.</summary>
    public int Count => _hashes.Count;

    /// <summary>Adds one, if it is new.</summary>
    public void Add(ushort hash)
    {
        ref var bits = ref _seen[hash >> 6];
        var bit = 1ul << (hash & 63);
        if ((bits & bit) == 0)
        {
            bits |= bit;
            _hashes.Add(hash);
        }
    }

    /// <summary>Whether one that was added after the first <paramref name="start"/> is in <paramref name="sorted"/>.</summary>
    public bool HasAnyOf(ReadOnlySpan<ushort> sorted, int start)
    {
        for (var i = start; i < _hashes.Count; i++)
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
        _hashes.Sort();
        foreach (var hash in _hashes)
        {
            target[0] = (byte)hash;
            target[1] = (byte)(hash >> 8);
            target = target[sizeof(ushort)..];
        }

        return target;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        foreach (var hash in _hashes)
        {
            _seen[hash >> 6] = 0;
        }

        _hashes.Clear();
    }
}
