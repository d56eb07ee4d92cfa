using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PyFrameworks.Protocol;

/// <summary>
/// Reads and writes <see cref="DocumentChange"/>. Only operations on files have a <c>kind</c>; LSP 3.17 tells a <c>TextDocumentEdit</c> by its absence.
/// </summary>
public sealed class DocumentChangeConverter : JsonConverter<DocumentChange>
{
    /// <inheritdoc/>
    public override DocumentChange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } element)
        {
            throw new JsonException();
        }

        if (!element.TryGetProperty("kind", out var kind))
        {
            return element.Deserialize(Info<TextDocumentEdit>(options)) ?? throw new JsonException();
        }

        return kind.ValueKind == JsonValueKind.String && kind.ValueEquals("create")
            ? element.Deserialize(Info<CreateFile>(options)) ?? throw new JsonException()
            : throw new JsonException();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DocumentChange value, JsonSerializerOptions options)
    {
        if (value is CreateFile create)
        {
            JsonSerializer.Serialize(writer, create, Info<CreateFile>(options));
        }
        else
        {
            JsonSerializer.Serialize(writer, (TextDocumentEdit)value, Info<TextDocumentEdit>(options));
        }
    }

    private static JsonTypeInfo<T> Info<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
