using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Catalog.Tests;

public sealed class BuiltInCatalogTests
{
    /// <summary>The identifiers that users may rely on.</summary>
    private static readonly string[] s_promised =
    [
        "aiohttp", "apiflask", "blacksheep", "bottle", "channels", "cherrypy", "connexion", "cubicweb", "dash", "django", "django-ninja", "django-rest-framework", "emmett", "eve",
        "falcon", "fastapi", "fasthtml", "flask", "flask-restful", "flask-restx", "gradio", "grok", "hug", "japronto", "klein", "litestar", "masonite", "microdot", "molten", "morepath",
        "muffin", "nameko", "nicegui", "panel", "plone", "py4web", "pylons", "pyramid", "quart", "ravyn", "reflex", "responder", "robyn", "sanic", "socketify", "starlette", "streamlit", "tornado", "turbogears",
        "twisted", "vibora", "wagtail", "web.py", "web2py", "zope",
    ];

    [Fact]
    public void Every_promised_framework_is_there() => Assert.Empty(s_promised.Except(FrameworkCatalog.BuiltIn.Ids, StringComparer.Ordinal));

    [Fact]
    public void Every_name_of_another_entry_leads_to_one()
    {
        var catalog = FrameworkCatalog.BuiltIn;
        foreach (var framework in catalog.Frameworks)
        {
            string?[] named = [.. framework.Relatives, .. framework.Migrations.Select(move => move.To), framework.On, framework.Successor];
            Assert.All(named.OfType<string>(), id => Assert.True(catalog.Find(id) is not null && id != framework.Id, $"{framework.Id}: {id}"));
        }

        Assert.All(catalog.Companions.AddonSets, set => Assert.All(set.Frameworks.Concat(set.Alternatives), id => Assert.NotNull(catalog.Find(id))));
    }

    [Fact]
    public void Every_entry_tells_its_life_and_where_to_read_on()
    {
        foreach (var framework in FrameworkCatalog.BuiltIn.Frameworks)
        {
            Assert.Matches("[0-9]", framework.Lifecycle.Evidence);
            Assert.False(framework.Releases.IsEmpty || framework.WatchOuts.IsEmpty || framework.Relatives.IsEmpty, framework.Id);
            Assert.True(framework.Links.Documentation.Length > 0 && framework.Links.Repository.Length > 0, framework.Id);
            Assert.True(framework.Concepts.Length == Concepts.Titles.Count || UnscoredNeeds.FewConcepts.Contains(framework.Id), framework.Id);
        }
    }

    [Fact]
    public void What_nobody_looks_after_says_so_to_whoever_chooses()
    {
        foreach (var framework in FrameworkCatalog.BuiltIn.Frameworks.Where(framework => framework.Lifecycle.Status is LifecycleStatus.Dormant or LifecycleStatus.Archived))
        {
            Assert.True(framework.Needs.Single(need => need.Need == "enterprise").Score < 0, framework.Id);
            Assert.False(framework.Migrations.IsEmpty, framework.Id);
        }
    }

    [Fact]
    public void What_was_compiled_equals_what_the_files_say()
    {
        var fromFiles = Files("frameworks").Select(file => ReadFramework(file.Path, file.Text)).ToList();

        Assert.Equal(fromFiles.Select(framework => framework.Id).Order(StringComparer.Ordinal), FrameworkCatalog.BuiltIn.Ids);
        foreach (var framework in fromFiles)
        {
            Assert.Equal(Dump.Of(framework), Dump.Of(FrameworkCatalog.BuiltIn.Find(framework.Id)));
        }
    }

    [Fact]
    public void Compiled_companions_equal_what_the_files_say()
    {
        var parts = Files("companions")
            .Select(file => CatalogReader.ReadCompanions(file.Path, file.Text, TestContext.Current.CancellationToken).Companions!)
            .ToArray();

        Assert.Equal(Dump.Of(Companions.Join(parts)), Dump.Of(FrameworkCatalog.BuiltIn.Companions));
    }

    [Fact]
    public void Every_name_leads_back_to_its_framework()
    {
        var catalog = FrameworkCatalog.BuiltIn;
        foreach (var framework in catalog.Frameworks)
        {
            Assert.All(framework.Distributions, name => Assert.Equal(new CatalogName(framework.Id, IsAddon: false), catalog.FindDistribution(name)));
            Assert.All(framework.Imports, name => Assert.Equal(new CatalogName(framework.Id, IsAddon: false), catalog.FindImport(name)));
            Assert.All(framework.ServingModules, name => Assert.Equal(framework.Id, catalog.FindImport(name)?.FrameworkId));
        }
    }

    [Fact]
    public void Every_entry_has_been_checked_and_is_due_within_a_year()
    {
        foreach (var framework in FrameworkCatalog.BuiltIn.Frameworks)
        {
            Assert.True(framework.Checked >= new DateOnly(2026, 1, 1), framework.Id);
            Assert.True(framework.ReviewBy <= framework.Checked.AddYears(1), framework.Id);
            Assert.False(framework.IsStaleOn(framework.ReviewBy), framework.Id);
            Assert.True(framework.IsStaleOn(framework.ReviewBy.AddDays(1)), framework.Id);
        }
    }

