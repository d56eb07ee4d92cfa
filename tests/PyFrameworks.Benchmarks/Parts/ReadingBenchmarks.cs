using System.Text;
using BenchmarkDotNet.Attributes;
using PyFrameworks.Benchmarks.Scenarios;
using PyFrameworks.ProjectModel;

namespace PyFrameworks.Benchmarks.Parts;

/// <summary>One file from bytes to what is known of it.</summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private byte[] _requirements = [];
    private byte[] _pyproject = [];
    private byte[] _module = [];

    [GlobalSetup]
    public void Prepare()
    {
        _requirements = Encoding.UTF8.GetBytes(SampleTree.Requirements(20_000));
        _pyproject = Encoding.UTF8.GetBytes(SampleTree.Pyproject(1_000_000));
        _module = Encoding.UTF8.GetBytes(SampleTree.Module(5_000));
    }

    [Benchmark]
    public object? Requirements_of_20000_lines() => FileReader.Read("requirements.txt", _requirements, asRequirements: false, default);

    [Benchmark]
    public object? Pyproject_of_1_MB() => FileReader.Read("pyproject.toml", _pyproject, asRequirements: false, default);

    [Benchmark]
    public object? Module_of_5000_lines() => FileReader.Read("main.py", _module, asRequirements: false, default);
}
