using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyFrameworks.Protocol;

/// <summary>
/// Reads a string even when it holds half a surrogate pair or broken UTF-8, which become U+FFFD. A surrogate half is one UTF-16 unit and
/// so is its stand-in, which keeps the positions after it right; to refuse the text would lose an edit.
/// </summary>
public sealed class LenientStringConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Read(ref reader) : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    internal static string Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            var raw = reader.HasValueSequence
                ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence)
                : reader.ValueSpan;
            return Unescape(Encoding.UTF8.GetString(raw));
        }
    }

    /// <summary>Resolves the escapes of a JSON string that the reader has already found well-formed.</summary>
    private static string Unescape(string escaped)
    {
        var text = new char[escaped.Length];
        var length = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\' || i + 1 >= escaped.Length)
            {
                text[length++] = escaped[i];
                continue;
            }

            i++;
            if (escaped[i] == 'u' && i + 4 < escaped.Length)
            {
                text[length++] = (char)ushort.Parse(escaped.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                i += 4;
            }
            else
            {
                text[length++] = escaped[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other };
            }
        }

        for (var i = 0; i < length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\uFFFD';
            }
        }

        return new string(text, 0, length);
    }
}

/// <summary>
/// An LSP <c>uinteger</c>, 0 to 2^31 - 1. Larger numbers, which some clients send for "the end of the line", count as the largest.
/// </summary>
public sealed class UIntegerConverter : JsonConverter<int>
{
    /// <inheritdoc/>
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException();
        }

        // Some clients write whole numbers as 3.0.
        if (!reader.TryGetInt32(out var value))
        {
            var number = reader.GetDouble();
            value = number >= int.MaxValue ? int.MaxValue : number >= 0 && number == Math.Floor(number) ? (int)number : -1;
        }

        return value >= 0 ? value : throw new JsonException();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>A string that other servers may give as a number, such as the code of a diagnostic; the number is kept as its digits.</summary>
public sealed class StringOrNumberConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => LenientStringConverter.Read(ref reader),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException(),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
