using System.Collections.Immutable;
using PyFrameworks.Features;
using Lsp = PyFrameworks.Protocol;

namespace PyFrameworks.LanguageServer;

internal sealed class CodeLensHandler : Lsp.IRequestHandler<Lsp.CodeLensParams, ImmutableArray<Lsp.CodeLens>?, SessionSnapshot>
{
    public static string Method => "textDocument/codeLens";

    public static ImmutableArray<Lsp.CodeLens>? Handle(Lsp.CodeLensParams request, SessionSnapshot session, CancellationToken cancellationToken)
    {
        if (!session.Settings.CodeLens || FromProtocol.File(session, request.TextDocument) is not { } file)
        {
            return null;
        }

        var lenses = CodeLenses.In(file.Project, file.Findings(cancellationToken), file.Path, session.Settings.CodeLensImports, cancellationToken);
        return [.. lenses.SelectMany(lens => Lenses(file, lens))];
    }

    private static IEnumerable<Lsp.CodeLens> Lenses(ProjectFile file, FrameworkLens lens)
    {
        var range = file.Positions.Range(lens.Span);

        // LSP has no lens without a command; editors show one without an id as a line that can't be chosen.
        yield return new() { Range = range, Command = new() { Title = lens.Title, CommandId = "" } };
        yield return new() { Range = range, Command = ToProtocol.SuggestCommand(file, lens.Framework.Id, "Suggest alternatives") };
    }
}
