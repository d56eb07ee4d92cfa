using Microsoft.CodeAnalysis;
using PyFrameworks.Generators.Rules;

namespace PyFrameworks.Generators.Tests;

public sealed class RuleGeneratorTests
{
    private const string Home = """
        namespace PyFrameworks.Rules;
        public enum Severity { Hint, Information, Warning, Error }
        public sealed record Finding;
        public sealed record ProjectSnapshot;
        public interface IRule { static abstract IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken); }
        [AttributeUsage(AttributeTargets.Class)]
        public sealed class RuleAttribute(string code, string name, Severity severity) : Attribute
        {
            public string Explanation { get; init; } = "";
            public override string ToString() => $"{code} {name} {severity}";
        }
        public sealed record RuleDescriptor(string Code, string Name, Severity DefaultSeverity, string Summary, string Explanation, Func<ProjectSnapshot, CancellationToken, IEnumerable<Finding>> Check);
        public static partial class RuleSet;
        """;

    [Fact]
    public void Rules_are_listed_by_code_with_all_they_say()
    {
        var compilation = GeneratorRun.Compile(("Home.cs", Home), Rule("B", "PF102", "second-rule"), ("A.cs", """"
            namespace PyFrameworks.Rules.Nested;
            /// <summary>
            /// What <c>[a]</c> is
            /// about. And more.
            /// </summary>
            [Rule("PF101", "first-rule", Severity.Warning, Explanation = """
                Say "why",
                é and {braces}.
                """)]
            internal sealed class A : IRule { public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken) => []; }
            """"));
        GeneratorRun.Driver(new RuleGenerator(), []).RunGeneratorsAndUpdateCompilation(compilation, out var full, out var diagnostics, TestContext.Current.CancellationToken);

        Assert.Empty(diagnostics);
        Assert.Empty(full.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(
            [
                """new("PF101", "first-rule", (global::PyFrameworks.Rules.Severity)(2), "What [a] is about.", "Say \"why\",\u000Aé and {braces}.", global::PyFrameworks.Rules.Nested.A.Check),""",
                """new("PF102", "second-rule", (global::PyFrameworks.Rules.Severity)(0), "", "", global::PyFrameworks.Rules.B.Check),""",
            ],
            full.SyntaxTrees.Last().ToString().Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("new(", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_rules_the_list_is_empty_and_compiles()
    {
        GeneratorRun.Driver(new RuleGenerator(), []).RunGeneratorsAndUpdateCompilation(GeneratorRun.Compile(("Home.cs", Home)), out var full, out _, TestContext.Current.CancellationToken);

        Assert.Empty(full.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void A_project_without_the_attribute_gets_nothing() =>
        Assert.Empty(GeneratorRun.Run(new RuleGenerator(), GeneratorRun.Compile(("Catalog.cs", "namespace PyFrameworks.Catalog; public partial class FrameworkCatalog;"))).GeneratedSources);

    [Fact]
    public void A_code_needs_PF_and_three_digits() => CheckError("PFR001 A.cs:2:7 The code \"PF1\" has to be PF and three digits", Rule("A", "PF1", "a-rule"));

    [Fact]
    public void A_code_belongs_to_one_rule() =>
        CheckError("PFR002 B.cs:2:7 The code \"PF101\" belongs to A already: take one that was never used", Rule("A", "PF101", "a-rule"), Rule("B", "PF101", "b-rule"));

    [Fact]
    public void A_name_belongs_to_one_rule() =>
        CheckError("PFR003 B.cs:2:16 The name \"a-rule\" belongs to A already: choose another one", Rule("B", "PF102", "a-rule"), Rule("A", "PF101", "a-rule"));

    [Fact]
    public void A_class_with_the_attribute_has_to_be_a_rule() => CheckError(
        "PFR004 A.cs:3:23 A has the attribute Rule but is no class without type parameters that implements IRule",
        ("A.cs", "namespace PyFrameworks.Rules;\n[Rule(\"PF101\", \"a-rule\", Severity.Hint)]\ninternal sealed class A;"));

    [Fact]
    public void A_name_is_lower_case_words() => CheckError("PFR005 A.cs:2:16 The name \"A_rule\" has to be lower-case words joined by hyphens", Rule("A", "PF101", "A_rule"));

    [Fact]
    public void An_edit_elsewhere_leaves_the_list_cached()
    {
        var rule = Rule("A", "PF101", "a-rule");
        var compilation = GeneratorRun.Compile(("Home.cs", Home), rule, ("Other.cs", "class Other;"));
        var driver = GeneratorRun.Driver(new RuleGenerator(), []).RunGenerators(compilation, TestContext.Current.CancellationToken);

        // A line above the rule moves it; another file changes; the list stays.
        var moved = compilation.ReplaceSyntaxTree(Tree(compilation, "A.cs"), GeneratorRun.Parse(("A.cs", "// A comment.\n" + rule.Text)));
        var edited = moved.ReplaceSyntaxTree(Tree(moved, "Other.cs"), GeneratorRun.Parse(("Other.cs", "class Other { int x; }")));
        var afterOther = driver.RunGenerators(compilation.ReplaceSyntaxTree(Tree(compilation, "Other.cs"), Tree(edited, "Other.cs")), TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();
        Assert.All(GeneratorRun.OutputReasons(afterOther), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(GeneratorRun.Reasons(afterOther, RuleGenerator.Steps.Rule), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));

        var afterMove = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        Assert.Equal([IncrementalStepRunReason.Modified], GeneratorRun.Reasons(afterMove, RuleGenerator.Steps.Rule));
        Assert.All(GeneratorRun.Reasons(afterMove, RuleGenerator.Steps.Set), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static SyntaxTree Tree(Compilation compilation, string path) => compilation.SyntaxTrees.Single(tree => tree.FilePath == path);

    private static (string Path, string Text) Rule(string type, string code, string name) => ($"{type}.cs", $$"""
        namespace PyFrameworks.Rules;
        [Rule("{{code}}", "{{name}}", Severity.Hint)]
        internal sealed class {{type}} : IRule { public static IEnumerable<Finding> Check(ProjectSnapshot project, CancellationToken cancellationToken) => []; }
        """);

    private static void CheckError(string expected, params (string Path, string Text)[] files)
    {
        var result = GeneratorRun.Run(new RuleGenerator(), GeneratorRun.Compile([("Home.cs", Home), .. files]));

        Assert.Equal([expected], result.Diagnostics.Select(GeneratorRun.Show));
    }
}
