using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Catalog.Tests;

/// <summary>Files of a team: what they say, what a slip in them costs, and how they lie over one another.</summary>
public sealed class TeamCatalogTests
{
    private const string Overrides = """
        overrides:
          - id: flask
            stance: {level: hold, reason: Nobody knows it.}
          - id: quart
            needs: {cms: {score: 1, reason: Our own editor.}}

        """;

    [Fact]
    public void A_list_holds_entries_and_changes()
    {
        var catalog = Over(List(Samples.Small + "stance: {level: adopt, reason: Ours.}\n") + Overrides);

        Assert.Equal(new Stance(StanceLevel.Adopt, "Ours.", "team.yaml"), catalog.Find("kelp")!.Stance);
        Assert.Equal(new Stance(StanceLevel.Hold, "Nobody knows it.", "team.yaml"), catalog.Find("flask")!.Stance);
        Assert.Equal(new CatalogName("kelp", IsAddon: false), catalog.FindImport("kelp"));
        Assert.True(catalog.Find("kelp")!.IsUserEntry);
        Assert.False(catalog.Find("flask")!.IsUserEntry);
    }

    [Fact]
    public void A_score_of_the_teams_stands_where_the_catalogs_stood_and_the_rest_stays()
    {
        var (before, after) = (FrameworkCatalog.BuiltIn.Find("quart")!, Over(Overrides).Find("quart")!);

        Assert.Equal(new NeedScore("cms", 1, "Our own editor.", new("team.yaml", "")), after.Needs.Single(score => score.Need == "cms"));
        Assert.Equal("team.yaml", after.Needs.Single(score => score.Need == "cms").Source.Place);
        Assert.Equal(before.Needs.Select(score => score.Need), after.Needs.Select(score => score.Need));
        Assert.Equal(before.Needs.Where(score => score.Need != "cms"), after.Needs.Where(score => score.Need != "cms"));
        Assert.Equal(before.Releases, after.Releases);
    }

    [Fact]
    public void A_watch_out_and_a_score_with_a_source_of_the_file()
    {
        var kelp = Over("sources: {wiki: {title: Wiki, url: \"https://wiki.example/\"}}\n" + List(Samples.Small)
            + "overrides: [{id: kelp, watch-outs: [{text: Mind the tide., source: wiki}], needs: {cms: {score: -1, reason: No., source: wiki}}}]\n").Find("kelp")!;

        Assert.Equal(new WatchOut("Mind the tide.", new("Wiki", "https://wiki.example/")), Assert.Single(kelp.WatchOuts));
        Assert.Equal("https://wiki.example/", Assert.Single(kelp.Needs).Source.Place);
    }

    [Fact]
    public void The_later_file_wins()
    {
        var layer = TeamLayer.Over(FrameworkCatalog.BuiltIn, [Read(Overrides, "a.yaml"), Read("overrides: [{id: flask, stance: {level: assess, reason: Try.}}]\n", "b.yaml")]);

        Assert.Empty(layer.Errors);
        Assert.Equal(new Stance(StanceLevel.Assess, "Try.", "b.yaml"), layer.Catalog.Find("flask")!.Stance);
        Assert.Equal(1, layer.Catalog.Find("quart")!.Needs.Single(score => score.Need == "cms").Score);
    }

