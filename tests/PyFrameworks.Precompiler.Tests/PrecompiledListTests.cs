namespace PyFrameworks.Precompiler.Tests;

/// <summary>The list that the program is published with.</summary>
public sealed class PrecompiledListTests
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "precompiled.txt"));

    [Fact]
    public void Every_line_is_a_name_or_a_beginning() =>
        Assert.DoesNotContain(s_lines, line => !line.EndsWith('*') && MethodName.Parse(line) is null);

    [Fact]
    public void No_line_stands_there_twice() => Assert.Equal(s_lines.Distinct(StringComparer.Ordinal).Count(), s_lines.Length);

    [Theory]
    [InlineData("Catalog")]
    [InlineData("Cli")]
    [InlineData("Features")]
    [InlineData("LanguageServer")]
    [InlineData("ProjectModel")]
    [InlineData("Rules")]
    [InlineData("Syntax")]
    [InlineData("Workspace")]
    public void All_of_the_own_code_is_compiled_beforehand(string project) => Assert.Contains($"PyFrameworks.{project}.*", s_lines);
}
