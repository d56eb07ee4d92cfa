using System.Collections;
using System.Reflection;
using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Catalog.Tests;

public sealed class FrameworkCatalogTests
{
    [Fact]
    public void A_distribution_leads_to_its_framework()
    {
        var catalog = Catalog();

        Assert.Equal(new CatalogName("tide.py", IsAddon: false), catalog.FindDistribution("tide-py"));
        Assert.Equal(new CatalogName("tide.py", IsAddon: false), catalog.FindDistribution("tide-classic"));
        Assert.Equal(new CatalogName("tide.py", IsAddon: true), catalog.FindDistribution("tide-sqlalchemy"));
        Assert.Null(catalog.FindDistribution("tide"));
    }

    [Fact]
    public void A_prefix_needs_something_after_it()
    {
        var catalog = Catalog();

        Assert.Equal(new CatalogName("tide.py", IsAddon: true), catalog.FindDistribution("tide-plugin-x"));
        Assert.Null(catalog.FindDistribution("tide-plugin-"));
        Assert.Equal(new CatalogName("tide.py", IsAddon: true), catalog.FindImport("tide_plugin_x.sub"));
        Assert.Equal(new CatalogName("tide.py", IsAddon: true), catalog.FindImport("Tides.anything"));
        Assert.Null(catalog.FindImport("Tides"));
    }

    [Fact]
    public void The_longest_dotted_prefix_of_an_import_decides()
    {
        var catalog = Catalog(Samples.Small.Replace("id: kelp", "id: deep").Replace("imports: [kelp]", "imports: [tide.deep]"));

        Assert.Equal("tide.py", catalog.FindImport("tide.web.View")?.FrameworkId);
        Assert.Equal("deep", catalog.FindImport("tide.deep.below")?.FrameworkId);
        Assert.Equal("tide.py", catalog.FindImport("tide.deeper")?.FrameworkId);
        Assert.Equal("tide.py", catalog.FindImport("tide_ext.core")?.FrameworkId);
        Assert.Null(catalog.FindImport("tide_ext"));
        Assert.Null(catalog.FindImport("ti"));
        Assert.Null(catalog.FindImport(""));
    }

    [Fact]
    public void A_longer_prefix_beats_a_shorter_one_and_a_shorter_exact_name()
    {
        var catalog = Catalog(Samples.Small.Replace("id: kelp", "id: other").Replace("imports: [kelp]", "imports: [Tides, other]")
            + "implied-by: [{distribution: tide-plugin-x-*, import: tide_plugin_x_*}]\n");

        Assert.Equal("other", catalog.FindDistribution("tide-plugin-x-1")?.FrameworkId);
        Assert.Equal("tide.py", catalog.FindDistribution("tide-plugin-y")?.FrameworkId);
        Assert.Equal("other", catalog.FindImport("Tides")?.FrameworkId);
        Assert.Equal("tide.py", catalog.FindImport("Tides.api")?.FrameworkId);
    }

    [Fact]
    public void A_frameworks_own_name_wins_over_an_add_on_of_another()
    {
        var catalog = Catalog(Samples.Small.Replace("id: kelp", "id: aaa").Replace("imports: [kelp]", "imports: [aaa]")
            + "implied-by: [{distribution: tide-py, import: kelp}]\n");

        Assert.Equal(new CatalogName("tide.py", IsAddon: false), catalog.FindDistribution("tide-py"));
        Assert.Equal(new CatalogName("kelp", IsAddon: false), catalog.FindImport("kelp"));
    }

    [Fact]
    public void A_users_entry_replaces_the_built_in_one_with_all_its_names()
    {
        var user = Read(Samples.Small.Replace("imports: [kelp]", "imports: [kelp_two]\ndistribution: Kelp-Two").Replace("name: Kelp", "name: Ours"), isUserEntry: true);
        var catalog = Catalog().With([user]);

        Assert.Equal("Ours", catalog.Find("kelp")?.Name);
        Assert.True(catalog.Find("kelp")?.IsUserEntry);
        Assert.Null(catalog.FindImport("kelp"));
        Assert.Equal("kelp", catalog.FindDistribution("kelp-two")?.FrameworkId);
        Assert.Equal(["kelp", "tide.py"], catalog.Ids);
    }

    [Fact]
    public void A_users_entry_takes_a_name_from_a_built_in_one()
    {
        var user = Read(Samples.Small.Replace("id: kelp", "id: zzz"), isUserEntry: true);

        Assert.Equal("zzz", Catalog().With([user]).FindImport("kelp.views")?.FrameworkId);
    }

