using System.Text.Json;

namespace PyFrameworks.Fuzz;

/// <summary>Where a run stands, so that the next one goes on from there.</summary>
internal sealed class FuzzState
{
    /// <summary>By target.</summary>
    public Dictionary<string, TargetState> Targets { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Reads the file, or begins anew where there is none.</summary>
    public static FuzzState Load(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<FuzzState>(File.ReadAllText(path)) ?? new() : new();

    /// <summary>Writes the file; a run that is killed meanwhile leaves the old one.</summary>
    public void Save(string path)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this));
        File.Move(path + ".new", path, overwrite: true);
    }
}

/// <summary>What is known of one target.</summary>
internal sealed class TargetState
{
    /// <summary>Rounds begun. A round's random numbers follow from the seed and its number.</summary>
    public int Rounds { get; set; }

    /// <summary>Inputs read.</summary>
    public long Executions { get; set; }

    /// <summary>Time spent on them, in seconds, over all workers.</summary>
    public double Seconds { get; set; }

    /// <summary>How often the work for a long input was compared with that for one four times as long.</summary>
    public long GrowthChecks { get; set; }

    /// <summary>Findings: the message by the key that tells it from others.</summary>
    public Dictionary<string, string> Findings { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Inputs of distinct shapes, as <see cref="SavedInput"/> writes them.</summary>
    public List<string> Corpus { get; init; } = [];

    /// <summary>Their shapes.</summary>
    public HashSet<ulong> Shapes { get; init; } = [];
}
