using PyFrameworks.Testing;
using static PyFrameworks.Rules.Tests.RuleChecks;

namespace PyFrameworks.Rules.Tests;

/// <summary>PF102, PF201 and PF202.</summary>
public sealed class FrameworkRuleTests
{
    private const string AddOns = "#- addons.py\nimport flask_sqlalchemy, flask_migrate, flask_login, flask_wtf\n";
    private const string FlaskApp = "\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n";

    [Fact]
    public void Dormant_framework_with_its_evidence_and_successor() => CheckFindings("""
        #- requirements.txt
        masonite>=4
        ^^^^^^^^ PF102 Masonite is dormant. No release since 2024-10-16 (checked 2026-11-01); its authors point to Django. It may stay while the project needs no fixes from it
        #- app.py
        from masonite.foundation import Application
        app = Application()
        """);

    [Fact]
    public void Archived_framework_without_a_declaration_carries_it_on_the_import() => CheckFindings("""
        #- app.py
        from gluon import current
             ^^^^^ PF102 web2py has been archived by its authors. Its authors have closed it (checked 2026-11-01). It may stay while the project needs no fixes from it
        db = current.db
        """);

    [Fact]
    public void Dormant_framework_of_a_lock_says_so_on_its_line() => Assert.Equal("PF102 information", Codes(
        "#- pyproject.toml\n[project]\nname = 'é😀'\ndependencies = ['masonite']\n#- uv.lock\nversion = 1\n[[package]]\nname = 'masonite'\nversion = '4.20.1'\n"));

    [Theory]
    [InlineData("#- requirements.txt\nturbogears2\n#- app.py\nimport tg\n")]
    [InlineData("#- requirements.txt\nflask\n#- app.py\nimport flask\n")]
    [InlineData("#- requirements.txt\nflask\n#- requirements-dev.txt\nmasonite\n#- app.py\nimport flask\n#- tests/test_app.py\nimport masonite\n")]
    [InlineData("#- requirements.txt\nflask\nmasonite==4.20.1  # via -r base.in\n    # via flask\n#- app.py\nimport flask\n")]
    [InlineData("#- requirements.txt\nmasonite-orm\n#- app.py\nimport masoniteorm\n")]
    public void Finished_alive_or_not_what_the_application_is_built_on(string text) => Assert.DoesNotContain("PF102", Codes(text), StringComparison.Ordinal);

    [Fact]
    public void Claims_past_their_review_are_only_hints() => Assert.Equal("PF102 hint", Codes(
        "#- requirements.txt\nmasonite\n#- app.py\nfrom masonite.foundation import Application\n", TestProjects.Options with { Today = new(2027, 6, 1) }));

    [Fact]
    public void Claims_past_their_review_say_when_they_were_last_checked() => CheckFindings("""
        #- requirements.txt
        masonite>=4
        ^^^^^^^^ PF102 Masonite is dormant. No release since 2024-10-16; its authors point to Django. It may stay while the project needs no fixes from it (from the catalog, last checked 2026-11-01)
        #- app.py
        from masonite.foundation import Application
        app = Application()
        """, TestProjects.Options with { Today = new(2027, 6, 1) });

    [Fact]
    public void Bottle_with_routes_in_two_modules() => CheckFindings("""
        #- requirements.txt
        bottle
        ^^^^^^ PF201 Bottle is meant for single-file applications; this one has 6 code lines in 2 modules, 2 of which declare routes. It fits best up to 500 code lines, with the routes in one module
        #- app.py
        from bottle import route
        @route("/")
        def index(): return ""
        #- more.py
        from bottle import route
        @route("/more")
        def more(): return ""
        """);

    [Theory]
    [InlineData(497, "")]
    [InlineData(498, "PF201 information")]
    public void Bottle_of_more_than_five_hundred_code_lines(int lines, string expected) => Assert.Equal(expected, Codes(
        "#- requirements.txt\nbottle\n#- app.py\nfrom bottle import route\n@route('/')\ndef index(): pass\n"
        + string.Concat(Enumerable.Repeat("x = 1\n# comment\n\n", lines))));

