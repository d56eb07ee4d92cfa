using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace PyFrameworks.Protocol;

/// <summary>One frame of the stream: the body of a message, or the reason why the header section was unusable.</summary>
/// <param name="Body">The body in UTF-8; empty when <paramref name="Error"/> is set.</param>
/// <param name="Error">What is wrong with the header section; null for a sound frame.</param>
public readonly record struct MessageFrame(ReadOnlyMemory<byte> Body, string? Error = null);

/// <summary>
/// Cuts the base protocol of LSP 3.17 into messages: a header section with <c>Content-Length</c> in bytes, an empty line, the body.
/// </summary>
/// <remarks>
/// <para>Header names are compared without regard to case, unknown headers are passed over, and a lone line feed ends a line too.</para>
/// <para>A broken header section (no or a contradictory Content-Length, a line without a colon, too many bytes) is reported as one frame
/// with <see cref="MessageFrame.Error"/>. The reader then skips to the next <c>Content-Length: digits</c> that a line end follows. That
/// cannot stand inside a body, because a JSON string holds no raw line end, so the next whole message is found again.</para>
/// <para>A body over the limit ends the stream with <see cref="InvalidDataException"/>: to skip it would read it all.</para>
/// </remarks>
public sealed class MessageReader
{
    /// <summary>Default limit of a body: 64 MiB.</summary>
    public const int DefaultMaxBodyBytes = 64 * 1024 * 1024;

    /// <summary>Default limit of a header section: 8 KiB.</summary>
    public const int DefaultMaxHeaderBytes = 8 * 1024;

    private readonly PipeReader _input;
    private readonly int _maxBodyBytes;
    private readonly int _maxHeaderBytes;
    private bool _isLost;

    /// <summary>Reads from <paramref name="input"/>, which stays the caller's to complete.</summary>
    public MessageReader(PipeReader input, int maxBodyBytes = DefaultMaxBodyBytes, int maxHeaderBytes = DefaultMaxHeaderBytes)
    {
        _input = input;
        _maxBodyBytes = maxBodyBytes;
        _maxHeaderBytes = maxHeaderBytes;
    }

    /// <summary>Whether the stream ended inside a message.</summary>
    public bool EndedInsideMessage { get; private set; }

    /// <summary>The next frame, or null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">A body is larger than the limit; the stream cannot be read further.</exception>
    public async ValueTask<MessageFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_isLost)
        {
            if (!await SkipToContentLengthAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            _isLost = false;
        }

        while (true)
        {
            var result = await ReadInputAsync(cancellationToken).ConfigureAwait(false);
            var header = MessageHeader.Parse(result.Buffer, _maxHeaderBytes);
            if (header.Error is { } error)
            {
                // Its first byte is dropped so that the search for the next header cannot find this one again.
                _input.AdvanceTo(result.Buffer.GetPosition(1, header.End));
                _isLost = true;
                return new MessageFrame(default, error);
            }

            if (header.IsComplete)
            {
                _input.AdvanceTo(header.End);
                if (header.ContentLength > _maxBodyBytes)
                {
                    throw new InvalidDataException(
                        $"A message claims a body of {header.ContentLength} bytes; the limit is {_maxBodyBytes} bytes");
                }

                return await ReadBodyAsync((int)header.ContentLength, cancellationToken).ConfigureAwait(false);
            }

            _input.AdvanceTo(header.End, result.Buffer.End);
            if (result.IsCompleted)
            {
                EndedInsideMessage = !result.Buffer.Slice(header.End).IsEmpty;
                return null;
            }
        }
    }

    private async ValueTask<MessageFrame?> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        var body = GC.AllocateUninitializedArray<byte>(length);
        var filled = 0;
        while (filled < length)
        {
            var result = await ReadInputAsync(cancellationToken).ConfigureAwait(false);
            var taken = (int)Math.Min(result.Buffer.Length, length - filled);
            result.Buffer.Slice(0, taken).CopyTo(body.AsSpan(filled));
            filled += taken;
            _input.AdvanceTo(result.Buffer.GetPosition(taken));
            if (filled < length && result.IsCompleted)
            {
                EndedInsideMessage = true;
                return null;
            }
        }

        return new MessageFrame(body);
    }

    private async ValueTask<bool> SkipToContentLengthAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await ReadInputAsync(cancellationToken).ConfigureAwait(false);
            var bytes = result.Buffer.IsSingleSegment ? result.Buffer.First : result.Buffer.ToArray();
            var keepFrom = MessageHeader.FindContentLength(bytes.Span, out var isFound);
            _input.AdvanceTo(result.Buffer.GetPosition(keepFrom), isFound ? result.Buffer.GetPosition(keepFrom) : result.Buffer.End);
            if (isFound || result.IsCompleted)
            {
                return isFound;
            }
        }
    }

    private async ValueTask<ReadResult> ReadInputAsync(CancellationToken cancellationToken)
    {
        var result = await _input.ReadAsync(cancellationToken).ConfigureAwait(false);
        return result.IsCanceled ? throw new OperationCanceledException("The read was cancelled") : result;
    }
}

