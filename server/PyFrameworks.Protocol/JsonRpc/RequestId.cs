using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyFrameworks.Protocol;

/// <summary>
/// The id of a request: a number, a string or null, echoed as it came. Numbers keep their literal, so that
/// <c>1.5</c> or a 64-bit id returns unchanged; <c>1</c> and <c>1.0</c> are different ids.
/// </summary>
[JsonConverter(typeof(RequestIdConverter))]
public readonly record struct RequestId
{
    private readonly string? _text;
    private readonly bool _isString;

    private RequestId(string text, bool isString)
    {
        _text = text;
        _isString = isString;
    }

    /// <summary>An id that is a number.</summary>
    public RequestId(long number)
        : this(number.ToString(System.Globalization.CultureInfo.InvariantCulture), isString: false)
    {
    }

    /// <summary>An id that is a string.</summary>
    public RequestId(string text)
        : this(text, isString: true)
    {
    }

    /// <summary>Whether the id is JSON's null, as in the answer to a message whose id could not be read.</summary>
    public bool IsNull => _text is null;

    /// <summary>The literal of a number; <see langword="null"/> for other ids.</summary>
    internal string? Number => _isString ? null : _text;

    /// <summary>The id as JSON, for logs.</summary>
    public override string ToString() => _text is null ? "null" : _isString ? $"\"{_text}\"" : _text;

    /// <summary>Reads the id under <paramref name="reader"/>; false when the value is no number, string or null.</summary>
    internal static bool TryRead(ref Utf8JsonReader reader, out RequestId id)
    {
        id = default;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number:
                id = new(Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.FirstSpan : reader.ValueSpan), isString: false);
                return true;
            case JsonTokenType.String:
                id = new(LenientStringConverter.Read(ref reader), isString: true);
                return true;
            default:
                return false;
        }
    }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        if (_text is null)
        {
            writer.WriteNullValue();
        }
        else if (_isString)
        {
            writer.WriteStringValue(_text);
        }
        else
        {
            writer.WriteRawValue(_text);
        }
    }
}

/// <summary>Reads and writes <see cref="RequestId"/>.</summary>
public sealed class RequestIdConverter : JsonConverter<RequestId>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override RequestId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RequestId.TryRead(ref reader, out var id) ? id : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RequestId value, JsonSerializerOptions options) => value.WriteTo(writer);
}
