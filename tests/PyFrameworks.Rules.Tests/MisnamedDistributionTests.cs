using PyFrameworks.Syntax.Text;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>PF104.</summary>
public sealed class MisnamedDistributionTests
{
    [Fact]
    public void Wrong_name_with_the_right_one()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            django
            django-rest-framework>=0.1  # API
            ^^^^^^^^^^^^^^^^^^^^^ PF104 django-rest-framework is not the name of Django REST framework
            """));
        Assert.Equal((Severity.Warning, "django-rest-framework"), (finding.Severity, finding.FrameworkId));
        Assert.Equal("Write djangorestframework, without the version of django-rest-framework", Assert.Single(finding.Fixes).Title);
    }

    [Fact]
    public void Files_that_import_its_module_are_counted()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            Old.Flask
            ^^^^^^^^^ PF104 Old.Flask was renamed to flask; 2 files import its module and change with the name
            #- app.py
            import old_flask
            #- tests/test_app.py
            from old_flask.testing import client
            #- other.py
            import older_flask
            """));
        Assert.Equal(["app.py", "tests/test_app.py"], finding.Related.Select(place => place.At.Path));
    }

    [Fact]
    public void One_finding_for_all_places_whose_mend_writes_them_all()
    {
        var finding = Assert.Single(CheckFindings("""
            #- pyproject.toml
            [project]
            name = "shop"
            dependencies = ["old-flask[async]>=1,<2"]
                             ^^^^^^^^^ PF104 old-flask was renamed to flask
            #- requirements/dev.txt
            pytest
            old_flask
            """));
        Assert.Equal("requirements/dev.txt", Assert.Single(finding.Related).At.Path);
        Assert.Equal(["pyproject.toml", "pyproject.toml", "requirements/dev.txt"], Assert.Single(finding.Fixes).Edits.Select(edit => edit.At.Path));
    }

    [Theory]
    [InlineData("requirements.txt", "old-flask", "flask")]
    [InlineData("requirements.txt", "old-flask >= 1, < 2 ; python_version > '3'  # web", "flask ; python_version > '3'  # web")]
    [InlineData("requirements.txt", "old-flask (>=1)", "flask")]
    [InlineData("requirements.txt", "old-flask[async]==1.0", "flask[async]")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndependencies = ['old-flask==1; python_version > \"3\"']", "[project]\nname = 'x'\ndependencies = ['flask; python_version > \"3\"']")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nold-flask = \"^1.2\"", "[tool.poetry.dependencies]\nflask = \"*\"")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\n\"old-flask\" = { version = \"^1.2\", extras = [\"async\"] }", "[tool.poetry.dependencies]\n\"flask\" = { version = \"*\", extras = [\"async\"] }")]
    [InlineData("Pipfile", "[packages]\nold-flask = \"*\"", "[packages]\nflask = \"*\"")]
    [InlineData("Pipfile", "[packages]\nold-flask = {version = \"==1.0\", extras = [\"async\"]}", "[packages]\nflask = {version = \"*\", extras = [\"async\"]}")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n  old-flask >=1\n  requests", "[options]\ninstall_requires =\n  flask\n  requests")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=['old-flask>=1', 'requests'])", "from setuptools import setup\nsetup(install_requires=['flask', 'requests'])")]
    [InlineData("environment.yml", "dependencies:\n  - old-flask=1.0\n  - numpy", "dependencies:\n  - flask\n  - numpy")]
    [InlineData("environment.yml", "dependencies:\n  - pip:\n    - old-flask==1.0", "dependencies:\n  - pip:\n    - flask")]
    public void Mend_writes_the_right_name_in_every_format(string path, string before, string after)
    {
        var text = $"# é 😀\n{before}\n";
        var finding = Assert.Single(Find($"#- {path}\n{text}"), finding => finding.Code == "PF104");
        Assert.Equal((path, "old-flask"), (finding.At.Path, text.Substring(finding.At.Span.Start, finding.At.Span.Length).Trim('"')));
        Assert.Equal($"# é 😀\n{after}\n", Apply(text, Assert.Single(finding.Fixes)));
        Assert.DoesNotContain("PF104", Codes($"#- {path}\n# é 😀\n{after}\n"));
    }

    [Fact]
    public void Line_beside_the_right_name_is_taken_away()
    {
        const string Text = "flask>=3\nold-flask==1.0  # web\nrequests\n";
        var finding = Assert.Single(Find($"#- requirements.txt\n{Text}"));
        Assert.Equal("old-flask was renamed to flask; flask is declared as well", finding.Message);
        var fix = Assert.Single(finding.Fixes);
        Assert.Equal(("Remove old-flask, which flask replaces", "flask>=3\nrequests\n"), (fix.Title, Apply(Text, fix)));
    }

    [Theory]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndependencies = ['flask', 'old-flask']")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=['old-' 'flask'])")]
    [InlineData("environment.yml", "dependencies:\n  - old-flask=1.0=py_0")]
    public void No_mend_where_the_text_can_not_be_changed_with_certainty(string path, string content) =>
        Assert.Empty(Assert.Single(Find($"#- {path}\n{content}\n"), finding => finding.Code == "PF104").Fixes);

    [Theory]
    [InlineData("requirements.txt", "djangorestframework\ndjango-rest-framework-simplejwt\nold-flask-login\n")]
    [InlineData("requirements.txt", "old-flask @ https://example.org/old-flask.zip\n")]
    [InlineData("requirements.txt", "# old-flask\n")]
    [InlineData("requirements.txt", "old-flask==1.0 \\\n    --hash=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n")]
    [InlineData("constraints.txt", "old-flask<2\n")]
    [InlineData("tests/requirements.txt", "old-flask\n#- requirements.txt\nrequests\n")]
    [InlineData("requirements.txt", "old-flask==1.0\n    # via dash\nrequests==2.0\n    # via -r requirements.in\n")]
    [InlineData("uv.lock", "version = 1\n[[package]]\nname = \"old-flask\"\nversion = \"1.0\"\n")]
    public void Silent_near_it(string path, string content) => Assert.DoesNotContain("PF104", Codes($"#- {path}\n{content}"));

    private static string Apply(string text, Fix fix) => fix.Edits
        .OrderByDescending(edit => edit.At)
        .Aggregate(new SourceText(text), (source, edit) => source.Replace(edit.At.Span, edit.NewText)).Content;
}
