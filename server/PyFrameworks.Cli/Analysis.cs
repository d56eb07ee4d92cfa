using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Workspace;

namespace PyFrameworks.Cli;

/// <summary>What was read for a command line, and the projects in it that were asked for.</summary>
/// <param name="Index">The files and all projects.</param>
/// <param name="Projects">The projects that were asked for, by path.</param>
/// <param name="Folders">Workspace paths of the folders that were walked.</param>
internal sealed record Analysis(WorkspaceIndex Index, ImmutableArray<ProjectSnapshot> Projects, ImmutableArray<string> Folders)
{
    /// <summary>Number of manifests and Python files in these projects; what is left out doesn't count, and a file of two projects counts once.</summary>
    public int FileCount =>
        Projects.SelectMany(project => project.Manifests.Select(manifest => manifest.Path).Concat(project.Files.Select(file => file.Path))).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Reads what <paramref name="paths"/> stand for, under a progress bar where the result is text for a terminal.</summary>
    /// <exception cref="UsageException">A path does not exist or can't be read.</exception>
    public static Analysis Run(
        ImmutableArray<string> paths, FrameworkCatalog catalog, AnalysisOptions options, bool isText, bool isQuiet, Host host, CancellationToken cancellationToken)
    {
        var targets = Targets.Resolve(paths, host.Surroundings.CurrentDirectory);
        var cache = host.Surroundings.CacheFolder is { } folder ? ScanCache.Open(folder, targets.Root, DateTime.UtcNow) : null;
        WorkspaceIndex Scan(IProgress<ScanProgress>? progress) => WorkspaceIndex.Scan(targets.Root, targets.Folders, catalog, options, cache, progress, cancellationToken);

        var index = isText && !isQuiet && host.Surroundings is { IsColourful: true, IsErrorTerminal: true }
            ? ScanBar.Run(host.Error, host.Surroundings.Columns!.Value, Scan)
            : Scan(null);
        cancellationToken.ThrowIfCancellationRequested();

        // What a part of the folder holds would take the place of what is known of the rest.
        _ = targets.Folders is ["."] && cache?.Save() == true;
        if (!isQuiet)
        {
            UserCatalogs.TellProblems(index, host);
        }

        TellUnread(index, targets, isQuiet, host);
        return new(index, Asked(index, targets), targets.Folders);
    }

    /// <summary>The first project that is meant, or null; says so where there are more.</summary>
    public ProjectSnapshot? First(Func<ProjectSnapshot, bool> isMeant, bool isQuiet, Host host)
    {
        var meant = Projects.Where(isMeant).ToList();
        if (meant.Count > 1 && !isQuiet)
        {
            host.Warn($"this is about {meant[0].Path}; give the path of another project to ask about it: {Say.List([.. meant.Skip(1).Select(project => project.Path)])}");
        }

        return meant.FirstOrDefault();
    }

    /// <summary>The projects with what the rules found in them.</summary>
    public ImmutableArray<CheckedProject> Check(CancellationToken cancellationToken)
    {
        var result = new CheckedProject[Projects.Length];

        // The first one alone: threads that run code for the first time wait for each other.
        var alone = Math.Min(1, result.Length);
        for (var i = 0; i < alone; i++)
        {
            Find(i);
        }

        Parallel.For(alone, result.Length, new() { CancellationToken = cancellationToken }, Find);
        return ImmutableCollectionsMarshal.AsImmutableArray(result);

        void Find(int i) => result[i] = new(Projects[i], Index.Findings(Projects[i], cancellationToken));
    }

    /// <summary>Places that could not be read, by path.</summary>
    public IEnumerable<UnreadPlace> Unread => UnreadOf(Index);

    private static IEnumerable<UnreadPlace> UnreadOf(WorkspaceIndex index) => index.Unread.Concat(index.UnreadFiles).OrderBy(place => place.Path, StringComparer.Ordinal);

    private static ImmutableArray<ProjectSnapshot> Asked(WorkspaceIndex index, Targets targets)
    {
        var owners = targets.AskedFiles.Select(index.FindProject).ToList();

        // A folder without a manifest of its own belongs to the project around it.
        return [.. index.Projects.Where(project =>
            targets.AskedFolders.Any(folder => WorkspacePath.IsWithin(project.Path, folder) || WorkspacePath.IsWithin(folder, project.Path))
            || owners.Any(owner => ReferenceEquals(owner, project)))];
    }

    private static void TellUnread(WorkspaceIndex index, Targets targets, bool isQuiet, Host host)
    {
        foreach (var place in UnreadOf(index))
        {
            if (targets.AskedFiles.Contains(place.Path) || targets.AskedFolders.Contains(place.Path))
            {
                throw new UsageException($"{place.Path} can't be read: {place.Reason}; choose another path");
            }

            if (!isQuiet)
            {
                host.Warn($"{place.Path}: {place.Reason}");
            }
        }

        if (index.IsTruncated && !isQuiet)
        {
            host.Warn("the folder holds so many files that not all were read; name smaller folders");
        }
    }
}
