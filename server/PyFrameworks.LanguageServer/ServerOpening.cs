using PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

/// <summary>The first message of a client, which is answered before the server is made if it is a usual <c>initialize</c>.</summary>
public sealed class ServerOpening
{
    private ServerOpening(Opening messages)
    {
        Messages = messages;
    }

    internal Opening Messages { get; }

    /// <summary>Waits for the first message and answers it if it can; <see cref="Server.RunAsync"/> serves the client from there on.</summary>
    /// <param name="input">What the client sends.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="version">The version of the program.</param>
    public static ServerOpening Read(Stream input, Stream output, string version)
    {
        var messages = Opening.Read(input, output, request => Session.Answer(ClientFeatures.Of(request), version));

        // Beside the making of the server: clients say that they are initialised and open a document, and are told of its findings. Of its own, as the pool has few threads
        // at the start, and the server waits for them.
        new Thread(static () => ProtocolJson.Prepare(typeof(InitializedParams), typeof(DidOpenTextDocumentParams), typeof(PublishDiagnosticsParams))) { IsBackground = true }.Start();
        return new(messages);
    }
}
