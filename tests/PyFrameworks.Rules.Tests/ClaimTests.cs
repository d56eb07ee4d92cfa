using PyFrameworks.Catalog;
using PyFrameworks.Testing;

namespace PyFrameworks.Rules.Tests;

/// <summary>What findings do whose claims of the catalog are overdue for a check: each rule, by each kind of claim that it stands on.</summary>
public sealed class ClaimTests
{
    /// <summary>Rules that take nothing from the catalog that ages: what can't be read, settings, and whose a name is.</summary>
    private static readonly string[] s_withoutClaims = ["PF001", "PF002", "PF003", "PF004", "PF005", "PF006", "PF401", "PF402", "PF403"];

    private const string Fast = "#- requirements.txt\nfastapi\nrequests\npandas\n";

    private static readonly (string Code, string[] Kinds, string Text)[] s_cases =
    [
        ("PF101", ["frameworks"], "#- requirements.txt\ndjango==3.2\n"),
        ("PF102", ["frameworks"], "#- requirements.txt\nmasonite>=4\n"),
        ("PF103", ["frameworks", "pythons"], "#- pyproject.toml\n[project]\nname = 'x'\nversion = '1'\nrequires-python = '>=3.8'\ndependencies = ['django~=5.2.0']\n"),
        ("PF104", ["misnamed"], "#- requirements.txt\nold-flask\n"),
        ("PF201", ["frameworks"], "#- requirements.txt\nbottle\n#- a.py\nfrom bottle import route\n@route('/')\ndef a(): pass\n#- b.py\nfrom bottle import route\n@route('/b')\ndef b(): pass\n"),
        ("PF202", ["sets"], "#- requirements.txt\nflask\nflask-sqlalchemy\nflask-migrate\nflask-login\nflask-wtf\n"),
        ("PF203", ["frameworks"], "#- urls.py\nfrom django.http import JsonResponse\nfrom django.urls import path\nurlpatterns = [path('', lambda request: JsonResponse({}))]\n"),
        ("PF204", ["frameworks", "signals"], "#- requirements.txt\ndjango\nflask-socketio\n#- urls.py\nfrom django.urls import path\nurlpatterns = [path('', index)]\n"),
        ("PF205", ["orms", "frameworks"], "#- urls.py\nfrom django.urls import path\nurlpatterns = [path('', index)]\n#- tables.py\nfrom sqlalchemy.orm import DeclarativeBase\nclass A(DeclarativeBase): pass\n"),
        ("PF206", ["frameworks"], "#- pyproject.toml\n[project]\nname = 'x'\ndependencies = ['zope']\n[tool.pyframeworks]\nneeds = ['enterprise']\n"),
        ("PF207", ["frameworks"], "#- app.py\nfrom zope import current\n"),
        ("PF301", ["blocking", "frameworks"], "#- app.py\nimport time\nfrom fastapi import FastAPI\nasync def f(): time.sleep(1)\n"),
        ("PF302", ["blocking", "frameworks"], Fast + "#- app.py\nimport requests\nfrom fastapi import FastAPI\ndef get(): return requests.get('x')\nasync def f(): return get()\n"),
        ("PF303", ["servers", "frameworks"], "#- requirements.txt\nflask\nuvicorn\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n"),
        ("PF304", ["frameworks"], "#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n@app.get('/')\nasync def f(): pass\n"),
        ("PF305", ["signals", "frameworks"], "#- requirements.txt\nflask\nflask-socketio\n#- app.py\nfrom flask import Flask\napp = Flask(__name__)\n"),
        ("PF306", ["heavy", "frameworks"], Fast + "#- app.py\nimport pandas\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\nasync def f(): return pandas.read_csv('x')\n"),
    ];

