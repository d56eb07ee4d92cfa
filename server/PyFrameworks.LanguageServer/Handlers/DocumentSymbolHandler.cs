using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class DocumentSymbolHandler : Lsp.IRequestHandler<Lsp.DocumentSymbolParams, Lsp.DocumentSymbolResult?, SessionSnapshot>
{
    public static string Method => "textDocument/documentSymbol";

    public static Lsp.DocumentSymbolResult? Handle(Lsp.DocumentSymbolParams request, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (FromProtocol.File(session, request.TextDocument) is not { } file)
        {
            return null;
        }

        var symbols = DocumentSymbols.Of(file.Project, file.Path, cancellationToken);
        return session.Client.HasSymbolTree
            ? new([.. symbols.Select(symbol => Tree(file, symbol))])
            : new([.. symbols.SelectMany(symbol => symbol.Children.Select(child => List(file, child, symbol.Name)).Prepend(List(file, symbol, null)))]);
    }

    private static Lsp.DocumentSymbol Tree(ProjectFile file, ManifestSymbol symbol) => new()
    {
        Name = symbol.Name,
        Detail = symbol.Detail.Length == 0 ? null : symbol.Detail,
        Kind = Kind(symbol.Kind),
        Range = file.Positions.Range(symbol.Span),
        SelectionRange = file.Positions.Range(symbol.NameSpan),
        Children = symbol.Children.IsEmpty ? null : [.. symbol.Children.Select(child => Tree(file, child))],
    };

    private static Lsp.SymbolInformation List(ProjectFile file, ManifestSymbol symbol, string? container) => new()
    {
        Name = symbol.Name,
        Kind = Kind(symbol.Kind),
        Location = new() { Uri = file.Session.UriOf(file.Folder, file.Path), Range = file.Positions.Range(symbol.Span) },
        ContainerName = container,
    };

    private static Lsp.SymbolKind Kind(ManifestSymbolKind kind) => kind switch
    {
        ManifestSymbolKind.Group => Lsp.SymbolKind.Namespace,
        ManifestSymbolKind.Dependency => Lsp.SymbolKind.Package,
        _ => Lsp.SymbolKind.File,
    };
}
