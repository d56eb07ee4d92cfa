using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Catalog.Tests;

public sealed class BuiltInCatalogTests
{
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
        }
    }

    [Fact]
    public void Every_source_is_an_https_address_with_a_title()
    {
        foreach (var framework in FrameworkCatalog.BuiltIn.Frameworks)
        {
            var sources = framework.Releases.Select(release => release.Source)
                .Concat(framework.Batteries.Select(battery => battery.Source))
                .Concat(framework.Needs.Select(need => need.Source))
                .Concat(framework.WatchOuts.Select(watchOut => watchOut.Source))
                .Concat(framework.Migrations.Select(move => move.Source))
                .Append(framework.Lifecycle.Source);
            Assert.All(sources, source => Assert.True(source.Url.StartsWith("https://", StringComparison.Ordinal) && source.Title.Length > 0, $"{framework.Id}: {source}"));
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
