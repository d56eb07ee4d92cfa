using System.Text;
using System.Text.Json;

namespace PyFrameworks.Protocol;

/// <summary>
/// The first message of a session. Where it is an <c>initialize</c> as clients write it, it is answered at once, before the server is made that answers all others;
/// anything else is left to that one, which reads it as though nobody had looked.
/// </summary>
public sealed class Opening
{
    // Clients send some ten kilobytes.
    private const int MaxBodyBytes = 1 << 20;

    private static ReadOnlySpan<byte> LengthName => "Content-Length: "u8;

    private static ReadOnlySpan<byte> HeaderEnd => "\r\n\r\n"u8;

    private Opening(Stream rest, InitializeParams? request)
    {
        (Rest, Request) = (rest, request);
    }

    /// <summary>What is still to be read.</summary>
    public Stream Rest { get; }

    /// <summary>The parameters of the <c>initialize</c> that is answered; <see langword="null"/> where nothing is.</summary>
    public InitializeParams? Request { get; }

    /// <summary>Waits for the first message and answers it if it can.</summary>
    /// <param name="input">What the client sends.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="answer">Gives the result of <c>initialize</c>.</param>
    public static Opening Read(Stream input, Stream output, Func<InitializeParams, InitializeResult> answer)
    {
        var buffer = new byte[1 << 14];
        var (filled, read) = (0, 0);
        do
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            filled += read = Read(input, buffer.AsSpan(filled));
            if (FindBody(buffer.AsSpan(0, filled), out var start, out var length) is not { } isFound)
            {
                continue;
            }

            if (!isFound || length > MaxBodyBytes)
            {
                break;
            }

            if (filled - start >= length)
            {
                return Answer(buffer.AsMemory(start, length), output, answer) is { } request
                    ? new(After(buffer.AsMemory(start + length, filled - start - length), input), request)
                    : new(After(buffer.AsMemory(0, filled), input), null);
            }
        }
        while (read > 0);
        return new(After(buffer.AsMemory(0, filled), input), null);
    }

    private static int Read(Stream input, Span<byte> buffer)
    {
        try
        {
            return input.Read(buffer);
        }
        catch (IOException)
        {
            // The server comes upon the same and knows what to do about it.
            return 0;
        }
    }

    private static InitializeParams? Answer(ReadOnlyMemory<byte> body, Stream output, Func<InitializeParams, InitializeResult> answer)
    {
        try
        {
            var envelope = Envelope.Parse(body);
            if (envelope is not { Kind: MessageKind.Request, Method: "initialize" }
                || InitializeReader.Read(envelope.Params) is not { } request
                || InitializeAnswer.Write(envelope.Id, answer(request)) is not { } response)
            {
                return null;
            }

            output.Write([.. Encoding.ASCII.GetBytes($"Content-Length: {response.Length}\r\n\r\n"), .. response]);
            output.Flush();
            return request;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            // As above.
            return null;
        }
    }

    /// <summary>Whether the bytes begin with a length alone and the empty line; null where more bytes have to tell.</summary>
    private static bool? FindBody(ReadOnlySpan<byte> bytes, out int start, out int length)
    {
        const int maxDigits = 8;
        (start, length) = (0, 0);
        var name = Math.Min(bytes.Length, LengthName.Length);
        if (!bytes[..name].SequenceEqual(LengthName[..name]))
        {
            return false;
        }

        for (start = LengthName.Length; start < bytes.Length && start < LengthName.Length + maxDigits && char.IsAsciiDigit((char)bytes[start]); start++)
        {
            length = (length * 10) + (bytes[start] - '0');
        }

        var rest = bytes[Math.Min(start, bytes.Length)..];
        var end = Math.Min(rest.Length, HeaderEnd.Length);
        start += HeaderEnd.Length;
        return !rest[..end].SequenceEqual(HeaderEnd[..end]) || (length == 0 && end > 0) ? false : end == HeaderEnd.Length ? true : null;
    }

    private static Stream After(ReadOnlyMemory<byte> bytes, Stream input) => bytes.IsEmpty ? input : new PrefixedStream(bytes, input);
}
