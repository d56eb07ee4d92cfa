using System.Text.Json;
using PyFrameworks.Catalog;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>
/// Whole plans of small projects, with the real catalog: <c>tests/fixtures/migrate/FROM-to-TO.txt</c> is a project in the form of <see cref="ProjectText"/>, beside it stand
/// its plan as JSON and as Markdown.
/// </summary>
public sealed class MigrateFixtureTests
{
    private const string Folder = "tests/fixtures/migrate";

    /// <summary>The moves.</summary>
    public static TheoryData<string> Names => [.. Directory.GetFiles(Golden.PathOf(Folder), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_as_JSON(string name) => Golden.Check($"{Folder}/{name}.json", MigrateJson.Write(Plan(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_as_Markdown(string name) => Golden.Check($"{Folder}/{name}.md", MigrateMarkdown.Write(Plan(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Places_are_those_of_the_text(string name)
    {
        var plan = Plan(name);
        using var json = JsonDocument.Parse(MigrateJson.Write(plan));
        foreach (var (item, written) in plan.Items.Zip(json.RootElement.GetProperty("items").EnumerateArray()))
        {
            Assert.Equal(item.Places.Length, written.GetProperty("count").GetInt32());
            Assert.Equal(item.Places.Order(), item.Places);
            Assert.All(item.Places, place => Assert.False(string.IsNullOrWhiteSpace(plan.Project.TextOf(place.Path)!.Slice(place.Span))));
        }
    }

    private static MigrationPlan Plan(string name)
    {
        var (projects, _) = TestProjects.Parse(File.ReadAllText(Golden.PathOf($"{Folder}/{name}.txt")), FrameworkCatalog.BuiltIn);
        var project = projects.First(project => project.Primaries.Any());
        var ids = name.Split("-to-");
        var (question, error) = MigrationQuestion.Read(project, ids[0], ids[1], "--");
        Assert.Equal("", error);
        return MigrationPlanner.Plan(project, question!.From, question.To, CancellationToken.None);
    }
}
