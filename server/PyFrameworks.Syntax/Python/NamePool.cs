using System.Text;

namespace PyFrameworks.Syntax.Python;

/// <summary>
/// Strings of packed modules that were made lately, so that a name that many modules have is not made for each. A place holds the last string that belongs there; where two
/// threads write at once, either will do.
/// </summary>
internal static class NamePool
{
    // Longer ones are seldom the same.
    private const int MaxLength = 48;

    private static readonly string?[] s_names = new string?[1 << 13];

    /// <summary>The string of ASCII characters.</summary>
    public static string Get(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length > MaxLength)
        {
            return Encoding.ASCII.GetString(ascii);
        }

        ref var place = ref s_names[PlaceOf(ascii)];
        return place is { } known && Equals(ascii, known) ? known : place = Encoding.ASCII.GetString(ascii);
    }

    private static bool Equals(ReadOnlySpan<byte> ascii, string known)
    {
        if (ascii.Length != known.Length)
        {
            return false;
        }

        for (var i = 0; i < ascii.Length; i++)
        {
            if (ascii[i] != known[i])
            {
                return false;
            }
        }

        return true;
    }

    // FNV-1a, folded.
    private static int PlaceOf(ReadOnlySpan<byte> ascii)
    {
        var hash = 2166136261u;
        foreach (var letter in ascii)
        {
            hash = (hash ^ letter) * 16777619;
        }

        return (int)((hash ^ (hash >> 13)) & (uint)(s_names.Length - 1));
    }
}
