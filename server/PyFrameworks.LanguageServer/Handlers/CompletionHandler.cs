using System.Collections.Immutable;
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
            ? new() { IsIncomplete = false, Items = Items(session.Client, positions, proposals) }
            : null;

    private static ImmutableArray<Lsp.CompletionItem> Items(ClientFeatures client, TextPositions positions, ImmutableArray<Proposal> proposals)
    {
        // A list has hundreds of items with one range, and one document holds the keys of all.
        var items = ImmutableArray.CreateBuilder<Lsp.CompletionItem>(proposals.Length);
        var (replaces, range) = (proposals[0].Replaces, positions.Range(proposals[0].Replaces));
        var keys = JsonSerializer.SerializeToElement([.. proposals.Select(proposal => proposal.Key)], Lsp.ProtocolJson.Default.ImmutableArrayString);
        foreach (var proposal in proposals)
        {
            if (proposal.Replaces != replaces)
            {
                (replaces, range) = (proposal.Replaces, positions.Range(proposal.Replaces));
            }

            items.Add(new()
            {
                Label = proposal.Label,
                Kind = Kind(proposal.Kind),
                Tags = proposal.IsOutdated && client.HasCompletionTags ? [Lsp.CompletionItemTag.Deprecated] : null,
                Detail = proposal.Detail.Length == 0 ? null : proposal.Detail,
                SortText = proposal.SortText,
                FilterText = proposal.FilterText,
                TextEdit = new() { Range = range, NewText = proposal.NewText },
                Data = proposal.Key.Length == 0 ? null : keys[items.Count],
            });
        }

        return items.MoveToImmutable();
    }

    private static Lsp.CompletionItemKind Kind(ProposalKind kind) => kind switch
    {
        ProposalKind.Distribution => Lsp.CompletionItemKind.Module,
        ProposalKind.Release => Lsp.CompletionItemKind.Constant,
        ProposalKind.Setting => Lsp.CompletionItemKind.Property,
        _ => Lsp.CompletionItemKind.EnumMember,
    };
}