    [Theory]
    [InlineData(100, "PF201 information")]
    [InlineData(1200, "")]
    public void A_small_page_of_a_large_program_is_no_reason(int others, string expected) => Assert.Equal(expected, Codes(
        "#- requirements.txt\nbottle\n#- page.py\nfrom bottle import route\n@route('/')\ndef index(): pass\n"
        + string.Concat(Enumerable.Repeat("x = 1\n", 97)) + "#- work.py\n" + string.Concat(Enumerable.Repeat("x = 1\n", others * 5))));

    [Fact]
    public void Tests_documentation_and_vendored_copies_do_not_count() => CheckFindings("""
        #- requirements.txt
        bottle
        #- app.py
        from bottle import route
        @route("/")
        def index(): return ""
        #- tests/test_app.py
        from bottle import route
        @route("/test")
        def test(): return ""
        #- docs/example.py
        from bottle import route
        @route("/docs")
        def docs(): return ""
        #- vendor/thing.py
        from bottle import route
        @route("/vendor")
        def vendor(): return ""
        """);

    [Fact]
    public void Size_is_no_matter_for_other_frameworks() => CheckFindings($"""
        #- requirements.txt
        flask
        {FlaskApp}
        @app.route("/")
        def index(): return ""
        #- more.py
        from flask import Blueprint
        more = Blueprint("more", __name__)
        @more.route("/more")
        def index(): return ""
        """);

    [Fact]
    public void Flask_with_four_roles_of_add_ons()
    {
        var finding = Assert.Single(CheckFindings("""
            #- requirements.txt
            flask
            ^^^^^ PF202 Flask carries 4 add-on roles that a full-stack framework, Django for one, has built in: ORM (Flask-SQLAlchemy), migrations (flask_migrate), login (flask-login) and forms (Flask-WTF); from 4 roles on, one that ships them as a set is worth a look
            alembic
            sqlalchemy
            Flask-SQLAlchemy
            flask_migrate
            flask-login
            Flask-WTF
            """ + FlaskApp + AddOns));
        Assert.Equal(["ORM", "migrations", "login", "forms"], finding.Related.Select(place => place.Message));
    }

    [Theory]
    [InlineData("flask\nflask-sqlalchemy\nsqlalchemy\nalembic\nflask-migrate\nflask-login\n")]
    [InlineData("flask\nflask-sqlalchemy\nflask-migrate\nflask-login\n#- requirements-dev.txt\nflask-wtf\n")]
    [InlineData("flask\nflask-sqlalchemy\nflask-migrate\nflask-login\n#- constraints.txt\nflask-wtf\n")]
    public void Flask_with_three_roles_is_silent(string requirements) => CheckFindings($"#- requirements.txt\n{requirements}{FlaskApp}{AddOns}");

    [Fact]
    public void Roles_are_counted_over_the_manifests_of_the_project() => CheckFindings("""
        #- pyproject.toml
        [project]
        name = "shop"
        dependencies = ["flask>=3.1", "flask-login", "flask-wtf"]
                         ^^^^^ PF202 Flask carries 4 add-on roles…
        #- requirements.txt
        flask-sqlalchemy
        flask-migrate
        """ + FlaskApp + AddOns);

    [Fact]
    public void FastAPI_is_judged_from_five_roles_on()
    {
        const string App = "\n#- app.py\nfrom fastapi import FastAPI\napp = FastAPI()\n";
        Assert.Equal("", Codes($"#- requirements.txt\nfastapi\nsqlalchemy\nalembic\nsqladmin\nfastapi-users{App}"));
        Assert.Equal("PF202 information", Codes($"#- requirements.txt\nfastapi\nsqlalchemy\nalembic\nsqladmin\nfastapi-users\nfastapi-mail{App}"));
    }
}