    [Theory]
    [InlineData("score: 1", "score: «9»", "score is 9: it goes from -2 to 2")]
    [InlineData("id: quart", "id: «quartz»", "overrides names \"quartz\", which no entry of the catalog has as id, did you mean \"quart\"?")]
    [InlineData("id: quart", "id: «flask»", "\"flask\" stands twice in overrides: put both together")]
    [InlineData("cms: {", "cms: {«sorce»: x, ", "\"sorce\" is no key of cms, did you mean \"source\"?")]
    [InlineData("reason: Our own editor.", "reason: Our own editor., source: «wiki»", "\"wiki\" is no key of this file's sources; add it there with its title and url")]
    [InlineData("Our own editor.", "«*all»", "aliases are not read: write the value of \"*all\" out")]
    [InlineData("Our own editor.", "«&all Ours»", "anchors are not read: remove \"&all\"")]
    [InlineData("needs: {cms: {score: 1, reason: Our own editor.}}", "watch-outs: «[»]", null)]
    [InlineData("Our own editor.", "«[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"", null)]
    [InlineData("needs: {cms", "needs: {«\"\\q\": cms", null)]
    public void A_slip_costs_the_item_that_it_stands_in(string old, string marked, string? message)
    {
        foreach (var before in (string[])["", "# é 😀\tx\n", "# é 😀\r\n", "\uFEFF# é\n"])
        {
            var text = before + Overrides.ReplaceLineEndings(before.Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n").Replace(old, marked, StringComparison.Ordinal);
            var start = text.IndexOf('«', StringComparison.Ordinal);
            var layer = TeamLayer.Over(FrameworkCatalog.BuiltIn, [Read(text.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal))]);

            var error = Assert.Single(layer.Errors);
            Assert.Equal(message ?? error.Message, error.Message);
            if (message is not null)
            {
                Assert.Equal(start, error.Span.Start);
                Assert.Equal(text[..start].ReplaceLineEndings("\n").Count(character => character == '\n') + 1, error.Line);
            }

            Assert.Equal(StanceLevel.Hold, layer.Catalog.Find("flask")!.Stance?.Level);
            Assert.Equal(FrameworkCatalog.BuiltIn.Find("quart")!.Needs, layer.Catalog.Find("quart")!.Needs);
        }
    }

    [Fact]
    public void A_broken_entry_raises_no_second_error_where_it_is_named()
    {
        var text = List(Samples.Small.Replace("kind: micro", "kind: tiny", StringComparison.Ordinal)) + "overrides: [{id: kelp, stance: {level: hold, reason: No.}}]\n";

        Assert.Equal("team.yaml:6:11 \"tiny\" is no kind; known: full-stack, micro, async, data-app, cms, addon", Assert.Single(TeamLayer.Over(FrameworkCatalog.BuiltIn, [Read(text)]).Errors).ToString());
    }

    [Fact]
    public void A_broken_source_is_one_error_and_what_stands_on_it_is_not_in_force()
    {
        var layer = TeamLayer.Over(FrameworkCatalog.BuiltIn, [Read(
            "sources: {wiki: {title: Wiki, url: wiki.example}}\noverrides:\n  - {id: flask, watch-outs: [{text: No., source: wiki}]}\n  - {id: quart, watch-outs: [{text: Yes.}]}\n")]);

        Assert.Equal("url is \"wiki.example\": an https address is meant", Assert.Single(layer.Errors).Message);
        Assert.Equal(FrameworkCatalog.BuiltIn.Find("flask")!.WatchOuts, layer.Catalog.Find("flask")!.WatchOuts);
        Assert.Equal("Yes.", layer.Catalog.Find("quart")!.WatchOuts[0].Text);
    }

    [Theory]
    [InlineData("framewroks: []\n", "\"framewroks\" is no key of the file, did you mean \"frameworks\"?")]
    [InlineData("overrides: {flask: hold}\n", "overrides is not a list: begin each item with \"- id:\"")]
    [InlineData("overrides: [{id: flask}]\n", "nothing of \"flask\" is changed: give a stance, needs or watch-outs")]
    [InlineData("overrides: [flask]\n", "an item of overrides is a single value: a mapping with the keys id, stance, needs, … is meant")]
    [InlineData("sources: [x]\noverrides: []\n", "sources is a list: a mapping by key is meant")]
    [InlineData("", "the file is empty: a mapping of keys is meant")]
    public void A_file_of_another_shape_says_so(string text, string message) => Assert.Equal(message, Assert.Single(Read(text).Errors).Message);

    [Fact]
    public void A_stance_is_no_matter_of_the_built_in_catalog()
    {
        var reading = CatalogReader.ReadFramework("kelp.yaml", Samples.Small + "stance: {level: hold, reason: No.}\n", isUserEntry: false, TestContext.Current.CancellationToken);

        Assert.Equal(CatalogErrorKind.UnknownKey, Assert.Single(reading.Errors).Kind);
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        var text = List(Samples.Small) + Overrides;
        string[] pieces = ["", "[", "]", "{", "}", ":", "- ", "\n", "\"", "'", "&a ", "*a", "!t ", "%x", "---\n", "\t", "é", "😀", "\uD800", "\0", "# "];
        for (var at = 0; at <= text.Length; at += 7)
        {
            foreach (var piece in pieces)
            {
                var edited = text.Insert(at, piece);
                var layer = TeamLayer.Over(FrameworkCatalog.BuiltIn, [Read(edited)]);
                Assert.All(layer.Errors, error => Assert.True(error.Span.Start >= 0 && error.Span.End <= edited.Length && error.Line > 0));
            }
        }
    }

    private static TeamReading Read(string text, string path = "team.yaml") => TeamCatalogReader.Read(path, text, TestContext.Current.CancellationToken);

    private static FrameworkCatalog Over(string text)
    {
        var layer = TeamLayer.Over(FrameworkCatalog.BuiltIn, [Read(text)]);
        Assert.Empty(layer.Errors);
        return layer.Catalog;
    }

    /// <summary>A list of one entry.</summary>
    private static string List(string entry) => "frameworks:\n" + string.Concat(entry.Split('\n').Where(line => line.Length > 0).Select((line, index) => $"  {(index == 0 ? "- " : "  ")}{line}\n"));
}
