using System.Numerics;
using System.Runtime.InteropServices;

namespace PyFrameworks.Syntax.Python;

/// <summary>
/// The names, dotted names and short strings of one text, each known by a number, so that equal ones are found, compared and bound without making strings.
/// A string is made when it is asked for, once.
/// </summary>
internal sealed class NameTable
{
    /// <summary>The number of the empty name.</summary>
    public const int Empty = 0;

    /// <summary>No name.</summary>
    public const int None = -1;

    private const int FirstCapacity = 256;

    // Entries for which room is kept from one text to the next.
    private const int MaxKept = 4096;

    // Differs from process to process, so that nobody can write a file whose names all meet in one bucket.
    private static readonly ulong Seed = ((ulong)(uint)HashCode.Combine(1) << 32) | (uint)HashCode.Combine(2);
    private static readonly uint Factor = (uint)HashCode.Combine(3) | 1, OtherFactor = (uint)HashCode.Combine(4) | 1;

    // Numbers plus 1 of the first name of each bucket; as many buckets as there is room for names, a power of two.
    private int[] _buckets = new int[FirstCapacity];
    private Entry[] _entries = new Entry[FirstCapacity];
    private string _text = "";
    private int _count;

    /// <summary>Begins with <paramref name="text"/>: nothing is known.</summary>
    public void Start(string text)
    {
        if (_entries.Length > MaxKept)
        {
            _entries = new Entry[FirstCapacity];
            _buckets = new int[FirstCapacity];
        }
        else
        {
            Array.Clear(_entries, 0, _count);
            Array.Clear(_buckets);
        }

        _text = text;
        _count = 0;
        Of("");
    }

    /// <summary>The number of a stretch of the text.</summary>
    public int Of(int start, int length)
    {
        var value = _text.AsSpan(start, length);
        var hash = Hash(value);
        var found = Find(value, hash);
        return found >= 0 ? found : Add(null, start, length, hash, value.IndexOf('.'));
    }

    /// <summary>The number of a stretch of the text that holds no dot.</summary>
    public int OfUndotted(int start, int length)
    {
        var value = _text.AsSpan(start, length);
        var hash = Hash(value);
        var found = Find(value, hash);
        return found >= 0 ? found : Add(null, start, length, hash, dot: -1);
    }

    /// <summary>The number of a name that may stand nowhere in the text.</summary>
    public int Of(ReadOnlySpan<char> value)
    {
        var hash = Hash(value);
        var found = Find(value, hash);
        return found >= 0 ? found : Add(value.ToString(), -1, value.Length, hash, value.IndexOf('.'));
    }

    /// <summary>The number of a name that may stand nowhere in the text, and of which this is the string where there is none yet.</summary>
    public int Of(string value)
    {
        var hash = Hash(value);
        var found = Find(value, hash);
        return found >= 0 ? found : Add(value, -1, value.Length, hash, value.IndexOf('.', StringComparison.Ordinal));
    }

    /// <summary>The number of a name, or <see cref="None"/> where it has none yet.</summary>
    public int Find(string value) => Find(value, Hash(value));

    /// <summary>A name as a string, always the same one.</summary>
    public string Text(int name)
    {
        ref var entry = ref _entries[name];
        return entry.Text ??= _text.Substring(entry.Start, entry.Length);
    }

    /// <summary>A name's text.</summary>
    public ReadOnlySpan<char> Span(int name)
    {
        ref readonly var entry = ref _entries[name];
        return entry.Text is { } text ? text : _text.AsSpan(entry.Start, entry.Length);
    }

    /// <summary>Number of a name's UTF-16 code units.</summary>
    public int Length(int name) => _entries[name].Length;

    /// <summary>Where the first dot stands in a name, or -1.</summary>
    public int Dot(int name) => _entries[name].Dot;

    /// <summary>What stands before the first dot of a name that does not begin with one; the name itself when it has none.</summary>
    public int Root(int name)
    {
        if (_entries[name].Dot < 0)
        {
            return name;
        }

        if (_entries[name].Root == Empty)
        {
            var root = Part(name, 0, _entries[name].Dot);
            _entries[name].Root = root;
        }

        return _entries[name].Root;
    }

