using System.Reflection;
using System.Text.Json;
using PyFrameworks.Rules;

namespace PyFrameworks.LanguageServer.Tests;

/// <summary>The settings of the extension and those of the server are the same.</summary>
public sealed class SettingNamesTests
{
    // What concerns the start of the server, not what it says.
    private static readonly string[] s_ofTheExtension = ["server.path", "trace.server"];

    private static readonly Dictionary<string, JsonElement> s_declared = Declared();

    [Fact]
    public void Every_setting_of_the_extension_is_read_by_the_server_or_its_own() =>
        Assert.Empty(s_declared.Keys.Except(ServerSettings.Names).Except(s_ofTheExtension));

    [Fact]
    public void Switches_of_the_server_are_declared_with_the_server_s_defaults()
    {
        var switches = ServerSettings.Names.Where(name => name.Contains("enable", StringComparison.Ordinal) || name.Contains('.', StringComparison.Ordinal)).ToList();
        Assert.Equal(5, switches.Count);
        var defaults = new ServerSettings();
        Assert.All(switches, name =>
        {
            Assert.Equal("boolean", s_declared[name].GetProperty("type").GetString());
            Assert.NotEmpty(s_declared[name].GetProperty("description").GetString()!);

            // What the extension gives by default changes nothing.
            Assert.Equal(defaults, ServerSettings.Read(JsonElement.Parse($$"""{"{{name}}":{{s_declared[name].GetProperty("default").GetRawText()}}}"""), Assert.Fail));
            Assert.NotEqual(defaults, ServerSettings.Read(JsonElement.Parse($$"""{"{{name}}":{{(s_declared[name].GetProperty("default").GetBoolean() ? "false" : "true")}}}"""), Assert.Fail));
        });
    }

    [Fact]
    public void Needs_of_the_setting_are_the_catalog_s_with_their_titles()
    {
        var items = s_declared["needs"].GetProperty("items");
        Assert.Equal(Catalog.Needs.Titles.Keys, Texts(items.GetProperty("enum")));
        Assert.Equal(Catalog.Needs.Titles.Values.Select(Sentence), Texts(items.GetProperty("enumDescriptions")));
    }

    [Fact]
    public void Every_rule_has_its_line_in_the_setting()
    {
        var rules = s_declared["rules"].GetProperty("properties");
        Assert.Equal(RuleSet.All.Select(rule => rule.Code), rules.EnumerateObject().Select(rule => rule.Name));
        Assert.All(RuleSet.All, rule =>
        {
            var declared = rules.GetProperty(rule.Code);
            Assert.Equal($"{rule.Name}: {rule.Summary}", declared.GetProperty("description").GetString());
            Assert.All(Texts(declared.GetProperty("enum")), level => Assert.NotNull(RuleSet.ParseLevel(level)));
        });
    }

    [Fact]
    public void Every_setting_says_what_it_does() => Assert.All(
        s_declared.Values, setting => Assert.EndsWith(".", (setting.TryGetProperty("description", out var text) ? text : setting.GetProperty("markdownDescription")).GetString(), StringComparison.Ordinal));

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);

    private static string Sentence(string title) => $"{char.ToUpperInvariant(title[0])}{title[1..]}.";

    private static Dictionary<string, JsonElement> Declared()
    {
        var root = typeof(SettingNamesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
        var package = JsonElement.Parse(File.ReadAllText(Path.Combine(root, "client-vscode", "package.json")));
        return package.GetProperty("contributes").GetProperty("configuration").GetProperty("properties").EnumerateObject()
            .ToDictionary(property => property.Name[(ServerSettings.Section.Length + 1)..], property => property.Value, StringComparer.Ordinal);
    }
}
