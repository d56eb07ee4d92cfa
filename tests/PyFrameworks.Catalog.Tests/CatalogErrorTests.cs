using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PyFrameworks.Catalog.Reading;
using static PyFrameworks.Catalog.Reading.CatalogErrorKind;

namespace PyFrameworks.Catalog.Tests;

/// <summary>Each case changes a good entry; <c>«…»</c> marks where the error has to stand and is removed before reading.</summary>
public sealed class CatalogErrorTests
{
    [Theory]
    [InlineData("summary:", "«sumary»:", UnknownKey, "\"sumary\" is no key of the file, did you mean \"summary\"?")]
    [InlineData("{support: none}", "{support: none, «zzz»: 1}", UnknownKey, "\"zzz\" is no key of async; known here: support, detail, plain-handlers")]
    [InlineData("kind: micro", "kind: «mirco»", UnknownWord, "\"mirco\" is no kind, did you mean \"micro\"?")]
    [InlineData("kind: micro", "kind: «large»", UnknownWord, "\"large\" is no kind; known: full-stack, micro, async, data-app, cms, addon")]
    [InlineData("[wsgi]", "[wsgi, «http»]", UnknownWord, "\"http\" is no interface; known: wsgi, asgi, rsgi, own")]
    [InlineData("status: active", "status: «\"actve\"»", UnknownWord, "\"actve\" is no status, did you mean \"active\"?")]
    [InlineData("evidence: Released in May 2026.,", "", MissingKey, "lifecycle lacks the key \"evidence\": one sentence with dates", "«{»status")]
    [InlineData("kind: micro", "kind: «addon»", MissingKey, "an addon lacks the key \"on\": the framework that it builds on")]
    [InlineData("source: changes", "source: «chnges»", Source, "\"chnges\" is no key of this file's sources, did you mean \"changes\"?")]
    [InlineData("source: changes", "source: «elsewhere»", Source, "\"elsewhere\" is no key of this file's sources; add it there with its title and url")]
    [InlineData(", source: changes", "", Source, "lifecycle names no source: add \"source\" with a key of this file's sources", "«{»status")]
    [InlineData("name: Kelp", "name: Kelp\n«name»: Kelp", Duplicate, "the key \"name\" stands here twice: remove one")]
    [InlineData("[kelp]", "[kelp, «kelp»]", Duplicate, "\"kelp\" stands twice in imports: remove one")]
    [InlineData("[kelp]", "[kelp]\naliases: [Kelp_X, «kelp.x»]", Duplicate, "\"kelp.x\" stands twice in aliases: remove one")]
    [InlineData("[kelp]", "«kelp»", WrongNode, "imports is a single value: a list is meant")]
    [InlineData("{support: none}", "«none»", WrongNode, "async is a single value: a mapping with the keys support, detail, plain-handlers is meant")]
    [InlineData("name: Kelp", "name: «[»Kelp]", WrongNode, "name is a list: a single value is meant")]
    [InlineData("[wsgi]", "«[»]", WrongNode, "interfaces is empty: at least 1 is meant")]
    [InlineData("name: Kelp", "name: «\"\"»", Value, "name is empty: give a value or remove the key")]
    [InlineData("name: Kelp", "name:«»", Value, "name is empty: give a value or remove the key")]
    [InlineData("id: kelp", "id: «Kelp»", Value, "id is \"Kelp\": lower-case words joined by \"-\" are meant")]
    [InlineData("[kelp]", "[«kelp-web»]", Value, "imports is \"kelp-web\": a dotted Python name is meant")]
    [InlineData("[kelp]", "[kelp]\ndistribution: «kelp web»", Value, "distribution is \"kelp web\": a distribution name is meant, letters and digits with \"-\", \"_\" or \".\" inside")]
    [InlineData("[kelp]", "[kelp]\nimplied-by: [{distribution: «k*p»}]", Value, "distribution is \"k*p\": a distribution name is meant, at its end perhaps one \"*\"")]
    [InlineData("[kelp]", "[kelp]\nmarkers: [{path: «../kelp.cfg»}]", Value, "path is \"../kelp.cfg\": a path below the project is meant, with \"/\" and without \"..\"")]
    [InlineData("\"https://kelp.example/changes\"", "«\"http://kelp.example/changes\"»", Value, "url is \"http://kelp.example/changes\": an https address is meant")]
    [InlineData("checked: 2026-05-01", "checked: «2026-02-30»", Date, "checked is \"2026-02-30\": a day of the calendar as yyyy-MM-dd is meant")]
    [InlineData("review-by: 2026-11-01", "review-by: «2026-05-01»", Contradiction, "review-by has to come after checked")]
    [InlineData("[kelp]", "[kelp]\nneeds: {rest-api: {score: «3», reason: R., source: changes}}", OutOfRange, "score is 3: it goes from -2 to 2")]
    [InlineData("[kelp]", "[kelp]\nneeds: {rest-api: {score: «\"1\"», reason: R., source: changes}}", OutOfRange, "score is \"1\": a whole number from -2 to 2 without quotes is meant")]
    [InlineData("[kelp]", "[kelp]\nneeds: {«rest»: {score: 1, reason: R., source: changes}}", UnknownWord, null)]
    [InlineData("[kelp]", "[kelp]\nbatteries: {«orms»: {level: none, source: changes}}", UnknownWord, "\"orms\" is no battery, did you mean \"orm\"?")]
    [InlineData("[kelp]", "[kelp]\nbatteries: {orm: «{»level: official, source: changes}}", MissingKey, "orm lacks the key \"what\": what fills the part")]
    [InlineData("[kelp]", "[kelp]\nconcepts: {«app»: {api: none}}", UnknownWord, null)]
    [InlineData("[kelp]", "[kelp]\nmarkers: [{path: kelp.cfg, strong: «yes»}]", UnknownWord, "strong is \"yes\": true or false without quotes is meant")]
    [InlineData("[kelp]", "[kelp]\nreleases: [{series: «v1», source: changes}]", CatalogErrorKind.Version, "series is \"v1\": a PEP 440 version such as \"4.2\" is meant")]
    [InlineData("[kelp]", "[kelp]\nreleases: [{series: 1.0, python: «\"3.9+\"», source: changes}]", CatalogErrorKind.Version, "python is \"3.9+\": a PEP 440 specifier set such as \">=3.9,<3.14\" is meant")]
    [InlineData("[kelp]", "[kelp]\nreleases: [{series: 1.0, derived: «true», source: changes}]", Contradiction, "derived speaks of end-of-life, which is not there")]
    [InlineData("[kelp]", "[kelp]\nreleases: [{series: 1.0, latest: «2.0.1», source: changes}]", Contradiction, "latest is \"2.0.1\", which is not of the series 1.0")]
    [InlineData("[kelp]", "[kelp]\nreleases: [{series: 1.0, released: 2026-01-02, end-of-life: «2026-01-01», source: changes}]", Contradiction, "end-of-life comes before released")]
    [InlineData("[kelp]", "[kelp]\nreleases: [{series: 1.0, released: 2025-01-02, source: changes}, {series: 1.1, released: «2026-01-01», source: changes}]", Contradiction, "releases go from the newest to the oldest, and 1.0 above is older")]
    [InlineData("[kelp]", "[kelp]\nrelatives: [«kelp»]", Contradiction, "the entry names itself")]
    [InlineData("[kelp]", "[kelp]\nusage: {«errors»: {names: [kelp.error], source: changes}}", UnknownWord, null)]
    [InlineData("[kelp]", "[kelp]\nusage: {orm: {names: [kelp.Model]}}", Source, null, "«{»names: [kelp.Model")]
    [InlineData("[kelp]", "[kelp]\nusage: {orm: «{»source: changes}}", Contradiction, "nothing shows the use of orm: give decorators, calls, bases, names or the like")]
    [InlineData("name: Kelp", "name: «&n Kelp»", Indirection, "anchors are not read: remove \"&n\"")]
    [InlineData("name: Kelp", "name: «*n»", Indirection, "aliases are not read: write the value of \"*n\" out")]
    [InlineData("name: Kelp", "name: «!!str Kelp»", Indirection, "tags are not read: remove it")]
    [InlineData("id: kelp", "«%YAML 1.2»\n---\nid: kelp", Indirection, null)]
    public void A_bad_entry_says_where_and_what(string old, string marked, CatalogErrorKind kind, string? message, string? place = null) =>
        CheckError(Samples.Small.Replace(old, marked), kind, message, place);

