using System.Collections.Immutable;
using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class DocumentLinkHandler : Lsp.IRequestHandler<Lsp.DocumentLinkParams, ImmutableArray<Lsp.DocumentLink>?, SessionSnapshot>
{
    public static string Method => "textDocument/documentLink";

    public static ImmutableArray<Lsp.DocumentLink>? Handle(Lsp.DocumentLinkParams request, SessionSnapshot session, CancellationToken cancellationToken) =>
        session.Settings.DocumentLinks && FromProtocol.File(session, request.TextDocument) is { } file
            ? [.. DocumentLinks.Of(file.Project, file.Path, cancellationToken).Select(link => Link(file, link))]
            : null;

    private static Lsp.DocumentLink Link(ProjectFile file, ManifestLink link) => new()
    {
        Range = file.Positions.Range(link.Span),
        Target = link.Path is { } path ? file.Session.UriOf(file.Folder, path) : link.Url,
        Tooltip = file.Session.Client.HasLinkTooltips ? link.Tooltip : null,
    };
}
