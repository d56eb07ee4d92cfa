using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>PF103. Of the sample catalog, Django 5.2 runs on Python 3.10 on, 6.0 on 3.12 on; Sanic 24 on 3.9 to 3.11; Masonite 4 is one long series.</summary>
public sealed class PythonConflictTests
{
    private const string Django = "\n#- app.py\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n";
    private const string Sanic = "\n#- app.py\nfrom sanic import Sanic\napp = Sanic('x')\n";

    [Fact]
    public void Pinned_series_rejects_Pythons_that_the_project_allows()
    {
        var finding = Assert.Single(CheckFindings("""
            #- pyproject.toml
            [project]
            name = "shop"
            requires-python = ">=3.8"
            dependencies = ["django ~= 5.2.3"]
                                    ^^^^^^^^ PF103 Django 5.2 needs Python 3.10 or later; the project's Python (>=3.8) also allows 3.8 and 3.9. With >=3.10 there it would fit
            """ + Django));
        Assert.Equal((Severity.Warning, "django"), (finding.Severity, finding.FrameworkId));
        var related = Assert.Single(finding.Related);
        Assert.Equal("The project asks for Python >=3.8 here", related.Message);
    }

    [Fact]
    public void No_allowed_release_runs_on_the_project_s_Pythons() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "shop"
        requires-python = ">=3.8,<3.10"
        dependencies = ["django>=6"]
                               ^^^ PF103 Every Django that this allows needs Python 3.12 or later; the project's Python (>=3.8,<3.10) allows none of these. Django 4.2 runs there
        """ + Django);

    [Fact]
    public void Allowed_releases_are_too_old_for_the_project_s_Pythons() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "shop"
        requires-python = ">=3.12"
        dependencies = ["sanic<24.12"]
                              ^^^^^^ PF103 Every Sanic that this allows runs on Python up to 3.11; the project's Python (>=3.12) allows none of these
        """ + Sanic);

    [Fact]
    public void Python_of_another_manifest_is_named_with_its_file() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "shop"
        requires-python = ">=3.9"
        #- requirements.txt
        django==5.2.1
              ^^^^^^^ PF103 Django 5.2 needs Python 3.10 or later; the project's Python (>=3.9 in pyproject.toml) also allows 3.9. With >=3.10 there it would fit
        """ + Django);

    [Theory]
    [InlineData("setup.cfg", "[options]\npython_requires = >=3.8\ninstall_requires =\n  django ==5.2.1", "==5.2.1")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(python_requires='>=3.8', install_requires=['django==5.2.1'])", "==5.2.1")]
    [InlineData("Pipfile", "[packages]\ndjango = \"==5.2.1\"\n[requires]\npython_version = \"3.8\"", "==5.2.1")]
    [InlineData("environment.yml", "dependencies:\n  - python=3.8\n  - django=5.2", "=5.2")]
    [InlineData("environment.yml", "dependencies:\n  - python=3.8\n  - pip:\n    - django==5.2.1", "==5.2.1")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.8\"\ndjango = \"~5.2\"", "~5.2")]
    [InlineData("pyproject.toml", "[project]\nrequires-python = '>=3.8'\ndependencies = ['django==5.2.*']", "==5.2.*")]
    [InlineData("app.py", "# /// script\n# requires-python = '>=3.8'\n# dependencies = ['django==5.2.1']\n# ///\nimport django", "==5.2.1")]
    public void Every_format_is_judged_on_its_own_Python(string path, string content, string specifier)
    {
        var text = $"#- {path}\n# é 😀\n{content}\n{(path == "app.py" ? "" : Django)}";
        var finding = Assert.Single(Find(text), finding => finding.Code == "PF103");
        Assert.Equal((path, specifier), (finding.At.Path, TestProjects.Parse(text).Projects[0].TextOf(path)!.Slice(finding.At.Span)));
    }

    [Theory]
    [InlineData(">=3.10", "django~=5.2.0")]
    [InlineData(">=3.8", "django>=5.2,!=6.0")]
    [InlineData(">=3.8", "django>=4.2,<6")]
    [InlineData(">=3.8", "django")]
    [InlineData(">=3.8", "django @ https://example.org/django.zip")]
    [InlineData(">=3.8", "django~=5.2.0; python_version >= '3.10'")]
    [InlineData(">=3.8", "django===5.2.x")]
    [InlineData(">=3.8", "django==7.0")]
    [InlineData(">=4", "django~=5.2.0")]
    [InlineData("", "django~=5.2.0")]
    public void Silent_where_they_fit_or_nobody_can_tell(string python, string requirement) => Assert.DoesNotContain("PF103", Codes(
        $"#- pyproject.toml\n[project]\nname = \"shop\"\nrequires-python = \"{python}\"\ndependencies = [\"{requirement}\"]\n{Django}"));

    [Fact]
    public void Lines_for_several_Pythons_are_judged_each_on_its_own() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "shop"
        requires-python = ">=3.8"
        dependencies = [
            "django~=5.2.0; python_version >= '3.9'",
                   ^^^^^^^ PF103 Django 5.2 needs Python 3.10 or later; the project's Python (>=3.8) also allows 3.9. With >=3.10 there it would fit
            "django<6; python_version < '3.9'",
        ]
        """ + Django);

    [Theory]
    [InlineData(">=3.9", "")]
    [InlineData(">=3.9,<4", "")]
    [InlineData(">=3.9,<3.13", "PF103 information")]
    public void Newer_Pythons_count_where_the_project_names_an_end(string python, string expected) => Assert.Equal(expected, Codes(
        $"#- pyproject.toml\n[project]\nname = \"x\"\nrequires-python = \"{python}\"\ndependencies = [\"sanic==24.12.0\"]\n{Sanic}"));

    [Theory]
    [InlineData("==4.1", false)]
    [InlineData("==4.20.1", true)]
    public void Of_a_long_series_only_the_newest_release_is_known(string specifier, bool fires) => Assert.Equal(fires, Codes(
        $"#- pyproject.toml\n[project]\nname = \"x\"\nrequires-python = \">=3.8\"\ndependencies = [\"masonite{specifier}\"]\n#- app.py\nfrom masonite.foundation import Application\napp = Application()\n")
        .Contains("PF103", StringComparison.Ordinal));

    [Fact]
    public void What_a_tool_pinned_for_one_Python_is_silent() => Assert.DoesNotContain("PF103", Codes($"""
        #- pyproject.toml
        [project]
        name = "shop"
        requires-python = ">=3.8"
        #- requirements.txt
        # This file is autogenerated by pip-compile with Python 3.12
        django==5.2.1
        {Django}
        """));

    [Fact]
    public void Development_dependencies_are_silent() => Assert.DoesNotContain("PF103", Codes($"""
        #- pyproject.toml
        [project]
        name = "shop"
        requires-python = ">=3.8"
        dependencies = []
        [dependency-groups]
        dev = ["django~=5.2.0"]
        {Django}
        """));
}
