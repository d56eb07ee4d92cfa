using System.Text;
using PyFrameworks.Catalog;
using PyFrameworks.Catalog.Reading;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Workspace;

namespace PyFrameworks.Cli;

/// <summary>Reads catalog files that a user gives on the command line; those that settings name are read with the workspace.</summary>
internal static class UserCatalogs
{
    // The reader takes no more than 512 Ki characters, which are at most four bytes each.
    private const int MaxBytes = 2 << 20;

    /// <summary>The built-in catalog with what <paramref name="paths"/> hold over it, the later over the earlier.</summary>
    /// <exception cref="UsageException">A file can't be read or has an error; all errors but the last one told are on standard error.</exception>
    public static FrameworkCatalog Add(IReadOnlyList<string> paths, Host host, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
        {
            return FrameworkCatalog.BuiltIn;
        }

        var layer = Read(paths, host.Surroundings.CurrentDirectory, cancellationToken);
        if (layer.Errors.IsEmpty)
        {
            return layer.Catalog;
        }

        var more = layer.Errors.Length == 1 ? "" : $" (and {layer.Errors.Length - 1} more: see pyframeworks catalog validate)";
        throw new UsageException($"{layer.Errors[0]}{more}");
    }

    /// <summary>The built-in catalog with what <paramref name="paths"/> hold over it, and what is wrong in and between the files.</summary>
    /// <exception cref="UsageException">A file can't be read.</exception>
    public static TeamLayer Read(IReadOnlyList<string> paths, string currentDirectory, CancellationToken cancellationToken) =>
        TeamLayer.Over(FrameworkCatalog.BuiltIn, [.. paths.Select(path => TeamCatalogReader.Read(path, Text(path, currentDirectory), cancellationToken))]);

    /// <summary>Tells on standard error what of the catalog files that settings name is not in force: it is a setting's fault, not one of the command line.</summary>
    public static void TellProblems(WorkspaceIndex index, Host host)
    {
        var told = new SortedSet<(string Settings, string Problem)>();
        foreach (var project in index.Projects.Where(project => project.SettingsPath is not null))
        {
            foreach (var name in project.Settings.Catalogs)
            {
                var reason = WorkspacePath.Resolve(WorkspacePath.Folder(project.SettingsPath!), name) is null ? "lies outside the folder, which is never read"
                    : project.MissingCatalogs.Contains(name) ? "does not exist; give a YAML file"
                    : project.UnreadCatalogs.FirstOrDefault(unread => unread.Name == name)?.Reason;
                if (reason is not null)
                {
                    told.Add((project.SettingsPath!, $"catalog file {name} {reason}"));
                }
            }

            foreach (var file in project.CatalogFiles.Where(file => !file.Errors.IsEmpty))
            {
                told.Add((project.SettingsPath!, $"catalog file {file.Path} has {Say.Count(file.Errors.Length, "error")}, and what they stand in is left out; see pyframeworks catalog validate"));
            }
        }

        foreach (var (settings, problem) in told)
        {
            host.Warn($"{settings}: {problem}");
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
                throw new UsageException($"catalog file {path} is larger than {MaxBytes >> 20} MiB; split it");
            }

            return File.ReadAllText(file.FullName, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"catalog file {path} can't be read; allow reading it or choose another file");
        }
    }
}
