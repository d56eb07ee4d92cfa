using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyFrameworks.Protocol;

/// <summary>The proposals of a <see cref="CompletionList"/>: each by itself, or many that were written before and now stand at another place.</summary>
[JsonConverter(typeof(CompletionItemsConverter))]
[SuppressMessage("Performance", "CA1815", Justification = "It is only written, and nobody compares it.")]
public readonly struct CompletionItems
{
    private readonly ImmutableArray<CompletionItem> _items;
    private readonly WrittenCompletionItems? _written;
    private readonly Range _range;

    /// <summary>Proposals by themselves.</summary>
    public CompletionItems(ImmutableArray<CompletionItem> items) => _items = items;

    /// <summary>Proposals that were written before, all of which replace <paramref name="range"/>.</summary>
    public CompletionItems(WrittenCompletionItems written, Range range) => (_written, _range) = (written, range);

    internal void Write(Utf8JsonWriter writer, JsonSerializerOptions options)
    {
        if (_written is { } written)
        {
            written.Write(writer, _range, options);
        }
        else
        {
            JsonSerializer.Serialize(writer, _items.IsDefault ? [] : _items, options.GetTypeInfo(typeof(ImmutableArray<CompletionItem>)));
        }
    }
}

/// <summary>
/// The JSON of many proposals but for the range that they replace, for a list that is asked for at one place after another: hundreds of items, in which nothing else differs.
/// </summary>
public sealed class WrittenCompletionItems
{
    private readonly byte[] _json;

    // Where the range goes.
    private readonly int[] _gaps;

    /// <summary>Writes <paramref name="items"/>, each of which has a text edit, of whatever range.</summary>
    public WrittenCompletionItems(ImmutableArray<CompletionItem> items)
    {
        var options = ProtocolJson.CreateOptions();
        var json = new ArrayBufferWriter<byte>();
        _gaps = new int[items.Length];
        json.Write("["u8);
        for (var i = 0; i < items.Length; i++)
        {
            json.Write(i == 0 ? [] : ","u8);
            var item = JsonSerializer.SerializeToUtf8Bytes(items[i], options.GetTypeInfo(typeof(CompletionItem)));
            var (start, end) = FindRange(item);
            json.Write(item.AsSpan(0, start));
            _gaps[i] = json.WrittenCount;
            json.Write(item.AsSpan(end));
        }

        json.Write("]"u8);
        _json = json.WrittenSpan.ToArray();
    }

    internal void Write(Utf8JsonWriter writer, Range range, JsonSerializerOptions options)
    {
        var written = JsonSerializer.SerializeToUtf8Bytes(range, options.GetTypeInfo(typeof(Range)));
        var length = _json.Length + _gaps.Length * written.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var (from, to) = (0, 0);
        foreach (var gap in _gaps)
        {
            Copy(_json.AsSpan(from, gap - from));
            Copy(written);
            from = gap;
        }

        Copy(_json.AsSpan(from));

        // All of it comes from a writer that has looked at it.
        writer.WriteRawValue(buffer.AsSpan(0, length), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(buffer);

        void Copy(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(buffer.AsSpan(to));
            to += bytes.Length;
        }
    }

    /// <summary>Where the range of the text edit begins and ends.</summary>
    private static (int Start, int End) FindRange(ReadOnlySpan<byte> item)
    {
        var reader = new Utf8JsonReader(item);
        Enter(ref reader, "textEdit"u8);
        Enter(ref reader, "range"u8);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return (start, (int)reader.BytesConsumed);

        static void Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
        {
            reader.Read();
            while (reader.Read() && !reader.ValueTextEquals(name))
            {
                reader.Skip();
            }
        }
    }
}

/// <summary>Writes <see cref="CompletionItems"/>, which nobody sends to a server.</summary>
public sealed class CompletionItemsConverter : JsonConverter<CompletionItems>
{
    /// <inheritdoc/>
    public override CompletionItems Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new((ImmutableArray<CompletionItem>)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(ImmutableArray<CompletionItem>)))!);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CompletionItems value, JsonSerializerOptions options) => value.Write(writer, options);
}
