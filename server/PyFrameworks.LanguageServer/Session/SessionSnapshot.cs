using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.LanguageServer;

/// <summary>Everything that a request may see, as it was when the request arrived. Immutable.</summary>
internal sealed record SessionSnapshot
{
    /// <summary>The catalog.</summary>
    public required FrameworkCatalog Catalog { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What the client can do.</summary>
    public ClientFeatures Client { get; init; } = new();

    /// <summary>The editor's settings.</summary>
    public ServerSettings Settings { get; init; } = new();

    /// <summary>The folders, in the client's order.</summary>
    public ImmutableArray<Folder> Folders { get => Pending is { } pending ? pending.Value : field; init; } = [];

    /// <summary>The folders with the texts of edits that nobody has looked at yet; they are read once somebody does.</summary>
    public Lazy<ImmutableArray<Folder>>? Pending { get; init; }

    /// <summary>Open documents by absolute path.</summary>
    public ImmutableDictionary<string, Document> Documents { get; init; } = ImmutableDictionary.Create<string, Document>(PathComparer);

    /// <summary>Number of edits so far.</summary>
    public int Edits { get; init; }

    /// <summary>The session at the end of the scans that run now; null when none runs.</summary>
    public Task<SessionSnapshot>? Scanned { get; init; }

    /// <summary>The session after the next change that findings may depend on; null where the client asks for no findings.</summary>
    public Task<SessionSnapshot>? Changed { get; init; }

    /// <summary>Compares absolute paths.</summary>
    public static StringComparer PathComparer { get; } = StringComparer.FromComparison(Folder.PathComparison);

    /// <summary>The innermost folder that holds the absolute path, and the path within it; null outside the workspace.</summary>
    public (Folder Folder, string Path)? Owner(string fullPath)
    {
        (Folder Folder, string Path)? best = null;
        foreach (var folder in Folders)
        {
            if ((best is not { } found || folder.Root.Length > found.Folder.Root.Length) && folder.PathOf(fullPath) is { } path)
            {
                best = (folder, path);
            }
        }

        return best;
    }

    /// <summary>Whether the file at <paramref name="path"/> is <paramref name="folder"/>'s own and not that of a folder within it.</summary>
    public bool Owns(Folder folder, string path) => Folders.Length == 1 || Owner(folder.FullPath(path))?.Folder.Root == folder.Root;

    /// <summary>The open document at <paramref name="path"/> of <paramref name="folder"/>, or null.</summary>
    public Document? FindDocument(Folder folder, string path) => Documents.GetValueOrDefault(folder.FullPath(path));

    /// <summary>The address of a file: as the client spelled it where it is open.</summary>
    public string UriOf(Folder folder, string path) => FindDocument(folder, path)?.Uri ?? folder.UriOf(path);

    /// <summary>Positions in a file that was read; null for any other.</summary>
    public TextPositions? PositionsIn(Folder folder, string path)
    {
        var document = FindDocument(folder, path);
        return (folder.Index.TextOf(path) ?? document?.Text) is SourceText text ? new(text, Client.Encoding, document?.HasMark == true) : null;
    }

    /// <summary>This snapshot, or the one after the scans that run.</summary>
    public async ValueTask<SessionSnapshot> WhenScannedAsync(CancellationToken cancellationToken) =>
        Scanned is { } scanned ? await scanned.WaitAsync(cancellationToken).ConfigureAwait(false) : this;
}
