using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.Features;
using PyFrameworks.ProjectModel;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Cli;

/// <summary>The <c>check</c> result for people: places are 1-based, columns count characters (Unicode scalar values).</summary>
internal static class CheckText
{
    // Of a longer line only this much is shown, from a little before the finding on.
    private const int MaxLineLength = 160;
    private const int LeadLength = 60;

    /// <summary>Writes the findings, and unless only the result is wanted, the summary.</summary>
    /// <param name="page">Takes them.</param>
    /// <param name="projects">The projects, by path.</param>
    /// <param name="analysis">What was read.</param>
    /// <param name="hidden">Number of findings that a baseline holds and that are left out.</param>
    /// <param name="isQuiet">Whether only the result is wanted.</param>
    public static void Write(Page page, ImmutableArray<CheckedProject> projects, Analysis analysis, int hidden, bool isQuiet)
    {
        string? file = null;
        var ordered = CheckJson.Ordered(projects).ToList();
        foreach (var (project, finding) in ordered)
        {
            if (file is not null && file != finding.At.Path)
            {
                page.Line();
            }

            file = finding.At.Path;
            WriteFinding(page, project, finding);
        }

        if (!isQuiet)
        {
            if (file is not null)
            {
                page.Line();
            }

            Summary(page, projects, ordered, analysis, hidden);
        }
    }

    /// <summary><c>path:line:column</c> of where <paramref name="at"/> begins; the path alone where the text is not at hand.</summary>
    public static string Place(ProjectSnapshot project, FileSpan at)
    {
        if (project.TextOf(at.Path) is not { } text)
        {
            return at.Path;
        }

        var (line, character) = text.Lines.Position(at.Span.Start);
        var start = text.Lines.Start(line);
        var column = Characters(text.Content.AsSpan(start, character)) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{at.Path}:{line + 1}:{column}");
    }

    private static void WriteFinding(Page page, ProjectSnapshot project, Finding finding)
    {
        page.Write(Place(project, finding.At), Tone.Strong)
            .Write("  ").Write(Words.Of(finding.Severity), Page.ToneOf(finding.Severity))
            .Line($"  {finding.Code} {finding.Message}");
        Snippet(page, project, finding);
        foreach (var related in finding.Related)
        {
            page.Write("    ").Write(Place(project, related.At), Tone.Faint).Line($"  {related.Message}");
        }
    }

    /// <summary>The line on which the finding begins, and carets under what it is about.</summary>
    private static void Snippet(Page page, ProjectSnapshot project, Finding finding)
    {
        if (project.TextOf(finding.At.Path) is not { } text || text.Length == 0)
        {
            return;
        }

        var (line, character) = text.Lines.Position(finding.At.Span.Start);
        var (start, end) = (text.Lines.Start(line), text.Lines.EndWithoutBreak(line));
        var from = end - start <= MaxLineLength ? start : Math.Max(start, start + character - LeadLength);
        var to = Math.Min(end, from + MaxLineLength);

        // A pair of surrogates is cut before or behind, never within.
        from -= from > start && char.IsLowSurrogate(text.Content[from]) ? 1 : 0;
        to -= to < end && to > from && char.IsLowSurrogate(text.Content[to]) ? 1 : 0;
        var spanStart = Math.Clamp(finding.At.Span.Start, from, to);
        var spanEnd = Math.Clamp(finding.At.Span.End, spanStart, to);
        var lead = (from > start ? "…" : "") + text.Content[from..spanStart];
        var number = (line + 1).ToString(CultureInfo.InvariantCulture);
        page.Write($"  {number} | ", Tone.Faint).Line($"{lead}{text.Content[spanStart..to]}{(to < end ? "…" : "")}");
        var carets = new string('^', Math.Max(1, SafeText.Cells(text.Content[spanStart..spanEnd])));
        page.Write($"  {new string(' ', number.Length)} | ", Tone.Faint).Line(new string(' ', SafeText.Cells(lead)) + carets, Page.ToneOf(finding.Severity));
    }

    private static void Summary(Page page, ImmutableArray<CheckedProject> projects, List<(ProjectSnapshot Project, Finding Finding)> ordered, Analysis analysis, int hidden)
    {
        var counts = ((Severity[])[Severity.Error, Severity.Warning, Severity.Information, Severity.Hint])
            .Select(severity => (severity, Count: ordered.Count(entry => entry.Finding.Severity == severity)))
            .Where(entry => entry.Count > 0)
            .ToList();
        var where = $"in {Say.Count(projects.Length, "project")}, {Say.Count(analysis.FileCount, "file")}";
        if (counts.Count > 0)
        {
            page.Line($"{string.Join(", ", counts.Select(entry => Counted(entry.severity, entry.Count)))} {where}", Tone.Strong);
            return;
        }

        page.Line($"No findings {(hidden > 0 ? "beyond the baseline " : "")}{where}", Tone.Good);
        const int shown = 10;
        foreach (var (project, _) in projects.Take(shown))
        {
            // What is there for developers, or beneath another one, is no answer to what the project is built on.
            var frameworks = project.FrameworkUses
                .Where(use => use.Role is FrameworkRole.Primary or FrameworkRole.Addon or FrameworkRole.Self)
                .Select(use => use.Framework.Name).ToList();
            page.Line($"  {project.Path}: {(frameworks.Count == 0 ? "no web framework" : Say.List(frameworks))}, {InspectText.Figures(project)}");
        }

        if (projects.Length > shown)
        {
            page.Line($"  and {Say.Count(projects.Length - shown, "more project", "more projects")}");
        }
    }

    private static string Counted(Severity severity, int count) =>
        severity == Severity.Information ? Say.Count(count, "information", "information") : Say.Count(count, Words.Of(severity));

    private static int Characters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
