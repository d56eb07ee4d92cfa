using System.Collections.Concurrent;
using System.Text;
using Microsoft.Win32.SafeHandles;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Python;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Workspace;

/// <summary>
/// What an earlier scan of a folder read of its Python files, in a file of the program's own, so that the next scan need not read them again. A file counts as unchanged
/// while its length and the time it was written are the same. Of a cache that is damaged, of another folder or of another build of the program nothing is used, and
/// whatever goes wrong with it costs time alone.
/// </summary>
/// <remarks>
/// Layout: 8 bytes that name the format; 16 bytes of the program's build; length and hash of the table (8 bytes each); the table: the folder, then for each file its path, length,
/// time, length of its text, flags, length and hash of what is kept of its module; then that in the same order: the packed module, or a glance at it. Integers are little-endian.
/// </remarks>
public sealed class ScanCache
{
    /// <summary>So many files must have been read anew for it to be worth a cache: a smaller folder is read in no time.</summary>
    public const int WorthSaving = 200;

    // A file that was written so shortly before a scan may be written again within the same tick of the clock.
    private static readonly long s_settled = TimeSpan.FromSeconds(2).Ticks;
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    private const int HeaderLength = 40;
    private const int MaxTable = 256 << 20;

    private readonly string _root;
    private readonly long _opened;
    private readonly ReadOnlyMemory<byte> _modules;
    private readonly CacheTable _table;
    private readonly ConcurrentBag<(ParsedFile File, long Length, long Written)> _read = [];

    // By the rows of the table; each is asked for once.
    private readonly ParsedFile?[] _found;

    private ScanCache(string root, string file, long opened, ReadOnlyMemory<byte> modules, CacheTable table)
    {
        (_root, FilePath, _opened, _modules, _table) = (root, file, opened, modules, table);
        _found = new ParsedFile?[table.Count];
    }

    /// <summary>A file that is to be written.</summary>
    private sealed record Saved(ParsedFile File, KeptModule Kept, long Length, long Written);

    /// <summary>Number of files that the cache knows.</summary>
    public int Count => _table.Count;

    /// <summary>Absolute path of the file, whether it is there or not.</summary>
    public string FilePath { get; }

