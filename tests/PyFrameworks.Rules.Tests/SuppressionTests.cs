using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

public sealed class SuppressionTests
{
    private const string App = "\n#- app.py\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n";

    [Fact]
    public void Comment_of_nothing_but_suppressions_is_read_in_proportion_to_its_length()
    {
        var text = new SourceText("#" + string.Concat(Enumerable.Repeat("[pyframeworks:ignore reason=", 10_000)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(32, Suppressions.Read(text, [new(0, text.Length)]).Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("# pyframeworks: ignore", true)]
    [InlineData("# pyframeworks:ignore", true)]
    [InlineData("# PyFrameworks: Ignore", true)]
    [InlineData("# pyframeworks: ignore[PF101]", true)]
    [InlineData("# pyframeworks: ignore[pf101]", true)]
    [InlineData("# pyframeworks: ignore[PF202, PF101]", true)]
    [InlineData("# pyframeworks: ignore[PF202,PF101]", true)]
    [InlineData("# pyframeworks: ignore [PF101]", true)]
    [InlineData("# pyframeworks: ignore[unsupported-version]", true)]
    [InlineData("# via shop  # pyframeworks: ignore[PF101]", true)]
    [InlineData("# kept for now, pyframeworks: ignore[PF101]", true)]
    [InlineData("# pyframeworks: ignore[PF101] until=2026-11-22", true)]
    [InlineData("# pyframeworks: ignore[PF101] reason=\"no time, yet\" until=2027-01-01", true)]
    [InlineData("# pyframeworks: ignore[PF101] until=2027-01-01, reason=\"no time\"", true)]
    [InlineData("# pyframeworks: ignore[PF101] until = 2027-01-01", true)]
    [InlineData("# pyframeworks: ignore[PF101] reason=\"unclosed", true)]
    [InlineData("# pyframeworks: ignore[PF202]  # pyframeworks: ignore[PF101]", true)]
    [InlineData("# pyframeworks: ignore[PF101] until=2020-01-01  # pyframeworks: ignore[PF101]", true)]
    [InlineData("# pyframeworks: ignore[PF101] until=2026-11-21", false)]
    [InlineData("# pyframeworks: ignore[PF101] until = 2026-11-21", false)]
    [InlineData("# pyframeworks: ignore[PF101] until=tomorrow", false)]
    [InlineData("# pyframeworks: ignore[PF202]", false)]
    [InlineData("# pyframeworks: ignore[]", false)]
    [InlineData("# pyframeworks: ignore[PF101", false)]
    [InlineData("# pyframeworks: ignored", false)]
    [InlineData("# pyframeworks: ignore-line", false)]
    [InlineData("# notpyframeworks: ignore", false)]
    public void Comment_on_the_line(string comment, bool silences) =>
        Assert.Equal(silences ? "" : "PF101 warning", Codes($"#- requirements.txt\ndjango==3.2  {comment}{App}"));

    [Fact]
    public void Comment_on_another_line_does_not_count() =>
        Assert.Equal("PF101 warning", Codes($"#- requirements.txt\n# pyframeworks: ignore\ndjango==3.2{App}"));

    [Theory]
    [InlineData("# pyframeworks: ignore-file", 9, true)]
    [InlineData("# pyframeworks: ignore-file[PF101]", 9, true)]
    [InlineData("# pyframeworks: ignore-file[PF202]", 0, false)]
    [InlineData("# pyframeworks: ignore-file", 10, false)]
    public void Comment_for_the_whole_file_in_its_first_ten_lines(string comment, int linesBefore, bool silences) => Assert.Equal(
        silences ? "" : "PF101 warning", Codes($"#- requirements.txt\n{string.Concat(Enumerable.Repeat("# line\n", linesBefore))}{comment}\ndjango==3.2{App}"));

    [Fact]
    public void Comment_in_TOML() => Assert.Equal("", Codes($"""
        #- pyproject.toml
        [project]
        name = "x"
        dependencies = [
            "django==3.2",  # pyframeworks: ignore[PF101]
        ]
        {App}
        """));

    [Fact]
    public void Comment_within_a_TOML_string_is_text() => Assert.Equal("PF101 warning", Codes($"""
        #- pyproject.toml
        [project]
        description = "# pyframeworks: ignore-file"
        dependencies = ["django==3.2"]
        {App}
        """));

    [Fact]
    public void Comment_in_Python_stands_on_the_first_line_of_the_statement()
    {
        Assert.Equal("", Codes("#- app.py\nfrom gluon import (  # pyframeworks: ignore[PF102]\n    current,\n)\nx = current.db\n"));
        Assert.Equal("PF102 information", Codes("#- app.py\nfrom gluon import (\n    current,  # pyframeworks: ignore[PF102]\n)\nx = current.db\n"));
    }

    [Fact]
    public void Settings_of_the_project_win_over_the_editors()
    {
        var options = TestProjects.Options with { EditorRules = [("PF101", "error"), ("PF102", "off")] };
        var pyproject = "#- pyproject.toml\n[project]\nname = \"x\"\ndependencies = [\"django==3.2\"]\n";
        Assert.Equal("PF101 error", Codes(pyproject + App, options));
        Assert.Equal("PF101 information", Codes($"{pyproject}[tool.pyframeworks.rules]\nunsupported-version = \"information\"\n{App}", options));
        Assert.Equal("", Codes($"{pyproject}[tool.pyframeworks.rules]\nPF101 = \"off\"\n{App}", options));
    }

    [Fact]
    public void Setting_that_means_nothing_changes_nothing() => Assert.Equal("PF101 warning, PF005 warning, PF005 warning", Codes($"""
        #- pyproject.toml
        [project]
        dependencies = ["django==3.2"]
        [tool.pyframeworks.rules]
        PF101 = "loud"
        PF999 = "off"
        {App}
        """));

    [Fact]
    public void Louder_setting_leaves_a_doubtful_finding_a_hint() => Assert.Equal("PF101 hint", Codes(
        $"#- requirements.txt\ndjango==6.0.1{App}", TestProjects.Options with { EditorRules = [("PF101", "error")] }));

    [Theory]
    [InlineData("requirements/**", "PF101", "")]
    [InlineData("requirements/old.txt", "unsupported-version", "")]
    [InlineData("requirements/**", "PF202", "PF101 warning")]
    [InlineData("docs/**", "PF101", "PF101 warning")]
    public void Ignore_patterns_belong_to_the_folder_of_the_settings(string pattern, string rule, string expected) => Assert.Equal(expected, Codes($"""
        #- services/api/pyproject.toml
        [tool.pyframeworks]
        ignore = {"{"} "{pattern}" = ["{rule}"] {"}"}
        #- services/api/requirements/old.txt
        django==3.2
        #- services/api/app.py
        from django.core.wsgi import get_wsgi_application
        application = get_wsgi_application()
        """));

    [Fact]
    public void Every_finding_knows_its_rule_and_project()
    {
        var finding = Assert.Single(Find("#- api/requirements.txt\ndjango==3.2\n#- api/app.py\nfrom django.core.wsgi import get_wsgi_application\n"));
        Assert.Equal(("PF101", "api", "django"), (finding.Code, finding.Project, finding.FrameworkId));
    }
}
