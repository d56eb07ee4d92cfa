using System.Collections.Immutable;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>A stretch of a manifest that leads elsewhere.</summary>
/// <param name="Span">The stretch.</param>
/// <param name="Url">The page it leads to, or null for a file.</param>
/// <param name="Path">Workspace path of the file it leads to, or null for a page.</param>
/// <param name="Tooltip">What pointing at it shows.</param>
public sealed record ManifestLink(TextSpan Span, string? Url, string? Path, string Tooltip);

/// <summary>Links of a manifest: a dependency leads to its page on the package index, an include to its file.</summary>
public static class DocumentLinks
{
    private const string Index = "https://pypi.org/project/";

    /// <summary>The links of the manifest at <paramref name="path"/>, by place; empty for any other file.</summary>
    public static ImmutableArray<ManifestLink> Of(ProjectSnapshot project, string path, CancellationToken cancellationToken)
    {
        if (project.FindManifest(path) is not { } manifest)
        {
            return [];
        }

        var links = new List<ManifestLink>();
        if (IsOfIndex(manifest))
        {
            foreach (var dependency in manifest.Dependencies.Where(dependency => dependency is { Url: null, IsEditable: false, CanonicalName.Length: > 0 }))
            {
                cancellationToken.ThrowIfCancellationRequested();
                links.Add(new(dependency.NameSpan, $"{Index}{Uri.EscapeDataString(dependency.CanonicalName)}/", null, $"{dependency.Name} on PyPI"));
            }
        }

        foreach (var include in manifest.Includes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!include.Span.IsEmpty && IncludedFiles.PathOf(project, include) is { } target)
            {
                links.Add(new(include.Span, null, target, $"Open {target}"));
            }
        }

        return [.. links.DistinctBy(link => link.Span).OrderBy(link => link.Span)];
    }

    /// <summary>
    /// Whether the names of <paramref name="manifest"/> are those of the public index. conda has channels of its own, a lock says itself where each entry is from, and
    /// where a file names another index, its names may be anybody's on the public one.
    /// </summary>
    private static bool IsOfIndex(Manifest manifest) =>
        manifest.Format is not (ManifestFormat.Conda or ManifestFormat.Commands) && !manifest.Format.IsLock()
        && (manifest.Format is not (ManifestFormat.Requirements or ManifestFormat.Constraints) || !NamesAnotherIndex(manifest.Text.Content));

    private static bool NamesAnotherIndex(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var option = line.TrimStart();
            if ((option.StartsWith("-i", StringComparison.Ordinal) || option.StartsWith("--index-url", StringComparison.Ordinal) || option.StartsWith("--no-index", StringComparison.Ordinal))
                && !option.Contains("//pypi.org/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
