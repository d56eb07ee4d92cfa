using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyFrameworks.Protocol;

/// <summary>The name of a progress: a number or a string.</summary>
[JsonConverter(typeof(ProgressTokenConverter))]
public readonly record struct ProgressToken
{
    internal ProgressToken(RequestId value)
    {
        Value = value;
    }

    /// <summary>A token that is a string.</summary>
    public ProgressToken(string token)
        : this(new RequestId(token))
    {
    }

    /// <summary>A token that is a number.</summary>
    public ProgressToken(int token)
        : this(new RequestId(token))
    {
    }

    // Request ids and progress tokens are the same union in LSP; only their meaning differs.
    internal RequestId Value { get; }

    /// <summary>The token as JSON, for logs.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>Reads and writes <see cref="ProgressToken"/>.</summary>
public sealed class ProgressTokenConverter : JsonConverter<ProgressToken>
{
    /// <inheritdoc/>
    public override ProgressToken Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RequestId.TryRead(ref reader, out var id) && !id.IsNull ? new(id) : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ProgressToken value, JsonSerializerOptions options) => value.Value.WriteTo(writer);
}

/// <summary>The value of <c>$/progress</c>: a begin, any number of reports, an end.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(WorkDoneProgressBegin), "begin")]
[JsonDerivedType(typeof(WorkDoneProgressReport), "report")]
[JsonDerivedType(typeof(WorkDoneProgressEnd), "end")]
public abstract record WorkDoneProgress
{
    private protected WorkDoneProgress()
    {
    }

    /// <summary>What is being done, in a few words.</summary>
    public string? Message { get; init; }
}

/// <summary>The start of a progress.</summary>
public sealed record WorkDoneProgressBegin : WorkDoneProgress
{
    /// <summary>What the user reads for the whole time.</summary>
    public required string Title { get; init; }

    /// <summary>Whether the user may cancel it (<c>window/workDoneProgress/cancel</c>).</summary>
    public bool? Cancellable { get; init; }

    /// <summary>How far it is, 0 to 100; null when the end is unknown, which the reports then cannot change.</summary>
    public int? Percentage { get; init; }
}

/// <summary>A step of a progress.</summary>
public sealed record WorkDoneProgressReport : WorkDoneProgress
{
    /// <summary>Whether the user may cancel it.</summary>
    public bool? Cancellable { get; init; }

    /// <summary>How far it is, 0 to 100, never falling.</summary>
    public int? Percentage { get; init; }
}

/// <summary>The end of a progress.</summary>
public sealed record WorkDoneProgressEnd : WorkDoneProgress;

/// <summary>Which files a watcher means: a glob, or one relative to a folder.</summary>
[JsonConverter(typeof(GlobPatternConverter))]
public sealed record GlobPattern
{
    /// <summary>A glob over absolute paths.</summary>
    public GlobPattern(string pattern)
    {
        Pattern = pattern;
    }

    /// <summary>A glob below a folder.</summary>
    public GlobPattern(RelativePattern relative)
    {
        Pattern = relative.Pattern;
        BaseUri = relative.BaseUri;
    }

    /// <summary>The glob.</summary>
    public string Pattern { get; }

    /// <summary>The folder; null for absolute paths.</summary>
    public string? BaseUri { get; }
}

/// <summary>Reads and writes <see cref="GlobPattern"/>.</summary>
public sealed class GlobPatternConverter : JsonConverter<GlobPattern>
{
    /// <inheritdoc/>
    public override GlobPattern Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement switch
        {
            { ValueKind: JsonValueKind.String } text => new(text.GetString() ?? ""),
            { ValueKind: JsonValueKind.Object } relative
                when relative.TryGetProperty("baseUri", out var folder) && folder.ValueKind == JsonValueKind.String
                && relative.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String =>
                new(new RelativePattern { BaseUri = folder.GetString() ?? "", Pattern = pattern.GetString() ?? "" }),
            _ => throw new JsonException(),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GlobPattern value, JsonSerializerOptions options)
    {
        if (value.BaseUri is not { } folder)
        {
            writer.WriteStringValue(value.Pattern);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("baseUri"u8, folder);
        writer.WriteString("pattern"u8, value.Pattern);
        writer.WriteEndObject();
    }
}
