using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Syntax.Tests.Toml;

/// <summary>The vectors of the toml-test suite, which its file lists assign to the versions of TOML.</summary>
public sealed class TomlTestSuiteTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(
        typeof(TomlTestSuiteTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!,
        "..", "shared", "toml-test"));

    [Theory]
    [InlineData(TomlVersion.V10, "files-toml-1.0.0")]
    [InlineData(TomlVersion.V11, "files-toml-1.1.0")]
    public void Valid_documents_give_the_tagged_values(TomlVersion version, string list)
    {
        var failures = new StringBuilder();
        var files = Files(list, "valid/");
        Assert.True(files.Count > 150);
        foreach (var file in files)
        {
            var document = TomlInvariants.Parse(File.ReadAllBytes(Path.Combine(Root, file)), version);
            using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, Path.ChangeExtension(file, ".json"))));
            foreach (var error in document.Errors)
            {
                failures.AppendLine(CultureInfo.InvariantCulture, $"{file}: {error}");
            }

            if (Difference(expected.RootElement, document.Root, "") is { } difference)
            {
                failures.AppendLine(CultureInfo.InvariantCulture, $"{file}: {difference}");
            }
        }

        Assert.Equal("", failures.ToString());
    }

    [Theory]
    [InlineData(TomlVersion.V10, "files-toml-1.0.0")]
    [InlineData(TomlVersion.V11, "files-toml-1.1.0")]
    public void Invalid_documents_give_an_error(TomlVersion version, string list)
    {
        var files = Files(list, "invalid/");
        Assert.True(files.Count > 300);
        var silent = files.Where(file => TomlInvariants.Parse(File.ReadAllBytes(Path.Combine(Root, file)), version).Errors.IsEmpty);
        Assert.Equal("", string.Join('\n', silent));
    }

    [Fact]
    public void Invalid_documents_keep_spans_within_the_text()
    {
        foreach (var file in Files("files-toml-1.1.0", "invalid/"))
        {
            TomlInvariants.Check(TomlInvariants.Parse(File.ReadAllBytes(Path.Combine(Root, file))));
        }
    }

    private static List<string> Files(string list, string folder)
    {
        var path = Path.Combine(Root, list);
        Assert.SkipUnless(File.Exists(path), $"The toml-test vectors are not at {Root}");
        return [.. File.ReadLines(path).Where(line => line.StartsWith(folder, StringComparison.Ordinal) && line.EndsWith(".toml", StringComparison.Ordinal))];
    }

    private static string? Difference(JsonElement expected, TomlValue? actual, string path)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            return actual is TomlArray array && array.Items.Length == expected.GetArrayLength()
                ? expected.EnumerateArray().Select((item, i) => Difference(item, array.Items[i], $"{path}[{i}]")).FirstOrDefault(d => d is not null)
                : $"{path} is no array of {expected.GetArrayLength()}";
        }

        if (expected.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && expected.EnumerateObject().Count() == 2)
        {
            var value = expected.GetProperty("value").GetString()!;
            var same = (type.GetString(), actual) switch
            {
                ("string", TomlString text) => text.Value == value,
                ("integer", TomlInteger integer) => integer.Value == long.Parse(value, CultureInfo.InvariantCulture),
                ("float", TomlFloat number) => number.Value.Equals(Number(value)),
                ("bool", TomlBoolean truth) => truth.Value == (value == "true"),
                ("datetime", TomlDateTime { Kind: TomlDateTimeKind.OffsetDateTime } time) => SameTime(time.Text, value),
                ("datetime-local", TomlDateTime { Kind: TomlDateTimeKind.LocalDateTime } time) => SameTime(time.Text, value),
                ("date-local", TomlDateTime { Kind: TomlDateTimeKind.LocalDate } time) => time.Text == value,
                ("time-local", TomlDateTime { Kind: TomlDateTimeKind.LocalTime } time) => SameTime(time.Text, value),
                _ => false,
            };
            return same ? null : $"{path}: expected {value}, got {TomlInvariants.Show(actual)}";
        }

        if (actual is not TomlTable table || table.Entries.Length != expected.EnumerateObject().Count())
        {
            return $"{path}: expected a table of {expected.EnumerateObject().Count()}, got {TomlInvariants.Show(actual)}";
        }

        return expected.EnumerateObject().Select(p => Difference(p.Value, table[p.Name], $"{path}.{p.Name}")).FirstOrDefault(d => d is not null);
    }

    /// <summary>The vectors write some fractions with zeros at their end.</summary>
    private static bool SameTime(string left, string right) => Regex.Replace(left, @"(\.\d*?)0+(?!\d)", "$1") == Regex.Replace(right, @"(\.\d*?)0+(?!\d)", "$1");

    private static double Number(string text) => text switch
    {
        "inf" or "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
