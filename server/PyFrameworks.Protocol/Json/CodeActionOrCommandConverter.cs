using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PyFrameworks.Protocol;

/// <summary>
/// Reads and writes <see cref="CodeActionOrCommand"/>. The <c>command</c> of a Command is a string; that of a CodeAction is an object or absent.
/// </summary>
public sealed class CodeActionOrCommandConverter : JsonConverter<CodeActionOrCommand>
{
    /// <inheritdoc/>
    public override CodeActionOrCommand Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var element = document.RootElement;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException();
        }

        return element.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.String
            ? new(element.Deserialize(Info<Command>(options)) ?? throw new JsonException())
            : new(element.Deserialize(Info<CodeAction>(options)) ?? throw new JsonException());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CodeActionOrCommand value, JsonSerializerOptions options)
    {
        if (value.Command is { } command)
        {
            JsonSerializer.Serialize(writer, command, Info<Command>(options));
        }
        else
        {
            JsonSerializer.Serialize(writer, value.Action ?? throw new JsonException(), Info<CodeAction>(options));
        }
    }

    private static JsonTypeInfo<T> Info<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
