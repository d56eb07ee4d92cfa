using System.Text.Json;
using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class CompletionHandler : Lsp.IRequestHandler<Lsp.CompletionParams, Lsp.CompletionList?, SessionSnapshot>
{
    public static string Method => "textDocument/completion";

    public static Lsp.CompletionList? Handle(Lsp.CompletionParams request, SessionSnapshot session, CancellationToken cancellationToken) =>
        FromProtocol.Parsed(session, request.TextDocument) is var (file, positions, catalog)
        && Completions.At(file, positions.Offset(request.Position), catalog, session.Today, cancellationToken) is { IsEmpty: false } proposals
            ? new() { IsIncomplete = false, Items = [.. proposals.Select(proposal => Item(session.Client, positions, proposal))] }
            : null;

    private static Lsp.CompletionItem Item(ClientFeatures client, TextPositions positions, Proposal proposal) => new()
    {
        Label = proposal.Label,
        Kind = Kind(proposal.Kind),
        Tags = proposal.IsOutdated && client.HasCompletionTags ? [Lsp.CompletionItemTag.Deprecated] : null,
        Detail = proposal.Detail.Length == 0 ? null : proposal.Detail,
        SortText = proposal.SortText,
        FilterText = proposal.FilterText,
        TextEdit = new() { Range = positions.Range(proposal.Replaces), NewText = proposal.NewText },
        Data = proposal.Key.Length == 0 ? null : JsonSerializer.SerializeToElement(proposal.Key, Lsp.ProtocolJson.Default.String),
    };

    private static Lsp.CompletionItemKind Kind(ProposalKind kind) => kind switch
    {
        ProposalKind.Distribution => Lsp.CompletionItemKind.Module,
        ProposalKind.Release => Lsp.CompletionItemKind.Constant,
        ProposalKind.Setting => Lsp.CompletionItemKind.Property,
        _ => Lsp.CompletionItemKind.EnumMember,
    };
}
