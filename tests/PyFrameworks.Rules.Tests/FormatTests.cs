using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>Rules see every format of manifest alike.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n  django ==3.2 # x", "==3.2")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=['django==3.2'])", "==3.2")]
    [InlineData("__pkginfo__.py", "__depends__ = {'django': '== 3.2'}", "== 3.2")]
    [InlineData("Pipfile", "[packages]\ndjango = \"==3.2\"", "==3.2")]
    [InlineData("environment.yml", "dependencies:\n  - django=3.2", "=3.2")]
    [InlineData("environment.yml", "dependencies:\n  - pip:\n    - django==3.2", "==3.2")]
    [InlineData("pixi.toml", "[dependencies]\ndjango = \"3.2.*\"", "3.2.*")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\ndjango = \"~3.2\"", "~3.2")]
    public void An_old_release_is_found_on_its_specifier(string path, string content, string specifier)
    {
        var text = $"#- api/{path}\n# é 😀\n{content}\n";
        var finding = Assert.Single(Find(text), finding => finding.Code == "PF101");
        Assert.Equal(($"api/{path}", specifier), (finding.At.Path, TestProjects.Parse(text).Projects[0].TextOf(finding.At.Path)!.Slice(finding.At.Span)));
    }

    [Theory]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n  # pyframeworks: ignore\n  django==3.2  # pyframeworks: ignore")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=[\n  'django==3.2', # pyframeworks: ignore\n])")]
    [InlineData("Pipfile", "[packages]\ndjango = \"==3.2\" # pyframeworks: ignore")]
    [InlineData("environment.yml", "dependencies:\n  - django=3.2 # pyframeworks: ignore")]
    public void A_comment_silences_it(string path, string content) => Assert.Empty(Find($"#- {path}\n{content}\n"));

    [Theory]
    [InlineData("setup.cfg", "[options]\ninstall_requires = file: nowhere.txt", "nowhere.txt")]
    [InlineData("environment.yml", "dependencies:\n  - pip:\n    - -r nowhere.txt", "nowhere.txt")]
    public void A_file_that_is_not_there_is_found_on_its_name(string path, string content, string name)
    {
        var text = $"#- {path}\n{content}\n";
        var finding = Assert.Single(Find(text));
        Assert.Equal(("PF003", name), (finding.Code, TestProjects.Parse(text).Projects[0].TextOf(path)!.Slice(finding.At.Span)));
    }
}
