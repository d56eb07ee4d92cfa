using System.Collections.Immutable;
using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Catalog.Tests;

public sealed class CatalogReaderTests
{
    [Fact]
    public void An_entry_with_only_the_required_keys_reads()
    {
        var framework = ReadGood(Samples.Small);

        Assert.Equal("kelp", framework.Id);
        Assert.Equal(FrameworkKind.Micro, framework.Kind);
        Assert.Equal(AsyncSupport.None, framework.Async);
        Assert.Empty(framework.Distributions);
        Assert.Equal("", framework.DistributionName);
        Assert.True(framework.IsUserEntry);
        Assert.Equal(new SourceReference("Kelp changes", "https://kelp.example/changes"), framework.Lifecycle.Source);
    }

    [Fact]
    public void Every_key_reaches_the_model()
    {
        var framework = ReadGood(Samples.Full);

        Assert.Equal("Good at \"quotes\" and C:\\back\\slashes, for whom é and 😀 are everyday.", framework.About);
        Assert.Equal("kelp", framework.On);
        Assert.Equal([ServerInterface.Asgi, ServerInterface.Wsgi], framework.Interfaces);
        Assert.Equal("Views may be async.", framework.AsyncDetail);
        Assert.Equal(PlainHandlers.ThreadPool, framework.PlainHandlers);
        Assert.Equal(["tide.web"], framework.ServingModules);
        Assert.Equal([new("*/tide.cfg", "[tide]\n", true), new("tide_data/**", null, false)], framework.Markers);
        Assert.Equal("Two years each.", framework.SupportPolicy);
        Assert.Equal(LifecycleStatus.Maintenance, framework.Lifecycle.Status);
        Assert.Equal(["orm", "admin"], framework.Batteries.Select(battery => battery.Id));
        Assert.Equal(["tide_sqlalchemy.Model"], framework.Batteries[0].Names);
        Assert.Equal([-2, 2], framework.Needs.Select(need => need.Score));
        Assert.Equal("Mind the gap: it is wide.", Assert.Single(framework.WatchOuts).Text);
        Assert.Equal("kelp", framework.Successor);
        Assert.Equal(["tide.Tide"], framework.Concepts[0].Names);
        Assert.Equal(["Rename", "Test, then ship"], Assert.Single(framework.Migrations).Steps);
        Assert.Equal(["on_get", "tide.Json"], [.. framework.Code.HandlerMethods, .. framework.Code.JsonNames]);
        Assert.Equal(["tide.asgi.App"], framework.Code.AsgiNames);
        Assert.Equal(["error-handler", "orm"], framework.Usage.Select(pattern => pattern.Id));
        Assert.Equal(
            ["tide.error", "errorhandler", "add_error_handler", "tide.errors.Handler", "on_error", "tide.abort", "self.abort", "HANDLERS", "handler404", "**/errors/*.py"],
            [
                .. framework.Usage[0].Decorators, .. framework.Usage[0].Calls, .. framework.Usage[0].Bases, .. framework.Usage[0].Methods, .. framework.Usage[0].Names,
                .. framework.Usage[0].Written, .. framework.Usage[0].Settings, .. framework.Usage[0].Assignments, .. framework.Usage[0].ActionFiles,
            ]);
        Assert.Equal((true, false, "Tide's policy"), (framework.Usage[0].HasPairs, framework.Usage[1].HasPairs, framework.Usage[1].Source.Title));
        Assert.Equal(500, framework.Limit?.CodeLines);
        Assert.Equal("https://tide.example/git", framework.Links.Repository);
        Assert.Equal(new DateOnly(2026, 11, 1), framework.ReviewBy);
    }

    [Fact]
    public void Distribution_names_take_the_form_of_PEP_503_and_the_authors_spelling_is_kept()
    {
        var framework = ReadGood(Samples.Full);

        Assert.Equal(["tide-py", "tide-classic"], framework.Distributions);
        Assert.Equal("Tide.PY", framework.DistributionName);
        Assert.Equal(
            [new("tide-sqlalchemy", "tide_sqlalchemy"), new("tide-plugin-*", "tide_plugin_*"), new("tides-*", "Tides.*"), new("tide-silent", null, IsSelfLoading: true)],
            framework.ImpliedBy);
    }

    [Fact]
    public void A_series_keeps_its_text_even_where_YAML_sees_a_number()
    {
        var releases = ReadGood(Samples.Full).Releases;

        Assert.Equal(["2.0", "1.10"], releases.Select(release => release.Series));
        Assert.Equal(new DateOnly(2027, 1, 31), releases[0].EndOfLife);
        Assert.True(releases[0] is { EndIsDerived: true, IsLts: true, Latest: "2.0.3", Python: ">=3.9, <3.14, !=3.10.*" });
        Assert.Null(releases[1].Released);
    }

