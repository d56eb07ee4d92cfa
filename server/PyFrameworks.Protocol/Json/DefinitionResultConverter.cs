using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PyFrameworks.Protocol;

/// <summary>Reads and writes <see cref="DefinitionResult"/>. A link has a <c>targetUri</c>, a place has not.</summary>
public sealed class DefinitionResultConverter : JsonConverter<DefinitionResult>
{
    /// <inheritdoc/>
    public override DefinitionResult Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var element = document.RootElement;
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException();
        }

        return element.GetArrayLength() > 0 && element[0].ValueKind == JsonValueKind.Object && element[0].TryGetProperty("targetUri", out _)
            ? new(element.Deserialize(Info<ImmutableArray<LocationLink>>(options)))
            : new(element.Deserialize(Info<ImmutableArray<Location>>(options)));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DefinitionResult value, JsonSerializerOptions options)
    {
        if (value.Links is { } links)
        {
            JsonSerializer.Serialize(writer, links, Info<ImmutableArray<LocationLink>>(options));
        }
        else
        {
            JsonSerializer.Serialize(writer, value.Locations ?? throw new JsonException(), Info<ImmutableArray<Location>>(options));
        }
    }

    private static JsonTypeInfo<T> Info<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
