using System.Collections.Immutable;
using System.Globalization;
using PyFrameworks.Catalog;
using PyFrameworks.Features;
using PyFrameworks.Rules;

namespace PyFrameworks.Cli;

/// <summary>The catalog for people.</summary>
internal static class CatalogText
{
    /// <summary>A table of frameworks.</summary>
    public static void List(Page page, IEnumerable<Framework> frameworks) => page.Table(
        ["ID", "Name", "Kind", "Interface", "Lifecycle", "Newest release"],
        [.. frameworks.Select(framework => ImmutableArray.Create(
            framework.Id,
            framework.Name,
            Words.Of(framework.Kind),
            Interfaces(framework),
            Words.Of(framework.Lifecycle.Status),
            CatalogJson.Newest(framework) ?? "unknown"))]);

    /// <summary>A table of the frameworks whose entries should have been checked again before the day that is asked about.</summary>
    public static void Stale(Page page, IEnumerable<Framework> frameworks) => page.Table(
        ["ID", "Name", "Last checked", "Review by"],
        [.. frameworks.Select(framework => ImmutableArray.Create(framework.Id, framework.Name, Say.Date(framework.Checked), Say.Date(framework.ReviewBy)))]);

    /// <summary>A framework's page.</summary>
    public static void Show(Page page, Framework framework, Companions companions, DateOnly today)
    {
        page.Write(framework.Name, Tone.Strong).Line($"  {framework.Summary}");
        page.Line().Lines(framework.About).Line();
        if (framework.Stance is { } stance)
        {
            page.Line($"Your team   {Words.Of(stance.Level)}: {stance.Reason} ({stance.File})");
        }

        page.Line($"Kind        {Words.Of(framework.Kind)}{(framework.On is { } on ? $" on {on}" : "")}");
        page.Line($"Interface   {Interfaces(framework)}");
        if (framework.AsyncDetail.Length > 0)
        {
            page.Line($"Async       {framework.AsyncDetail}");
        }

        if (CatalogFacts.Servers(framework, companions).Select(server => server.Name).ToList() is { Count: > 0 } servers)
        {
            page.Line($"Servers     {string.Join(", ", servers)}");
        }

        page.Line($"Installed   {(framework.Distributions.IsEmpty ? "not from an index" : framework.Distributions[0])}");
        page.Line($"Lifecycle   {Words.Of(framework.Lifecycle.Status)}: {framework.Lifecycle.Evidence}");
        if (framework.SupportPolicy.Length > 0)
        {
            page.Line($"Support     {framework.SupportPolicy}");
        }

        Heading(page, "Releases", framework.Releases.IsEmpty);
        if (!framework.Releases.IsEmpty)
        {
            page.Table(
                ["Series", "Latest", "Released", "Supported until", "Python"],
                [.. framework.Releases.Select(release => ImmutableArray.Create(
                    release.Series + (release.IsLts ? " LTS" : ""),
                    release.Latest,
                    Date(release.Released),
                    release.EndOfLife is null ? "no end known" : Date(release.EndOfLife) + (release.EndIsDerived ? " (from the policy)" : ""),
                    release.Python))]);
        }

        Heading(page, "Needs, from -2 (works against it) to 2 (made for it)", framework.Needs.IsEmpty);
        foreach (var score in framework.Needs.OrderByDescending(score => score.Score))
        {
            page.Write(score.Score.ToString("+0;-0;0", CultureInfo.InvariantCulture).PadLeft(4), score.Score > 0 ? Tone.Good : score.Score < 0 ? Tone.Warning : Tone.Faint)
                .Line($"  {Needs.Titles.GetValueOrDefault(score.Need, score.Need)}: {score.Reason}");
        }

        Heading(page, "What it brings", framework.Batteries.IsEmpty);
        foreach (var battery in framework.Batteries)
        {
            page.Line($"  {Batteries.Titles.GetValueOrDefault(battery.Id, battery.Id)} ({Words.Of(battery.Level)}){(battery.What.Length > 0 ? $": {battery.What}" : "")}");
        }

        Heading(page, "Watch out", framework.WatchOuts.IsEmpty);
        foreach (var watchOut in framework.WatchOuts)
        {
            page.Line($"  {watchOut.Text}").Line($"    {watchOut.Source.Place}", Tone.Faint);
        }

        Heading(page, "Its API", framework.Concepts.IsEmpty);
        foreach (var concept in framework.Concepts)
        {
            page.Line($"  {Concepts.Titles.GetValueOrDefault(concept.Id, concept.Id)}: {concept.Api}");
        }

        if (!framework.Relatives.IsEmpty || framework.Successor is not null)
        {
            page.Line().Line($"Relatives   {string.Join(", ", framework.Relatives)}{(framework.Successor is { } successor ? $"; succeeded by {successor}" : "")}");
        }

        page.Line();
        foreach (var link in (string[])[framework.Links.Homepage, framework.Links.Documentation, framework.Links.Repository, framework.Links.Changelog])
        {
            if (link.Length > 0)
            {
                page.Line(link, Tone.Faint);
            }
        }

        var isStale = framework.IsStaleOn(today);
        page.Line($"{(isStale ? "Last checked" : "Checked")} {Say.Date(framework.Checked)}{(isStale ? ", so it may be out of date" : "")}{(framework.IsUserEntry ? ", from a catalog file of yours" : "")}", Tone.Faint);
    }

    private static string Interfaces(Framework framework) =>
        string.Join(", ", framework.Interfaces.Select(offered => offered == ServerInterface.Own ? "own server" : Say.Interface(offered)));

    private static void Heading(Page page, string title, bool isEmpty)
    {
        if (!isEmpty)
        {
            page.Line().Line(title, Tone.Strong);
        }
    }

    private static string Date(DateOnly? date) => date is { } known ? Say.Date(known) : "unknown";
}