/// <summary>What the start of a buffer says as a header section.</summary>
/// <param name="IsComplete">Whether the empty line was found.</param>
/// <param name="ContentLength">Length of the body in bytes.</param>
/// <param name="End">Just past the empty line; when incomplete or unusable, past the empty lines that precede the section.</param>
/// <param name="Error">Why the section is unusable, or null.</param>
internal readonly record struct MessageHeader(bool IsComplete, long ContentLength, SequencePosition End, string? Error)
{
    // Blanks and digits after the colon; more make no sensible length.
    private const int MaxValueBytes = 32;

    private static readonly SearchValues<byte> LengthBytes = SearchValues.Create(" \t\r0123456789"u8);

    private static ReadOnlySpan<byte> ContentLengthName => "Content-Length"u8;

    public static MessageHeader Parse(ReadOnlySequence<byte> buffer, int maxBytes)
    {
        var lines = new SequenceReader<byte>(buffer);
        while (lines.TryPeek(out var first) && first is (byte)'\r' or (byte)'\n')
        {
            // Stray line ends between messages harm nobody.
            lines.Advance(1);
        }

        var start = lines.Position;
        var startConsumed = lines.Consumed;
        long length = -1;
        while (lines.TryReadTo(out ReadOnlySequence<byte> sequence, (byte)'\n'))
        {
            if (lines.Consumed - startConsumed > maxBytes)
            {
                return Broken(start, TooLong(maxBytes));
            }

            var line = (sequence.IsSingleSegment ? sequence.FirstSpan : sequence.ToArray()).TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                return length < 0
                    ? Broken(start, "The header section has no Content-Length")
                    : new(IsComplete: true, length, lines.Position, Error: null);
            }

            var colon = line.IndexOf((byte)':');
            if (colon < 0)
            {
                return Broken(start, "A line of the header section has no colon");
            }

            if (!Ascii.EqualsIgnoreCase(line[..colon].Trim((byte)' '), ContentLengthName))
            {
                continue;
            }

            if (!TryParseLength(line[(colon + 1)..].Trim(" \t"u8), out var value))
            {
                return Broken(start, "Content-Length is not a number of bytes");
            }

            if (length >= 0 && length != value)
            {
                return Broken(start, "The header section has two different Content-Lengths");
            }

            length = value;
        }

        return buffer.Length - startConsumed > maxBytes
            ? Broken(start, TooLong(maxBytes))
            : new(IsComplete: false, 0, start, Error: null);
    }

    /// <summary>
    /// The offset of the first <c>Content-Length: digits</c> with its line end. When there is none, the offset from which bytes have to be
    /// kept because they may become one.
    /// </summary>
    public static int FindContentLength(ReadOnlySpan<byte> bytes, out bool isFound)
    {
        isFound = false;
        for (var at = 0; at < bytes.Length; at++)
        {
            var next = bytes[at..].IndexOfAny((byte)'C', (byte)'c');
            if (next < 0)
            {
                return bytes.Length;
            }

            at += next;
            switch (MatchContentLength(bytes[at..]))
            {
                case true:
                    isFound = true;
                    return at;
                case null:
                    return at;
            }
        }

        return bytes.Length;
    }

    /// <summary>Whether a length line begins here; null when more bytes have to tell.</summary>
    private static bool? MatchContentLength(ReadOnlySpan<byte> bytes)
    {
        var name = Math.Min(bytes.Length, ContentLengthName.Length);
        if (!Ascii.EqualsIgnoreCase(bytes[..name], ContentLengthName[..name]))
        {
            return false;
        }

        var value = bytes[name..];
        if (value.IsEmpty)
        {
            return null;
        }

        if (value[0] != ':')
        {
            return false;
        }

        var lineEnd = value[..Math.Min(value.Length, MaxValueBytes)].IndexOf((byte)'\n');
        if (lineEnd >= 0)
        {
            return TryParseLength(value[1..lineEnd].Trim(" \t\r"u8), out _);
        }

        return value.Length >= MaxValueBytes || value[1..].ContainsAnyExcept(LengthBytes) ? false : null;
    }

    private static MessageHeader Broken(SequencePosition start, string error) => new(IsComplete: false, 0, start, error);

    private static string TooLong(int maxBytes) => $"The header section is longer than {maxBytes} bytes";

    private static bool TryParseLength(ReadOnlySpan<byte> digits, out long length)
    {
        length = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            // What overflows is far over every limit; the exact number no longer matters.
            length = length > long.MaxValue / 16 ? length : (length * 10) + (digit - '0');
        }

        return !digits.IsEmpty;
    }
}
