using System.Text.Json;
using PyFrameworks.Protocol;
using PyFrameworks.Workspace;

namespace PyFrameworks.LanguageServer;

/// <summary>
/// Answers <c>workspace/executeCommand</c>. Where the argument says <c>"show": true</c>, as in the commands that lenses and actions bear, the editor also opens the text of the
/// result: most editors drop the answer to a command. One that shows no documents gets a line of it as a message, since the user has asked.
/// </summary>
internal sealed class ShownCommands(IClient client, ServerHost host, ServerLog log)
{
    private const int NamesInMessage = 3;

    /// <summary>The method.</summary>
    public const string Method = ExecuteCommandHandler.Name;

    /// <summary>The result; it does not wait until the text is shown, as an editor may be busy until it has its answer.</summary>
    public async ValueTask<RawJson> AnswerAsync(ExecuteCommandParams request, SessionSnapshot session, CancellationToken cancellationToken)
    {
        var result = await ExecuteCommandHandler.HandleAsync(request, session, cancellationToken).ConfigureAwait(false);
        if (request.Arguments is [{ ValueKind: JsonValueKind.Object } argument, ..] && argument.TryGetProperty("show", out var show) && show.ValueKind == JsonValueKind.True)
        {
            _ = Task.Run(() => ShowAsync(request.Command, result, session.Client.CanShowDocuments), CancellationToken.None);
        }

        return result;
    }

    private async Task ShowAsync(string command, RawJson result, bool canShowDocuments)
    {
        try
        {
            using var document = JsonDocument.Parse(result.Utf8);
            if (!document.RootElement.TryGetProperty("markdown", out var markdown))
            {
                return;
            }

            if (canShowDocuments && host.PagesFolder?.Invoke() is { } folder)
            {
                var page = PageFile.Write(folder, $"{command[(command.LastIndexOf('.') + 1)..]}.md", markdown.GetString()!);
                var shown = await client.SendRequestAsync<ShowDocumentParams, ShowDocumentResult>(
                    "window/showDocument", new() { Uri = FileUris.FromPath(page), TakeFocus = true }, CancellationToken.None).ConfigureAwait(false);
                if (shown is { Success: true })
                {
                    return;
                }
            }

            client.Notify("window/showMessage", new ShowMessageParams { Type = MessageType.Info, Message = Line(document.RootElement) });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonRpcException or ConnectionClosedException)
        {
            log.Warning($"The result of {command} can't be shown: {exception.Message}");
        }
    }

    /// <summary>The verdict and the best alternatives by name; of another result, that it can't be shown.</summary>
    private static string Line(JsonElement result)
    {
        if (!result.TryGetProperty("keep", out var keep))
        {
            return "This editor shows no documents that a server names; the same is to be had in a terminal";
        }

        var verdict = keep.GetProperty("reason").GetString()!;
        var names = string.Join(", ", result.GetProperty("suggestions").EnumerateArray().Take(NamesInMessage).Select(entry => entry.GetProperty("name").GetString()));
        return names.Length == 0 ? verdict : $"{verdict.TrimEnd('.')}. Alternatives, best first: {names}";
    }
}
