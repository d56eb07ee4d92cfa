using System.Text.Json;

namespace PyFrameworks.Protocol;

/// <summary>What a message is, by its members (JSON-RPC 2.0, sections 4 and 5).</summary>
internal enum MessageKind
{
    Invalid,
    Request,
    Notification,
    Response,
}

/// <summary>The outer object of a message; its parts stay UTF-8 until somebody wants them.</summary>
internal sealed class Envelope
{
    /// <summary>Nesting that is read; deeper JSON is refused as a parse error.</summary>
    public const int MaxDepth = 128;

    public MessageKind Kind { get; private set; }

    public RequestId Id { get; private set; }

    public string Method { get; private set; } = "";

    /// <summary>The slice of <c>params</c>; empty when absent.</summary>
    public ReadOnlyMemory<byte> Params { get; private set; }

    /// <summary>The slice of <c>result</c>; empty when absent.</summary>
    public ReadOnlyMemory<byte> Result { get; private set; }

    /// <summary>The slice of <c>error</c>; empty when absent or null.</summary>
    public ReadOnlyMemory<byte> Error { get; private set; }

    /// <summary>Why the message is invalid; empty for the other kinds.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Reads the outer object of <paramref name="body"/>.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public static Envelope Parse(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        var envelope = new Envelope();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            envelope.ReadMembers(ref reader, body);
        }
        else
        {
            var isBatch = reader.TokenType == JsonTokenType.StartArray;
            envelope.Problem = isBatch ? "Batches are not supported; send each message by itself" : "A message has to be a JSON object";
            reader.Skip();
        }

        // Whatever follows the value makes the whole body bad JSON.
        reader.Read();
        return envelope;
    }

    private void ReadMembers(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var hasId = false;
        var hasSoundId = true;
        var hasMethod = false;
        var hasSoundMethod = true;
        var hasVersion = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "jsonrpc"u8))
            {
                reader.Read();
                hasVersion = reader.TokenType == JsonTokenType.String && Is(ref reader, "2.0"u8);
                reader.Skip();
            }
            else if (Is(ref reader, "id"u8))
            {
                reader.Read();
                hasId = true;
                hasSoundId = RequestId.TryRead(ref reader, out var id);
                Id = id;
                reader.Skip();
            }
            else if (Is(ref reader, "method"u8))
            {
                reader.Read();
                hasMethod = true;
                hasSoundMethod = reader.TokenType == JsonTokenType.String;
                Method = hasSoundMethod ? LenientStringConverter.Read(ref reader) : "";
                reader.Skip();
            }
            else if (Is(ref reader, "params"u8))
            {
                Params = Slice(ref reader, body);
            }
            else if (Is(ref reader, "result"u8))
            {
                Result = Slice(ref reader, body);
            }
            else if (Is(ref reader, "error"u8))
            {
                var error = Slice(ref reader, body);
                Error = error.Span.SequenceEqual("null"u8) ? default : error;
            }
            else
            {
                reader.Skip();
            }
        }

        Problem = (hasSoundId, hasMethod, hasSoundMethod, hasVersion) switch
        {
            (false, _, _, _) => "The id has to be a number or a string",
            (_, true, false, _) => "The method has to be a string",
            (_, true, _, false) => "The member jsonrpc has to be \"2.0\"",
            (_, false, _, _) when !hasId || (Result.IsEmpty && Error.IsEmpty) => "The message has neither a method nor a result",
            _ => "",
        };
        Kind = Problem.Length > 0 ? MessageKind.Invalid
            : !hasMethod ? MessageKind.Response
            : hasId ? MessageKind.Request
            : MessageKind.Notification;
    }

    /// <summary>Whether the string under the reader is <paramref name="text"/>; half a surrogate pair, which no comparison bears, is not in any.</summary>
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        try
        {
            return reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return body[start..(int)reader.BytesConsumed];
    }
}
