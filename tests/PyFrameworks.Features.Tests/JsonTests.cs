using System.Text.Json;
using PyFrameworks.Catalog;
using PyFrameworks.Rules;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>The members of each JSON document, as users rely on them.</summary>
public sealed class JsonTests
{
    private static readonly (string Path, string Content)[] s_everything =
    [
        ("requirements.txt", "-r base.txt\nFlask[async]>=2.3 ; python_version < \"3.13\"\nother @ https://example.org/other.zip\n=>broken\n"),
        ("base.txt", "flask-login[all]\n"),
        ("pyproject.toml", "[project]\nname = \"x\"\nrequires-python = \">=3.10\"\n[tool.pyframeworks]\nneeds = [\"rest-api\"]\n"),
        ("uv.lock", "version = 1\n[[package]]\nname = \"flask\"\nversion = \"3.0.2\"\n"),
        ("app.py", "from flask import Flask\napp = Flask(__name__)\n"),
    ];

    [Fact]
    public void Inspect() => CheckMembers(InspectJson.Write("/abs", TestProjects.Assemble(s_everything)), $$"""
        version number
        root string
        projects array
        projects[].path string
        projects[].requiresPython string
        projects[].frameworks array
        projects[].frameworks[].id string
        projects[].frameworks[].name string
        projects[].frameworks[].role string
        projects[].frameworks[].on null
        projects[].frameworks[].interface string
        projects[].frameworks[].confidence number
        projects[].frameworks[].specifier string
        projects[].frameworks[].lockedVersion string
        projects[].frameworks[].evidence array
        projects[].frameworks[].evidence[].kind string
        projects[].frameworks[].evidence[].file string
        {{Range("projects[].frameworks[].evidence[]")}}
        projects[].frameworks[].evidence[].text string
        projects[].needs array
        projects[].needs[].id string
        projects[].needs[].source string
        projects[].needs[].because string
        projects[].metrics object
        projects[].metrics.pythonFiles number
        projects[].metrics.codeLines number
        projects[].metrics.routes number
        projects[].metrics.asyncFunctions number
        projects[].manifests array
        projects[].manifests[].path string
        projects[].manifests[].format string
        projects[].manifests[].dependencies array
        projects[].manifests[].dependencies[].name string
        projects[].manifests[].dependencies[].canonicalName string
        projects[].manifests[].dependencies[].extras array
        projects[].manifests[].dependencies[].extras[] string
        projects[].manifests[].dependencies[].specifier string
        projects[].manifests[].dependencies[].url null|string
        projects[].manifests[].dependencies[].marker null|string
        projects[].manifests[].dependencies[].group string
        projects[].manifests[].dependencies[].editable boolean
        {{Range("projects[].manifests[].dependencies[]")}}
        projects[].manifests[].includes array
        projects[].manifests[].includes[].path string
        projects[].manifests[].includes[].kind string
        projects[].manifests[].includes[].resolved string
        {{Range("projects[].manifests[].includes[]")}}
        projects[].manifests[].problems array
        projects[].manifests[].problems[].code string
        projects[].manifests[].problems[].message string
        {{Range("projects[].manifests[].problems[]")}}
        projects[].imports array
        projects[].imports[].module string
        projects[].imports[].framework string
        projects[].imports[].file string
        {{Range("projects[].imports[]")}}
        projects[].imports[].names array
        projects[].imports[].names[] string
        """);

