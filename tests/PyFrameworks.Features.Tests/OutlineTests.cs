using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features.Tests;

public sealed class OutlineTests
{
    [Fact]
    public void Groups_and_what_they_hold() => CheckSymbols("pyproject.toml", """
        [project]
        dependencies = ["flask>=3", "é😀", "django"]
        [project.optional-dependencies]
        web = ["uvicorn[standard]>=0.30"]
        [dependency-groups]
        test = ["pytest", {include-group = "lint"}]
        lint = ["ruff"]
        [build-system]
        requires = ["hatchling"]
        """, """
        dependencies (2 entries)
          flask (>=3)
          django
        extra web (1 entry)
          uvicorn (>=0.30)
        group test (2 entries)
          pytest
          lint (included group)
        group lint (1 entry)
          ruff
        build requirements (1 entry)
          hatchling
        """);

    [Fact]
    public void A_group_that_is_spread_over_the_file_makes_a_symbol_for_each_part() => CheckSymbols("pyproject.toml", """
        [project]
        dependencies = ["flask"]
        [build-system]
        requires = ["hatchling"]
        [tool.poetry.dependencies]
        django = "^5"
        """, """
        dependencies (1 entry)
          flask
        build requirements (1 entry)
          hatchling
        dependencies (1 entry)
          django (^5)
        """);

    [Theory]
    [InlineData("requirements.txt", "flask >= 2, < 4 ; python_version > '3.8'\r\n\t-r\tbase.txt\r\ndjango @ https://example.org/django.zip\r\n", "flask (>= 2, < 4)\nbase.txt (requirements file)\ndjango (https://example.org/django.zip)")]
    [InlineData("requirements.txt", "\uFEFF# é 😀\n  flask  # web\n", "flask")]
    [InlineData("constraints.txt", "flask<4", "flask (<4)")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n    flask>=3\n    django\n", "dependencies (2 entries)\n  flask (>=3)\n  django")]
    [InlineData("Pipfile", "[packages]\nflask = \"*\"\n[dev-packages]\ndjango = \"==5\"", "dependencies (1 entry)\n  flask\ndevelopment (1 entry)\n  django (==5)")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"flask>=3\", \"dj", "dependencies (2 entries)\n  flask (>=3)\n  dj")]
    [InlineData("requirements.txt", "", "")]
    public void Formats(string path, string content, string expected) => CheckSymbols(path, content, expected);

    [Fact]
    public void Plain_code_has_none() =>
        Assert.Empty(DocumentSymbols.Of(FileReader.Read("app.py", new SourceText("import flask\n"), asRequirements: false, CancellationToken.None)!, CancellationToken.None));

    private static void CheckSymbols(string path, string content, string expected)
    {
        var text = new SourceText(content);
        var symbols = DocumentSymbols.Of(FileReader.Read(path, text, asRequirements: false, CancellationToken.None)!, CancellationToken.None);
        Assert.Equal(expected.ReplaceLineEndings("\n").Trim(), string.Join('\n', symbols.SelectMany(symbol => Describe(symbol, ""))));
        var end = 0;
        foreach (var symbol in symbols)
        {
            Assert.True(symbol.Span.Start >= end && symbol.Span.End <= text.Length, $"{symbol.Name} overlaps or leaves the file");
            Assert.True(symbol.Span.Contains(symbol.NameSpan));
            end = symbol.Span.End;
            foreach (var child in symbol.Children)
            {
                Assert.True(symbol.Span.Contains(child.Span) && child.Span.Contains(child.NameSpan), $"{child.Name} leaves what holds it");
                Assert.Contains(child.Name, text.Slice(child.NameSpan), StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<string> Describe(ManifestSymbol symbol, string indent) =>
        symbol.Children.SelectMany(child => Describe(child, indent + "  ")).Prepend($"{indent}{symbol.Name}{(symbol.Detail.Length > 0 ? $" ({symbol.Detail})" : "")}");
}
