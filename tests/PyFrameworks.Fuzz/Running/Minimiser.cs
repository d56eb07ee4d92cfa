namespace PyFrameworks.Fuzz;

/// <summary>Makes a failing input smaller while it fails in the same way.</summary>
internal static class Minimiser
{
    private const int MaxTries = 20_000;

    /// <summary>The smallest input found for which <paramref name="fails"/> holds, as it does for <paramref name="input"/>.</summary>
    public static string Run(string input, Func<string, bool> fails)
    {
        var tries = 0;
        for (var changed = true; changed && tries < MaxTries;)
        {
            changed = false;
            for (var length = Math.Max(1, input.Length / 2); length > 0; length /= 2)
            {
                for (var at = 0; at + length <= input.Length && tries < MaxTries; tries++)
                {
                    var smaller = input.Remove(at, length);
                    if (fails(smaller))
                    {
                        input = smaller;
                        changed = true;
                    }
                    else
                    {
                        at += length;
                    }
                }
            }
        }

        // Plain letters read better than what happened to stand there.
        for (var i = 0; i < input.Length && tries < MaxTries; i++, tries++)
        {
            foreach (var plain in "a 1")
            {
                if (input[i] != plain && !char.IsAsciiLetterOrDigit(input[i]))
                {
                    var simpler = string.Concat(input.AsSpan(0, i), [plain], input.AsSpan(i + 1));
                    if (fails(simpler))
                    {
                        input = simpler;
                        break;
                    }
                }
            }
        }

        return input;
    }
}
