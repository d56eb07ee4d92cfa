using System.Collections.Immutable;
using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class ReferencesHandler : Lsp.IRequestHandler<Lsp.ReferenceParams, ImmutableArray<Lsp.Location>?, SessionSnapshot>
{
    public static string Method => "textDocument/references";

    public static ImmutableArray<Lsp.Location>? Handle(Lsp.ReferenceParams request, SessionSnapshot session, CancellationToken cancellationToken) =>
        FromProtocol.Place(session, request.TextDocument, request.Position) is var (file, at)
        && References.At(file.Project, file.Path, at.Start, request.Context.IncludeDeclaration, cancellationToken) is { } places
            ? [.. places.Select(place => ToProtocol.Location(file, place))]
            : null;
}