    [Fact]
    public void Without_user_entries_the_catalog_stays_the_same()
    {
        var catalog = Catalog();

        Assert.Same(catalog, catalog.With([]));
    }

    [Fact]
    public void Entries_are_made_only_when_asked_for()
    {
        var made = new List<string>();
        var catalog = FrameworkCatalog.FromTable(
            "a|dist-a|mod_a|add-a add-*|mod_add\nb||mod_b||\n",
            id =>
            {
                made.Add(id);
                return Read(Samples.Small.Replace("id: kelp", "id: " + id), isUserEntry: false);
            },
            () => throw new InvalidOperationException("nobody asked for companions"));

        Assert.Equal(["a", "b"], catalog.Ids);
        Assert.Equal("b", catalog.FindImport("mod_b.x")?.FrameworkId);
        Assert.Equal(new CatalogName("a", IsAddon: true), catalog.FindDistribution("add-z"));
        Assert.Empty(made);
        Assert.Same(catalog.Find("b"), catalog.With([Read(Samples.Small, isUserEntry: true)]).Find("b"));
        Assert.Equal(["b"], made);
        Assert.Null(catalog.Find("c"));
    }

    [Fact]
    public void Companions_of_several_files_are_one()
    {
        var part = CatalogReader.ReadCompanions("c.yaml", Samples.Companions, TestContext.Current.CancellationToken).Companions!;
        var other = part with { Servers = [part.Servers[0] with { Id = "breeze" }], Pythons = [part.Pythons[0] with { Version = "3.15", Released = new(2026, 10, 1) }] };
        var joined = Companions.Join(part, other);

        Assert.Equal(["wave", "breeze"], joined.Servers.Select(server => server.Id));
        Assert.Equal(["3.13", "3.14", "3.15"], joined.Pythons.Select(python => python.Version));
        Assert.Equal(2, joined.Signals.Length);
    }

    private static FrameworkCatalog Catalog(params string[] more) =>
        FrameworkCatalog.Create(new[] { Samples.Small, Samples.Full }.Concat(more).Select(yaml => Read(yaml, isUserEntry: false)), Companions.Empty);

    private static Framework Read(string yaml, bool isUserEntry)
    {
        var reading = CatalogReader.ReadFramework("entry.yaml", yaml, isUserEntry, TestContext.Current.CancellationToken);
        Assert.Empty(reading.Errors);
        return reading.Framework!;
    }

    [Fact]
    public void The_catalog_speaks_of_every_name_that_rules_look_for()
    {
        var catalog = FrameworkCatalog.BuiltIn;
        var names = DistributionsIn(catalog.Companions).ToList();

        // Servers, blocking libraries and the rest: a list that is added and forgotten is met here as well.
        Assert.Contains("uvicorn", names);
        Assert.Contains("requests", names);
        Assert.Contains("celery", names);
        Assert.Contains("sqlalchemy", names);
        Assert.All([.. names, "django", "djangorestframework", "cubicweb-blog"], name => Assert.True(catalog.SpeaksOf(name), name));
        Assert.Contains(catalog.Companions.Misnamed, misnamed => !names.Contains(misnamed.Name));
        Assert.All(catalog.Companions.Misnamed, misnamed => Assert.True(catalog.SpeaksOf(misnamed.Name) && catalog.SpeaksOf(misnamed.UseInstead), misnamed.Name));
        Assert.False(catalog.SpeaksOf("package-1"));
    }

    /// <summary>What properties called Distribution and Distributions hold, in a record of the catalog and all records in it.</summary>
    private static IEnumerable<string> DistributionsIn(object record)
    {
        foreach (var property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (record is Companions && property.Name == nameof(Companions.Distributions))
            {
                continue;
            }

            foreach (var value in property.GetValue(record) is IEnumerable and not string ? ((IEnumerable)property.GetValue(record)!).Cast<object>() : [property.GetValue(record)!])
            {
                if (value is string name)
                {
                    if (property.Name is "Distribution" or "Distributions")
                    {
                        yield return name;
                    }
                }
                else if (value?.GetType() is { IsClass: true, Namespace: "PyFrameworks.Catalog" })
                {
                    foreach (var inner in DistributionsIn(value))
                    {
                        yield return inner;
                    }
                }
            }
        }
    }
}