    [Fact]
    public void Every_companion_reaches_the_model()
    {
        var reading = CatalogReader.ReadCompanions("c.yaml", Samples.Companions, TestContext.Current.CancellationToken);

        Assert.Empty(reading.Errors);
        var companions = reading.Companions!;
        Assert.Equal("wave", companions.Servers[0].Distribution);
        Assert.True(companions.Servers[0].IsChosenByCommand);
        Assert.Equal([new("--interface wsgi", ServerInterface.Wsgi)], companions.Servers[0].Options);
        Assert.Equal(ServerInterface.Asgi, companions.Adapters[0].To);
        Assert.Equal([new("fast", "fast", "Client"), new("", "asyncio", "")], companions.BlockingLibraries[0].Counterparts);
        Assert.Equal(["slow-lib"], companions.BlockingLibraries[0].Distributions);
        Assert.Equal(["slow.Client", "run"], [.. companions.BlockingLibraries[0].Clients, .. companions.BlockingLibraries[0].Methods]);
        Assert.Equal(["number.crunch", "fit", "zero"], [.. companions.HeavyLibraries[0].Imports, .. companions.HeavyLibraries[0].Methods, .. companions.HeavyLibraries[0].Light]);
        Assert.Equal(("wave-queue", "https://docs.example/", new DateOnly(2026, 5, 1)), (companions.WorkerQueues[0].Distribution, companions.WorkerQueues[0].Source.Url, companions.WorkerQueues[0].Source.Checked));
        Assert.Equal(["cursor", "fetch"], [.. companions.BlockingLibraries[0].Makers, .. companions.BlockingLibraries[0].MadeMethods]);
        Assert.Equal(["table-orm", "table.Model"], [.. companions.Orms[0].Distributions, .. companions.Orms[0].Names]);
        Assert.Equal(["kelp-orm"], companions.AddonSets[0].Roles[0].Distributions);
        Assert.Equal("kelb", companions.Misnamed[0].Name);
        Assert.Equal(["3.13", "3.14"], companions.Pythons.Select(python => python.Version));
        Assert.Equal(3, companions.Signals[0].AsyncFunctions);
    }

    [Fact]
    public void Mentions_tell_names_in_PEP_503_form_with_their_places()
    {
        var mentions = CatalogReader.ReadFramework("f.yaml", Samples.Full, isUserEntry: true, TestContext.Current.CancellationToken).Mentions;

        Assert.Contains(mentions, mention => mention is { Kind: MentionKind.OwnDistribution, Name: "tide-py", Line: 12, Column: 15 });
        Assert.Contains(mentions, mention => mention is { Kind: MentionKind.AddonImport, Name: "Tides.*", Key: "implied-by" });
        Assert.Equal(["kelp", "kelp", "kelp", "kelp"], mentions.Where(mention => mention.Kind == MentionKind.Reference).Select(mention => mention.Name));
    }

    [Fact]
    public void Two_frameworks_can_not_own_one_name_and_a_reference_needs_an_entry()
    {
        var first = Mentions("a.yaml", Samples.Small);
        var second = Mentions("b.yaml", Samples.Small.Replace("id: kelp", "id: kale\nrelatives: [kelb]"));

        Assert.Equal(
            [
                "b.yaml:2:13 relatives names \"kelb\", which no entry of the catalog has as id, did you mean \"kelp\"?",
                "b.yaml:9:11 the import name \"kelp\" is claimed by \"kelp\" too: keep it in one of the two entries",
            ],
            CatalogReader.CheckTogether(first.Concat(second), []).Select(error => error.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_entries_of_one_id_are_an_error_and_known_ids_are_not_dangling()
    {
        var first = Mentions("x/a.yaml", Samples.Small);
        var second = Mentions("b.yaml", Samples.Small + "successor: flask\n");

        Assert.Equal(
            ["b.yaml:1:5 the id \"kelp\" belongs to a.yaml already: choose another one"],
            CatalogReader.CheckTogether(first.Concat(second), ["flask"]).Select(error => error.ToString()));
    }

    [Fact]
    public void A_framework_may_be_another_ones_add_on()
    {
        var first = Mentions("a.yaml", Samples.Small);
        var second = Mentions("b.yaml", Samples.Small.Replace("id: kelp", "id: kale").Replace("[kelp]", "[kale]") + "implied-by: [{distribution: Kelp, import: kelp}]\n");

        Assert.Empty(CatalogReader.CheckTogether(first.Concat(second), []));
    }

    private static ImmutableArray<CatalogMention> Mentions(string path, string yaml)
    {
        var reading = CatalogReader.ReadFramework(path, yaml, isUserEntry: true, TestContext.Current.CancellationToken);
        Assert.Empty(reading.Errors);
        return reading.Mentions;
    }

    private static Framework ReadGood(string yaml)
    {
        var reading = CatalogReader.ReadFramework("entry.yaml", yaml, isUserEntry: true, TestContext.Current.CancellationToken);
        Assert.Empty(reading.Errors);
        return reading.Framework!;
    }
}
