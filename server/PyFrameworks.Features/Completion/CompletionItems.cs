using System.Collections.Immutable;
using PyFrameworks.Syntax.Text;

namespace PyFrameworks.Features;

/// <summary>What a proposal stands for.</summary>
public enum ProposalKind
{
    /// <summary>A distribution.</summary>
    Distribution,

    /// <summary>A release series of a framework.</summary>
    Release,

    /// <summary>A key of the settings.</summary>
    Setting,

    /// <summary>A need.</summary>
    Need,

    /// <summary>A rule, by code or name.</summary>
    Rule,

    /// <summary>A level of a rule.</summary>
    Level,
}

/// <summary>Something that an editor offers to write.</summary>
public sealed record Proposal
{
    /// <summary>What it stands for.</summary>
    public required ProposalKind Kind { get; init; }

    /// <summary>What the user reads.</summary>
    public required string Label { get; init; }

    /// <summary>A few words beside it.</summary>
    public string Detail { get; init; } = "";

    /// <summary>What is written.</summary>
    public required string NewText { get; init; }

    /// <summary>What typing is compared with.</summary>
    public required string FilterText { get; init; }

    /// <summary>Its place in the list.</summary>
    public required string SortText { get; init; }

    /// <summary>By which <see cref="ProposalPages"/> finds what there is to say of it.</summary>
    public required string Key { get; init; }

    /// <summary>Whether it is past its end of life.</summary>
    public bool IsOutdated { get; init; }
}

/// <summary>What an editor offers to write at a place.</summary>
/// <param name="Replaces">What is replaced: the word around the cursor, on one line.</param>
/// <param name="Items">The proposals, the likeliest first.</param>
public sealed record ProposalList(TextSpan Replaces, ImmutableArray<Proposal> Items)
{
    /// <summary>Nothing.</summary>
    public static ProposalList None { get; } = new(default, []);

    /// <summary>Whether nothing is offered.</summary>
    public bool IsEmpty => Items.IsEmpty;

    /// <summary>Whether the very same items may be offered again, so that it pays to keep what is made of them.</summary>
    public bool IsKept { get; init; }
}

/// <summary>A word that is being written.</summary>
/// <param name="Span">The word around the cursor.</param>
/// <param name="Quote">The quotes that have to go around what is written; empty within a string.</param>
internal readonly record struct Slot(TextSpan Span, string Quote)
{
    /// <summary>The run of characters around <paramref name="offset"/> that <paramref name="isPart"/> takes, held within <paramref name="bounds"/>.</summary>
    public static Slot Around(SourceText text, TextSpan bounds, int offset, Func<char, bool> isPart)
    {
        var (start, end) = (offset, offset);
        while (start > bounds.Start && isPart(text.Content[start - 1]))
        {
            start--;
        }

        while (end < bounds.End && isPart(text.Content[end]))
        {
            end++;
        }

        return new(TextSpan.FromBounds(start, end), "");
    }

    /// <summary>Proposals for the slot, in the order given.</summary>
    public ProposalList Offer(ProposalKind kind, IEnumerable<(string Text, string Detail, string Key)> offers)
    {
        var slot = this;
        return new(Span, [.. offers.Select((offer, index) => new Proposal
        {
            Kind = kind,
            Label = offer.Text,
            Detail = offer.Detail,
            NewText = $"{slot.Quote}{offer.Text}{slot.Quote}",
            FilterText = offer.Text,
            SortText = index.ToString("D4", System.Globalization.CultureInfo.InvariantCulture),
            Key = offer.Key,
        })]);
    }
}
