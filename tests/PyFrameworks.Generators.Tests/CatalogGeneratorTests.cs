using System.Reflection;
using Microsoft.CodeAnalysis;
using PyFrameworks.Generators.Catalog;
using PyFrameworks.Testing;

namespace PyFrameworks.Generators.Tests;

public sealed class CatalogGeneratorTests
{
    private const string Kelp = CatalogMistakes.Kelp;

    private const string Servers = """
        sources:
          docs: {title: Documentation, url: "https://docs.example/"}
        checked: 2026-05-01
        review-by: 2026-11-01
        servers:
          - {id: wave, name: Wave, distribution: Wave, interfaces: [asgi, wsgi], default: asgi, options: [{text: --interface wsgi, interface: wsgi}], source: docs}

        """;

    private static readonly string s_tide = Kelp.Replace("kelp", "tide").Replace("Kelp", "Tide") + "relatives: [kelp]\n";

    /// <summary>The mistakes that a user's own file is held to, too.</summary>
    public static IEnumerable<object[]> Mistakes => CatalogMistakes.All;

    [Theory]
    [MemberData(nameof(Mistakes))]
    [InlineData("PFC017", 1, 5, "the id \"kale\" and the file name differ: call the file kale.yaml", "id: kelp", "id: kale")]
    public void A_bad_entry_is_a_compiler_error_at_its_place(string id, int line, int column, string message, string old, string bad)
    {
        var result = GeneratorRun.Run(new CatalogGenerator(), Home(), new MemoryText("/repo/catalog/frameworks/kelp.yaml", Kelp.Replace(old, bad)));

        var error = Assert.Single(result.Diagnostics);
        Assert.Equal($"{id} /repo/catalog/frameworks/kelp.yaml:{line}:{column} {message}", GeneratorRun.Show(error));
        Assert.Equal(DiagnosticSeverity.Error, error.Severity);
    }

    [Fact]
    public void A_name_of_two_frameworks_is_an_error_in_the_second()
    {
        var result = Run(("frameworks/kelp.yaml", Kelp), ("frameworks/tide.yaml", s_tide.Replace("[tide]", "[kelp]")));

        Assert.Equal(["PFC015 catalog/frameworks/tide.yaml:8:11 the import name \"kelp\" is claimed by \"kelp\" too: keep it in one of the two entries"], result.Diagnostics.Select(GeneratorRun.Show));
    }

