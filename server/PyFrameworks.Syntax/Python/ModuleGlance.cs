namespace PyFrameworks.Syntax.Python;

/// <summary>
/// What a glance at a Python file tells: its size, and hashes of the packages that it imports and of the names that it calls, derives from, decorates with and imports. Of most
/// files of a large project nobody needs to know more.
/// </summary>
internal sealed class ModuleGlance
{
    private readonly int _packages;
    private readonly int _packageCount;
    private readonly int _words;

    private ModuleGlance(ReadOnlyMemory<byte> bytes)
    {
        var reader = new PackReader(bytes.Span, 0);
        (CodeLines, AsyncFunctions) = (reader.Integer(), reader.Integer());
        var flags = reader.Integer();
        (HasImports, MayAssignSettings, HasStarImport) = ((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
        (_packageCount, _packages) = (reader.Integer(), reader.Position);
        _words = _packages + (_packageCount * sizeof(ushort));
        Bytes = bytes;
        if (_words > bytes.Length || ((bytes.Length - _words) & 1) != 0)
        {
            throw new InvalidDataException("A glance has an end before its words");
        }
    }

    /// <summary>All of it, to be kept in a file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>As <see cref="PythonModule.CodeLines"/>.</summary>
    public int CodeLines { get; }

    /// <summary>As <see cref="PythonModule.AsyncFunctions"/>.</summary>
    public int AsyncFunctions { get; }

    /// <summary>Whether there may be imports.</summary>
    public bool HasImports { get; }

    /// <summary>As <see cref="PythonModule.HasStarImport"/>.</summary>
    public bool HasStarImport { get; }

    /// <summary>As <see cref="PythonModule.MayAssignSettings"/>.</summary>
    public bool MayAssignSettings { get; }

    /// <summary>A glance of its parts.</summary>
    public static ModuleGlance Create(int codeLines, int asyncFunctions, bool hasImports, bool hasStarImport, bool mayAssignSettings, HashCollector packages, HashCollector words)
    {
        var header = new PackWriter();
        header.Integer(codeLines);
        header.Integer(asyncFunctions);
        header.Integer((hasImports ? 1 : 0) | (mayAssignSettings ? 2 : 0) | (hasStarImport ? 4 : 0));
        header.Integer(packages.Count);
        var bytes = new byte[header.Length + ((packages.Count + words.Count) * sizeof(ushort))];
        words.CopyTo(packages.CopyTo(header.CopyTo(bytes)));
        return new(bytes);
    }

    /// <summary>The glance of <see cref="Bytes"/>; null for others, as far as their first ones tell.</summary>
    public static ModuleGlance? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new(bytes);
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
    public bool MayUseAny(NameWords words) => words.IsBeyondAscii || WordHashes.HaveCommon(Bytes.Span[_words..], words.Hashes);
}
