using System.Text.Json;
using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class CompletionResolveHandler : Lsp.IRequestHandler<Lsp.CompletionItem, Lsp.CompletionItem, SessionSnapshot>
{
    public static string Method => "completionItem/resolve";

    public static Lsp.CompletionItem Handle(Lsp.CompletionItem request, SessionSnapshot session, CancellationToken cancellationToken)
    {
        var isMarkdown = session.Client.HasMarkdownCompletion;
        return request.Data is { ValueKind: JsonValueKind.String } key && ProposalPages.Find(session.Catalog, session.Today, key.GetString()!, isMarkdown) is { } text
            ? request with { Documentation = ToProtocol.Markup(text, isMarkdown) }
            : request;
    }
}
