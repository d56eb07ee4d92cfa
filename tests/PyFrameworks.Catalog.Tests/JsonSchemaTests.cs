using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using PyFrameworks.Catalog.Reading;
using YamlDotNet.RepresentationModel;

namespace PyFrameworks.Catalog.Tests;

public sealed class JsonSchemaTests
{
    // A schema may be registered once.
    private static readonly ConcurrentDictionary<string, JsonSchema> s_schemas = new(StringComparer.Ordinal);

    [Fact]
    public void The_framework_schema_says_what_the_reader_reads() => CheckSchema("framework.schema.json", "A framework of the PyFrameworks catalog", Grammar.Framework);

    [Fact]
    public void The_companions_schema_says_what_the_reader_reads() => CheckSchema("companions.schema.json", "Companions of the PyFrameworks catalog", CompanionGrammar.File);

    [Fact]
    public void The_team_schema_says_what_the_reader_reads() => CheckSchema("team.schema.json", "A catalog of a team's own for PyFrameworks", TeamGrammar.File, TeamGrammar.Framework);

    [Theory]
    [InlineData("framework.schema.json")]
    [InlineData("team.schema.json")]
    public void A_record_that_many_places_share_is_written_once(string schema)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "catalog", "schema", schema));
        var definitions = JsonNode.Parse(text)!["$defs"]!.AsObject();

        Assert.All(definitions, definition => Assert.Contains($"\"#/$defs/{definition.Key}\"", text, StringComparison.Ordinal));
        Assert.Equal(definitions.Count, definitions.Select(definition => definition.Value!.ToJsonString()).Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(text.Split('\n').Length, 1, 1500);
    }

    [Theory]
    [InlineData("frameworks", "framework.schema.json")]
    [InlineData("companions", "companions.schema.json")]
    public void Every_built_in_file_is_valid_by_its_schema(string folder, string schema)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "catalog", folder), "*.yaml");

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal("", Check(schema, File.ReadAllText(file))));
    }

    [Fact]
    public void The_example_of_the_page_on_team_catalogs_is_valid_by_its_schema()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "server", "docs", "team-catalogs.md")).ReplaceLineEndings("\n");
        var start = page.IndexOf("```yaml team-catalog.yaml\n", StringComparison.Ordinal);
        var example = page[(page.IndexOf('\n', start) + 1)..page.IndexOf("\n```", start + 3, StringComparison.Ordinal)];

        Assert.Equal("", Check("team.schema.json", example));
        Assert.Equal("", Check("team.schema.json", Samples.Small + "stance: {level: hold, reason: No.}\n"));
        Assert.NotEqual("", Check("team.schema.json", example.Replace("level: hold", "level: never", StringComparison.Ordinal)));
        Assert.NotEqual("", Check("team.schema.json", example.Replace("overrides:", "override:", StringComparison.Ordinal)));
        Assert.NotEqual("", Check("framework.schema.json", Samples.Small + "stance: {level: hold, reason: No.}\n"));
    }

    [Theory]
    [InlineData(typeof(FrameworkKind))]
    [InlineData(typeof(ServerInterface))]
    [InlineData(typeof(LifecycleStatus))]
    [InlineData(typeof(BatteryLevel))]
    [InlineData(typeof(AsyncSupport))]
    [InlineData(typeof(PlainHandlers))]
    [InlineData(typeof(Effort))]
    public void Words_stand_in_the_order_of_their_enum(Type type)
    {
        var words = type.Name switch
        {
            nameof(FrameworkKind) => Grammar.Kinds,
            nameof(ServerInterface) => Grammar.Interfaces,
            nameof(LifecycleStatus) => Grammar.Statuses,
            nameof(BatteryLevel) => Grammar.Levels,
            nameof(AsyncSupport) => Grammar.AsyncSupports,
            nameof(PlainHandlers) => Grammar.PlainHandlers,
            _ => Grammar.Efforts,
        };

        Assert.Equal(Enum.GetNames(type).Select(name => JsonNamingPolicy.KebabCaseLower.ConvertName(name)), words.Words);
    }

    /// <summary>The schemas are written from the reader's grammar; <c>PYFRAMEWORKS_UPDATE_GOLDEN=1 dotnet test</c> writes them anew.</summary>
    private static void CheckSchema(string file, string title, params RecordShape[] shapes)
    {
        var path = Path.Combine(Repository.Root, "catalog", "schema", file);
        var expected = SchemaWriter.Of(title, shapes);
        if (Environment.GetEnvironmentVariable("PYFRAMEWORKS_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    /// <summary>What a YAML text breaks of a schema; empty where it is valid.</summary>
    private static string Check(string schema, string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var result = s_schemas.GetOrAdd(schema, name => JsonSchema.FromFile(Path.Combine(Repository.Root, "catalog", "schema", name)))
            .Evaluate(JsonSerializer.SerializeToElement(ToJson(stream.Documents[0].RootNode)), new() { OutputFormat = OutputFormat.List });
        return result.IsValid ? "" : string.Join("\n", (result.Details ?? []).Where(detail => detail.Errors is { Count: > 0 }).Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}").Append("not valid"));
    }

    /// <summary>A node as the YAML plug-ins of editors see it: what is plain may be a number or a flag.</summary>
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, ToJson(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } plain when double.TryParse(plain.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        var scalar => JsonValue.Create(((YamlScalarNode)scalar).Value),
    };
}

internal static class Repository
{
    /// <summary>The checkout that these tests were built from.</summary>
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "RepositoryRoot").Value!;
}
