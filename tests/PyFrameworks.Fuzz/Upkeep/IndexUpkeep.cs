using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;
using PyFrameworks.Workspace;

namespace PyFrameworks.Fuzz;

/// <summary>An index that is kept up through a script of edits and changes on disk, and one that is scanned afresh after each step: both have to say the same.</summary>
internal sealed class IndexUpkeep(Random random) : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SortedDictionary<string, SourceText> _open = new(StringComparer.Ordinal);
    private WorkspaceIndex? _kept;

    /// <summary>What was done, for people.</summary>
    public List<string> Steps { get; } = [];

    private WorkspaceIndex Kept => _kept ??= Scan(UpkeepScript.Options[0]);

    /// <summary>One step and the comparison after it; what differs, or null.</summary>
    public string? Step()
    {
        var path = UpkeepScript.Path(random);
        var folder = UpkeepScript.Folders[random.Next(UpkeepScript.Folders.Length)];
        switch (random.Next(20))
        {
            case < 5:
                WriteFile(path, UpkeepScript.Content(random));
                break;
            case < 7 when Existing() is { } file:
                Steps.Add($"delete {file}");
                _folder.Delete(file);
                Changed(file);
                break;
            case 7 when Existing() is { } file && !File.Exists(_folder.FullPath(path)):
                Steps.Add($"rename {file} {path}");
                var bytes = File.ReadAllBytes(_folder.FullPath(file));
                _folder.Delete(file);
                _folder.Write(path, bytes);
                Changed(file, path);
                break;
            case 8 when folder != "." && Directory.Exists(_folder.FullPath(folder)):
                Steps.Add($"delete {folder}/");
                _folder.Delete(folder);
                Changed(folder);
                break;
            case 9 when folder != "." && Directory.Exists(_folder.FullPath(folder)) && !Directory.Exists(_folder.FullPath("moved")):
                Steps.Add($"rename {folder}/ moved/");
                Directory.Move(_folder.FullPath(folder), _folder.FullPath("moved"));
                Changed(folder, "moved");
                break;
            case 10 when Directory.Exists(_folder.FullPath("moved")):
                Steps.Add("delete moved/");
                _folder.Delete("moved");
                Changed("moved");
                break;
            case < 16:
                Steps.Add($"open {path}");
                _open[path] = new(UpkeepScript.Content(random));
                _kept = Kept.WithBuffer(path, _open[path], CancellationToken.None);
                break;
            case < 18 when _open.Count > 0:
                Close(_open.Keys.ElementAt(random.Next(_open.Count)));
                break;
            case 18:
                Steps.Add("options");
                _kept = Kept.WithOptions(UpkeepScript.Options[random.Next(UpkeepScript.Options.Length)], CancellationToken.None);
                break;
            default:
                WriteFile(WorkspacePath.Join(folder, ".gitignore"), random.Next(3) switch { 0 => "left/\n", 1 => "*.list\n", _ => "" });
                break;
        }

        while (_open.Count > 5)
        {
            Close(_open.Keys.First());
        }

        var kept = Describe(Kept);
        var fresh = Describe(Reopened(Scan(Kept.Options)));
        return kept == fresh ? null : $"kept:\n{kept}\nafresh:\n{fresh}";
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string Describe(WorkspaceIndex index) =>
        Description.Of(index.Projects, project => index.Findings(project, CancellationToken.None)) + string.Join('\n', index.UnreadFiles) + index.FileCount;

    private string? Existing()
    {
        var files = Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories);
        return files.Length == 0 ? null : Path.GetRelativePath(_folder.Root, files[random.Next(files.Length)]).Replace(Path.DirectorySeparatorChar, '/');
    }

    private void WriteFile(string path, string content)
    {
        if (Directory.Exists(_folder.FullPath(path)))
        {
            return;
        }

        Steps.Add($"write {path} {SavedInput.Write(content)}");
        _folder.Write(path, content);
        Changed(path);
    }

    private void Close(string path)
    {
        Steps.Add($"close {path}");
        _open.Remove(path);
        _kept = Kept.WithoutBuffer(path, CancellationToken.None);
    }

    /// <summary>What a session does with the paths that an editor reports.</summary>
    private void Changed(params string[] paths) =>
        _kept = paths.Any(Kept.NeedsScan) ? Reopened(Scan(Kept.Options)) : Kept.WithDiskChanges(paths.Where(Kept.Concerns), CancellationToken.None);

    private WorkspaceIndex Reopened(WorkspaceIndex index) => _open.Aggregate(index, (current, open) => current.WithBuffer(open.Key, open.Value, CancellationToken.None));

    private WorkspaceIndex Scan(AnalysisOptions options) => WorkspaceIndex.Scan(_folder.Root, FrameworkCatalog.BuiltIn, options, null, CancellationToken.None);
}
