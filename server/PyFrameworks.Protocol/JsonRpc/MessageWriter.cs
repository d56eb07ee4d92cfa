using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;

namespace PyFrameworks.Protocol;

/// <summary>
/// Writes messages in the order in which they are posted. Posting never waits; one loop owns the pipe, so messages cannot mix.
/// </summary>
public sealed class MessageWriter
{
    // A batch is flushed at about this size, so that a burst costs few system calls and a large message little extra memory.
    private const int FlushBytes = 64 * 1024;

    // From this size on a body is handed to the output as it is.
    private const int DirectBytes = 16 * 1024;

    private readonly PipeWriter _output;
    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Starts to write to <paramref name="output"/>, which it completes at the end.</summary>
    public MessageWriter(PipeWriter output)
    {
        _output = output;
        Completion = Task.Run(WriteAllAsync);
    }

    /// <summary>Ends when everything is written after <see cref="Complete"/>; fails with <see cref="IOException"/> when the other side is gone.</summary>
    public Task Completion { get; }

    /// <summary>Posts the body of a message (UTF-8, not copied); false after the end.</summary>
    public bool Post(ReadOnlyMemory<byte> body) => _messages.Writer.TryWrite(new(body, null));

    /// <summary>Posts the body that <paramref name="body"/> holds, which gives its room back once it is written; false after the end.</summary>
    internal bool Post(MessageBuffer body)
    {
        if (_messages.Writer.TryWrite(new(body.Written, body)))
        {
            return true;
        }

        body.Dispose();
        return false;
    }

    /// <summary>Lets what is posted be written and then completes the pipe.</summary>
    public void Complete() => _messages.Writer.TryComplete();

    private async Task WriteAllAsync()
    {
        Exception? failure = null;
        try
        {
            while (await _messages.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (_messages.Reader.TryRead(out var message))
                {
                    WriteHeader(message.Body.Length);
                    if (message.Body.Length >= DirectBytes)
                    {
                        // The pipe would cut it into pieces of a page, each of which is a system call.
                        Check(await _output.WriteAsync(message.Body).ConfigureAwait(false));
                    }
                    else
                    {
                        _output.Write(message.Body.Span);
                    }

                    message.Rented?.Dispose();
                    if (_output.UnflushedBytes >= FlushBytes)
                    {
                        await FlushAsync().ConfigureAwait(false);
                    }
                }

                await FlushAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not IOException)
        {
            throw failure = new IOException("The output failed: " + e.Message, e);
        }
        catch (IOException e)
        {
            failure = e;
            throw;
        }
        finally
        {
            _messages.Writer.TryComplete();
            await CompleteOutputAsync(failure).ConfigureAwait(false);
        }
    }

    private async ValueTask CompleteOutputAsync(Exception? failure)
    {
        try
        {
            await _output.CompleteAsync(failure).ConfigureAwait(false);
        }
        catch (Exception e) when (failure is not null && e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The first failure is the one that is told.
        }
    }

    private async ValueTask FlushAsync() => Check(await _output.FlushAsync().ConfigureAwait(false));

    private static void Check(FlushResult result)
    {
        if (result.IsCompleted)
        {
            throw new IOException("The other side no longer reads");
        }
    }

    private void WriteHeader(int length) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n\r\n"), _output);

    /// <summary>A message that waits.</summary>
    /// <param name="Body">Its body.</param>
    /// <param name="Rented">What is to be given back when it is written, if anything.</param>
    private readonly record struct Message(ReadOnlyMemory<byte> Body, MessageBuffer? Rented);
}
