using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>PF001 to PF004.</summary>
public sealed class ManifestRuleTests
{
    [Fact]
    public void Invalid_requirement_stands_where_it_is() =>
        Assert.Equal(("requirements.txt", "PF001", Severity.Error), Place("#- requirements.txt\nflask=>2.3\nquart\n"));

    [Fact]
    public void Invalid_requirement_in_pyproject() =>
        Assert.Equal(("pyproject.toml", "PF001", Severity.Error), Place("#- pyproject.toml\n[project]\nname = \"x\"\ndependencies = [\"flask=>2.3\"]\n"));

    [Theory]
    [InlineData(10, 9, 1, Severity.Hint)]
    [InlineData(10, 10, 10, Severity.Error)]
    [InlineData(9, 0, 9, Severity.Error)]
    [InlineData(400, 0, 1, Severity.Hint)]
    public void A_text_that_is_called_like_requirements_is_told_once(int invalid, int valid, int findings, Severity severity)
    {
        var found = Find($"#- WEBSITE_REQUIREMENTS_OUTLINE.txt\n{string.Concat(Enumerable.Repeat("Collect the fee é 😀\n", invalid))}{string.Concat(Enumerable.Range(0, valid).Select(i => $"package{i}\n"))}");
        Assert.Equal(Enumerable.Repeat(("PF001", severity), findings), found.Select(finding => (finding.Code, finding.Severity)));
        Assert.Equal(severity == Severity.Hint, found[0].Message.StartsWith(
            invalid == 10 ? "10 lines of this file are no requirements, 9 are; " : "At least 100 lines of this file are no requirements; ", StringComparison.Ordinal));
    }

    [Fact]
    public void Requirement_that_a_template_fills_in_is_silent() =>
        Assert.Equal("", Codes("#- {{cookiecutter.name}}/requirements.txt\n{% if cookiecutter.x %}\nflask=={{ cookiecutter.flask }}\n{% endif %}\n"));

    [Fact]
    public void Plain_mistake_in_a_template_is_found() =>
        Assert.Equal("PF001 error", Codes("#- {{cookiecutter.name}}/requirements.txt\nflask=>2.3\n"));

    [Fact]
    public void Broken_TOML_is_an_error_and_the_rest_is_read() =>
        Assert.Equal(("pyproject.toml", "PF002", Severity.Error), Place("#- pyproject.toml\n[project]\nname = \ndependencies = [\"flask\"]\n"));

    [Theory]
    [InlineData("#- Pipfile\n[packages\nflask = '*'\n")]
    [InlineData("#- setup.cfg\n[options]\ninstall_requires =\n  flask\nbroken line\n")]
    [InlineData("#- environment.yml\ndependencies: [flask\n")]
    public void Every_format_may_be_broken(string text) => Assert.Contains("PF002 error", Codes(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("#- pyproject.toml\n# é😀\n[project]\nname = 'x'\ndependencies = []\n")]
    [InlineData("#- Pipfile\n[packages]\n\"flask\" = '*'\n")]
    [InlineData("#- environment.yml\n# only a comment\ndependencies: []\n")]
    public void What_only_looks_unusual_is_silent(string text) => Assert.DoesNotContain("PF002", Codes(text), StringComparison.Ordinal);

    [Fact]
    public void Broken_TOML_of_a_template_is_silent() =>
        Assert.Equal("", Codes("#- {{cookiecutter.name}}/pyproject.toml\n[project]\nname = {{cookiecutter.name}}\n"));

    [Fact]
    public void Include_that_does_not_exist() => CheckFindings("""
        #- requirements.txt
        -r requirements/bsae.txt
           ^^^^^^^^^^^^^^^^^^^^^ PF003 'requirements/bsae.txt' does not exist
        -c constraints.txt
        -r ${EXTRA}/base.txt
        -r https://example.org/base.txt
        #- constraints.txt
        flask<4
        """);

    [Fact]
    public void File_that_a_setup_script_may_or_may_not_find_is_silent() => CheckFindings("""
        #- setup.py
        import os
        from setuptools import setup
        needed = open("requirements.txt").read().splitlines() if os.path.exists("requirements.txt") else []
        setup(name="x", install_requires=open("deps.txt").read().splitlines())
        """);

    [Fact]
    public void Include_is_taken_from_the_folder_of_its_file() => CheckFindings("""
        #- requirements/dev.txt
        -r base.txt
        -r requirements/base.txt
           ^^^^^^^^^^^^^^^^^^^^^ PF003 'requirements/base.txt' does not exist; the path is taken from requirements/
        #- requirements/base.txt
        flask
        """);

    [Fact]
    public void Include_outside_the_workspace() => CheckFindings("""
        #- requirements.txt
        -r ../base.txt
           ^^^^^^^^^^^ PF003 '../base.txt' lies outside the workspace, which is never read
        """);

    [Fact]
    public void Dependency_group_that_does_not_exist() => CheckFindings("""
        #- pyproject.toml
        [dependency-groups]
        dev = [{include-group = "test"}, {include-group = "lint"}]
                                                           ^^^^ PF003 No dependency group is called 'lint'
        test = ["pytest"]
        """);

    private static (string Path, string Code, Severity Severity) Place(string text)
    {
        var finding = Assert.Single(Find(text));
        Assert.False(finding.Message.EndsWith('.'), finding.Message);
        return (finding.At.Path, finding.Code, finding.Severity);
    }

    [Fact]
    public void Files_that_include_one_another() => CheckFindings("""
        #- a.txt
        -r requirements.txt
        #- b.txt
        -r a.txt
           ^^^^^ PF004 Files include one another: a.txt → requirements.txt → b.txt → a.txt
        #- requirements.txt
        -r b.txt
        -r b.txt
        """);

    [Fact]
    public void File_that_includes_itself_and_circles_of_constraints() => CheckFindings("""
        #- constraints.txt
        -c constraints.txt
           ^^^^^^^^^^^^^^^ PF004 Files include one another: constraints.txt → constraints.txt
        #- requirements.txt
        -r requirements.txt
           ^^^^^^^^^^^^^^^^ PF004 Files include one another: requirements.txt → requirements.txt
        """);

    [Fact]
    public void Groups_that_include_one_another() => CheckFindings("""
        #- pyproject.toml
        [dependency-groups]
        dev = [{include-group = "Test_All"}]
        test-all = ["pytest", {include-group = "dev"}]
                                                ^^^ PF004 Dependency groups include one another: dev → test-all → dev
        """);

    [Fact]
    public void One_file_included_twice_is_no_circle() => CheckFindings("""
        #- base.txt
        flask
        #- dev.txt
        -r base.txt
        #- requirements.txt
        -r base.txt
        -r dev.txt
        """);
}
