namespace PyFrameworks.Workspace;

/// <summary>Matches a path against a gitignore pattern: <c>*</c>, <c>?</c> and <c>[…]</c> within a part, <c>**</c> over parts.</summary>
internal static class GlobMatcher
{
    /// <summary>Whether the whole of <paramref name="path"/> matches. Work grows with the product of both lengths, never beyond.</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        // Reachable pattern positions after each character; two rows of bits are enough and rule out exponential backtracking.
        var current = new bool[pattern.Length + 1];
        var next = new bool[pattern.Length + 1];
        Reach(pattern, current, 0, atPartStart: true);
        for (var i = 0; i < path.Length; i++)
        {
            Array.Clear(next);
            for (var p = 0; p < pattern.Length; p++)
            {
                if (current[p])
                {
                    Step(pattern, p, path[i], next);
                }
            }

            (current, next) = (next, current);
        }

        return current[pattern.Length];
    }

    /// <summary>Marks <paramref name="p"/> and every position that can be reached from it without a character.</summary>
    private static void Reach(ReadOnlySpan<char> pattern, bool[] positions, int p, bool atPartStart)
    {
        while (p <= pattern.Length && !positions[p])
        {
            positions[p] = true;
            if (p == pattern.Length || pattern[p] != '*')
            {
                return;
            }

            // "**/" may stand for nothing at the start of a part; a star may stand for nothing anywhere.
            if (IsDoubleStar(pattern, p))
            {
                if (atPartStart && p + 2 < pattern.Length && pattern[p + 2] == '/')
                {
                    Reach(pattern, positions, p + 3, atPartStart: true);
                }

                p += 2;
            }
            else
            {
                p++;
            }
        }
    }

    private static void Step(ReadOnlySpan<char> pattern, int p, char character, bool[] next)
    {
        switch (pattern[p])
        {
            case '*' when IsDoubleStar(pattern, p):
                Reach(pattern, next, p, atPartStart: character == '/');
                break;
            case '*' when character != '/':
                Reach(pattern, next, p, atPartStart: false);
                break;
            case '?' when character != '/':
                Reach(pattern, next, p + 1, atPartStart: false);
                break;
            case '[' when ClassEnd(pattern, p) is var end and > 0:
                if (character != '/' && InClass(pattern[(p + 1)..end], character))
                {
                    Reach(pattern, next, end + 1, atPartStart: false);
                }

                break;
            case '\\' when p + 1 < pattern.Length:
                if (pattern[p + 1] == character)
                {
                    Reach(pattern, next, p + 2, atPartStart: character == '/');
                }

                break;
            case var literal when literal == character && literal != '*':
                Reach(pattern, next, p + 1, atPartStart: character == '/');
                break;
        }
    }

    /// <summary>gitignore(5): two stars mean more than one only as a whole part.</summary>
    private static bool IsDoubleStar(ReadOnlySpan<char> pattern, int p) =>
        p + 1 < pattern.Length && pattern[p + 1] == '*' && (p == 0 || pattern[p - 1] == '/') && (p + 2 == pattern.Length || pattern[p + 2] == '/');

    private static int ClassEnd(ReadOnlySpan<char> pattern, int p)
    {
        var from = p + 1 < pattern.Length && pattern[p + 1] is '!' or '^' ? p + 3 : p + 2;
        var length = from <= pattern.Length ? pattern[from..].IndexOf(']') : -1;
        return length < 0 ? -1 : from + length;
    }

    private static bool InClass(ReadOnlySpan<char> body, char character)
    {
        var negated = body is ['!' or '^', ..];
        body = negated ? body[1..] : body;
        var found = false;
        for (var i = 0; i < body.Length; i++)
        {
            if (i + 2 < body.Length && body[i + 1] == '-')
            {
                found |= character >= body[i] && character <= body[i + 2];
                i += 2;
            }
            else
            {
                found |= body[i] == character;
            }
        }

        return found != negated;
    }
}
