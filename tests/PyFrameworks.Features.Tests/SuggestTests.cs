using PyFrameworks.Catalog;
using PyFrameworks.Rules;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

public sealed class SuggestTests
{
    private const string Settings = "\n#- pyproject.toml\n[tool.pyframeworks]\nneeds = ";

    public static TheoryData<string> BuiltInIds => [.. FrameworkCatalog.BuiltIn.Ids];

    [Theory]
    [InlineData("flask", "", KeepAdvice.Keep, "Flask is looked after, and nothing in the project or its settings asks for what it lacks. Released this year.")]
    [InlineData("flask", "single-file", KeepAdvice.Keep, "Flask is looked after and serves single-file applications. Released this year.")]
    [InlineData("flask", "single-file rest-api", KeepAdvice.Keep, "Flask is looked after and serves single-file applications and REST APIs. Released this year.")]
    [InlineData("flask", "single-file admin-panel", KeepAdvice.Consider, "Not what Flask is best at: admin panels. Reason 0 of admin-panel.")]
    [InlineData("flask", "admin-panel realtime", KeepAdvice.Consider, "Not what Flask is best at: WebSocket and server push and admin panels. Reason -1 of realtime.")]
    [InlineData("flask", "openapi", KeepAdvice.Consider, "The catalog does not say how well Flask serves OpenAPI documentation.")]
    [InlineData("flask", "realtime cms", KeepAdvice.Move, "Flask works against content management: Reason -2 of cms.")]
    [InlineData("masonite", "rest-api", KeepAdvice.Move, "Masonite is dormant. No release since 2024-10-16.")]
    [InlineData("web2py", "", KeepAdvice.Move, "web2py is archived. Its authors have closed it.")]
    [InlineData("turbogears", "enterprise", KeepAdvice.Move, "No release of TurboGears is supported any more; 2.5, the last, ended on 2025-01-01.")]
    public void Whether_to_stay(string id, string needs, KeepAdvice advice, string reason)
    {
        var keep = For(id, needs.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Keep;
        Assert.Equal((advice, reason), (keep.Advice, keep.Reason));
    }

    [Theory]
    [InlineData(LifecycleStatus.Maintenance, "Flask is in maintenance, and nothing in the project or its settings asks for what it lacks. Fixes only.")]
    [InlineData(LifecycleStatus.Finished, "Flask is finished and gets fixes, and nothing in the project or its settings asks for what it lacks. Fixes only.")]
    public void Staying_with_what_only_gets_fixes_is_no_praise(LifecycleStatus status, string reason)
    {
        var flask = SampleCatalog.Instance.Find("flask")!;
        var catalog = SampleCatalog.Instance.With([flask with { Lifecycle = flask.Lifecycle with { Status = status, Evidence = "Fixes only." } }]);
        var keep = Suggester.ForFramework(catalog, catalog.Find("flask")!, [], TestProjects.Today, CancellationToken.None).Keep;
        Assert.Equal((KeepAdvice.Keep, reason), (keep.Advice, keep.Reason));
    }

    [Fact]
    public void What_the_team_holds_back_is_left_out_and_the_verdict_says_so()
    {
        var result = With("quart", StanceLevel.Hold, "flask", "realtime");

        Assert.DoesNotContain("quart", result.Suggestions.Select(suggestion => suggestion.Framework.Id));
        Assert.EndsWith(" On hold for your team and left out: Quart.", result.Keep.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_team_holds_back_is_worth_an_alternative_even_where_it_serves() => Assert.Equal(
        new Keep(KeepAdvice.Consider, "Your team says hold to Flask: Because. Flask is looked after and serves single-file applications. Released this year."),
        With("flask", StanceLevel.Hold, "flask", "single-file").Keep);

    [Fact]
    public void What_the_team_adopts_gains_a_little_and_comes_first_among_equals()
    {
        var before = For("flask", ["realtime"]).Suggestions;
        Assert.Equal(["quart", "fastapi"], before.Take(2).Select(suggestion => suggestion.Framework.Id));
        var after = With("fastapi", StanceLevel.Adopt, "flask", "realtime").Suggestions;
        var (plain, adopted) = (before.Single(entry => entry.Framework.Id == "fastapi").Score, after.Single(entry => entry.Framework.Id == "fastapi").Score);
        Assert.Equal(Math.Min(1, plain + 0.05), adopted, 2);

        var (first, second) = (SampleCatalog.Instance.Find("quart")!, SampleCatalog.Instance.Find("quart")! with { Id = "zebra", Name = "Zebra", Distributions = ["zebra"], Imports = ["zebra"] });
        var twins = SampleCatalog.Instance.With([first, second with { Stance = new(StanceLevel.Assess, "Because.", "team.yaml") }]);
        Assert.Equal(["quart", "zebra"], Twins(twins));
        Assert.Equal(["zebra", "quart"], Twins(SampleCatalog.Instance.With([first, second with { Stance = new(StanceLevel.Adopt, "Because.", "team.yaml") }])));

        static IEnumerable<string> Twins(FrameworkCatalog catalog) => Suggester.ForFramework(catalog, catalog.Find("bottle")!, ["realtime"], TestProjects.Today, CancellationToken.None)
            .Suggestions.Select(suggestion => suggestion.Framework.Id).Where(id => id is "quart" or "zebra");
    }

    private static SuggestResult With(string id, StanceLevel level, string from, string need)
    {
        var catalog = SampleCatalog.Instance.With([SampleCatalog.Instance.Find(id)! with { Stance = new(level, "Because.", "team.yaml") }]);
        return Suggester.ForFramework(catalog, catalog.Find(from)!, [need], TestProjects.Today, CancellationToken.None);
    }

    [Fact]
    public void Needs_decide_the_order()
    {
        Assert.Equal(["quart", "fastapi"], For("flask", ["realtime"]).Suggestions.Take(2).Select(suggestion => suggestion.Framework.Id));
        Assert.Equal("django", For("flask", ["admin-panel", "enterprise"]).Suggestions[0].Framework.Id);
    }

    [Fact]
    public void Needs_that_the_project_shows_are_weighed()
    {
        var result = ForProject("#- requirements.txt\nflask\nflask-socketio\n");
        Assert.Equal("realtime", Assert.Single(result.Needs).Id);
        Assert.Equal("quart", result.Suggestions[0].Framework.Id);
        Assert.Equal(KeepAdvice.Consider, result.Keep.Advice);
    }

    [Fact]
    public void Ties_go_by_name_and_the_order_of_entries_does_not_matter()
    {
        var flask = SampleCatalog.Instance.Find("flask")!;
        var twins = new[] { "delta", "Bravo", "alpha", "Charlie" }.Select(name => flask with
        {
            Id = $"{name.ToLowerInvariant()}-id",
            Name = name,
            Distributions = [name.ToLowerInvariant()],
            Imports = [name.ToLowerInvariant()],
            Relatives = [],
            Migrations = [],
        }).ToList();
        foreach (var order in new[] { twins, Enumerable.Reverse(twins) })
        {
            var catalog = FrameworkCatalog.Create([flask with { Relatives = [], Migrations = [] }, .. order], SampleCatalog.Companions);
            var result = Suggester.ForFramework(catalog, catalog.Find("flask")!, ["rest-api"], TestProjects.Today, CancellationToken.None);
            Assert.Equal(["alpha 1", "Bravo 2", "Charlie 3", "delta 4"], result.Suggestions.Select(suggestion => $"{suggestion.Framework.Name} {suggestion.Rank}"));
            Assert.Single(result.Suggestions.Select(suggestion => suggestion.Score).Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(BuiltInIds))]
    public void What_nobody_mends_and_what_does_not_fit_is_never_suggested(string id)
    {
        foreach (var need in (string[])["", .. Needs.Titles.Keys])
        {
            var result = Suggester.ForFramework(
                FrameworkCatalog.BuiltIn, FrameworkCatalog.BuiltIn.Find(id)!, need.Length == 0 ? [] : [need], TestProjects.Today, CancellationToken.None);
            Assert.NotEmpty(result.Suggestions);
            Assert.Equal(Enumerable.Range(1, result.Suggestions.Length), result.Suggestions.Select(suggestion => suggestion.Rank));
            Assert.All(result.Suggestions, suggestion =>
            {
                Assert.True(Lifecycles.IsAlive(suggestion.Framework, TestProjects.Today));
                Assert.NotEqual(id, suggestion.Framework.Id);
                Assert.InRange(suggestion.Score, suggestion.Framework.On == id ? 0 : 0.25, 1);
                Assert.True(suggestion.Framework.Kind != FrameworkKind.Addon || suggestion.Framework.On == id);
                Assert.NotEmpty(suggestion.EffortReason);
            });

            // What builds on the present framework is always among them.
            Assert.Empty(FrameworkCatalog.BuiltIn.Frameworks.Where(other => other.On == id && Lifecycles.IsAlive(other, TestProjects.Today)).Select(other => other.Id).Except(Ids(result)));
            Assert.Equal(result.Suggestions.OrderByDescending(suggestion => suggestion.Score).Select(suggestion => suggestion.Score), result.Suggestions.Select(suggestion => suggestion.Score));
        }
    }

    [Fact]
    public void What_works_against_the_need_is_no_suggestion()
    {
        var ids = Ids(For("django", ["cms"]));
        Assert.DoesNotContain("flask", ids);
        Assert.Equal("zope", ids[0]);
    }

    [Fact]
    public void Past_its_end_is_never_suggested()
    {
        Assert.DoesNotContain("turbogears", Ids(For("django", ["enterprise"])));
        Assert.DoesNotContain("masonite", Ids(For("django", ["admin-panel"])));
        Assert.DoesNotContain("web2py", Ids(For("django", ["rest-api"])));
    }

    [Theory]
    [InlineData(">=3.12", true, true)]
    [InlineData(">=3.9,<3.10", true, false)]
    [InlineData("<3.9", false, false)]
    public void What_can_t_run_on_the_project_s_Python_is_never_suggested(string python, bool quart, bool fastapi)
    {
        var ids = Ids(ForProject($"#- pyproject.toml\n[project]\nname = 'x'\nrequires-python = '{python}'\ndependencies = ['flask']\n"));
        Assert.Equal((quart, fastapi), (ids.Contains("quart"), ids.Contains("fastapi")));
    }

    [Fact]
    public void Addon_of_the_framework_in_use_is_an_alternative_with_low_effort()
    {
        var suggestion = For("django", ["rest-api"]).Suggestions.Single(suggestion => suggestion.Framework.Id == "django-rest-framework");
        Assert.Equal((Effort.Low, "Django REST framework builds on Django: the application stays as it is."), (suggestion.Effort, suggestion.EffortReason));
        Assert.DoesNotContain("django-rest-framework", Ids(For("flask", ["rest-api"])));
        Assert.DoesNotContain("django-rest-framework", Ids(ForProject(
            "#- requirements.txt\ndjango\ndjangorestframework\n#- app.py\nimport rest_framework\nfrom django.core.wsgi import get_wsgi_application\n")));
    }

    [Theory]
    [InlineData("bottle", "falcon", Effort.Medium, "Both run on WSGI servers: routes and handlers are rewritten one by one.")]
    [InlineData("bottle", "quart", Effort.High, "From synchronous to async code: handlers, the libraries that they call and the server change.")]
    [InlineData("tornado", "bottle", Effort.High, "From async to synchronous code: handlers, the libraries that they call and the server change.")]
    [InlineData("tornado", "litestar", Effort.Medium, "Both are async: routes and handlers are rewritten one by one, and the server changes.")]
    [InlineData("django", "zope", Effort.High, "Both are full-stack frameworks: models, templates and forms are rewritten along with the routes.")]
    [InlineData("django", "starlette", Effort.High, "From a full-stack framework to an async framework: the structure of the application changes.")]
    [InlineData("bottle", "flask", Effort.Low, "Replace the bottle imports and @route by a Flask object; 3 further steps.")]
    public void Effort_of_the_way(string from, string to, Effort effort, string reason)
    {
        var catalog = FrameworkCatalog.BuiltIn;
        var project = TestProjects.FromFiles([("requirements.txt", "")], catalog);
        Assert.Equal((effort, reason), EffortEstimate.For(catalog.Find(from)!, catalog.Find(to)!, project));
    }

    [Fact]
    public void Effort_counts_from_the_interface_that_the_code_uses()
    {
        var catalog = FrameworkCatalog.BuiltIn;
        var project = TestProjects.FromFiles([("api.py", "import falcon.asgi\napp = falcon.asgi.App()\napp.add_route('/', None)\n")], catalog);
        Assert.Equal(
            (Effort.Medium, "Both run on ASGI servers: routes and handlers are rewritten one by one (1 route in 1 module to move)."),
            EffortEstimate.For(catalog.Find("falcon")!, catalog.Find("starlette")!, project));
    }

    [Fact]
    public void Changes_on_needs_come_first_the_largest_before_the_others()
    {
        var quart = For("flask", ["realtime", "admin-panel"]).Suggestions.Single(suggestion => suggestion.Framework.Id == "quart");
        Assert.Equal(new ScoreChange("realtime", -1, 2, "Reason 2 of realtime.", "https://example.org/source"), Assert.Single(quart.Gains));
        Assert.Equal(("admin-panel", 0, -1), (quart.Losses[0].Need, quart.Losses[0].From, quart.Losses[0].To));
    }

    [Fact]
    public void Change_between_two_poor_scores_is_no_gain_and_no_loss()
    {
        // On admin-panel Flask has 0 and Quart -1; nobody asked.
        var quart = For("flask", ["realtime"]).Suggestions.Single(suggestion => suggestion.Framework.Id == "quart");
        Assert.Equal(["realtime"], quart.Gains.Select(change => change.Need));
        Assert.Empty(quart.Losses);
    }

    [Fact]
    public void Project_without_a_framework_has_nothing_to_leave()
    {
        var result = ForProject("#- requirements.txt\nrequests\n");
        Assert.Null(result.From);
        Assert.Empty(result.Suggestions);
        Assert.Equal(new(KeepAdvice.Keep, "No web framework was found in this project."), result.Keep);
        Assert.Equal("# Alternatives\n\nNo web framework was found in this project.\n", SuggestMarkdown.Write(result));
    }

    [Fact]
    public void Markdown_for_people() => CheckStart("""
        # Alternatives to Flask

        **Consider.** Not what Flask is best at: WebSocket and server push. Reason -1 of realtime.

        ## What was weighed

        - **WebSocket and server push** (declared): pyproject.toml declares it

        ## 1. Quart

        Quart in few words. What Quart is good at.

        Fit 0.98 · effort low: Replace the imports; 1 further step.

        **Gains**

        - WebSocket and server push (-1 to 2): Reason 2 of realtime. [source](https://example.org/source)

        **The move**

        - Replace the imports
        - Make views async

        ## 2. FastAPI

        """.ReplaceLineEndings("\n"), SuggestMarkdown.Write(ForProject($"#- requirements.txt\nflask\n{Settings}['realtime']\n")));

    [Fact]
    public void Markdown_says_where_nothing_else_can_run() => Assert.Equal("""
        # Alternatives to Flask

        **Keep.** Flask is looked after, and nothing in the project or its settings asks for what it lacks. Released this year.

        The catalog has no alternative that can run here.
        """.ReplaceLineEndings("\n") + "\n", SuggestMarkdown.Write(Suggester.ForFramework(
            FrameworkCatalog.Create([SampleCatalog.Instance.Find("flask")!], SampleCatalog.Companions), SampleCatalog.Instance.Find("flask")!, [], TestProjects.Today, CancellationToken.None)));

    private static void CheckStart(string expected, string actual) => Assert.Equal(expected, actual[..Math.Min(expected.Length, actual.Length)]);

    private static List<string> Ids(SuggestResult result) => [.. result.Suggestions.Select(suggestion => suggestion.Framework.Id)];

    private static SuggestResult For(string id, string[] needs) =>
        Suggester.ForFramework(SampleCatalog.Instance, SampleCatalog.Instance.Find(id)!, needs, TestProjects.Today, CancellationToken.None);

    private static SuggestResult ForProject(string text) => Suggester.ForProject(TestProjects.Parse(text).Projects.Single(), null, CancellationToken.None);
}
