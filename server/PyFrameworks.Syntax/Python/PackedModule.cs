using System.Runtime.InteropServices;

namespace PyFrameworks.Syntax.Python;

/// <summary>A module as bytes, with what is asked of it most often beside them.</summary>
internal sealed class PackedModule
{
    /// <summary>Number of the layout of the bytes; another one for every change of what <see cref="ModulePacker"/> writes.</summary>
    public const int Layout = 3;

    /// <summary>Lists that a module holds.</summary>
    public const int Sections = 8;

    private readonly int _packages;
    private readonly int _packageCount;
    private readonly int _wordCount;
    private WeakReference<ModuleView>? _view;

    private PackedModule(ReadOnlyMemory<byte> bytes, in ModuleHeader header)
    {
        (Bytes, CodeLines, AsyncFunctions, LooksLikePython2, MayAssignSettings) = (bytes, header.CodeLines, header.AsyncFunctions, header.LooksLikePython2, header.MayAssignSettings);
        HasStarImport = header.HasStarImport;
        (_packages, _packageCount, _wordCount) = (header.Packages, header.PackageCount, header.WordCount);
    }

    /// <summary>All of it.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public int CodeLines { get; }

    public int AsyncFunctions { get; }

    public bool LooksLikePython2 { get; }

    public bool MayAssignSettings { get; }

    public bool HasStarImport { get; }

    /// <summary>What the bytes say, list by list as each is asked for; it lives as long as somebody uses it.</summary>
    public ModuleView View
    {
        get
        {
            if (_view is { } known && known.TryGetTarget(out var view))
            {
                return view;
            }

            view = new(Bytes);
            if (_view is { } spent)
            {
                spent.SetTarget(view);
            }
            else
            {
                _view = new(view);
            }

            return view;
        }
    }

    /// <summary>The module of bytes that a <see cref="ModulePacker"/> wrote; null for others, as far as their first ones tell.</summary>
    public static PackedModule? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var header = ModuleHeader.Read(bytes.Span);
            return header.End == bytes.Length ? new(bytes, header) : null;
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentOutOfRangeException or InvalidDataException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="PythonModule.MayImportAny"/>
    public bool MayImportAny(PackageNames packages) =>
        packages.IsEverything || WordHashes.HaveCommon(Bytes.Span.Slice(_packages, _packageCount * sizeof(ushort)), packages.Hashes);

    /// <inheritdoc cref="PythonModule.MayImport"/>
    public bool MayImport(string module) => PackageNames.IsNoted(module, Bytes.Span.Slice(_packages, _packageCount * sizeof(ushort)));

    /// <inheritdoc cref="PythonModule.MayUseAny"/>
    public bool MayUseAny(NameWords words) =>
        WordHashes.HaveCommon(Bytes.Span.Slice(_packages + (_packageCount * sizeof(ushort)), _wordCount * sizeof(ushort)), words.Hashes);
}

/// <summary>Reads numbers and texts of packed bytes, one after the other.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; set; } = position;

    public int Integer()
    {
        var value = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var next = _bytes[Position++];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (int)value;
            }

            if (shift > 28)
            {
                throw new InvalidDataException("A number has no end");
            }
        }
    }

    public int Signed()
    {
        var value = (uint)Integer();
        return (int)(value >> 1) ^ -(int)(value & 1);
    }

    /// <summary>Moves past numbers.</summary>
    public void Skip(int numbers)
    {
        for (; numbers > 0; numbers--)
        {
            while (_bytes[Position++] >= 0x80)
            {
            }
        }
    }

    /// <summary>Moves past a text.</summary>
    public void SkipText()
    {
        var length = Integer();
        Position += (length & 1) == 0 ? length >> 1 : length >> 1 << 1;
    }

    public string Text()
    {
        var head = Integer();
        var length = head >> 1;
        if ((head & 1) == 0)
        {
            var ascii = _bytes.Slice(Position, length);
            Position += length;
            return NamePool.Get(ascii);
        }

        var wide = _bytes.Slice(Position, length * 2);
        Position += length * 2;
        return string.Create(length, wide, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = (char)(source[2 * i] | (source[(2 * i) + 1] << 8));
            }
        });
    }
}

/// <summary>What stands before the lists of a packed module.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ModuleHeader
{
    public int CodeLines { get; private init; }

    public int AsyncFunctions { get; private init; }

    public bool LooksLikePython2 { get; private init; }

    public bool MayAssignSettings { get; private init; }

    public bool HasStarImport { get; private init; }

    /// <summary>Offset of the hashes of packages, and their number. Those of words follow.</summary>
    public int Packages { get; private init; }

    public int PackageCount { get; private init; }

    /// <summary>Number of the hashes of words.</summary>
    public int WordCount { get; private init; }

    /// <summary>Offset of the table of names, and their number.</summary>
    public int Strings { get; private init; }

    public int StringCount { get; private init; }

    /// <summary>Offset of the first list.</summary>
    public int Body { get; private init; }

    /// <summary>Offset past the last list.</summary>
    public int End { get; private init; }

    public SectionNumbers Counts { get; private init; }

    /// <summary>Ends of the lists, from <see cref="Body"/>.</summary>
    public SectionNumbers Ends { get; private init; }

    public static ModuleHeader Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackReader(bytes, 0);
        var (codeLines, asyncFunctions, flags) = (reader.Integer(), reader.Integer(), reader.Integer());
        var (packageCount, wordCount, stringCount, stringBytes) = (reader.Integer(), reader.Integer(), reader.Integer(), reader.Integer());
        var (counts, ends) = (default(SectionNumbers), default(SectionNumbers));
        for (var i = 0; i < PackedModule.Sections; i++)
        {
            counts[i] = reader.Integer();
        }

        for (var i = 0; i < PackedModule.Sections; i++)
        {
            ends[i] = reader.Integer();
        }

        var packages = reader.Position;
        var strings = packages + ((packageCount + wordCount) * sizeof(ushort));
        return new()
        {
            CodeLines = codeLines,
            AsyncFunctions = asyncFunctions,
            LooksLikePython2 = (flags & 1) != 0,
            MayAssignSettings = (flags & 2) != 0,
            HasStarImport = (flags & 4) != 0,
            Packages = packages,
            PackageCount = packageCount,
            WordCount = wordCount,
            Strings = strings,
            StringCount = stringCount,
            Body = strings + stringBytes,
            End = strings + stringBytes + ends[PackedModule.Sections - 1],
            Counts = counts,
            Ends = ends,
        };
    }
}

/// <summary>A number for each list.</summary>
[System.Runtime.CompilerServices.InlineArray(PackedModule.Sections)]
internal struct SectionNumbers
{
    private int _first;
}
