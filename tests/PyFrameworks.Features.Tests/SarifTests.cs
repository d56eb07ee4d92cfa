using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using PyFrameworks.Catalog;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary><c>check --format sarif</c>, held to the schema of SARIF 2.1.0.</summary>
public sealed class SarifTests
{
    private static readonly SarifRun s_run = new() { Version = "1.2.3", Folder = "/srv/my code" };

    private static readonly Lazy<Json.Schema.JsonSchema> s_schema = new(() =>
        Json.Schema.JsonSchema.FromText(File.ReadAllText(Golden.PathOf("tests/PyFrameworks.Features.Tests/Schemas/sarif-2.1.0.json"))));

    public static TheoryData<string> Names => [.. Fixtures.Names(Golden.PathOf("."))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_fixture_is_valid(string name)
    {
        var projects = Checked(TestProjects.Assemble(Fixtures.Files(Golden.PathOf("."), name), FrameworkCatalog.BuiltIn));

        var log = Log(s_run, projects);

        CheckValid(log);
        Assert.Equal(CheckJson.Ordered(projects).Select(entry => entry.Finding.Code), Results(log).Select(result => (string?)result["ruleId"]));
    }

    [Fact]
    public void The_schema_refuses_what_is_none()
    {
        var log = Log(s_run, Checked([]));
        log["runs"]![0]!["columnKind"] = "bytes";
        Assert.False(s_schema.Value.Evaluate(Element(log)).IsValid);
    }

    [Fact]
    public void A_result_has_all_that_a_reader_asks_for()
    {
        var project = TestProjects.FromFiles([("é,%#/requirements.txt", "# 😀\r\n\tdjango==3.2 # x\r\n"), ("é,%#/app.py", "import django\n")]);
        var finding = Assert.Single(RuleSet.Check(project, CancellationToken.None));
        var app = new FileSpan("é,%#/app.py", new(7, 6));
        finding = finding with
        {
            Message = "see [here](https://example.org) or {0}",
            Related = [new(app, "here")],
            Fixes =
            [
                new("Mend", [new(app, "y"), new(finding.At, "x\n"), new(finding.At with { Span = new(0, 0) }, "{z}")]),
                new("Or not", [new(app, "")]),
            ],
        };

        var log = Log(s_run, [new(project, [finding])]);

        CheckValid(log);
        Assert.Equal(
            JsonNode.Parse("""
            {
              "ruleId": "PF101", "ruleIndex": 6, "level": "warning",
              "message": {"text": "see [here\\](https://example.org) or {{0}}"},
              "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": "%C3%A9%2C%25%23/requirements.txt", "uriBaseId": "SRCROOT"},
                "region": {"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 13, "snippet": {"text": "==3.2"}}}}],
              "relatedLocations": [{"id": 1, "physicalLocation": {
                "artifactLocation": {"uri": "%C3%A9%2C%25%23/app.py", "uriBaseId": "SRCROOT"},
                "region": {"startLine": 1, "startColumn": 8, "endLine": 1, "endColumn": 14, "snippet": {"text": "django"}}}, "message": {"text": "here"}}],
              "partialFingerprints": {"findingHash/v1": "HASH"},
              "fixes": [
                {"description": {"text": "Mend"}, "artifactChanges": [
                  {"artifactLocation": {"uri": "%C3%A9%2C%25%23/app.py", "uriBaseId": "SRCROOT"}, "replacements": [
                    {"deletedRegion": {"startLine": 1, "startColumn": 8, "endLine": 1, "endColumn": 14}, "insertedContent": {"text": "y"}}]},
                  {"artifactLocation": {"uri": "%C3%A9%2C%25%23/requirements.txt", "uriBaseId": "SRCROOT"}, "replacements": [
                    {"deletedRegion": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}, "insertedContent": {"text": "{z}"}},
                    {"deletedRegion": {"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 13}, "insertedContent": {"text": "x\n"}}]}]},
                {"description": {"text": "Or not"}, "artifactChanges": [
                  {"artifactLocation": {"uri": "%C3%A9%2C%25%23/app.py", "uriBaseId": "SRCROOT"}, "replacements": [
                    {"deletedRegion": {"startLine": 1, "startColumn": 8, "endLine": 1, "endColumn": 14}, "insertedContent": {"text": ""}}]}]}],
              "properties": {"severity": "warning", "framework": "django", "project": "é,%#"}
            }
            """)!.ToJsonString(),
            Results(log).Single().ToJsonString().Replace(Fingerprint(log), "HASH", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_is_told_with_its_page()
    {
        var rules = (JsonArray)Log(s_run, [])["runs"]![0]!["tool"]!["driver"]!["rules"]!;

        Assert.Equal(RuleSet.All.Select(rule => rule.Code), rules.Select(rule => (string?)rule!["id"]));
        var rule = rules.Single(rule => (string?)rule!["id"] == "PF006")!;
        Assert.Equal("unused-suppression", (string?)rule["name"]);
        Assert.Equal("A suppression comment that suppresses nothing, or one past its last day.", (string?)rule["shortDescription"]!["text"]);
        Assert.StartsWith("Comments # pyframeworks: ignore and ignore-file, in Python,", (string?)rule["fullDescription"]!["text"], StringComparison.Ordinal);
        Assert.Equal(RulePages.Url("PF006"), (string?)rule["helpUri"]);
        Assert.Equal(RulePages.Markdown(RuleSet.Find("PF006")!), (string?)rule["help"]!["markdown"]);
        var text = (string?)rule["help"]!["text"];
        Assert.Contains("\nFires\n\n    [tool.pyframeworks.rules]\n    PF006 = \"hint\"\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("`", text, StringComparison.Ordinal);
        Assert.Equal("""{"enabled":false,"level":"note"}""", rule["defaultConfiguration"]!.ToJsonString());
        Assert.Equal("""["python","web-framework","manifest"]""", rule["properties"]!["tags"]!.ToJsonString());
        Assert.All(rules, each => Assert.EndsWith(".", (string?)each!["shortDescription"]!["text"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/srv/my code", "file:///srv/my%20code/")]
    [InlineData("/", "file:///")]
    [InlineData("C:\\a b", "file:///C%3A/a%20b/")]
    [InlineData("\\\\server\\share", "file://server/share/")]
    public void The_root_is_an_address_that_ends_in_a_slash(string folder, string uri)
    {
        var log = Log(s_run with { Folder = folder }, []);
        CheckValid(log);
        Assert.Equal(uri, (string?)Assert.Single((JsonObject)log["runs"]![0]!["originalUriBaseIds"]!).Value!["uri"]);
    }

    [Fact]
    public void A_root_below_the_folder_stands_before_each_path()
    {
        var log = Log(s_run with { Root = "services/a b" }, Checked(TestProjects.Assemble([("requirements.txt", "django==3.2\n")])));
        Assert.Equal("services/a%20b/requirements.txt", (string?)Results(log).Single()["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
    }

    [Fact]
    public void What_could_not_be_read_is_a_notification()
    {
        var log = Log(s_run with { Unread = [("a b.py", "it is larger than 4096 KiB")] }, []);
        CheckValid(log);
        Assert.Equal(
            """[{"executionSuccessful":true,"toolExecutionNotifications":[{"level":"warning","message":{"text":"a b.py: it is larger than 4096 KiB"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a%20b.py","uriBaseId":"SRCROOT"}}}]}]}]""",
            log["runs"]![0]!["invocations"]!.ToJsonString());
    }

    [Fact]
    public void With_a_baseline_what_is_left_is_new()
    {
        var projects = Checked(TestProjects.Assemble([("requirements.txt", "django==3.2\n")]));
        var log = Log(s_run with { HasBaseline = true }, projects);
        CheckValid(log);
        Assert.Equal("new", (string?)Results(log).Single()["baselineState"]);
        Assert.Null(Results(Log(s_run, projects)).Single()["baselineState"]);
    }

    [Fact]
    public void A_fingerprint_outlives_moved_lines_and_tells_equals_apart()
    {
        var before = Fingerprints("=>x\n=>x\nflask==2.3\n");
        var after = Fingerprints("# é😀\n\n   =>x\nrequests\n=>x\r\nflask==2.3\n");
        Assert.Equal(3, before.Distinct().Count());
        Assert.Equal(before, after);
        Assert.DoesNotContain(Fingerprints("=> x\n").Single(), before);

        static string[] Fingerprints(string requirements) =>
            [.. Results(Log(s_run, Checked(TestProjects.Assemble([("requirements.txt", requirements)])))).Select(Fingerprint)];
    }

    private static ImmutableArray<CheckedProject> Checked(ImmutableArray<ProjectModel.ProjectSnapshot> projects) =>
        [.. projects.Select(project => new CheckedProject(project, RuleSet.Check(project, CancellationToken.None)))];

    private static JsonNode Log(SarifRun run, ImmutableArray<CheckedProject> projects) => JsonNode.Parse(SarifJson.Write(run, projects))!;

    private static IEnumerable<JsonNode> Results(JsonNode log) => ((JsonArray)log["runs"]![0]!["results"]!).Select(result => result!);

    private static string Fingerprint(JsonNode node) => (string)(node["runs"] is null ? node : Results(node).Single())["partialFingerprints"]!["findingHash/v1"]!;

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);

    private static void CheckValid(JsonNode log)
    {
        var result = s_schema.Value.Evaluate(Element(log), new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        Assert.True(result.IsValid, string.Join('\n', result.Details?.Where(detail => detail.Errors is { Count: > 0 }).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}") ?? []));
    }
}
