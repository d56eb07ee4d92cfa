using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>PF005 and PF006.</summary>
public sealed class SettingRuleTests
{
    private const string On = "#- pyproject.toml\n[tool.pyframeworks.rules]\nPF006 = \"hint\"\n";

    [Fact]
    public void Settings_that_mean_something_are_silent() => CheckFindings("""
        #- pyproject.toml
        [tool.pyframeworks]
        needs = ["rest-api", "async"]
        exclude = ["legacy/**"]
        catalogs = ["team/catalog.yaml"]
        ignore = {"tests/**" = ["PF403", "rebuilt-full-stack", "*"]}
        [tool.pyframeworks.rules]
        PF202 = "off"
        pf101 = "error"
        unmaintained-framework = "hint"
        #- team/catalog.yaml
        id: ours
        """);

    [Fact]
    public void Keys_and_values_that_mean_nothing() => CheckFindings("""
        #- pyproject.toml
        [tool.pyframeworks]
        need = ["rest-api"]
        ^^^^ PF005 'need' is no setting of [tool.pyframeworks]; did you mean 'needs'?
        colour = "red"
        ^^^^^^ PF005 'colour' is no setting of [tool.pyframeworks]; the settings are needs, exclude, catalogs, ignore and rules
        needs = ["rest-apis", "😀 speed", 3, ""]
                  ^^^^^^^^^ PF005 'rest-apis' is no need; did you mean 'rest-api'?
                               ^^^^^^^^ PF005 '😀 speed' is no need
                                          ^ PF005 Every item of 'needs' has to be a string, as in ["rest-api"]
                                             ^^ PF005 '' is no need
        exclude = "legacy/**"
                  ^^^^^^^^^^^ PF005 'exclude' has to be an array of strings such as ["legacy/**"]
        [tool.pyframeworks.ignore]
        "tests/**" = ["PF999", "competing-framework"]
                       ^^^^^ PF005 'PF999' is no rule; rules go by code (PF202) or name (rebuilt-full-stack)
                                ^^^^^^^^^^^^^^^^^^^ PF005 'competing-framework' is no rule; did you mean 'competing-frameworks'?
        "docs/**" = "PF101"
                    ^^^^^^^ PF005 'docs/**' has to be an array of strings such as ["PF403"]
        [tool.pyframeworks.rules]
        PF101 = "loud"
                 ^^^^ PF005 'loud' is no level; the levels are off, hint, information, warning and error
        PF102 = "warn"
                 ^^^^ PF005 'warn' is no level…
        PF104 = false
                ^^^^^ PF005 'PF104' has to be a level such as "off"
        PF000 = "off"
        ^^^^^ PF005 'PF000' is no rule; rules go by code (PF202) or name (rebuilt-full-stack)
        """);

    [Theory]
    [InlineData("[tool]\npyframeworks = true\n", "pyframeworks")]
    [InlineData("[tool.pyframeworks]\nrules = ['PF101']\n", "['PF101']")]
    [InlineData("[[tool.pyframeworks.needs]]\nid = 1\n", "[[tool.pyframeworks.needs]]")]
    [InlineData("[tool.pyframeworks.exclude]\na = 1\n", "exclude")]
    public void Values_of_another_type(string content, string place)
    {
        var finding = Assert.Single(Find($"#- pyproject.toml\n{content}"), finding => finding.Code == "PF005");
        Assert.Equal(place, content.Substring(finding.At.Span.Start, finding.At.Span.Length));
    }

    [Fact]
    public void Slip_of_the_pen_has_a_mend()
    {
        const string Text = "[tool.pyframeworks.rules]\nunsuported-version = \"eror\"\n";
        var finding = Assert.Single(Find($"#- pyproject.toml\n{Text}"));
        var fix = Assert.Single(finding.Fixes);
        Assert.Equal("Write unsupported-version", fix.Title);
        Assert.Equal(Text.Replace("unsuported", "unsupported", StringComparison.Ordinal), new SourceText(Text).Replace(Assert.Single(fix.Edits).At.Span, fix.Edits[0].NewText).Content);
    }

    [Theory]
    [InlineData("team.yaml", "Catalog file 'team.yaml' does not exist")]
    [InlineData("../team.yaml", "Catalog file '../team.yaml' lies outside the workspace, which is never read")]
    [InlineData("ours.yaml", null)]
    [InlineData("./ours.yaml", null)]
    public void Catalog_files_have_to_be_there(string file, string? message) => Assert.Equal(
        message, Find($"#- pyproject.toml\n[tool.pyframeworks]\ncatalogs = [\"{file}\"]\n#- ours.yaml\nid: ours\n").SingleOrDefault()?.Message);

