using System.Reflection;
using System.Text.Json;
using PyFrameworks.Catalog.Reading;

namespace PyFrameworks.Catalog.Tests;

public sealed class JsonSchemaTests
{
    [Fact]
    public void The_framework_schema_says_what_the_reader_reads() => CheckSchema("framework.schema.json", Grammar.Framework, "A framework of the PyFrameworks catalog");

    [Fact]
    public void The_companions_schema_says_what_the_reader_reads() => CheckSchema("companions.schema.json", CompanionGrammar.File, "Companions of the PyFrameworks catalog");

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
    private static void CheckSchema(string file, RecordShape shape, string title)
    {
        var path = Path.Combine(Repository.Root, "catalog", "schema", file);
        var expected = JsonSchema.Of(shape, title);
        if (Environment.GetEnvironmentVariable("PYFRAMEWORKS_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}

internal static class Repository
{
    /// <summary>The checkout that these tests were built from.</summary>
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "RepositoryRoot").Value!;
}
