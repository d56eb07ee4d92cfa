using System.Collections.Immutable;
using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class InlayHintHandler : Lsp.IRequestHandler<Lsp.InlayHintParams, ImmutableArray<Lsp.InlayHint>?, SessionSnapshot>
{
    public static string Method => "textDocument/inlayHint";

    public static ImmutableArray<Lsp.InlayHint>? Handle(Lsp.InlayHintParams request, SessionSnapshot session, CancellationToken cancellationToken) =>
        session.Settings.InlayHints && FromProtocol.Place(session, request.TextDocument, request.Range) is var (file, range)
            ? [.. InlayHints.In(file.Project, file.Path, range, session.Client.HasMarkdownHover, cancellationToken).Select(hint => Hint(file, hint))]
            : null;

    private static Lsp.InlayHint Hint(ProjectFile file, SupportHint hint) => new()
    {
        Position = file.Positions.Position(hint.Offset),
        Label = hint.Label,
        Tooltip = ToProtocol.Markup(hint.Tooltip, file.Session.Client.HasMarkdownHover),
        PaddingLeft = true,
    };
}