    [Fact]
    public void Catalog_files_are_seen_from_the_folder_of_the_settings() => CheckFindings("""
        #- api/pyproject.toml
        [tool.pyframeworks]
        catalogs = ["team.yaml", "../team.yaml"]
                     ^^^^^^^^^ PF005 Catalog file 'team.yaml' does not exist
        #- team.yaml
        id: ours
        """);

    [Fact]
    public void Broken_TOML_is_a_matter_of_PF002() => Assert.DoesNotContain("PF005", Codes("#- pyproject.toml\n[tool.pyframeworks]\nneeds = [\"rest\n"));

    [Fact]
    public void Other_tools_are_not_our_business() => Assert.Equal("", Codes("#- pyproject.toml\n[tool.other]\npyframeworks = 1\n[pyframeworks]\nx = 1\n"));

    [Fact]
    public void Suppressions_that_silence_nothing() => CheckFindings(On + """
        #- requirements.txt
        # pyframeworks: ignore-file[PF102]
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PF006 PF102 finds nothing here that this could silence
        flask>=3.1  # web  # pyframeworks: ignore
                           ^^^^^^^^^^^^^^^^^^^^^^ PF006 Nothing is found here that this could silence
        django==3.2  # pyframeworks: ignore[PF101]
        quart  # kept, pyframeworks: ignore[PF101, rebuilt-full-stack]
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PF006 PF101 or PF202 finds nothing here that this could silence
        falcon  # pyframeworks: ignore[PF999]
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PF006 No rule is called 'PF999', and nothing else is found here that this could silence
        """);

    [Fact]
    public void Suppressions_past_their_last_day() => CheckFindings(On + """
        #- requirements.txt
        django==3.2  # pyframeworks: ignore[PF101] until=2026-11-21 reason="moves"
              ^^^^^ PF101 Django 3.2 reached end of life on 2024-04-01; 5.2 LTS is supported until 2028-04-30
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PF006 The last day of this was 2026-11-21; PF101 shows again
        flask  # pyframeworks: ignore until=2026-01-01
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PF006 The last day of this was 2026-01-01; nothing is found here any more
        quart  # pyframeworks: ignore until=soon
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PF006 'until' is no day such as 2027-01-01, so this silences nothing
        """);

    [Theory]
    [InlineData("django==3.2  # pyframeworks: ignore[PF101] until=2026-11-22")]
    [InlineData("django==3.2  # pyframeworks: ignore")]
    [InlineData("django==3.2  # pyframeworks: ignore[PF202, PF101]")]
    [InlineData("# pyframeworks: ignore-file\ndjango==3.2")]
    [InlineData("flask  # pyframeworks: ignore[PF102]")]
    [InlineData("flask  # pyframeworks: ignore[PF101]  # pyframeworks: ignore[PF006]")]
    public void Suppressions_that_are_used_or_of_a_rule_that_is_off(string line) => Assert.DoesNotContain("PF006", Codes($"{On}PF102 = \"off\"\n#- requirements.txt\n{line}\n"));

    [Fact]
    public void Suppressions_in_Python() => CheckFindings(On + """
        #- app.py
        from gluon import (  # pyframeworks: ignore[PF102]
            current,
        )
        x = current.db  # pyframeworks: ignore[PF102]
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PF006 PF102 finds nothing here that this could silence
        """);

    [Theory]
    [InlineData("flask  # pyframeworks: ignore\nquart\n", "flask\nquart\n")]
    [InlineData("# pyframeworks: ignore-file[PF102]\r\nflask\r\n", "flask\r\n")]
    [InlineData("flask  # pyframeworks: ignore[PF101] until=2020-01-01", "flask")]
    [InlineData("flask  # shop, pyframeworks: ignore\n", null)]
    [InlineData("flask  # pyframeworks: ignore because\n", null)]
    public void Mend_takes_the_comment_away(string before, string? after)
    {
        var project = TestProjects.FromFiles([("pyproject.toml", "[tool.pyframeworks.rules]\nPF006 = 'hint'\n"), ("requirements.txt", before)]);
        var finding = Assert.Single(RuleSet.Check(project, CancellationToken.None));
        Assert.Equal(after, finding.Fixes.IsEmpty ? null : new SourceText(before).Replace(Assert.Single(finding.Fixes[0].Edits).At.Span, "").Content);
    }

    [Fact]
    public void Off_by_default() => Assert.Equal("", Codes("#- requirements.txt\nflask  # pyframeworks: ignore\n"));
}