    [Fact]
    public void A_missing_key_of_the_file_stands_on_its_first_key() =>
        CheckError("«i»d: kelp\n" + Samples.Small["id: kelp\n".Length..].Replace("imports: [kelp]\n", ""), MissingKey, "the file lacks the key \"imports\": its own import names, top-level or dotted");

    [Fact]
    public void An_empty_file_is_an_error() => CheckError("«»", WrongNode, "the file is empty: a mapping of keys is meant");

    [Fact]
    public void A_second_document_is_an_error() => CheckError(Samples.Small + "«---»\nid: second\n", WrongNode, "a second document: write one file for each");

    [Fact]
    public void Text_that_is_not_YAML_is_an_error_where_it_breaks()
    {
        var error = Assert.Single(Read("id: kelp\nimports: [kelp\nname: 1\n").Errors);

        Assert.Equal(CatalogErrorKind.Syntax, error.Kind);
        Assert.Equal("from here on this is not YAML: close brackets and quotes", error.Message);
        Assert.Equal((2, 10), (error.Line, error.Column));
    }

    [Fact]
    public void What_the_scanner_says_follows_its_place()
    {
        var error = Assert.Single(Read("id: kelp\nname: \"a\\q\"\n").Errors);

        Assert.Equal("entry.yaml:2:7 this is not YAML: while scanning a quoted scalar, found unknown escape character", error.ToString());
    }

