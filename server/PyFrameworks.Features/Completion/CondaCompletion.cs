using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>environment.yml: the items of <c>dependencies</c>, and those of <c>pip</c> within it, which are pip's requirements.</summary>
internal static partial class CondaCompletion
{
    // Nobody writes a longer item by hand.
    private const int MaxLength = 1000;

    /// <summary>The proposals at the cursor.</summary>
    public static ProposalList At(CompletionContext context, int offset)
    {
        var text = context.Text;
        var line = text.Lines.LineOf(offset);
        if (ItemStart(text, line) is not { } start || offset < start || Parents(text, line) is not { } parents)
        {
            return ProposalList.None;
        }

        var bounds = TextSpan.FromBounds(start, text.Lines.EndWithoutBreak(line));
        return parents switch
        {
            "dependencies" => Spec(context, bounds, offset),
            "dependencies/pip" => text.AsSpan(bounds) is ['-', ..] ? ProposalList.None : RequirementCompletion.Within(context, Unquoted(text, bounds), offset),
            _ => ProposalList.None,
        };
    }

    /// <summary>Conda's own spelling: a channel may go before the name, and one equals sign stands for a series.</summary>
    private static ProposalList Spec(CompletionContext context, TextSpan bounds, int offset)
    {
        var text = context.Text;
        bounds = Unquoted(text, bounds);
        if (offset < bounds.Start || offset - bounds.Start > MaxLength)
        {
            return ProposalList.None;
        }

        var before = text.Slice(TextSpan.FromBounds(bounds.Start, offset));
        if (NameBefore().IsMatch(before))
        {
            return DistributionOffers.In(context, Slot.Around(text, bounds, offset, RequirementCompletion.IsNameCharacter));
        }

        // "==" wants one exact release, of which the catalog knows the series alone.
        return VersionBefore().Match(before) is { Success: true } clause && clause.Groups["op"].Value is var symbol and not "=="
            ? RequirementCompletion.Releases(context, clause.Groups["name"].Value, symbol, Slot.Around(text, bounds, offset, RequirementCompletion.IsVersionCharacter))
            : ProposalList.None;
    }

    /// <summary>Where the text of the list item on a line begins; null when the line is none.</summary>
    private static int? ItemStart(SourceText text, int line)
    {
        var start = text.Lines.Start(line);
        var content = Line(text, line);
        var dash = Indent(content);
        if (dash >= content.Length || content[dash] != '-' || (dash + 1 < content.Length && content[dash + 1] != ' '))
        {
            return null;
        }

        var item = dash + 1;
        while (item < content.Length && content[item] == ' ')
        {
            item++;
        }

        return start + item;
    }

    /// <summary>The keys that lead to the list of which the line is an item, with slashes between; null outside any.</summary>
    private static string? Parents(SourceText text, int line)
    {
        // A list may stand at the same indentation as its key.
        var keys = "";
        var limit = Indent(Line(text, line));
        for (var above = line - 1; above >= 0; above--)
        {
            var content = Line(text, above);
            var indent = Indent(content);
            if (indent == content.Length || content[indent] == '#')
            {
                continue;
            }

            var isItem = content[indent] == '-';
            var column = isItem ? indent + 1 + Indent(content[(indent + 1)..]) : indent;
            if ((isItem ? indent >= limit : indent > limit) || !content.TrimEnd().EndsWith(":"))
            {
                if (indent <= limit && !isItem)
                {
                    return null;
                }

                continue;
            }

            keys = keys.Length == 0 ? content[column..].TrimEnd()[..^1].ToString() : $"{content[column..].TrimEnd()[..^1]}/{keys}";
            if (!isItem && indent == 0)
            {
                return keys;
            }

            limit = indent;
        }

        return null;
    }

    private static TextSpan Unquoted(SourceText text, TextSpan bounds)
    {
        var content = text.AsSpan(bounds);
        if (content is not ['"' or '\'', ..])
        {
            return bounds;
        }

        var end = content[1..].IndexOf(content[0]);
        return new(bounds.Start + 1, end < 0 ? content.Length - 1 : end);
    }

    private static int Indent(ReadOnlySpan<char> line)
    {
        var indent = 0;
        while (indent < line.Length && line[indent] == ' ')
        {
            indent++;
        }

        return indent;
    }

    private static ReadOnlySpan<char> Line(SourceText text, int line) => text.AsSpan(TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line)));

    [GeneratedRegex(@"^([A-Za-z0-9._/-]+::)?[A-Za-z0-9._-]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NameBefore();

    [GeneratedRegex(
        @"^([A-Za-z0-9._/-]+::)?(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(([~!<>=]=|=|<|>)\s*[^,|\s]+\s*,\s*)*(?<op>[~!<>=]=|=|<|>)\s*[A-Za-z0-9.*_]*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex VersionBefore();
}
