using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Fuzz;

/// <summary>An assembly that is kept up through a script of edits, in memory, and one that is made afresh after each step: both have to say the same.</summary>
internal sealed class AssemblyUpkeep(Random random)
{
    private readonly SortedDictionary<string, ParsedFile> _claimed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, string Content), ParsedFile> _included = [];
    private AssembledWorkspace? _kept;
    private AnalysisOptions _options = UpkeepScript.Options[0];
    private PathSet _paths = PathSet.Empty;

    /// <summary>What was done, for people.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>One step and the comparison after it; what differs, or null.</summary>
    public string? Step()
    {
        switch (random.Next(20))
        {
            case < 14:
                Write(UpkeepScript.Path(random), UpkeepScript.Content(random));
                break;
            case < 16 when _texts.Count > 0:
                Remove(_texts.Keys.ElementAt(random.Next(_texts.Count)));
                break;
            case 16 when _texts.Count > 0:
                var from = _texts.Keys.ElementAt(random.Next(_texts.Count));
                var text = _texts[from];
                Remove(from);
                Write(UpkeepScript.Path(random), text);
                break;
            case 17:
                var folder = UpkeepScript.Folders[random.Next(UpkeepScript.Folders.Length)];
                if (folder != ".")
                {
                    _texts.Keys.Where(path => WorkspacePath.IsWithin(path, folder)).ToList().ForEach(Remove);
                }

                break;
            case 18:
                _options = UpkeepScript.Options[random.Next(UpkeepScript.Options.Length)];
                Steps.Add($"options {_options}");
                break;
            default:
                // A small edit in place, the commonest of all.
                if (_texts.Count > 0)
                {
                    var path = _texts.Keys.ElementAt(random.Next(_texts.Count));
                    Write(path, _texts[path] + "# é\n");
                }

                break;
        }

        // No more than a small project: what grows on is cut back.
        while (_texts.Count > 14)
        {
            Remove(_texts.Keys.ElementAt(random.Next(_texts.Count)));
        }

        var files = new WorkspaceFiles { Parsed = Closure(), Paths = Paths() };
        _kept = ProjectAssembler.Assemble(_kept, Changed(files), files, FrameworkCatalog.BuiltIn, _options, CancellationToken.None);
        var kept = Describe(_kept.Projects);
        var fresh = Describe(ProjectAssembler.Assemble(files, FrameworkCatalog.BuiltIn, _options, CancellationToken.None));
        return kept == fresh ? null : $"kept:\n{kept}\nafresh:\n{fresh}";
    }

    private static string Describe(ImmutableArray<ProjectSnapshot> projects) => Description.Of(projects, project => RuleSet.Check(project, CancellationToken.None));

    private void Write(string path, string content)
    {
        Steps.Add($"write {path} {SavedInput.Write(content)}");
        _texts[path] = content;
        if (FileReader.Read(path, new SourceText(content), asRequirements: false, CancellationToken.None) is { } file)
        {
            _claimed[path] = file;
        }
        else
        {
            _claimed.Remove(path);
        }
    }

    private void Remove(string path)
    {
        Steps.Add($"delete {path}");
        _texts.Remove(path);
        _claimed.Remove(path);
    }

    /// <summary>Which files are others than at the last assembly, and perhaps some that are not; or nothing is said of it.</summary>
    private HashSet<string>? Changed(WorkspaceFiles files)
    {
        var before = _kept?.Files.Parsed ?? PathMap.Empty<ParsedFile>();
        var changed = before.Keys.Union(files.Parsed.Keys)
            .Where(path => !ReferenceEquals(before.GetValueOrDefault(path), files.Parsed.GetValueOrDefault(path)) || random.Next(8) == 0)
            .ToHashSet(StringComparer.Ordinal);
        return random.Next(4) == 0 ? null : changed;
    }

    private PathSet Paths() => PathSet.From(_texts.Keys) is var now && now.IsSame(_paths) ? _paths : _paths = now;

    /// <summary>What is read because of its name, and what it includes.</summary>
    private PathMap<ParsedFile> Closure()
    {
        var parsed = new Dictionary<string, ParsedFile>(_claimed, StringComparer.Ordinal);
        var waiting = new Queue<ParsedFile>(_claimed.Values);
        while (waiting.TryDequeue(out var next))
        {
            foreach (var target in FileReader.IncludeTargets(next))
            {
                if (parsed.TryGetValue(target, out var known) && known.Manifest is not null || !_texts.TryGetValue(target, out var content))
                {
                    continue;
                }

                if (_included.Count > 2_000)
                {
                    _included.Clear();
                }

                if (!_included.TryGetValue((target, content), out var read))
                {
                    read = FileReader.Read(target, new SourceText(content), asRequirements: true, CancellationToken.None);
                    if (read is null)
                    {
                        continue;
                    }

                    _included[(target, content)] = read;
                }

                if (read.Manifest is not null)
                {
                    parsed[target] = read;
                    waiting.Enqueue(read);
                }
            }
        }

        return PathMap.From(parsed);
    }
}
