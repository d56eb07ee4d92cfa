using System.Collections.Immutable;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features.Tests;

public sealed class CodeActionTests
{
    private const string Ignore = "  # pyframeworks: ignore[PF101]";
    private const string TurnedOff = "[tool.pyframeworks.rules]\nPF101 = \"off\"\n";

    [Theory]
    [InlineData("django==3.2\n", $"django==3.2{Ignore}\n")]
    [InlineData("django==3.2", $"django==3.2{Ignore}")]
    [InlineData("django==3.2  \t\nflask\n", $"django==3.2{Ignore}\nflask\n")]
    [InlineData("# é😀\r\n\tdjango==3.2\r\nflask\r\n", $"# é😀\r\n\tdjango==3.2{Ignore}\r\nflask\r\n")]
    [InlineData("\uFEFFdjango==3.2\n", $"\uFEFFdjango==3.2{Ignore}\n")]
    [InlineData("django==3.2  # the shop\n", $"django==3.2  # the shop{Ignore}\n")]
    [InlineData("django==3.2  # pyframeworks: ignore[PF202]\n", "django==3.2  # pyframeworks: ignore[PF202, PF101]\n")]
    [InlineData("django==3.2  # pyframeworks: ignore[PF202] reason=\"x\"\n", "django==3.2  # pyframeworks: ignore[PF202, PF101] reason=\"x\"\n")]
    [InlineData("django==3.2  # shop, pyframeworks:ignore[ PF202 ]\n", "django==3.2  # shop, pyframeworks:ignore[ PF202 , PF101]\n")]
    [InlineData("django==3.2  # pyframeworks: ignore[PF101] until=2020-01-01\n", $"django==3.2  # pyframeworks: ignore[PF101] until=2020-01-01{Ignore}\n")]
    [InlineData("django==3.2  # pyframeworks: ignore[]\n", $"django==3.2  # pyframeworks: ignore[]{Ignore}\n")]
    [InlineData("django==3.2 ; python_version > '3.8'\n", $"django==3.2 ; python_version > '3.8'{Ignore}\n")]
    public void Ignore_here_in_requirements(string before, string after) => CheckMend("PF101", "Ignore PF101 here", "requirements.txt", before, after);

    [Theory]
    [InlineData("[project]\nname = 'x'\ndependencies = ['django==3.2']\n", $"[project]\nname = 'x'\ndependencies = ['django==3.2']{Ignore}\n")]
    [InlineData("[project]\nname = 'x'\ndependencies = [\n    'django==3.2',\n    'gunicorn',\n]\n", $"[project]\nname = 'x'\ndependencies = [\n    'django==3.2',{Ignore}\n    'gunicorn',\n]\n")]
    [InlineData("[project]\r\nname = 'é😀'\r\ndependencies = [\r\n    'django==3.2'  # shop\r\n]\r\n", $"[project]\r\nname = 'é😀'\r\ndependencies = [\r\n    'django==3.2'  # shop{Ignore}\r\n]\r\n")]
    [InlineData("[tool.poetry.dependencies]\ndjango = '3.2'", $"[tool.poetry.dependencies]\ndjango = '3.2'{Ignore}")]
    [InlineData("[tool.poetry.dependencies]\ndjango = { version = '3.2' }  # pyframeworks: ignore[PF202]\n", "[tool.poetry.dependencies]\ndjango = { version = '3.2' }  # pyframeworks: ignore[PF202, PF101]\n")]
    public void Ignore_here_in_TOML(string before, string after) => CheckMend("PF101", "Ignore PF101 here", "pyproject.toml", before, after);

    [Theory]
    [InlineData("from gluon import current\n", "from gluon import current  # pyframeworks: ignore[PF102]\n")]
    [InlineData("from gluon import (\n    current,\n    DIV,\n)\n", "from gluon import (  # pyframeworks: ignore[PF102]\n    current,\n    DIV,\n)\n")]
    [InlineData("s = '''\n😀''' ; import gluon  # noqa\r\n", "s = '''\n😀''' ; import gluon  # noqa  # pyframeworks: ignore[PF102]\r\n")]
    [InlineData("import gluon ; s = '#'", "import gluon ; s = '#'  # pyframeworks: ignore[PF102]")]
    public void Ignore_here_in_Python(string before, string after) => CheckMend("PF102", "Ignore PF102 here", "app.py", before, after);

