using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class DocumentSymbolHandler : Lsp.IRequestHandler<Lsp.DocumentSymbolParams, Lsp.DocumentSymbolResult?, SessionSnapshot>
{
    public static string Method => "textDocument/documentSymbol";

    public static Lsp.DocumentSymbolResult? Handle(Lsp.DocumentSymbolParams request, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (FromProtocol.Parsed(session, request.TextDocument) is not var (file, positions, _))
        {
            return null;
        }

        var symbols = DocumentSymbols.Of(file, cancellationToken);
        return session.Client.HasSymbolTree
            ? new([.. symbols.Select(symbol => Tree(positions, symbol))])
            : new([.. symbols.SelectMany(symbol => symbol.Children.Select(child => List(child, symbol.Name)).Prepend(List(symbol, null)))]);

        Lsp.SymbolInformation List(ManifestSymbol symbol, string? container) => new()
        {
            Name = symbol.Name,
            Kind = Kind(symbol.Kind),
            Location = new() { Uri = request.TextDocument.Uri, Range = positions.Range(symbol.Span) },
            ContainerName = container,
        };
    }

    private static Lsp.DocumentSymbol Tree(TextPositions positions, ManifestSymbol symbol) => new()
    {
        Name = symbol.Name,
        Detail = symbol.Detail.Length == 0 ? null : symbol.Detail,
        Kind = Kind(symbol.Kind),
        Range = positions.Range(symbol.Span),
        SelectionRange = positions.Range(symbol.NameSpan),
        Children = symbol.Children.IsEmpty ? null : [.. symbol.Children.Select(child => Tree(positions, child))],
    };

    private static Lsp.SymbolKind Kind(ManifestSymbolKind kind) => kind switch
    {
        ManifestSymbolKind.Group => Lsp.SymbolKind.Namespace,
        ManifestSymbolKind.Dependency => Lsp.SymbolKind.Package,
        _ => Lsp.SymbolKind.File,
    };
}