    [Fact]
    public void Every_source_is_an_https_address_with_a_title()
    {
        foreach (var framework in FrameworkCatalog.BuiltIn.Frameworks)
        {
            Assert.All(Sources(framework), source => Assert.True(source.Url.StartsWith("https://", StringComparison.Ordinal) && source.Title.Length > 0, $"{framework.Id}: {source}"));
        }
    }

    [Fact]
    public void Every_score_lies_between_minus_two_and_two()
    {
        foreach (var framework in FrameworkCatalog.BuiltIn.Frameworks)
        {
            Assert.All(framework.Needs, need => Assert.True(need.Score is >= -2 and <= 2, $"{framework.Id} {need.Need}"));
        }
    }

    [Fact]
    public void Every_need_is_scored_or_listed_as_missing()
    {
        var missing = FrameworkCatalog.BuiltIn.Frameworks
            .SelectMany(framework => Needs.Titles.Keys.Except(framework.Needs.Select(need => need.Need)).Select(need => $"{framework.Id} {need}"))
            .Except(UnscoredNeeds.All)
            .ToList();

        Assert.True(missing.Count == 0, "these needs have no score; score them or list them in UnscoredNeeds.cs: " + string.Join(", ", missing));
    }

    [Fact]
    public void No_need_listed_as_missing_is_scored()
    {
        var scored = FrameworkCatalog.BuiltIn.Frameworks.SelectMany(framework => framework.Needs.Select(need => $"{framework.Id} {need.Need}"));

        Assert.Empty(scored.Intersect(UnscoredNeeds.All));
    }

    [Fact]
    public void No_source_is_only_a_front_page()
    {
        foreach (var framework in FrameworkCatalog.BuiltIn.Frameworks)
        {
            var links = new[] { framework.Links.Homepage, framework.Links.Documentation, framework.Links.Repository }.Select(link => link.TrimEnd('/')).ToList();
            Assert.All(Sources(framework), source => Assert.DoesNotContain(source.Url.TrimEnd('/'), links));
        }
    }

    [Fact]
    public void One_reason_gives_one_score_in_every_framework()
    {
        var contradictions = FrameworkCatalog.BuiltIn.Frameworks
            .SelectMany(framework => framework.Needs.Select(need => (framework.Id, need.Need, need.Score, need.Reason)))
            .GroupBy(entry => (entry.Need, entry.Reason))
            .Where(entries => entries.Select(entry => entry.Score).Distinct().Count() > 1)
            .Select(entries => $"{entries.Key.Need}: {string.Join(", ", entries.Select(entry => $"{entry.Id} {entry.Score}"))} for \"{entries.Key.Reason}\"");

        Assert.Empty(contradictions);
    }

    [Fact]
    public void Every_watch_out_is_said_once()
    {
        var repeated = FrameworkCatalog.BuiltIn.Frameworks
            .SelectMany(framework => framework.WatchOuts.Select(watchOut => watchOut.Text))
            .GroupBy(text => text)
            .Where(texts => texts.Count() > 1)
            .Select(texts => texts.Key);

        Assert.Empty(repeated);
    }

