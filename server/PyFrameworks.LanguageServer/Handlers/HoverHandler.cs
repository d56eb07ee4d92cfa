using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class HoverHandler : Lsp.IRequestHandler<Lsp.HoverParams, Lsp.Hover?, SessionSnapshot>
{
    public static string Method => "textDocument/hover";

    public static Lsp.Hover? Handle(Lsp.HoverParams request, SessionSnapshot session, CancellationToken cancellationToken) =>
        FromProtocol.Place(session, request.TextDocument, request.Position) is var (file, at)
        && HoverFeature.At(file.Project, file.Findings(cancellationToken), file.Path, at.Start, ToProtocol.HoverOptions(file), cancellationToken) is { } hover
            ? ToProtocol.Hover(file, hover)
            : null;
}
