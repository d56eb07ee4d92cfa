using System.Buffers.Binary;
using System.Text;

namespace PyFrameworks.Precompiler;

/// <summary>An event of a trace.</summary>
/// <param name="Provider">The name of what reported it.</param>
/// <param name="Id">Its number among the events of the provider.</param>
/// <param name="Payload">What it tells.</param>
internal sealed record TraceEvent(string Provider, int Id, ReadOnlyMemory<byte> Payload);

/// <summary>
/// Reads what the runtime writes with <c>DOTNET_EnableEventPipe=1</c>: the format "nettrace", version 4, of which blocks of events and of their descriptions are read and all others left out
/// (https://github.com/microsoft/perfview/blob/main/src/TraceEvent/EventPipe/EventPipeFormat.md).
/// </summary>
internal sealed class EventTrace
{
    private const byte BeginObject = 5, EndObject = 6, NullReference = 1;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly Dictionary<int, (string Provider, int Id)> _kinds = [];
    private readonly List<TraceEvent> _events = [];
    private int _at;

    private EventTrace(ReadOnlyMemory<byte> file) => _file = file;

    /// <summary>The events of a trace in the order in which they stand in it. What a process that was killed did not write to the end is left out.</summary>
    /// <exception cref="InvalidDataException">It is no trace.</exception>
    public static IReadOnlyList<TraceEvent> Read(ReadOnlyMemory<byte> file)
    {
        var trace = new EventTrace(file);
        try
        {
            trace.ReadObjects();
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            // The end is missing.
        }

        return trace._events;
    }

    private ReadOnlySpan<byte> Bytes => _file.Span;

    private void ReadObjects()
    {
        if (!Bytes.StartsWith("Nettrace"u8))
        {
            throw new InvalidDataException("it does not begin with \"Nettrace\"");
        }

        _at = 8;
        var serializer = Int32();
        _at += serializer;
        while (Bytes[_at++] == BeginObject)
        {
            var name = ReadTypeName();
            if (name == "Trace")
            {
                // When and where it was taken: times, a pointer's size, the process, the processors, the sampling rate.
                _at += 48;
            }
            else
            {
                var size = Int32();
                _at = (_at + 3) & ~3;
                if (name is "EventBlock" or "MetadataBlock")
                {
                    ReadBlock(_at, _at + size, isMetadata: name == "MetadataBlock");
                }

                _at += size;
            }

            if (Bytes[_at++] != EndObject)
            {
                throw new InvalidDataException($"the object before byte {_at} does not end where it says");
            }
        }
    }

    private string ReadTypeName()
    {
        if (Bytes[_at] != BeginObject || Bytes[_at + 1] != NullReference)
        {
            throw new InvalidDataException($"no type stands at byte {_at}");
        }

        // Two versions stand before the name.
        _at += 10;
        var length = Int32();
        var name = Encoding.ASCII.GetString(Bytes.Slice(_at, length));
        _at += length + 1;
        return name;
    }

    private void ReadBlock(int start, int end, bool isMetadata)
    {
        var at = start + BinaryPrimitives.ReadInt16LittleEndian(Bytes[start..]);
        if ((BinaryPrimitives.ReadInt16LittleEndian(Bytes[(start + 2)..]) & 1) == 0)
        {
            throw new InvalidDataException("headers of events that are not packed are not read");
        }

        var (kind, length) = (0, 0);
        while (at < end)
        {
            // Each bit says that a part of the header differs from the event before.
            var flags = Bytes[at++];
            kind = (flags & 1) != 0 ? (int)Number(ref at) : kind;
            Skip(ref at, (flags & 2) != 0 ? 3 : 0);
            Skip(ref at, (flags & 4) != 0 ? 1 : 0);
            Skip(ref at, (flags & 8) != 0 ? 1 : 0);
            Skip(ref at, 1);
            at += ((flags & 16) != 0 ? 16 : 0) + ((flags & 32) != 0 ? 16 : 0);
            length = (flags & 128) != 0 ? (int)Number(ref at) : length;
            if (isMetadata)
            {
                ReadKind(_file.Slice(at, length).Span);
            }
            else if (_kinds.TryGetValue(kind, out var known))
            {
                _events.Add(new(known.Provider, known.Id, _file.Slice(at, length)));
            }

            at += length;
        }
    }

    private void ReadKind(ReadOnlySpan<byte> description)
    {
        var reader = new PayloadReader(description);
        _kinds[reader.Int32()] = (reader.Text(), reader.Int32());
    }

    private int Int32()
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(Bytes[_at..]);
        _at += sizeof(int);
        return value;
    }

    private void Skip(ref int at, int numbers)
    {
        for (var i = 0; i < numbers; i++)
        {
            Number(ref at);
        }
    }

    // Seven bits in each byte, the lowest first.
    private ulong Number(ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = Bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