    /// <summary>The attribute of <c>self</c> on which something of a name hangs, <c>b</c> of <c>self.b.c</c>; <see cref="None"/> where nothing does.</summary>
    public int Attribute(int name)
    {
        if (_entries[name].Attribute == Empty)
        {
            const int Start = 5;
            var length = Span(name)[Start..].IndexOf('.');
            var attribute = length < 0 ? None : Part(name, Start, length);
            _entries[name].Attribute = attribute;
        }

        return _entries[name].Attribute;
    }

    /// <summary>What is kept for a name besides; the reference holds until a name is added.</summary>
    public ref Notes NotesOf(int name) => ref _entries[name].Notes;

    private int Part(int name, int start, int length) =>
        _entries[name].Start is >= 0 and var at ? Of(at + start, length) : Of(_entries[name].Text.AsSpan(start, length));

    private int Find(ReadOnlySpan<char> value, uint hash)
    {
        var entries = _entries;
        for (var i = _buckets[hash & (uint)(_buckets.Length - 1)] - 1; i >= 0; i = entries[i].Next)
        {
            ref readonly var entry = ref entries[i];
            if (entry.Hash == hash && entry.Length == value.Length && value.SequenceEqual(entry.Text is { } text ? text : _text.AsSpan(entry.Start, entry.Length)))
            {
                return i;
            }
        }

        return -1;
    }

    private int Add(string? text, int start, int length, uint hash, int dot)
    {
        if (_count == _entries.Length)
        {
            Grow();
        }

        ref var bucket = ref _buckets[hash & (uint)(_buckets.Length - 1)];
        _entries[_count] = new() { Text = text, Start = start, Length = length, Hash = hash, Dot = dot, Next = bucket - 1 };
        bucket = ++_count;
        return _count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _count * 2);
        _buckets = new int[_entries.Length];
        for (var i = 0; i < _count; i++)
        {
            ref var bucket = ref _buckets[_entries[i].Hash & (uint)(_buckets.Length - 1)];
            _entries[i].Next = bucket - 1;
            bucket = i + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<char> value)
    {
        // Four characters at a time are multiplied into the sum, both halves of the product folded.
        var hash = Seed ^ (uint)value.Length;
        if (value.Length < 4)
        {
            var all = 0UL;
            foreach (var c in value)
            {
                all = (all << 16) | c;
            }

            hash = Fold(hash ^ all);
        }
        else
        {
            var bytes = MemoryMarshal.AsBytes(value);
            for (var rest = bytes; rest.Length > sizeof(ulong); rest = rest[sizeof(ulong)..])
            {
                hash = Fold(hash ^ MemoryMarshal.Read<ulong>(rest));
            }

            // The last four may overlap with those before.
            hash = Fold(hash ^ MemoryMarshal.Read<ulong>(bytes[^sizeof(ulong)..]));
        }

        return (uint)(hash ^ (hash >> 32));
    }

    // Two products of 64 bits and not one of 128, for which the code depends on the processor and would be compiled anew at every start.
    private static ulong Fold(ulong value) => ((uint)value * (ulong)Factor) ^ BitOperations.RotateLeft((value >> 32) * OtherFactor, 32);

    /// <summary>What the readers keep for a name; 0 is nothing.</summary>
    internal struct Notes
    {
        /// <summary>The innermost binding of the name.</summary>
        public int Binding;

        /// <summary>The innermost binding of the name as an attribute of <c>self</c>.</summary>
        public int AttributeBinding;

        /// <summary>The number plus 1 of its first use, where it is a name that an import leads to.</summary>
        public int FirstUse;

        /// <summary>What <see cref="Joined"/> was made with.</summary>
        public int JoinedTo;

        /// <summary>The name with something imported in place of its root.</summary>
        public int Joined;
    }

    private struct Entry
    {
        /// <summary>The name, unless it is a stretch of the text that nobody asked for.</summary>
        public string? Text;

        /// <summary>Where it stands in the text, or -1.</summary>
        public int Start;
        public int Length;
        public uint Hash;

        /// <summary>The next name of the bucket, or -1.</summary>
        public int Next;
        public int Dot;

        // Empty until they are asked for.
        public int Root;
        public int Attribute;
        public Notes Notes;
    }
}
