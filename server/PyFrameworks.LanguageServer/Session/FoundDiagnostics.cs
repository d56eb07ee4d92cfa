using System.Collections.Immutable;
using System.Text.Json;
using PyFrameworks.Protocol;
using PyFrameworks.Rules;

namespace PyFrameworks.LanguageServer;

/// <summary>The diagnostics of one document.</summary>
internal sealed class FoundDocument(PublishDiagnosticsParams message)
{
    /// <summary>As they are published.</summary>
    public PublishDiagnosticsParams Message { get; } = message;

    /// <summary>The diagnostics as they are written.</summary>
    public string Json => field ??= JsonSerializer.Serialize(Message.Diagnostics, DiagnosticReports.Json);

    /// <summary>The name of the result.</summary>
    public string ResultId => field ??= DiagnosticReports.ResultId(Message);
}

/// <summary>
/// The diagnostics of a folder at one moment: of every file with findings, and of every open document. Immutable; those of the next moment take over the documents that
/// nothing has changed for.
/// </summary>
internal sealed class FoundDiagnostics
{
    private static readonly ImmutableSortedDictionary<string, FoundDocument> s_none = ImmutableSortedDictionary.Create<string, FoundDocument>(StringComparer.Ordinal);

    private readonly Surroundings _surroundings;
    private readonly Dictionary<string, ImmutableArray<Finding>> _findings;
    private readonly Dictionary<string, Document> _open;

    private FoundDiagnostics(
        Surroundings surroundings, Dictionary<string, ImmutableArray<Finding>> findings, Dictionary<string, Document> open, ImmutableSortedDictionary<string, FoundDocument> documents) =>
        (_surroundings, _findings, _open, Documents) = (surroundings, findings, open, documents);

    /// <summary>The documents by workspace path; none where the settings switch the server off.</summary>
    public ImmutableSortedDictionary<string, FoundDocument> Documents { get; }

    /// <summary>What the diagnostics of each document depend on, beside its own text and the findings.</summary>
    private sealed record Surroundings(ServerSettings Settings, ClientFeatures Client, string Uri, ImmutableArray<string> Roots, ImmutableDictionary<string, Document> Documents)
    {
        public bool IsSame(Surroundings other) =>
            ReferenceEquals(Settings, other.Settings)
            && ReferenceEquals(Client, other.Client)
            && Uri == other.Uri
            && Roots.SequenceEqual(other.Roots, StringComparer.Ordinal)
            && HaveSameAddresses(Documents, other.Documents);

        private static bool HaveSameAddresses(ImmutableDictionary<string, Document> documents, ImmutableDictionary<string, Document> others) =>
            ReferenceEquals(documents, others)
            || (documents.Count == others.Count && documents.All(pair => others.TryGetValue(pair.Key, out var other) && pair.Value.Uri == other.Uri && pair.Value.HasMark == other.HasMark));
    }

    /// <summary>The diagnostics of <paramref name="folder"/>.</summary>
    /// <param name="session">The session.</param>
    /// <param name="folder">One of its folders.</param>
    /// <param name="previous">What was found in the folder before, if anything was.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FoundDiagnostics Find(SessionSnapshot session, Folder folder, FoundDiagnostics? previous, CancellationToken cancellationToken)
    {
        var surroundings = new Surroundings(session.Settings, session.Client, folder.Uri, [.. session.Folders.Select(other => other.Root)], session.Documents);
        if (!session.Settings.Enable)
        {
            return new(surroundings, [], [], s_none);
        }

        var open = OpenIn(session, folder);
        var findings = folder.Index.Projects.ToDictionary(project => project.Path, project => folder.Index.Findings(project, cancellationToken), StringComparer.Ordinal);
        var known = previous is not null && previous._surroundings.IsSame(surroundings) ? previous : new(surroundings, [], [], s_none);
        var changed = known.ChangedPaths(findings, open);
        var byPath = changed.Where(open.ContainsKey).ToDictionary(path => path, _ => new List<Finding>(), StringComparer.Ordinal);
        foreach (var finding in findings.Values.SelectMany(own => own).Where(finding => changed.Contains(finding.At.Path)))
        {
            if (!byPath.TryGetValue(finding.At.Path, out var own))
            {
                byPath[finding.At.Path] = own = [];
            }

            own.Add(finding);
        }

        var documents = known.Documents.ToBuilder();
        documents.RemoveRange(changed.Where(path => !byPath.ContainsKey(path)));
        foreach (var (path, own) in byPath.Where(pair => session.Owns(folder, pair.Key)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            documents[path] = new(FolderDiagnostics.Document(session, folder, path, own));
        }

        return new(surroundings, findings, open, documents.ToImmutable());
    }

    /// <summary>The open documents that the folder has read, by workspace path: one without findings is told so once.</summary>
    public static Dictionary<string, Document> OpenIn(SessionSnapshot session, Folder folder)
    {
        var open = new Dictionary<string, Document>(StringComparer.Ordinal);
        foreach (var document in session.Documents.Values)
        {
            if (session.Owner(document.Path) is var (owner, path) && owner.Root == folder.Root && folder.Index.TextOf(path) is not null)
            {
                open[path] = document;
            }
        }

        return open;
    }

    /// <summary>Paths of the documents whose own text or findings are others now.</summary>
    private HashSet<string> ChangedPaths(Dictionary<string, ImmutableArray<Finding>> findings, Dictionary<string, Document> open)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (project, own) in findings)
        {
            if (!_findings.TryGetValue(project, out var before) || before != own)
            {
                changed.UnionWith(own.Select(finding => finding.At.Path));
            }
        }

        foreach (var (project, before) in _findings)
        {
            if (!findings.TryGetValue(project, out var own) || before != own)
            {
                changed.UnionWith(before.Select(finding => finding.At.Path));
            }
        }

        changed.UnionWith(open.Where(pair => !ReferenceEquals(_open.GetValueOrDefault(pair.Key), pair.Value)).Select(pair => pair.Key));
        changed.UnionWith(_open.Keys.Where(path => !open.ContainsKey(path)));
        return changed;
    }
}
