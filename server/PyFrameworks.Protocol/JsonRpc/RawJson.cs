using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PyFrameworks.Protocol;

/// <summary>
/// JSON that is written through as it stands, such as the result of <c>workspace/executeCommand</c>.
/// It has to be one well-formed value; what is not fails when it is written. The default is <c>null</c>.
/// </summary>
[JsonConverter(typeof(RawJsonConverter))]
public readonly struct RawJson : IEquatable<RawJson>
{
    private readonly ReadOnlyMemory<byte> _utf8;

    /// <summary>Wraps JSON in UTF-8, without a byte order mark. The bytes are not copied.</summary>
    public RawJson(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
    }

    /// <summary>Wraps JSON text.</summary>
    public RawJson(string json)
        : this(Encoding.UTF8.GetBytes(json))
    {
    }

    /// <summary>The JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8.IsEmpty ? "null"u8.ToArray() : _utf8;

    /// <summary>Serialises <paramref name="value"/> now, with metadata that need not be known to the connection.</summary>
    public static RawJson From<T>(T value, JsonTypeInfo<T> typeInfo) => new(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo));

    /// <summary>The JSON as text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>Whether both hold the same bytes.</summary>
    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>Whether both hold the same bytes.</summary>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Whether the bytes differ.</summary>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);
}

/// <summary>Writes <see cref="RawJson"/> through and keeps what it reads.</summary>
public sealed class RawJsonConverter : JsonConverter<RawJson>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(Encoding.UTF8.GetBytes(JsonElement.ParseValue(ref reader).GetRawText()));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span);
}
