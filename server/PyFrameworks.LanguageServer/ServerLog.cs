using System.Globalization;
using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>Words for people: on the log of the host, and in the client's output panel once there is one. Members may be called from any thread.</summary>
internal sealed class ServerLog(TextWriter writer)
{
    private readonly Lock _lock = new();
    private volatile IClient? _client;

    /// <summary>From now on the client is told, too.</summary>
    public void Attach(IClient client) => _client = client;

    /// <summary>Tells what happened.</summary>
    public void Info(string message) => Write(MessageType.Info, "info", message);

    /// <summary>Tells of something that the user may want to mend.</summary>
    public void Warning(string message) => Write(MessageType.Warning, "warning", message);

    /// <summary>Tells of a fault; the stack goes to the host's log alone.</summary>
    public void Failure(string message, Exception? exception)
    {
        Write(MessageType.Error, "error", exception is null ? message : $"{message}: {exception.Message}");
        if (exception is not null)
        {
            WriteLine(exception.ToString());
        }
    }

    private void Write(MessageType type, string level, string message)
    {
        WriteLine($"{DateTime.Now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {level}: {message}");
        _client?.Notify("window/logMessage", new LogMessageParams { Type = type, Message = message });
    }

    private void WriteLine(string line)
    {
        try
        {
            lock (_lock)
            {
                writer.WriteLine(line);
                writer.Flush();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Nobody reads the log; the work goes on.
        }
    }
}
