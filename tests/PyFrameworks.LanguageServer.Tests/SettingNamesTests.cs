using System.Reflection;
using System.Text.Json;

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

    private static Dictionary<string, JsonElement> Declared()
    {
        var root = typeof(SettingNamesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
        var package = JsonElement.Parse(File.ReadAllText(Path.Combine(root, "client-vscode", "package.json")));
        return package.GetProperty("contributes").GetProperty("configuration").GetProperty("properties").EnumerateObject()
            .ToDictionary(property => property.Name[(ServerSettings.Section.Length + 1)..], property => property.Value, StringComparer.Ordinal);
    }
}
