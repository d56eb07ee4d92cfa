using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PyFrameworks.Rules;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>Codes within the brackets of <c># pyframeworks: ignore[…]</c>.</summary>
internal static partial class SuppressionCompletion
{
    /// <summary>The rules that the comment does not name yet.</summary>
    public static ProposalList At(SourceText text, TextSpan comment, int offset)
    {
        var before = text.Slice(TextSpan.FromBounds(comment.Start, offset));
        if (OpenBracket().Match(before) is not { Success: true } open)
        {
            return ProposalList.None;
        }

        var slot = Slot.Around(text, comment, offset, IsRuleCharacter);
        var listed = TextSpan.FromBounds(comment.Start + open.Groups["list"].Index, slot.Span.Start);
        var named = text.Slice(listed).Split(',', StringSplitOptions.TrimEntries).Select(RuleSet.Find).OfType<RuleDescriptor>().ToHashSet();
        return slot.Offer(ProposalKind.Rule, RuleOffers.All.Where(offer => !named.Contains(RuleSet.Find(offer.Text)!)));
    }

    internal static bool IsRuleCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character == '-';

    [GeneratedRegex(@"(?<![\w])pyframeworks:\s*ignore(-file)?\s*\[(?<list>[A-Za-z0-9\s,*-]*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex OpenBracket();
}

/// <summary>Rules as they are offered: codes, then names.</summary>
internal static class RuleOffers
{
    /// <summary>Every rule, twice.</summary>
    public static ImmutableArray<(string Text, string Detail, string Key)> All { get; } =
    [
        .. RuleSet.All.Select(rule => (rule.Code, rule.Name, $"rule:{rule.Code}")),
        .. RuleSet.All.Select(rule => (rule.Name, rule.Code, $"rule:{rule.Code}")),
    ];
}
