using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PyFrameworks.Protocol;

/// <summary>Reads <c>params</c> and words what is wrong with them.</summary>
internal static class ParamsReader
{
    /// <summary>The parameters as <typeparamref name="T"/>; <paramref name="utf8"/> is empty when they are absent.</summary>
    /// <exception cref="JsonRpcException">They have another shape (<see cref="ErrorCodes.InvalidParams"/>).</exception>
    public static T Read<T>(ReadOnlyMemory<byte> utf8, JsonTypeInfo<T> typeInfo)
    {
        if (new NoParams() is T none)
        {
            return none;
        }

        T? value;
        try
        {
            value = JsonSerializer.Deserialize(utf8.IsEmpty ? "null"u8 : utf8.Span, typeInfo);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NotSupportedException)
        {
            throw new JsonRpcException(ErrorCodes.InvalidParams, Describe(utf8, typeInfo, (e as JsonException)?.Path));
        }

        return value ?? throw new JsonRpcException(ErrorCodes.InvalidParams, "The params are missing");
    }

    // The serialiser's own messages depend on a resource switch of the host and name .NET types; the words here name members of the protocol.
    private static string Describe(ReadOnlyMemory<byte> utf8, JsonTypeInfo typeInfo, string? path)
    {
        if (utf8.IsEmpty)
        {
            return "The params are missing";
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = Envelope.MaxDepth });
            if (FindMissing(document.RootElement, typeInfo, "params") is { } missing)
            {
                return $"The member {missing} is missing";
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Text that is no sound Unicode cannot be walked; the path tells where it stands.
        }

        var member = path is { Length: > 1 } && path[0] == '$' ? "params" + path[1..] : "params";
        return member == "params" ? "The params have the wrong type" : $"The member {member} has the wrong type";
    }

    private static string? FindMissing(JsonElement element, JsonTypeInfo typeInfo, string path)
    {
        switch (element.ValueKind, typeInfo.Kind)
        {
            case (JsonValueKind.Object, JsonTypeInfoKind.Object):
                foreach (var property in typeInfo.Properties)
                {
                    var isPresent = element.TryGetProperty(property.Name, out var child);
                    if (!isPresent && property.IsRequired)
                    {
                        return $"{path}.{property.Name}";
                    }

                    if (isPresent && FindMissing(child, property.PropertyType, typeInfo.Options, $"{path}.{property.Name}") is { } missing)
                    {
                        return missing;
                    }
                }

                return null;
            case (JsonValueKind.Array, JsonTypeInfoKind.Enumerable) when typeInfo.ElementType is { } elementType:
                var index = 0;
                foreach (var child in element.EnumerateArray())
                {
                    if (FindMissing(child, elementType, typeInfo.Options, $"{path}[{index++}]") is { } missing)
                    {
                        return missing;
                    }
                }

                return null;
            default:
                return null;
        }
    }

    private static string? FindMissing(JsonElement element, Type type, JsonSerializerOptions options, string path) =>
        element.ValueKind is JsonValueKind.Object or JsonValueKind.Array
        && options.TryGetTypeInfo(Nullable.GetUnderlyingType(type) ?? type, out var typeInfo)
            ? FindMissing(element, typeInfo, path)
            : null;
}
