using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Testing;

namespace PyFrameworks.Features.Tests;

/// <summary>A project as its files, with what the rules find in it.</summary>
internal sealed record TestProject(ImmutableArray<(string Path, string Content)> Files, ProjectSnapshot Snapshot, ImmutableArray<Finding> Findings)
{
    /// <summary>Reads the files, which hold one project; with the small catalog.</summary>
    public static TestProject Of(params IEnumerable<(string Path, string Content)> files) => Of(SampleCatalog.Instance, files);

    /// <summary>Reads the files, which hold one project.</summary>
    public static TestProject Of(FrameworkCatalog catalog, IEnumerable<(string Path, string Content)> files)
    {
        ImmutableArray<(string Path, string Content)> all = [.. files];
        var snapshot = TestProjects.FromFiles(all, catalog);
        return new(all, snapshot, RuleSet.Check(snapshot, CancellationToken.None));
    }

    /// <summary>The text of a file.</summary>
    public string this[string path] => Files.Single(file => file.Path == path).Content;

    /// <summary>The project after the edits of <paramref name="fix"/>, read anew; offsets count without a byte order mark.</summary>
    public TestProject Apply(QuickFix fix)
    {
        if (fix.CreatesFile is { } created)
        {
            Assert.DoesNotContain(created, Snapshot.Manifests.Select(manifest => manifest.Path));
            return Of(Snapshot.Catalog, [.. Files, (created, Assert.Single(fix.Edits).NewText)]);
        }

        var files = Files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        foreach (var edit in fix.Edits.OrderByDescending(edit => edit.At))
        {
            var content = files[edit.At.Path];
            var mark = content is ['\uFEFF', ..] ? 1 : 0;
            files[edit.At.Path] = content[..(edit.At.Span.Start + mark)] + edit.NewText + content[(edit.At.Span.End + mark)..];
        }

        return Of(Snapshot.Catalog, Files.Select(file => (file.Path, files[file.Path])));
    }
}
