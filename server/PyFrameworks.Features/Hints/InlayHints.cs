using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>A text that an editor shows within a line.</summary>
/// <param name="Offset">Where.</param>
/// <param name="Label">The text.</param>
/// <param name="Tooltip">What pointing at it shows, with source and day of the check.</param>
public sealed record SupportHint(int Offset, string Label, string Tooltip);

/// <summary>Beside a framework's dependency: until when the release that its line allows is supported.</summary>
public static class InlayHints
{
    /// <summary>The hints within <paramref name="range"/> of the manifest at <paramref name="path"/>, by place. Only where the catalog knows a day.</summary>
    /// <param name="project">The project.</param>
    /// <param name="path">The file.</param>
    /// <param name="range">The part that is shown.</param>
    /// <param name="isMarkdown">Whether tooltips may be Markdown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static ImmutableArray<SupportHint> In(ProjectSnapshot project, string path, TextSpan range, bool isMarkdown, CancellationToken cancellationToken)
    {
        if (project.FindManifest(path) is not { } manifest || manifest.Format.IsLock() || manifest.Format == ManifestFormat.Commands)
        {
            return [];
        }

        var hints = ImmutableArray.CreateBuilder<SupportHint>();
        foreach (var dependency in manifest.Dependencies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var offset = AfterQuote(manifest.Text, dependency.Span.End);
            if (range.Touches(offset) && Hint(project, dependency, offset, isMarkdown) is { } hint)
            {
                hints.Add(hint);
            }
        }

        return [.. hints.DistinctBy(hint => hint.Offset)];
    }

    private static SupportHint? Hint(ProjectSnapshot project, Dependency dependency, int offset, bool isMarkdown)
    {
        if (dependency.Url is not null
            || project.Catalog.FindDistribution(dependency.CanonicalName) is not { IsAddon: false } known
            || project.Catalog.Find(known.FrameworkId) is not { } framework)
        {
            return null;
        }

        var use = project.FrameworkUses.FirstOrDefault(use => use.Framework.Id == framework.Id);
        if (VersionStatus.SeriesOf(framework, use?.LockedVersion, dependency.Specifier) is not { EndOfLife: { } end } series)
        {
            return null;
        }

        var isOver = end <= project.Today;
        if (!isOver && framework.Lifecycle.Status is LifecycleStatus.Dormant or LifecycleStatus.Archived)
        {
            // Of a framework that nobody looks after no release is supported, whatever its table says.
            return null;
        }

        return new(offset, isOver ? $"end of life {Say.Date(end)}" : $"supported until {Say.Date(end)}", Tooltip(framework, series, isOver, project.Today, isMarkdown));
    }

    private static string Tooltip(Framework framework, Release series, bool isOver, DateOnly today, bool isMarkdown)
    {
        var markup = new Markup(isMarkdown).Bold($"{framework.Name} {series.Series}").Text(series.IsLts ? " · long-term support" : "");
        markup.Paragraph().Text(isOver
            ? $"It has had no security fixes since {Say.Date(series.EndOfLife!.Value)}."
            : $"It gets security fixes until {Say.Date(series.EndOfLife!.Value)}.");
        if (series.EndIsDerived)
        {
            markup.Text(" The day follows from its support policy.");
        }

        markup.Paragraph().Link(series.Source.Title, series.Source.Url);
        return markup.Text($" · {(framework.IsStaleOn(today) ? "last checked" : "checked")} {Say.Date(framework.Checked)}").ToString();
    }

    /// <summary>Past the quote that ends the dependency's string, where there is one.</summary>
    private static int AfterQuote(SourceText text, int end) => end < text.Length && text.Content[end] is ('"' or '\'') ? end + 1 : end;
}
