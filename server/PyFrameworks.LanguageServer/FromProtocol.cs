using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Protocol;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.LanguageServer;

/// <summary>A file of a project, as a request names it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Project">Its project.</param>
/// <param name="Path">Workspace path.</param>
/// <param name="Positions">Positions in its text.</param>
internal sealed record ProjectFile(SessionSnapshot Session, Folder Folder, ProjectSnapshot Project, string Path, TextPositions Positions)
{
    /// <summary>What the rules find in the project.</summary>
    public ImmutableArray<Finding> Findings(CancellationToken cancellationToken) => Folder.Index.Findings(Project, cancellationToken);
}

/// <summary>A place in a file of a project.</summary>
/// <param name="File">The file.</param>
/// <param name="Span">The place; empty for a cursor.</param>
internal sealed record FilePlace(ProjectFile File, TextSpan Span);

/// <summary>Translates what requests say into the engine's terms.</summary>
internal static class FromProtocol
{
    /// <summary>
    /// The file that a request is about. Null where nothing is known of it: outside the workspace, before the first scan is done, left out, or with the server
    /// switched off.
    /// </summary>
    public static ProjectFile? File(SessionSnapshot session, TextDocumentIdentifier document) =>
        session.Settings.Enable
        && FileUris.ToPath(document.Uri) is { } fullPath
        && session.Owner(fullPath) is var (folder, path)
        && folder.State == FolderState.Ready
        && folder.Index.FindProject(path) is { } project
        && session.PositionsIn(folder, path) is { } positions
            ? new(session, folder, project, path, positions)
            : null;

    /// <summary>
    /// A file as it is read by itself, for answers that need no project and so need not wait for one. Null where nothing was read: outside the workspace, or with the
    /// server switched off.
    /// </summary>
    public static (ParsedFile File, TextPositions Positions, FrameworkCatalog Catalog)? Parsed(SessionSnapshot session, TextDocumentIdentifier document) =>
        session.Settings.Enable
        && FileUris.ToPath(document.Uri) is { } fullPath
        && session.Owner(fullPath) is var (folder, path)
        && folder.Index.FindFile(path) is { } file
        && session.PositionsIn(folder, path) is { } positions
            ? (file, positions, folder.Index.Catalog)
            : null;

    /// <summary>The place of a cursor, or null as <see cref="File"/>.</summary>
    public static FilePlace? Place(SessionSnapshot session, TextDocumentIdentifier document, Position position) =>
        File(session, document) is { } file ? new(file, new(file.Positions.Offset(position), 0)) : null;

    /// <summary>The place of a selection, or null as <see cref="File"/>.</summary>
    public static FilePlace? Place(SessionSnapshot session, TextDocumentIdentifier document, Protocol.Range range) =>
        File(session, document) is { } file ? new(file, file.Positions.Span(range)) : null;
}
