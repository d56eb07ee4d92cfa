using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

public sealed class HintAndLensTests
{
    [Theory]
    [InlineData("requirements.txt", "django==3.2.1", "django==3.2.1⟦end of life 2024-04-01⟧")]
    [InlineData("requirements.txt", "# é 😀\r\n\tdjango~=5.2.0  # web\r\n", "# é 😀\r\n\tdjango~=5.2.0⟦supported until 2028-04-30⟧  # web\r\n")]
    [InlineData("requirements.txt", "\uFEFFdjango<6", "django<6⟦supported until 2028-04-30⟧")]
    [InlineData("requirements.txt", "django==5.2.* ; python_version > '3.9'", "django==5.2.* ; python_version > '3.9'⟦supported until 2028-04-30⟧")]
    [InlineData("requirements.txt", "django", "django")]
    [InlineData("requirements.txt", "django==99", "django==99")]
    [InlineData("requirements.txt", "flask-login==1\nuvicorn==1\ndjango @ https://example.org/django-3.2.zip", "flask-login==1\nuvicorn==1\ndjango @ https://example.org/django-3.2.zip")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"django==3.2\", \"flask==2.3\"]", "[project]\ndependencies = [\"django==3.2\"⟦end of life 2024-04-01⟧, \"flask==2.3\"⟦end of life 2023-09-30⟧]")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\ndjango = \"~5.2\"\n", "[tool.poetry.dependencies]\ndjango = \"~5.2\"⟦supported until 2028-04-30⟧\n")]
    public void The_end_of_support_stands_beside_the_dependency(string path, string content, string expected)
    {
        var project = TestProjects.FromFiles([(path, content)]);
        var text = project.TextOf(path)!;
        var shown = text.Content;
        foreach (var hint in InlayHints.In(project, path, new(0, text.Length), isMarkdown: true, CancellationToken.None).Reverse())
        {
            shown = shown.Insert(hint.Offset, $"⟦{hint.Label}⟧");
        }

        Assert.Equal(expected, shown);
    }

    [Fact]
    public void The_lock_decides_which_release_it_is() =>
        Assert.Equal("end of life 2026-04-30", Assert.Single(InlayHints.In(
            TestProjects.FromFiles([("pyproject.toml", "[project]\ndependencies = ['django']"), ("uv.lock", "[[package]]\nname = 'django'\nversion = '4.2.3'\n")]),
            "pyproject.toml", new(0, 99), isMarkdown: true, CancellationToken.None)).Label);

    [Theory]
    [InlineData(0, 11, 1)]
    [InlineData(0, 10, 0)]
    [InlineData(12, 22, 0)]
    [InlineData(12, 23, 1)]
    [InlineData(0, 23, 2)]
    public void Only_the_part_that_is_shown_has_hints(int start, int end, int expected)
    {
        var project = TestProjects.FromFiles([("requirements.txt", "django==3.2\ndjango==5.2\n")]);
        var range = TextSpan.FromBounds(start, end);
        Assert.Equal(expected, InlayHints.In(project, "requirements.txt", range, isMarkdown: true, CancellationToken.None).Length);
    }

    [Fact]
    public void The_tooltip_names_source_and_day()
    {
        var project = TestProjects.FromFiles([("requirements.txt", "flask==3.0.1\n")]);
        Assert.Equal(
            "**Flask 3.0**\n\nIt has had no security fixes since 2024-11-13. The day follows from its support policy.\n\n[Sample source](https://example.org/source) · checked 2026-11-01",
            Assert.Single(InlayHints.In(project, "requirements.txt", new(0, 12), isMarkdown: true, CancellationToken.None)).Tooltip);
        Assert.StartsWith("Flask 3.0\n\nIt has", Assert.Single(InlayHints.In(project, "requirements.txt", new(0, 12), isMarkdown: false, CancellationToken.None)).Tooltip, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flask==3.1.0", "Flask 3.1 · WSGI · supported")]
    [InlineData("flask==2.3.1", "Flask 2.3 · WSGI · end of life since 2023-09-30 · 1 warning")]
    [InlineData("flask", "Flask · WSGI · supported")]
    public void The_dependency_of_a_primary_framework_bears_a_lens(string requirement, string expected)
    {
        var (lenses, text) = Lenses("requirements.txt", false, ("requirements.txt", $"# é 😀\r\n\t{requirement}\r\n"), ("app.py", "import flask\napp = flask.Flask(__name__)\n"));
        Assert.Equal((expected, "flask", "flask"), (Assert.Single(lenses).Title, lenses[0].Framework.Id, text.Slice(lenses[0].Span)));
    }

    [Fact]
    public void A_framework_that_nobody_looks_after_is_not_called_supported() =>
        Assert.StartsWith("Masonite 4 · WSGI · dormant", Assert.Single(Lenses("requirements.txt", false, ("requirements.txt", "masonite==4.20.1\n"), ("app.py", "from masonite.foundation import Application\nApplication()\n")).Lenses).Title, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void The_first_import_bears_one_where_it_is_wanted(bool isWanted, int expected)
    {
        (string, string)[] files = [("requirements.txt", "flask==3.1.0\n"), ("app.py", "import os\nimport flask\napp = flask.Flask(__name__)\n"), ("more.py", "import flask\n")];
        var (lenses, text) = Lenses("app.py", isWanted, files);
        Assert.Equal(expected, lenses.Length);
        Assert.All(lenses, lens => Assert.Equal("flask", text.Slice(lens.Span)));
        Assert.Empty(Lenses("more.py", isWanted, files).Lenses);
    }

    [Fact]
    public void A_framework_that_is_not_primary_bears_none() =>
        Assert.Empty(Lenses("requirements.txt", true, ("requirements.txt", "django==3.2\nflask\n"), ("app.py", "import flask\napp = flask.Flask(__name__)\n")).Lenses.Where(lens => lens.Framework.Id == "django"));

    private static (System.Collections.Immutable.ImmutableArray<FrameworkLens> Lenses, SourceText Text) Lenses(string path, bool showsImports, params (string, string)[] files)
    {
        var project = TestProjects.FromFiles(files);
        return (CodeLenses.In(project, RuleSet.Check(project, CancellationToken.None), path, showsImports, CancellationToken.None), project.TextOf(path)!);
    }
}
