using System.Globalization;

namespace PyFrameworks.Benchmarks.Scenarios;

/// <summary>Values measured of one thing.</summary>
internal sealed class Figures
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Median => At(0.5);

    public void Add(double value) => _values.Add(value);

    /// <summary>The value below which <paramref name="share"/> (0 to 1) of all lie.</summary>
    public double At(double share)
    {
        var sorted = _values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}

/// <summary>A line of the table.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Goal">What it is to stay below, in the unit of <paramref name="Figure"/>.</param>
/// <param name="Figure">What was measured, with its unit.</param>
/// <param name="IsReached">Whether it stays below; null where no goal stands beside it.</param>
internal sealed record Row(string Work, string Goal, string Figure, bool? IsReached)
{
    public static Row Of(string work, double figure, double goal, string unit) =>
        new(work, $"≤ {Text(goal)} {unit}", $"{Text(figure)} {unit}", figure <= goal);

    public static Row Plain(string work, string figure) => new(work, "", figure, null);

    public static string Text(double value) => value.ToString(value switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);

    /// <summary>The rows as a Markdown table.</summary>
    public static string Table(IEnumerable<Row> rows) =>
        string.Join('\n', ["| work | goal | measured | |", "|---|---|---|---|", .. rows.Select(row => $"| {row.Work} | {row.Goal} | {row.Figure} | {row.IsReached switch { true => "reached", false => "**not reached**", _ => "" }} |")]);
}
