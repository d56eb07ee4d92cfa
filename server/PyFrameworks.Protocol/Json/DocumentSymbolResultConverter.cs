using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PyFrameworks.Protocol;

/// <summary>Reads and writes <see cref="DocumentSymbolResult"/>. An element of the list has a <c>location</c>, one of the tree has not.</summary>
public sealed class DocumentSymbolResultConverter : JsonConverter<DocumentSymbolResult>
{
    /// <inheritdoc/>
    public override DocumentSymbolResult Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var element = document.RootElement;
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException();
        }

        return element.GetArrayLength() > 0 && element[0].ValueKind == JsonValueKind.Object && element[0].TryGetProperty("location", out _)
            ? new(element.Deserialize(Info<ImmutableArray<SymbolInformation>>(options)))
            : new(element.Deserialize(Info<ImmutableArray<DocumentSymbol>>(options)));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DocumentSymbolResult value, JsonSerializerOptions options)
    {
        if (value.List is { } list)
        {
            JsonSerializer.Serialize(writer, list, Info<ImmutableArray<SymbolInformation>>(options));
        }
        else
        {
            JsonSerializer.Serialize(writer, value.Tree ?? throw new JsonException(), Info<ImmutableArray<DocumentSymbol>>(options));
        }
    }

    private static JsonTypeInfo<T> Info<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
