using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>A comparison as Markdown for people.</summary>
public static class CompareMarkdown
{
    /// <summary>The whole text, ending in a line feed.</summary>
    public static string Write(Comparison comparison)
    {
        var markup = new Markup(isMarkdown: true);
        markup.Heading(1, Title(comparison));
        foreach (var framework in comparison.Frameworks)
        {
            markup.Paragraph().Bold(framework.Name).Text($"{(comparison.IsInUse(framework) ? " (in use)" : "")}: {framework.Summary}. {framework.About}");
        }

        foreach (var group in comparison.Groups)
        {
            markup.Heading(2, group.Title).Paragraph();
            markup.Row([_ => { }, .. comparison.Frameworks.Select(framework => (Action<Markup>)(cell => cell.Text(framework.Name)))]);
            markup.RowRule(comparison.Frameworks.Length + 1);
            foreach (var row in group.Rows)
            {
                markup.Row([cell => Head(cell, row), .. row.Cells.Select(entry => (Action<Markup>)(cell => Cell(cell, entry)))]);
            }
        }

        markup.Paragraph().Text("Scores run from -2 (works against it) to 2 (made for it). Rows marked = are those on which all agree. ");
        markup.Text($"Entries were checked on {Say.List([.. comparison.Frameworks.Select(framework => $"{Say.Date(framework.Checked)} ({framework.Name})")])}.");
        return markup.ToString() + "\n";
    }

    /// <summary><c>Flask and Quart side by side</c>.</summary>
    internal static string Title(Comparison comparison) => $"{Say.List([.. comparison.Frameworks.Select(framework => framework.Name)])} side by side";

    private static void Head(Markup cell, CompareRow row)
    {
        cell.Text(row.IsSame ? "= " : "").Bold(row.Title);
        if (row.Need is { } need)
        {
            cell.Text($" ({Words.Of(need.Source)}: {need.Because})");
        }
    }

    private static void Cell(Markup cell, CompareCell entry)
    {
        if (entry.Value.Length == 0)
        {
            cell.Text("not known");
            return;
        }

        if (entry.Score is { } score)
        {
            cell.Bold($"{entry.Value} ({Words.OfScore(score)})");
        }
        else
        {
            cell.Text(entry.Value);
        }

        cell.Text(entry.Detail.Length > 0 ? $": {entry.Detail}" : "");
        if (entry is { Source: { } source, Detail.Length: > 0 })
        {
            cell.Text(" ").Link("source", source.Url);
        }
    }
}
