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

        // A proposal does not say which folder it was made in, and a folder may know more than the others.
        var catalogs = session.Folders.Select(folder => folder.Index.Catalog).Append(session.Catalog).Distinct();
        return request.Data is { ValueKind: JsonValueKind.String } key
            && catalogs.Select(catalog => ProposalPages.Find(catalog, session.Today, key.GetString()!, isMarkdown)).FirstOrDefault(text => text is not null) is { } text
            ? request with { Documentation = ToProtocol.Markup(text, isMarkdown) }
            : request;
    }
}
