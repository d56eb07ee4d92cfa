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
    /// <param name="page">Takes it.</param>
    /// <param name="result">The result.</param>
    /// <param name="isExplained">Whether the sum behind each score is shown, and what was left out and why.</param>
    public static void Write(Page page, SuggestResult result, bool isExplained = false)
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
            Explain(page, result, isExplained);
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

        Explain(page, result, isExplained);
    }

    /// <summary>The sums, best first, then what is no alternative here.</summary>
    private static void Explain(Page page, SuggestResult result, bool isExplained)
    {
        if (!isExplained)
        {
            return;
        }

        foreach (var suggestion in result.Suggestions)
        {
            page.Line().Line($"{suggestion.Framework.Name}: the sum of its fit", Tone.Strong);
            foreach (var term in suggestion.Sum)
            {
                page.Line(Invariant($"  {term.Points,6:+0.000;-0.000;0.000}  {term.What}{(term is { Score: { } score, Weight: { } weight } ? Invariant($": score {score:0.##} × weight {weight:0.00}") : "")}"));
            }

            page.Line(Invariant($"  {suggestion.Score,6:0.00}   fit"), Tone.Strong);
        }

        if (!result.Excluded.IsEmpty)
        {
            page.Line().Line("No alternatives here", Tone.Strong);
            foreach (var (framework, reason) in result.Excluded)
            {
                page.Line($"  {framework.Name}: {reason}");
            }
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

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
