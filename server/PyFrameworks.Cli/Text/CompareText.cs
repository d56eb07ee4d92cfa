using System.Collections.Immutable;
using PyFrameworks.Features;
using PyFrameworks.Rules;

namespace PyFrameworks.Cli;

/// <summary>A comparison for people: a table a subject, the reasons below the needs of the project.</summary>
internal static class CompareText
{
    // Longer answers don't stand side by side.
    private const int ShortCell = 22;

    /// <summary>Writes the comparison.</summary>
    public static void Write(Page page, Comparison comparison)
    {
        var names = comparison.Frameworks.Select(framework => framework.Name).ToImmutableArray();
        foreach (var framework in comparison.Frameworks)
        {
            page.Write(framework.Name, Tone.Strong).Line($"  {framework.Summary}{(comparison.IsInUse(framework) ? ", in use here" : "")}");
        }

        foreach (var group in comparison.Groups)
        {
            page.Line().Line(group.Title, Tone.Strong);
            if (group.Rows.All(row => row.Cells.All(cell => cell.Score is not null || cell.Value.Length <= ShortCell)))
            {
                page.Table(["", .. names, ""], [.. group.Rows.Select(row => ImmutableArray.Create([row.Title, .. row.Cells.Select(Short), row.IsSame ? "same" : ""]))]);
            }
            else
            {
                foreach (var row in group.Rows)
                {
                    page.Line($"  {row.Title}{(row.IsSame ? " (same)" : "")}");
                    foreach (var (name, cell) in names.Zip(row.Cells))
                    {
                        page.Write($"    {name}: ", Tone.Faint).Line(cell.Value.Length == 0 ? "not known" : cell.Detail.Length > 0 ? $"{cell.Value}, {cell.Detail}" : cell.Value);
                    }
                }
            }

            foreach (var row in group.Rows.Where(row => row.Need is not null))
            {
                page.Line().Line($"  {row.Title} ({Words.Of(row.Need!.Source)}: {row.Need.Because})");
                foreach (var (name, cell) in names.Zip(row.Cells).Where(entry => entry.Second.Detail.Length > 0))
                {
                    page.Line($"    {name}: {cell.Detail}").Line($"      {cell.Source?.Url}", Tone.Faint);
                }
            }
        }

        page.Line().Line($"Entries were checked on {Say.List([.. comparison.Frameworks.Select(framework => $"{Say.Date(framework.Checked)} ({framework.Name})")])}", Tone.Faint);
    }

    private static string Short(CompareCell cell) =>
        cell.Value.Length == 0 ? "not known" : cell.Score is { } score ? $"{Words.OfScore(score)} {cell.Value}" : cell.Value;
}