    [Fact]
    public void Ignore_here_in_a_script_block() => CheckMend(
        "PF101",
        "Ignore PF101 here",
        "app.py",
        "# /// script\n# dependencies = [\n#     'django==3.2',\n# ]\n# ///\nimport django\n",
        $"# /// script\n# dependencies = [\n#     'django==3.2',{Ignore}\n# ]\n# ///\nimport django\n");

    [Theory]
    [InlineData("PF101", "requirements.txt", "django==3.2 \\\n    --hash=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n")]
    [InlineData("PF102", "app.py", "from gluon \\\n    import current\n")]
    [InlineData("PF102", "app.py", "import gluon; s = '''\n'''\n")]
    public void Not_offered_where_a_line_holds_no_comment(string code, string path, string content)
    {
        var project = TestProject.Of((path, content));
        var finding = Assert.Single(project.Findings, finding => finding.Code == code);
        var titles = Actions(project, finding.At).Select(action => action.Title).ToList();
        Assert.DoesNotContain($"Ignore {code} here", titles);
        Assert.Contains($"Turn {code} off for this project", titles);
    }

    [Theory]
    [InlineData("", TurnedOff)]
    [InlineData("[project]\nname = 'x'\n", $"[project]\nname = 'x'\n\n{TurnedOff}")]
    [InlineData("[project]\nname = 'x'", $"[project]\nname = 'x'\n\n{TurnedOff}")]
    [InlineData("[tool.pyframeworks]\nneeds = []\n\n[tool.black]\n", $"[tool.pyframeworks]\nneeds = []\n\n[tool.black]\n\n{TurnedOff}")]
    [InlineData("[tool.pyframeworks.rules]\nPF202 = \"hint\"\n", "[tool.pyframeworks.rules]\nPF101 = \"off\"\nPF202 = \"hint\"\n")]
    [InlineData("[tool.pyframeworks.rules]  # loud\nPF202 = \"hint\"\n\n[tool.black]\n", "[tool.pyframeworks.rules]  # loud\nPF101 = \"off\"\nPF202 = \"hint\"\n\n[tool.black]\n")]
    [InlineData("[tool.pyframeworks.rules]", "[tool.pyframeworks.rules]\nPF101 = \"off\"")]
    [InlineData("[tool.pyframeworks.rules]\nPF101 = 'error'  # for now\n", "[tool.pyframeworks.rules]\nPF101 = \"off\"  # for now\n")]
    [InlineData("[tool.pyframeworks.rules]\nunsupported-version = \"hint\"\n", "[tool.pyframeworks.rules]\nunsupported-version = \"off\"\n")]
    [InlineData("[tool.pyframeworks.rules]\nPF101 = \"hint\"\nunsupported-version = \"error\"\n", "[tool.pyframeworks.rules]\nPF101 = \"hint\"\nunsupported-version = \"off\"\n")]
    [InlineData("[tool.pyframeworks]\nrules = {}\n", "[tool.pyframeworks]\nrules = { PF101 = \"off\" }\n")]
    [InlineData("[tool.pyframeworks]\nrules = { PF202 = 'off' }\n", "[tool.pyframeworks]\nrules = { PF202 = 'off', PF101 = \"off\" }\n")]
    [InlineData("[tool.pyframeworks]\nrules.PF202 = 'off'\n", "[tool.pyframeworks]\nrules.PF101 = \"off\"\nrules.PF202 = 'off'\n")]
    [InlineData("[tool]\npyframeworks = { needs = [] }\n", "[tool]\npyframeworks = { needs = [], rules = { PF101 = \"off\" } }\n")]
    [InlineData("[tool.pyframeworks.rules.nested]\n", null)]
    public void Turn_off_for_this_project(string settings, string? after)
    {
        CheckTurnOff(settings, after);
        CheckTurnOff(settings.Replace("\n", "\r\n", StringComparison.Ordinal), settings.Contains('\n') ? after?.Replace("\n", "\r\n", StringComparison.Ordinal) : after);
    }

