using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.Catalog;
using PyFrameworks.Rules;

namespace PyFrameworks.Features;

/// <summary>Ranked alternatives as Markdown for people.</summary>
public static class SuggestMarkdown
{
    private const int Shown = 5;

    /// <summary>The whole text, ending in a line feed.</summary>
    public static string Write(SuggestResult result)
    {
        var markup = new Markup(isMarkdown: true);
        if (result.From is not { } from)
        {
            return markup.Heading(1, "Alternatives").Paragraph().Text(result.Keep.Reason).ToString() + "\n";
        }

        markup.Heading(1, $"Alternatives to {from.Name}");
        markup.Paragraph().Bold($"{FrameworkHover.Capitalised(Words.Of(result.Keep.Advice))}. ").Text(result.Keep.Reason);
        if (!result.Needs.IsEmpty)
        {
            markup.Heading(2, "What was weighed");
            markup.Paragraph();
            foreach (var need in result.Needs)
            {
                markup.Item().Bold(Needs.Titles.GetValueOrDefault(need.Id, need.Id)).Text($" ({Words.Of(need.Source)}): {need.Because}");
            }
        }

        if (result.Suggestions.IsEmpty)
        {
            return markup.Paragraph().Text("The catalog has no alternative that can run here.").ToString() + "\n";
        }

        foreach (var suggestion in result.Suggestions.Take(Shown))
        {
            markup.Heading(2, $"{suggestion.Rank}. {suggestion.Framework.Name}");
            markup.Paragraph().Text($"{FrameworkHover.Capitalised(suggestion.Framework.Summary)}. {suggestion.Framework.About}");
            markup.Paragraph().Text($"Fit {suggestion.Score.ToString("0.00", CultureInfo.InvariantCulture)} · effort {Words.Of(suggestion.Effort)}: {suggestion.EffortReason}");
            if (suggestion.Framework.Stance is { } stance)
            {
                markup.Paragraph().Bold($"Your team: {Words.Of(stance.Level)}. ").Text(stance.Reason);
            }

            Changes(markup, "Gains", suggestion.Gains);
            Changes(markup, "Losses", suggestion.Losses);
            if (from.Migrations.FirstOrDefault(note => note.To == suggestion.Framework.Id) is { Steps.IsEmpty: false } note)
            {
                markup.Paragraph().Bold("The move").Paragraph();
                foreach (var step in note.Steps)
                {
                    markup.Item().Text(step);
                }
            }
        }

        if (result.Suggestions.Length > Shown)
        {
            markup.Heading(2, "Further down");
            markup.Paragraph().Text(Say.List([.. result.Suggestions.Skip(Shown).Select(suggestion =>
                $"{suggestion.Framework.Name} ({suggestion.Score.ToString("0.00", CultureInfo.InvariantCulture)})")]));
        }

        markup.Paragraph().Text($"Scores run from -2 (works against it) to 2 (made for it) and come from the catalog, last checked {Say.Date(from.Checked)}.");
        return markup.ToString() + "\n";
    }

    private static void Changes(Markup markup, string title, ImmutableArray<ScoreChange> changes)
    {
        if (changes.IsEmpty)
        {
            return;
        }

        markup.Paragraph().Bold(title).Paragraph();
        foreach (var change in changes)
        {
            markup.Item().Text($"{FrameworkHover.Capitalised(Needs.Titles[change.Need])} ({change.From} to {change.To}): {change.Reason} ");
            _ = change.Source.StartsWith("https://", StringComparison.Ordinal) ? markup.Link("source", change.Source) : markup.Text($"({change.Source})");
        }
    }
}
