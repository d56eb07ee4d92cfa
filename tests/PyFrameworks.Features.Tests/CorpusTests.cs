using System.Collections.Immutable;
using System.Text;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>
/// Small projects in the shapes that real ones have, each with what a careful reader would say of it, written before the program was asked. A file of
/// <c>tests/fixtures/corpus</c> is a project in the form of <see cref="ProjectText"/> below a header of comments: what it shows, an empty comment, and
/// the expectation. A line <c># PATH ID ROLE [INTERFACE] [on ID] [specifier [TEXT]] [locked VERSION]</c> stands for each framework (what is left out
/// in brackets is not compared, save for <c>on</c>), <c># PATH</c> for a project without one, <c># FILE: NAME SPECIFIER (GROUP); …</c> for all that a
/// manifest declares.
/// </summary>
public sealed class CorpusTests
{
    private const string Folder = "tests/fixtures/corpus";

    /// <summary>The files of the corpus.</summary>
    public static TheoryData<string> Names => [.. Directory.GetFiles(Golden.PathOf(Folder), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_what_a_careful_reader_would(string name) => CheckCorpus(name);

    private static void CheckCorpus(string name)
    {
        var text = File.ReadAllText(Golden.PathOf($"{Folder}/{name}.txt")).ReplaceLineEndings("\n");
        var start = text.IndexOf("#- ", StringComparison.Ordinal);
        var header = text[..start].TrimEnd('\n').Split('\n').Select(line => line.TrimStart('#').Trim()).ToList();
        var blank = header.IndexOf("");
        Assert.True(blank > 0 && blank < header.Count - 1, $"{name}.txt: a sentence, a line '#' and the expectation come first");

        var (projects, _) = TestProjects.Parse(text[start..], FrameworkCatalog.BuiltIn);
        var expected = header[(blank + 1)..];
        var actual = projects.SelectMany(project => Frameworks(project, expected)).Concat(Manifests(projects, expected)).ToList();
        var difference = new StringBuilder();
        foreach (var (sign, line) in expected.Except(actual).Select(line => ('-', line)).Concat(actual.Except(expected).Select(line => ('+', line))).OrderBy(pair => pair.line, StringComparer.Ordinal))
        {
            difference.Append('\n').Append(sign).Append(' ').Append(line);
        }

        Assert.True(difference.Length == 0, $"{name}: {header[0]}\n(- expected, + found){difference}");
        Assert.Equal(expected.Count, actual.Count);
    }

    private static IEnumerable<string> Frameworks(ProjectSnapshot project, List<string> expected)
    {
        if (project.FrameworkUses.IsEmpty)
        {
            yield return project.Path;
        }

        foreach (var use in project.FrameworkUses)
        {
            var start = $"{project.Path} {use.Framework.Id} {Words.Of(use.Role)}";
            var words = expected.Find(line => line.StartsWith($"{project.Path} {use.Framework.Id} ", StringComparison.Ordinal))?.Split(' ') ?? [];
            yield return string.Concat(
                start,
                words.Length > 3 && words[3] is "wsgi" or "asgi" or "rsgi" or "own" ? $" {Words.Of(use.Interface)}" : "",
                use.On is { } on ? $" on {on}" : "",
                words.Contains("specifier") ? $" specifier {use.Specifier}".TrimEnd() : "",
                words.Contains("locked") ? $" locked {use.LockedVersion}" : "");
        }
    }

    /// <summary>What the manifests declare of which the expectation speaks.</summary>
    private static IEnumerable<string> Manifests(ImmutableArray<ProjectSnapshot> projects, List<string> expected) =>
        from line in expected
        let colon = line.IndexOf(':', StringComparison.Ordinal)
        where colon > 0 && !line[..colon].Contains(' ', StringComparison.Ordinal)
        let path = line[..colon]
        let manifest = projects.Select(project => project.FindManifest(path)).FirstOrDefault(manifest => manifest is not null)
        select manifest is null
            ? $"{path} is no manifest"
            : $"{path}: {string.Join("; ", manifest.Dependencies.Select(Describe))}".TrimEnd();

    private static string Describe(Dependency dependency) => string.Concat(
        dependency.IsEditable ? "-e " : "",
        dependency.CanonicalName,
        dependency.Specifier.ToString(),
        dependency.Url is { } url ? $" @ {url}" : "",
        $" ({dependency.Group})");
}
