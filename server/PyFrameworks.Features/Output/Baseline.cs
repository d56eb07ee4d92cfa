using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PyFrameworks.Features;

/// <summary>What is left of a check once a baseline is laid over it.</summary>
/// <param name="Projects">The projects with the findings that the baseline does not hold.</param>
/// <param name="Hidden">Number of findings that it holds.</param>
/// <param name="Gone">Number of findings that it lists in what was checked and that are no longer found.</param>
public sealed record BaselineResult(ImmutableArray<CheckedProject> Projects, int Hidden, int Gone);

/// <summary>
/// Findings that a project has chosen to live with, so that only new ones are told. It is a list of keys with counts: moving lines changes nothing, and one
/// more finding of a kind that is listed is new.
/// </summary>
public sealed class Baseline
{
    /// <summary>Version of the format; it changes only when a field is renamed, removed or changes its meaning.</summary>
    public const int FormatVersion = 1;

    /// <summary>Entries beyond this number are not read.</summary>
    public const int MaxEntries = 200_000;

    private readonly SortedDictionary<FindingKey, int> _counts;

    private Baseline(SortedDictionary<FindingKey, int> counts) => _counts = counts;

    /// <summary>Number of findings that it lists.</summary>
    public int Count => _counts.Values.Sum();

    /// <summary>A baseline that holds everything that was found.</summary>
    /// <param name="projects">The projects, by path.</param>
    /// <param name="nameOf">What the baseline calls a file of the workspace.</param>
    public static Baseline Of(ImmutableArray<CheckedProject> projects, Func<string, string> nameOf)
    {
        var counts = new SortedDictionary<FindingKey, int>(FindingKey.Order);
        foreach (var (project, finding) in CheckJson.Ordered(projects))
        {
            var key = FindingKey.Of(project, finding, nameOf(finding.At.Path));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return new(counts);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, or says in a clause what stands in its way.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="problem">Empty where it can be read.</param>
    public static Baseline? Read(string text, out string problem)
    {
        BaselineDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(text, BaselineJson.Default.BaselineDocument);
        }
        catch (JsonException exception)
        {
            problem = $"line {(exception.LineNumber ?? 0) + 1} is not what a baseline holds";
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            problem = "it is no sound Unicode";
            return null;
        }

        problem = document switch
        {
            null or { Version: null } => "it has no version",
            { Version: not FormatVersion } => $"it has version {document.Version}, and this program reads version {FormatVersion}",
            { Findings: null } => "it has no list of findings",
            { Findings.Count: > MaxEntries } => $"it lists more than {MaxEntries} findings",
            _ => "",
        };
        if (problem.Length > 0)
        {
            return null;
        }

        var counts = new SortedDictionary<FindingKey, int>(FindingKey.Order);
        foreach (var (index, entry) in document!.Findings!.Index())
        {
            if (entry is not { File: { } file, Code: { } code, Line: { } line, Count: null or (> 0 and <= MaxEntries) })
            {
                problem = $"finding {index + 1} lacks a file, a code, a line or a sound count";
                return null;
            }

            // Two entries may be one after a merge of two branches.
            var key = new FindingKey(file, code, entry.Framework ?? "", line);
            counts[key] = Math.Min(counts.GetValueOrDefault(key) + (entry.Count ?? 1), MaxEntries);
        }

        return new(counts);
    }

    /// <summary>The file, ending in a line feed: sorted, so that two runs compare byte for byte and a change shows as one.</summary>
    public string Write() => JsonText.Create(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", FormatVersion);
        json.WriteStartArray("findings");
        foreach (var (key, count) in _counts)
        {
            json.WriteStartObject();
            json.WriteString("file", key.File);
            json.WriteString("code", key.Code);
            json.WriteStringOrNull("framework", key.Framework.Length == 0 ? null : key.Framework);
            json.WriteString("line", key.Line);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Takes what the baseline holds from the findings: of several that share a key, the first ones.</summary>
    /// <param name="projects">The projects, by path.</param>
    /// <param name="nameOf">What the baseline calls a file of the workspace.</param>
    /// <param name="isChecked">Whether a file, by its name in the baseline, was among what was checked; nothing is said of others.</param>
    public BaselineResult Apply(ImmutableArray<CheckedProject> projects, Func<string, string> nameOf, Func<string, bool> isChecked)
    {
        var left = new Dictionary<FindingKey, int>(_counts);
        var hidden = CheckJson.Ordered(projects)
            .Where(entry =>
            {
                var key = FindingKey.Of(entry.Project, entry.Finding, nameOf(entry.Finding.At.Path));
                return left.TryGetValue(key, out var count) && count > 0 && (left[key] = count - 1) >= 0;
            })
            .Select(entry => (entry.Finding.Code, entry.Finding.At, entry.Finding.Message))
            .ToHashSet();
        return new(
            [.. projects.Select(entry => entry with { Findings = [.. entry.Findings.Where(finding => !hidden.Contains((finding.Code, finding.At, finding.Message)))] })],
            hidden.Count,
            left.Where(entry => entry.Value > 0 && isChecked(entry.Key.File)).Sum(entry => entry.Value));
    }
}

/// <summary>A baseline as its file has it; what is missing is null.</summary>
internal sealed record BaselineDocument(int? Version, IReadOnlyList<BaselineEntry?>? Findings);

/// <summary>An entry of a baseline's file.</summary>
internal sealed record BaselineEntry(string? File, string? Code, string? Framework, string? Line, int? Count);

/// <summary>Reads baselines; unknown members are passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8)]
[JsonSerializable(typeof(BaselineDocument))]
internal sealed partial class BaselineJson : JsonSerializerContext;
