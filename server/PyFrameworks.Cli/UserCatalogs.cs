using System.Collections.Immutable;
using System.Text;
using PyFrameworks.Catalog;
using PyFrameworks.Catalog.Reading;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Workspace;

namespace PyFrameworks.Cli;

/// <summary>Reads catalog files that a user gives.</summary>
internal static class UserCatalogs
{
    // The reader takes no more than 512 Ki characters, which are at most four bytes each.
    private const int MaxBytes = 2 << 20;

    /// <summary>The built-in catalog with the entries of <paramref name="paths"/>.</summary>
    /// <exception cref="UsageException">A file can't be read or has an error; all errors but the last one told are on standard error.</exception>
    public static FrameworkCatalog Add(IReadOnlyList<string> paths, Host host, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
        {
            return FrameworkCatalog.BuiltIn;
        }

        var (frameworks, errors) = Read(paths, host.Surroundings.CurrentDirectory, cancellationToken);
        if (errors.IsEmpty)
        {
            return FrameworkCatalog.BuiltIn.With(frameworks);
        }

        var more = errors.Length == 1 ? "" : $" (and {errors.Length - 1} more: see pyframeworks catalog validate)";
        throw new UsageException($"{errors[0]}{more}");
    }

    /// <summary>
    /// The catalog of <paramref name="index"/> with the files that its projects' <c>catalogs</c> settings name, seen from the settings' own folder. What can't be
    /// used is told on standard error and left out: it is a setting's fault, not one of the command line.
    /// </summary>
    public static FrameworkCatalog AddOfProjects(WorkspaceIndex index, bool isQuiet, Host host, CancellationToken cancellationToken)
    {
        var frameworks = ImmutableArray.CreateBuilder<Framework>();
        var named = index.Projects
            .Where(project => project.SettingsPath is not null)
            .SelectMany(project => project.Settings.Catalogs.Select(file => (Settings: project.SettingsPath!, File: file)))
            .Distinct()
            .Order();
        foreach (var (settings, file) in named)
        {
            try
            {
                var path = WorkspacePath.Resolve(WorkspacePath.Folder(settings), file) ?? throw new UsageException($"catalog file {file} lies outside the folder, which is never read");
                if (IsBehindLink(index.Root, path))
                {
                    throw new UsageException($"catalog file {file} lies behind a link that leaves the folder, which is never followed");
                }

                var (found, errors) = Read([path], index.Root, index.Catalog.Ids, cancellationToken);
                frameworks.AddRange(errors.IsEmpty ? found : throw new UsageException($"{errors[0]}"));
            }
            catch (UsageException exception)
            {
                if (!isQuiet)
                {
                    host.Warn($"{settings}: {exception.Message}");
                }
            }
        }

        return frameworks.Count == 0 ? index.Catalog : index.Catalog.With(frameworks);
    }

    /// <summary>The entries of <paramref name="paths"/>, and what is wrong in and between the files.</summary>
    /// <exception cref="UsageException">A file can't be read.</exception>
    public static (ImmutableArray<Framework> Frameworks, ImmutableArray<CatalogError> Errors) Read(
        IReadOnlyList<string> paths, string currentDirectory, CancellationToken cancellationToken) =>
        Read(paths, currentDirectory, FrameworkCatalog.BuiltIn.Ids, cancellationToken);

    private static (ImmutableArray<Framework> Frameworks, ImmutableArray<CatalogError> Errors) Read(
        IReadOnlyList<string> paths, string currentDirectory, IEnumerable<string> knownIds, CancellationToken cancellationToken)
    {
        var frameworks = ImmutableArray.CreateBuilder<Framework>();
        var errors = ImmutableArray.CreateBuilder<CatalogError>();
        var mentions = ImmutableArray.CreateBuilder<CatalogMention>();
        foreach (var path in paths)
        {
            var reading = CatalogReader.ReadFramework(path, Text(path, currentDirectory), isUserEntry: true, cancellationToken);
            errors.AddRange(reading.Errors);
            mentions.AddRange(reading.Mentions);
            if (reading.Framework is { } framework)
            {
                frameworks.Add(framework);
            }
        }

        errors.AddRange(CatalogReader.CheckTogether(mentions, knownIds));
        return (frameworks.ToImmutable(), errors.ToImmutable());
    }

    /// <summary>Whether a folder on the way to <paramref name="path"/> is a link, or the file one that leads out of <paramref name="root"/>.</summary>
    private static bool IsBehindLink(string root, string path)
    {
        try
        {
            var full = root;
            foreach (var part in path.Split('/'))
            {
                full = Path.Combine(full, part);
                if (new DirectoryInfo(full) is { Exists: true, LinkTarget: not null })
                {
                    return true;
                }
            }

            return new FileInfo(full) is { LinkTarget: not null } link
                && link.ResolveLinkTarget(returnFinalTarget: true)?.FullName.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal) != true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Links in a circle, or a folder that can't be looked into.
            return true;
        }
    }

    private static string Text(string path, string currentDirectory)
    {
        try
        {
            var file = new FileInfo(Path.GetFullPath(path, currentDirectory));
            if (Directory.Exists(file.FullName))
            {
                throw new UsageException($"catalog file {path} is a folder; give a YAML file");
            }

            if (!file.Exists)
            {
                throw new UsageException($"catalog file {path} does not exist; give a YAML file");
            }

            if (file.Length > MaxBytes)
            {
                throw new UsageException($"catalog file {path} is larger than {MaxBytes >> 20} MiB; give a file with one framework");
            }

            return File.ReadAllText(file.FullName, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"catalog file {path} can't be read; allow reading it or choose another file");
        }
    }
}
