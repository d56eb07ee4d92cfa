using System.Collections.Immutable;
using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class CodeActionHandler : Lsp.IRequestHandler<Lsp.CodeActionParams, ImmutableArray<Lsp.CodeActionOrCommand>?, SessionSnapshot>
{
    public static string Method => "textDocument/codeAction";

    public static ImmutableArray<Lsp.CodeActionOrCommand>? Handle(Lsp.CodeActionParams request, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (FromProtocol.Place(session, request.TextDocument, request.Range) is not var (file, range))
        {
            return [];
        }

        var findings = file.Findings(cancellationToken);
        return
        [
            .. CodeActions.At(file.Project, findings, file.Path, range, cancellationToken)
                .Concat(session.Client.HasCommandLinks ? CodeActions.Views(file.Project, findings, file.Path, range, session.UriOf(file.Folder, file.Path)) : [])
                .Where(fix => IsWanted(ToProtocol.Kind(fix), request.Context.Only))
                .Select(fix => ToProtocol.CodeAction(file, fix, request.Context.Diagnostics))
                .OfType<Lsp.CodeActionOrCommand>(),
        ];
    }

    /// <summary>LSP 3.17: a kind takes in those that go on with a dot; the empty kind takes in all.</summary>
    private static bool IsWanted(string kind, ImmutableArray<string>? only) =>
        only is not { } wanted || wanted.Any(outer => outer.Length == 0 || kind == outer || kind.StartsWith(outer + ".", StringComparison.Ordinal));
}
