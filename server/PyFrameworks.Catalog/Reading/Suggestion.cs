namespace PyFrameworks.Catalog.Reading;

/// <summary>"Did you mean …" for a word that is not of its vocabulary.</summary>
public static class Suggestion
{
    /// <summary><c>, did you mean "x"?</c> when a known word is close, else <paramref name="otherwise"/>.</summary>
    public static string For(string word, IEnumerable<string> known, string otherwise = "") =>
        Closest(word, known) is { } best ? $", did you mean \"{best}\"?" : otherwise;

    /// <summary>The known word that is at most a third of the letters away, or null.</summary>
    public static string? Closest(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > 64)
        {
            return null;
        }

        string? best = null;
        var bestDistance = Math.Max(1, Math.Min(3, (word.Length + 1) / 3)) + 1;
        foreach (var candidate in known)
        {
            var distance = Distance(word, candidate, bestDistance);
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>
    /// Edits from one word to the other, two letters that changed places counting as one; without regard to case and to <c>-</c> against <c>_</c>.
    /// <paramref name="cap"/> when it is at least that.
    /// </summary>
    private static int Distance(string left, string right, int cap)
    {
        if (Math.Abs(left.Length - right.Length) >= cap)
        {
            return cap;
        }

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
                var (a, b) = (Fold(left[i - 1]), Fold(right[j - 1]));
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + (a == b ? 0 : 1));
                if (i > 1 && j > 1 && a == Fold(right[j - 2]) && b == Fold(left[i - 2]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, previous, row) = (previous, row, before);
        }

        return Math.Min(previous[right.Length], cap);
    }

    private static char Fold(char c) => c == '_' ? '-' : char.ToLowerInvariant(c);
}