    [Fact]
    public void Inspect_gives_each_value()
    {
        var project = Parse(InspectJson.Write("/abs", TestProjects.Assemble(s_everything))).GetProperty("projects")[0];
        var flask = project.GetProperty("frameworks")[0];
        Assert.Equal("flask|Flask|primary|wsgi|>=2.3|3.0.2", string.Join('|', ((string[])["id", "name", "role", "interface", "specifier", "lockedVersion"]).Select(name => flask.GetProperty(name).GetString())));
        Assert.Equal(["dependency", "import", "addon", "lock"], flask.GetProperty("evidence").EnumerateArray().Select(evidence => evidence.GetProperty("kind").GetString()!).OrderBy(kind => Array.IndexOf(["dependency", "import", "addon", "lock"], kind)));
        Assert.Equal(">=3.10", project.GetProperty("requiresPython").GetString());
        var dependencies = project.GetProperty("manifests").EnumerateArray().Single(manifest => manifest.GetProperty("path").GetString() == "requirements.txt").GetProperty("dependencies");
        Assert.Equal("Flask flask >=2.3 main 1:0-1:43", Describe(dependencies[0]));
        Assert.Equal("""python_version < "3.13" """.Trim(), dependencies[0].GetProperty("marker").GetString());
        Assert.Equal("other other  main 2:0-2:37", Describe(dependencies[1]));
        Assert.Equal("https://example.org/other.zip", dependencies[1].GetProperty("url").GetString());

        static string Describe(JsonElement dependency) =>
            $"{dependency.GetProperty("name")} {dependency.GetProperty("canonicalName")} {dependency.GetProperty("specifier")} {dependency.GetProperty("group")} {Where(dependency)}";
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void Characters_are_UTF_16_and_a_byte_order_mark_is_none(string mark)
    {
        var project = TestProjects.FromFiles([("pyproject.toml", $"{mark}[project]\r\nname = 'x'\r\ndependencies = ['é😀 ?', \t'flask==3.0']\r\n")]);
        var root = Parse(InspectJson.Write("/abs", [project]));
        Assert.Equal("2:27-2:37", Where(root.GetProperty("projects")[0].GetProperty("manifests")[0].GetProperty("dependencies")[0]));
        var check = Parse(CheckJson.Write("/abs", [new(project, RuleSet.Check(project, CancellationToken.None))], 1));
        Assert.Equal("2:32-2:37", Where(check.GetProperty("diagnostics").EnumerateArray().Single(item => item.GetProperty("code").GetString() == "PF101")));
    }

    [Fact]
    public void Inspect_as_lines_holds_the_same_members()
    {
        var projects = TestProjects.Assemble([.. s_everything, ("api/requirements.txt", "django\n")]);
        var whole = Parse(InspectJson.Write("/abs", projects)).GetProperty("projects").EnumerateArray().ToList();
        var lines = InspectJson.WriteLines("/abs", projects).ToList();
        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal)));
        foreach (var (line, project) in lines.Select(Parse).Zip(whole))
        {
            Assert.Equal((1, "/abs"), (line.GetProperty("version").GetInt32(), line.GetProperty("root").GetString()));
            Assert.All(project.EnumerateObject(), member => Assert.True(JsonElement.DeepEquals(member.Value, line.GetProperty(member.Name))));
        }
    }

    [Fact]
    public void Check()
    {
        var project = TestProjects.FromFiles([("requirements.txt", "django==3.2\n"), ("dev.in", "django==3.2\n")]);
        var finding = RuleSet.Check(project, CancellationToken.None)[0];
        finding = finding with { Related = [new(finding.At, "here")], Fixes = [new("Mend", [new(finding.At, "x")])] };
        CheckMembers(CheckJson.Write("/abs", [new(project, [finding])], 2), $$"""
            version number
            root string
            diagnostics array
            diagnostics[].code string
            diagnostics[].name string
            diagnostics[].severity string
            diagnostics[].file string
            {{Range("diagnostics[]")}}
            diagnostics[].message string
            diagnostics[].framework string
            diagnostics[].project string
            diagnostics[].url string
            diagnostics[].related array
            diagnostics[].related[].file string
            {{Range("diagnostics[].related[]")}}
            diagnostics[].related[].message string
            diagnostics[].fixes array
            diagnostics[].fixes[].title string
            diagnostics[].fixes[].edits array
            diagnostics[].fixes[].edits[].file string
            {{Range("diagnostics[].fixes[].edits[]")}}
            diagnostics[].fixes[].edits[].newText string
            summary object
            summary.projects number
            summary.files number
            summary.error number
            summary.warning number
            summary.information number
            summary.hint number
            """);
    }

    [Fact]
    public void Check_tells_the_mend_with_its_edits()
    {
        var project = TestProjects.FromFiles([("requirements.txt", "# é😀\ndjango-rest-framework >=0.1  # API\n")]);
        var document = Parse(CheckJson.Write("/abs", [new CheckedProject(project, RuleSet.Check(project, CancellationToken.None))], 1));
        Assert.Equal(
            """
            [{"title":"Write djangorestframework, without the version of django-rest-framework","edits":[
            {"file":"requirements.txt","range":{"start":{"line":1,"character":0},"end":{"line":1,"character":21}},"newText":"djangorestframework"},
            {"file":"requirements.txt","range":{"start":{"line":1,"character":21},"end":{"line":1,"character":27}},"newText":""}]}]
            """.ReplaceLineEndings(""),
            System.Text.Json.Nodes.JsonNode.Parse(document.GetProperty("diagnostics")[0].GetProperty("fixes").GetRawText())!.ToJsonString());
    }

    [Fact]
    public void Check_counts_and_sorts()
    {
        var projects = TestProjects.Assemble([("b/requirements.txt", "django==3.2\n=>x\n"), ("a/requirements.txt", "masonite\n")]);
        var document = Parse(CheckJson.Write("/abs", [.. projects.Select(project => new CheckedProject(project, RuleSet.Check(project, CancellationToken.None)))], 2));
        Assert.Equal(
            ["a/requirements.txt PF102 information a masonite", "b/requirements.txt PF101 warning b django", "b/requirements.txt PF001 error b "],
            document.GetProperty("diagnostics").EnumerateArray().Select(item =>
                $"{item.GetProperty("file")} {item.GetProperty("code")} {item.GetProperty("severity")} {item.GetProperty("project")} {item.GetProperty("framework")}"));
        Assert.Equal("2 2 1 1 1 0", string.Join(' ', document.GetProperty("summary").EnumerateObject().Select(member => member.Value.GetInt32())));
    }

    [Fact]
    public void Suggest()
    {
        var result = Suggester.ForFramework(SampleCatalog.Instance, SampleCatalog.Instance.Find("flask")!, ["realtime", "admin-panel"], TestProjects.Today, CancellationToken.None);
        const string Members = """
            version number
            from string
            needs array
            needs[].id string
            needs[].source string
            needs[].because string
            suggestions array
            suggestions[].id string
            suggestions[].name string
            suggestions[].rank number
            suggestions[].score number
            suggestions[].gains array
            suggestions[].gains[].need string
            suggestions[].gains[].from number
            suggestions[].gains[].to number
            suggestions[].gains[].reason string
            suggestions[].gains[].source string
            suggestions[].losses array
            suggestions[].losses[].need string
            suggestions[].losses[].from number
            suggestions[].losses[].to number
            suggestions[].losses[].reason string
            suggestions[].losses[].source string
            suggestions[].effort string
            suggestions[].effortReason string
            suggestions[].stance null
            keep object
            keep.advice string
            keep.reason string
            """;
        CheckMembers(SuggestJson.Write(result), Members);
        CheckMembers(SuggestJson.Write(result, "# x"), $"{Members}\nmarkdown string");
        Assert.Equal("consider", Parse(SuggestJson.Write(result)).GetProperty("keep").GetProperty("advice").GetString());
        Assert.Equal("asked", Parse(SuggestJson.Write(result)).GetProperty("needs")[0].GetProperty("source").GetString());
    }

    [Fact]
    public void Suggest_without_a_framework() => CheckMembers(
        SuggestJson.Write(Suggester.ForProject(TestProjects.FromFiles([("requirements.txt", "requests\n")]), null, CancellationToken.None)), """
            version number
            from null
            needs array
            suggestions array
            keep object
            keep.advice string
            keep.reason string
            """);

    [Fact]
    public void Catalog_list()
    {
        CheckMembers(CatalogJson.List(FrameworkCatalog.BuiltIn.Frameworks), """
            version number
            frameworks array
            frameworks[].id string
            frameworks[].name string
            frameworks[].summary string
            frameworks[].kind string
            frameworks[].interfaces array
            frameworks[].interfaces[] string
            frameworks[].lifecycle string
            frameworks[].newestRelease string
            frameworks[].checked string
            frameworks[].reviewBy string
            frameworks[].stance null
            """);
        Assert.Equal(FrameworkCatalog.BuiltIn.Ids, Parse(CatalogJson.List(FrameworkCatalog.BuiltIn.Frameworks)).GetProperty("frameworks").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!));
    }

    [Fact]
    public void Catalog_entry() => CheckMembers(CatalogJson.Show(FrameworkCatalog.BuiltIn.Find("django")!, FrameworkCatalog.BuiltIn.Companions), """
        version number
        id string
        name string
        summary string
        kind string
        interfaces array
        interfaces[] string
        lifecycle string
        newestRelease string
        about string
        on null
        distributions array
        distributions[] string
        imports array
        imports[] string
        async string
        asyncDetail string
        impliedBy array
        impliedBy[].distribution string
        impliedBy[].import null|string
        lifecycleEvidence string
        lifecycleSource string
        supportPolicy string
        releases array
        releases[].series string
        releases[].released string
        releases[].endOfLife string
        releases[].endIsDerived boolean
        releases[].lts boolean
        releases[].latest string
        releases[].latestReleased string
        releases[].python string
        releases[].source string
        needs array
        needs[].id string
        needs[].score number
        needs[].reason string
        needs[].source string
        batteries array
        batteries[].id string
        batteries[].level string
        batteries[].what string
        batteries[].source string
        watchOuts array
        watchOuts[].text string
        watchOuts[].source string
        concepts array
        concepts[].id string
        concepts[].api string
        concepts[].names array
        concepts[].names[] string
        servers array
        servers[].id string
        servers[].name string
        servers[].distribution string
        servers[].interfaces array
        servers[].interfaces[] string
        servers[].note string
        servers[].source string
        migrations array
        migrations[].to string
        migrations[].effort string
        migrations[].steps array
        migrations[].steps[] string
        migrations[].source string
        ecosystemNote null
        relatives array
        relatives[] string
        successor null
        links object
        links.homepage string
        links.documentation string
        links.repository string
        links.changelog string
        sources array
        sources[].title string
        sources[].url string
        checked string
        reviewBy string
        stance null
        userEntry boolean
        """);

    [Fact]
    public void Unknown_date_is_null() =>
        Assert.Equal(JsonValueKind.Null, Parse(CatalogJson.Show(SampleCatalog.Instance.Find("flask")!, SampleCatalog.Companions)).GetProperty("releases")[0].GetProperty("endOfLife").ValueKind);

    [Fact]
    public void Rule_page() => CheckMembers(CatalogJson.Rule(RuleSet.Find("PF101")!), """
        version number
        code string
        name string
        severity string
        url string
        markdown string
        """);

    [Fact]
    public void Validation() => CheckMembers(CatalogJson.Validation([("a.yaml", [(1, 2, "wrong")])]), """
        version number
        files array
        files[].path string
        files[].errors array
        files[].errors[].line number
        files[].errors[].column number
        files[].errors[].message string
        """);

    /// <summary>Checks every member of a document, with the kinds of its values.</summary>
    private static void CheckMembers(string json, string expected)
    {
        Assert.EndsWith("}\n", json, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', json);
        var members = new List<(string Path, SortedSet<string> Kinds)>();
        Walk("", Parse(json));
        Assert.Equal(
            expected.ReplaceLineEndings("\n").Split('\n').Order(StringComparer.Ordinal),
            members.Select(member => $"{member.Path} {string.Join('|', member.Kinds)}").Order(StringComparer.Ordinal));

        void Walk(string path, JsonElement element)
        {
            if (path.Length > 0 && (element.ValueKind != JsonValueKind.Object || !path.EndsWith("[]", StringComparison.Ordinal)))
            {
                var kind = element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : element.ValueKind.ToString().ToLowerInvariant();
                var known = members.FirstOrDefault(member => member.Path == path);
                if (known.Kinds is null)
                {
                    members.Add((path, [kind]));
                }
                else
                {
                    known.Kinds.Add(kind);
                }
            }

            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject())
                {
                    Walk(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                }
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                {
                    Walk($"{path}[]", item);
                }
            }
        }
    }

    /// <summary>The members of a range, as lines.</summary>
    private static string Range(string path) => string.Join('\n', ((string[])
        ["range object", "range.start object", "range.start.line number", "range.start.character number", "range.end object", "range.end.line number", "range.end.character number"])
        .Select(member => $"{path}.{member}"));

    private static string Where(JsonElement element)
    {
        var (start, end) = (element.GetProperty("range").GetProperty("start"), element.GetProperty("range").GetProperty("end"));
        return $"{start.GetProperty("line")}:{start.GetProperty("character")}-{end.GetProperty("line")}:{end.GetProperty("character")}";
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