    [Fact]
    public void Deep_nesting_is_refused_where_it_gets_too_deep()
    {
        var error = Assert.Single(Read("id: " + new string('[', 50_000)).Errors);

        Assert.True(error.Kind is TooLarge or CatalogErrorKind.Syntax, error.ToString());
        Assert.Equal(1, error.Line);
    }

    [Fact]
    public void A_huge_file_is_refused() => Assert.Equal(TooLarge, Assert.Single(Read("# " + new string('x', 600_000)).Errors).Kind);

    [Theory]
    [InlineData("# é 😀\tx\n")]
    [InlineData("# é 😀\r\n# more\r\n")]
    [InlineData("\uFEFF# é 😀\n")]
    [InlineData("# \u2028 \u0085 \n")]
    public void Places_count_UTF_16_units_whatever_stands_before(string before)
    {
        var newline = before.Contains('\r') ? "\r\n" : "\n";
        CheckError(before + Samples.Small.ReplaceLineEndings(newline).Replace("name: Kelp", "name: \"é 😀\"" + newline + "«nmae»: x"), UnknownKey, "\"nmae\" is no key of the file, did you mean \"name\"?");
    }

    [Fact]
    public void Places_on_one_line_count_UTF_16_units() =>
        CheckError(Samples.Small.Replace("{support: none}", "{detail: \"é 😀\", support: «nope»}"), UnknownWord, "\"nope\" is no support, did you mean \"none\"?");

    [Fact]
    public void A_companion_that_contradicts_itself_is_an_error()
    {
        var marked = Samples.Companions.Replace("interfaces: [asgi, wsgi], default: asgi", "interfaces: [wsgi], default: «asgi»");
        var (text, start, length) = Unmark(marked);
        var error = Assert.Single(CatalogReader.ReadCompanions("c.yaml", text, TestContext.Current.CancellationToken).Errors);

        Assert.Equal((Contradiction, "default is \"asgi\", which is not among the server's interfaces"), (error.Kind, error.Message));
        Assert.Equal((start, length), (error.Span.Start, error.Span.Length));
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        string[] pieces = ["id", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "&a", "*a", "!t", "%", "---", "...", "\\u12", "\\", "\t", "é", "😀", "\uD800", "\0", "\uFEFF", "#", "? ", "@", "`", "kelp", "sources", "1", "-2", "\r"];
        var texts = Gen.Elements(pieces).ListOf().Select(parts => string.Concat(parts));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var errors = Read(text).Errors;
            return !errors.IsEmpty && errors.All(error => error.Span.Start >= 0 && error.Span.End <= text.Length && error.Line > 0 && error.Column > 0);
        }).QuickCheckThrowOnFailure();

        // A good entry with any one piece put anywhere.
        var edits = from piece in Gen.Elements(pieces) from at in Gen.Choose(0, Samples.Full.Length) select Samples.Full.Insert(at, piece);
        Prop.ForAll(edits.ToArbitrary(), text => Read(text) is { } reading && reading.Framework is null == !reading.Errors.IsEmpty).QuickCheckThrowOnFailure();
    }

    private static FrameworkReading Read(string text) => CatalogReader.ReadFramework("entry.yaml", text, isUserEntry: true, TestContext.Current.CancellationToken);

    private static void CheckError(string marked, CatalogErrorKind kind, string? message, string? place = null)
    {
        if (place is not null && place.Contains('«'))
        {
            marked = marked.Replace(place.Replace("«", "").Replace("»", ""), place);
        }

        var (text, start, length) = Unmark(marked);
        var error = Assert.Single(Read(text).Errors);
        Assert.Equal(kind, error.Kind);
        Assert.Equal(message ?? error.Message, error.Message);
        Assert.False(error.Message.EndsWith('.'));
        Assert.Equal((start, length), (error.Span.Start, error.Span.Length));

        var before = text[..start];
        var lines = before.Replace("\r\n", "\n").Split('\n');
        Assert.Equal((lines.Length, lines[^1].Length + 1), (error.Line, error.Column));
        Assert.Equal("entry.yaml", error.Path);
    }

    private static (string Text, int Start, int Length) Unmark(string marked)
    {
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        Assert.True(start >= 0 && end >= start, "the case marks no place");
        return (new StringBuilder(marked).Replace("«", "").Replace("»", "").ToString(), start, end - start);
    }
}
