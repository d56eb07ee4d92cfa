using PyFrameworks.Protocol;
using PyFrameworks.Rules;

namespace PyFrameworks.LanguageServer;

/// <summary>What a folder's findings are to the client.</summary>
internal static class FolderDiagnostics
{
    /// <summary>
    /// The diagnostics of every file with findings, and of every open document, by address. Nothing where the settings switch the server off.
    /// </summary>
    public static IEnumerable<PublishDiagnosticsParams> Find(SessionSnapshot session, Folder folder, CancellationToken cancellationToken)
    {
        if (!session.Settings.Enable)
        {
            return [];
        }

        var byPath = new SortedDictionary<string, List<Finding>>(StringComparer.Ordinal);
        foreach (var path in OpenPaths(session, folder))
        {
            // An open document without findings is told so once.
            byPath[path] = [];
        }

        foreach (var project in folder.Index.Projects)
        {
            foreach (var finding in folder.Index.Findings(project, cancellationToken))
            {
                if (!byPath.TryGetValue(finding.At.Path, out var findings))
                {
                    byPath[finding.At.Path] = findings = [];
                }

                findings.Add(finding);
            }
        }

        return byPath.Where(pair => session.Owns(folder, pair.Key)).Select(pair => Document(session, folder, pair.Key, pair.Value));
    }

    /// <summary>The diagnostics of every open document; <see cref="Find"/> says the same of them.</summary>
    public static IEnumerable<PublishDiagnosticsParams> FindOpen(SessionSnapshot session, Folder folder, CancellationToken cancellationToken) => session.Settings.Enable
        ? OpenPaths(session, folder).Order(StringComparer.Ordinal).Where(path => session.Owns(folder, path)).Select(path => Of(session, folder, path, cancellationToken))
        : [];

    /// <summary>The diagnostics of one file that the folder has read; none where the settings switch the server off.</summary>
    public static PublishDiagnosticsParams Of(SessionSnapshot session, Folder folder, string path, CancellationToken cancellationToken)
    {
        var findings = session.Settings.Enable
            ? folder.Index.Projects.Where(project => project.TextOf(path) is not null)
                .SelectMany(project => folder.Index.Findings(project, cancellationToken))
                .Where(finding => finding.At.Path == path)
            : [];
        return Document(session, folder, path, findings);
    }

    private static IEnumerable<string> OpenPaths(SessionSnapshot session, Folder folder)
    {
        foreach (var document in session.Documents.Values)
        {
            if (session.Owner(document.Path) is var (owner, path) && owner.Root == folder.Root && folder.Index.TextOf(path) is not null)
            {
                yield return path;
            }
        }
    }

    private static PublishDiagnosticsParams Document(SessionSnapshot session, Folder folder, string path, IEnumerable<Finding> findings) => new()
    {
        Uri = session.UriOf(folder, path),
        Version = session.FindDocument(folder, path)?.Version,

        // A file that several projects read may bear the same finding in each.
        Diagnostics = [.. findings.DistinctBy(finding => (finding.Code, finding.At, finding.Message))
            .OrderBy(finding => finding.At).ThenBy(finding => finding.Code, StringComparer.Ordinal)
            .Select(finding => ToProtocol.Diagnostic(session, folder, finding))],
    };
}