    /// <summary>The cache of the workspace folder <paramref name="root"/>; an empty one where there is none that can be used.</summary>
    /// <param name="folder">Absolute path of the folder in which the program keeps caches; it need not be there.</param>
    /// <param name="root">Absolute path of the workspace folder.</param>
    /// <param name="now">The present time.</param>
    public static ScanCache Open(string folder, string root, DateTime now)
    {
        var file = Path.Combine(folder, $"scan-{CacheTable.Hash(Encoding.UTF8.GetBytes(root)):x16}.bin");
        var opened = now.ToUniversalTime().Ticks;
        try
        {
            if (File.Exists(file))
            {
                using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
                if (ReadTable(handle, root, out var start) is { } table)
                {
                    return new(root, file, opened, ReadModules(handle, start, table.ModuleBytes), table);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            // It will be written anew.
        }

        return new(root, file, opened, default, CacheTable.Empty);
    }

    /// <summary>The file at <paramref name="path"/> as it was read when it had this length (bytes) and time (ticks of UTC); null where that is not known.</summary>
    internal ParsedFile? Find(string path, long length, long written)
    {
        if (_table.Find(path) is not (>= 0 and var row)
            || _table.Read(row) is var entry && (entry.Length != length || entry.Written != written || entry.At + entry.Size > _modules.Length))
        {
            return null;
        }

        var bytes = _modules.Slice(entry.At, entry.Size);
        var text = new SourceText(new FileOrigin(_root, path, length, written), entry.TextLength);
        if (CacheTable.Hash(bytes.Span) != entry.Hash
            || PythonModule.FromKept(new(bytes, (entry.Flags & CacheFlags.IsGlance) != 0), text) is not { } module)
        {
            return null;
        }

        var file = new ParsedFile { Path = path, Text = text, Module = module, MentionsProgram = (entry.Flags & CacheFlags.MentionsProgram) != 0 };
        _found[row] = file;
        return file;
    }

    /// <summary>Notes a file that was read anew.</summary>
    internal void Add(ParsedFile file, long length, long written)
    {
        if (file.Module?.Kept is not null)
        {
            _read.Add((file, length, written));
        }
    }

    /// <summary>Writes what the scan of the whole folder has read, where that is much more than the cache knew; a failure leaves everything as it was.</summary>
    /// <returns>Whether it was written.</returns>
    public bool Save()
    {
        if (_read.Count < WorthSaving)
        {
            return false;
        }

        var found = new List<(ParsedFile File, long Length, long Written)>();
        for (var row = 0; row < _found.Length; row++)
        {
            if (_found[row] is { } file && _table.Read(row) is var entry)
            {
                found.Add((file, entry.Length, entry.Written));
            }
        }

        if (_read.Count * 20 < found.Count)
        {
            return false;
        }

        // What is kept of a module may become more while it is used.
        var files = found.Concat(_read)
            .Where(entry => entry.Written < _opened - s_settled)
            .OrderBy(entry => entry.File.Path, StringComparer.Ordinal)
            .Select(entry => new Saved(entry.File, entry.File.Module!.Kept!.Value, entry.Length, entry.Written))
            .ToArray();
        if (files.Length < WorthSaving)
        {
            return false;
        }

        var draft = $"{FilePath}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}";
        try
        {
            var folder = Path.GetDirectoryName(FilePath)!;
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            RemoveOld(folder);
            Write(draft, files);
            File.Move(draft, FilePath, overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Discard(draft);
            return false;
        }
    }

    private void Write(string draft, Saved[] files)
    {
        using var table = new MemoryStream();
        using (var writer = new BinaryWriter(table, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(_root);
            writer.Write(files.Length);
            foreach (var (file, kept, length, written) in files)
            {
                writer.Write(file.Path);
                writer.Write(length);
                writer.Write(written);
                writer.Write(file.Text.Length);
                writer.Write((byte)((file.MentionsProgram ? CacheFlags.MentionsProgram : CacheFlags.None) | (kept.IsGlance ? CacheFlags.IsGlance : CacheFlags.None)));
                writer.Write(kept.Bytes.Length);
                writer.Write(CacheTable.Hash(kept.Bytes.Span));
            }
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 17 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(draft, options);
        var content = table.GetBuffer().AsSpan(0, (int)table.Length);
        Span<byte> header = stackalloc byte[HeaderLength];
        WriteHeader(header, content);
        stream.Write(header);
        stream.Write(content);
        foreach (var file in files)
        {
            stream.Write(file.Kept.Bytes.Span);
        }
    }

    /// <summary>The table, and where past it the modules are; null where the file is not what it should be.</summary>
    private static CacheTable? ReadTable(SafeFileHandle handle, string root, out long start)
    {
        start = 0;
        Span<byte> header = stackalloc byte[HeaderLength];
        if (RandomAccess.Read(handle, header, 0) != HeaderLength)
        {
            return null;
        }

        var length = BitConverter.ToInt64(header[24..]);
        if (length is <= 0 or > MaxTable)
        {
            return null;
        }

        var table = new byte[length];
        Span<byte> expected = stackalloc byte[HeaderLength];
        if (RandomAccess.Read(handle, table, HeaderLength) != table.Length)
        {
            return null;
        }

        WriteHeader(expected, table);
        if (!expected.SequenceEqual(header))
        {
            return null;
        }

        start = HeaderLength + length;
        return CacheTable.Read(table, root);
    }

    /// <summary>The modules, as far as they are there: one block, as most of it is asked for at once.</summary>
    private static byte[] ReadModules(SafeFileHandle handle, long start, int size)
    {
        var modules = new byte[Math.Clamp(RandomAccess.GetLength(handle) - start, 0, size)];
        var read = 0;
        while (read < modules.Length && RandomAccess.Read(handle, modules.AsSpan(read), start + read) is > 0 and var more)
        {
            read += more;
        }

        return modules;
    }

    private static void WriteHeader(Span<byte> header, ReadOnlySpan<byte> table)
    {
        "PYFWSCN2"u8.CopyTo(header);
        Build.CopyTo(header[8..]);
        BitConverter.TryWriteBytes(header[24..], (long)table.Length);
        BitConverter.TryWriteBytes(header[32..], CacheTable.Hash(table));
    }

    /// <summary>Names the build of the readers: whatever they take for another result makes another build.</summary>
    private static ReadOnlySpan<byte> Build
    {
        get
        {
            var build = typeof(PythonModule).Module.ModuleVersionId.ToByteArray();
            var model = typeof(ParsedFile).Module.ModuleVersionId.ToByteArray();
            for (var i = 0; i < build.Length; i++)
            {
                build[i] ^= model[i];
            }

            return build;
        }
    }

    /// <summary>Removes caches that nobody has written for a month, and drafts of programs that were ended.</summary>
    private static void RemoveOld(string folder)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("scan-*"))
        {
            if (DateTime.UtcNow - file.LastWriteTimeUtc > s_kept)
            {
                Discard(file.FullName);
            }
        }
    }

    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another program may be about it.
        }
    }
}
