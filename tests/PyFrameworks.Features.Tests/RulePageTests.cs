using System.Text;
using PyFrameworks.Catalog;
using PyFrameworks.Rules;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

public sealed class RulePageTests
{
    private const string Folder = "server/docs/rules";

    private static readonly string[] s_sections = ["What it looks at", "Why it matters", "When to ignore it", "Fires", "Stays silent", "Sources", "Switching it off"];

    public static TheoryData<string> Codes => [.. RuleSet.All.Select(rule => rule.Code)];

    /// <summary>Rules whose page shows by code what fires; the others say it in words.</summary>
    public static TheoryData<string> CodesWithExamples => [.. RuleSet.All.Where(rule => Examples(rule, "Fires").Count > 0).Select(rule => rule.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Rendered_page_is_what_explain_prints(string code) => Golden.Check($"{Folder}/{code}.md", RulePages.Markdown(RuleSet.Find(code)!));

    [Fact]
    public void No_page_of_a_rule_that_is_gone() => Assert.Empty(
        Directory.GetFiles(Golden.PathOf(Folder)).Select(Path.GetFileNameWithoutExtension).Except(RuleSet.All.Select(rule => rule.Code), StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Page_has_every_section(string code)
    {
        var rule = RuleSet.Find(code)!;
        var headings = RulePages.Markdown(rule).Split('\n').Where(line => line.StartsWith('#')).ToList();
        Assert.Equal([$"# {rule.Code} {rule.Name}", .. s_sections.Select(section => $"## {section}")], headings);
        Assert.All(s_sections, section => Assert.NotEmpty(RulePages.Section(rule, section)));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Address_leads_to_the_rendered_page(string code) => Assert.EndsWith($"/{Folder}/{code}.md", RulePages.Url(code), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(CodesWithExamples))]
    public void Example_that_is_said_to_fire_fires(string code) => Assert.Contains(code, Findings(code, "Fires"));

    [Theory]
    [MemberData(nameof(CodesWithExamples))]
    public void Example_that_is_said_to_stay_silent_does(string code)
    {
        Assert.NotEmpty(Examples(RuleSet.Find(code)!, "Stays silent"));
        Assert.DoesNotContain(code, Findings(code, "Stays silent"));
    }

    /// <summary>The codes of what is found in a project of the section's examples, with the real catalog.</summary>
    private static IEnumerable<string> Findings(string code, string section)
    {
        // What silent examples include exists.
        var files = Examples(RuleSet.Find(code)!, section);
        files.TryAdd("requirements/base.txt", "");
        return TestProjects.Assemble(files.Select(file => (file.Key, file.Value)), FrameworkCatalog.BuiltIn)
            .SelectMany(project => RuleSet.Check(project, CancellationToken.None))
            .Select(finding => finding.Code);
    }

    /// <summary>The fenced blocks of a section as files: what the fence calls toml or python, else requirements.</summary>
    private static Dictionary<string, string> Examples(RuleDescriptor rule, string section)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        string? path = null;
        var content = new StringBuilder();
        foreach (var line in RulePages.Section(rule, section).Split('\n'))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                content.Append(line).Append('\n');
            }
            else if (path is null)
            {
                path = line[3..].Trim() switch { "toml" => "pyproject.toml", "python" => "app.py", "" or "text" => "requirements.txt", var other => throw new InvalidOperationException(other) };
                content.Clear();
            }
            else
            {
                files[path] = files.GetValueOrDefault(path) + content;
                path = null;
            }
        }

        return files;
    }
}
