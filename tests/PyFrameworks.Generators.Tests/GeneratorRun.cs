using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PyFrameworks.Generators.Tests;

/// <summary>Compilations and drivers for generators, with every step tracked.</summary>
internal static class GeneratorRun
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "YamlDotNet.dll" or "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The checkout that these tests were built from.</summary>
    public static string RepositoryRoot { get; } =
        typeof(GeneratorRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "RepositoryRoot").Value!;

    public static CSharpCompilation Compile(params (string Path, string Text)[] files) => CSharpCompilation.Create(
        "Compiled",
        [.. files.Append((Path: "Usings.cs", Text: Usings)).Select(Parse)],
        s_references,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        """;

    public static SyntaxTree Parse((string Path, string Text) file) => CSharpSyntaxTree.ParseText(file.Text, s_parseOptions, file.Path);

    public static GeneratorDriver Driver(IIncrementalGenerator generator, IEnumerable<AdditionalText> files) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        files,
        s_parseOptions,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRunResult Run(IIncrementalGenerator generator, CSharpCompilation compilation, params AdditionalText[] files) =>
        Driver(generator, files).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results.Single();

    /// <summary>Why each output of a named step is what it is, in order.</summary>
    public static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(run => run.Outputs).Select(output => output.Reason) : [];

    /// <summary>Why each generated file and each list of diagnostics is what it is.</summary>
    public static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRunResult result) =>
        result.TrackedOutputSteps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs).Select(output => output.Reason);

    /// <summary>A compiler error as <c>ID path:line:column message</c>, the place counted from 1.</summary>
    public static string Show(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        return $"{diagnostic.Id} {place.Path}:{place.StartLinePosition.Line + 1}:{place.StartLinePosition.Character + 1} {diagnostic.GetMessage(null)}";
    }
}

/// <summary>A catalog file in memory.</summary>
internal sealed class MemoryText(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