    [Fact]
    public void An_id_that_stands_twice_is_an_error()
    {
        var result = Run(("frameworks/kelp.yaml", Kelp), ("frameworks/tide.yaml", Kelp.Replace("[kelp]", "[tide]")));

        Assert.Equal(
            [
                "PFC016 catalog/frameworks/tide.yaml:1:5 the id \"kelp\" belongs to kelp.yaml already: choose another one",
                "PFC017 catalog/frameworks/tide.yaml:1:5 the id \"kelp\" and the file name differ: call the file kelp.yaml",
            ],
            result.Diagnostics.Select(GeneratorRun.Show).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_in_another_folder_is_an_error()
    {
        var result = Run(("kelp.yaml", Kelp));

        Assert.Equal(["PFC019 catalog/kelp.yaml:1:1 a catalog file has to lie directly in catalog/frameworks or catalog/companions: move it there"], result.Diagnostics.Select(GeneratorRun.Show));
    }

    [Fact]
    public void A_broken_entry_raises_no_second_error_where_it_is_named()
    {
        var result = Run(("frameworks/kelp.yaml", Kelp.Replace("kind: micro", "kind: none")), ("frameworks/tide.yaml", s_tide));

        Assert.Equal("PFC007", Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public void A_bad_companion_is_an_error()
    {
        var result = Run(("companions/servers.yaml", Servers.Replace("default: asgi", "default: own")));

        Assert.Equal(["PFC018 catalog/companions/servers.yaml:6:83 default is \"own\", which is not among the server's interfaces"], result.Diagnostics.Select(GeneratorRun.Show));
    }

    [Theory]
    [InlineData(", source: docs}", "}", "PFC006 catalog/companions/servers.yaml:6:5 an item of servers names no source: add \"source\" with a key of this file's sources")]
    [InlineData("source: docs}", "source: news}", "PFC006 catalog/companions/servers.yaml:6:151 \"news\" is no key of this file's sources; add it there with its title and url")]
    [InlineData("checked: 2026-05-01\n", "", "PFC003 catalog/companions/servers.yaml:1:1 the file lacks the key \"checked\": the day on which everything in the file was last checked")]
    [InlineData("review-by: 2026-11-01", "review-by: 2026-05-01", "PFC018 catalog/companions/servers.yaml:4:12 review-by has to come after checked")]
    public void A_companion_without_a_source_or_a_day_is_a_compiler_error(string old, string bad, string error)
    {
        var result = Run(("companions/servers.yaml", Servers.Replace(old, bad, StringComparison.Ordinal)));

        Assert.Equal([error], result.Diagnostics.Select(GeneratorRun.Show));
    }

    [Theory]
    [InlineData("queues: [celery]\n", "PFC005 catalog/companions/queues.yaml:5:10 an item of queues is a single value: a mapping with the keys distribution, source is meant")]
    [InlineData("queues:\n  - {distribution: celery}\n", "PFC006 catalog/companions/queues.yaml:6:5 an item of queues names no source: add \"source\" with a key of this file's sources")]
    [InlineData("queues:\n  - {distribution: celery, source: docs}\n  - {distribution: Celery, source: docs}\n", "PFC004 catalog/companions/queues.yaml:7:20 \"Celery\" stands twice in queues: remove one")]
    public void A_queue_without_a_source_is_a_compiler_error(string queues, string error)
    {
        var result = Run(("companions/queues.yaml", "sources:\n  docs: {title: Documentation, url: \"https://docs.example/\"}\nchecked: 2026-05-01\nreview-by: 2026-11-01\n" + queues));

        Assert.Equal([error], result.Diagnostics.Select(GeneratorRun.Show));
    }

    [Fact]
    public void Generated_code_compiles_and_entries_read_back_equal()
    {
        var tests = Path.Combine(GeneratorRun.RepositoryRoot, "tests", "PyFrameworks.Catalog.Tests");
        var server = Path.Combine(GeneratorRun.RepositoryRoot, "server");
        var sources = Directory.GetFiles(Path.Combine(server, "PyFrameworks.Catalog"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(server, "PyFrameworks.Syntax", "Text"), "*.cs"))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("\\obj\\", StringComparison.Ordinal))
            .Concat([Path.Combine(tests, "Dump.cs"), Path.Combine(tests, "Samples.cs"), Path.Combine(tests, "..", "PyFrameworks.Testing", "CatalogMistakes.cs")])
            .Select(path => (path, File.ReadAllText(path)));
        const string Probe = """
            using PyFrameworks.Catalog.Reading;
            namespace PyFrameworks.Catalog.Tests;
            public static class Probe
            {
                public static string[] Samples => [Tests.Samples.Small, Tests.Samples.Full, Tests.Samples.Companions];
                public static string Compiled(string id) => Dump.Of(FrameworkCatalog.BuiltIn.Find(id));
                public static string Read(string text) => Dump.Of(CatalogReader.ReadFramework("", text, isUserEntry: false).Framework);
                public static string CompiledCompanions() => Dump.Of(FrameworkCatalog.BuiltIn.Companions);
                public static string ReadCompanions(string text) => Dump.Of(CatalogReader.ReadCompanions("", text).Companions);
            }
            """;
        var compilation = GeneratorRun.Compile([.. sources, ("Probe.cs", Probe)]);
        var text = Load(compilation);
        var samples = (string[])text.GetProperty("Samples")!.GetValue(null)!;

        // Texts that could end a literal, hide in one or upset a format string.
        var nasty = samples[1].Replace("Few people know it.", "\"\\\"\\\"\\\"\\u0000\\u2028\\uFEFF{0} {{x}} $@ \\\\ /* // \\n#if\\u0007\"");
        var probe = Load(compilation, ("frameworks/kelp.yaml", samples[0]), ("frameworks/tide.py.yaml", nasty), ("companions/all.yaml", samples[2]));

        Assert.Equal(Call(probe, "Read", samples[0]), Call(probe, "Compiled", "kelp"));
        Assert.Equal(Call(probe, "Read", nasty), Call(probe, "Compiled", "tide.py"));
        Assert.Contains("{0} {{x}} $@ \\ /* // #if", Call(probe, "Compiled", "tide.py"));
        Assert.Equal(Call(probe, "ReadCompanions", samples[2]), Call(probe, "CompiledCompanions"));
    }

    [Fact]
    public void An_empty_catalog_has_a_table_too()
    {
        var result = Run();

        Assert.Empty(result.Diagnostics);
        Assert.Equal("FrameworkCatalog.BuiltIn.g.cs", Assert.Single(result.GeneratedSources).HintName);
    }

    [Fact]
    public void A_project_without_the_catalog_gets_nothing()
    {
        var result = GeneratorRun.Run(new CatalogGenerator(), GeneratorRun.Compile(("Rules.cs", "namespace PyFrameworks.Rules;")), new MemoryText("catalog/frameworks/kelp.yaml", "broken: ["));

        Assert.Empty(result.GeneratedSources);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Files_outside_the_catalog_are_left_alone()
    {
        var result = GeneratorRun.Run(new CatalogGenerator(), Home(), new MemoryText("/repo/BannedSymbols.txt", "x"), new MemoryText("/repo/other/x.yaml", "x"), new MemoryText("/repo/catalog/readme.txt", "x"));

        Assert.Empty(result.Diagnostics);
        Assert.Single(result.GeneratedSources);
    }

    [Fact]
    public void An_unrelated_edit_leaves_everything_cached()
    {
        var compilation = Home();
        var driver = GeneratorRun.Driver(new CatalogGenerator(), [Text("frameworks/kelp.yaml", Kelp), Text("companions/servers.yaml", Servers)])
            .RunGenerators(compilation, TestContext.Current.CancellationToken);
        var result = driver.RunGenerators(compilation.AddSyntaxTrees(GeneratorRun.Parse(("More.cs", "class More;"))), TestContext.Current.CancellationToken).GetRunResult().Results.Single();

        Assert.All(GeneratorRun.OutputReasons(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        foreach (var step in new[] { CatalogGenerator.Steps.Text, CatalogGenerator.Steps.File, CatalogGenerator.Steps.Code, CatalogGenerator.Steps.Table })
        {
            Assert.NotEmpty(GeneratorRun.Reasons(result, step));
            Assert.All(GeneratorRun.Reasons(result, step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        }
    }

    [Fact]
    public void An_edit_of_one_entry_makes_that_entry_anew_and_nothing_else()
    {
        var kelp = Text("frameworks/kelp.yaml", Kelp);
        var compilation = Home();
        var driver = GeneratorRun.Driver(new CatalogGenerator(), [kelp, Text("frameworks/tide.yaml", s_tide)]).RunGenerators(compilation, TestContext.Current.CancellationToken);
        var result = driver.ReplaceAdditionalText(kelp, Text("frameworks/kelp.yaml", Kelp.Replace("Small things", "Big things")))
            .RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results.Single();

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], GeneratorRun.Reasons(result, CatalogGenerator.Steps.File));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], GeneratorRun.Reasons(result, CatalogGenerator.Steps.Code));
        Assert.All(GeneratorRun.Reasons(result, CatalogGenerator.Steps.Table), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.Equal(1, GeneratorRun.OutputReasons(result).Count(reason => reason == IncrementalStepRunReason.Modified));
    }

    [Fact]
    public void A_comment_in_an_entry_writes_no_file_anew()
    {
        var kelp = Text("frameworks/kelp.yaml", Kelp);
        var compilation = Home();
        var driver = GeneratorRun.Driver(new CatalogGenerator(), [kelp]).RunGenerators(compilation, TestContext.Current.CancellationToken);
        var result = driver.ReplaceAdditionalText(kelp, Text("frameworks/kelp.yaml", "# A comment.\n" + Kelp))
            .RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results.Single();

        Assert.Equal([IncrementalStepRunReason.Unchanged], GeneratorRun.Reasons(result, CatalogGenerator.Steps.Code));
        Assert.All(GeneratorRun.OutputReasons(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation Home() =>
        GeneratorRun.Compile(("Catalog.cs", "namespace PyFrameworks.Catalog; public sealed partial class FrameworkCatalog;"));

    private static GeneratorRunResult Run(params (string Name, string Text)[] files) =>
        GeneratorRun.Run(new CatalogGenerator(), Home(), [.. files.Select(file => Text(file.Name, file.Text))]);

    private static MemoryText Text(string name, string text) => new("catalog/" + name, text);

    /// <summary>Generates, compiles and loads; no warning is let pass.</summary>
    private static Type Load(Compilation compilation, params (string Name, string Text)[] files)
    {
        GeneratorRun.Driver(new CatalogGenerator(), files.Select(file => Text(file.Name, file.Text)))
            .RunGeneratorsAndUpdateCompilation(compilation, out var full, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);

        using var stream = new MemoryStream();
        var emitted = full.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(emitted.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()));
        return Assembly.Load(stream.ToArray()).GetType("PyFrameworks.Catalog.Tests.Probe")!;
    }

    private static string Call(Type probe, string method, params object[] arguments) => (string)probe.GetMethod(method)!.Invoke(null, arguments)!;
}
