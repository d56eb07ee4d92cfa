using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class CompletionHandler : Lsp.IRequestHandler<Lsp.CompletionParams, Lsp.CompletionList?, SessionSnapshot>
{
    public static string Method => "textDocument/completion";

    // Of lists that are kept what was written, for clients with tags and for those without. An entry goes with its list.
    private static readonly ConditionalWeakTable<Proposal[], Lsp.WrittenCompletionItems> s_tagged = [], s_plain = [];

    public static Lsp.CompletionList? Handle(Lsp.CompletionParams request, SessionSnapshot session, CancellationToken cancellationToken) =>
        FromProtocol.Parsed(session, request.TextDocument) is var (file, positions, catalog)
        && Completions.At(file, positions.Offset(request.Position), catalog, session.Today, cancellationToken) is { IsEmpty: false } list
            ? new() { IsIncomplete = false, Items = Items(session.Client, positions.Range(list.Replaces), list) }
            : null;

    private static Lsp.CompletionItems Items(ClientFeatures client, Lsp.Range range, ProposalList list) =>
        list.IsKept
            ? new((client.HasCompletionTags ? s_tagged : s_plain).GetValue(ImmutableCollectionsMarshal.AsArray(list.Items)!, _ => new(Items(client, default, list.Items))), range)
            : new(Items(client, range, list.Items));

    private static ImmutableArray<Lsp.CompletionItem> Items(ClientFeatures client, Lsp.Range range, ImmutableArray<Proposal> proposals)
    {
        // One document holds the keys of all.
        var items = ImmutableArray.CreateBuilder<Lsp.CompletionItem>(proposals.Length);
        var keys = JsonSerializer.SerializeToElement([.. proposals.Select(proposal => proposal.Key)], Lsp.ProtocolJson.Default.ImmutableArrayString);
        foreach (var proposal in proposals)
        {
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
