using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.Features;
using PyFrameworks.Protocol;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.LanguageServer;

/// <summary>Translates what the engine finds into the client's terms.</summary>
internal static class ToProtocol
{
    /// <summary>Who found a diagnostic.</summary>
    public const string Source = "pyframeworks";

    /// <summary>A finding, with what the client can show of it.</summary>
    public static Diagnostic Diagnostic(SessionSnapshot session, Folder folder, Finding finding)
    {
        var client = session.Client;
        return new()
        {
            Range = Range(session, folder, finding.At),
            Severity = Severity(finding.Severity),
            Code = finding.Code,
            CodeDescription = client.HasCodeDescription ? new() { Href = RulePages.Url(finding.Code) } : null,
            Source = Source,
            Message = finding.Message,
            RelatedInformation = client.HasRelatedInformation && !finding.Related.IsEmpty
                ? [.. finding.Related.Select(place => new DiagnosticRelatedInformation
                {
                    Location = new() { Uri = session.UriOf(folder, place.At.Path), Range = Range(session, folder, place.At) },
                    Message = place.Message,
                })]
                : null,
            Data = JsonSerializer.SerializeToElement(finding.Code, ProtocolJson.Default.String),
        };
    }

    /// <summary>A hover.</summary>
    public static Hover Hover(ProjectFile file, HoverContent hover) => new()
    {
        Contents = Markup(hover.Text, file.Session.Client.HasMarkdownHover),
        Range = file.Positions.Range(hover.Span),
    };

    /// <summary>A text for people.</summary>
    public static MarkupContent Markup(string text, bool isMarkdown) => new() { Kind = isMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText, Value = text };

    /// <summary>A place in a file of the folder that holds <paramref name="file"/>.</summary>
    public static Location Location(ProjectFile file, FileSpan at) => new() { Uri = file.Session.UriOf(file.Folder, at.Path), Range = Range(file.Session, file.Folder, at) };

    /// <summary>What the client can show in a hover.</summary>
    public static HoverOptions HoverOptions(ProjectFile file)
    {
        var client = file.Session.Client;
        return new(client.HasMarkdownHover, client.HasMarkdownHover && client.HasCommandLinks, path => file.Session.UriOf(file.Folder, path));
    }

    /// <summary>An action, or null when the client can't carry it out.</summary>
    public static CodeActionOrCommand? CodeAction(ProjectFile file, QuickFix fix, ImmutableArray<Diagnostic> shown)
    {
        var client = file.Session.Client;
        if (!client.HasCodeActionLiterals)
        {
            return fix is { Edits.IsEmpty: true, SuggestFor: { } asked } ? new(SuggestCommand(file, asked, fix.Title)) : null;
        }

        if (fix.CreatesFile is not null && !client.CanCreateFiles)
        {
            return null;
        }

        return new(new CodeAction
        {
            Title = fix.Title,
            Kind = Kind(fix),
            Diagnostics = fix.Finding is { } finding ? [Shown(file, finding, shown)] : null,
            IsPreferred = fix.IsPreferred && client.HasPreferredActions ? true : null,
            Edit = fix.Edits.IsEmpty ? null : WorkspaceEdit(file, fix),
            Command = fix.Opens is { } view ? Command(view, fix.Title) : fix.SuggestFor is { } framework ? SuggestCommand(file, framework, fix.Title) : null,
        });
    }

    /// <summary>The kind of an action.</summary>
    public static string Kind(QuickFix fix) => fix.Kind == ActionKind.QuickFix ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite;

    /// <summary>The edit of an action: with versions where the client knows them.</summary>
    private static WorkspaceEdit WorkspaceEdit(ProjectFile file, QuickFix fix)
    {
        var (session, folder) = (file.Session, file.Folder);
        var byFile = fix.Edits.GroupBy(edit => edit.At.Path, StringComparer.Ordinal)
            .Select(group => (Path: group.Key, Edits: group.OrderBy(edit => edit.At.Span)
                .Select(edit => new TextEdit { Range = Range(session, folder, edit.At), NewText = edit.NewText }).ToImmutableArray()))
            .ToList();
        if (!session.Client.HasDocumentChanges)
        {
            return new() { Changes = byFile.ToDictionary(entry => session.UriOf(folder, entry.Path), entry => entry.Edits, StringComparer.Ordinal) };
        }

        var changes = ImmutableArray.CreateBuilder<DocumentChange>();
        if (fix.CreatesFile is { } created)
        {
            changes.Add(new CreateFile { Uri = session.UriOf(folder, created) });
        }

        changes.AddRange(byFile.Select(entry => new TextDocumentEdit
        {
            TextDocument = new() { Uri = session.UriOf(folder, entry.Path), Version = session.FindDocument(folder, entry.Path)?.Version },
            Edits = entry.Edits,
        }));
        return new() { DocumentChanges = changes.ToImmutable() };
    }

    /// <summary>The command that leads to alternatives: the extension's where it has one, else the server's, which has the editor show them.</summary>
    public static Command SuggestCommand(ProjectFile file, string framework, string title)
    {
        var uri = file.Session.UriOf(file.Folder, file.Path);
        return Command(
            file.Session.Client.HasCommandLinks ? ClientCommand.SuggestAlternatives(uri, framework) : ClientCommand.ShowAlternatives(ServerCommands.SuggestAlternatives, uri, framework),
            title);
    }

    private static Command Command(ClientCommand view, string title) => new() { Title = title, CommandId = view.Id, Arguments = [JsonElement.Parse(view.Argument)] };

    /// <summary>The diagnostic as the client shows it, so that it recognises it; else as it would be published.</summary>
    private static Diagnostic Shown(ProjectFile file, Finding finding, ImmutableArray<Diagnostic> shown)
    {
        var own = Diagnostic(file.Session, file.Folder, finding);
        return shown.FirstOrDefault(diagnostic => diagnostic.Source == Source && diagnostic.Code == own.Code && diagnostic.Range == own.Range) ?? own;
    }

    private static Protocol.Range Range(SessionSnapshot session, Folder folder, FileSpan at) => session.PositionsIn(folder, at.Path)?.Range(at.Span) ?? default;

    private static DiagnosticSeverity Severity(Severity severity) => severity switch
    {
        Rules.Severity.Error => DiagnosticSeverity.Error,
        Rules.Severity.Warning => DiagnosticSeverity.Warning,
        Rules.Severity.Information => DiagnosticSeverity.Information,
        _ => DiagnosticSeverity.Hint,
    };
}
