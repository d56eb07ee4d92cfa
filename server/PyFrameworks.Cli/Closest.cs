namespace PyFrameworks.Cli;

/// <summary>"Did you mean …" for a word that nothing is called.</summary>
internal static class Closest
{
    private const int MaxLength = 64;

    /// <summary><c>; did you mean x?</c>, or nothing where no known word is near.</summary>
    public static string Hint(string word, IEnumerable<string> known) => Find(word, known) is { } found ? $"; did you mean {found}?" : "";

    /// <summary>The known word that is at most a third of the letters away, or null.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > MaxLength)
        {
            return null;
        }

        var allowed = Math.Clamp((word.Length + 1) / 3, 1, 3);
        return known
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate)))
            .Where(entry => entry.Distance <= allowed)
            .OrderBy(entry => entry.Distance).ThenBy(entry => entry.Candidate, StringComparer.Ordinal)
            .Select(entry => entry.Candidate)
            .FirstOrDefault();
    }

    /// <summary>Edits from one word to the other without regard to case, two letters that changed places counting as one (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        var (before, previous, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, previous, row) = (previous, row, before);
        }

        return previous[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
