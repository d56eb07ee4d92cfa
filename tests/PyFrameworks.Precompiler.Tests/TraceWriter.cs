using System.Text;

namespace PyFrameworks.Precompiler.Tests;

/// <summary>Writes traces as the runtime does.</summary>
internal sealed class TraceWriter
{
    public const string Runtime = "Microsoft-Windows-DotNETRuntime", Rundown = "Microsoft-Windows-DotNETRuntimeRundown";

    private readonly List<(string Provider, int Id)> _kinds = [];
    private readonly List<(int Kind, byte[] Payload)> _events = [];

    public TraceWriter Module(ulong module, string path, string provider = Runtime, int id = 152) =>
        Event(provider, id, [.. BitConverter.GetBytes(module), .. new byte[16], .. Text(path), .. Text("")]);

    /// <summary>A type as it was loaded: an array where <paramref name="flags"/> say so.</summary>
    public TraceWriter Type(ulong type, ulong module, int token, int flags = 0, params ulong[] arguments) => Event(Runtime, 15,
    [
        .. BitConverter.GetBytes(1), 0, 0, .. BitConverter.GetBytes(type), .. BitConverter.GetBytes(module), .. BitConverter.GetBytes(token), .. BitConverter.GetBytes(flags),
        0x12, .. Text(""), .. BitConverter.GetBytes(arguments.Length), .. arguments.SelectMany(BitConverter.GetBytes),
    ]);

    public TraceWriter Method(ulong type, int token, params ulong[] arguments) => Event(Runtime, 72,
    [
        .. BitConverter.GetBytes(1000UL + (ulong)_events.Count), .. BitConverter.GetBytes(type), .. BitConverter.GetBytes(token), .. BitConverter.GetBytes(arguments.Length),
        .. BitConverter.GetBytes(1UL), .. arguments.SelectMany(BitConverter.GetBytes),
    ]);

    public TraceWriter Event(string provider, int id, byte[] payload)
    {
        if (!_kinds.Contains((provider, id)))
        {
            _kinds.Add((provider, id));
        }

        _events.Add((_kinds.IndexOf((provider, id)) + 1, payload));
        return this;
    }

    public byte[] Write()
    {
        var file = new MemoryStream();
        var writer = new BinaryWriter(file, Encoding.ASCII);
        writer.Write("Nettrace"u8);
        Counted(writer, "!FastSerialization.1");
        Object(writer, "Trace", new byte[48], isBlock: false);
        Object(writer, "MetadataBlock", Block(_kinds.Select((kind, index) => (0, (byte[])[.. BitConverter.GetBytes(index + 1), .. Text(kind.Provider), .. BitConverter.GetBytes(kind.Id)]))), isBlock: true);
        Object(writer, "StackBlock", [1, 2, 3], isBlock: true);
        Object(writer, "EventBlock", Block(_events), isBlock: true);
        writer.Write((byte)1);
        return file.ToArray();
    }

    private static void Object(BinaryWriter writer, string name, byte[] content, bool isBlock)
    {
        writer.Write((byte[])[5, 5, 1, 2, 0, 0, 0, 2, 0, 0, 0]);
        Counted(writer, name);
        writer.Write((byte)6);
        if (isBlock)
        {
            writer.Write(content.Length);
            while (writer.BaseStream.Position % 4 != 0)
            {
                writer.Write((byte)0);
            }
        }

        writer.Write(content);
        writer.Write((byte)6);
    }

    private static byte[] Block(IEnumerable<(int Kind, byte[] Payload)> events)
    {
        // A header of 20 bytes, of which the flags say that the headers of the events are packed.
        var block = new List<byte>([20, 0, 1, 0, .. new byte[16]]);
        var (lastKind, lastLength) = (-1, -1);
        foreach (var (kind, payload) in events)
        {
            var (sameKind, sameLength, hasThread) = (kind == lastKind, payload.Length == lastLength, lastKind == -1);
            block.Add((byte)((sameKind ? 0 : 1) | (hasThread ? 2 | 4 | 8 | 16 : 0) | (sameLength ? 0 : 128)));
            block.AddRange(sameKind ? [] : Number(kind));

            // Sequence, thread and processor, thread again, stack.
            block.AddRange(hasThread ? [1, .. Number(40_000), 0, .. Number(40_000), 2] : []);

            // Time, activity.
            block.AddRange(Number(123_456));
            block.AddRange(hasThread ? new byte[16] : []);
            block.AddRange(sameLength ? [] : Number(payload.Length));
            block.AddRange(payload);
            (lastKind, lastLength) = (kind, payload.Length);
        }

        return [.. block];
    }

    private static List<byte> Number(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)((value & 0x7F) | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }

    private static void Counted(BinaryWriter writer, string text)
    {
        writer.Write(text.Length);
        writer.Write(Encoding.ASCII.GetBytes(text));
    }

    private static byte[] Text(string text) => [.. Encoding.Unicode.GetBytes(text), 0, 0];
}