    [Fact]
    public void Turn_off_writes_a_file_where_there_is_none()
    {
        var project = TestProject.Of(("requirements.txt", "django==3.2\n"));
        var action = Single(project, "PF101", "Turn PF101 off for this project");
        Assert.Equal("pyproject.toml", action.CreatesFile);
        var mended = project.Apply(action);
        Assert.Equal(TurnedOff, mended["pyproject.toml"]);
        Assert.Empty(mended.Findings);
    }

    [Fact]
    public void Turn_off_is_not_offered_where_settings_of_a_folder_above_count()
    {
        var projects = Testing.TestProjects.Assemble([("pyproject.toml", "[tool.pyframeworks]\n"), ("api/requirements.txt", "django==3.2\n")]);
        var project = projects.Single(project => project.Path == "api");
        var findings = RuleSet.Check(project, CancellationToken.None);
        var actions = CodeActions.At(project, findings, findings[0].At.Path, findings[0].At.Span, CancellationToken.None);
        Assert.Equal(["Suggest alternatives to Django", "Replace Django with FastAPI in this manifest", "Ignore PF101 here"], actions.Select(action => action.Title));
    }

    [Fact]
    public void Alternatives_to_what_a_finding_is_about()
    {
        var project = TestProject.Of(("requirements.txt", "django==3.2\n"));
        var action = Single(project, "PF101", "Suggest alternatives to Django");
        Assert.Equal(("django", ActionKind.QuickFix), (action.SuggestFor, action.Kind));
        Assert.Empty(action.Edits);
        Assert.Equal("PF101", action.Finding!.Code);
    }

    [Theory]
    [InlineData("requirements.txt", "flask>=3\n", "flask", "Suggest alternatives to Flask", "Replace Flask with Quart in this manifest")]
    [InlineData("pyproject.toml", "[project]\nname = 'x'\ndependencies = ['flask>=3']\n", "flask", "Suggest alternatives to Flask", "Replace Flask with Quart in this manifest")]
    [InlineData("app.py", "import flask\n", "flask", "Suggest alternatives to Flask")]
    [InlineData("app.py", "from flask.views import View\n", "flask.views", "Suggest alternatives to Flask")]
    [InlineData("app.py", "from flask import Flask\n", "Flask")]
    [InlineData("requirements.txt", "flask-login\n", "flask-login")]
    [InlineData("requirements.txt", "# flask\n", "flask")]
    [InlineData("requirements.txt", "requests\n", "requests")]
    public void Alternatives_without_a_finding(string path, string content, string at, params string?[] titles)
    {
        var project = TestProject.Of((path, content));
        var actions = Actions(project, new(path, new(content.IndexOf(at, StringComparison.Ordinal), at.Length)));
        Assert.Equal(titles.OfType<string>(), actions.Select(action => action.Title));
        Assert.All(actions, action => Assert.Equal(ActionKind.Rewrite, action.Kind));
    }

    [Theory]
    [InlineData("PF104", "Write djangorestframework", "requirements.txt", "django-rest-framework\n", "djangorestframework\n")]
    [InlineData("PF104", "Write djangorestframework, without the version of django-rest-framework", "pyproject.toml", "[project]\r\nname = 'é'\r\ndependencies = ['django-rest-framework>=0.1', 'x']\r\n", "[project]\r\nname = 'é'\r\ndependencies = ['djangorestframework', 'x']\r\n")]
    [InlineData("PF005", "Write needs", "pyproject.toml", "[tool.pyframeworks]\nneds = ['async']\n", "[tool.pyframeworks]\nneeds = ['async']\n")]
    [InlineData("PF006", "Remove the comment", "pyproject.toml", "[tool.pyframeworks.rules]\nPF006 = 'hint'  # pyframeworks: ignore[PF101]\n", "[tool.pyframeworks.rules]\nPF006 = 'hint'\n")]
    public void A_mend_ends_its_finding(string code, string title, string path, string before, string after) => CheckMend(code, title, path, before, after);

