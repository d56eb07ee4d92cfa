using System.Text;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.ProjectModel.Tests.Manifests;

/// <summary>Reads one file and shows what was found as lines of text, the spans as the slices they cover.</summary>
internal static class Reading
{
    public static Manifest Read(string path, string content) => File(path, content).Manifest!;

    public static ParsedFile File(string path, string content) =>
        FileReader.Read(path, new SourceText(content), asRequirements: false, CancellationToken.None)!;

    public static Manifest ReadBytes(string path, byte[] bytes) =>
        FileReader.Read(path, bytes, asRequirements: false, CancellationToken.None)!.Manifest!;

    public static Manifest ReadBytes(string path, string content, Encoding encoding) => ReadBytes(path, [.. encoding.GetPreamble(), .. encoding.GetBytes(content)]);

    /// <summary><c>canonical|specifier|group</c> of each dependency.</summary>
    public static string[] Summary(Manifest manifest) =>
        [.. manifest.Dependencies.Select(dependency => $"{dependency.CanonicalName}|{dependency.Specifier}|{dependency.Group}")];

    /// <summary>The slices of name, specifier and whole of the one dependency.</summary>
    public static (string Name, string? Specifier, string Whole) Slices(Manifest manifest, Dependency dependency) => (
        manifest.Text.Slice(dependency.NameSpan),
        dependency.SpecifierSpan is { } specifier ? manifest.Text.Slice(specifier) : null,
        manifest.Text.Slice(dependency.Span));

    /// <summary><c>code|slice|message</c> of each problem.</summary>
    public static string[] ProblemsOf(Manifest manifest) =>
        [.. manifest.Problems.Select(problem => $"{problem.Code}|{manifest.Text.Slice(problem.Span)}|{problem.Message}")];

    /// <summary>Fails unless every span lies in the text and holds what it says.</summary>
    public static void CheckSpans(Manifest manifest)
    {
        var whole = new TextSpan(0, manifest.Text.Length);
        foreach (var dependency in manifest.Dependencies)
        {
            Assert.True(whole.Contains(dependency.Span) && dependency.Span.Length >= 0);
            Assert.True(dependency.Span.Contains(dependency.NameSpan) && dependency.NameSpan.Length > 0);
            Assert.True(dependency.SpecifierSpan is not { } specifier || (whole.Contains(specifier) && specifier.Length >= 0));
        }

        Assert.All(manifest.Includes, include => Assert.True(whole.Contains(include.Span) && include.Span.Length >= 0));
        Assert.All(manifest.Problems, problem => Assert.True(whole.Contains(problem.Span) && problem.Span.Length >= 0 && !problem.Message.EndsWith('.')));
        Assert.All(manifest.Comments, comment => Assert.True(whole.Contains(comment)));
        Assert.All(manifest.Commands, command => Assert.Equal(manifest.Text.Slice(command.Span), command.Text));
        Assert.True(manifest.RequiresPython is not { } python || whole.Contains(python.At.Span));
        Assert.InRange(manifest.Problems.Length, 0, 100);
    }

    /// <summary>Reads every beginning of a text; none may throw or leave a span outside.</summary>
    public static void CheckPrefixes(string path, string content)
    {
        for (var length = 0; length <= content.Length; length++)
        {
            if (File(path, content[..length]).Manifest is { } manifest)
            {
                CheckSpans(manifest);
            }
        }
    }
}
