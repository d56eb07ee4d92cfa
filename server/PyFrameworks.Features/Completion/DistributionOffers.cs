using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PyFrameworks.Catalog;

namespace PyFrameworks.Features;

/// <summary>The distributions that the catalog knows, as they are offered: frameworks, then add-ons, then what stands beside them. Wrong and renamed names are not among them.</summary>
internal static class DistributionOffers
{
    // Made once for a catalog: it is asked for with every word that is begun.
    private static readonly ConditionalWeakTable<FrameworkCatalog, Known> s_known = [];

    /// <summary>Every distribution for the slot; add-ons of frameworks that the file declares come before others.</summary>
    public static ProposalList In(CompletionContext context, Slot slot)
    {
        var used = context.Manifest.KnownTo(context.Catalog)
            .Select(dependency => context.Catalog.FindDistribution(dependency.CanonicalName)?.FrameworkId).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(id => $"add-on to {context.Catalog.Find(id)!.Name}").ToHashSet(StringComparer.Ordinal);
        return new(slot.Span, s_known.GetValue(context.Catalog, catalog => new(All(catalog))).Offered(slot.Quote, used)) { IsKept = true };
    }

    /// <summary>What a catalog knows, and what was offered of it last: mostly the next word is begun in the same file.</summary>
    private sealed class Known(ImmutableArray<(string Name, string Detail, int Rank)> all)
    {
        private volatile Offer? _last;

        public ImmutableArray<Proposal> Offered(string quote, HashSet<string> used)
        {
            if (_last is { } last && last.Quote == quote && last.Used.SetEquals(used))
            {
                return last.Items;
            }

            ImmutableArray<Proposal> items =
            [
                .. all.Select(entry => new Proposal
                {
                    Kind = ProposalKind.Distribution,
                    Label = entry.Name,
                    Detail = entry.Detail,
                    NewText = $"{quote}{entry.Name}{quote}",
                    FilterText = entry.Name,
                    SortText = $"{(entry.Rank == 1 && used.Contains(entry.Detail) ? 0 : entry.Rank + 1)}{entry.Name}",
                    Key = $"distribution:{entry.Name}",
                }),
            ];
            _last = new(quote, used, items);
            return items;
        }

        private sealed record Offer(string Quote, HashSet<string> Used, ImmutableArray<Proposal> Items);
    }

    private static ImmutableArray<(string Name, string Detail, int Rank)> All(FrameworkCatalog catalog)
    {
        var companions = catalog.Companions;
        var names = new Dictionary<string, (string Detail, int Rank)>(StringComparer.Ordinal);
        foreach (var framework in catalog.Frameworks)
        {
            Add(framework.Distributions, $"{framework.Name} · {framework.Summary}", 0);
        }

        foreach (var framework in catalog.Frameworks)
        {
            Add(framework.ImpliedBy.Select(addon => addon.Distribution), $"add-on to {framework.Name}", 1);
        }

        foreach (var server in companions.Servers)
        {
            Add([server.Distribution], $"{server.Name} · server", 2);
        }

        foreach (var role in companions.AddonSets.SelectMany(set => set.Roles))
        {
            Add(role.Distributions, role.Title, 2);
        }

        Add(companions.Orms.SelectMany(orm => orm.Distributions), "ORM", 2);
        Add(companions.BlockingLibraries.SelectMany(library => library.Distributions), "blocking library", 2);
        Add(companions.BlockingLibraries.SelectMany(library => library.Counterparts).Select(counterpart => counterpart.Distribution), "for async code", 2);
        Add(companions.Adapters.Select(adapter => adapter.Distribution), "adapter between interfaces", 2);
        Add(companions.WorkerQueues.Select(queue => queue.Distribution), "worker queue", 2);
        foreach (var misnamed in companions.Misnamed)
        {
            names.Remove(misnamed.Name);
        }

        return [.. names.Select(entry => (entry.Key, entry.Value.Detail, entry.Value.Rank)).OrderBy(entry => entry.Rank).ThenBy(entry => entry.Key, StringComparer.Ordinal)];

        void Add(IEnumerable<string> distributions, string detail, int rank)
        {
            foreach (var name in distributions.Where(name => name.Length > 0 && !name.EndsWith('*')))
            {
                names.TryAdd(name, (detail, rank));
            }
        }
    }
}
