using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.Catalog;
using PyFrameworks.Features;

namespace PyFrameworks.Cli;

/// <summary>The <c>suggest</c> result for people: the verdict, then the table, then what the best would change.</summary>
internal static class SuggestText
{
    private const int Described = 3;

    /// <summary>Writes the result.</summary>
    public static void Write(Page page, SuggestResult result)
    {
        var (word, tone) = result.Keep.Advice switch
        {
            KeepAdvice.Keep => ("Keep", Tone.Good),
            KeepAdvice.Consider => ("Consider", Tone.Information),
            _ => ("Move", Tone.Warning),
        };
        if (result.From is not { } from)
        {
            page.Line(result.Keep.Reason);
            return;
        }

        page.Write(result.Keep.Advice == KeepAdvice.Keep ? $"{word} {from.Name}" : result.Keep.Advice == KeepAdvice.Move ? $"{word} from {from.Name}" : $"{word} an alternative to {from.Name}", tone)
            .Line($": {result.Keep.Reason}");
        if (!result.Needs.IsEmpty)
        {
            page.Line().Line("Weighed", Tone.Strong);
            foreach (var need in result.Needs)
            {
                page.Line($"  {Needs.Titles.GetValueOrDefault(need.Id, need.Id)} ({Words.Of(need.Source)}): {need.Because}");
            }
        }

        page.Line();
        if (result.Suggestions.IsEmpty)
        {
            page.Line("The catalog has no alternative that can run here");
            return;
        }

        page.Table(
            ["Rank", "Framework", "Fit", "Effort"],
            [.. result.Suggestions.Select(suggestion => ImmutableArray.Create(
                suggestion.Rank.ToString(CultureInfo.InvariantCulture),
                suggestion.Framework.Name,
                suggestion.Score.ToString("0.00", CultureInfo.InvariantCulture),
                Words.Of(suggestion.Effort)))]);
        foreach (var suggestion in result.Suggestions.Take(Described))
        {
            page.Line().Write($"{suggestion.Rank}. {suggestion.Framework.Name}", Tone.Strong).Line($"  {suggestion.Framework.Summary}");
            page.Line($"  Effort {Words.Of(suggestion.Effort)}: {suggestion.EffortReason}");
            if (suggestion.Framework.Stance is { } stance)
            {
                page.Line($"  Your team: {Words.Of(stance.Level)}. {stance.Reason}");
            }

            Changes(page, "+", Tone.Good, suggestion.Gains);
            Changes(page, "-", Tone.Warning, suggestion.Losses);
        }
    }

    private static void Changes(Page page, string sign, Tone tone, ImmutableArray<ScoreChange> changes)
    {
        foreach (var change in changes)
        {
            page.Write("  ").Write(sign, tone)
                .Line(string.Create(CultureInfo.InvariantCulture, $" {Needs.Titles.GetValueOrDefault(change.Need, change.Need)} ({change.From} to {change.To}): {change.Reason}"))
                .Line($"    {change.Source}", Tone.Faint);
        }
    }
}