    [Fact]
    public void Reasons_and_watch_outs_are_short_plain_sentences()
    {
        string[] advertising = ["powerful", "excellent", "blazing", "seamless", "elegant", "cutting-edge", "world-class", "amazing", "beautiful", "polished", "effortless"];
        foreach (var framework in FrameworkCatalog.BuiltIn.Frameworks)
        {
            foreach (var text in framework.Needs.Select(need => need.Reason).Concat(framework.WatchOuts.Select(watchOut => watchOut.Text)).Append(framework.About))
            {
                Assert.True(text.EndsWith('.') && !text.EndsWith("..", StringComparison.Ordinal), $"{framework.Id}: {text}");
                Assert.True(text.Length <= 240 && !text.Contains('\n'), $"{framework.Id}: {text}");
                Assert.DoesNotContain(advertising, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
            }

            Assert.All(framework.Needs, need => Assert.True(need.Reason.Length <= 160, $"{framework.Id} {need.Need}: {need.Reason.Length} characters"));
        }
    }

    [Fact]
    public void Scores_agree_with_what_a_framework_brings()
    {
        foreach (var framework in FrameworkCatalog.BuiltIn.Frameworks)
        {
            var needs = framework.Needs.ToDictionary(need => need.Need, need => need.Score);
            var batteries = framework.Batteries.ToDictionary(battery => battery.Id, battery => battery.Level);

            Check(framework.Async != AsyncSupport.None || needs["async"] < 0, "async");
            Check(framework.Async != AsyncSupport.Native || needs["async"] > 0, "async");
            Check(batteries["admin"] != BatteryLevel.None || needs["admin-panel"] <= 0, "admin-panel");
            Check(batteries["orm"] != BatteryLevel.None || needs["data-modelling"] <= 0, "data-modelling");
            Check(batteries.GetValueOrDefault("openapi-docs") == BatteryLevel.BuiltIn || needs.GetValueOrDefault("openapi") < 2, "openapi");
            Check(framework.Kind != FrameworkKind.DataApp || needs["data-app"] == 2, "data-app");
            Check(framework.Kind != FrameworkKind.Cms || needs["cms"] == 2, "cms");

            void Check(bool agrees, string need) => Assert.True(agrees, $"{framework.Id}: the score for {need} contradicts the rest of the entry");
        }
    }

    [Fact]
    public void Every_battery_is_told_or_listed_as_unknown()
    {
        var missing = FrameworkCatalog.BuiltIn.Frameworks
            .SelectMany(framework => Batteries.Titles.Keys.Except(framework.Batteries.Select(battery => battery.Id)).Select(battery => $"{framework.Id} {battery}"));

        Assert.Equal(UnscoredNeeds.Batteries.Order(StringComparer.Ordinal), missing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Whatever_is_active_has_a_release_that_is_not_past_its_end()
    {
        foreach (var framework in FrameworkCatalog.BuiltIn.Frameworks.Where(framework => framework.Lifecycle.Status == LifecycleStatus.Active))
        {
            Assert.Contains(framework.Releases, release => release.EndOfLife is null || release.EndOfLife > framework.Checked);
        }
    }

    [Theory]
    [InlineData("flask", 4)]
    [InlineData("bottle", 4)]
    [InlineData("cherrypy", 4)]
    [InlineData("falcon", 4)]
    [InlineData("quart", 4)]
    [InlineData("sanic", 4)]
    [InlineData("starlette", 4)]
    [InlineData("fastapi", 5)]
    public void Every_micro_framework_has_a_set_of_add_ons(string id, int threshold)
    {
        var set = Assert.Single(FrameworkCatalog.BuiltIn.Companions.AddonSets, set => set.Frameworks.Contains(id));

        Assert.Equal(threshold, set.Threshold);
        Assert.All(["orm", "migrations", "login", "forms", "mail", "i18n", "sessions"], role => Assert.Contains(set.Roles, entry => entry.Id == role && !entry.Distributions.IsEmpty));
        Assert.All(set.Alternatives, alternative => Assert.Equal(LifecycleStatus.Active, FrameworkCatalog.BuiltIn.Find(alternative)?.Lifecycle.Status));
    }

    [Theory]
    [InlineData("ninja")]
    [InlineData("zope-interface")]
    [InlineData("plone-schema")]
    [InlineData("masonite-orm")]
    [InlineData("bottleneck")]
    [InlineData("gradio-client")]
    [InlineData("grokcore-component")]
    [InlineData("web")]
    [InlineData("fasthtml")]
    [InlineData("lilya")]
    [InlineData("granian")]
    [InlineData("pydal")]
    [InlineData("asgiref")]
    [InlineData("werkzeug")]
    [InlineData("daphne")]
    public void A_look_alike_or_a_library_is_no_framework(string distribution) => Assert.Null(FrameworkCatalog.BuiltIn.FindDistribution(distribution));

    [Theory]
    [InlineData("django-ninja", "django-ninja", false)]
    [InlineData("plone-app-contenttypes", "plone", true)]
    [InlineData("products-cmfplone", "plone", false)]
    [InlineData("products-zcatalog", "zope", true)]
    [InlineData("apiflask", "apiflask", false)]
    [InlineData("channels-redis", "channels", true)]
    [InlineData("flask-restplus", "flask-restx", true)]
    [InlineData("flask-restful", "flask-restful", false)]
    [InlineData("web-py", "web.py", false)]
    [InlineData("python-fasthtml", "fasthtml", false)]
    [InlineData("eve-sqlalchemy", "eve", true)]
    [InlineData("esmerald", "ravyn", true)]
    [InlineData("pynecone", "reflex", true)]
    public void A_distribution_tells_its_framework(string distribution, string id, bool isAddon) =>
        Assert.Equal(new CatalogName(id, isAddon), FrameworkCatalog.BuiltIn.FindDistribution(distribution));

    private static IEnumerable<SourceReference> Sources(Framework framework) =>
        framework.Releases.Select(release => release.Source)
            .Concat(framework.Batteries.Select(battery => battery.Source))
            .Concat(framework.Needs.Select(need => need.Source))
            .Concat(framework.WatchOuts.Select(watchOut => watchOut.Source))
            .Concat(framework.Migrations.Select(move => move.Source))
            .Concat(framework.Limit is { } limit ? [limit.Source] : [])
            .Append(framework.Lifecycle.Source);

    private static IEnumerable<(string Path, string Text)> Files(string folder)
    {
        var path = Path.Combine(Repository.Root, "catalog", folder);
        return Directory.Exists(path)
            ? Directory.GetFiles(path, "*.yaml").Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllText(file)))
            : [];
    }

    private static Framework ReadFramework(string path, string text)
    {
        var reading = CatalogReader.ReadFramework(path, text, isUserEntry: false, TestContext.Current.CancellationToken);
        Assert.Empty(reading.Errors);
        return reading.Framework!;
    }
}
