using System.Reflection;
using System.Text.Json;

namespace PyFrameworks.Syntax.Tests.Packaging;

/// <summary>Rows of the reference's answers, which lie beside the checkout on machines that have them.</summary>
internal static class Oracle
{
    // The variable names another folder of rows in the same shape, such as a set made from other seeds.
    private static readonly string s_folder = Environment.GetEnvironmentVariable("PYFRAMEWORKS_ORACLE") ?? Path.Combine(
        typeof(Oracle).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!,
        "..",
        "shared",
        "oracle");

    public static List<JsonElement> Rows(string file) => File.ReadLines(Find(file)).Select(line => JsonDocument.Parse(line).RootElement).ToList();

    public static JsonElement Document(string file) => JsonDocument.Parse(File.ReadAllText(Find(file))).RootElement;

    /// <summary>Fails with at most twenty rows that disagree, so that the report stays readable.</summary>
    public static void AllAgree(List<string> disagreements) =>
        Assert.True(disagreements.Count == 0, $"{disagreements.Count} rows disagree:\n" + string.Join('\n', disagreements.Take(20)));

    public static string[] Strings(this JsonElement row, string property) =>
        row.GetProperty(property).EnumerateArray().Select(item => item.GetString()!).ToArray();

    public static bool Flag(this JsonElement row, string property) => row.GetProperty(property).GetBoolean();

    public static string? Text(this JsonElement row, string property) => row.GetProperty(property).GetString();

    private static string Find(string file)
    {
        var path = Path.Combine(s_folder, file);
        Assert.SkipUnless(File.Exists(path), $"The reference's vectors are not beside the checkout: {path}");
        return path;
    }
}
