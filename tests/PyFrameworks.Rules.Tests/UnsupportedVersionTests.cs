using PyFrameworks.Catalog;
using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

public sealed class UnsupportedVersionTests
{
    private const string App = "\n#- app.py\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n";

    [Fact]
    public void Finding_in_an_included_file_shows_the_way_to_it()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            -r requirements/prod.txt
            #- requirements/base.txt
            django==3.2
                  ^^^^^ PF101 Django 3.2 reached end of life…
            #- requirements/prod.txt
            -r base.txt
            """));
        Assert.Equal(
            ["requirements/prod.txt: requirements/base.txt is included here", "requirements.txt: requirements/prod.txt is included here"],
            finding.Related.Select(place => $"{place.At.Path}: {place.Message}"));
    }

    [Fact]
    public void Exact_pin_past_its_end_of_life() => CheckFindings("""
        #- requirements.txt
        # é 😀
        django==3.2.25
              ^^^^^^^^ PF101 Django 3.2 reached end of life on 2024-04-01; 5.2 LTS is supported until 2028-04-30
        """ + App);

    [Fact]
    public void Range_of_which_every_release_is_past_its_end() => CheckFindings("""
        #- requirements.txt
        django>=3.2,<5
              ^^^^^^^^ PF101 Every Django that this allows is past its end of life; the last to end was 4.2, on 2026-04-30; 5.2 LTS is supported until 2028-04-30
        """ + App);

    [Fact]
    public void End_that_follows_from_the_policy_is_marked() => CheckFindings("""
        #- requirements.txt
        flask~=3.0.2
             ^^^^^^^ PF101 Flask 3.0 reached end of life on 2024-11-13 (by Flask's own policy); 3.1 is supported
        #- app.py
        from flask import Flask
        app = Flask(__name__)
        """);

    [Fact]
    public void Declaration_in_pyproject() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "x"
        dependencies = ["django[argon2] == 4.2.*"]
                                        ^^^^^^^^ PF101 Django 4.2 reached…
        """ + App);

    [Fact]
    public void Declaration_in_a_Poetry_table() => CheckFindings("""
        #- pyproject.toml
        [tool.poetry.dependencies]
        python = "^3.10"
        django = "^3.2"
                  ^^^^ PF101 Django 3.2 reached…
        """ + App);

    [Fact]
    public void Lock_decides_and_the_finding_stands_on_the_specifier() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "x"
        dependencies = ["django>=3.2"]
                               ^^^^^ PF101 Django 3.2.25, the locked release, reached end of life on 2024-04-01…
        #- uv.lock
        version = 1
        [[package]]
        name = "django"
        version = "3.2.25"
        """ + App);

    [Fact]
    public void Lock_on_a_supported_release_silences_a_wide_range() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "x"
        dependencies = ["django>=3.2,<6"]
        #- uv.lock
        version = 1
        [[package]]
        name = "django"
        version = "5.2.1"
        """ + App);

    [Fact]
    public void Advice_names_a_series_that_runs_on_the_Pythons_of_the_project() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "x"
        requires-python = ">=3.8,<3.10"
        dependencies = ["django==3.2"]
                               ^^^^^ PF101 Django 3.2 reached end of life on 2024-04-01
        """ + App);

    [Fact]
    public void Add_ons_are_judged_too() => CheckFindings("""
        #- requirements.txt
        django==5.2
        djangorestframework==3.14.0
                           ^^^^^^^^ PF101 Django REST framework 3.14 reached…
        #- app.py
        from django.urls import path
        from rest_framework.views import APIView
        """);

    [Theory]
    [InlineData("django>=3.2")]
    [InlineData("django")]
    [InlineData("django>=4.2,<6")]
    [InlineData("django==6.1.2")]
    [InlineData("django==1.0")]
    [InlineData("django==7.*")]
    [InlineData("django>=5.2,!=5.2.*,<6.0")]
    [InlineData("django @ https://example.org/django-3.2.zip")]
    public void Silent_where_a_supported_or_unknown_release_may_be_meant(string requirement) => CheckFindings($"#- requirements.txt\n{requirement}\n{App}");

    [Fact]
    public void Newer_releases_than_the_catalog_knows_silence_a_range() =>
        CheckFindings($"#- requirements.txt\ndjango>=6.0,<8{App}", TestProjects.Options with { Today = new(2040, 1, 1) });

    [Fact]
    public void Lines_for_different_environments_are_judged_together() => CheckFindings($"""
        #- requirements.txt
        django==3.2 ; python_version < "3.10"
        django==5.2 ; python_version >= "3.10"
        {App}
        """);

    [Fact]
    public void Hint_where_the_newest_allowed_release_ends_within_six_months() =>
        Assert.Equal("PF101 hint", Codes($"#- requirements.txt\ndjango==6.0.1{App}"));

    [Fact]
    public void A_newer_series_is_advised_before_an_older_one_of_long_support() => CheckFindings($"""
        #- requirements.txt
        django==6.0.1
              ^^^^^^^ PF101 Django 6.0 reaches end of life on 2027-04-30; 6.1 is supported
        {App}
        """);

    [Theory]
    [InlineData("2.0", "")]
    [InlineData("1.0", "Django 1.0 reaches end of life on 2027-01-01; 2.0 is supported until 2027-03-01")]
    public void Short_lived_series_lead_forward_and_the_newest_only_waits(string series, string expected)
    {
        var django = SampleCatalog.Frameworks.Single(framework => framework.Id == "django");
        var release = django.Releases[0] with { Python = "" };
        django = django with
        {
            Releases =
            [
                release with { Series = "2.0", EndOfLife = new(2027, 3, 1) },
                release with { Series = "1.0", EndOfLife = new(2027, 1, 1) },
                release with { Series = "0.9", EndOfLife = new(2029, 1, 1), IsLts = true },
            ],
        };
        var catalog = FrameworkCatalog.Create([django], SampleCatalog.Instance.Companions);
        var project = Assert.Single(TestProjects.Parse($"#- requirements.txt\ndjango=={series}.1{App}", catalog).Projects);
        Assert.Equal(expected, string.Join("", RuleSet.Check(project, CancellationToken.None).Select(finding => finding.Message)));
    }

    [Fact]
    public void An_entry_past_its_review_says_so_and_gives_a_hint()
    {
        var later = TestProjects.Options with { Today = new(2027, 6, 1) };
        Assert.Equal("PF101 hint", Codes($"#- requirements.txt\ndjango==3.2{App}", later));
        CheckFindings($"""
            #- requirements.txt
            django==3.2
                  ^^^^^ PF101 Django 3.2 reached end of life on 2024-04-01; 5.2 LTS is supported until 2028-04-30 (from the catalog, last checked 2026-11-01)
            {App}
            """, later);
    }

    [Fact]
    public void Silent_more_than_six_months_before_the_end() =>
        Assert.Equal("", Codes($"#- requirements.txt\ndjango==6.0.1{App}", TestProjects.Options with { Today = new(2026, 10, 29) }));

    [Theory]
    [InlineData(29, "hint")]
    [InlineData(30, "warning")]
    public void The_end_is_the_first_day_without_fixes(int day, string severity) =>
        Assert.Equal($"PF101 {severity}", Codes($"#- requirements.txt\ndjango==4.2.1{App}", TestProjects.Options with { Today = new(2026, 4, day) }));

    [Fact]
    public void Development_dependencies_and_unused_ones_are_silent() => CheckFindings("""
        #- requirements-dev.txt
        django==3.2
        #- app.py
        print("no framework")
        """);
}
