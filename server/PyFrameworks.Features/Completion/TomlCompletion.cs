using System.Collections.Immutable;
using PyFrameworks.Catalog;
using PyFrameworks.ProjectModel;
using PyFrameworks.Syntax.Toml;

namespace PyFrameworks.Features;

/// <summary>pyproject.toml, Pipfile and the blocks of scripts (PEP 723): requirements in arrays, tables of dependencies, and our own table.</summary>
internal static class TomlCompletion
{
    /// <summary>The proposals at the cursor.</summary>
    public static ProposalList At(CompletionContext context, int offset, CancellationToken cancellationToken)
    {
        var manifest = context.Manifest;
        var document = TomlDocument.Parse(manifest.Text, TomlVersion.V11, cancellationToken);
        if (TomlPlace.Of(document, offset) is not { } place)
        {
            return ProposalList.None;
        }

        string[] keys = [.. place.Keys];
        if (keys is ["tool", "pyframeworks", .. var setting])
        {
            return manifest.Format is ManifestFormat.Pyproject or ManifestFormat.Script ? Settings(document, place, setting, offset) : ProposalList.None;
        }

        if (place is { Kind: TomlPlaceKind.String, IsItem: true } && (manifest.Format == ManifestFormat.Script ? keys is ["dependencies"] : HoldsRequirements(keys)))
        {
            return RequirementCompletion.Within(context, place.Bounds, offset);
        }

        if (place.Kind == TomlPlaceKind.Key && IsDependencyTable(keys, manifest.Format))
        {
            return DistributionOffers.In(context, Slot.Around(document.Text, place.Bounds, offset, RequirementCompletion.IsNameCharacter));
        }

        // flask = "…", or flask = { version = "…" }.
        var entry = keys is [.. var outer, "version"] && IsDependencyTable(outer.AsSpan(0, Math.Max(0, outer.Length - 1)).ToArray(), manifest.Format) ? outer : keys;
        return place is { Kind: TomlPlaceKind.String, IsItem: false } && entry is [.. var table, var name] && IsDependencyTable(table, manifest.Format)
            ? Version(context, document, place, name, offset)
            : ProposalList.None;
    }

    /// <summary>The version of a table's entry, after any clauses before it.</summary>
    private static ProposalList Version(CompletionContext context, TomlDocument document, TomlPlace place, string name, int offset)
    {
        var slot = Slot.Around(document.Text, place.Bounds, offset, RequirementCompletion.IsVersionCharacter);
        var before = document.Text.Slice(Syntax.Text.TextSpan.FromBounds(place.Bounds.Start, slot.Span.Start)).TrimEnd();
        var clause = before[(before.LastIndexOf(',') + 1)..].Trim();
        return clause is "" or "^" or "~" or "==" or "!=" or "~=" or ">=" or "<=" or ">" or "<" ? RequirementCompletion.Releases(context, name, clause, slot) : ProposalList.None;
    }

    private static ProposalList Settings(TomlDocument document, TomlPlace place, string[] setting, int offset)
    {
        var slot = Slot.Around(document.Text, place.Bounds, offset, SuppressionCompletion.IsRuleCharacter);
        if (place.Kind == TomlPlaceKind.BareValue)
        {
            slot = slot with { Quote = "\"" };
        }

        return (setting, place.Kind, place.IsItem) switch
        {
            ([], TomlPlaceKind.Key, _) => slot.Offer(ProposalKind.Setting, ToolSettingKeys.All
                .Where(key => (document.Root.Find("tool", "pyframeworks") as TomlTable)?.FindEntry(key.Key) is not { } known || known.KeySpan.Touches(offset))
                .Select(key => (key.Key, "setting of PyFrameworks", $"setting:{key.Key}"))),
            (["rules"], TomlPlaceKind.Key, _) => slot.Offer(ProposalKind.Rule, RuleOffers.All),
            (["rules", _], not TomlPlaceKind.Key, false) => slot.Offer(ProposalKind.Level, ToolSettingKeys.Levels.Select(level => (level, "", ""))),
            (["needs"], not TomlPlaceKind.Key, true) => slot.Offer(ProposalKind.Need, Needs.Titles.Select(need => (need.Key, need.Value, $"need:{need.Key}"))),
            (["ignore", _], not TomlPlaceKind.Key, true) => slot.Offer(ProposalKind.Rule, RuleOffers.All),
            _ => ProposalList.None,
        };
    }

    /// <summary>Arrays of requirements: PEP 621, 735 and 518, and those of uv, PDM and Hatch.</summary>
    private static bool HoldsRequirements(string[] keys) => keys is
        ["project", "dependencies"] or ["project", "optional-dependencies", _] or ["dependency-groups", _] or ["build-system", "requires"]
        or ["tool", "uv", "dev-dependencies" or "constraint-dependencies" or "override-dependencies"] or ["tool", "pdm", "dev-dependencies", _]
        or ["tool", "hatch", "envs", _, "dependencies" or "extra-dependencies"];

    /// <summary>Tables whose keys are distributions: Poetry's and Pipenv's.</summary>
    private static bool IsDependencyTable(string[] keys, ManifestFormat format) => format == ManifestFormat.Pipfile
        ? keys is ["packages" or "dev-packages"]
        : keys is ["tool", "poetry", "dependencies" or "dev-dependencies"] or ["tool", "poetry", "group", _, "dependencies"];
}

/// <summary>The keys of <c>[tool.pyframeworks]</c>.</summary>
internal static class ToolSettingKeys
{
    /// <summary>Each key and what it does.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> All { get; } =
    [
        new("needs", "What the project wants from its framework. It decides how alternatives are ranked and which advice is given."),
        new("exclude", "Files and folders that are left out, as glob patterns."),
        new("catalogs", "Catalog files of the team's own, beside the built-in catalog."),
        new("ignore", "Rules that are silent in files that match a pattern, by code or name."),
        new("rules", "How loudly each rule speaks, by code or name: off, hint, information, warning or error."),
    ];

    /// <summary>The levels of a rule.</summary>
    public static ImmutableArray<string> Levels { get; } = ["off", "hint", "information", "warning", "error"];

    /// <summary>What the key does, or null when it is none.</summary>
    public static string? About(string key) => All.FirstOrDefault(known => known.Key == key).Value;
}
