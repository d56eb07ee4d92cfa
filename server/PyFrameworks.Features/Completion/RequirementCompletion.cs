using System.Text.RegularExpressions;
using PyFrameworks.Syntax.Text;
using Version = PyFrameworks.Syntax.Packaging.Version;

namespace PyFrameworks.Features;

/// <summary>A requirement that is being written: a distribution's name, and after an operator a release series of it.</summary>
internal static partial class RequirementCompletion
{
    // Nobody writes a requirement of this length by hand; the patterns below look at what stands before the cursor more than once.
    private const int MaxLength = 1000;

    /// <summary>The proposals on a line of pip's format. A line that goes on from the one before, holds options or hashes, or a URL, has none.</summary>
    public static ProposalList OnLine(CompletionContext context, int offset)
    {
        var text = context.Text;
        var line = text.Lines.LineOf(offset);
        var bounds = TextSpan.FromBounds(text.Lines.Start(line), text.Lines.EndWithoutBreak(line));
        if (line > 0 && text.AsSpan(TextSpan.FromBounds(text.Lines.Start(line - 1), text.Lines.EndWithoutBreak(line - 1))).EndsWith("\\"))
        {
            return ProposalList.None;
        }

        return text.AsSpan(bounds).TrimStart() is ['-', ..] ? ProposalList.None : Within(context, bounds, offset);
    }

    /// <summary>The proposals within a text that holds one requirement: a line, the content of a string.</summary>
    public static ProposalList Within(CompletionContext context, TextSpan bounds, int offset)
    {
        var text = context.Text;
        if (offset - bounds.Start > MaxLength)
        {
            return ProposalList.None;
        }

        var before = text.Slice(TextSpan.FromBounds(bounds.Start, offset));
        if (NameBefore().IsMatch(before))
        {
            return DistributionOffers.In(context, Slot.Around(text, bounds, offset, IsNameCharacter));
        }

        return VersionBefore().Match(before) is { Success: true } clause
            ? Releases(context, clause.Groups["name"].Value, clause.Groups["op"].Value, Slot.Around(text, bounds, offset, IsVersionCharacter))
            : ProposalList.None;
    }

    /// <summary>The series of the framework whose distribution is called <paramref name="name"/>, newest first, written as <paramref name="symbol"/> wants them.</summary>
    public static ProposalList Releases(CompletionContext context, string name, string symbol, Slot slot)
    {
        var canonical = Syntax.Packaging.NormalizedName.From(name).Value;
        if (symbol == "===" || context.Catalog.FindDistribution(canonical) is not { IsAddon: false } known || context.Catalog.Find(known.FrameworkId) is not { } framework)
        {
            return ProposalList.None;
        }

        var releases = framework.Releases
            .Select(release => (Release: release, Version: Version.TryParse(release.Series, out var version) ? version : null))
            .Where(entry => entry.Version is not null)
            .OrderByDescending(entry => entry.Version)
            .Select(entry => entry.Release)
            .ToList();
        var offers = slot.Offer(ProposalKind.Release, releases.Select(release =>
            (Spelled(release.Series, symbol), VersionStatus.SupportOf(release, framework, context.Today), $"release:{framework.Id}/{release.Series}")));
        return offers with { Items = [.. offers.Items.Select((offer, index) => offer with { IsOutdated = releases[index].EndOfLife <= context.Today })] };
    }

    internal static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';

    internal static bool IsVersionCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '*' or '+' or '!' or '-' or '_';

    /// <summary>PEP 440: <c>==3.1.*</c> stands for a series; <c>~=</c> needs one part more, as <c>~=3.1</c> allows 3.2.</summary>
    private static string Spelled(string series, string symbol) => symbol switch
    {
        "==" or "!=" => $"{series}.*",
        "~=" => $"{series}.0",
        _ => series,
    };

    [GeneratedRegex(@"^\s*[A-Za-z0-9._-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex NameBefore();

    [GeneratedRegex(
        @"^\s*(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\]\s*)?\(?\s*((===|[=~!<>]=|<|>)\s*[^,;()\s]+\s*,\s*)*(?<op>===|[=~!<>]=|<|>)\s*[A-Za-z0-9.*+!_-]*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex VersionBefore();
}
