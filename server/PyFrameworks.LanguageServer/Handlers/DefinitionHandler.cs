using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class DefinitionHandler : Lsp.IRequestHandler<Lsp.DefinitionParams, Lsp.DefinitionResult?, SessionSnapshot>
{
    public static string Method => "textDocument/definition";

    public static Lsp.DefinitionResult? Handle(Lsp.DefinitionParams request, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (FromProtocol.Place(session, request.TextDocument, request.Position) is not var (file, at)
            || Definitions.At(file.Project, file.Path, at.Start, cancellationToken) is not { IsEmpty: false } targets)
        {
            return null;
        }

        return session.Client.HasDefinitionLinks
            ? new([.. targets.Select(target => Link(file, target))])
            : new([.. targets.Select(target => ToProtocol.Location(file, target.Target with { Span = target.Name }))]);
    }

    private static Lsp.LocationLink Link(ProjectFile file, DefinitionTarget target)
    {
        var whole = ToProtocol.Location(file, target.Target);
        return new()
        {
            OriginSelectionRange = file.Positions.Range(target.Origin),
            TargetUri = whole.Uri,
            TargetRange = whole.Range,
            TargetSelectionRange = ToProtocol.Location(file, target.Target with { Span = target.Name }).Range,
        };
    }
}
