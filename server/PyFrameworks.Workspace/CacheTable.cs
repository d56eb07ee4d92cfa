using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace PyFrameworks.Workspace;

/// <summary>What a <see cref="ScanCache"/> says of a file beside its path and its module.</summary>
[Flags]
internal enum CacheFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>As <see cref="ProjectModel.ParsedFile.MentionsProgram"/>.</summary>
    MentionsProgram = 1,

    /// <summary>Only a glance is kept.</summary>
    IsGlance = 2,
}

/// <summary>What is known of a file, and where in the cache its module lies.</summary>
/// <param name="Length">Of the file, in bytes.</param>
/// <param name="Written">When it was last written, in ticks of UTC.</param>
/// <param name="TextLength">Of its text, in UTF-16 units.</param>
/// <param name="Flags">What else there is to say.</param>
/// <param name="At">Where its module begins among the modules.</param>
/// <param name="Size">Bytes of its module.</param>
/// <param name="Hash">Of its module.</param>
internal readonly record struct CacheEntry(long Length, long Written, int TextLength, CacheFlags Flags, int At, int Size, ulong Hash);

/// <summary>The table of a <see cref="ScanCache"/>. A row is read where it lies, when somebody asks for it: most of a table is asked for once.</summary>
internal sealed class CacheTable
{
    private const int MaxModule = 64 << 20;
    private const int MaxPath = 32 << 10;
    private const int MaxPathOnStack = 512;

    // Length and time of the file, length of its text, flags, size and hash of its module.
    private const int RowLength = sizeof(long) + sizeof(long) + sizeof(int) + sizeof(byte) + sizeof(int) + sizeof(ulong);
    private const int SizeAt = sizeof(long) + sizeof(long) + sizeof(int) + sizeof(byte);

    private readonly byte[] _bytes;
    private readonly Row[] _rows;

    // One more than the row of a path, in the first free place from that of its hash on.
    private readonly int[] _places;

    private CacheTable(byte[] bytes, Row[] rows, int moduleBytes)
    {
        (_bytes, _rows, ModuleBytes) = (bytes, rows, moduleBytes);
        _places = new int[BitOperations.RoundUpToPowerOf2((uint)(rows.Length * 2) + 1)];
        for (var row = 0; row < rows.Length; row++)
        {
            var place = PlaceOf(PathOf(row));
            while (_places[place] != 0)
            {
                place = (place + 1) & (_places.Length - 1);
            }

            _places[place] = row + 1;
        }
    }

    /// <summary>Where a row's path lies, which what else it says follows, and where its module does.</summary>
    private readonly record struct Row(int PathAt, int PathLength, int ModuleAt);

    /// <summary>A table of no file.</summary>
    public static CacheTable Empty { get; } = new([], [], 0);

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Length;

    /// <summary>What all modules take.</summary>
    public int ModuleBytes { get; }

    /// <summary>The table in <paramref name="bytes"/>; null where it is another folder's or not what it should be.</summary>
    public static CacheTable? Read(byte[] bytes, string root)
    {
        var at = 0;
        if (!TrySkipText(bytes, ref at, out var start, out var length)
            || !bytes.AsSpan(start, length).SequenceEqual(Encoding.UTF8.GetBytes(root))
            || bytes.Length - at < sizeof(int)
            || BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)) is not (>= 0 and var count) || count > bytes.Length / RowLength)
        {
            return null;
        }

        at += sizeof(int);
        var rows = new Row[count];
        var modules = 0L;
        for (var i = 0; i < count; i++)
        {
            if (!TrySkipText(bytes, ref at, out start, out length) || length > MaxPath || bytes.Length - at < RowLength)
            {
                return null;
            }

            rows[i] = new(start, length, (int)modules);
            var size = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + SizeAt));
            if (size is < 0 or > MaxModule || (modules += size) > int.MaxValue || BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + (2 * sizeof(long)))) < 0)
            {
                return null;
            }

            at += RowLength;
        }

        return new(bytes, rows, (int)modules);
    }

    /// <summary>The row of the file at <paramref name="path"/>; less than 0 where there is none.</summary>
    public int Find(string path)
    {
        Span<byte> buffer = path.Length * 3 <= MaxPathOnStack ? stackalloc byte[MaxPathOnStack] : new byte[path.Length * 3];
        if (Utf8.FromUtf16(path, buffer, out _, out var length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
        {
            return -1;
        }

        var bytes = buffer[..length];
        for (var place = PlaceOf(bytes); _places[place] != 0; place = (place + 1) & (_places.Length - 1))
        {
            if (PathOf(_places[place] - 1).SequenceEqual(bytes))
            {
                return _places[place] - 1;
            }
        }

        return -1;
    }

    /// <summary>What a row says.</summary>
    public CacheEntry Read(int row)
    {
        var (pathAt, pathLength, moduleAt) = _rows[row];
        var bytes = _bytes.AsSpan(pathAt + pathLength, RowLength);
        return new(
            BinaryPrimitives.ReadInt64LittleEndian(bytes),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[(2 * sizeof(long))..]),
            (CacheFlags)bytes[SizeAt - 1],
            moduleAt,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[SizeAt..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[(SizeAt + sizeof(int))..]));
    }

    /// <summary>A hash that sees damage, not malice: eight bytes at a time, multiplied and folded.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length * factor;
        var whole = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var part in whole)
        {
            hash = (hash ^ part) * factor;
            hash ^= hash >> 32;
        }

        foreach (var part in bytes[(whole.Length * sizeof(ulong))..])
        {
            hash = (hash ^ part) * factor;
            hash ^= hash >> 32;
        }

        return hash;
    }

    private ReadOnlySpan<byte> PathOf(int row) => _bytes.AsSpan(_rows[row].PathAt, _rows[row].PathLength);

    private int PlaceOf(ReadOnlySpan<byte> path) => (int)Hash(path) & (_places.Length - 1);

    /// <summary>Passes over a text as <see cref="BinaryWriter"/> writes it: its length in groups of seven bits, then its bytes.</summary>
    private static bool TrySkipText(ReadOnlySpan<byte> bytes, ref int at, out int start, out int length)
    {
        const int lastShift = 28;
        (start, length) = (0, 0);
        for (var shift = 0; shift <= lastShift && at < bytes.Length; shift += 7)
        {
            var part = bytes[at++];
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                start = at;
                at += Math.Max(length, 0);
                return length >= 0 && length <= bytes.Length - start;
            }
        }

        return false;
    }
}
