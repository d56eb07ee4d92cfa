using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Testing;

/// <summary>Projects that are read and put together as the program does it, on a fixed day.</summary>
public static class TestProjects
{
    /// <summary>The day on which tests live.</summary>
    public static DateOnly Today { get; } = new(2026, 11, 22);

    /// <summary>The options of the analysis on that day.</summary>
    public static AnalysisOptions Options { get; } = new() { Today = Today };

    /// <summary>The projects of a text in the form of <see cref="ProjectText"/>, with its marks and cursor.</summary>
    /// <param name="text">The project.</param>
    /// <param name="catalog">The catalog; the small one of <see cref="SampleCatalog"/> when null.</param>
    /// <param name="options">The options; those of the fixed day when null.</param>
    public static (ImmutableArray<ProjectSnapshot> Projects, ParsedProjectText Text) Parse(
        string text, FrameworkCatalog? catalog = null, AnalysisOptions? options = null)
    {
        var (contents, markers, cursor) = ProjectText.ReadFiles(text);
        var files = Read(contents);
        return (ProjectAssembler.Assemble(files, catalog ?? SampleCatalog.Instance, options ?? Options, CancellationToken.None), new(files, markers, cursor));
    }

    /// <summary>The projects of the files, which are taken as they are, line ends included.</summary>
    public static ImmutableArray<ProjectSnapshot> Assemble(IEnumerable<(string Path, string Content)> files, FrameworkCatalog? catalog = null, AnalysisOptions? options = null) =>
        ProjectAssembler.Assemble(Read([.. files]), catalog ?? SampleCatalog.Instance, options ?? Options, CancellationToken.None);

    /// <summary>The one project that holds the files, which are taken as they are, line ends included.</summary>
    public static ProjectSnapshot FromFiles(IEnumerable<(string Path, string Content)> files, FrameworkCatalog? catalog = null, AnalysisOptions? options = null) =>
        Assemble(files, catalog, options).Single();

    /// <summary>Reads every file; what an include names is read as requirements.</summary>
    private static WorkspaceFiles Read(ImmutableArray<(string Path, string Content)> contents)
    {
        var texts = contents.ToDictionary(file => file.Path, file => new SourceText(file.Content), StringComparer.Ordinal);
        var parsed = new Dictionary<string, ParsedFile>(StringComparer.Ordinal);
        var waiting = new Queue<(string Path, bool AsRequirements)>(texts.Keys.Select(path => (path, false)));
        while (waiting.TryDequeue(out var next))
        {
            if (parsed.ContainsKey(next.Path)
                || !texts.TryGetValue(next.Path, out var text)
                || FileReader.Read(next.Path, text, next.AsRequirements, CancellationToken.None) is not { } file)
            {
                continue;
            }

            parsed[next.Path] = file;
            foreach (var target in FileReader.IncludeTargets(file))
            {
                waiting.Enqueue((target, true));
            }
        }

        return new() { Parsed = PathMap.From<ParsedFile>(parsed), Paths = PathSet.From(texts.Keys) };
    }
}
