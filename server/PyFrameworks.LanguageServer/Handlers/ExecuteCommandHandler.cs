using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class ExecuteCommandHandler : Lsp.IAsyncRequestHandler<Lsp.ExecuteCommandParams, Lsp.RawJson, SessionSnapshot>
{
    public const string Name = "workspace/executeCommand";

    public static string Method => Name;

    public static async ValueTask<Lsp.RawJson> HandleAsync(Lsp.ExecuteCommandParams request, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (!ServerCommands.All.Contains(request.Command))
        {
            throw new Lsp.JsonRpcException(Lsp.ErrorCodes.InvalidParams, $"The command {request.Command} is not known");
        }

        // Who asks for a command is ready to wait for the facts.
        var scanned = await session.WhenScannedAsync(cancellationToken).ConfigureAwait(false);
        return new(ServerCommands.Run(request.Command, CommandArguments.Read(request.Arguments, scanned), scanned, cancellationToken));
    }
}
