using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using PyFrameworks.Benchmarks.Scenarios;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Workspace;

namespace PyFrameworks.Benchmarks.Parts;

/// <summary>A tree of 2,000 files, from the disk to findings and hovers.</summary>
[MemoryDiagnoser]
public class ProjectBenchmarks
{
    private static readonly HoverOptions s_options = new(IsMarkdown: true, HasCommandLinks: false, path => path);
    private readonly AnalysisOptions _options = new() { Today = new(2026, 6, 1) };
    private string _root = "";
    private WorkspaceIndex _index = null!;
    private ProjectSnapshot _project = null!;
    private SourceText _text = null!;
    private ImmutableArray<Finding> _findings;
    private int _length;

    [GlobalSetup]
    public void Prepare()
    {
        var trees = Path.Combine(Path.GetTempPath(), "pyframeworks-benchmarks");
        _root = SampleTree.Create(Directory.CreateDirectory(trees).FullName, 2_000);
        _index = Scan();
        _project = _index.Projects[0];
        _findings = RuleSet.Check(_project, default);
        _text = _index.TextOf("services/service_0000/pyproject.toml")!;
    }

    [Benchmark]
    public WorkspaceIndex Scan() => WorkspaceIndex.Scan(_root, FrameworkCatalog.BuiltIn, _options, progress: null, default);

    [Benchmark]
    public int Projects_after_an_edit()
    {
        var edited = _index.WithBuffer("services/service_0000/pyproject.toml", new SourceText(_text.Content + new string('\n', _length++ % 5)), default);
        return edited.Projects.Length;
    }

    [Benchmark]
    public int Findings_of_a_project() => RuleSet.Check(_project, default).Length;

    [Benchmark]
    public object? Hover_on_a_dependency() =>
        HoverFeature.At(_project, _findings, "services/service_0000/pyproject.toml", _text.Content.IndexOf("fastapi", StringComparison.Ordinal) + 2, s_options, default);
}