    [Fact]
    public void A_mend_of_several_files_is_one_action()
    {
        var project = TestProject.Of(("pyproject.toml", "[project]\nname = 'x'\ndependencies = ['django-rest-framework']\n"), ("requirements-dev.txt", "pytest\ndjango-rest-framework\n"));
        var mended = project.Apply(Single(project, "PF104", "Write djangorestframework"));
        Assert.Equal("pytest\ndjangorestframework\n", mended["requirements-dev.txt"]);
        Assert.Empty(mended.Findings);
    }

    [Fact]
    public void Mends_come_first_and_silence_last()
    {
        var project = TestProject.Of(("requirements.txt", "django==3.2\n"));
        var at = project.Findings[0].At;
        var finding = project.Findings[0] with
        {
            Fixes = [new("Write 5.2", [new(at, "==5.2")]), new("Write 6.0", [new(at, "==6.0")])],
        };
        var second = finding with { Code = "PF103", Fixes = [] };
        var actions = CodeActions.At(project.Snapshot, [finding, second], at.Path, at.Span, CancellationToken.None);
        Assert.Equal(
            [
                "Write 5.2", "Write 6.0", "Suggest alternatives to Django", "Replace Django with FastAPI in this manifest", "Ignore PF101 here", "Ignore PF103 here",
                "Turn PF101 off for this project", "Turn PF103 off for this project",
            ],
            actions.Select(action => action.Title));
        Assert.Equal([true, false, false, false, false, false, false, false], actions.Select(action => action.IsPreferred));
        Assert.Equal("django==5.2\n", project.Apply(actions[0])["requirements.txt"]);
        Assert.Empty(project.Apply(actions[0]).Findings);
    }

    [Fact]
    public void Nothing_away_from_findings()
    {
        var project = TestProject.Of(("requirements.txt", "django==3.2\n# end\n"));
        Assert.Empty(Actions(project, new("requirements.txt", new(14, 2))));
        Assert.Empty(Actions(project, new("other.txt", new(0, 2))));
    }

    private static void CheckTurnOff(string settings, string? after)
    {
        var project = TestProject.Of(("requirements.txt", "django==3.2\n"), ("pyproject.toml", settings));
        if (after is null)
        {
            var finding = Assert.Single(project.Findings, finding => finding.Code == "PF101");
            Assert.DoesNotContain("Turn PF101 off for this project", Actions(project, finding.At).Select(action => action.Title));
            return;
        }

        var action = Single(project, "PF101", "Turn PF101 off for this project");
        Assert.Null(action.CreatesFile);
        var mended = project.Apply(action);
        Assert.Equal(after, mended["pyproject.toml"]);
        Assert.DoesNotContain("PF101", mended.Findings.Select(finding => finding.Code));
        Assert.Equal(project.Findings.Count(finding => finding.Code != "PF101"), mended.Findings.Length);
    }

    /// <summary>Applies an action, compares the text, and checks that the finding is gone and no other has come.</summary>
    private static void CheckMend(string code, string title, string path, string before, string after)
    {
        var project = TestProject.Of((path, before));
        var mended = project.Apply(Single(project, code, title));
        Assert.Equal(after, mended[path]);
        Assert.Equal(project.Findings.Select(finding => finding.Code).Where(other => other != code), mended.Findings.Select(finding => finding.Code));
    }

    private static QuickFix Single(TestProject project, string code, string title)
    {
        var finding = Assert.Single(project.Findings, finding => finding.Code == code);
        return Assert.Single(Actions(project, finding.At), action => action.Title == title);
    }

    private static ImmutableArray<QuickFix> Actions(TestProject project, FileSpan at) =>
        CodeActions.At(project.Snapshot, project.Findings, at.Path, at.Span, CancellationToken.None);
}
