using System.Collections.Frozen;

namespace PyFrameworks.Syntax.Packaging;

/// <summary>The values of the marker variables in one environment (PEP 508, "Environment Markers").</summary>
public sealed class MarkerEnvironment
{
    private readonly FrozenDictionary<string, string> _values;

    /// <summary>
    /// An environment of <paramref name="values"/> by variable, such as <c>python_version</c>; <c>extra</c> is empty unless it is among
    /// them. The sets of extras and groups exist in lock files alone; null where there is none.
    /// </summary>
    public MarkerEnvironment(
        IEnumerable<KeyValuePair<string, string>> values, FrozenSet<NormalizedName>? extras = null, FrozenSet<NormalizedName>? dependencyGroups = null)
    {
        var all = new Dictionary<string, string>(values, StringComparer.Ordinal);
        all["extra"] = all.TryGetValue("extra", out var extra) ? NormalizedName.From(extra).Value : "";

        // A Python built from a working copy calls itself "3.12.0+", which PEP 440 does not know.
        if (all.TryGetValue("python_full_version", out var full) && full.EndsWith('+'))
        {
            all["python_full_version"] = full + "local";
        }

        _values = all.ToFrozenDictionary(StringComparer.Ordinal);
        Extras = extras;
        DependencyGroups = dependencyGroups;
    }

    /// <summary>The set behind <c>extras</c>; null where the variable is not defined.</summary>
    public FrozenSet<NormalizedName>? Extras { get; }

    /// <summary>The set behind <c>dependency_groups</c>; null where the variable is not defined.</summary>
    public FrozenSet<NormalizedName>? DependencyGroups { get; }

    /// <summary>The value of <paramref name="variable"/>; null when the environment has none.</summary>
    public string? Find(string variable) => _values.GetValueOrDefault(variable);

    internal FrozenSet<NormalizedName>? FindSet(string variable) => variable switch
    {
        "extras" => Extras,
        "dependency_groups" => DependencyGroups,
        _ => null,
    };
}

/// <summary>Why a marker has no value in an environment.</summary>
public enum MarkerError
{
    /// <summary>An operator that the two values do not have, such as <c>~=</c> between texts.</summary>
    UndefinedComparison,

    /// <summary>A variable that the environment lacks, or a comparison of two values.</summary>
    UndefinedEnvironmentName,
}

/// <summary>The value of a marker in an environment.</summary>
/// <param name="Value">Whether it holds; false where there is an error.</param>
/// <param name="Error">The first error in source order, in whatever part; null when there is none.</param>
public readonly record struct MarkerResult(bool Value, MarkerError? Error);