    public static TheoryData<string, string, string> Rows =>
        [.. s_cases.SelectMany(entry => entry.Kinds.Select(kind => (entry.Code, kind, entry.Text)))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_overdue_claim_makes_a_hint_that_says_when_it_was_checked(string code, string kind, string text)
    {
        var fresh = Found(code, text, Aged("nothing"));
        Assert.Equal(RuleSet.Find(code)!.DefaultSeverity, fresh.Severity);
        Assert.DoesNotContain("last checked", fresh.Message, StringComparison.Ordinal);

        var aged = Found(code, text, Aged(kind));
        Assert.Equal(Severity.Hint, aged.Severity);
        Assert.EndsWith(" (from the catalog, last checked 2026-05-01)", aged.Message, StringComparison.Ordinal);
        Assert.Equal(fresh.At, aged.At);
    }

    [Fact]
    public void Every_rule_is_tried_or_stands_on_nothing_that_ages() =>
        Assert.Equal(RuleSet.All.Select(rule => rule.Code).Order(StringComparer.Ordinal), s_cases.Select(entry => entry.Code).Concat(s_withoutClaims).Order(StringComparer.Ordinal));

    [Fact]
    public void A_setting_does_not_make_an_overdue_claim_louder() => Assert.Equal(
        Severity.Hint, Found("PF104", "#- requirements.txt\nold-flask\n#- pyproject.toml\n[tool.pyframeworks.rules]\nPF104 = 'error'\n", Aged("misnamed")).Severity);

    [Fact]
    public void The_oldest_of_several_overdue_claims_is_told()
    {
        var finding = new Finding(default, "Text") { Claims = [new(new(2026, 3, 1), new(2026, 9, 1)), new(new(2025, 3, 1), new(2027, 9, 1)), new(new(2026, 2, 1), new(2026, 8, 1))] };

        Assert.Equal("Text (from the catalog, last checked 2026-02-01)", Claim.Weigh(finding, new(2026, 11, 22)).Message);
        Assert.Same(finding, Claim.Weigh(finding, new(2026, 8, 1)));
    }

    private static Finding Found(string code, string text, FrameworkCatalog catalog) => Assert.Single(
        TestProjects.Parse(text, catalog).Projects.SelectMany(project => RuleSet.Check(project, CancellationToken.None)), finding => finding.Code == code);

    /// <summary>The sample catalog, one kind of whose claims should have been checked again three weeks ago.</summary>
    private static FrameworkCatalog Aged(string kind)
    {
        var it = SampleCatalog.Companions;
        return FrameworkCatalog.Create(
            kind != "frameworks" ? SampleCatalog.Frameworks : SampleCatalog.Frameworks.Select(framework => framework with { Checked = new(2026, 5, 1), ReviewBy = new(2026, 11, 1) }),
            kind switch
            {
                "servers" => it with { Servers = [.. it.Servers.Select(entry => entry with { Source = Old(entry.Source) })] },
                "blocking" => it with { BlockingLibraries = [.. it.BlockingLibraries.Select(entry => entry with { Source = Old(entry.Source) })] },
                "heavy" => it with { HeavyLibraries = [.. it.HeavyLibraries.Select(entry => entry with { Source = Old(entry.Source) })] },
                "orms" => it with { Orms = [.. it.Orms.Select(entry => entry with { Source = Old(entry.Source) })] },
                "sets" => it with { AddonSets = [.. it.AddonSets.Select(entry => entry with { Source = Old(entry.Source) })] },
                "misnamed" => it with { Misnamed = [.. it.Misnamed.Select(entry => entry with { Source = Old(entry.Source) })] },
                "pythons" => it with { Pythons = [.. it.Pythons.Select(entry => entry with { Source = Old(entry.Source) })] },
                "signals" => it with { Signals = [.. it.Signals.Select(entry => entry with { Source = Old(entry.Source) })] },
                _ => it,
            });
    }

    private static SourceReference Old(SourceReference source) => source with { Checked = new(2026, 5, 1), ReviewBy = new(2026, 11, 1) };
}
