using System.Text.Json;
using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class CompletionHandler : Lsp.IRequestHandler<Lsp.CompletionParams, Lsp.CompletionList?, SessionSnapshot>
{
    public static string Method => "textDocument/completion";

    public static Lsp.CompletionList? Handle(Lsp.CompletionParams request, SessionSnapshot session, CancellationToken cancellationToken) =>
        FromProtocol.Place(session, request.TextDocument, request.Position) is var (file, at)
        && Completions.At(file.Project, file.Path, at.Start, cancellationToken) is { IsEmpty: false } proposals
            ? new() { IsIncomplete = false, Items = [.. proposals.Select(proposal => Item(file, proposal))] }
            : null;

    private static Lsp.CompletionItem Item(ProjectFile file, Proposal proposal) => new()
    {
        Label = proposal.Label,
        Kind = Kind(proposal.Kind),
        Tags = proposal.IsOutdated && file.Session.Client.HasCompletionTags ? [Lsp.CompletionItemTag.Deprecated] : null,
        Detail = proposal.Detail.Length == 0 ? null : proposal.Detail,
        SortText = proposal.SortText,
        FilterText = proposal.FilterText,
        TextEdit = new() { Range = file.Positions.Range(proposal.Replaces), NewText = proposal.NewText },
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
